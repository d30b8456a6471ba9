/* The rows that count as evidence, brought together by person. */
#ifndef DAOPAN_ALLOCATE_EVIDENCE_H
#define DAOPAN_ALLOCATE_EVIDENCE_H

#include "core/allocation.h"

/* Accepted and duplicate rows are evidence; returned rows are not. */
bool row_is_evidence(const struct roster_row *row);

/*
 * Fills allocation->order with the evidence, by person, inside a person in
 * import order of the categories (rows without one last), then in order of
 * file, sheet and row; and one decision a person, sorted by ID number, with
 * id, first and count. Policy and roster must be set. 0, or -1 when memory
 * is exhausted (what was allocated then stays in `allocation`).
 */
CHECKED int evidence_group(struct allocation *allocation);

/*
 * The end of the run of rows of one category that starts at order[from] and
 * goes up to order[end] at most. A person's rows fall into such runs.
 */
uint32_t evidence_run_end(const struct allocation *allocation, uint32_t from,
                          uint32_t end);

/* The row at order[at]. */
const struct roster_row *evidence_row(const struct allocation *allocation,
                                      uint32_t at);

#endif
