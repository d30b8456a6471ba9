/* One cell of a sheet, read by the scanner. */
#ifndef DAOPAN_IMPORT_XLSX_CELL_H
#define DAOPAN_IMPORT_XLSX_CELL_H

#include "import/xlsx_form.h"
#include "import/xlsx_row.h"
#include "import/xlsx_scan.h"
#include "import/xlsx_window.h"

/* What it takes: where the cells stand, and the row they go to. */
struct xlsx_cells {
    struct scan *scan;
    const struct xlsx_window *window;
    struct xlsx_row *row;
    struct xlsx_form *forms; /* XLSX_FORMS */
};

/*
 * Reads the <c> whose name ends at *place, adds it to the row and moves
 * *place behind it. 0, -1, SCAN_STOPPED (then nothing has happened) or
 * SCAN_UNKNOWN.
 */
CHECKED int xlsx_cell_read(const struct xlsx_cells *cells, const char **place);

#endif
