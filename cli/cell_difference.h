/*
 * The first cell in which two workbooks differ.
 */
#ifndef DAOPAN_CLI_CELL_DIFFERENCE_H
#define DAOPAN_CLI_CELL_DIFFERENCE_H

#include "core/diag.h"
#include "core/text.h"
#include <stdbool.h>

struct cell_difference {
    bool is_found;
    struct text sheet;
    char cell[16];          /* "B12"; "" = the sheets themselves differ */
    struct text is, should; /* "" = there is no such cell */
};

/*
 * Holds the cells of `path` against those of `original`. `out` is released
 * with cell_difference_release(), always. 0, or -1 where one of them cannot
 * be read.
 */
CHECKED int cell_difference_find(const char *path, const char *original,
                                 struct cell_difference *out,
                                 struct failure *failure);
void cell_difference_release(struct cell_difference *difference);

#endif
