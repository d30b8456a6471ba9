/*
 * Making a month again: policy and rows come out of the ledger, the accounts
 * of the months before beside them, and all is decided as on the first day.
 */
#include "cli/kept_month.h"

#include "allocate/allocate.h"
#include "import/import.h"

static int read_policy(struct ledger *ledger, struct kept_month *month,
                       struct failure *failure)
{
    const char *text = NULL;
    size_t length = 0;
    if (ledger_policy_text(ledger, month->period.policy_sha256, month->arena,
                           &text, &length, failure) != 0)
        return -1;
    return policy_load_text(text, length, month->arena, &month->policy,
                            failure);
}

int kept_month_read(struct ledger *ledger, ym period, struct kept_month *out,
                    struct failure *failure)
{
    *out = (struct kept_month){.arena = arena_new()};
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

void kept_month_release(struct kept_month *month)
{
    if (month->has_allocation)
        allocation_release(&month->allocation);
    if (month->has_accounts)
        account_book_release(&month->accounts);
    if (month->has_roster)
        roster_release(&month->roster);
    arena_free(month->arena);
}
