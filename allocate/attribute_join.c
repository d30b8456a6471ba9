/*
 * Attributes: DOMAIN "Deciding one person" 1. A disability grade that only
 * the disabled persons' federation sent is evidence for another department's
 * category that needs it.
 *
 * Grades that differ between rosters all count: each is somebody's official
 * statement, and a condition holds if any of them satisfies it. Rows marked
 * duplicate contribute like any other, so that it never matters which of
 * two rows came first.
 */
#include "allocate/attribute_join.h"

struct attributes attributes_join(const struct allocation *allocation,
                                  const struct decision *decision)
{
    struct attributes joined = {
        .age = ymd_age(id_number_birth(decision->id), allocation->as_of),
        .sex = id_number_sex(decision->id),
    };
    for (uint32_t i = 0; i < decision->count; i++) {
        uint32_t index = allocation->order[decision->first + i];
        const struct roster_row *row = &allocation->roster->rows[index];
        if (allocation->verdicts[index] != VERDICT_SUPERSEDED ||
            row->has_invalid_certificate)
            continue;
        joined.grades |= row->grades;
        joined.types |= row->types;
    }
    return joined;
}
