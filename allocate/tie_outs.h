/* The equations that a run checks and prints. */
#ifndef DAOPAN_ALLOCATE_TIE_OUTS_H
#define DAOPAN_ALLOCATE_TIE_OUTS_H

#include "allocate/tally.h"

/*
 * Fills allocation->ties from decisions, slices, total and the sheets'
 * counts. Whether they hold is for allocation_first_untied() to say.
 */
CHECKED enum tally_status tie_outs_make(struct allocation *allocation);

#endif
