/*
 * Protected workbooks (import/files/protected-*, by make_protected.py): opened
 * with passwords, and written out.
 */
#ifndef DAOPAN_TESTS_SUPPORT_PROTECTED_FILE_H
#define DAOPAN_TESTS_SUPPORT_PROTECTED_FILE_H

#include "import/keyring.h"
#include "import/unlock.h"
#include "import/workbook.h"

/* Group set-up and teardown: *state becomes the ciphers. */
int protected_set_up(void **state);
int protected_tear_down(void **state);

/* Three passwords of which one opens each file; one that opens none. */
extern const struct passwords protected_fitting;
extern const struct passwords protected_unfitting;

/* What each of the files says, as workbook_as_text() writes it. */
extern const char protected_cells[];

/* Appends the format and the cells, as of a file of that name (`path`). */
CHECKED int protected_read(const char *path, const unsigned char *bytes,
                           size_t size, const struct keyring *keyring,
                           struct text *out, struct failure *failure);

/* Likewise, of a file of tests/import/files. */
CHECKED int protected_read_file(const char *name, const struct keyring *keyring,
                                struct text *out, struct failure *failure);

#endif
