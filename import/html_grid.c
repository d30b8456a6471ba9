/*
 * One row is held back until the next one begins, because a table inside a
 * cell may add to it. Nothing else is kept but, by column, how far down the
 * cells above reach.
 */
#include "import/html_grid.h"

enum { MOST_ROWS_SPANNED = 65534 };

void html_grid_init(struct html_grid *grid, const char *path,
                    const struct sheet_sink *sink, struct failure *failure)
{
    *grid = (struct html_grid){.sink = sink};
    row_cells_init(&grid->row, path, failure);
}

void html_grid_release(struct html_grid *grid)
{
    row_cells_release(&grid->row);
    markup_text_release(&grid->text);
    mem_free(grid->covered);
    grid->covered = NULL;
}

static struct html_table *innermost(struct html_grid *grid)
{
    return grid->depth == 0 ? NULL : &grid->tables[grid->depth - 1];
}

bool html_grid_is_in_cell(const struct html_grid *grid)
{
    return grid->depth > 0 && grid->tables[grid->depth - 1].is_in_cell;
}

/* ---- rows of the sheet ---- */

static int give_row(struct html_grid *grid)
{
    if (grid->row.count == 0)
        return 0;
    const int result =
        row_cells_give(&grid->row, grid->number, grid->is_hidden, grid->sink);
    row_cells_clear(&grid->row);
    return result;
}

static int next_row(struct html_grid *grid, bool is_hidden)
{
    const int result = give_row(grid);
    if (result != 0)
        return result;
    if (grid->number == UINT32_MAX)
        return failure_explain(grid->row.failure, DIAG_FILE_LIMIT,
                               MESSAGE_WHY_ROWS, grid->row.path, "row > %u",
                               UINT32_MAX);
    grid->number++;
    grid->is_hidden = is_hidden;
    return 0;
}

static int add_text(struct html_grid *grid, colnum column)
{
    const struct text *text = &grid->text.text;
    if (text->failed)
        return failure_memory(grid->row.failure);
    const struct cell cell = {.kind = CELL_TEXT,
                              .column = column,
                              .text = text_of(text),
                              .length = (uint32_t)text->length};
    const int result = text->length == 0 ? 0 : row_cells_add(&grid->row, &cell);
    markup_text_clear(&grid->text);
    return result;
}

/* Text that stands outside of cells: a row of its own. */
static int add_line(struct html_grid *grid, colnum column)
{
    if (grid->text.text.length == 0 && !grid->text.text.failed) {
        markup_text_clear(&grid->text);
        return 0;
    }
    if (grid->depth > 0)
        innermost(grid)->joins = false;
    const int result = next_row(grid, false);
    return result != 0 ? result : add_text(grid, column);
}

int html_grid_line(struct html_grid *grid)
{
    const struct html_table *table = innermost(grid);
    if (html_grid_is_in_cell(grid)) {
        markup_text_end_line(&grid->text);
        return 0;
    }
    return add_line(grid, table == NULL ? 1 : table->first);
}

/* ---- what cells cover ---- */

static bool is_covered(const struct html_grid *grid, colnum column)
{
    return column <= grid->covered_count &&
           grid->covered[column - 1] >= grid->number;
}

/* How many columns the cell takes: fewer where a cell above reaches in. */
static unsigned width_of(const struct html_grid *grid,
                         const struct html_table *table)
{
    const unsigned most = (unsigned)SHEET_COLUMNS - table->column + 1;
    unsigned width = 1;
    while (width < table->span.columns && width < most &&
           !is_covered(grid, (colnum)(table->column + width)))
        width++;
    return width;
}

static int cover(struct html_grid *grid, const struct cell_range *range)
{
    const size_t need = range->last_column;
    if (mem_grow(&grid->covered, &grid->covered_capacity, need,
                 sizeof *grid->covered) != 0)
        return failure_memory(grid->row.failure);
    while (grid->covered_count < need)
        grid->covered[grid->covered_count++] = 0;
    for (size_t column = range->first_column; column <= need; column++)
        grid->covered[column - 1] = range->last_row;
    return 0;
}

/* Takes the cell's room, and tells the sink of a merged range. */
static int settle_span(struct html_grid *grid, struct html_table *table)
{
    const unsigned rows = table->span.rows < MOST_ROWS_SPANNED
                              ? table->span.rows
                              : MOST_ROWS_SPANNED;
    const unsigned width = width_of(grid, table);
    const struct cell_range range = {
        .first_row = grid->number,
        .last_row = grid->number + (rows > 1 ? rows - 1 : 0),
        .first_column = table->column,
        .last_column = (colnum)(table->column + width - 1),
    };
    table->next = (colnum)(range.last_column + 1);
    if (rows > 1 && cover(grid, &range) != 0)
        return -1;
    if (!table->span.is_merged || (rows <= 1 && width == 1) ||
        grid->sink->merge == NULL)
        return 0;
    return grid->sink->merge(grid->sink->context, &range);
}

