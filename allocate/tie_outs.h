/* The equations that a run checks and prints. */
#ifndef DAOPAN_ALLOCATE_TIE_OUTS_H
#define DAOPAN_ALLOCATE_TIE_OUTS_H

#include "allocate/settle.h"

/*
 * Fills allocation->ties from decisions, slices, total, the sheets' counts,
 * postings and requests. Whether they hold is for allocation_first_untied() to
 * say.
 */
CHECKED enum tally_status tie_outs_make(struct allocation *allocation,
                                        const struct settlement *settlement);

#endif
