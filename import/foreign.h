/*
 * Files that are no rosters of any kind that is read, told by their content
 * and refused by what they are. Private to import/.
 */
#ifndef DAOPAN_IMPORT_FOREIGN_H
#define DAOPAN_IMPORT_FOREIGN_H

#include "import/ole2.h"
#include "import/zip_part.h"

/* Whether the file begins as one of them; fills the failure then. */
bool foreign_refuses(const struct file_bytes *file, struct failure *failure);

/* Says what a ZIP package or an OLE2 container holds instead of a workbook.
 * Returns -1. */
int foreign_refuse_package(const struct zip_package *package, const char *path,
                           struct failure *failure);
int foreign_refuse_container(const struct ole2 *ole2, const char *path,
                             struct failure *failure);

#endif
