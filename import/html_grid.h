/*
 * Where the rows and cells of a page's tables come to stand in a sheet.
 * Private to import/.
 *
 *     html_grid_init(&grid, path, sink, failure);
 *     html_grid_table(&grid);
 *     html_grid_row(&grid, false);
 *     html_grid_cell(&grid, &span);
 *     markup_text_append(&grid.text, …);
 *     html_grid_table_end(&grid);
 *     html_grid_finish(&grid);
 *     html_grid_release(&grid);
 *
 * What is not closed is closed as browsers do: a cell by the next one or by
 * the next row. Text outside of cells stands in rows of its own, in the first
 * column. A table inside a cell begins at the cell's place, and its rows are
 * rows of the sheet. Calls for which there is no table, row or cell change
 * nothing.
 *
 * Functions that return int give 0 to go on, 1 where the sink wants no more,
 * -1 on failure.
 */
#ifndef DAOPAN_IMPORT_HTML_GRID_H
#define DAOPAN_IMPORT_HTML_GRID_H

#include "import/markup_text.h"
#include "import/row_cells.h"

enum { HTML_DEPTH = 64 };

/* What a cell covers. */
struct html_span {
    unsigned columns, rows;
    bool is_merged; /* false: its text only runs over its neighbours */
};

/* A table that is not closed yet. */
struct html_table {
    colnum first;          /* its first column in the sheet */
    colnum next;           /* the first free one of the row */
    colnum column;         /* of the open cell */
    struct html_span span; /* likewise */
    bool is_in_row, is_in_cell;
    bool joins;     /* its next row goes on in the row above */
    bool has_table; /* in the open cell */
};

struct html_grid {
    const struct sheet_sink *sink;
    struct row_cells row;    /* not given to the sink yet */
    struct markup_text text; /* of the open cell, or outside of cells */
    rownum number;           /* of `row`; 0 = none yet */
    bool is_hidden;
    struct html_table tables[HTML_DEPTH];
    size_t depth;
    rownum *covered; /* by column: the last row that a cell above covers */
    size_t covered_count, covered_capacity;
};

void html_grid_init(struct html_grid *grid, const char *path,
                    const struct sheet_sink *sink, struct failure *failure);
void html_grid_release(struct html_grid *grid);

CHECKED int html_grid_table(struct html_grid *grid);
CHECKED int html_grid_table_end(struct html_grid *grid);
CHECKED int html_grid_row(struct html_grid *grid, bool is_hidden);
CHECKED int html_grid_row_end(struct html_grid *grid);
CHECKED int html_grid_cell(struct html_grid *grid,
                           const struct html_span *span);
CHECKED int html_grid_cell_end(struct html_grid *grid);

/* The line of text ends here: in a cell the next one goes below it, outside
 * of cells into the next row. */
CHECKED int html_grid_line(struct html_grid *grid);

bool html_grid_is_in_cell(const struct html_grid *grid);

/* Closes all that is open, and gives the last row. */
CHECKED int html_grid_finish(struct html_grid *grid);

#endif
