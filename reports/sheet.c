/*
 * Sheets: rows in, a printable table out. Order of a sheet from the top:
 * title, period line with the unit at its right, further lines, header, rows
 * with their subtotals, total, notes, signature line.
 *
 * Rules kept: what looks like a number but is none (ID numbers, codes) is
 * text; amounts are numbers, exact from fen; sums are formulas that carry
 * the value counted here. A sheet that is full goes on in another one with
 * the same top, and totals reach over all of them.
 *
 * Rows are written once, in order, and not kept (libxlsxwriter's constant
 * memory mode). Widths are known only at the end, which is early enough for
 * columns but not for the heights of wrapped rows: those are counted with
 * the narrowest width that the column can end up with.
 */
#include "reports/book.h"

#include "core/fen.h"
#include "core/id_number.h"
#include "reports/measure.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

enum {
    PAGE_WIDTH = 118,     /* characters on A4 landscape */
    PAGE_WIDTH_MAX = 260, /* wider tables take several pages across */
    WIDTH_MARGIN = 2,
    WIDTH_LIMIT = 34,     /* of a TEXT, WORD or CODE column that grows */
    TAIL_ROWS = 40,       /* room for total, notes and signature */
    TEXT_MAX = 32767,     /* characters of a cell */
    COMMENTS_MAX = 20000, /* of a sheet: they are kept in memory */
    LINE_HEIGHT = 15,
    ROW_HEIGHT = 19,
    ROW_HEIGHT_MAX = 400,
    SIGNATURE_HEIGHT = 34,
};

/* Rows of the table in one worksheet; `last` < `first` = none. */
struct part {
    struct part *next;
    const char *name;
    uint32_t first, last;
};

struct sums {
    int64_t all;
    int64_t group; /* since the last subtotal */
};

struct sheet {
    struct book *book;
    struct sheet_plan plan;
    lxw_worksheet *worksheet; /* of the part under way */
    struct part *first_part, *part;
    const struct part *group_part; /* where the running group began */
    uint32_t group_row;
    uint32_t header;
    uint32_t next; /* the row to be written, from 0 */
    unsigned part_count;
    bool has_subtotals, has_total;
    int64_t rows;
    double *planned; /* widths as planned, stretched to a page */
    double *widest;  /* of the contents so far */
    struct sums *sums;
    unsigned comments;
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

/* ---- measuring ---- */

static double lines_height(unsigned lines)
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

static void widen(struct sheet *sheet, size_t column, double width)
{
    if (width > sheet->widest[column])
        sheet->widest[column] = width;
}

static double planned_width(const struct sheet *sheet, size_t first,
                            size_t count)
{
    double width = 0;
    for (size_t i = first; i < first + count; i++)
        width += sheet->planned[i];
    return width;
}

/* Narrow tables are stretched, so that a page is used. */
static void plan_widths(struct sheet *sheet)
{
    const size_t count = sheet->plan.column_count;
    for (size_t i = 0; i < count; i++)
        sheet->planned[i] = sheet->plan.columns[i].width;
    const double total = planned_width(sheet, 0, count);
    double factor = total > 0 ? PAGE_WIDTH / total : 1;
    if (factor < 1)
        factor = 1;
    for (size_t i = 0; i < count; i++)
        sheet->planned[i] *= factor > 2 ? 2 : factor;
}

/* ---- cells ---- */

/* Excel refuses longer texts; the cut is marked. */
static const char *cut_text(struct sheet *sheet, const char *text)
{
    const size_t length = strlen(text);
    if (length <= TEXT_MAX || utf8_count(text, length) <= TEXT_MAX)
        return text;
    const char *at = text;
    for (int i = 0; i < TEXT_MAX - 1; i++)
        utf8_next(&at, text + length);
    struct text cut = TEXT_INIT;
    text_append_bytes(&cut, text, (size_t)(at - text));
    text_append(&cut, "…");
    const char *kept =
        arena_string(sheet->book->arena, book_text(sheet->book, &cut));
    text_release(&cut);
    return kept == NULL ? "" : kept;
}

static void put_text(struct sheet *sheet, size_t column, const char *text,
                     lxw_format *style)
{
    struct book *book = sheet->book;
    if (*text == '\0')
        book_check(book, worksheet_write_blank(sheet->worksheet, sheet->next,
                                               (lxw_col_t)column, style));
    else
        book_check(book, worksheet_write_string(sheet->worksheet, sheet->next,
                                                (lxw_col_t)column,
                                                cut_text(sheet, text), style));
}

/* Yuan as a double: the nearest one to the amount, and so exact to the fen
 * as long as the fen themselves are. */
static double yuan(fen amount)
{
    return (double)amount / 100.0;
}

static void put_number(struct sheet *sheet, size_t column, int64_t number,
                       lxw_format *style)
{
    const enum column_kind kind = sheet->plan.columns[column].kind;
    const double shown = kind == COLUMN_MONEY ? yuan(number) : (double)number;
    widen(sheet, column, number_width(number, kind == COLUMN_MONEY));
    book_check(sheet->book,
               worksheet_write_number(sheet->worksheet, sheet->next,
                                      (lxw_col_t)column, shown, style));
}

static void put_date(struct sheet *sheet, size_t column, ymd date,
                     lxw_format *style)
{
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
               worksheet_write_comment_opt(sheet->worksheet, sheet->next,
                                           (lxw_col_t)column, text, &options));
}

