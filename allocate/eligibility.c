/*
 * Eligibility: DOMAIN "Deciding one person" 2.
 *
 * A row counts from its day of recognition to the day before its exit date;
 * a row without these dates counts always. Where the policy puts people who
 * are recognised after the collection into the next insured year, they do
 * not count in this one. An invalid certificate voids a row only where its
 * category rests on the disability: a household on the low-income roster
 * stays on it when a member's certificate expires (the grade on it is then
 * no evidence, see attribute_join.c).
 */
#include "allocate/eligibility.h"

bool category_needs_certificate(const struct category *category)
{
    for (size_t i = 0; i < category->alternative_count; i++) {
        const struct alternative *way = &category->alternatives[i];
        if (way->grades == 0 && way->types == 0)
            return false;
    }
    return category->alternative_count > 0;
}

static bool certificate_voids(const struct policy *policy,
                              const struct roster_row *row)
{
    return row->has_invalid_certificate && row->category != POLICY_NONE &&
           category_needs_certificate(&policy->categories[row->category]);
}

/* Recognised after as_of, or after the time for this insured year. A row
 * without a date is taken to have been recognised in time, unless it is new
 * since then. */
static bool is_not_yet(const struct policy *policy,
                       const struct roster_row *row, ymd as_of)
{
    if (row->recognised == YMD_NONE)
        return row->is_late && policy->late == LATE_NEXT_YEAR;
    if (row->recognised > as_of)
        return true;
    return policy->late == LATE_NEXT_YEAR &&
           policy->collection_to != YMD_NONE &&
           row->recognised > policy->collection_to;
}

enum verdict row_verdict(const struct policy *policy,
                         const struct roster_row *row, ymd as_of)
{
    if (is_not_yet(policy, row, as_of))
        return VERDICT_NOT_YET;
    if (row->is_ended || (row->ended != YMD_NONE && row->ended <= as_of))
        return VERDICT_ENDED;
    if (row->movement == MOVEMENT_REMOVED)
        return VERDICT_REMOVED;
    if (certificate_voids(policy, row))
        return VERDICT_CERTIFICATE;
    return VERDICT_SUPERSEDED;
}

/* Everything the alternative asks for must hold. */
static bool alternative_holds(const struct alternative *way,
                              const struct attributes *attributes)
{
    if (way->age_min >= 0 && attributes->age < way->age_min)
        return false;
    if (way->age_max >= 0 &&
        (attributes->age < 0 || attributes->age > way->age_max))
        return false;
    if (way->sex != SEX_ANY && attributes->sex != way->sex)
        return false;
    if (way->grades != 0 && (attributes->grades & way->grades) == 0)
        return false;
    return way->types == 0 || (attributes->types & way->types) != 0;
}

int category_eligible(const struct category *category,
                      const struct attributes *attributes)
{
    if (category->alternative_count == 0)
        return 0;
    for (size_t i = 0; i < category->alternative_count; i++)
        if (alternative_holds(&category->alternatives[i], attributes))
            return (int)i;
    return -1;
}
