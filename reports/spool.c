/*
 * Keeps packed bytes, and packs what is not rows (those pack themselves:
 * row_matches.h, deflate.h) by ISA-L's level 1, four times as fast as zlib's
 * fastest, for files a sixth larger than at the level libxlsxwriter asks of
 * it. Writing is most of a run's work, and packing was most of writing.
 *
 * A stretch refers to nothing before its beginning and ends on a whole byte.
 * That is what lets the top of a sheet, whose column widths are known last,
 * be packed after the rows and stand before them.
 *
 * The same bytes added in the same portions give the same packed bytes.
 */
#include "reports/spool.h"

#include "core/arena.h"
#include "core/text.h"
#include <errno.h>
#include <isa-l/crc.h>
#include <isa-l/igzip_lib.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>

enum {
    BLOCK = 256 * 1024,
    LONG = BLOCK - 64 * 1024, /* packed at once: a long stretch's beginning */
};

/* Large, and taken as it comes: nothing in it is read before it is set. */
struct spool {
    int file;
    int workbook;
    bool may_place;  /* the stretch under way, where it turns out long */
    bool has_placed; /* one already */
    int error;       /* the first; 0 = none */
    uint64_t end;    /* of the stretches in the file */
    struct stretch stretch;
    struct isal_zstream stream;
    unsigned char level_buffer[ISAL_DEF_LVL1_DEFAULT];
    unsigned char packed[BLOCK];
};

int spool_unnamed_file(const char *folder)
{
    struct text name = TEXT_INIT;
    text_printf(&name, "%s/.daopan-XXXXXX", folder);
    int file = -1;
    errno = ENOMEM;
    if (!name.failed) {
        file = mkstemp(name.data);
        if (file >= 0)
            unlink(name.data);
    }
    text_release(&name);
    return file;
}

int spool_open(const char *folder, const char *path, int workbook,
               struct spool **out, struct failure *failure)
{
    struct spool *spool = mem_resize(NULL, sizeof *spool);
    if (spool == NULL)
        return failure_memory(failure);
    spool->workbook = workbook;
    spool->may_place = false;
    spool->has_placed = false;
    spool->error = 0;
    spool->end = 0;
    spool->file = spool_unnamed_file(folder);
    if (spool->file < 0) {
        const int error = errno;
        mem_free(spool);
        if (error == ENOMEM)
            return failure_memory(failure);
        return failure_set(failure, DIAG_OUTPUT_FAILED, path, "%s",
                           strerror(error));
    }
    *out = spool;
    return 0;
}

void spool_close(struct spool *spool)
{
    if (spool == NULL)
        return;
    close(spool->file);
    mem_free(spool);
}

int spool_error(const struct spool *spool)
{
    return spool->error;
}

void spool_fail(struct spool *spool, int error)
{
    if (spool->error == 0)
        spool->error = error;
}

/* ---- packing ---- */

void spool_begin(struct spool *spool)
{
    struct isal_zstream *const stream = &spool->stream;
    spool->stretch = (struct stretch){.at = spool->end};
    isal_deflate_init(stream);
    stream->level = 1;
    stream->level_buf = spool->level_buffer;
    stream->level_buf_size = sizeof spool->level_buffer;
    stream->next_out = spool->packed;
    stream->avail_out = BLOCK;
}

/* Writes to the place in the file; the first error counts. */
static void write_all(struct spool *spool, int file, uint64_t place,
                      size_t left)
{
    const unsigned char *at = spool->packed;
    while (left > 0 && spool->error == 0) {
        const ssize_t written = pwrite(file, at, left, (off_t)place);
        if (written < 0 && errno != EINTR)
            spool->error = errno;
        if (written > 0) {
            at += written;
            left -= (size_t)written;
            place += (uint64_t)written;
        }
    }
}

/* A stretch that fills most of a block is a long one. */
static void write_packed(struct spool *spool)
{
    struct stretch *const stretch = &spool->stretch;
    const size_t count = BLOCK - spool->stream.avail_out;
    if (spool->may_place && count >= LONG && stretch->packed == 0) {
        spool->has_placed = true;
        stretch->is_placed = true;
        stretch->at = SPOOL_ROOM;
    }
    write_all(spool, stretch->is_placed ? spool->workbook : spool->file,
              stretch->at + stretch->packed, count);
    stretch->packed += count;
    spool->stream.next_out = spool->packed;
    spool->stream.avail_out = BLOCK;
}

/* Packs until all that was given is taken and all that comes of it written. */
static void pack(struct spool *spool)
{
    struct isal_zstream *const stream = &spool->stream;
    do {
        if (stream->avail_out == 0)
            write_packed(spool);
        if (isal_deflate(stream) != COMP_OK)
            spool_fail(spool, EIO);
    } while (spool->error == 0 &&
             (stream->avail_in > 0 || stream->avail_out == 0));
}

void spool_place_next(struct spool *spool)
{
    spool->may_place = !spool->has_placed;
}

void spool_count(struct spool *spool, const void *bytes, size_t size)
{
    struct stretch *const stretch = &spool->stretch;
    stretch->crc = crc32_gzip_refl(stretch->crc, bytes, size);
    stretch->size += size;
}

void spool_add(struct spool *spool, const void *bytes, size_t size)
{
    struct isal_zstream *const stream = &spool->stream;
    const unsigned char *at = bytes;
    spool_count(spool, bytes, size);
    while (size > 0 && spool->error == 0) {
        const uint32_t part = size > BLOCK ? BLOCK : (uint32_t)size;
        unsigned char *next = NULL; /* ISA-L asks for bytes it could change */
        memcpy(&next, &at, sizeof next);
        stream->next_in = next;
        stream->avail_in = part;
        pack(spool);
        at += part;
        size -= part;
    }
}

unsigned char *spool_space(struct spool *spool, size_t least)
{
    if (spool->stream.avail_out < least)
        write_packed(spool);
    return spool->stream.next_out;
}

void spool_fill(struct spool *spool, const unsigned char *to)
{
    const size_t filled = (size_t)(to - spool->stream.next_out);
    spool->stream.next_out += filled;
    spool->stream.avail_out -= (uint32_t)filled;
}

void spool_end(struct spool *spool, bool is_last, struct stretch *out)
{
    struct isal_zstream *const stream = &spool->stream;
    stream->avail_in = 0;
    stream->end_of_stream = is_last;
    stream->flush = is_last ? NO_FLUSH : FULL_FLUSH;
    pack(spool);
    write_packed(spool);
    if (!spool->stretch.is_placed)
        spool->end += spool->stretch.packed;
    spool->may_place = false;
    *out = spool->stretch;
}

/* ---- reading back ---- */

int spool_read(const struct spool *spool, uint64_t at, void *buffer,
               size_t size)
{
    unsigned char *to = buffer;
    while (size > 0) {
        const ssize_t got = pread(spool->file, to, size, (off_t)at);
        if (got == 0)
            return EIO;
        if (got < 0 && errno != EINTR)
            return errno;
        if (got > 0) {
            to += got;
            at += (uint64_t)got;
            size -= (size_t)got;
        }
    }
    return 0;
}

uint32_t stretch_crc(uint32_t crc, const struct stretch *next)
{
    return (uint32_t)crc32_combine(crc, next->crc, (z_off_t)next->size);
}
