/* A month's postings: what people are entitled to against what closed months
 * have requested for them. */
#ifndef DAOPAN_ALLOCATE_SETTLE_H
#define DAOPAN_ALLOCATE_SETTLE_H

#include "allocate/requests.h"

/* What tie-outs hold the requests against. */
struct settlement {
    struct request_book book; /* closed: entries as the allocation's lines */
    struct flow_sum kept;     /* by how much accounts exceed what decisions come
                             to: received money that stays */
};

/*
 * Fills postings and requests of an allocation whose decisions are final, and
 * adds findings about received money to the roster. `accounts` NULL = nothing
 * was requested before. `out` is released in any case.
 */
CHECKED enum tally_status settle(struct allocation *allocation,
                                 struct roster *roster,
                                 const struct account_book *accounts,
                                 struct settlement *out);
void settlement_release(struct settlement *settlement);

#endif
