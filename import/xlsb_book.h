/* What an .xlsb package says beside its sheets. Private to import/. */
#ifndef DAOPAN_IMPORT_XLSB_BOOK_H
#define DAOPAN_IMPORT_XLSB_BOOK_H

#include "import/xlsx.h"

/* Told of each sheet of the workbook part; the strings last for the call. 0 or
 * -1. */
typedef int xlsb_on_sheet(void *context, const char *name, const char *id,
                          enum visibility visibility);

/* The workbook part: its sheets, and *is_1904. 0 or -1. */
CHECKED int xlsb_workbook_read(struct zip_part *part, xlsb_on_sheet *on_sheet,
                               void *context, bool *is_1904,
                               struct failure *failure);

/* The parts of styles and shared strings. 0 or -1; what was filled is released
 * as after success. */
CHECKED int xlsb_styles_read(struct zip_part *part, struct xlsx_styles *out,
                             struct failure *failure);
CHECKED int xlsb_strings_read(struct zip_part *part, struct xlsx_strings *out,
                              struct failure *failure);

#endif
