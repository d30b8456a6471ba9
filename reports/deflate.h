/*
 * Deflate data (RFC 1951) from sequences: so many literals, then a match with
 * what stands a distance back. Who finds the sequences knows the bytes; here
 * they become bits, by Huffman codes made from the bytes themselves. Private
 * to reports/.
 *
 *     deflate_begin(deflate);
 *     deflate_add(deflate, bytes, size, sequences, count);   (any number)
 *     deflate_end(deflate);
 *
 * between spool_begin() and spool_end() of the spool that takes the bits.
 */
#ifndef DAOPAN_REPORTS_DEFLATE_H
#define DAOPAN_REPORTS_DEFLATE_H

#include "reports/spool.h"

enum {
    WINDOW_SIZE = 32 * 1024, /* the furthest that a match reaches back */
    SHORTEST_MATCH = 3,      /* that deflate can say */
    LONGEST_MATCH = 258,     /* of one sequence */
    MOST_LITERALS = 120,     /* of one sequence */
};

/* Literals as they stand in the bytes, and behind them a match. */
struct sequence {
    uint32_t literals; /* at most MOST_LITERALS */
    uint16_t length;   /* of the match; 0 = none follows */
    uint16_t distance; /* one less than it is */
};

struct deflate;

/* NULL when memory is exhausted. */
struct deflate *deflate_new(struct spool *spool);
void deflate_free(struct deflate *deflate);

/* What is packed from here on refers to nothing before. */
void deflate_begin(struct deflate *deflate);

/* Packs `size` bytes, which the sequences make up without a gap. Who adds the
 * same sequences in the same portions gets the same bits. */
void deflate_add(struct deflate *deflate, const char *bytes, size_t size,
                 const struct sequence *sequences, size_t count);

/* Ends on a whole byte, with an empty stored block. */
void deflate_end(struct deflate *deflate);

#endif