static void put_value(struct sheet *sheet, size_t column,
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
            widen(sheet, column, text_width(value->text));
        put_text(sheet, column, value->text, style);
    } else if (kind == COLUMN_COUNT || kind == COLUMN_MONEY ||
               kind == COLUMN_SERIAL) {
        put_number(sheet, column, value->number, style);
    } else if (kind == COLUMN_DATE && value->number != YMD_NONE) {
        put_date(sheet, column, (ymd)value->number, style);
    } else if (kind == COLUMN_ID) {
        char id[ID_TEXT_SIZE];
        put_text(sheet, column, id_number_text((idkey)value->number, id),
                 style);
    } else {
        put_text(sheet, column, "", style);
    }
}

/* A text over several columns. */
static void put_merged(struct sheet *sheet, size_t first, size_t count,
                       const char *text, enum style style)
{
    lxw_format *format = sheet->book->styles[style];
    if (count < 2)
        put_text(sheet, first, text, format);
    else
        book_check(sheet->book,
                   worksheet_merge_range(sheet->worksheet, sheet->next,
                                         (lxw_col_t)first, sheet->next,
                                         (lxw_col_t)(first + count - 1), text,
                                         format));
}

static void set_height(struct sheet *sheet, double height)
{
    book_check(sheet->book,
               worksheet_set_row(sheet->worksheet, sheet->next, height, NULL));
}

/* ---- above the table ---- */

/* A line over the whole width, as high as it needs. */
static void put_line(struct sheet *sheet, const char *text, enum style style)
{
    const size_t count = sheet->plan.column_count;
    set_height(sheet,
               lines_height(text_lines(text, planned_width(sheet, 0, count))));
    put_merged(sheet, 0, count, text, style);
    sheet->next++;
}

/* The period at the left; the unit over as many columns at the right as it
 * needs. */
static void put_period(struct sheet *sheet)
{
    const size_t count = sheet->plan.column_count;
    const double need = text_width(sheet->plan.unit) + WIDTH_MARGIN;
    size_t right = 0;
    while (*sheet->plan.unit != '\0' && right + 1 < count &&
           planned_width(sheet, count - right, right) < need)
        right++;
    const size_t left = count - right;
    const char *line = sheet->book->line;
    set_height(sheet,
               lines_height(text_lines(line, planned_width(sheet, 0, left))));
    put_merged(sheet, 0, left, line, STYLE_LINE);
    if (right > 0)
        put_merged(sheet, left, right, sheet->plan.unit, STYLE_UNIT);
    sheet->next++;
}

static void put_head(struct sheet *sheet)
{
    const char *at = sheet->plan.head;
    while (at != NULL && *at != '\0') {
        char line[1024];
        const size_t length = strcspn(at, "\n");
        snprintf(line, sizeof line, "%.*s", (int)length, at);
        put_line(sheet, line, STYLE_LINE);
        at += length + (at[length] == '\n');
    }
}

