/* Files in memory, for what is small and gone when a workbook is complete.
 * Private to reports/. */
#ifndef DAOPAN_REPORTS_PART_FILE_H
#define DAOPAN_REPORTS_PART_FILE_H

#include "core/attributes.h"

/* A file without a name and a folder: its number, to be closed, or -1 and
 * errno. */
CHECKED int part_file_open(void);

#endif
