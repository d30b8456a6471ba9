/*
 * An encrypted .xlsx: a package inside an OLE2 container. Private to import/.
 */
#ifndef DAOPAN_IMPORT_PROTECTED_XLSX_H
#define DAOPAN_IMPORT_PROTECTED_XLSX_H

#include "import/keyring.h"
#include "import/ole2.h"
#include "import/workbook.h"

/* Whether the container holds a package that is encrypted. */
bool protected_xlsx_is(const struct ole2 *ole2);

/* Decrypts the package and opens what it holds; a NULL keyring has no
 * password. `ole2` is not needed afterwards. */
CHECKED int protected_xlsx_open(const struct file_bytes *file,
                                const struct ole2 *ole2,
                                const struct keyring *keyring,
                                struct arena *arena, struct workbook *out,
                                struct failure *failure);

#endif
