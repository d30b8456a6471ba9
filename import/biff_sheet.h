/*
 * The rows of one BIFF worksheet. Private to import/.
 */
#ifndef DAOPAN_IMPORT_BIFF_SHEET_H
#define DAOPAN_IMPORT_BIFF_SHEET_H

#include "import/biff_book.h"

/*
 * Hands the rows of worksheet `sheet` (an index into book->sheets) to the
 * sink in ascending order, in whatever order the file has them. 0 or -1.
 */
CHECKED int biff_sheet_read(struct biff_book *book, size_t sheet,
                            const struct sheet_sink *sink,
                            struct failure *failure);

#endif
