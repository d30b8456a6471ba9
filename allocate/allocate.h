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
#include "core/arena.h"
#include "core/diag.h"
#include "core/policy_finding.h"

/* ---- what the month before leaves standing ---- */

/* --accept-drop TYPE or TYPE@COUNTY */
struct drop_consent {
    uint16_t kind;
    const char *county; /* as the policy or the rosters name it; NULL = any */
};

struct standing_options {
    const struct policy *policy;
    const struct policy *was;    /* by which the month before was decided */
    const struct roster *before; /* as ledger_roster() gives it */
    ym base;                     /* its period */
    ym period;
    ymd as_of;
    const struct drop_consent *consents;
    size_t consent_count;
    enum language language; /* of the failure's note */
};

/*
 * Appends to `roster` the rows of the month before that still stand, with
 * why (struct roster_row.carry), on files and sheets of their own after all
 * others, and fills base, before and drops. Marks rows that are late. Adds
 * findings: rosters not sent, people pending, movements of people who were
 * (not) certified, categories that the policy has lost, months left out,
 * drops accepted. The order of files never matters.
 *
 * 0, or -1: DIAG_ROSTER_DROPPED where full rosters became too short without
 * consent (all of them are named), or out of memory. The roster is then only
 * to be released. Called once, before allocate().
 */
CHECKED int standing_carry(const struct standing_options *options,
                           struct roster *roster, struct failure *failure);

/* ---- the month ---- */

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

/*
 * The same for a month with others before it: `accounts` tells what closed
 * months of the insured year requested (texts in the roster's pool); NULL =
 * nothing, everything is new. Postings and requests are the difference.
 */
CHECKED int allocate_after(const struct policy *policy, struct roster *roster,
                           ymd as_of, const struct account_book *accounts,
                           struct allocation *out, struct failure *failure);

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

/* ---- the linter ---- */

/*
 * Adds what is wrong with a policy, or worth a look, beyond what its loader
 * refuses: benefits that fall along the order, conditions that no roster can
 * answer, words with two meanings, dates that overlap or leave a gap, and
 * entries that nothing uses. `others` are the policies at hand (the policy
 * itself may be among them): those of its region are held against it.
 *
 * Notes are in `language`; strings live in `arena`, which must outlive the
 * findings. Lines and columns are left 0. 0, or -1 when memory is exhausted.
 */
CHECKED int policy_lint(const struct policy *policy,
                        const struct policy *const *others, size_t other_count,
                        enum language language, struct arena *arena,
                        struct policy_findings *out);

/* What was tried to prove that a policy decides every combination. */
struct policy_proof {
    size_t category_count; /* 2^category_count combinations for each … */
    size_t class_count;    /* … class of people that conditions tell apart */
    size_t set_count;      /* different sets of categories they may have */
    size_t group_count;    /* of categories that no rule tells apart */
    uint64_t combinations_tried; /* of groups, for each set; in import order
                                    and against it */
    uint64_t exchanges_tried;    /* of two categories after any result */
    bool holds;
    uint16_t first, second; /* where it does not: two that are undecided */
};

/* Tries whether every combination of categories, for every class of people,
 * has exactly one result in any order. 0, or -1 when memory is exhausted. */
CHECKED int policy_prove(const struct policy *policy, struct arena *arena,
                         struct policy_proof *out);

#endif
