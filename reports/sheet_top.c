/*
 * What stands over a table: title, period and unit, further lines, and the
 * header, one row deep or two.
 */
#include "reports/sheet_state.h"

#include "reports/measure.h"
#include <string.h>

/* The period at the left; the unit over as many columns at the right as it
 * needs. */
static void put_period(struct sheet *sheet)
{
    const size_t first = sheet->line_first;
    const size_t count = sheet->line_columns;
    const double need = text_width(sheet->plan.unit) + WIDTH_MARGIN;
    size_t right = 0;
    while (*sheet->plan.unit != '\0' && right + 1 < count &&
           page_planned_width(sheet, first + count - right, right) < need)
        right++;
    const size_t left = count - right;
    const char *line = sheet->book->line;
    sheet_set_height(sheet, page_lines_height(text_lines(
                                line, page_planned_width(sheet, first, left))));
    sheet_put_merged(sheet, first, left, line, STYLE_LINE);
    if (right > 0)
        sheet_put_merged(sheet, first + left, right, sheet->plan.unit,
                         STYLE_UNIT);
    sheet_next_row(sheet);
}

static void put_head(struct sheet *sheet)
{
    const char *at = sheet->plan.head;
    struct text line = TEXT_INIT;
    while (at != NULL && *at != '\0') {
        const size_t length = strcspn(at, "\n");
        text_clear(&line);
        text_append_bytes(&line, at, length);
        sheet_put_line(sheet, book_text(sheet->book, &line),
                       sheet->plan.is_letter ? STYLE_LETTER : STYLE_LINE);
        at += length + (at[length] == '\n');
    }
    text_release(&line);
}

static const char *group_of(const struct sheet *sheet, size_t column)
{
    const char *group = sheet->plan.columns[column].group;
    return group == NULL ? "" : group;
}

static bool has_groups(const struct sheet *sheet)
{
    for (size_t i = 0; i < sheet->plan.column_count; i++)
        if (*group_of(sheet, i) != '\0')
            return true;
    return false;
}

/* Of the header's last row; in a deep one titles without a group have a line
 * of the upper row, too. */
static double header_height(const struct sheet *sheet, bool is_deep)
{
    unsigned lines = 1;
    for (size_t i = 0; i < sheet->plan.column_count; i++) {
        const unsigned above = is_deep && *group_of(sheet, i) == '\0';
        const unsigned need =
            text_lines(sheet->plan.columns[i].title, sheet->planned[i]) - above;
        if (need > lines)
            lines = need;
    }
    return page_lines_height(lines) + HEADER_MARGIN;
}

/* The upper of two header rows: groups, and titles that have none. */
static void put_groups(struct sheet *sheet)
{
    const size_t count = sheet->plan.column_count;
    sheet_set_height(sheet, ROW_HEIGHT + HEADER_MARGIN);
    size_t next;
    for (size_t i = 0; i < count; i = next) {
        const char *group = group_of(sheet, i);
        next = i + 1;
        while (*group != '\0' && next < count &&
               strcmp(group_of(sheet, next), group) == 0)
            next++;
        sheet_put_merged(sheet, i, next - i,
                         *group != '\0' ? group : sheet->plan.columns[i].title,
                         STYLE_HEADER);
    }
    sheet_next_row(sheet);
}

static void put_header(struct sheet *sheet)
{
    const bool is_deep = has_groups(sheet);
    const double above = sheet->height;
    sheet->header = sheet->next;
    if (is_deep)
        put_groups(sheet);
    sheet_set_height(sheet, header_height(sheet, is_deep));
    for (size_t i = 0; i < sheet->plan.column_count; i++) {
        if (!is_deep || *group_of(sheet, i) != '\0') {
            sheet_put_text(sheet, i, sheet->plan.columns[i].title,
                           STYLE_HEADER);
            continue;
        }
        /* Its title stands in the upper cell. */
        sheet_put_text(sheet, i, "", STYLE_HEADER);
        book_check(sheet->book, worksheet_merge_range(
                                    sheet->worksheet, sheet->header,
                                    (lxw_col_t)i, sheet->next, (lxw_col_t)i, "",
                                    sheet->book->styles[STYLE_HEADER]));
    }
    sheet->header_end = sheet->next;
    sheet_next_row(sheet);
    sheet->header_height = sheet->height - above;
}

/* Whether the title, in the middle of the first page, stands beside the columns
 * that other pages repeat. */
static bool title_is_clear(const struct sheet *sheet)
{
    const size_t repeated = sheet->plan.repeated;
    const double middle = page_planned_width(sheet, 0, sheet->page_columns) / 2;
    const double half =
        text_width(sheet->plan.title) * book_style_scale(STYLE_TITLE) / 2;
    const double left = page_planned_width(sheet, 0, repeated);
    const double right =
        left + page_planned_width(sheet, repeated, sheet->plan.repeated_count);
    return middle + half < left || middle - half > right;
}

static void put_title(struct sheet *sheet)
{
    size_t first = sheet->line_first;
    size_t count = sheet->line_columns;
    if (count < sheet->page_columns && title_is_clear(sheet)) {
        first = 0;
        count = sheet->page_columns;
    }
    sheet_set_height(sheet, TITLE_HEIGHT);
    sheet_put_merged(sheet, first, count, sheet->plan.title, STYLE_TITLE);
    sheet_next_row(sheet);
}

void sheet_put_top(struct sheet *sheet)
{
    if (sheet->plan.is_bare) {
        put_header(sheet);
        return;
    }
    put_title(sheet);
    put_period(sheet);
    put_head(sheet);
    put_header(sheet);
}
