/*
 * The proof that a policy gives every combination of categories exactly one
 * result, whatever the order of the rows; by trying, with the very rule that
 * decides people.
 *
 * n categories make 2^n combinations, for each class of people that the
 * conditions tell apart. What is tried stands for all of them:
 *
 * 1. A class of people matters only by the set of categories it may have
 *    (the others do not count), and many classes may have the same set.
 * 2. Neighbouring categories that no rule tells apart (the same certifier,
 *    amounts, fund, applicant; in the same sets; on the same side of every
 *    other category) are one group: it matters only whether a combination
 *    has one of them. All combinations of groups are gone through for every
 *    set, in import order and against it, and must both give what the list
 *    order demands.
 * 3. For every result so far and every two categories that come next, the
 *    one first or the other makes no difference, and each time one of those
 *    at hand comes out. Neighbours change places step by step into any
 *    order: so all combinations of categories give one result in any order.
 *
 * The third alone would do; the second is there because a rule that is the
 * same in all orders may still be the wrong one.
 */
#include "allocate/policy_proof.h"

#include "allocate/attribute_class.h"
#include "allocate/precedence.h"

enum { GROUP_LIMIT = 18 }; /* combinations of more are left to the third */

struct prover {
    const struct policy *policy;
    prevailing_rule *prevailing;
    struct eligible_sets sets;
    uint16_t *groups; /* the first category of each */
    struct policy_proof *out;
};

static void refute(struct prover *prover, uint16_t a, uint16_t b)
{
    if (!prover->out->holds)
        return;
    prover->out->holds = false;
    prover->out->first = a;
    prover->out->second = b;
}

/* ---- groups ---- */

static bool is_same_result(const struct category *a, const struct category *b)
{
    return a->department == b->department && a->subsidy == b->subsidy &&
           a->personal_due == b->personal_due && a->fund == b->fund &&
           a->applicant == b->applicant;
}

/* `first` and `next` and all between are on the same side of all others. */
static bool is_same_side(const struct prover *prover, uint16_t first,
                         uint16_t next)
{
    for (uint16_t x = 0; x < prover->policy->category_count; x++) {
        if (x >= first && x <= next)
            continue;
        const bool wins = prover->prevailing(prover->policy, first, x) == first;
        if ((prover->prevailing(prover->policy, next, x) == next) != wins)
            return false;
    }
    return true;
}

static bool is_same_group(const struct prover *prover, uint16_t first,
                          uint16_t next)
{
    const struct category *categories = prover->policy->categories;
    if (!is_same_result(&categories[first], &categories[next]))
        return false;
    for (size_t i = 0; i < prover->sets.count; i++)
        if (eligible_sets_has(&prover->sets, i, first) !=
            eligible_sets_has(&prover->sets, i, next))
            return false;
    return is_same_side(prover, first, next);
}

static void find_groups(struct prover *prover)
{
    struct policy_proof *out = prover->out;
    for (uint16_t i = 0; i < prover->policy->category_count; i++)
        if (out->group_count == 0 ||
            !is_same_group(prover, prover->groups[out->group_count - 1], i))
            prover->groups[out->group_count++] = i;
}

/* ---- combinations of groups ---- */

/* What comes out when the groups of `combination` are loaded one by one. */
static uint16_t load_groups(const struct prover *prover, uint32_t combination,
                            bool is_backwards)
{
    const size_t count = prover->out->group_count;
    uint16_t result = POLICY_NONE;
    for (size_t i = 0; i < count; i++) {
        const size_t at = is_backwards ? count - 1 - i : i;
        if ((combination >> at & 1) != 0)
            result =
                prover->prevailing(prover->policy, result, prover->groups[at]);
    }
    return result;
}

/* What the policy's list demands, without asking the rule. */
static uint16_t demanded(const struct prover *prover, uint32_t combination)
{
    const size_t count = prover->out->group_count;
    const bool is_last = prover->policy->precedence == PRECEDENCE_LAST_LOADED;
    for (size_t i = 0; i < count; i++) {
        const size_t at = is_last ? count - 1 - i : i;
        if ((combination >> at & 1) != 0)
            return prover->groups[at];
    }
    return POLICY_NONE;
}

static void try_combinations(struct prover *prover, size_t set)
{
    const uint32_t end = UINT32_C(1) << prover->out->group_count;
    uint32_t eligible = 0;
    for (size_t i = 0; i < prover->out->group_count; i++)
        if (eligible_sets_has(&prover->sets, set, prover->groups[i]))
            eligible |= UINT32_C(1) << i;
    for (uint32_t all = 0; all < end; all++) {
        const uint16_t want = demanded(prover, all & eligible);
        const uint16_t forwards = load_groups(prover, all & eligible, false);
        const uint16_t backwards = load_groups(prover, all & eligible, true);
        if (forwards != want || backwards != want)
            refute(prover, forwards != want ? forwards : backwards, want);
    }
    prover->out->combinations_tried += end;
}

/* ---- any order ---- */

/* After `result`, `a` comes; one of the two must come out. */
static uint16_t load_one(struct prover *prover, uint16_t result, uint16_t a)
{
    const uint16_t next = prover->prevailing(prover->policy, result, a);
    if (next != a && (result == POLICY_NONE || next != result))
        refute(prover, result, a);
    return next;
}

static void try_exchanges(struct prover *prover, uint16_t result)
{
    const uint16_t count = (uint16_t)prover->policy->category_count;
    for (uint16_t a = 0; a < count; a++) {
        for (uint16_t b = 0; b < count; b++) {
            const uint16_t one =
                load_one(prover, load_one(prover, result, a), b);
            if (one != load_one(prover, load_one(prover, result, b), a))
                refute(prover, a, b);
        }
    }
    prover->out->exchanges_tried += (uint64_t)count * count;
}

/* ---- all of it ---- */

int policy_prove_rule(const struct policy *policy, prevailing_rule *prevailing,
                      struct arena *arena, struct policy_proof *out)
{
    struct attribute_classes classes;
    struct prover prover = {
        .policy = policy, .prevailing = prevailing, .out = out};
    prover.groups =
        arena_array(arena, policy->category_count, sizeof *prover.groups);
    if (prover.groups == NULL ||
        attribute_classes_init(policy, arena, &classes) != 0 ||
        eligible_sets_init(policy, &classes, arena, &prover.sets) != 0)
        return -1;
    *out = (struct policy_proof){
        .category_count = policy->category_count,
        .class_count = classes.count,
        .set_count = prover.sets.count,
        .holds = true,
    };
    find_groups(&prover);
    for (size_t i = 0; i < prover.sets.count && out->group_count <= GROUP_LIMIT;
         i++)
        try_combinations(&prover, i);
    try_exchanges(&prover, POLICY_NONE);
    for (uint16_t i = 0; i < policy->category_count; i++)
        try_exchanges(&prover, i);
    return 0;
}

int policy_prove(const struct policy *policy, struct arena *arena,
                 struct policy_proof *out)
{
    return policy_prove_rule(policy, category_prevailing, arena, out);
}
