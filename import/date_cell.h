/*
 * The date in a cell, as rosters write it. Private to import/.
 */
#ifndef DAOPAN_IMPORT_DATE_CELL_H
#define DAOPAN_IMPORT_DATE_CELL_H

#include "import/workbook.h"

enum date_status {
    DATE_GIVEN,
    DATE_ABSENT, /* empty, a dash, or for an end date 长期 and the like */
    DATE_UNREADABLE
};

/*
 * Reads a cell that is no uncached formula; *out is YMD_NONE unless given.
 * `is_end` for the date something ends: that may be said in words to be
 * never.
 */
enum date_status date_cell_read(const struct cell *cell, bool is_1904,
                                bool is_end, ymd *out);

#endif
