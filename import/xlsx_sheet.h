/* The rows of one sheet of an .xlsx package. */
#ifndef DAOPAN_IMPORT_XLSX_SHEET_H
#define DAOPAN_IMPORT_XLSX_SHEET_H

#include "import/xlsx_row.h"

/* Streams the sheet into the sink: by the scanner, and by the parser where
 * the scanner does not understand it. 0 or -1. */
CHECKED int xlsx_sheet_read(const struct xlsx_book *book, size_t sheet,
                            const struct sheet_sink *sink,
                            struct failure *failure);

/* By the parser alone. 0, 1 where the sink wants no more, or -1. */
CHECKED int xlsx_sheet_read_exact(const struct xlsx_book *book,
                                  struct zip_part *part, struct xlsx_row *row,
                                  struct failure *failure);

#endif
