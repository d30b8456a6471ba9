/*
 * BIFF texts to UTF-8.
 */
#include "import/biff_text.h"

/* Collects runes and appends them in blocks. */
struct gatherer {
    struct text *out;
    char block[512];
    size_t length;
    uint32_t high; /* a surrogate that waits for its other half; 0 = none */
};

static void flush(struct gatherer *gatherer)
{
    text_append_bytes(gatherer->out, gatherer->block, gatherer->length);
    gatherer->length = 0;
}

static void add_rune(struct gatherer *gatherer, uint32_t rune)
{
    if (gatherer->length + 4 > sizeof gatherer->block)
        flush(gatherer);
    gatherer->length += utf8_put(rune, gatherer->block + gatherer->length);
}

static void add_unit(struct gatherer *gatherer, uint32_t unit)
{
    const uint32_t high = gatherer->high;
    gatherer->high = 0;
    if (high != 0 && unit >= 0xDC00 && unit <= 0xDFFF) {
        add_rune(gatherer, 0x10000 + ((high - 0xD800) << 10) + (unit - 0xDC00));
        return;
    }
    if (high != 0)
        add_rune(gatherer, 0xFFFD);
    if (unit >= 0xD800 && unit <= 0xDBFF)
        gatherer->high = unit;
    else if (unit >= 0xDC00 && unit <= 0xDFFF)
        add_rune(gatherer, 0xFFFD);
    else if (unit != 0)
        add_rune(gatherer, unit);
}

static void finish(struct gatherer *gatherer)
{
    if (gatherer->high != 0)
        add_rune(gatherer, 0xFFFD);
    flush(gatherer);
}

/* Where characters go on in a CONTINUE record, its first byte says how they
 * are written from there on. */
static bool cross_border(struct biff_cursor *cursor, bool *is_wide)
{
    while (cursor->at == cursor->end)
        if (!biff_cursor_continue(cursor))
            return false;
    *is_wide = (biff_cursor_u8(cursor) & BIFF_TEXT_WIDE) != 0;
    return true;
}

void biff_text_characters(struct biff_cursor *cursor, size_t count,
                          unsigned flags, struct text *out)
{
    bool is_wide = (flags & BIFF_TEXT_WIDE) != 0;
    struct gatherer gatherer = {.out = out};
    while (count > 0) {
        if (cursor->at == cursor->end && !cross_border(cursor, &is_wide))
            break;
        if (cursor->at == cursor->end)
            continue;
        add_unit(&gatherer,
                 is_wide ? biff_cursor_u16(cursor) : biff_cursor_u8(cursor));
        count--;
    }
    finish(&gatherer);
}

bool biff_text_wide(struct biff_cursor *cursor, struct text *out)
{
    const size_t count = biff_cursor_u16(cursor);
    const bool has_count = !cursor->is_short;
    const unsigned flags = biff_cursor_u8(cursor);
    const size_t runs = flags & BIFF_TEXT_RICH ? biff_cursor_u16(cursor) : 0;
    const size_t extension =
        flags & BIFF_TEXT_EXTENDED ? biff_cursor_u32(cursor) : 0;
    biff_text_characters(cursor, count, flags, out);
    const bool is_whole = has_count && (count == 0 || !cursor->is_short);
    biff_cursor_skip(cursor, runs * 4);
    biff_cursor_skip(cursor, extension);
    return is_whole;
}

/* ---- code pages ---- */

/* Converts a run of bytes; returns how many are left over: the beginning of
 * a character that the next record ends. */
static size_t convert(struct decoder *decoder, const char *bytes, size_t size,
                      struct text *out)
{
    static const char unknown[] = "\xEF\xBF\xBD";
    char room[512];
    struct decoder_span span = {.in = bytes, .in_left = size};
    for (;;) {
        span.out = room;
        span.out_left = sizeof room;
        const enum decoding state = decoder_run(decoder, &span);
        text_append_bytes(out, room, sizeof room - span.out_left);
        switch (state) {
        case DECODING_DONE:
        case DECODING_PARTIAL:
            return span.in_left;
        case DECODING_FULL:
            break;
        case DECODING_INVALID:
            text_append(out, unknown);
            span.in++;
            span.in_left--;
            break;
        }
    }
}

void biff_text_bytes(struct biff_cursor *cursor, size_t count,
                     struct decoder *decoder, struct text *out)
{
    char block[512];
    size_t kept = 0;
    while (count > 0 && !cursor->is_short) {
        size_t length = kept;
        while (count > 0 && length < sizeof block) {
            const unsigned byte = biff_cursor_u8(cursor);
            count--;
            if (cursor->is_short)
                break;
            if (byte != 0)
                block[length++] = (char)byte;
        }
        kept = convert(decoder, block, length, out);
        for (size_t i = 0; i < kept; i++)
            block[i] = block[length - kept + i];
    }
    if (kept > 0)
        text_append(out, "\xEF\xBF\xBD");
}
