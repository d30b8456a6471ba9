/*
 * What if: the evidence that a ledger keeps of a month, decided by two
 * policies. Nothing is written.
 */
#ifndef DAOPAN_CLI_WHAT_IF_H
#define DAOPAN_CLI_WHAT_IF_H

#include "core/allocation.h"
#include "core/arena.h"
#include "ledger/ledger.h"

struct what_if_row {
    const char *code, *name; /* of the category or fund; code "" for funds */
    struct tally before, after;
};

struct what_if {
    struct ledger_period period;
    size_t person_count;
    size_t category_moves; /* persons whose category changes */
    size_t amount_moves;   /* persons whose subsidy or due changes */
    size_t gains, losses;  /* persons who get more, or less */
    size_t rows_lost[2];   /* rows of categories that the policy (0 = the
                              first) does not have */
    struct tally before, after;
    struct what_if_row *categories; /* in order of the first policy, then those
                                       of the second alone, none last */
    size_t category_count;
    struct what_if_row *funds;
    size_t fund_count;
};

/* Decides the month (0 = the last one) by policies[0] and by policies[1].
 * Strings live in `arena` and in the policies. 0 or -1. */
CHECKED int what_if(const char *ledger, ym period,
                    const struct policy *const *policies, struct arena *arena,
                    struct what_if *out, struct failure *failure);

#endif
