/*
 * SM3 (GB/T 32905) of several streams side by side, one in each lane of the
 * processor's vectors: several times the speed of one after the other, which
 * is how OpenSSL does it. Only whole blocks: what ends a stream is padded by
 * whoever adds it.
 */
#ifndef DAOPAN_CORE_SM3_LANES_H
#define DAOPAN_CORE_SM3_LANES_H

#include "core/digest.h"
#include <stdbool.h>
#include <stdint.h>

enum { SM3_LANES = 8, SM3_BLOCK = 64, SM3_WORDS = 8 };

/* The state of every lane: its words beside those of the others. */
struct sm3_lanes {
    uint32_t words[SM3_WORDS][SM3_LANES];
};

/* Whether this processor gains by it. */
bool sm3_lanes_are_fast(void);

/* Begins a stream. */
void sm3_lane_begin(struct sm3_lanes *lanes, int lane);

/* Takes so many blocks into every lane, each from its own bytes; what a lane
 * without a stream is given is of no matter. */
void sm3_lanes_add(struct sm3_lanes *lanes,
                   const unsigned char *const bytes[SM3_LANES], size_t blocks);

/* Writes what ends a stream of `length` bytes behind its last ones, which fill
 * no whole block; at most two blocks. Returns how many bytes it wrote. */
size_t sm3_pad(unsigned char *end, uint64_t length);

/* The digest of a stream that has come to its end, as 64 hex digits. */
void sm3_lane_hex(const struct sm3_lanes *lanes, int lane,
                  char hex[DIGEST_HEX_SIZE]);

#endif
