/*
 * Making a month again: policy and rows come out of the ledger, the accounts
 * of the months before beside them, and all is decided as on the first day.
 */
#include "cli/evidence.h"

#include "allocate/allocate.h"
#include "import/import.h"

static int read_policy(struct ledger *ledger, struct evidence *evidence,
                       struct failure *failure)
{
    const char *text = NULL;
    size_t length = 0;
    if (ledger_policy_text(ledger, evidence->period.policy_sha256,
                           evidence->arena, &text, &length, failure) != 0)
        return -1;
    return policy_load_text(text, length, evidence->arena, &evidence->policy,
                            failure);
}

int evidence_read(struct ledger *ledger, ym period, struct evidence *out,
                  struct failure *failure)
{
    *out = (struct evidence){.arena = arena_new()};
    if (out->arena == NULL)
        return failure_memory(failure);
    if (ledger_period(ledger, period, out->arena, &out->period, failure) != 0 ||
        read_policy(ledger, out, failure) != 0 ||
        ledger_roster(ledger, period, out->policy, &out->roster, failure) != 0)
        return -1;
    out->has_roster = true;
    if (ledger_accounts(ledger, out->policy->insured_year, period,
                        out->roster.strings, &out->accounts, failure) != 0)
        return -1;
    out->has_accounts = true;
    if (allocate_after(out->policy, &out->roster, out->period.as_of,
                       &out->accounts, &out->allocation, failure) != 0)
        return -1;
    out->has_allocation = true;
    return 0;
}

void evidence_release(struct evidence *evidence)
{
    if (evidence->has_allocation)
        allocation_release(&evidence->allocation);
    if (evidence->has_accounts)
        account_book_release(&evidence->accounts);
    if (evidence->has_roster)
        roster_release(&evidence->roster);
    arena_free(evidence->arena);
}
