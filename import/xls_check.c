/*
 * Two readings of one sheet walk side by side, cell by cell.
 *
 * Where they differ, nobody can tell from here who is right (FreeXL has known
 * defects), so ours is taken and the place is named for a person to look at.
 * Known habits of FreeXL are no difference: it gives no results of formulas
 * and no errors, so a cell that only we have is none, and booleans and errors
 * are not compared; of a date under a format that shows no time of day it
 * gives the day, under one that shows no day the time; and around the day that
 * 1900 did not have it counts in its own way.
 */
#include "import/xls_check.h"

#include "core/text.h"
#include <math.h>
#include <string.h>

enum { MOST_NOTICES = 100 };

static void advance(struct xls_check *check)
{
    check->has_second = second_sheet_next(&check->rest, &check->second);
}

void xls_check_begin(struct xls_check *check, const struct second_sheet *second,
                     bool is_1904, const struct sheet_sink *sink)
{
    *check = (struct xls_check){
        .sink = sink,
        .rest = *second,
        .is_1904 = is_1904,
        .notices_left = MOST_NOTICES,
    };
    advance(check);
}

/* ---- one cell ---- */

static bool is_close(double a, double b)
{
    return fabs(a - b) < 1.5 / 86400; /* to the second, as FreeXL gives them */
}

static bool is_same_date(double first, double second)
{
    return first < 61 || /* 1 March 1900 */
           is_close(first, second) || is_close(floor(first), second) ||
           is_close(first - floor(first), second);
}

static bool is_same_number(double first, double second)
{
    return fabs(first - second) <= 0 || (isnan(first) && isnan(second));
}

static bool is_same(const struct cell *cell, const struct second_cell *second)
{
    switch ((enum cell_kind)cell->kind) {
    case CELL_TEXT:
        return second->kind == SECOND_TEXT && second->length == cell->length &&
               memcmp(second->text, cell->text, cell->length) == 0;
    case CELL_NUMBER:
    case CELL_DATE:
        if (second->kind == SECOND_TEXT)
            return false;
        return second->kind == SECOND_DATE
                   ? is_same_date(cell->number, second->number)
                   : is_same_number(cell->number, second->number);
    case CELL_BOOLEAN:
    case CELL_ERROR:
    case CELL_UNCACHED:
        break;
    }
    return true;
}

static void append_cell(struct text *out, const struct cell *cell, bool is_1904)
{
    char buffer[CELL_TEXT_SIZE];
    size_t length;
    const char *words = cell_text(cell, is_1904, buffer, &length);
    text_append_bytes(out, words, length);
}

static struct cell as_cell(const struct second_cell *second)
{
    struct cell cell = {.column = (colnum)second->column};
    switch (second->kind) {
    case SECOND_TEXT:
        cell.kind = CELL_TEXT;
        cell.text = second->text;
        cell.length = (uint32_t)second->length;
        break;
    case SECOND_NUMBER:
        cell.kind = CELL_NUMBER;
        cell.number = second->number;
        break;
    case SECOND_DATE:
        cell.kind = CELL_DATE;
        cell.number = second->number;
        break;
    }
    return cell;
}

/* `first` is NULL where we have no cell. The sink's result, or -1. */
static int give_notice(struct xls_check *check, const struct cell *first)
{
    const struct cell second = as_cell(&check->second);
    struct text words = TEXT_INIT;
    struct text other = TEXT_INIT;
    int result = -1;
    if (check->notices_left == 0)
        return 0;
    check->notices_left--;
    if (first != NULL)
        append_cell(&words, first, check->is_1904);
    append_cell(&other, &second, check->is_1904);
    if (words.failed || other.failed) {
        check->out_of_memory = true;
    } else {
        const struct sheet_notice notice = {
            .code = DIAG_XLS_READERS_DIFFER,
            .row = check->second.row,
            .column = second.column,
            .cell = text_of(&words),
            .note = text_of(&other),
        };
        result = check->sink->notice(check->sink->context, &notice);
    }
    text_release(&words);
    text_release(&other);
    return result;
}

/* ---- rows ---- */

/* Cells of the second reading before a place: we have none there. */
static int pass_over(struct xls_check *check, rownum row, colnum column)
{
    int result = 0;
    while (result == 0 && check->has_second &&
           (check->second.row < row ||
            (check->second.row == row && check->second.column < column))) {
        result = give_notice(check, NULL);
        advance(check);
    }
    return result;
}

static int compare_cell(struct xls_check *check, rownum row,
                        const struct cell *cell)
{
    int result = pass_over(check, row, cell->column);
    if (result == 0 && check->has_second && check->second.row == row &&
        check->second.column == cell->column) {
        if (!is_same(cell, &check->second))
            result = give_notice(check, cell);
        advance(check);
    }
    return result;
}

static int take_row(void *context, const struct sheet_row *row)
{
    struct xls_check *check = context;
    int result = 0;
    for (size_t i = 0; i < row->cell_count && result == 0; i++)
        result = compare_cell(check, row->row, &row->cells[i]);
    return result != 0 ? result : check->sink->row(check->sink->context, row);
}

static int take_merge(void *context, const struct cell_range *range)
{
    const struct xls_check *check = context;
    return check->sink->merge == NULL
               ? 0
               : check->sink->merge(check->sink->context, range);
}

struct sheet_sink xls_check_sink(struct xls_check *check)
{
    return (struct sheet_sink){
        .context = check,
        .row = take_row,
        .merge = take_merge,
    };
}

int xls_check_end(struct xls_check *check, int result, struct failure *failure)
{
    if (result == 0 && !check->has_stopped)
        result = pass_over(check, UINT32_MAX, 0);
    if (check->out_of_memory)
        return failure_memory(failure);
    return result < 0 ? -1 : 0;
}