static void put_header(struct sheet *sheet)
{
    unsigned lines = 1;
    for (size_t i = 0; i < sheet->plan.column_count; i++) {
        const unsigned need =
            text_lines(sheet->plan.columns[i].title, sheet->planned[i]);
        if (need > lines)
            lines = need;
    }
    set_height(sheet, lines_height(lines) + 7);
    for (size_t i = 0; i < sheet->plan.column_count; i++)
        put_text(sheet, i, sheet->plan.columns[i].title,
                 sheet->book->styles[STYLE_HEADER]);
    sheet->header = sheet->next++;
}

static void set_print(struct sheet *sheet)
{
    lxw_worksheet *worksheet = sheet->worksheet;
    worksheet_set_landscape(worksheet);
    worksheet_set_paper(worksheet, 9); /* A4 */
    worksheet_set_margins(worksheet, 0.5, 0.5, 0.6, 0.7);
    worksheet_center_horizontally(worksheet);
    worksheet_set_default_row(worksheet, ROW_HEIGHT, LXW_FALSE);
    book_check(sheet->book,
               worksheet_set_footer(worksheet, "&C第 &P 页 共 &N 页"));
}

/* The next worksheet of the sheet, down to the header. */
static void begin_part(struct sheet *sheet)
{
    struct book *book = sheet->book;
    struct part *part = arena_alloc(book->arena, sizeof *part);
    if (part == NULL) {
        book_fail_memory(book);
        return;
    }
    sheet->worksheet = book_add_sheet(book, sheet->plan.name,
                                      ++sheet->part_count, &part->name);
    if (sheet->worksheet == NULL)
        return;
    sheet->next = 0;
    sheet->comments = 0;
    set_print(sheet);
    set_height(sheet, 34);
    put_merged(sheet, 0, sheet->plan.column_count, sheet->plan.title,
               STYLE_TITLE);
    sheet->next++;
    put_period(sheet);
    put_head(sheet);
    put_header(sheet);
    part->first = sheet->next;
    if (sheet->part == NULL) {
        sheet->first_part = part;
        sheet->group_part = part;
        sheet->group_row = part->first;
    } else {
        sheet->part->next = part;
    }
    sheet->part = part;
}

struct sheet *sheet_begin(struct book *book, const struct sheet_plan *plan)
{
    if (book->failed)
        return NULL;
    const size_t count = plan->column_count;
    struct sheet *sheet = arena_alloc(book->arena, sizeof *sheet);
    if (sheet != NULL) {
        sheet->book = book;
        sheet->plan = *plan;
        sheet->planned = arena_array(book->arena, count, sizeof(double));
        sheet->widest = arena_array(book->arena, count, sizeof(double));
        sheet->sums = arena_array(book->arena, count, sizeof *sheet->sums);
    }
    if (sheet == NULL || sheet->planned == NULL || sheet->widest == NULL ||
        sheet->sums == NULL) {
        book_fail_memory(book);
        return NULL;
    }
    plan_widths(sheet);
    begin_part(sheet);
    return book->failed ? NULL : sheet;
}

/* ---- rows ---- */

static void end_rows(struct sheet *sheet);
static void end_part(struct sheet *sheet);

static bool is_usable(const struct sheet *sheet)
{
    return sheet != NULL && !sheet->book->failed;
}

static void add_to_sums(struct sheet *sheet, const struct value *values)
{
    for (size_t i = 0; i < sheet->plan.column_count; i++) {
        if (!sheet->plan.columns[i].is_summed || values[i].text != NULL)
            continue;
        if (fen_add(&sheet->sums[i].all, values[i].number) != 0 ||
            fen_add(&sheet->sums[i].group, values[i].number) != 0)
            book_fail(sheet->book, DIAG_TIE_OUT, sheet->plan.columns[i].title);
    }
}

static unsigned row_lines(const struct sheet *sheet, const struct value *values)
{
    unsigned lines = 1;
    for (size_t i = 0; i < sheet->plan.column_count; i++) {
        if (values[i].text == NULL)
            continue;
        const unsigned need = text_lines(values[i].text, wrap_width(sheet, i));
        if (need > lines)
            lines = need;
    }
    return lines;
}