/* ---- cells ---- */

/* Behind all that stands in the row. */
static colnum behind_row(const struct html_grid *grid)
{
    const size_t count = grid->row.count;
    return count == 0 ? 1 : (colnum)(grid->row.cells[count - 1].column + 1);
}

/* The end of a cell that held tables: what still comes in its row goes on
 * behind the tables' last row. */
static int end_layout_cell(struct html_grid *grid, struct html_table *table)
{
    const int result = add_line(grid, table->column);
    const colnum next = behind_row(grid);
    if (next > table->next)
        table->next = next;
    if (table->column >= table->next)
        table->next = (colnum)(table->column + 1);
    return result;
}

int html_grid_cell_end(struct html_grid *grid)
{
    struct html_table *table = innermost(grid);
    if (table == NULL || !table->is_in_cell)
        return 0;
    table->is_in_cell = false;
    if (table->has_table)
        return end_layout_cell(grid, table);
    const int result = settle_span(grid, table);
    return result != 0 ? result : add_text(grid, table->column);
}

int html_grid_cell(struct html_grid *grid, const struct html_span *span)
{
    struct html_table *table = innermost(grid);
    int result = html_grid_cell_end(grid);
    if (table == NULL || result != 0)
        return result;
    if (!table->is_in_row)
        result = html_grid_row(grid, false);
    if (result != 0)
        return result;
    while (is_covered(grid, table->next))
        table->next++;
    if (table->next > SHEET_COLUMNS) {
        failure_explain(grid->row.failure, DIAG_FILE_LIMIT, MESSAGE_WHY_COLUMNS,
                        grid->row.path, "column > %d", (int)SHEET_COLUMNS);
        grid->row.failure->row = grid->number;
        return -1;
    }
    markup_text_end_line(&grid->text); /* text between two cells */
    table->column = table->next;
    table->span = *span;
    table->is_in_cell = true;
    table->has_table = false;
    return 0;
}

/* ---- rows and tables ---- */

int html_grid_row_end(struct html_grid *grid)
{
    struct html_table *table = innermost(grid);
    const int result = html_grid_cell_end(grid);
    if (table != NULL)
        table->is_in_row = false;
    return result;
}

int html_grid_row(struct html_grid *grid, bool is_hidden)
{
    struct html_table *table = innermost(grid);
    int result = html_grid_row_end(grid);
    if (table == NULL || result != 0)
        return result;
    result = html_grid_line(grid);
    if (result == 0 && !table->joins)
        result = next_row(grid, is_hidden);
    table->joins = false;
    table->is_in_row = true;
    table->next = table->first;
    return result;
}

/* A table in a cell: what the cell holds by now stands above it. */
static int open_in_cell(struct html_grid *grid, struct html_table *outer,
                        struct html_table *inner)
{
    inner->first = outer->column;
    inner->joins = grid->text.text.length == 0 && !outer->has_table;
    if (!outer->has_table && !inner->joins &&
        add_text(grid, outer->column) != 0)
        return -1;
    outer->has_table = true;
    return add_line(grid, outer->column);
}

int html_grid_table(struct html_grid *grid)
{
    struct html_table *outer = innermost(grid);
    struct html_table inner = {.first = 1};
    int result = 0;
    if (outer != NULL && !outer->is_in_cell) {
        result = html_grid_table_end(grid); /* it was not closed */
        outer = innermost(grid);
    }
    if (result != 0)
        return result;
    if (grid->depth == HTML_DEPTH)
        return failure_explain(grid->row.failure, DIAG_FILE_LIMIT,
                               MESSAGE_WHY_DEEP, grid->row.path, "<table> > %d",
                               (int)HTML_DEPTH);
    if (outer != NULL && outer->is_in_cell)
        result = open_in_cell(grid, outer, &inner);
    else
        result = html_grid_line(grid);
    grid->tables[grid->depth++] = inner;
    return result;
}

int html_grid_table_end(struct html_grid *grid)
{
    if (grid->depth == 0)
        return 0;
    int result = html_grid_row_end(grid);
    if (result == 0)
        result = html_grid_line(grid);
    grid->depth--;
    if (grid->depth == 0)
        grid->covered_count = 0;
    return result;
}

int html_grid_finish(struct html_grid *grid)
{
    int result = 0;
    while (result == 0 && grid->depth > 0)
        result = html_grid_table_end(grid);
    if (result == 0)
        result = html_grid_line(grid);
    return result != 0 ? result : give_row(grid);
}
