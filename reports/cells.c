/*
 * Single cells, by what their column is. What looks like a number but is none
 * is written as text; amounts are numbers, exact from fen.
 *
 * Cells go to row_xml.c as they come. libxlsxwriter hears of what a sheet has
 * beside its rows: merged ranges and comments.
 */
#include "reports/sheet_state.h"

#include "core/id_number.h"
#include <string.h>

enum {
    TEXT_MAX = 32767,     /* characters of a cell */
    COMMENT_MAX = 1000,   /* characters of a comment, which is to be read */
    COMMENTS_MAX = 20000, /* of a sheet: they are kept in memory */
};

void sheet_widen(struct sheet *sheet, size_t column, double width)
{
    if (width > sheet->widest[column])
        sheet->widest[column] = width;
}

/* Excel refuses longer texts; the cut is marked. */
static const char *cut_text(struct sheet *sheet, const char *text,
                            size_t length, size_t most)
{
    if (length <= most || utf8_count(text, length) <= most)
        return text;
    const char *at = text;
    for (size_t i = 0; i + 1 < most; i++)
        utf8_next(&at, text + length);
    struct text cut = TEXT_INIT;
    text_append_bytes(&cut, text, (size_t)(at - text));
    text_append(&cut, "…");
    const char *kept =
        arena_string(sheet->book->arena, book_text(sheet->book, &cut));
    text_release(&cut);
    return kept == NULL ? "" : kept;
}

/* The rows' XML, with the row under way begun. */
static struct row_xml *open_row(struct sheet *sheet)
{
    if (!sheet->row_is_open)
        row_begin(sheet->book->rows, sheet->next, sheet->row_height);
    sheet->row_is_open = true;
    return sheet->book->rows;
}

static void put_text(struct sheet *sheet, size_t column, const char *text,
                     size_t length, enum style style)
{
    const char *cut = cut_text(sheet, text, length, TEXT_MAX);
    row_put_text(open_row(sheet), column, book_style_number(sheet->book, style),
                 cut, cut == text ? length : strlen(cut));
}

void sheet_put_text(struct sheet *sheet, size_t column, const char *text,
                    enum style style)
{
    put_text(sheet, column, text, strlen(text), style);
}

/* The largest number that is no longer than this one. */
static int64_t largest_as_long(int64_t number)
{
    int64_t most = 9;
    while (most < number && most <= INT64_MAX / 10 - 1)
        most = most * 10 + 9;
    return most < number ? number : most;
}

static void meet_number(struct sheet *sheet, size_t column, int64_t number,
                        unsigned behind)
{
    struct extent *const met = &sheet->extents[column];
    if (number < met->least)
        met->least = number;
    if (number > met->most)
        met->most = largest_as_long(number);
    sheet_widen(sheet, column, number_width(number, behind != 0));
}

/* Columns grow with the numbers beyond those met so far. */
static inline void widen_for_number(struct sheet *sheet, size_t column,
                                    int64_t number, unsigned behind)
{
    const struct extent *const met = &sheet->extents[column];
    if (number < met->least || number > met->most)
        meet_number(sheet, column, number, behind);
}

/* Columns of numbers, whose cells may all the same hold a word. */
static bool is_of_numbers(enum column_kind kind)
{
    return kind == COLUMN_COUNT || kind == COLUMN_MONEY || kind == COLUMN_RATIO;
}

void sheet_put_number(struct sheet *sheet, size_t column, int64_t number,
                      enum style style)
{
    const unsigned behind = sheet->rules[column].behind;
    widen_for_number(sheet, column, number, behind);
    row_put_number(open_row(sheet), column,
                   book_style_number(sheet->book, style), number, behind);
}

/* A day as spreadsheets number it: 1 is 1 January 1900, and 60 a day in that
 * year's February that never was. */
static int64_t day_serial(ymd date)
{
    enum { EPOCH = 25569, AFTER_LEAP_DAY = 61 };
    const int64_t serial = (int64_t)ymd_to_days(date) + EPOCH;
    return serial < AFTER_LEAP_DAY ? serial - 1 : serial;
}

static void put_date(struct sheet *sheet, size_t column, ymd date,
                     enum style style)
{
    if (date == YMD_NONE)
        sheet_put_text(sheet, column, "", style);
    else
        row_put_number(open_row(sheet), column,
                       book_style_number(sheet->book, style), day_serial(date),
                       0);
}

