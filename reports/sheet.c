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
 * Rows are written once, in order, and not kept.
 */
#include "reports/sheet_state.h"

#include "core/fen.h"

enum {
    TAIL_ROWS = 40, /* room for total, notes and signature */

    /* What stands before the rows has 2 KiB in the workbook (SPOOL_ROOM), and
     * a column's width takes 16 bytes of them at worst. */
    MOST_PLACED_COLUMNS = 64,
};

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
    sheet->height = 0;
    sheet->comments = 0;
    book_begin_rows(book, sheet->plan.is_bulk &&
                              sheet->plan.column_count <= MOST_PLACED_COLUMNS);
    book_check(book, worksheet_write_blank(sheet->worksheet, 0, 0,
                                           book->styles[STYLE_TITLE]));
    page_begin(sheet);
    sheet_put_top(sheet);
    part->first = sheet->next;
    if (sheet->part == NULL) {
        sheet->first_part = part;
        sheet->group_part = sheet->outer_part = part;
        sheet->group_row = sheet->outer_row = part->first;
    } else {
        sheet->part->next = part;
    }
    sheet->part = part;
}

/* The worksheet is complete. libxlsxwriter has had its first cell and gets its
 * last one, from which it states how far the sheet reaches. */
static void end_part(struct sheet *sheet)
{
    book_check(sheet->book,
               worksheet_write_blank(sheet->worksheet, sheet->next - 1,
                                     (lxw_col_t)(sheet->plan.column_count - 1),
                                     sheet->book->styles[STYLE_NOTE]));
    page_end(sheet);
    book_end_rows(sheet->book);
}

/* How many of the first `count` columns as planned are kept. */
static size_t count_kept(const struct sheet *sheet, size_t count)
{
    size_t kept = 0;
    for (size_t i = 0; i < count; i++)
        kept += sheet->places[i] != NOWHERE;
    return kept;
}

/* The rule of a column whose values stand at `source`: fen are written as yuan,
 * basis points as parts of one. */
static struct cell_rule rule_of(const struct column *column, size_t source)
{
    const enum column_kind kind = column->kind;
    return (struct cell_rule){
        .source = (uint32_t)source,
        .kind = (uint8_t)kind,
        .behind = kind == COLUMN_MONEY   ? 2
                  : kind == COLUMN_RATIO ? 4
                                         : 0,
    };
}

/* Takes the plan without the columns that are left out. 0, or -1 when memory
 * is exhausted. */
static int take_plan(struct sheet *sheet, const struct sheet_plan *plan)
{
    struct arena *arena = sheet->book->arena;
    const size_t count = plan->column_count;
    struct column *columns = arena_array(arena, count, sizeof *columns);
    sheet->places = arena_array(arena, count, sizeof *sheet->places);
    sheet->rules = arena_array(arena, count, sizeof *sheet->rules);
    if (columns == NULL || sheet->places == NULL || sheet->rules == NULL)
        return -1;
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        const bool is_kept = plan->columns[i].width > 0;
        sheet->places[i] = is_kept ? kept : NOWHERE;
        if (!is_kept)
            continue;
        sheet->rules[kept] = rule_of(&plan->columns[i], i);
        columns[kept++] = plan->columns[i];
    }
    sheet->plan = *plan;
    sheet->plan.columns = columns;
    sheet->plan.column_count = kept;
    sheet->plan.frozen = count_kept(sheet, plan->frozen);
    sheet->plan.repeated = count_kept(sheet, plan->repeated);
    sheet->plan.repeated_count =
        count_kept(sheet, plan->repeated + plan->repeated_count) -
        sheet->plan.repeated;
    return 0;
}

/* What is noted of each column while rows come. 0, or -1 when memory is
 * exhausted. */
static int add_columns(struct sheet *sheet, size_t count)
{
    struct arena *arena = sheet->book->arena;
    sheet->planned = arena_array(arena, count, sizeof *sheet->planned);
    sheet->wrap_widths = arena_array(arena, count, sizeof *sheet->wrap_widths);
    sheet->widest = arena_array(arena, count, sizeof *sheet->widest);
    sheet->extents = arena_array(arena, count, sizeof *sheet->extents);
    sheet->sums = arena_array(arena, count, sizeof *sheet->sums);
    sheet->summed = arena_array(arena, count, sizeof *sheet->summed);
    sheet->measured = arena_array(arena, count, sizeof *sheet->measured);
    sheet->texts = arena_array(arena, count, sizeof(const struct measured *));
    if (sheet->planned == NULL || sheet->wrap_widths == NULL ||
        sheet->widest == NULL || sheet->extents == NULL ||
        sheet->sums == NULL || sheet->summed == NULL ||
        sheet->measured == NULL || sheet->texts == NULL)
        return -1;
    for (size_t i = 0; i < count; i++)
        sheet->extents[i].most = -1;
    for (size_t i = 0; i < sheet->plan.column_count; i++)
        if (sheet->plan.columns[i].is_summed)
            sheet->summed[sheet->summed_count++] = i;
    return 0;
}

