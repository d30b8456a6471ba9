/*
 * The result of allocate/ as plain facts: what a decision costs, whether the
 * totals tie out, words for verdicts, and its release.
 *
 * Nothing is decided here. Amounts come from the policy that the decisions
 * were made by, so a decision keeps no money that could disagree with it.
 */
#include "core/allocation.h"
#include "core/arena.h"

void allocation_release(struct allocation *allocation)
{
    mem_free(allocation->order);
    mem_free(allocation->verdicts);
    mem_free(allocation->decisions);
    mem_free(allocation->postings);
    arena_free(allocation->arena);
    *allocation = (struct allocation){.policy = NULL};
}

fen decision_subsidy(const struct policy *policy,
                     const struct decision *decision)
{
    if (decision->category == POLICY_NONE)
        return 0;
    return policy->categories[decision->category].subsidy;
}

fen decision_personal_due(const struct policy *policy,
                          const struct decision *decision)
{
    if (decision->category == POLICY_NONE)
        return policy->premium;
    return policy->categories[decision->category].personal_due;
}

int allocation_first_untied(const struct allocation *allocation)
{
    for (size_t i = 0; i < allocation->tie_count; i++)
        if (allocation->ties[i].left != allocation->ties[i].right)
            return (int)i;
    return -1;
}

const char *verdict_name(enum verdict verdict)
{
    static const char *const names[VERDICT_COUNT] = {
        [VERDICT_NOT_EVIDENCE] = "not-evidence",
        [VERDICT_WON] = "won",
        [VERDICT_SUPERSEDED] = "superseded",
        [VERDICT_NOT_YET] = "not-yet",
        [VERDICT_ENDED] = "ended",
        [VERDICT_CERTIFICATE] = "certificate",
        [VERDICT_CONDITION] = "condition",
        [VERDICT_REMOVED] = "removed",
    };
    return names[verdict];
}
