/*
 * Single cells, by what their column is. What looks like a number but is none
 * is written as text; amounts are numbers, exact from fen.
 */
#include "reports/sheet_state.h"

#include "core/fen.h"
#include "core/id_number.h"
#include "reports/measure.h"
#include <string.h>

enum {
    TEXT_MAX = 32767,     /* characters of a cell */
    COMMENT_MAX = 1000,   /* characters of a comment, which is to be read */
    COMMENTS_MAX = 20000, /* of a sheet: they are kept in memory */
};

struct value value_text(const char *text)
{
    return (struct value){.text = text};
}

struct value value_number(int64_t number)
{
    return (struct value){.number = number};
}

struct value value_id(uint64_t id)
{
    return (struct value){.number = (int64_t)id};
}

void sheet_widen(struct sheet *sheet, size_t column, double width)
{
    if (width > sheet->widest[column])
        sheet->widest[column] = width;
}

/* Excel refuses longer texts; the cut is marked. */
static const char *cut_text(struct sheet *sheet, const char *text, size_t most)
{
    const size_t length = strlen(text);
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

void sheet_put_text(struct sheet *sheet, size_t column, const char *text,
                    lxw_format *style)
{
    struct book *book = sheet->book;
    if (*text == '\0')
        book_check(book, worksheet_write_blank(sheet->worksheet, sheet->next,
                                               (lxw_col_t)column, style));
    else
        book_check(book, worksheet_write_string(
                             sheet->worksheet, sheet->next, (lxw_col_t)column,
                             cut_text(sheet, text, TEXT_MAX), style));
}

/* Yuan as a double: the nearest one to the amount, and so exact to the fen
 * as long as the fen themselves are. */
static double yuan(fen amount)
{
    return (double)amount / 100.0;
}

void sheet_put_number(struct sheet *sheet, size_t column, int64_t number,
                      lxw_format *style)
{
    const enum column_kind kind = sheet->plan.columns[column].kind;
    const double shown = kind == COLUMN_MONEY ? yuan(number) : (double)number;
    sheet_widen(sheet, column, number_width(number, kind == COLUMN_MONEY));
    book_check(sheet->book,
               worksheet_write_number(sheet->worksheet, sheet->next,
                                      (lxw_col_t)column, shown, style));
}

static void put_date(struct sheet *sheet, size_t column, ymd date,
                     lxw_format *style)
{
    if (date == YMD_NONE) {
        sheet_put_text(sheet, column, "", style);
        return;
    }
    lxw_datetime when = {
        .year = date / 10000,
        .month = date / 100 % 100,
        .day = date % 100,
    };
    book_check(sheet->book,
               worksheet_write_datetime(sheet->worksheet, sheet->next,
                                        (lxw_col_t)column, &when, style));
}

static void put_comment(struct sheet *sheet, size_t column, const char *text)
{
    if (text == NULL || *text == '\0' || sheet->comments >= COMMENTS_MAX)
        return;
    sheet->comments++;
    lxw_comment_options options = {.author = NULL, .width = 260, .height = 90};
    book_check(sheet->book,
               worksheet_write_comment_opt(
                   sheet->worksheet, sheet->next, (lxw_col_t)column,
                   cut_text(sheet, text, COMMENT_MAX), &options));
}

void sheet_put_value(struct sheet *sheet, size_t column,
                     const struct value *value, enum look look)
{
    const enum column_kind kind = sheet->plan.columns[column].kind;
    if (value->is_bad)
        look = LOOK_BAD;
    lxw_format *style = book_cell_style(sheet->book, kind, look);
    put_comment(sheet, column, value->comment);
    if (value->text != NULL) {
        if (kind == COLUMN_COUNT || kind == COLUMN_MONEY)
            style = book_cell_style(sheet->book, COLUMN_WORD, look);
        if (kind != COLUMN_LINES)
            sheet_widen(sheet, column, text_width(value->text));
        sheet_put_text(sheet, column, value->text, style);
    } else if (kind == COLUMN_ID) {
        char id[ID_TEXT_SIZE];
        sheet_put_text(sheet, column, id_number_text((idkey)value->number, id),
                       style);
    } else if (kind == COLUMN_DATE) {
        put_date(sheet, column, (ymd)value->number, style);
    } else {
        /* A number to be corrected stands in a cell for text: what is typed
         * over it keeps its digits. */
        if (kind != COLUMN_COUNT && kind != COLUMN_MONEY)
            style = book_cell_style(
                sheet->book, look == LOOK_BAD ? COLUMN_CODE : COLUMN_SERIAL,
                look);
        sheet_put_number(sheet, column, value->number, style);
    }
}

void sheet_put_merged(struct sheet *sheet, size_t first, size_t count,
                      const char *text, enum style style)
{
    lxw_format *format = sheet->book->styles[style];
    if (count < 2)
        sheet_put_text(sheet, first, text, format);
    else
        book_check(sheet->book,
                   worksheet_merge_range(sheet->worksheet, sheet->next,
                                         (lxw_col_t)first, sheet->next,
                                         (lxw_col_t)(first + count - 1), text,
                                         format));
}

void sheet_put_formula(struct sheet *sheet, size_t column, const char *formula,
                       int64_t sum, lxw_format *style)
{
    const enum column_kind kind = sheet->plan.columns[column].kind;
    sheet_widen(sheet, column, number_width(sum, kind == COLUMN_MONEY));
    book_check(sheet->book,
               worksheet_write_formula_num(
                   sheet->worksheet, sheet->next, (lxw_col_t)column, formula,
                   style, kind == COLUMN_MONEY ? yuan(sum) : (double)sum));
}

/* ---- rows ---- */

void sheet_put_line(struct sheet *sheet, const char *text, enum style style)
{
    const size_t count = sheet->line_columns;
    sheet_set_height(sheet, page_lines_height(text_lines(
                                text, page_planned_width(sheet, 0, count))));
    sheet_put_merged(sheet, 0, count, text, style);
    sheet_next_row(sheet);
}

void sheet_set_height(struct sheet *sheet, double height)
{
    sheet->row_height = height;
    book_check(sheet->book,
               worksheet_set_row(sheet->worksheet, sheet->next, height, NULL));
}

void sheet_next_row(struct sheet *sheet)
{
    sheet->height += sheet->row_height > 0 ? sheet->row_height : ROW_HEIGHT;
    sheet->row_height = 0;
    sheet->next++;
}
