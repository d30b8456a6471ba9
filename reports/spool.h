/*
 * The packed bytes of a workbook's sheets while they are written: stretches
 * of deflate data in a temporary file beside the workbook, without a name, so
 * that nothing is left of it however the program ends. One long stretch may go
 * into the workbook itself, where it is to stay, so that it is not written
 * twice. Private to reports/.
 *
 *     spool_pack(spool, bytes, size, false, &top);
 *
 * Stretches that follow each other in any order make one deflate stream, as
 * long as the last one is ended as the last. Errors are sticky and found by
 * spool_error().
 */
#ifndef DAOPAN_REPORTS_SPOOL_H
#define DAOPAN_REPORTS_SPOOL_H

#include "core/attributes.h"
#include "core/diag.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct spool;

/* What is kept free at the beginning of a workbook for what stands before the
 * stretch that is placed there. */
enum { SPOOL_ROOM = 4096 };

struct stretch {
    uint64_t at;     /* where it begins: in the spool … */
    uint64_t packed; /* its bytes there */
    uint64_t size;   /* and unpacked */
    uint32_t crc;    /* of those */
    bool is_placed;  /* … or, at SPOOL_ROOM, in the workbook */
};

/* Makes the file in `folder`; `path` is the workbook that a failure names, and
 * `workbook` that file, open for writing and empty. 0, or -1. */
CHECKED int spool_open(const char *folder, const char *path, int workbook,
                       struct spool **out, struct failure *failure);
void spool_close(struct spool *spool);

/* A file in `folder` without a name: its number, or -1 and errno. */
CHECKED int spool_unnamed_file(const char *folder);

/* The stretch that is begun next goes into the workbook if it turns out long,
 * and no other one has; nothing else is written there before that. */
void spool_place_next(struct spool *spool);

/* Packs the bytes, no more than 4 GiB, as a stretch. */
void spool_pack(struct spool *spool, const void *bytes, size_t size,
                bool is_last, struct stretch *out);

/* For one who packs a stretch for himself, between its begin and its end, and
 * ends it on a whole byte: where packed bytes go, with space for `least` of
 * them (64 KiB at most); how far they came; and the bytes that were packed. */
void spool_begin(struct spool *spool);
unsigned char *spool_space(struct spool *spool, size_t least);
void spool_fill(struct spool *spool, const unsigned char *to);
void spool_count(struct spool *spool, const void *bytes, size_t size);
void spool_end(struct spool *spool, struct stretch *out);

/* Notes an error of the system's number, unless there is one. */
void spool_fail(struct spool *spool, int error);

/* Reads packed bytes back, of stretches that are not placed: 0, or the
 * system's error number, which is that of writing where not all was. */
CHECKED int spool_read(const struct spool *spool, uint64_t at, void *buffer,
                       size_t size);

/* The first error of the system's; 0 = none so far. */
int spool_error(const struct spool *spool);

/* The checksum of two stretches, one after the other. */
uint32_t stretch_crc(uint32_t crc, const struct stretch *next);

#endif
