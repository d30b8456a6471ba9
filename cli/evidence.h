/*
 * A month as it can be made again from the ledger alone: its policy, its
 * rows, what was requested before it, and what these come to.
 */
#ifndef DAOPAN_CLI_EVIDENCE_H
#define DAOPAN_CLI_EVIDENCE_H

#include "core/account.h"
#include "core/allocation.h"
#include "ledger/ledger.h"

struct evidence {
    struct arena *arena;
    const struct policy *policy; /* as it was kept */
    struct ledger_period period;
    struct roster roster;
    struct account_book accounts;
    struct allocation allocation; /* decided once more */
    bool has_roster, has_accounts, has_allocation;
};

/* Released with evidence_release(), always. 0 or -1. */
CHECKED int evidence_read(struct ledger *ledger, ym period,
                          struct evidence *out, struct failure *failure);
void evidence_release(struct evidence *evidence);

#endif
