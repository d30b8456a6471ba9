/* SplitMix64: small, and good enough to shuffle test data. */
#include "tests/support/random.h"

uint64_t random_next(struct random *random)
{
    random->seed += UINT64_C(0x9E3779B97F4A7C15);
    uint64_t z = random->seed;
    z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
    return z ^ (z >> 31);
}

uint32_t random_below(struct random *random, uint32_t limit)
{
    return (uint32_t)(random_next(random) % limit);
}

void random_permutation(struct random *random, size_t *out, size_t count)
{
    for (size_t i = 0; i < count; i++)
        out[i] = i;
    for (size_t i = count; i > 1; i--) {
        size_t other = random_next(random) % i;
        size_t kept = out[i - 1];
        out[i - 1] = out[other];
        out[other] = kept;
    }
}
