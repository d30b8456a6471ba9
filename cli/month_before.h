/* The month that a run goes on from, out of the ledger. */
#ifndef DAOPAN_CLI_MONTH_BEFORE_H
#define DAOPAN_CLI_MONTH_BEFORE_H

#include "allocate/allocate.h"
#include "ledger/ledger.h"

struct month_before {
    struct arena *arena; /* owns the policy */
    ym base;             /* 0 = there is none: everything is new */
    const struct policy *policy;
    struct roster roster;
    struct account_book accounts;
    bool has_roster;
};

/*
 * Asks an open ledger for the month before `period`, and what closed months
 * requested in the insured year of `policy` (texts into `strings`). Refuses a
 * period that may not be run. 0 or -1; to be released in any case.
 */
CHECKED int month_before_read(struct ledger *ledger, ym period,
                              const struct policy *policy,
                              struct string_pool *strings,
                              struct month_before *out,
                              struct failure *failure);
void month_before_release(struct month_before *before);

#endif
