/*
 * Spells: who was certified as what from which month to which.
 */
#ifndef DAOPAN_LEDGER_SPELLS_H
#define DAOPAN_LEDGER_SPELLS_H

#include "ledger/store.h"

/* Begins and ends spells by what the month's rows say. The month is in the
 * tables. */
CHECKED int spells_advance(const struct store *store, struct failure *failure);

/* Spells as they were before the month. */
CHECKED int spells_revert(struct database *database, ym period,
                          struct failure *failure);

/* The first person whose spells are not what the months' rows say, by number;
 * 0 where all agree. */
CHECKED int spells_check(struct database *database, int64_t *out,
                         struct failure *failure);

#endif
