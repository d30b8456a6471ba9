/* Whether a row, and whether a category, counts at the cut-off date. */
#ifndef DAOPAN_ALLOCATE_ELIGIBILITY_H
#define DAOPAN_ALLOCATE_ELIGIBILITY_H

#include "allocate/allocate.h"

/* No other condition can make the category eligible than a disability: a
 * person whose certificate does not count has no claim to it. */
bool category_needs_certificate(const struct category *category);

/*
 * What a row of evidence comes to by its own dates, movement and certificate:
 * VERDICT_NOT_YET, ENDED, REMOVED, CERTIFICATE, or VERDICT_SUPERSEDED for a
 * row in force, which the person's other rows may then raise to WON or lower
 * to CONDITION.
 */
enum verdict row_verdict(const struct policy *policy,
                         const struct roster_row *row, ymd as_of);

#endif
