/*
 * Keeps packed bytes. Rows pack themselves (row_matches.h, deflate.h); what is
 * not rows is little, a few KiB a sheet, and packed by zlib.
 *
 * The same bytes give the same packed bytes, wherever they and the spool lie
 * in memory. Of ISA-L that cannot be said: its level 1 (2.30, and later ones)
 * puts the third byte of a stream into its table by a hash of the stream's
 * address, so that one month in some hundreds had other bytes than the rest.
 *
 * A stretch refers to nothing before its beginning and ends on a whole byte.
 * That is what lets the top of a sheet, whose column widths are known last,
 * be packed after the rows and stand before them.
 */
#include "reports/spool.h"

#define ZLIB_CONST /* zlib's input is const */
#include "core/arena.h"
#include "core/text.h"
#include <assert.h>
#include <errno.h>
#include <isa-l/crc.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>

enum {
    BLOCK = 256 * 1024,
    LONG = BLOCK - 64 * 1024, /* packed at once: a long stretch's beginning */
    WINDOW_BITS = 13, /* and the memory level: of zlib's, for little at once */
    MEMORY_LEVEL = 6,
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
    z_stream stream;
    size_t filled; /* of `packed`, not written yet */
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

/* ---- zlib ---- */

static void *allocate(void *opaque, unsigned count, unsigned size)
{
    (void)opaque;
    return mem_alloc((size_t)count * size);
}

static void release(void *opaque, void *memory)
{
    (void)opaque;
    mem_free(memory);
}

/* 0, or -1: memory ran out. */
static int open_stream(z_stream *stream)
{
    *stream = (z_stream){.zalloc = allocate, .zfree = release};
    return deflateInit2(stream, Z_BEST_SPEED, Z_DEFLATED, -WINDOW_BITS,
                        MEMORY_LEVEL, Z_DEFAULT_STRATEGY) == Z_OK
               ? 0
               : -1;
}

/* ---- opening and closing ---- */

static struct spool *new_spool(int workbook)
{
    struct spool *spool = mem_resize(NULL, sizeof *spool);
    if (spool == NULL)
        return NULL;
    spool->workbook = workbook;
    spool->may_place = false;
    spool->has_placed = false;
    spool->error = 0;
    spool->end = 0;
    spool->filled = 0;
    if (open_stream(&spool->stream) != 0) {
        mem_free(spool);
        return NULL;
    }
    return spool;
}

static void free_spool(struct spool *spool)
{
    deflateEnd(&spool->stream);
    mem_free(spool);
}

int spool_open(const char *folder, const char *path, int workbook,
               struct spool **out, struct failure *failure)
{
    struct spool *spool = new_spool(workbook);
    if (spool == NULL)
        return failure_memory(failure);
    spool->file = spool_unnamed_file(folder);
    if (spool->file < 0) {
        const int error = errno;
        free_spool(spool);
        return failure_output(failure, path, error);
    }
    *out = spool;
    return 0;
}

void spool_close(struct spool *spool)
{
    if (spool == NULL)
        return;
    close(spool->file);
    free_spool(spool);
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

/* ---- packed bytes ---- */

void spool_begin(struct spool *spool)
{
    spool->stretch = (struct stretch){.at = spool->end};
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
    const size_t count = spool->filled;
    if (spool->may_place && count >= LONG && stretch->packed == 0) {
        spool->has_placed = true;
        stretch->is_placed = true;
        stretch->at = SPOOL_ROOM;
    }
    write_all(spool, stretch->is_placed ? spool->workbook : spool->file,
              stretch->at + stretch->packed, count);
    stretch->packed += count;
    spool->filled = 0;
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

unsigned char *spool_space(struct spool *spool, size_t least)
{
    if (BLOCK - spool->filled < least)
        write_packed(spool);
    return spool->packed + spool->filled;
}

void spool_fill(struct spool *spool, const unsigned char *to)
{
    spool->filled = (size_t)(to - spool->packed);
}

void spool_end(struct spool *spool, struct stretch *out)
{
    write_packed(spool);
    if (!spool->stretch.is_placed)
        spool->end += spool->stretch.packed;
    spool->may_place = false;
    *out = spool->stretch;
}

/* ---- packing ---- */

/* Packs what there is to the end; zlib has come to it when there is space
 * left. */
static void pack_to_end(struct spool *spool, int flush)
{
    z_stream *const stream = &spool->stream;
    do {
        stream->next_out = spool_space(spool, 1);
        stream->avail_out = (uInt)(BLOCK - spool->filled);
        if (deflate(stream, flush) == Z_STREAM_ERROR)
            spool_fail(spool, EIO);
        spool_fill(spool, stream->next_out);
    } while (stream->avail_out == 0 && spool->error == 0);
}

void spool_pack(struct spool *spool, const void *bytes, size_t size,
                bool is_last, struct stretch *out)
{
    assert(size <= UINT_MAX);
    spool_begin(spool);
    spool_count(spool, bytes, size);
    deflateReset(&spool->stream);
    spool->stream.next_in = bytes;
    spool->stream.avail_in = (uInt)size;
    pack_to_end(spool, is_last ? Z_FINISH : Z_SYNC_FLUSH);
    spool_end(spool, out);
}

/* ---- reading back ---- */

int spool_read(const struct spool *spool, uint64_t at, void *buffer,
               size_t size)
{
    unsigned char *to = buffer;
    if (spool->error != 0)
        return spool->error;
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
