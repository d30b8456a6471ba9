/* Findings about persons, over all rosters. */
#ifndef DAOPAN_ALLOCATE_PERSON_FINDINGS_H
#define DAOPAN_ALLOCATE_PERSON_FINDINGS_H

#include "core/allocation.h"

/* What findings are worded with, once for all persons. */
struct person_findings {
    const struct allocation *allocation;
    struct roster *roster;
    strref *conditions; /* by category: its alternatives in words */
    strref *exclusions; /* by exclusion: its label */
};

/* `roster` is the allocation's. 0, or -1 when memory is exhausted; to be
 * released in either case. */
CHECKED int person_findings_init(struct person_findings *findings,
                                 const struct allocation *allocation,
                                 struct roster *roster);
void person_findings_release(struct person_findings *findings);

/*
 * Adds name-conflict, categories-exclude and condition-not-met for a decision
 * that is final. 0, or -1 when memory is exhausted.
 */
CHECKED int person_findings_add(const struct person_findings *findings,
                                const struct decision *decision);

#endif
