/* Sums over decisions, and the equations that prove them. */
#ifndef DAOPAN_ALLOCATE_TALLY_H
#define DAOPAN_ALLOCATE_TALLY_H

#include "core/allocation.h"

/* Why sums could not be made. */
enum tally_status { TALLY_OK, TALLY_MEMORY, TALLY_OVERFLOW };

/* Adds heads and amounts. TALLY_OVERFLOW leaves `sum` worthless. */
CHECKED enum tally_status tally_add(struct tally *sum,
                                    const struct tally *part);

/* Fills slices and total from final decisions. */
CHECKED enum tally_status tally_slices(struct allocation *allocation);

#endif
