/*
 * A workbook as JSON Lines, piece by piece. Private to import/.
 */
#ifndef DAOPAN_IMPORT_DUMP_H
#define DAOPAN_IMPORT_DUMP_H

#include "import/import.h"
#include "import/keyring.h"
#include "import/workbook.h"

/* Where the pieces go: 0, or -1 with the failure filled. */
struct dump_out {
    int (*write)(void *context, const char *bytes, size_t length,
                 struct failure *failure);
    void *context;
};

/* Opens what `file` holds and writes all of it. 0 or -1. */
CHECKED int dump_file(const struct file_bytes *file,
                      const struct keyring *keyring,
                      const struct dump_options *options,
                      const struct dump_out *out, struct failure *failure);

#endif
