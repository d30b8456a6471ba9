/*
 * A month among the others: what the parts of the ledger need of it.
 */
#ifndef DAOPAN_LEDGER_MONTHS_H
#define DAOPAN_LEDGER_MONTHS_H

#include "core/date.h"
#include "ledger/database.h"

/* Takes everything of a month out of the tables, and spells and subsidies
 * back to what they were before it. A closed month is refused by the tables
 * themselves. */
CHECKED int month_erase(struct database *database, ym period,
                        struct failure *failure);

/* Policies that no month refers to any more. */
CHECKED int policies_drop_unused(struct database *database,
                                 struct failure *failure);

#endif
