/*
 * Asking the ledger for the month that a run goes on from: its roster with the
 * policy that it was decided by, and the accounts of the insured year.
 */
#include "cli/month_before.h"

#include "import/import.h"
#include <string.h>

/* The policy of the month before: today's where it is the same. */
static int read_policy(struct ledger *ledger, const char *sha256,
                       const struct policy *today, struct arena *arena,
                       const struct policy **out, struct failure *failure)
{
    const char *text = NULL;
    size_t length = 0;
    *out = today;
    if (strcmp(sha256, today->sha256) == 0)
        return 0;
    if (ledger_policy_text(ledger, sha256, arena, &text, &length, failure) != 0)
        return -1;
    return policy_load_text(text, length, arena, out, failure);
}

int month_before_read(struct ledger *ledger, ym period,
                      const struct policy *policy, struct string_pool *strings,
                      struct month_before *out, struct failure *failure)
{
    struct ledger_period base;
    *out = (struct month_before){.arena = arena_new()};
    if (out->arena == NULL)
        return failure_memory(failure);
    if (ledger_base(ledger, period, &out->base, failure) != 0)
        return -1;
    if (out->base == 0)
        return 0;
    if (ledger_period(ledger, out->base, out->arena, &base, failure) != 0 ||
        read_policy(ledger, base.policy_sha256, policy, out->arena,
                    &out->policy, failure) != 0 ||
        ledger_roster(ledger, out->base, out->policy, &out->roster, failure) !=
            0)
        return -1;
    out->has_roster = true;
    return ledger_accounts(ledger, policy->insured_year, period, strings,
                           &out->accounts, failure);
}

void month_before_release(struct month_before *before)
{
    if (before->has_roster)
        roster_release(&before->roster);
    account_book_release(&before->accounts);
    arena_free(before->arena);
    *before = (struct month_before){.base = 0};
}