void sheet_row(struct sheet *sheet, const struct value *values)
{
    if (!is_usable(sheet))
        return;
    if (sheet->next + TAIL_ROWS >= sheet->book->row_limit) {
        end_rows(sheet);
        end_part(sheet);
        begin_part(sheet);
        if (sheet->book->failed)
            return;
    }
    const unsigned lines = row_lines(sheet, values);
    if (lines > 1)
        set_height(sheet, lines_height(lines));
    for (size_t i = 0; i < sheet->plan.column_count; i++)
        put_value(sheet, i, &values[i], LOOK_BODY);
    add_to_sums(sheet, values);
    sheet->rows++;
    sheet->part->last = sheet->next++;
}

/* ---- totals ---- */

static void append_cell(struct text *out, size_t column, uint32_t row)
{
    char letters[8];
    text_printf(out, "%s%u", column_letters((colnum)(column + 1), letters),
                row + 1);
}

/* The column's cells from `row` of part `from` to the last one written. */
static void append_ranges(struct text *out, const struct sheet *sheet,
                          const struct part *from, uint32_t row, size_t column)
{
    const char *comma = "";
    for (const struct part *at = from; at != NULL; at = at->next) {
        const uint32_t first = at == from ? row : at->first;
        if (at->last < first)
            continue;
        text_append(out, comma);
        if (at != sheet->part)
            text_printf(out, "'%s'!", at->name);
        append_cell(out, column, first);
        text_append(out, ":");
        append_cell(out, column, at->last);
        comma = ",";
    }
}

static void put_formula(struct sheet *sheet, size_t column, const char *formula,
                        int64_t sum, lxw_format *style)
{
    const enum column_kind kind = sheet->plan.columns[column].kind;
    widen(sheet, column, number_width(sum, kind == COLUMN_MONEY));
    book_check(sheet->book,
               worksheet_write_formula_num(
                   sheet->worksheet, sheet->next, (lxw_col_t)column, formula,
                   style, kind == COLUMN_MONEY ? yuan(sum) : (double)sum));
}

/* What a row of sums adds up. */
struct span {
    const struct part *part;
    uint32_t row;
    bool is_group;
};

static void put_sum(struct sheet *sheet, size_t column, const struct span *span,
                    lxw_format *style)
{
    const int64_t sum =
        span->is_group ? sheet->sums[column].group : sheet->sums[column].all;
    struct text formula = TEXT_INIT;
    text_append(&formula, sheet->has_subtotals ? "=SUBTOTAL(9," : "=SUM(");
    const size_t empty = formula.length;
    append_ranges(&formula, sheet, span->part, span->row, column);
    const bool has_cells = formula.length > empty;
    text_append(&formula, ")");
    const char *string = book_text(sheet->book, &formula);
    if (has_cells)
        put_formula(sheet, column, string, sum, style);
    else
        put_number(sheet, column, sum, style);
    text_release(&formula);
}

static void put_sums(struct sheet *sheet, const char *label, enum look look,
                     const struct span *span)
{
    bool is_labelled = false;
    for (size_t i = 0; i < sheet->plan.column_count; i++) {
        const struct column *column = &sheet->plan.columns[i];
        lxw_format *style = book_cell_style(sheet->book, column->kind, look);
        if (column->is_summed) {
            put_sum(sheet, i, span, style);
        } else {
            const char *text = is_labelled ? "" : label;
            widen(sheet, i, text_width(text));
            put_text(sheet, i, text,
                     book_cell_style(sheet->book, COLUMN_WORD, look));
            is_labelled = true;
        }
    }
}

void sheet_subtotal(struct sheet *sheet, const char *label)
{
    if (!is_usable(sheet))
        return;
    sheet->has_subtotals = true;
    const struct span span = {sheet->group_part, sheet->group_row, true};
    put_sums(sheet, label, LOOK_SUBTOTAL, &span);
    sheet->part->last = sheet->next++;
    sheet->group_part = sheet->part;
    sheet->group_row = sheet->next;
    for (size_t i = 0; i < sheet->plan.column_count; i++)
        sheet->sums[i].group = 0;
}

