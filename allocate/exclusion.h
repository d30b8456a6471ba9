/* Categories that exclude each other in life. */
#ifndef DAOPAN_ALLOCATE_EXCLUSION_H
#define DAOPAN_ALLOCATE_EXCLUSION_H

#include "core/allocation.h"

/* Two rows in force that contradict each other; of different categories. */
struct contradiction {
    uint32_t first;
    uint32_t second;
};

bool exclusion_covers(const struct exclusion *exclusion, uint16_t category);

/* Whether the person has rows in force of several of the exclusion's
 * categories; the first row of each of the first two of them. Verdicts must
 * be final. */
bool exclusion_find(const struct allocation *allocation,
                    const struct decision *decision,
                    const struct exclusion *exclusion,
                    struct contradiction *out);

/* A row that counts at the cut-off date, whether or not its category's
 * condition holds. */
bool verdict_is_in_force(enum verdict verdict);

#endif
