/*
 * A file of a run's results, as it was written: reports/ list them, ledger/
 * keeps them, and cli/ holds a folder against what is kept.
 */
#ifndef DAOPAN_CORE_WRITTEN_FILE_H
#define DAOPAN_CORE_WRITTEN_FILE_H

#include "core/diag.h"
#include "core/digest.h"
#include <stdbool.h>
#include <stdint.h>

struct written_file {
    const char *path; /* below the output folder, / between */
    uint64_t size;
    struct digest_pair digests;
};

/* Reads the file at `path` for its size and digests; SM3 costs more than
 * SHA-256 and is "" where it is not wanted. 0, or -1 where the file cannot be
 * read or memory is exhausted. */
CHECKED int written_file_measure(struct written_file *file, const char *path,
                                 bool has_sm3, struct failure *failure);

#endif
