/*
 * Corrections: closed months stay as they are, so what should have been in one
 * of them is made good in the open month, with a pointer to it.
 *
 * An addition corrects a month if its identity is news (nobody certified it
 * the month before), was recognised by that month's cut-off, would have been
 * eligible then, and nothing was requested for the person; or if the person's
 * row had been returned then. A deduction corrects a month if the identity
 * that was paid for had ended by its cut-off. Who merely passes from one payer
 * to another was paid for all along.
 *
 * Not modelled: evidence for a condition (a grade) that came late.
 */
#include "allocate/correction.h"
#include "allocate/allocate.h"
#include <string.h>

static bool was_paid(const struct past *past, ym month)
{
    for (size_t i = 0; i < past->account_count; i++) {
        const struct account *account = &past->accounts[i];
        if (account->since <= month &&
            (account->until == 0 || month < account->until))
            return true;
    }
    return false;
}

static bool was_returned(const struct past *past, ym month)
{
    for (size_t i = 0; i < past->returned_count; i++)
        if (past->returned[i].period == month)
            return true;
    return false;
}

/* Whether the winner's condition held at the cut-off of an earlier month. */
static bool was_eligible(const struct allocation *allocation,
                         const struct decision *decision, ymd as_of)
{
    const struct attributes then = {
        .age = ymd_age(id_number_birth(decision->id), as_of),
        .sex = id_number_sex(decision->id),
        .grades = decision->grades,
        .types = decision->types,
    };
    return then.age >= 0 &&
           category_eligible(
               &allocation->policy->categories[decision->category], &then) >= 0;
}

/* The first day on which a row that won was recognised; YMD_NONE where one of
 * them is old news, or none has a date. */
static ymd recognised_late(const struct allocation *allocation,
                           const struct decision *decision)
{
    ymd first = YMD_NONE;
    for (uint32_t i = 0; i < decision->count; i++) {
        const uint32_t index = allocation->order[decision->first + i];
        const struct roster_row *row = &allocation->roster->rows[index];
        if (allocation->verdicts[index] != VERDICT_WON)
            continue;
        if (row->is_known)
            return YMD_NONE;
        if (row->recognised != YMD_NONE &&
            (first == YMD_NONE || row->recognised < first))
            first = row->recognised;
    }
    return first;
}

ym correction_of_addition(const struct allocation *allocation,
                          const struct decision *decision,
                          const struct past *past)
{
    if (past->month_count == 0)
        return 0;
    const ymd recognised = recognised_late(allocation, decision);
    for (size_t i = 0; i < past->month_count; i++) {
        const struct closed_month *month = &past->months[i];
        const bool is_due = recognised != YMD_NONE &&
                            recognised <= month->as_of &&
                            was_eligible(allocation, decision, month->as_of);
        if ((is_due || was_returned(past, month->period)) &&
            !was_paid(past, month->period))
            return month->period;
    }
    return 0;
}

/* The first day on which this month's rows end the account's category. */
static ymd ended_on(const struct allocation *allocation,
                    const struct decision *decision,
                    const struct account *account)
{
    const struct roster *roster = allocation->roster;
    const char *id = roster_string(roster, account->category);
    ymd first = YMD_NONE;
    for (uint32_t i = 0; i < decision->count; i++) {
        const uint32_t index = allocation->order[decision->first + i];
        const struct roster_row *row = &roster->rows[index];
        const enum verdict verdict = (enum verdict)allocation->verdicts[index];
        if ((verdict != VERDICT_ENDED && verdict != VERDICT_REMOVED) ||
            row->ended == YMD_NONE || row->category == POLICY_NONE ||
            strcmp(allocation->policy->categories[row->category].id, id) != 0)
            continue;
        if (first == YMD_NONE || row->ended < first)
            first = row->ended;
    }
    return first;
}

ym correction_of_deduction(const struct allocation *allocation,
                           const struct decision *decision,
                           const struct account *account,
                           const struct past *past)
{
    const ymd ended =
        decision == NULL ? YMD_NONE : ended_on(allocation, decision, account);
    if (ended == YMD_NONE)
        return 0;
    for (size_t i = 0; i < past->month_count; i++)
        if (ended <= past->months[i].as_of &&
            past->months[i].period >= account->since)
            return past->months[i].period;
    return 0;
}
