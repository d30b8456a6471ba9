/*
 * Allocate: a pure function of policy, rosters and cut-off date. Nothing is
 * read or written; the same input gives the same output, whatever the order
 * of rows and files.
 *
 * Rules: DOMAIN "Deciding one person" 1 to 5, "Money".
 */
#ifndef DAOPAN_ALLOCATE_ALLOCATE_H
#define DAOPAN_ALLOCATE_ALLOCATE_H

#include "core/allocation.h"
#include "core/diag.h"

/*
 * Marks duplicates (row fate, finding row-duplicate), joins the evidence of
 * each person, decides, and sums up. Adds findings about persons (name
 * conflicts, exclusive categories, conditions not met) to the roster; row
 * fates and the sheets' counts are changed by duplicates only. Called once
 * for a roster.
 *
 * `out` is released with allocation_release() after success only. 0, or -1
 * with DIAG_OUT_OF_MEMORY, or DIAG_TIE_OUT where sums of money overflow; the
 * roster's marks and findings are then incomplete. Whether totals tie out is
 * for allocation_first_untied() to say.
 */
CHECKED int allocate(const struct policy *policy, struct roster *roster,
                     ymd as_of, struct allocation *out,
                     struct failure *failure);

/* ---- the single rules, for tests, the linter and `explain` ---- */

/* What is known about a person at as_of, joined over all rosters. */
struct attributes {
    int age; /* completed years */
    enum sex sex;
    uint8_t grades; /* disability, bit g for grade g */
    uint8_t types;  /* bit t for type t */
};

/* The alternative that makes the category eligible: its index; 0 also for a
 * category without conditions; -1 where none holds. */
int category_eligible(const struct category *category,
                      const struct attributes *attributes);

/*
 * The category that wins among those of `eligible` (bit set by category
 * index, policy->category_count bits in 64-bit words); POLICY_NONE where none
 * is set.
 */
uint16_t category_winner(const struct policy *policy, const uint64_t *eligible);

#endif
