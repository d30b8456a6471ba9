/* Which closed month a posting makes good: 补 and 扣. */
#ifndef DAOPAN_ALLOCATE_CORRECTION_H
#define DAOPAN_ALLOCATE_CORRECTION_H

#include "core/allocation.h"

/* What closed months know of one person. */
struct past {
    const struct account *accounts; /* of the person, by since */
    size_t account_count;
    const struct returned_person *returned; /* likewise */
    size_t returned_count;
    const struct closed_month *months; /* of the insured year, oldest first */
    size_t month_count;
};

/*
 * The first closed month in which the person should have been paid for by
 * what the decision rests on, and was not: news that came late, or a row that
 * had been returned. 0 = none.
 */
ym correction_of_addition(const struct allocation *allocation,
                          const struct decision *decision,
                          const struct past *past);

/*
 * The first closed month in which the person was paid for, though the
 * identity of that account had ended, as this month's rows say. 0 = none;
 * `decision` NULL = no row speaks of the person.
 */
ym correction_of_deduction(const struct allocation *allocation,
                           const struct decision *decision,
                           const struct account *account,
                           const struct past *past);

#endif
