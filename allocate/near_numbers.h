/* Numbers that may be one person's, written wrongly. */
#ifndef DAOPAN_ALLOCATE_NEAR_NUMBERS_H
#define DAOPAN_ALLOCATE_NEAR_NUMBERS_H

#include "core/allocation.h"

/*
 * Adds near-number to `roster`, which is the allocation's, for each two
 * persons of the same name and birth date whose numbers differ in one digit or
 * in two that have changed places. Nothing is merged. 0, or -1 when memory is
 * exhausted.
 */
CHECKED int near_numbers_add(const struct allocation *allocation,
                             struct roster *roster);

#endif
