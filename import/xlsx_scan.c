/*
 * The steps that the scanners for sheets and shared strings share. None of
 * them keeps state: given the same bytes, a step can be done again.
 */
#include "import/xlsx_scan.h"

#include "import/xlsx_text.h"
#include <strings.h>

const char *scan_to_tag(struct scan *scan, const char *at)
{
    if (at >= scan->end)
        return scan_stop(scan, scan->end);
    const char *tag = memchr(at, '<', (size_t)(scan->end - at));
    return tag != NULL ? tag : scan_stop(scan, scan->end);
}

/* ---- tags ---- */

static bool is_name_byte(char c)
{
    return c != '=' && c != '<' && c != '>' && c != '/' && c != '"' &&
           c != '\'' && c != '\0' && !scan_is_space(c);
}

const char *scan_attribute(struct scan *scan, const char *at,
                           struct scan_attribute *out)
{
    *out = (struct scan_attribute){.name = at};
    if (*at == '>' || *at == '/')
        return at;
    const char *name = scan_spaces(at);
    if (*name == '>' || *name == '/')
        return name;
    at = name;
    while (is_name_byte(*at))
        at++;
    if (at == name || name == out->name)
        return scan_stop(scan, at); /* no name, or no space before it */
    out->name = name;
    out->name_length = (size_t)(at - name);
    at = scan_spaces(at);
    if (*at != '=')
        return scan_stop(scan, at);
    at = scan_spaces(at + 1);
    const char quote = *at;
    if (quote != '"' && quote != '\'')
        return scan_stop(scan, at);
    out->value = ++at;
    while (*at != quote && *at != '\0' && *at != '<' && *at != '&')
        at++;
    if (*at != quote)
        return scan_stop(scan, at);
    out->value_length = (size_t)(at - out->value);
    return at + 1;
}

const char *scan_tag_end(struct scan *scan, const char *at, bool *is_empty)
{
    at = scan_spaces(at);
    *is_empty = *at == '/';
    if (*is_empty)
        at++;
    return *at == '>' ? at + 1 : scan_stop(scan, at);
}

const char *scan_tag(struct scan *scan, const char *at, bool *is_empty)
{
    struct scan_attribute attribute;
    do {
        at = scan_attribute(scan, at, &attribute);
    } while (at != NULL && attribute.name_length > 0);
    return at == NULL ? NULL : scan_tag_end(scan, at, is_empty);
}

const char *scan_element(struct scan *scan, const char *at, const char *name)
{
    const size_t length = strlen(name);
    bool is_empty = false;
    at = scan_tag(scan, at, &is_empty);
    while (at != NULL && !is_empty) {
        at = scan_to_tag(scan, at);
        if (at == NULL || at[1] == '!' || at[1] == '?')
            return at == NULL ? NULL : scan_stop(scan, at);
        if (at[1] == '/' && memcmp(at + 2, name, length) == 0 &&
            scan_is_name_end(at[2 + length]))
            return scan_tag_end(scan, at + 2 + length, &is_empty);
        at++;
    }
    return at;
}

/* ---- the start of a part ---- */

/* <?xml version="1.0" encoding="UTF-8"?>; `at` stands after "<?xml". */
static const char *declaration(struct scan *scan, const char *at)
{
    struct scan_attribute attribute;
    const char *end = memmem(at, (size_t)(scan->end - at), "?>", 2);
    if (end == NULL)
        return scan_stop(scan, scan->end);
    while (*(at = scan_spaces(at)) != '?') {
        at = scan_attribute(scan, at - 1, &attribute);
        if (at == NULL || attribute.name_length == 0)
            return scan_stop(scan, end);
        if (scan_is_named(&attribute, "encoding") &&
            (attribute.value_length != 5 ||
             strncasecmp(attribute.value, "utf-8", 5) != 0))
            return scan_stop(scan, attribute.value);
    }
    return end + 2;
}

const char *scan_root(struct scan *scan, const char *at, const char *root)
{
    const size_t length = strlen(root);
    bool is_empty = false;
    if (SCAN_AT(at, "\xEF\xBB\xBF"))
        at += 3;
    if (SCAN_AT(at, "<?xml") && scan_is_space(at[5])) {
        at = declaration(scan, at + 5);
        if (at == NULL)
            return NULL;
    }
    at = scan_spaces(at);
    if (*at != '<' || memcmp(at + 1, root, length) != 0 ||
        !scan_is_name_end(at[1 + length]))
        return scan_stop(scan, at);
    const char *after = scan_tag(scan, at + 1 + length, &is_empty);
    return after != NULL && is_empty ? scan_stop(scan, at) : after;
}

/* ---- rich text ---- */

/* The text of a <t>, from after "<t" to after "</t>". */
static const char *run_text(struct scan *scan, const char *at, char *out,
                            size_t *length)
{
    bool is_empty = false;
    size_t added = 0;
    at = *at == '>' ? at + 1 : scan_tag(scan, at, &is_empty);
    if (at == NULL || is_empty)
        return at;
    const char *const end = scan_to_tag(scan, at);
    if (end == NULL)
        return NULL;
    if (!SCAN_AT(end, "</t>") ||
        !xlsx_text_read(at, (size_t)(end - at), out + *length, &added))
        return scan_stop(scan, end);
    *length += added;
    return end + strlen("</t>");
}

/* An element inside <si> that gives no text itself. */
static const char *skip_part(struct scan *scan, const char *at)
{
    if (SCAN_AT(at, "<r>"))
        return at + strlen("<r>");
    if (SCAN_AT(at, "</r>"))
        return at + strlen("</r>");
    if (SCAN_AT(at, "<rPr") && scan_is_name_end(at[4]))
        return scan_element(scan, at + 4, "rPr");
    if (SCAN_AT(at, "<rPh") && scan_is_name_end(at[4]))
        return scan_element(scan, at + 4, "rPh");
    if (SCAN_AT(at, "<phoneticPr") && scan_is_name_end(at[11]))
        return scan_element(scan, at + 11, "phoneticPr");
    return scan_stop(scan, at);
}

const char *scan_rich_text(struct scan *scan, const char *at, const char *close,
                           char *out, size_t *out_length)
{
    const size_t close_length = strlen(close);
    *out_length = 0;
    for (;;) {
        at = scan_spaces(at);
        if (SCAN_AT(at, "<t") && scan_is_name_end(at[2]))
            at = run_text(scan, at + 2, out, out_length);
        else if (memcmp(at, close, close_length) == 0)
            return at + close_length;
        else
            at = skip_part(scan, at);
        if (at == NULL)
            return NULL;
    }
}
