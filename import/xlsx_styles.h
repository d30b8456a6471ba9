/* Which cell formats of an .xlsx package show dates. */
#ifndef DAOPAN_IMPORT_XLSX_STYLES_H
#define DAOPAN_IMPORT_XLSX_STYLES_H

#include "import/xlsx.h"

/* Reads the styles part into `out`. 0 or -1. */
CHECKED int xlsx_styles_read(struct zip_part *part, size_t step,
                             struct xlsx_styles *out, struct failure *failure);
void xlsx_styles_release(struct xlsx_styles *styles);

#endif
