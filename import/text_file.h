/*
 * A small text file, whole. Private to import/; for policies, not rosters.
 */
#ifndef DAOPAN_IMPORT_TEXT_FILE_H
#define DAOPAN_IMPORT_TEXT_FILE_H

#include "core/arena.h"
#include "core/diag.h"
#include <stddef.h>

enum { TEXT_FILE_LIMIT = 4 * 1024 * 1024 }; /* bytes */

struct file_text {
    const char *name;  /* folder/name, for messages */
    const char *bytes; /* ended by NUL */
    size_t length;
};

/* The folder that `path` is, or that the file `path` lies in; NULL when memory
 * is exhausted. */
const char *text_file_folder(const char *path, struct arena *arena);

/* Reads folder/name into the arena. 0, or -1 with DIAG_POLICY_NOT_FOUND where
 * it cannot be read or is too big. */
CHECKED int text_file_read(const char *folder, const char *name,
                           struct arena *arena, struct file_text *out,
                           struct failure *failure);

#endif
