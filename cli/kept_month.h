/*
 * A month as it can be made again from the ledger alone: its policy, its
 * rows, what was requested before it, and what these come to.
 */
#ifndef DAOPAN_CLI_KEPT_MONTH_H
#define DAOPAN_CLI_KEPT_MONTH_H

#include "core/account.h"
#include "core/allocation.h"
#include "ledger/ledger.h"

struct kept_month {
    struct arena *arena;
    const struct policy *policy; /* as it was kept */
    struct ledger_period period;
    struct roster roster;
    struct account_book accounts;
    struct allocation allocation; /* decided once more */
    bool has_roster, has_accounts, has_allocation;
};

/* Released with kept_month_release(), always. 0 or -1. */
CHECKED int kept_month_read(struct ledger *ledger, ym period,
                            struct kept_month *out, struct failure *failure);
void kept_month_release(struct kept_month *month);

#endif
