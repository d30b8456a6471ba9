/*
 * The part xl/styles.xml lists cell formats (cellXfs), and named styles as
 * formats of their own (cellStyleXfs) with a name each (cellStyles). Every
 * format that has a name gets such a twin, and refers to it by xfId.
 *
 * The text is libxlsxwriter's: one line, attributes in a fixed order. What is
 * not found where it must be is a failure, never a guess.
 */
#include "reports/named_styles.h"

#include <string.h>

static const char own_id[] = " xfId=\"0\"";

/* The text from `from` up to and with `mark`; NULL where there is none. */
static const char *copy_past(struct text *out, const char *from,
                             const char *mark)
{
    const char *at = strstr(from, mark);
    if (at == NULL)
        return NULL;
    at += strlen(mark);
    text_append_bytes(out, from, (size_t)(at - from));
    return at;
}

/* The end of the format that begins at `at`. */
static const char *end_of_format(const char *at)
{
    const char *tag = strchr(at, '>');
    if (tag == NULL)
        return NULL;
    if (tag[-1] == '/')
        return tag + 1;
    const char *end = strstr(tag, "</xf>");
    return end == NULL ? NULL : end + strlen("</xf>");
}

static const char *name_of(const struct format_names *formats, size_t index)
{
    return index > 0 && index < formats->count ? formats->names[index] : NULL;
}

static size_t count_names(const struct format_names *formats)
{
    size_t count = 0;
    for (size_t i = 0; i < formats->count; i++)
        count += name_of(formats, i) != NULL;
    return count;
}

/* The cell formats one by one: as styles, only those with names, and without
 * an xfId, which styles do not have; as formats, each with that of its
 * style. */
static int copy_formats(struct text *out, const char *from,
                        const struct format_names *formats, bool is_style)
{
    size_t next = 1;
    const char *at = from;
    for (size_t i = 0; strncmp(at, "<xf ", 4) == 0; i++) {
        const bool has_name = name_of(formats, i) != NULL;
        const char *end = end_of_format(at);
        const char *id = strstr(at, own_id);
        if (end == NULL || id == NULL || id > end)
            return -1;
        if (has_name || !is_style) {
            text_append_bytes(out, at, (size_t)(id - at));
            if (!is_style)
                text_printf(out, " xfId=\"%zu\"", has_name ? next : 0);
            id += sizeof own_id - 1;
            text_append_bytes(out, id, (size_t)(end - id));
        }
        next += has_name;
        at = end;
    }
    return 0;
}

static void append_names(struct text *out, const struct format_names *formats)
{
    size_t next = 1;
    for (size_t i = 0; i < formats->count; i++)
        if (name_of(formats, i) != NULL)
            text_printf(out, "<cellStyle name=\"%s\" xfId=\"%zu\"/>",
                        name_of(formats, i), next++);
}

int named_styles_append(struct text *out, const char *xml,
                        const struct format_names *formats)
{
    const size_t count = count_names(formats) + 1;
    const char *cells = strstr(xml, "<cellXfs ");
    cells = cells == NULL ? NULL : strchr(cells, '>');
    const char *cells_end = cells == NULL ? NULL : strstr(cells, "</cellXfs>");
    const char *at = copy_past(out, xml, "<cellStyleXfs count=\"");
    if (at == NULL || cells_end == NULL || strncmp(at, "1\">", 3) != 0)
        return -1;
    text_printf(out, "%zu", count);
    const char *styles_end = strstr(++at, "</cellStyleXfs>");
    if (styles_end == NULL)
        return -1;
    text_append_bytes(out, at, (size_t)(styles_end - at));
    if (copy_formats(out, cells + 1, formats, true) != 0)
        return -1;
    text_append_bytes(out, styles_end, (size_t)(cells + 1 - styles_end));
    if (copy_formats(out, cells + 1, formats, false) != 0)
        return -1;
    at = copy_past(out, cells_end, "<cellStyles count=\"");
    if (at == NULL || strncmp(at, "1\">", 3) != 0)
        return -1;
    text_printf(out, "%zu", count);
    const char *names_end = strstr(++at, "</cellStyles>");
    if (names_end == NULL)
        return -1;
    text_append_bytes(out, at, (size_t)(names_end - at));
    append_names(out, formats);
    text_append(out, names_end);
    return 0;
}
