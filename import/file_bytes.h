/*
 * A file's bytes, mapped into memory, as they were when it was opened.
 * Private to import/.
 *
 * Others may write to the file meanwhile. Whoever reads through the map must
 * be able to bear SIGBUS, which is what a page beyond the end gives: that is
 * what confined children are for. The parent looks at `head` only, and takes
 * the digest by reading.
 */
#ifndef DAOPAN_IMPORT_FILE_BYTES_H
#define DAOPAN_IMPORT_FILE_BYTES_H

#include "core/attributes.h"
#include "core/diag.h"
#include "core/digest.h"
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>
#include <time.h>

enum { FILE_HEAD_SIZE = 64 };

/* Larger files are refused before a byte is read. */
#define FILE_SIZE_MOST ((off_t)2 << 30)

/* What tells that a file is no longer what it was. */
struct file_state {
    dev_t device;
    ino_t number;
    off_t size;
    struct timespec changed; /* mtime */
};

/* The whole file, as its readers see it. */
struct file_bytes {
    const char *path;
    const unsigned char *bytes;
    size_t size;
};

/* … and as whoever mapped it keeps it. */
struct mapped_file {
    struct file_bytes bytes;
    struct file_state state;
    unsigned char head[FILE_HEAD_SIZE]; /* a copy of its first bytes */
    size_t head_size;
};

/*
 * Opens and maps. `sha256` may be NULL. Fails where there is nothing to open
 * (file-missing), it is no regular file (file-irregular), empty (file-empty),
 * or larger than FILE_SIZE_MOST (file-limit). Never waits, whatever stands
 * under the name. 0 or -1.
 */
CHECKED int file_map(const char *path, char sha256[DIGEST_HEX_SIZE],
                     struct mapped_file *out, struct failure *failure);
void file_unmap(struct mapped_file *file);

/* Whether processes that are started from now on get the map: each map that
 * one gets takes it time to begin with. At first they do. show() gives -1 where
 * the system refuses. */
void file_hide(const struct mapped_file *file);
CHECKED int file_show(const struct mapped_file *file);

/* The file as far as its head goes: enough to tell its format, and safe to
 * touch. Lives as long as `file`. */
struct file_bytes file_head(const struct mapped_file *file);

/* 0 where the file is as it was when it was mapped (or has been replaced by
 * another, which leaves the map as it was); else -1 with file-changed. */
CHECKED int file_unchanged(const struct mapped_file *file,
                           struct failure *failure);

/* What may come out of a file of so many bytes altogether, inflated or as
 * cells, however often it is gone through. */
uint64_t file_yield_most(size_t size);

/* Puts a copy in the place of the map, for reading without a child. 0 or -1:
 * file-changed where the file is not what it was, or out of memory. */
CHECKED int file_hold(struct mapped_file *file, struct failure *failure);

#endif
