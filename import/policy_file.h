/* A policy's two files, taken out of the one text that is kept of them.
 * Private to import/. */
#ifndef DAOPAN_IMPORT_POLICY_FILE_H
#define DAOPAN_IMPORT_POLICY_FILE_H

#include "import/text_file.h"

enum { POLICY_PARTS = 2 }; /* policy.yaml, columns.yaml */

/* Takes struct policy.text apart. 0, or -1 where it is not whole. */
CHECKED int policy_parts_read(const char *text, size_t length,
                              struct file_text *parts, struct failure *failure);

#endif
