/*
 * The texts of a pool as they lie in memory, so that they can be handed on
 * whole: end to end in units of four bytes, each with its length before it and
 * NUL bytes after it. A reference is the number of a text's first unit. No
 * text lies across two chunks, unless it is longer than one; so a length of 0
 * is the unused end of a chunk.
 */
#ifndef DAOPAN_CORE_STRING_PIECES_H
#define DAOPAN_CORE_STRING_PIECES_H

#include "core/attributes.h"
#include "core/string_pool.h"
#include <stdbool.h>

enum {
    STRING_UNIT = 4,
    STRING_CHUNK_UNITS = 1 << 18, /* 1 MiB */
    STRING_FIRST_UNIT = 2,        /* before it lies the empty text */
};

/* Units that a text takes, with its length before and its NUL after it. */
static inline uint32_t string_units(size_t length)
{
    return (uint32_t)((4 + length + 1 + STRING_UNIT - 1) / STRING_UNIT);
}

/* One text among them. */
struct string_piece {
    strref ref;
    const char *text; /* ended by NUL, without any inside */
    size_t length;    /* > 0 */
};

/* All chunks end to end, as another process sent them; nothing in them is
 * trusted. */
struct string_pieces {
    const unsigned char *bytes;
    size_t size;
    uint64_t next; /* unit; STRING_FIRST_UNIT at the beginning */
    bool is_unsound;
};

/* The next text; false after the last, and at one that is unsound. */
CHECKED bool string_pieces_next(struct string_pieces *pieces,
                                struct string_piece *out);

#endif
