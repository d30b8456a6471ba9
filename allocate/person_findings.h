/* Findings about persons, over all rosters. */
#ifndef DAOPAN_ALLOCATE_PERSON_FINDINGS_H
#define DAOPAN_ALLOCATE_PERSON_FINDINGS_H

#include "core/allocation.h"

/*
 * Adds name-conflict, categories-exclude and condition-not-met to `roster`,
 * which is the allocation's, for decisions that are final. 0, or -1 when
 * memory is exhausted.
 */
CHECKED int person_findings_add(const struct allocation *allocation,
                                struct roster *roster);

#endif
