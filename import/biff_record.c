/*
 * Records and the cursor over them. Nothing here trusts a length: all that
 * is read lies inside the stream.
 */
#include "import/biff_record.h"

#include <string.h>

enum { HEADER = 4 };

bool biff_record_at(const struct biff_stream *stream, size_t offset,
                    struct biff_record *out)
{
    if (offset > stream->size || stream->size - offset < HEADER)
        return false;
    const unsigned char *at = stream->bytes + offset;
    const size_t size = at[2] + at[3] * 256U;
    if (stream->size - offset - HEADER < size)
        return false;
    *out = (struct biff_record){
        .id = at[0] + at[1] * 256U,
        .size = size,
        .offset = offset,
        .data = at + HEADER,
    };
    return true;
}

size_t biff_record_end(const struct biff_record *record)
{
    return record->offset + HEADER + record->size;
}

unsigned biff_u8(const struct biff_record *record, size_t at)
{
    return at < record->size ? record->data[at] : 0;
}

unsigned biff_u16(const struct biff_record *record, size_t at)
{
    return biff_u8(record, at) + biff_u8(record, at + 1) * 256U;
}

uint32_t biff_u32(const struct biff_record *record, size_t at)
{
    return biff_u16(record, at) + biff_u16(record, at + 2) * 65536U;
}

double biff_double(const struct biff_record *record, size_t at)
{
    const uint64_t bits =
        biff_u32(record, at) | (uint64_t)biff_u32(record, at + 4) << 32;
    double value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

/* ---- the cursor ---- */

struct biff_cursor biff_cursor_at(const struct biff_stream *stream,
                                  const struct biff_record *record, size_t skip)
{
    return (struct biff_cursor){
        .stream = stream,
        .at = record->data + (skip < record->size ? skip : record->size),
        .end = record->data + record->size,
        .next = biff_record_end(record),
    };
}

bool biff_cursor_continue(struct biff_cursor *cursor)
{
    struct biff_record record;
    if (cursor->is_short ||
        !biff_record_at(cursor->stream, cursor->next, &record) ||
        record.id != BIFF_CONTINUE) {
        cursor->at = cursor->end;
        cursor->is_short = true;
        return false;
    }
    *cursor = biff_cursor_at(cursor->stream, &record, 0);
    return true;
}

unsigned biff_cursor_u8(struct biff_cursor *cursor)
{
    while (cursor->at == cursor->end)
        if (!biff_cursor_continue(cursor))
            return 0;
    return *cursor->at++;
}

unsigned biff_cursor_u16(struct biff_cursor *cursor)
{
    const unsigned low = biff_cursor_u8(cursor);
    return low + biff_cursor_u8(cursor) * 256U;
}

uint32_t biff_cursor_u32(struct biff_cursor *cursor)
{
    const uint32_t low = biff_cursor_u16(cursor);
    return low + biff_cursor_u16(cursor) * 65536U;
}

void biff_cursor_skip(struct biff_cursor *cursor, size_t count)
{
    while (count > 0) {
        const size_t here = (size_t)(cursor->end - cursor->at);
        const size_t step = count < here ? count : here;
        cursor->at += step;
        count -= step;
        if (count > 0 && !biff_cursor_continue(cursor))
            return;
    }
}
