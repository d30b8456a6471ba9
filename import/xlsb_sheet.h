/* Sheets of an .xlsb package. Private to import/. */
#ifndef DAOPAN_IMPORT_XLSB_SHEET_H
#define DAOPAN_IMPORT_XLSB_SHEET_H

#include "import/xlsx.h"

/* Gives rows and merged ranges to the sink. 0 or -1. */
CHECKED int xlsb_sheet_read(const struct xlsx_book *book, size_t sheet,
                            const struct sheet_sink *sink,
                            struct failure *failure);

#endif
