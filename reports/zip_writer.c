/*
 * ZIP as APPNOTE.TXT of PKWARE has it, and of that what a workbook needs: a
 * local header before each part, the central directory behind all of them,
 * zip64 where a size or a place has no room in 32 bits. All parts are dated
 * 1 January 1980, so that the same workbook has the same bytes.
 *
 * A library would ask for the parts when it writes, and so have the rows of a
 * month written twice, hundreds of megabytes; here they may stand in the file
 * before what comes in front of them is known. What is left free between is
 * padding of the kind that ISO/IEC 29500-2 (Annex C) foresees for it, the
 * growth hint, which Excel writes as well.
 */
#include "reports/zip_writer.h"

#include "core/arena.h"
#include "core/text.h"
#include <errno.h>
#include <string.h>
#include <unistd.h>

enum {
    BLOCK = 256 * 1024, /* written at once */

    LOCAL_HEADER = 0x04034B50,
    CENTRAL_HEADER = 0x02014B50,
    END_OF_DIRECTORY = 0x06054B50,
    END_OF_DIRECTORY_64 = 0x06064B50,
    LOCATOR_64 = 0x07064B50,
    END_OF_DIRECTORY_64_REST = 44, /* bytes behind the size that says so */

    VERSION = 20,
    VERSION_64 = 45,
    DEFLATED = 8,
    DAY = 33, /* 1 January 1980 */

    EXTRA_64 = 0x0001,
    EXTRA_GROWTH = 0xA220, /* with a signature and what it is filled with */
    GROWTH_SIGNATURE = 0xA028,
    EXTRA_HEADER = 4,
    GROWTH_HEADER = 4,
    EXTRA_MAX = UINT16_MAX,
    COUNT_MAX = UINT16_MAX,
};

/* What says that the number stands in a field of 64 bits. */
#define SEE_64 UINT32_MAX

/* A part as the directory has it. */
struct entry {
    struct zip_part part;
    uint64_t at; /* of the local header */
};

struct zip_writer {
    int file;
    int error;           /* the first; 0 = none */
    uint64_t written;    /* bytes up to here are in the file … */
    struct text pending; /* … and these follow them */
    struct entry *entries;
    size_t count, capacity;
};

struct zip_writer *zip_writer_new(int file)
{
    struct zip_writer *zip = mem_alloc(sizeof *zip);
    if (zip != NULL)
        *zip = (struct zip_writer){.file = file, .pending = TEXT_INIT};
    return zip;
}

void zip_writer_free(struct zip_writer *zip)
{
    if (zip == NULL)
        return;
    text_release(&zip->pending);
    mem_free(zip->entries);
    mem_free(zip);
}

/* ---- bytes ---- */

static void fail(struct zip_writer *zip, int error)
{
    if (zip->error == 0)
        zip->error = error;
}

static void write_bytes(struct zip_writer *zip, const char *bytes, size_t size)
{
    while (size > 0 && zip->error == 0) {
        const ssize_t count =
            pwrite(zip->file, bytes, size, (off_t)zip->written);
        if (count > 0) {
            bytes += count;
            size -= (size_t)count;
            zip->written += (uint64_t)count;
        } else if (count == 0 || errno != EINTR) {
            fail(zip, count == 0 ? EIO : errno);
        }
    }
}

static void flush(struct zip_writer *zip)
{
    if (zip->pending.failed)
        fail(zip, ENOMEM);
    write_bytes(zip, text_of(&zip->pending), zip->pending.length);
    text_clear(&zip->pending);
}

static uint64_t place_of_next(const struct zip_writer *zip)
{
    return zip->written + zip->pending.length;
}

void zip_put(struct zip_writer *zip, const void *bytes, size_t size)
{
    if (zip->pending.length + size >= BLOCK)
        flush(zip);
    if (size >= BLOCK)
        write_bytes(zip, bytes, size);
    else
        text_append_bytes(&zip->pending, bytes, size);
}

void zip_skip(struct zip_writer *zip, uint64_t size)
{
    flush(zip);
    zip->written += size;
}

/* Little endian. */
static void put_number(struct zip_writer *zip, uint64_t number, size_t size)
{
    char bytes[8];
    for (size_t i = 0; i < size; i++)
        bytes[i] = (char)(number >> 8 * i & 0xFF);
    zip_put(zip, bytes, size);
}

static void put16(struct zip_writer *zip, uint64_t number)
{
    put_number(zip, number, 2);
}

static void put32(struct zip_writer *zip, uint64_t number)
{
    put_number(zip, number, 4);
}

static void put64(struct zip_writer *zip, uint64_t number)
{
    put_number(zip, number, 8);
}

/* ---- parts ---- */

static bool is_large(uint64_t number)
{
    return number >= SEE_64;
}

static uint64_t or_see_64(bool is_there, uint64_t number)
{
    return is_there ? SEE_64 : number;
}

static bool has_large_size(const struct zip_part *part)
{
    return is_large(part->packed) || is_large(part->size);
}

/* What local headers and the directory say alike of a part; `is_64` = its
 * sizes stand in the extra field. */
static void put_facts(struct zip_writer *zip, const struct zip_part *part,
                      bool is_64, size_t extra)
{
    put16(zip, 0); /* flags */
    put16(zip, part->is_deflated ? DEFLATED : 0);
    put16(zip, 0); /* midnight */
    put16(zip, DAY);
    put32(zip, part->crc);
    put32(zip, or_see_64(is_64, part->packed));
    put32(zip, or_see_64(is_64, part->size));
    put16(zip, strlen(part->name));
    put16(zip, extra);
}

