/* Reading back what reports wrote, by libzip and plain text search. */
#include "tests/support/book_view.h"

#include "tests/support/suite.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zip.h>

enum { PARTS_MAX = 200, KEPT_MAX = 4000 };

struct book_view {
    zip_t *zip;
    struct {
        char *name;
        char *text;
    } parts[PARTS_MAX];
    size_t part_count;
    char *kept[KEPT_MAX]; /* strings handed out */
    size_t kept_count;
};

struct book_view *book_view_open(const char *folder, const char *name)
{
    char path[512];
    int error = 0;
    snprintf(path, sizeof path, "%s/%s", folder, name);
    struct book_view *view = calloc(1, sizeof *view);
    assert_non_null(view);
    view->zip = zip_open(path, ZIP_RDONLY, &error);
    if (view->zip == NULL)
        fail_msg("%s cannot be opened: %d", path, error);
    return view;
}

void book_view_close(struct book_view *view)
{
    for (size_t i = 0; i < view->part_count; i++) {
        free(view->parts[i].name);
        free(view->parts[i].text);
    }
    for (size_t i = 0; i < view->kept_count; i++)
        free(view->kept[i]);
    zip_discard(view->zip);
    free(view);
}

static const char *keep(struct book_view *view, const char *text, size_t length)
{
    assert_true(view->kept_count < KEPT_MAX);
    char *copy = strndup(text, length);
    assert_non_null(copy);
    view->kept[view->kept_count++] = copy;
    return copy;
}

const char *book_view_part(struct book_view *view, const char *part)
{
    for (size_t i = 0; i < view->part_count; i++)
        if (strcmp(view->parts[i].name, part) == 0)
            return view->parts[i].text;
    zip_stat_t stat;
    if (zip_stat(view->zip, part, 0, &stat) != 0)
        return NULL;
    assert_true(view->part_count < PARTS_MAX);
    char *text = calloc(1, stat.size + 1);
    zip_file_t *file = zip_fopen(view->zip, part, 0);
    assert_non_null(text);
    assert_non_null(file);
    assert_int_equal(zip_fread(file, text, stat.size), stat.size);
    zip_fclose(file);
    view->parts[view->part_count].name = strdup(part);
    view->parts[view->part_count].text = text;
    view->part_count++;
    return text;
}

/* ---- sheets and cells ---- */

const char *book_view_sheet(struct book_view *view, const char *sheet)
{
    const char *at = book_view_part(view, "xl/workbook.xml");
    char wanted[160];
    assert_non_null(at);
    snprintf(wanted, sizeof wanted, "<sheet name=\"%s\"", sheet);
    for (int number = 1; (at = strstr(at, "<sheet name=")) != NULL; number++) {
        if (strncmp(at, wanted, strlen(wanted)) == 0) {
            char part[64];
            snprintf(part, sizeof part, "xl/worksheets/sheet%d.xml", number);
            return book_view_part(view, part);
        }
        at++;
    }
    fail_msg("there is no sheet %s", sheet);
    return NULL;
}

/* The text between two marks inside [from, end), or "". */
static const char *between(struct book_view *view, const char *from,
                           const char *end, const char *open, const char *close)
{
    const char *start = strstr(from, open);
    if (start == NULL || start >= end)
        return "";
    if (open[strlen(open) - 1] != '>')
        start = strchr(start, '>') + 1;
    else
        start += strlen(open);
    const char *stop = strstr(start, close);
    assert_non_null(stop);
    return keep(view, start, (size_t)(stop - start));
}

static const char *unescape(struct book_view *view, const char *xml)
{
    static const char *const names[][2] = {
        {"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&amp;", "&"}};
    char *copy = strdup(xml);
    char *out = copy;
    assert_non_null(copy);
    while (*xml != '\0') {
        size_t used = 0;
        for (size_t i = 0; i < COUNT_OF(names) && used == 0; i++)
            if (strncmp(xml, names[i][0], strlen(names[i][0])) == 0) {
                used = strlen(names[i][0]);
                *out++ = names[i][1][0];
            }
        if (used == 0) {
            *out++ = *xml;
            used = 1;
        }
        xml += used;
    }
    *out = '\0';
    const char *kept = keep(view, copy, strlen(copy));
    free(copy);
    return kept;
}

