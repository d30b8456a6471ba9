/*
 * Where each person stands in an insured year: what has been requested for
 * them, in which line of which month's request.
 */
#ifndef DAOPAN_LEDGER_SUBSIDIES_H
#define DAOPAN_LEDGER_SUBSIDIES_H

#include "core/date.h"
#include "core/text.h"
#include "ledger/store.h"

/* Carries the postings of a month, which are in the tables, into them. */
CHECKED int subsidies_advance(const struct store *store,
                              struct failure *failure);

/* Takes a month's postings out of them again; the postings still stand. */
CHECKED int subsidies_revert(struct database *database, ym period,
                             struct failure *failure);

/* The first person whose subsidy is not what all postings come to, by number;
 * 0 where all agree. */
CHECKED int subsidies_check(struct database *database, int64_t *out,
                            struct failure *failure);

#endif
