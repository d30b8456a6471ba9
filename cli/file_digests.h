/*
 * Digests of many files: read once each, several at a time.
 */
#ifndef DAOPAN_CLI_FILE_DIGESTS_H
#define DAOPAN_CLI_FILE_DIGESTS_H

#include "core/digest.h"
#include <stddef.h>
#include <stdint.h>

struct file_digests {
    const char *path;
    uint64_t size; /* these two are found out */
    struct digest_pair digests;
};

/*
 * Works out both digests of each file. 0, or -1: then `out_unread` is the path
 * of a file that could not be read, or NULL where memory is exhausted or the
 * library failed.
 */
CHECKED int file_digests(struct file_digests *files, size_t count,
                         const char **out_unread);

#endif