static void put_sizes_64(struct zip_writer *zip, const struct zip_part *part)
{
    put16(zip, EXTRA_64);
    put16(zip, 16);
    put64(zip, part->size);
    put64(zip, part->packed);
}

static void put_padding(struct zip_writer *zip, size_t size)
{
    put16(zip, EXTRA_GROWTH);
    put16(zip, size - EXTRA_HEADER);
    put16(zip, GROWTH_SIGNATURE);
    put16(zip, size - EXTRA_HEADER - GROWTH_HEADER);
    for (size_t i = EXTRA_HEADER + GROWTH_HEADER; i < size; i++)
        zip_put(zip, "", 1);
}

static void note_entry(struct zip_writer *zip, const struct zip_part *part)
{
    if (mem_grow(&zip->entries, &zip->capacity, zip->count + 1,
                 sizeof *zip->entries) != 0)
        fail(zip, ENOMEM);
    else
        zip->entries[zip->count++] =
            (struct entry){.part = *part, .at = place_of_next(zip)};
}

/* With that many bytes of padding, its own header among them; or none. */
static void put_header(struct zip_writer *zip, const struct zip_part *part,
                       size_t padding)
{
    const bool is_64 = has_large_size(part);
    note_entry(zip, part);
    put32(zip, LOCAL_HEADER);
    put16(zip, is_64 ? VERSION_64 : VERSION);
    put_facts(zip, part, is_64, padding + (is_64 ? EXTRA_HEADER + 16 : 0));
    zip_put(zip, part->name, strlen(part->name));
    if (is_64)
        put_sizes_64(zip, part);
    if (padding > 0)
        put_padding(zip, padding);
}

void zip_begin_part(struct zip_writer *zip, const struct zip_part *part)
{
    put_header(zip, part, 0);
}

bool zip_begin_part_before(struct zip_writer *zip, const struct zip_part *part,
                           uint64_t ahead, uint64_t place)
{
    enum { FIXED = 30 };
    const uint64_t need = place_of_next(zip) + FIXED + strlen(part->name) +
                          (has_large_size(part) ? EXTRA_HEADER + 16 : 0) +
                          ahead;
    if (need > place)
        return false;
    const uint64_t padding = place - need;
    if ((padding > 0 && padding < EXTRA_HEADER + GROWTH_HEADER) ||
        padding > EXTRA_MAX - (EXTRA_HEADER + 16))
        return false;
    put_header(zip, part, (size_t)padding);
    return true;
}

/* ---- the directory ---- */

static void put_entry(struct zip_writer *zip, const struct entry *entry)
{
    const struct zip_part *part = &entry->part;
    const bool has_sizes = has_large_size(part);
    const bool is_far = is_large(entry->at);
    const size_t extra = (has_sizes ? 16U : 0U) + (is_far ? 8U : 0U);
    const bool is_64 = extra > 0;
    put32(zip, CENTRAL_HEADER);
    put16(zip, is_64 ? VERSION_64 : VERSION); /* made by */
    put16(zip, is_64 ? VERSION_64 : VERSION); /* needed */
    put_facts(zip, part, has_sizes, is_64 ? EXTRA_HEADER + extra : 0);
    put16(zip, 0); /* length of a comment */
    put16(zip, 0); /* disk */
    put16(zip, 0); /* attributes */
    put32(zip, 0);
    put32(zip, or_see_64(is_far, entry->at));
    zip_put(zip, part->name, strlen(part->name));
    if (is_64) {
        put16(zip, EXTRA_64);
        put16(zip, extra);
    }
    if (has_sizes) {
        put64(zip, part->size);
        put64(zip, part->packed);
    }
    if (is_far)
        put64(zip, entry->at);
}

/* The end of a directory that is large or far away, at `end`. */
static void put_end_64(struct zip_writer *zip, uint64_t at, uint64_t size,
                       uint64_t end)
{
    put32(zip, END_OF_DIRECTORY_64);
    put64(zip, END_OF_DIRECTORY_64_REST);
    put16(zip, VERSION_64);
    put16(zip, VERSION_64);
    put32(zip, 0); /* disks */
    put32(zip, 0);
    put64(zip, zip->count); /* on this disk, and at all */
    put64(zip, zip->count);
    put64(zip, size);
    put64(zip, at);
    put32(zip, LOCATOR_64);
    put32(zip, 0); /* disk */
    put64(zip, end);
    put32(zip, 1); /* disks */
}

int zip_finish(struct zip_writer *zip)
{
    const uint64_t at = place_of_next(zip);
    for (size_t i = 0; i < zip->count; i++)
        put_entry(zip, &zip->entries[i]);
    const uint64_t end = place_of_next(zip);
    const bool is_64 =
        zip->count >= COUNT_MAX || is_large(end - at) || is_large(at);
    if (is_64)
        put_end_64(zip, at, end - at, end);
    const uint64_t count = is_64 ? COUNT_MAX : zip->count;
    put32(zip, END_OF_DIRECTORY);
    put16(zip, 0); /* disks */
    put16(zip, 0);
    put16(zip, count);
    put16(zip, count);
    put32(zip, or_see_64(is_64, end - at));
    put32(zip, or_see_64(is_64, at));
    put16(zip, 0); /* length of a comment */
    flush(zip);
    return zip->error;
}
