/*
 * Two forms, neither of which changes: what was sealed in one must be checked
 * in it for as long as the ledger is kept.
 *
 * Wide: a value is a letter for its type and then itself; integers as eight
 * bytes, lowest first, texts with their length before them. The mark is the
 * FNV-1a hash. Most bytes are zeros of small numbers. Hashing a zero only
 * multiplies, so that several in a row are one multiplication by a power.
 *
 * Short: a value is a byte with its type and how many bytes its number has,
 * and these, lowest first; for a text the number is its length, and the text
 * follows. A third of the bytes, so that digests cost a third. The mark takes
 * eight bytes at a time.
 */
#include "ledger/row_bytes.h"

#include "core/arena.h"
#include <endian.h>
#include <string.h>

enum { NUMBER_BYTES = 8 };

/* ---- wide ---- */

#define FNV_START 2166136261U
#define FNV_PRIME 16777619U

/* Where the next byte goes, and the mark of those before it in the row. */
struct writer {
    unsigned char *at;
    uint32_t mark;
};

static void write_bytes(struct writer *writer, const void *bytes, size_t length)
{
    const unsigned char *from = bytes;
    uint32_t mark = writer->mark;
    for (size_t i = 0; i < length; i++)
        mark = (mark ^ from[i]) * FNV_PRIME;
    if (length > 0)
        memcpy(writer->at, from, length);
    writer->at += length;
    writer->mark = mark;
}

/* By how many zero bytes follow, modulo 2^32. */
static const uint32_t powers[NUMBER_BYTES + 1] = {
    0x00000001U, 0x01000193U, 0x26027A69U, 0x3EE6B34BU, 0x502C3F11U,
    0x46A747C3U, 0xFC55F7F9U, 0x34555CFBU, 0x5D615F21U,
};

static void write_number(struct writer *writer, uint64_t number)
{
    unsigned char *at = writer->at;
    uint32_t mark = writer->mark;
    int zeros = NUMBER_BYTES;
    memset(at, 0, NUMBER_BYTES);
    for (; number != 0; number >>= 8, zeros--) {
        *at = (unsigned char)number;
        mark = (mark ^ *at++) * FNV_PRIME;
    }
    writer->at += NUMBER_BYTES;
    writer->mark = mark * powers[zeros];
}

static void write_wide(struct writer *writer, const struct sql_value *value)
{
    switch (value->type) {
    case SQL_NULL:
        write_bytes(writer, "n", 1);
        break;
    case SQL_INTEGER:
        write_bytes(writer, "i", 1);
        write_number(writer, (uint64_t)value->integer);
        break;
    case SQL_TEXT:
    case SQL_BLOB:
        write_bytes(writer, "t", 1);
        write_number(writer, value->length);
        write_bytes(writer, value->text, value->length);
        break;
    }
}

/* Returns the row's mark. */
static uint32_t add_wide(unsigned char **at, const struct sql_value *values,
                         int count)
{
    struct writer writer = {.at = *at, .mark = FNV_START};
    for (int i = 0; i < count; i++)
        write_wide(&writer, &values[i]);
    *at = writer.at;
    return writer.mark;
}

/* ---- short ---- */

/* With the number of bytes added to it. */
enum short_type {
    SHORT_NULL = 0,
    SHORT_INTEGER = 0x10,
    SHORT_NEGATIVE = 0x20, /* -1 - the number that follows */
    SHORT_TEXT = 0x30
};

static unsigned char *write_short_number(unsigned char *at,
                                         enum short_type type, uint64_t number)
{
    unsigned char *const tag = at++;
    for (; number != 0; number >>= 8)
        *at++ = (unsigned char)number;
    *tag = (unsigned char)(type + (at - tag - 1));
    return at;
}

static unsigned char *write_short(unsigned char *at,
                                  const struct sql_value *value)
{
    const uint64_t number = (uint64_t)value->integer;
    switch (value->type) {
    case SQL_NULL:
        *at++ = SHORT_NULL;
        break;
    case SQL_INTEGER:
        at = value->integer >= 0
                 ? write_short_number(at, SHORT_INTEGER, number)
                 : write_short_number(at, SHORT_NEGATIVE, ~number);
        break;
    case SQL_TEXT:
    case SQL_BLOB:
        at = write_short_number(at, SHORT_TEXT, value->length);
        if (value->length > 0)
            memcpy(at, value->text, value->length);
        at += value->length;
        break;
    }
    return at;
}

/* Words are multiplied in one after the other; the last one is filled up with
 * zeros, and so the length goes in first. */
static uint32_t short_mark(const unsigned char *bytes, size_t length)
{
    uint64_t mark = length;
    for (size_t at = 0; at < length; at += NUMBER_BYTES) {
        const size_t rest = length - at;
        uint64_t word = 0;
        memcpy(&word, bytes + at, rest < NUMBER_BYTES ? rest : NUMBER_BYTES);
        mark = (mark ^ le64toh(word)) * 0x9E3779B97F4A7C15U;
        mark ^= mark >> 32;
    }
    return (uint32_t)mark;
}

static uint32_t add_short(unsigned char **at, const struct sql_value *values,
                          int count)
{
    unsigned char *const start = *at;
    for (int i = 0; i < count; i++)
        *at = write_short(*at, &values[i]);
    return short_mark(start, (size_t)(*at - start));
}

/* ---- both ---- */

int row_bytes_add(struct row_bytes *bytes, enum row_form form,
                  const struct sql_value *values, int count, uint32_t *out_mark)
{
    size_t need = bytes->length;
    for (int i = 0; i < count; i++)
        need += 1 + NUMBER_BYTES + values[i].length;
    if (mem_grow(&bytes->data, &bytes->capacity, need, 1) != 0)
        return -1;
    unsigned char *at = bytes->data + bytes->length;
    const uint32_t mark = form == ROW_FORM_WIDE ? add_wide(&at, values, count)
                                                : add_short(&at, values, count);
    bytes->length = (size_t)(at - bytes->data);
    if (out_mark != NULL)
        *out_mark = mark;
    return 0;
}
