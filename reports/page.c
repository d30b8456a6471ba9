/*
 * Widths and print set-up: A4 landscape, one page across, header rows frozen
 * and repeated, pages numbered. A table that would be shrunk beyond reading
 * is printed on A3, and one too wide for that on several pages side by side,
 * each with the columns that tell whose row it is.
 *
 * Widths are known only when all rows are written. That is early enough for
 * columns, but not for the heights of wrapped rows: those are counted with
 * the narrowest width that a column can end up with.
 *
 * Where a sheet's last page would hold a few lines only, the sheet is shrunk
 * to do without it. How much fits on a page is an estimate, since every
 * spreadsheet program measures with fonts of its own; it decides nothing but
 * the scale.
 */
#include "reports/sheet_state.h"

#include <math.h>
#include <stdio.h>

enum {
    PAGE_WIDTH = 118,     /* characters that a narrow table is stretched to */
    PAGE_WIDTH_MAX = 310, /* wider tables take several pages across */
    PAGES_MAX = 12,       /* longer lists may end as they like */
    WIDTH_LIMIT = 40,     /* of a TEXT, WORD or CODE column that grows */
    LINE_HEIGHT = 15,
    ROW_HEIGHT_MAX = 400,
};

struct paper {
    uint8_t code;  /* as Excel numbers them */
    double width;  /* characters across, landscape */
    double height; /* points between the margins */
};

/* As many characters as fit with the widest of the fonts that programs put in
 * the place of 宋体: with a narrower one the last page is not emptier. */
static const struct paper a4 = {9, 108, 501};
static const struct paper a3 = {8, 157, 747};

/* A line is 10.5 points high on paper; under 55 % of that nobody reads it. */
static const double least_scale = 0.55;

static const struct paper *choose_paper(double width)
{
    return width * least_scale > a4.width ? &a3 : &a4;
}

double page_lines_height(unsigned lines)
{
    const double height =
        (double)lines * LINE_HEIGHT + (ROW_HEIGHT - LINE_HEIGHT);
    return height > ROW_HEIGHT_MAX ? ROW_HEIGHT_MAX : height;
}

/* The width below which a column's text does not wrap. */
static double wrap_width(const struct sheet *sheet, size_t column)
{
    const double planned = sheet->planned[column];
    if (sheet->plan.columns[column].kind == COLUMN_LINES)
        return planned;
    return planned > WIDTH_LIMIT ? planned : WIDTH_LIMIT;
}

double page_planned_width(const struct sheet *sheet, size_t first, size_t count)
{
    double width = 0;
    for (size_t i = first; i < first + count; i++)
        width += sheet->planned[i];
    return width;
}

/* The room that a cell keeps at its borders, in characters. */
static const double borders = 0.71;

/* Whether the table goes on several pages side by side. Titles are written
 * before the contents are known, so that it is decided by what is planned. */
static bool is_for_several_pages(const struct sheet *sheet)
{
    const size_t count = sheet->plan.column_count;
    return page_planned_width(sheet, 0, count) + (double)count * borders >
           PAGE_WIDTH_MAX;
}

/* How many pages that takes. A table that was planned for one keeps to it,
 * shrunk a little more, unless its contents are far wider. */
static double pages_across(const struct sheet *sheet, double width)
{
    static const double stretch = 1.25;
    if (!is_for_several_pages(sheet) && width <= PAGE_WIDTH_MAX * stretch)
        return 1;
    return ceil(width / PAGE_WIDTH_MAX);
}

/* Which columns the lines around the table reach over: those of the first page,
 * where there are several side by side, but none that the others repeat, since
 * a piece of the line would be repeated with it. */
static void plan_lines(struct sheet *sheet)
{
    const size_t repeated = sheet->plan.repeated;
    const size_t behind = repeated + sheet->plan.repeated_count;
    size_t end = sheet->plan.column_count;
    sheet->line_first = 0;
    sheet->line_columns = sheet->page_columns = end;
    if (!is_for_several_pages(sheet))
        return;
    while (end > 1 && page_planned_width(sheet, 0, end) > PAGE_WIDTH_MAX / 2.0)
        end--;
    sheet->line_columns = sheet->page_columns = end;
    if (behind == repeated || repeated >= end)
        return;
    if (behind < end && page_planned_width(sheet, behind, end - behind) >
                            page_planned_width(sheet, 0, repeated)) {
        sheet->line_first = behind;
        sheet->line_columns = end - behind;
    } else if (repeated > 0) {
        sheet->line_columns = repeated;
    }
}

/* Narrow tables are stretched, so that a page is used. */
void page_plan(struct sheet *sheet)
{
    const size_t count = sheet->plan.column_count;
    for (size_t i = 0; i < count; i++)
        sheet->planned[i] = sheet->plan.columns[i].width;
    const double total = page_planned_width(sheet, 0, count);
    double factor = total > 0 ? PAGE_WIDTH / total : 1;
    if (factor < 1)
        factor = 1;
    for (size_t i = 0; i < count; i++)
        sheet->planned[i] *= factor > 2 ? 2 : factor;
    for (size_t i = 0; i < count; i++)
        sheet->wrap_widths[i] = wrap_width(sheet, i);
    plan_lines(sheet);
}

