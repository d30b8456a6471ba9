/* The same person, category and department again: counted once. */
#ifndef DAOPAN_ALLOCATE_DUPLICATE_H
#define DAOPAN_ALLOCATE_DUPLICATE_H

#include "core/allocation.h"

/*
 * Marks every accepted row that has one before it (in order of file, sheet,
 * row) of the same person, category and department as duplicate, in `roster`,
 * which is the allocation's; corrects the counts of its sheet and adds the
 * finding row-duplicate. 0, or -1 when memory is exhausted.
 */
CHECKED int duplicates_mark(const struct allocation *allocation,
                            struct roster *roster);

#endif
