/* Where a row stands, as findings name it. */
#ifndef DAOPAN_ALLOCATE_FINDING_H
#define DAOPAN_ALLOCATE_FINDING_H

#include "core/roster.h"

#define ROW_NONE UINT32_MAX /* no row index */

/* The place of rows[index]; of its cell of `field` where the sheet has that
 * column, FIELD_NONE for the row. */
struct place row_place(const struct roster *roster, uint32_t index,
                       enum field field);

/*
 * Adds a finding about rows[index] and its conflict with rows[other]. The
 * finding's code, note and cell are taken from `particular`; places, person
 * and label are filled in. `other` may be ROW_NONE. 0, or -1 when memory is
 * exhausted.
 */
CHECKED int finding_add(struct roster *roster, uint32_t index, uint32_t other,
                        enum field field, struct diag particular);

#endif
