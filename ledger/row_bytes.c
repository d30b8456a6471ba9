/*
 * A value is a letter for its type and then itself: integers as eight bytes,
 * lowest first, texts with their length before them. This is the form that
 * seals of every age were made in; it does not change.
 *
 * A month has a hundred million such bytes, most of them zeros of small
 * numbers. Hashing a zero only multiplies, so that several in a row are one
 * multiplication by a power.
 */
#include "ledger/row_bytes.h"

#include "core/arena.h"
#include <string.h>

enum { NUMBER_BYTES = 8 };

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

static void write_value(struct writer *writer, const struct sql_value *value)
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

int row_bytes_add(struct row_bytes *bytes, const struct sql_value *values,
                  int count, uint32_t *out_mark)
{
    size_t need = bytes->length;
    for (int i = 0; i < count; i++)
        need += 1 + NUMBER_BYTES + values[i].length;
    if (mem_grow(&bytes->data, &bytes->capacity, need, 1) != 0)
        return -1;
    struct writer writer = {
        .at = bytes->data + bytes->length,
        .mark = FNV_START,
    };
    for (int i = 0; i < count; i++)
        write_value(&writer, &values[i]);
    bytes->length = (size_t)(writer.at - bytes->data);
    if (out_mark != NULL)
        *out_mark = writer.mark;
    return 0;
}