void page_begin(struct sheet *sheet)
{
    lxw_worksheet *worksheet = sheet->worksheet;
    worksheet_set_landscape(worksheet);
    worksheet_set_paper(worksheet, a4.code);
    worksheet_set_margins(worksheet, 0.5, 0.5, 0.6, 0.7);
    worksheet_center_horizontally(worksheet);
    worksheet_set_default_row(worksheet, ROW_HEIGHT, LXW_FALSE);
    book_check(sheet->book,
               worksheet_set_footer(worksheet, "&C第 &P 页 共 &N 页"));
}

/* What a column needs. */
static double needed_width(const struct sheet *sheet, size_t column)
{
    const enum column_kind kind = sheet->plan.columns[column].kind;
    const bool is_number = kind == COLUMN_COUNT || kind == COLUMN_MONEY;
    const double limit = sheet->wrap_widths[column];
    double width = sheet->widest[column] + WIDTH_MARGIN + is_number;
    if (width > limit && !is_number)
        width = limit;
    return width < sheet->planned[column] ? sheet->planned[column] : width;
}

/* The width of all, borders included. */
static double whole_width(const struct sheet *sheet)
{
    double total = 0;
    for (size_t i = 0; i < sheet->plan.column_count; i++)
        total += needed_width(sheet, i) + borders;
    return total;
}

static void set_widths(struct sheet *sheet)
{
    for (size_t i = 0; i < sheet->plan.column_count; i++)
        book_check(sheet->book,
                   worksheet_set_column(sheet->worksheet, (lxw_col_t)i,
                                        (lxw_col_t)i, needed_width(sheet, i),
                                        NULL));
}

/* How many pages a part takes: what it should need, or one less where the last
 * would be nearly empty, or would have half of a chart. Said even where it
 * fits: a program that measures a little more shrinks the sheet a little,
 * instead of adding a page for one row. 0 = a long list, which may end as it
 * likes. */
static uint16_t pages_down(const struct sheet *sheet, const struct paper *paper,
                           double width)
{
    const double scale = width > paper->width ? paper->width / width : 1;
    const double repeated = sheet->header_height * scale;
    const double page = paper->height - repeated;
    const double need = (sheet->height * scale - repeated) / page;
    const double whole = floor(need);
    const double most = !sheet->has_chart ? 0.4 : whole < 2 ? 1 : 0.6;
    const bool is_orphan = whole >= 1 && need - whole < most;
    if (whole > PAGES_MAX)
        return 0;
    return (uint16_t)(is_orphan ? whole : whole + 1);
}

/* No green triangles: numbers are text where they must keep their digits, and
 * sums differ from their neighbours where a subtotal stands. */
static void ignore_marks(struct sheet *sheet)
{
    static const uint8_t marks[] = {
        LXW_IGNORE_NUMBER_STORED_AS_TEXT,
        LXW_IGNORE_FORMULA_DIFFERS,
        LXW_IGNORE_FORMULA_RANGE,
    };
    char range[48];
    char letters[8];
    snprintf(range, sizeof range, "A1:%s%u",
             column_letters((colnum)sheet->plan.column_count, letters),
             sheet->next);
    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++)
        book_check(sheet->book,
                   worksheet_ignore_errors(sheet->worksheet, marks[i], range));
}

bool page_is_one_of_many(const struct sheet *sheet)
{
    const double width = whole_width(sheet);
    return pages_across(sheet, width) <= 1 &&
           pages_down(sheet, choose_paper(width), width) == 0;
}

void page_sign(struct sheet *sheet)
{
    book_check(sheet->book,
               worksheet_set_footer(sheet->worksheet,
                                    "&L" SIGNATURE_TEXT "&R第 &P 页 共 &N 页"));
}

void page_end(struct sheet *sheet)
{
    lxw_worksheet *worksheet = sheet->worksheet;
    const double width = whole_width(sheet);
    const struct paper *paper = choose_paper(width);
    set_widths(sheet);
    const double across = pages_across(sheet, width);
    worksheet_set_paper(worksheet, paper->code);
    worksheet_fit_to_pages(worksheet, (uint16_t)across,
                           across > 1 ? 0 : pages_down(sheet, paper, width));
    if (across > 1 && sheet->plan.repeated_count > 0)
        book_check(sheet->book,
                   worksheet_repeat_columns(
                       worksheet, (lxw_col_t)sheet->plan.repeated,
                       (lxw_col_t)(sheet->plan.repeated +
                                   sheet->plan.repeated_count - 1)));
    worksheet_freeze_panes(worksheet, sheet->header_end + 1,
                           (lxw_col_t)sheet->plan.frozen);
    book_check(sheet->book, worksheet_repeat_rows(worksheet, sheet->header,
                                                  sheet->header_end));
    ignore_marks(sheet);
}
