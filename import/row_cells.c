/*
 * A row under construction. Its texts move while it grows, so the cells get
 * their pointers when the row is handed on.
 */
#include "import/row_cells.h"

enum { MOST_TEXT = 32 * 1024 * 1024 };

void row_cells_init(struct row_cells *row, const char *path,
                    struct failure *failure)
{
    *row = (struct row_cells){
        .path = path, .failure = failure, .texts = TEXT_INIT};
}

void row_cells_release(struct row_cells *row)
{
    text_release(&row->texts);
    mem_free(row->cells);
    mem_free(row->starts);
    row_cells_init(row, row->path, row->failure);
}

void row_cells_clear(struct row_cells *row)
{
    text_clear(&row->texts);
    row->count = 0;
}

static int check(const struct row_cells *row, colnum column)
{
    if (column == 0 || column > SHEET_COLUMNS)
        return failure_explain(row->failure, DIAG_FILE_LIMIT,
                               MESSAGE_WHY_COLUMNS, row->path, "column > %d",
                               (int)SHEET_COLUMNS);
    if (row->count > 0 && row->cells[row->count - 1].column >= column)
        return failure_explain(row->failure, DIAG_FILE_DAMAGED,
                               MESSAGE_WHY_PLACES, row->path, "column %u",
                               (unsigned)column);
    return 0;
}

static int append(struct row_cells *row, const struct cell *cell, size_t start)
{
    if (mem_grow(&row->cells, &row->cell_capacity, row->count + 1,
                 sizeof *row->cells) != 0 ||
        mem_grow(&row->starts, &row->start_capacity, row->count + 1,
                 sizeof *row->starts) != 0)
        return failure_memory(row->failure);
    row->starts[row->count] = start;
    row->cells[row->count++] = *cell;
    return 0;
}

int row_cells_add(struct row_cells *row, const struct cell *cell)
{
    const size_t start = row->texts.length;
    if (check(row, cell->column) != 0)
        return -1;
    if (cell->text != NULL && cell->length > MOST_TEXT - start)
        return failure_explain(row->failure, DIAG_FILE_LIMIT,
                               MESSAGE_WHY_LONG_ROW, row->path, "row > %d MiB",
                               MOST_TEXT >> 20);
    if (cell->text != NULL)
        text_append_bytes(&row->texts, cell->text, cell->length);
    if (row->texts.failed)
        return failure_memory(row->failure);
    return append(row, cell, start);
}

int row_cells_repeat(struct row_cells *row, colnum column)
{
    struct cell cell = row->cells[row->count - 1];
    if (check(row, column) != 0)
        return -1;
    cell.column = column;
    return append(row, &cell, row->starts[row->count - 1]);
}

int row_cells_give(struct row_cells *row, rownum number, bool is_hidden,
                   const struct sheet_sink *sink)
{
    const struct sheet_row given = {.row = number,
                                    .is_hidden = is_hidden,
                                    .cells = row->cells,
                                    .cell_count = row->count};
    for (size_t i = 0; i < row->count; i++)
        if (row->cells[i].text != NULL)
            row->cells[i].text = text_of(&row->texts) + row->starts[i];
    return sink->row(sink->context, &given);
}
