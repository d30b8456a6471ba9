/*
 * One person: DOMAIN "Deciding one person" 1 to 5.
 *
 * Each row is judged by itself; what the rows in force say is joined; a
 * category is eligible if any of its rows is in force and its condition
 * holds; of the eligible ones the policy's order picks the winner. The
 * verdict left on every row is the trace.
 *
 * A person without an eligible category is decided too (POLICY_NONE: pays
 * all), so that nobody who was certified vanishes.
 */
#include "allocate/person.h"
#include "allocate/attribute_join.h"
#include "allocate/eligibility.h"
#include "allocate/evidence.h"
#include "allocate/exclusion.h"
#include "allocate/precedence.h"
#include "allocate/row_choice.h"

static void judge_rows(struct allocation *allocation, struct decision *decision)
{
    for (uint32_t i = 0; i < decision->count; i++) {
        uint32_t index = allocation->order[decision->first + i];
        const struct roster_row *row = &allocation->roster->rows[index];
        allocation->verdicts[index] =
            (uint8_t)row_verdict(allocation->policy, row, allocation->as_of);
        decision->accepted += row->fate == FATE_ACCEPTED;
    }
}

/* Gives the rows in order[from..end) that are in force another verdict;
 * whether there were any. */
static bool settle(struct allocation *allocation, uint32_t from, uint32_t end,
                   enum verdict verdict)
{
    bool any = false;
    for (uint32_t at = from; at < end; at++) {
        uint8_t *of_row = &allocation->verdicts[allocation->order[at]];
        if (*of_row != VERDICT_SUPERSEDED)
            continue;
        *of_row = (uint8_t)verdict;
        any = true;
    }
    return any;
}

static bool is_eligible(const struct policy *policy, uint16_t category,
                        const struct attributes *attributes)
{
    return category_eligible(&policy->categories[category], attributes) >= 0;
}

/* Settles the rows of every category that has no claim; picks the winner and
 * settles its rows. */
static uint16_t judge_categories(struct allocation *allocation,
                                 const struct decision *decision,
                                 const struct attributes *attributes)
{
    const struct policy *policy = allocation->policy;
    uint32_t end = decision->first + decision->count;
    uint32_t won_from = 0;
    uint32_t won_end = 0;
    uint16_t winner = POLICY_NONE;
    uint32_t next;

    for (uint32_t from = decision->first; from < end; from = next) {
        uint16_t category = evidence_row(allocation, from)->category;
        next = evidence_run_end(allocation, from, end);
        if (category == POLICY_NONE) {
            settle(allocation, from, next, VERDICT_NOT_EVIDENCE);
        } else if (!is_eligible(policy, category, attributes)) {
            settle(allocation, from, next, VERDICT_CONDITION);
        } else if (settle(allocation, from, next, VERDICT_SUPERSEDED) &&
                   category_prevailing(policy, winner, category) == category) {
            winner = category;
            won_from = from;
            won_end = next;
        }
    }
    settle(allocation, won_from, won_end, VERDICT_WON);
    return winner;
}

/* What another eligible category, that of a superseded row, means beside the
 * winner. */
static unsigned superseded_flags(const struct policy *policy, uint16_t other,
                                 uint16_t winner)
{
    const struct category *lost = &policy->categories[other];
    const struct category *won = &policy->categories[winner];
    unsigned flags = 0;
    if (lost->subsidy > won->subsidy)
        flags |= DECISION_BENEFIT_FALLS;
    if (lost->applicant != POLICY_NONE && lost->applicant != won->applicant)
        flags |= DECISION_PAYER_CHANGES;
    return flags;
}

static unsigned row_flags(const struct allocation *allocation,
                          const struct decision *decision)
{
    const struct roster_row *rows = allocation->roster->rows;
    uint16_t first = rows[allocation->order[decision->first]].category;
    unsigned flags = 0;
    for (uint32_t i = 0; i < decision->count; i++) {
        uint32_t index = allocation->order[decision->first + i];
        uint16_t category = rows[index].category;
        if (category != first && category != POLICY_NONE)
            flags |= DECISION_OVERLAP;
        if (allocation->verdicts[index] == VERDICT_SUPERSEDED)
            flags |= superseded_flags(allocation->policy, category,
                                      decision->category);
        if (row_names_differ(allocation->roster, index, decision->row))
            flags |= DECISION_NAMES_DIFFER;
    }
    return flags;
}

static unsigned exclusion_flag(const struct allocation *allocation,
                               const struct decision *decision)
{
    const struct policy *policy = allocation->policy;
    struct contradiction unused;
    for (size_t i = 0; i < policy->exclusion_count; i++)
        if (exclusion_find(allocation, decision, &policy->exclusions[i],
                           &unused))
            return DECISION_EXCLUSIVE;
    return 0;
}

/* What rows of earlier months mean for the decision. */
static unsigned carried_flags(const struct allocation *allocation,
                              const struct decision *decision)
{
    const struct roster_row *rows = allocation->roster->rows;
    unsigned flags = 0;
    for (uint32_t i = 0; i < decision->count; i++) {
        const uint32_t index = allocation->order[decision->first + i];
        const uint8_t verdict = allocation->verdicts[index];
        if (rows[index].carry == CARRY_PENDING &&
            verdict_is_in_force((enum verdict)verdict))
            flags |= DECISION_PENDING;
        if (rows[index].carry == CARRY_NOT_SENT && verdict == VERDICT_WON)
            flags |= DECISION_NOT_SENT;
    }
    return flags;
}

void person_decide(struct allocation *allocation, size_t index)
{
    struct decision *decision = &allocation->decisions[index];
    decision->accepted = 0;
    judge_rows(allocation, decision);
    struct attributes attributes = attributes_join(allocation, decision);
    decision->grades = attributes.grades;
    decision->types = attributes.types;
    decision->age = (int16_t)attributes.age;
    decision->category = judge_categories(allocation, decision, &attributes);
    decision->row = row_choose_name(allocation, decision);
    decision->place_row = row_choose_place(allocation, decision);
    decision->county = allocation->roster->rows[decision->place_row].county;
    unsigned flags = carried_flags(allocation, decision);
    if (decision->count > 1)
        flags |= row_flags(allocation, decision);
    if ((flags & DECISION_OVERLAP) != 0)
        flags |= exclusion_flag(allocation, decision);
    decision->flags = (uint8_t)flags;
}
