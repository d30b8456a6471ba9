/* Which of a person's rows gives the name, and which the place. */
#ifndef DAOPAN_ALLOCATE_ROW_CHOICE_H
#define DAOPAN_ALLOCATE_ROW_CHOICE_H

#include "core/allocation.h"

/*
 * The row whose name is used: of the rows that won (where none did: of those
 * that are in force; else of all) the smallest by name, county, town and
 * village. Verdicts must be final.
 */
uint32_t row_choose_name(const struct allocation *allocation,
                         const struct decision *decision);

/*
 * The row whose county, town and village are used: decision->row, or where it
 * names no county the smallest by county, town, village and name among rows
 * with a county: of those in force, else of all; decision->row again where
 * no row names a county.
 */
uint32_t row_choose_place(const struct allocation *allocation,
                          const struct decision *decision);

/* Whether two rows give different names (not the same by name_is_same()); a
 * row without a name differs from none. */
bool row_names_differ(const struct roster *roster, uint32_t a, uint32_t b);

#endif
