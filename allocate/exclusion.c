/*
 * Exclusions: the decision stands by the import order; contradictory rows
 * are only flagged for the departments. A row counts here even where its
 * category's condition fails: the department certifies it all the same.
 */
#include "allocate/exclusion.h"
#include "allocate/evidence.h"

bool verdict_is_in_force(enum verdict verdict)
{
    return verdict == VERDICT_WON || verdict == VERDICT_SUPERSEDED ||
           verdict == VERDICT_CONDITION;
}

bool exclusion_covers(const struct exclusion *exclusion, uint16_t category)
{
    for (size_t i = 0; i < exclusion->count; i++)
        if (exclusion->categories[i] == category)
            return true;
    return false;
}

bool exclusion_find(const struct allocation *allocation,
                    const struct decision *decision,
                    const struct exclusion *exclusion,
                    struct contradiction *out)
{
    uint16_t first_category = POLICY_NONE;
    for (uint32_t i = 0; i < decision->count; i++) {
        uint32_t at = decision->first + i;
        uint32_t index = allocation->order[at];
        uint16_t category = evidence_row(allocation, at)->category;
        if (category == first_category ||
            !verdict_is_in_force(allocation->verdicts[index]) ||
            !exclusion_covers(exclusion, category))
            continue;
        if (first_category != POLICY_NONE) {
            out->second = index;
            return true;
        }
        first_category = category;
        out->first = index;
    }
    return false;
}