/* The table's rows are all there. The filter is set now, since libxlsxwriter
 * takes no range above the row that it has in hand. */
static void end_rows(struct sheet *sheet)
{
    if (!sheet->plan.has_filter || sheet->next != sheet->part->last + 1)
        return;
    book_check(sheet->book,
               worksheet_autofilter(sheet->worksheet, sheet->header, 0,
                                    sheet->part->last,
                                    (lxw_col_t)(sheet->plan.column_count - 1)));
}

static void put_empty(struct sheet *sheet)
{
    put_merged(sheet, 0, sheet->plan.column_count, sheet->plan.if_empty,
               STYLE_EMPTY);
    sheet->next++;
}

void sheet_total(struct sheet *sheet, const char *label)
{
    if (!is_usable(sheet))
        return;
    end_rows(sheet);
    if (sheet->rows == 0)
        put_empty(sheet);
    const struct span span = {sheet->first_part, sheet->first_part->first,
                              false};
    put_sums(sheet, label, LOOK_TOTAL, &span);
    sheet->next++;
    sheet->has_total = true;
}

int64_t sheet_sum(const struct sheet *sheet, size_t column)
{
    return sheet == NULL ? 0 : sheet->sums[column].all;
}

int64_t sheet_rows(const struct sheet *sheet)
{
    return sheet == NULL ? 0 : sheet->rows;
}

/* ---- below the table, and what is settled at the end ---- */

void sheet_note(struct sheet *sheet, const char *text, bool is_strong)
{
    if (!is_usable(sheet))
        return;
    end_rows(sheet);
    if (sheet->rows == 0 && !sheet->has_total) {
        put_empty(sheet);
        sheet->has_total = true; /* said once */
    }
    put_line(sheet, text, is_strong ? STYLE_STRONG : STYLE_NOTE);
}

static void set_widths(struct sheet *sheet)
{
    double total = 0;
    for (size_t i = 0; i < sheet->plan.column_count; i++) {
        const enum column_kind kind = sheet->plan.columns[i].kind;
        double width = sheet->widest[i] + WIDTH_MARGIN;
        const double limit = wrap_width(sheet, i);
        if (width > limit && kind != COLUMN_COUNT && kind != COLUMN_MONEY)
            width = limit;
        if (width < sheet->planned[i])
            width = sheet->planned[i];
        total += width;
        book_check(sheet->book,
                   worksheet_set_column(sheet->worksheet, (lxw_col_t)i,
                                        (lxw_col_t)i, width, NULL));
    }
    const double pages = ceil(total / PAGE_WIDTH_MAX);
    worksheet_fit_to_pages(sheet->worksheet, (uint16_t)(pages < 1 ? 1 : pages),
                           0);
}

static void end_part(struct sheet *sheet)
{
    lxw_worksheet *worksheet = sheet->worksheet;
    const lxw_col_t last = (lxw_col_t)(sheet->plan.column_count - 1);
    set_widths(sheet);
    worksheet_freeze_panes(worksheet, sheet->header + 1,
                           (lxw_col_t)sheet->plan.frozen);
    book_check(sheet->book,
               worksheet_repeat_rows(worksheet, sheet->header, sheet->header));
    char range[48];
    char letters[8];
    snprintf(range, sizeof range, "A1:%s%u",
             column_letters((colnum)(last + 1), letters), sheet->next);
    book_check(sheet->book,
               worksheet_ignore_errors(
                   worksheet, LXW_IGNORE_NUMBER_STORED_AS_TEXT, range));
}

void sheet_end(struct sheet *sheet)
{
    if (!is_usable(sheet))
        return;
    end_rows(sheet);
    if (sheet->rows == 0 && !sheet->has_total)
        put_empty(sheet);
    if (sheet->plan.has_signature) {
        set_height(sheet, SIGNATURE_HEIGHT);
        put_merged(sheet, 0, sheet->plan.column_count,
                   "制表人：　　　　　　　　复核人：　　　　　　　　"
                   "负责人：　　　　　　　　日期：　　　　年　　月　　日",
                   STYLE_SIGNATURE);
        sheet->next++;
    }
    end_part(sheet);
}
