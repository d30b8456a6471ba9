/*
 * The cells of one row while a reader collects them, for readers whose texts
 * do not lie in the file as they are shown. Private to import/.
 *
 *     row_cells_init(&row, path, failure);
 *     per cell: row_cells_add(&row, &cell)      its text is copied
 *     per row:  row_cells_give(&row, 5, false, sink)
 *     row_cells_release(&row);
 */
#ifndef DAOPAN_IMPORT_ROW_CELLS_H
#define DAOPAN_IMPORT_ROW_CELLS_H

#include "core/text.h"
#include "import/workbook.h"

/* As wide and as long as a sheet can be in any format. */
enum { SHEET_COLUMNS = 16384, SHEET_ROWS = 1048576 };

struct row_cells {
    const char *path;
    struct failure *failure;
    struct text texts; /* of the cells, end to end */
    struct cell *cells;
    size_t *starts; /* where each cell's text begins in `texts` */
    size_t count, cell_capacity, start_capacity;
};

void row_cells_init(struct row_cells *row, const char *path,
                    struct failure *failure);
void row_cells_release(struct row_cells *row);

/*
 * Adds a cell; columns ascend. 0, or -1: file-limit beyond 16384 columns or
 * 32 MiB of text in a row, file-damaged for a column that stands behind one
 * already added, or memory.
 */
CHECKED int row_cells_add(struct row_cells *row, const struct cell *cell);

/* Adds the last cell once more, in another column. */
CHECKED int row_cells_repeat(struct row_cells *row, colnum column);

/* Hands the row to the sink and keeps its cells: what the sink returns. */
CHECKED int row_cells_give(struct row_cells *row, rownum number, bool is_hidden,
                           const struct sheet_sink *sink);

void row_cells_clear(struct row_cells *row);

#endif