/* A number as a person would write it: 95.10999999999999 -> 95.11. */
static const char *shortest(struct book_view *view, const char *digits)
{
    char number[40] = "";
    if (*digits != '\0')
        snprintf(number, sizeof number, "%.15g", strtod(digits, NULL));
    return keep(view, number, strlen(number));
}

/* The cell that begins at `at`, and where it ends. */
static struct cell_view read_cell(struct book_view *view, const char *at,
                                  const char **out_end)
{
    struct cell_view cell = {.formula = "", .value = ""};
    const char *tag_end = strchr(at, '>');
    assert_non_null(tag_end);
    assert_int_equal(sscanf(at, "<c r=\"%15[A-Z0-9]\"", cell.ref), 1);
    const char *style = strstr(at, " s=\"");
    if (style != NULL && style < tag_end)
        cell.style = atoi(style + 4);
    if (tag_end[-1] == '/') {
        *out_end = tag_end;
        return cell;
    }
    const char *end = strstr(at, "</c>");
    assert_non_null(end);
    const char *type = strstr(at, "t=\"inlineStr\"");
    cell.is_text = type != NULL && type < tag_end;
    cell.formula = unescape(view, between(view, at, end, "<f>", "</f>"));
    if (cell.is_text)
        cell.value = unescape(view, between(view, at, end, "<t", "</t>"));
    else
        cell.value = shortest(view, between(view, at, end, "<v>", "</v>"));
    *out_end = end;
    return cell;
}

struct cell_view view_cell(struct book_view *view, const char *sheet,
                           const char *ref)
{
    const char *end;
    char mark[32];
    snprintf(mark, sizeof mark, "<c r=\"%s\"", ref);
    const char *at = strstr(book_view_sheet(view, sheet), mark);
    if (at == NULL)
        return (struct cell_view){.formula = "", .value = ""};
    return read_cell(view, at, &end);
}

struct cell_view view_find(struct book_view *view, const char *sheet,
                           const char *value)
{
    const char *at = book_view_sheet(view, sheet);
    while ((at = strstr(at, "<c r=")) != NULL) {
        const size_t before = view->kept_count;
        const struct cell_view cell = read_cell(view, at, &at);
        if (strcmp(cell.value, value) == 0)
            return cell;
        while (view->kept_count > before)
            free(view->kept[--view->kept_count]);
    }
    return (struct cell_view){.formula = "", .value = ""};
}

struct cell_view view_beside(struct book_view *view, const char *sheet,
                             const char *value, char column)
{
    const struct cell_view found = view_find(view, sheet, value);
    if (found.ref[0] == '\0')
        fail_msg("%s: no cell holds %s", sheet, value);
    char ref[20];
    const char *row =
        found.ref + strspn(found.ref, "ABCDEFGHIJKLMNOPQRSTUVWXYZ");
    snprintf(ref, sizeof ref, "%c%s", column, row);
    return view_cell(view, sheet, ref);
}

const char *view_format(struct book_view *view, const struct cell_view *cell)
{
    static const struct {
        int id;
        const char *code;
    } known[] = {{0, "General"},  {1, "0"},      {3, "#,##0"},
                 {4, "#,##0.00"}, {10, "0.00%"}, {49, "@"}};
    const char *at = strstr(book_view_part(view, "xl/styles.xml"), "<cellXfs");
    assert_non_null(at);
    for (int i = 0; i <= cell->style; i++) {
        at = strstr(at, "<xf ");
        assert_non_null(at);
        at++;
    }
    int id = -1;
    assert_int_equal(sscanf(at, "xf numFmtId=\"%d\"", &id), 1);
    for (size_t i = 0; i < COUNT_OF(known); i++)
        if (known[i].id == id)
            return known[i].code;
    char mark[40];
    snprintf(mark, sizeof mark, "<numFmt numFmtId=\"%d\" formatCode=", id);
    const char *custom = strstr(book_view_part(view, "xl/styles.xml"), mark);
    assert_non_null(custom);
    custom += strlen(mark) + 1;
    return keep(view, custom, strcspn(custom, "\""));
}
