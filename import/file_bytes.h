/*
 * A file's bytes as they were when it was opened; mapped into memory for its
 * reader. Private to import/.
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
#include <stdbool.h>
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

/* … and as whoever opened it keeps it. */
struct opened_file {
    struct file_bytes bytes; /* .bytes is NULL while it is not mapped */
    bool is_open;
    int descriptor;
    struct file_state state;
    unsigned char head[FILE_HEAD_SIZE]; /* a copy of its first bytes */
    size_t head_size;
};

/*
 * Opens a file. `sha256` may be NULL. Fails where there is nothing to open
 * (file-missing), it is no regular file (file-irregular), empty (file-empty),
 * or larger than FILE_SIZE_MOST (file-limit). Never waits, whatever stands
 * under the name. 0 or -1.
 */
CHECKED int file_open(const char *path, char sha256[DIGEST_HEX_SIZE],
                      struct opened_file *out, struct failure *failure);
void file_close(struct opened_file *file); /* unmaps it, too */

/* Maps what was opened, for processes that are started from now on. Each map
 * takes them time to begin with, so a file has one only while its own reader
 * is started. 0, or -1 where the system refuses. */
CHECKED int file_map(struct opened_file *file);
void file_unmap(struct opened_file *file);

/* The file as far as its head goes: enough to tell its format, and safe to
 * touch. Lives as long as `file`. */
struct file_bytes file_head(const struct opened_file *file);

/* 0 where the file is as it was when it was opened (or another has taken its
 * name, which leaves it as it was); else -1 with file-changed. */
CHECKED int file_unchanged(const struct opened_file *file,
                           struct failure *failure);

/* What may come out of a file of so many bytes altogether, inflated or as
 * cells, however often it is gone through. */
uint64_t file_yield_most(size_t size);

/* Puts a copy in the place of the map, for reading without a child. 0 or -1:
 * file-changed where the file is not what it was, or out of memory. */
CHECKED int file_hold(struct opened_file *file, struct failure *failure);

#endif
