/*
 * Writes sequences as deflate blocks with dynamic codes (RFC 1951, 3.2.7).
 *
 * A block's codes are made from the first portion that goes into it, by
 * ISA-L, with a code for every symbol, so that later portions can hold what
 * the first one did not. Rows of one sheet differ little: a block takes many
 * portions before it pays to make codes anew.
 *
 * Sixty-four bits are gathered, and written as far as they are whole bytes
 * before they could run over: behind three literals, or a match.
 */
#include "reports/deflate.h"

#include "core/arena.h"
#include "core/digits.h"
#include <errno.h>
#include <isa-l/igzip_lib.h>
#include <string.h>

enum {
    PORTIONS = 16, /* of one block */
    LITERALS = 256,
    END_OF_BLOCK = 256,
    FIRST_LENGTH = 257, /* the symbol of the shortest match */
    LENGTHS = LONGEST_MATCH + 1,
    DISTANCES = 30,
    HEADER_FLAGS = 3, /* bits of a block's first field */
    MOST_BITS = 63,   /* gathered before whole bytes are written */
    BATCH = 256,      /* sequences packed at once, into room for their bits: */
    ROOM = BATCH * (2 * MOST_LITERALS + 8),
};

struct code {
    uint32_t bits;
    uint32_t size; /* how many these are */
};

struct codes {
    struct code literals[LITERALS + 1]; /* and the end of the block */
    struct code lengths[LENGTHS];       /* by length, with its extra bits */
    struct code distances[DISTANCES];   /* by symbol, without them */
};

struct bits {
    uint64_t word; /* the first bit is the lowest */
    uint32_t count;
    unsigned char *to;
};

struct deflate {
    struct spool *spool;
    uint64_t word; /* bits that do not make a byte yet */
    unsigned count;
    unsigned portions; /* in the block under way; 0 = none is */
    struct codes codes;
    struct isal_huff_histogram histogram;
    struct isal_hufftables tables;
};

struct deflate *deflate_new(struct spool *spool)
{
    struct deflate *deflate = mem_alloc(sizeof *deflate);
    if (deflate != NULL)
        deflate->spool = spool;
    return deflate;
}

void deflate_free(struct deflate *deflate)
{
    mem_free(deflate);
}

void deflate_begin(struct deflate *deflate)
{
    deflate->word = 0;
    deflate->count = 0;
    deflate->portions = 0;
}

/* ---- bits ---- */

static struct bits bits_open(const struct deflate *deflate)
{
    return (struct bits){deflate->word, deflate->count,
                         spool_space(deflate->spool, ROOM)};
}

static void bits_close(struct deflate *deflate, const struct bits *bits)
{
    deflate->word = bits->word;
    deflate->count = bits->count;
    spool_fill(deflate->spool, bits->to);
}

static inline void put_bits(struct bits *bits, uint64_t code, uint32_t size)
{
    bits->word |= code << bits->count;
    bits->count += size;
}

static inline void put_code(struct bits *bits, const struct code *code)
{
    put_bits(bits, code->bits, code->size);
}

/* Writes what is whole bytes; fewer than eight bits stay. */
static inline void put_bytes(struct bits *bits)
{
    const uint64_t word = digits_order(bits->word);
    memcpy(bits->to, &word, sizeof word);
    bits->to += bits->count / 8;
    bits->word >>= bits->count & 56;
    bits->count &= 7;
}

/* ---- symbols ---- */

/* How many bits the number has; not 0. */
static unsigned bit_length(unsigned number)
{
    return 32 - (unsigned)__builtin_clz(number);
}

/* Symbols of distances come in pairs that share the number of extra bits. */
static unsigned extra_bits_of(unsigned distance)
{
    return distance < 4 ? 0 : bit_length(distance) - 2;
}

static unsigned distance_symbol(unsigned distance)
{
    const unsigned extra = extra_bits_of(distance);
    return 2 * extra + (distance >> extra);
}

/* Those of lengths come in fours; the longest has one of its own. */
static unsigned length_symbol(unsigned length)
{
    const unsigned rest = length - SHORTEST_MATCH;
    if (length == LONGEST_MATCH)
        return FIRST_LENGTH + 28;
    const unsigned extra = rest < 8 ? 0 : bit_length(rest) - 3;
    return FIRST_LENGTH + 4 * extra + (rest >> extra);
}

/* ---- codes ---- */

static void count_symbols(struct isal_huff_histogram *histogram,
                          const unsigned char *at,
                          const struct sequence *sequences, size_t count)
{
    memset(histogram, 0, sizeof *histogram);
    histogram->lit_len_histogram[END_OF_BLOCK] = 1;
    for (size_t i = 0; i < count; i++) {
        const struct sequence *const sequence = &sequences[i];
        for (uint32_t k = 0; k < sequence->literals; k++)
            histogram->lit_len_histogram[at[k]]++;
        at += sequence->literals + sequence->length;
        if (sequence->length == 0)
            continue;
        histogram->lit_len_histogram[length_symbol(sequence->length)]++;
        histogram->dist_histogram[distance_symbol(sequence->distance)]++;
    }
}