static void put_comment(struct sheet *sheet, size_t column, const char *text)
{
    if (*text == '\0' || sheet->comments >= COMMENTS_MAX)
        return;
    sheet->comments++;
    lxw_comment_options options = {.author = NULL, .width = 260, .height = 90};
    book_check(sheet->book,
               worksheet_write_comment_opt(
                   sheet->worksheet, sheet->next, (lxw_col_t)column,
                   cut_text(sheet, text, strlen(text), COMMENT_MAX), &options));
}

/* A number to be corrected stands in a cell for text: what is typed over it
 * keeps its digits. */
static enum style number_style(enum column_kind kind, enum look look)
{
    if (!is_of_numbers(kind))
        kind = look == LOOK_BAD ? COLUMN_CODE : COLUMN_SERIAL;
    return book_cell_style(kind, look);
}

static void put_id(struct sheet *sheet, size_t column, idkey id,
                   enum style style)
{
    char text[ID_TEXT_SIZE];
    row_put_plain(open_row(sheet), column,
                  book_style_number(sheet->book, style),
                  id_number_text(id, text), id == 0 ? 0 : ID_TEXT_SIZE - 1);
}

/* Appends "D7" for the "D#" at `at`, the column as planned; what follows. */
static const char *append_reference(struct text *out, const struct sheet *sheet,
                                    const char *at)
{
    char letters[8];
    size_t column = 0; /* from 1 */
    for (; *at != '#'; at++)
        column = column * 26 + (size_t)(*at - 'A' + 1);
    text_printf(
        out, "%s%u",
        column_letters((colnum)(sheet->places[column - 1] + 1), letters),
        sheet->next + 1);
    return at + 1;
}

/* A formula over other cells of the row under way. */
static void put_row_formula(struct sheet *sheet, size_t column,
                            const struct value *value, enum style style)
{
    struct text formula = TEXT_INIT;
    for (const char *at = value->formula; *at != '\0';) {
        const size_t letters = strspn(at, "ABCDEFGHIJKLMNOPQRSTUVWXYZ");
        if (letters > 0 && at[letters] == '#')
            at = append_reference(&formula, sheet, at);
        else
            text_append_bytes(&formula, at++, 1);
    }
    sheet_put_formula(sheet, column, book_text(sheet->book, &formula),
                      value->number, style);
    text_release(&formula);
}

static enum style text_style(enum column_kind kind, enum look look)
{
    return book_cell_style(is_of_numbers(kind) ? COLUMN_WORD : kind, look);
}

static void put_bad(struct sheet *sheet, size_t column,
                    const struct value *value)
{
    const enum column_kind kind = sheet->plan.columns[column].kind;
    if (value->comment != NULL)
        put_comment(sheet, column, value->comment);
    if (value->text != NULL)
        sheet_put_text(sheet, column, value->text, text_style(kind, LOOK_BAD));
    else if (kind == COLUMN_ID)
        put_id(sheet, column, (idkey)value->number,
               book_cell_style(kind, LOOK_BAD));
    else if (kind == COLUMN_DATE)
        put_date(sheet, column, (ymd)value->number,
                 book_cell_style(kind, LOOK_BAD));
    else
        sheet_put_number(sheet, column, value->number,
                         number_style(kind, LOOK_BAD));
}

/* Most texts need neither cutting nor escaping, and that is known already. */
static void put_measured(struct sheet *sheet, struct row_xml *xml,
                         size_t column, const char *text)
{
    struct cell_rule *const rule = &sheet->rules[column];
    const struct measured *measured = sheet->texts[column];
    if (!measured->is_plain || measured->length > TEXT_MAX) {
        put_text(sheet, column, text, measured->length,
                 text_style((enum column_kind)rule->kind, LOOK_BODY));
        return;
    }
    if (rule->text_style == 0)
        rule->text_style = book_style_number(
            sheet->book, text_style((enum column_kind)rule->kind, LOOK_BODY));
    row_put_plain(xml, column, rule->text_style, text, measured->length);
}

static void put_number(struct sheet *sheet, struct row_xml *xml, size_t column,
                       int64_t number)
{
    struct cell_rule *const rule = &sheet->rules[column];
    const enum column_kind kind = (enum column_kind)rule->kind;
    if (kind == COLUMN_ID) {
        put_id(sheet, column, (idkey)number, book_cell_style(kind, LOOK_BODY));
        return;
    }
    if (kind == COLUMN_DATE) {
        put_date(sheet, column, (ymd)number, book_cell_style(kind, LOOK_BODY));
        return;
    }
    widen_for_number(sheet, column, number, rule->behind);
    if (rule->number_style == 0)
        rule->number_style =
            book_style_number(sheet->book, number_style(kind, LOOK_BODY));
    row_put_number(xml, column, rule->number_style, number, rule->behind);
}

