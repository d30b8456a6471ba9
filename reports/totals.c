/*
 * Sums: formulas that carry the value counted here. Where a table has
 * subtotals, all sums are SUBTOTAL(9, …), which leaves other subtotals out;
 * they reach over all parts of a table that was split.
 */
#include "reports/sheet_state.h"

#include "reports/measure.h"

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

enum level { LEVEL_GROUP, LEVEL_OUTER, LEVEL_ALL };

/* What a row of sums adds up. */
struct span {
    const struct part *part;
    uint32_t row;
    enum level level;
};

static int64_t sum_of(const struct sums *sums, enum level level)
{
    if (level == LEVEL_ALL)
        return sums->all;
    return level == LEVEL_OUTER ? sums->outer : sums->group;
}

static void put_sum(struct sheet *sheet, size_t column, const struct span *span,
                    enum style style)
{
    const int64_t sum = sum_of(&sheet->sums[column], span->level);
    struct text formula = TEXT_INIT;
    text_append(&formula, sheet->has_subtotals ? "=SUBTOTAL(9," : "=SUM(");
    const size_t empty = formula.length;
    append_ranges(&formula, sheet, span->part, span->row, column);
    const bool has_cells = formula.length > empty;
    text_append(&formula, ")");
    const char *string = book_text(sheet->book, &formula);
    if (has_cells)
        sheet_put_formula(sheet, column, string, sum, style);
    else
        sheet_put_number(sheet, column, sum, style);
    text_release(&formula);
}

static void put_sums(struct sheet *sheet, const char *label, enum look look,
                     const struct span *span)
{
    bool is_labelled = false;
    for (size_t i = 0; i < sheet->plan.column_count; i++) {
        const struct column *column = &sheet->plan.columns[i];
        const enum style style = book_cell_style(column->kind, look);
        if (column->is_summed) {
            put_sum(sheet, i, span, style);
        } else {
            const char *text = is_labelled ? "" : label;
            sheet_widen(sheet, i, text_width(text));
            sheet_put_text(sheet, i, text, book_cell_style(COLUMN_WORD, look));
            is_labelled = true;
        }
    }
}

void sheet_end_group(struct sheet *sheet)
{
    if (!sheet_is_usable(sheet))
        return;
    sheet->group_part = sheet->part;
    sheet->group_row = sheet->next;
    for (size_t i = 0; i < sheet->plan.column_count; i++)
        sheet->sums[i].group = 0;
}

/* The row of sums is written. */
static void end_sums(struct sheet *sheet)
{
    sheet->part->last = sheet->next;
    sheet_next_row(sheet);
    sheet_end_group(sheet);
}

void sheet_subtotal(struct sheet *sheet, const char *label)
{
    if (!sheet_is_usable(sheet))
        return;
    sheet->has_subtotals = true;
    const struct span span = {sheet->group_part, sheet->group_row, LEVEL_GROUP};
    put_sums(sheet, label, LOOK_SUBTOTAL, &span);
    end_sums(sheet);
}

void sheet_subtotal_of_subtotals(struct sheet *sheet, const char *label)
{
    if (!sheet_is_usable(sheet))
        return;
    sheet->has_subtotals = true;
    const struct span span = {sheet->outer_part, sheet->outer_row, LEVEL_OUTER};
    put_sums(sheet, label, LOOK_TOTAL, &span);
    end_sums(sheet);
    sheet->outer_part = sheet->part;
    sheet->outer_row = sheet->next;
    for (size_t i = 0; i < sheet->plan.column_count; i++)
        sheet->sums[i].outer = 0;
}

/* The table's rows are all there. The filter is set now, since libxlsxwriter
 * takes no range above the row in which it merged cells last. */
void sheet_end_rows(struct sheet *sheet)
{
    if (!sheet->plan.has_filter || sheet->next != sheet->part->last + 1)
        return;
    book_check(sheet->book,
               worksheet_autofilter(sheet->worksheet, sheet->header_end, 0,
                                    sheet->part->last,
                                    (lxw_col_t)(sheet->plan.column_count - 1)));
}

void sheet_put_empty(struct sheet *sheet)
{
    if (sheet->rows > 0 || sheet->says_empty || sheet->plan.is_bare)
        return;
    sheet_put_merged(sheet, 0, sheet->plan.column_count, sheet->plan.if_empty,
                     STYLE_EMPTY);
    sheet_next_row(sheet);
    sheet->says_empty = true;
}

void sheet_total(struct sheet *sheet, const char *label)
{
    if (!sheet_is_usable(sheet))
        return;
    sheet_end_rows(sheet);
    sheet_put_empty(sheet);
    const struct span span = {sheet->first_part, sheet->first_part->first,
                              LEVEL_ALL};
    put_sums(sheet, label, LOOK_TOTAL, &span);
    sheet_next_row(sheet);
}
