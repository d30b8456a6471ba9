/* Numbers that look random and are the same on every run (SplitMix64). */
#ifndef DAOPAN_TESTS_SUPPORT_RANDOM_H
#define DAOPAN_TESTS_SUPPORT_RANDOM_H

#include <stddef.h>
#include <stdint.h>

struct random {
    uint64_t seed;
};

uint64_t random_next(struct random *random);
uint32_t random_below(struct random *random, uint32_t limit); /* limit > 0 */

/* Puts 0 … count-1 into `out` in random order. */
void random_permutation(struct random *random, size_t *out, size_t count);

#endif