static void put_value(struct sheet *sheet, struct row_xml *xml, size_t column,
                      const struct value *value)
{
    if (value->is_bad)
        put_bad(sheet, column, value);
    else if (value->text != NULL)
        put_measured(sheet, xml, column, value->text);
    else if (value->formula == NULL)
        put_number(sheet, xml, column, value->number);
    else
        put_row_formula(
            sheet, column, value,
            number_style(sheet->plan.columns[column].kind, LOOK_BODY));
}

/* What the text does to the column, which grows with it, and how many lines it
 * needs there. */
static unsigned fit_text(struct sheet *sheet, size_t column, const char *text,
                         const struct measured *measured)
{
    const double limit = sheet->wrap_widths[column];
    double settled = limit;
    if (sheet->plan.columns[column].kind != COLUMN_LINES) {
        sheet_widen(sheet, column, measured->width);
        settled = sheet->widest[column] < limit ? sheet->widest[column] : limit;
    }
    sheet->rules[column].settled =
        settled < UINT16_MAX ? (uint16_t)settled : UINT16_MAX;
    return phrase_lines(text, measured, limit);
}

/* Measures the row's texts: columns grow with them, and the row does. Returns
 * how many lines it needs. */
static unsigned measure_row(struct sheet *sheet, const struct value *values)
{
    unsigned lines = 1;
    for (size_t i = 0; i < sheet->plan.column_count; i++) {
        const struct cell_rule *rule = &sheet->rules[i];
        const struct value *value = &values[rule->source];
        if (value->text == NULL)
            continue;
        const struct measured *measured = value->measured;
        if (measured == NULL) {
            sheet->measured[i] = text_measure(value->text);
            measured = &sheet->measured[i];
        }
        sheet->texts[i] = measured;
        if (measured->is_line && measured->width <= rule->settled)
            continue;
        const unsigned need = fit_text(sheet, i, value->text, measured);
        if (need > lines)
            lines = need;
    }
    return lines;
}

void sheet_put_values(struct sheet *sheet, const struct value *values)
{
    const unsigned lines = measure_row(sheet, values);
    if (lines > 1)
        sheet_set_height(sheet, page_lines_height(lines));
    struct row_xml *const xml = open_row(sheet);
    for (size_t i = 0; i < sheet->plan.column_count; i++)
        put_value(sheet, xml, i, &values[sheet->rules[i].source]);
}

void sheet_put_merged(struct sheet *sheet, size_t first, size_t count,
                      const char *text, enum style style)
{
    sheet_put_text(sheet, first, text, style);
    if (count < 2)
        return;
    for (size_t i = first + 1; i < first + count; i++)
        sheet_put_text(sheet, i, "", style);
    book_check(sheet->book, worksheet_merge_range(
                                sheet->worksheet, sheet->next, (lxw_col_t)first,
                                sheet->next, (lxw_col_t)(first + count - 1), "",
                                sheet->book->styles[style]));
}

void sheet_put_formula(struct sheet *sheet, size_t column, const char *formula,
                       int64_t sum, enum style style)
{
    const unsigned behind = sheet->rules[column].behind;
    widen_for_number(sheet, column, sum, behind);
    row_put_formula(open_row(sheet), column,
                    book_style_number(sheet->book, style), formula, sum,
                    behind);
}

/* ---- rows ---- */

void sheet_put_line(struct sheet *sheet, const char *text, enum style style)
{
    const size_t first = sheet->line_first;
    const size_t count = sheet->line_columns;
    const double scale = book_style_scale(style);
    const double width = page_planned_width(sheet, first, count) / scale;
    sheet_set_height(sheet, page_lines_height(text_lines(text, width)) * scale);
    sheet_put_merged(sheet, first, count, text, style);
    sheet_next_row(sheet);
}

void sheet_set_height(struct sheet *sheet, double height)
{
    sheet->row_height = height;
}

void sheet_next_row(struct sheet *sheet)
{
    row_end(open_row(sheet));
    sheet->height += sheet->row_height > 0 ? sheet->row_height : ROW_HEIGHT;
    sheet->row_height = 0;
    sheet->row_is_open = false;
    sheet->next++;
}
