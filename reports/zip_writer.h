/*
 * A ZIP file written in order, of parts that are packed already. Private to
 * reports/.
 *
 *     zip_begin_part(zip, &part);
 *     zip_put(zip, bytes, size);       (part.packed bytes in all)
 *     …
 *     error = zip_finish(zip);
 *
 * Errors are sticky and given back by zip_finish().
 */
#ifndef DAOPAN_REPORTS_ZIP_WRITER_H
#define DAOPAN_REPORTS_ZIP_WRITER_H

#include "core/attributes.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct zip_part {
    const char *name; /* ASCII; lives as long as the writer */
    uint64_t packed;  /* bytes in the file */
    uint64_t size;    /* and unpacked */
    uint32_t crc;     /* CRC-32 of those */
    bool is_deflated; /* else the bytes are as they are */
};

struct zip_writer;

/* Writes to the file from its beginning, where nothing stands that is not
 * meant to (see zip_begin_part_before); NULL when memory is exhausted. */
struct zip_writer *zip_writer_new(int file);
void zip_writer_free(struct zip_writer *zip);

/* The part's bytes follow. */
void zip_begin_part(struct zip_writer *zip, const struct zip_part *part);

/*
 * The same for a part of which all but the first `ahead` bytes stand in the
 * file already, from `place` on: `ahead` bytes follow, and then zip_skip().
 * Up to them there is padding. False, and nothing is written, where there is
 * not so much room between what was written and `place`, or too much.
 */
CHECKED bool zip_begin_part_before(struct zip_writer *zip,
                                   const struct zip_part *part, uint64_t ahead,
                                   uint64_t place);

void zip_put(struct zip_writer *zip, const void *bytes, size_t size);

/* The next bytes stand in the file already. */
void zip_skip(struct zip_writer *zip, uint64_t size);

/* Writes the directory and what is still kept back: 0, or the first error as
 * the system numbers it; ENOMEM when memory was exhausted. */
CHECKED int zip_finish(struct zip_writer *zip);

#endif
