/* Numbers that may be one person's, written wrongly. */
#ifndef DAOPAN_ALLOCATE_NEAR_NUMBERS_H
#define DAOPAN_ALLOCATE_NEAR_NUMBERS_H

#include "core/allocation.h"

/*
 * The search for them: each decision is noted once it is final, one after the
 * other; then they are told.
 *
 *     near = near_numbers_new(allocation, roster);
 *     for each index: near_numbers_note(near, index);
 *     near_numbers_tell(near);
 *     near_numbers_free(near);
 */
struct near_numbers;

/* `roster` is the allocation's. NULL when memory is exhausted. */
struct near_numbers *near_numbers_new(const struct allocation *allocation,
                                      struct roster *roster);
void near_numbers_free(struct near_numbers *near); /* NULL is allowed */

/* Notes the decision `index`, best while its rows are at hand. */
void near_numbers_note(struct near_numbers *near, size_t index);

/*
 * Adds near-number to the roster for each two persons of the same name and
 * birth date whose numbers differ in one digit or in two that have changed
 * places. Nothing is merged. 0, or -1 when memory is exhausted.
 */
CHECKED int near_numbers_tell(struct near_numbers *near);

#endif