struct sheet *sheet_begin(struct book *book, const struct sheet_plan *plan)
{
    if (book->failed)
        return NULL;
    struct sheet *sheet = arena_alloc(book->arena, sizeof *sheet);
    if (sheet != NULL)
        sheet->book = book;
    if (sheet == NULL || take_plan(sheet, plan) != 0 ||
        add_columns(sheet, plan->column_count) != 0) {
        book_fail_memory(book);
        return NULL;
    }
    page_plan(sheet);
    begin_part(sheet);
    return book->failed ? NULL : sheet;
}

/* ---- rows ---- */

bool sheet_is_usable(const struct sheet *sheet)
{
    return sheet != NULL && !sheet->book->failed;
}

static void add_to_sums(struct sheet *sheet, const struct value *values)
{
    for (size_t i = 0; i < sheet->summed_count; i++) {
        const size_t column = sheet->summed[i];
        const struct value *value = &values[sheet->rules[column].source];
        struct sums *sums = &sheet->sums[column];
        if (value->text == NULL && (fen_add(&sums->all, value->number) != 0 ||
                                    fen_add(&sums->group, value->number) != 0 ||
                                    fen_add(&sums->outer, value->number) != 0))
            book_fail(sheet->book, DIAG_TIE_OUT,
                      sheet->plan.columns[column].title);
    }
}

void sheet_row(struct sheet *sheet, const struct value *values)
{
    if (!sheet_is_usable(sheet))
        return;
    if (sheet->next + TAIL_ROWS >= sheet->book->row_limit) {
        sheet_end_rows(sheet);
        end_part(sheet);
        begin_part(sheet);
        if (sheet->book->failed)
            return;
    }
    sheet_put_values(sheet, values);
    add_to_sums(sheet, values);
    sheet->rows++;
    sheet->part->last = sheet->next;
    sheet_next_row(sheet);
}

int64_t sheet_sum(const struct sheet *sheet, size_t column)
{
    return sheet == NULL ? 0 : sheet->sums[sheet->places[column]].all;
}

int64_t sheet_rows(const struct sheet *sheet)
{
    return sheet == NULL ? 0 : sheet->rows;
}

struct row_place sheet_place_of(uint32_t first, int64_t index)
{
    const int64_t capacity = LXW_ROW_MAX - TAIL_ROWS - ((int64_t)first - 1);
    return (struct row_place){
        .part = (unsigned)(index / capacity) + 1,
        .row = first + (uint32_t)(index % capacity),
    };
}

/* ---- below the table, and what is settled at the end ---- */

void sheet_note(struct sheet *sheet, const char *text, bool is_strong)
{
    if (!sheet_is_usable(sheet))
        return;
    sheet_end_rows(sheet);
    sheet_put_empty(sheet);
    sheet_put_line(sheet, text, is_strong ? STYLE_STRONG : STYLE_NOTE);
}

void sheet_closing(struct sheet *sheet, const char *text)
{
    if (!sheet_is_usable(sheet))
        return;
    sheet_end_rows(sheet);
    sheet_put_empty(sheet);
    sheet_put_line(sheet, text, STYLE_CLOSING);
}

void sheet_end(struct sheet *sheet)
{
    if (!sheet_is_usable(sheet))
        return;
    sheet_end_rows(sheet);
    sheet_put_empty(sheet);
    if (sheet->plan.has_signature && page_is_one_of_many(sheet)) {
        page_sign(sheet);
    } else if (sheet->plan.has_signature) {
        sheet_set_height(sheet, SIGNATURE_HEIGHT);
        sheet_put_merged(sheet, sheet->line_first, sheet->line_columns,
                         SIGNATURE_TEXT, STYLE_SIGNATURE);
        sheet_next_row(sheet);
    }
    end_part(sheet);
}