static void take_codes(struct codes *codes, const struct isal_hufftables *from)
{
    for (size_t i = 0; i <= LITERALS; i++)
        codes->literals[i] =
            (struct code){from->lit_table[i], from->lit_table_sizes[i]};
    for (size_t i = SHORTEST_MATCH; i < LENGTHS; i++) {
        const uint32_t length = from->len_table[i - SHORTEST_MATCH];
        codes->lengths[i] = (struct code){length >> 5, length & 31};
    }
    for (size_t i = 0; i < DISTANCES; i++)
        codes->distances[i] =
            (struct code){from->dcodes[i], from->dcodes_sizes[i]};
}

/* ISA-L composes the block's header with its codes. */
static void put_header(struct deflate *deflate)
{
    const struct isal_hufftables *const tables = &deflate->tables;
    const unsigned rest = tables->deflate_hdr_extra_bits;
    const size_t whole = tables->deflate_hdr_count;
    struct bits bits = bits_open(deflate);
    for (size_t i = 0; i < whole; i++) {
        /* the first bit would say that it is the last block */
        put_bits(&bits, tables->deflate_hdr[i] & (i == 0 ? 0xFEU : 0xFFU), 8);
        put_bytes(&bits);
    }
    if (rest > 0)
        put_bits(&bits, tables->deflate_hdr[whole] & ((1U << rest) - 1), rest);
    put_bytes(&bits);
    bits_close(deflate, &bits);
}

static void put_end_of_block(struct deflate *deflate)
{
    struct bits bits = bits_open(deflate);
    put_code(&bits, &deflate->codes.literals[END_OF_BLOCK]);
    put_bytes(&bits);
    bits_close(deflate, &bits);
}

static void begin_block(struct deflate *deflate, const char *bytes,
                        const struct sequence *sequences, size_t count)
{
    count_symbols(&deflate->histogram, (const unsigned char *)bytes, sequences,
                  count);
    if (isal_create_hufftables(&deflate->tables, &deflate->histogram) != 0)
        spool_fail(deflate->spool, EIO);
    take_codes(&deflate->codes, &deflate->tables);
    put_header(deflate);
}

/* ---- sequences ---- */

/* Puts literals but for the last two at most, which stay in the bits; returns
 * where they end. */
static inline const unsigned char *put_literals(struct bits *bits,
                                                const struct codes *codes,
                                                const unsigned char *at,
                                                size_t count)
{
    const struct code *const literals = codes->literals;
    for (; count >= 3; count -= 3, at += 3) {
        put_code(bits, &literals[at[0]]);
        put_code(bits, &literals[at[1]]);
        put_code(bits, &literals[at[2]]);
        put_bytes(bits);
    }
    if (count > 0) {
        put_code(bits, &literals[*at++]);
        if (count == 2)
            put_code(bits, &literals[*at++]);
    }
    return at;
}

/* A distance's code with its extra bits behind it. */
static inline struct code code_of_distance(const struct codes *codes,
                                           unsigned distance)
{
    const struct code *const code =
        &codes->distances[distance_symbol(distance)];
    const unsigned extra = extra_bits_of(distance);
    const unsigned rest = distance & ((1U << extra) - 1);
    return (struct code){code->bits | rest << code->size, code->size + extra};
}

/* Packs the bytes of some sequences; returns where they end. Rows are of much
 * the same length, so the last distance's code is kept. */
static const unsigned char *put_sequences(struct bits *out,
                                          const struct codes *codes,
                                          const unsigned char *from,
                                          const struct sequence *at,
                                          const struct sequence *end)
{
    struct bits bits = *out;
    unsigned last = 0;
    struct code distance = code_of_distance(codes, last);
    for (; at < end; at++) {
        from = put_literals(&bits, codes, from, at->literals);
        if (at->length == 0) {
            put_bytes(&bits);
            continue;
        }
        from += at->length;
        if (at->distance != last) {
            last = at->distance;
            distance = code_of_distance(codes, last);
        }
        const struct code *const length = &codes->lengths[at->length];
        if (bits.count + length->size + distance.size > MOST_BITS)
            put_bytes(&bits);
        put_code(&bits, length);
        put_code(&bits, &distance);
        put_bytes(&bits);
    }
    *out = bits;
    return from;
}

void deflate_add(struct deflate *deflate, const char *bytes, size_t size,
                 const struct sequence *sequences, size_t count)
{
    const struct sequence *const end = sequences + count;
    const unsigned char *from = (const unsigned char *)bytes;
    if (deflate->portions == PORTIONS) {
        put_end_of_block(deflate);
        deflate->portions = 0;
    }
    if (deflate->portions == 0)
        begin_block(deflate, bytes, sequences, count);
    deflate->portions++;
    while (sequences < end) {
        struct bits bits = bits_open(deflate);
        const size_t left = (size_t)(end - sequences);
        const size_t part = left < BATCH ? left : BATCH;
        from = put_sequences(&bits, &deflate->codes, from, sequences,
                             sequences + part);
        sequences += part;
        bits_close(deflate, &bits);
    }
    spool_count(deflate->spool, bytes, size);
}

void deflate_end(struct deflate *deflate)
{
    static const unsigned char empty[] = {0, 0, 0xFF, 0xFF}; /* its length */
    if (deflate->portions > 0)
        put_end_of_block(deflate);
    struct bits bits = bits_open(deflate);
    put_bits(&bits, 0, HEADER_FLAGS);
    put_bits(&bits, 0, (8 - bits.count % 8) % 8);
    put_bytes(&bits);
    for (size_t i = 0; i < sizeof empty; i++) {
        put_bits(&bits, empty[i], 8);
        put_bytes(&bits);
    }
    bits_close(deflate, &bits);
}
