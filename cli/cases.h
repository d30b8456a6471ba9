/*
 * Cases: holds a policy against the examples that a clerk wrote beside it
 * (mappings/<region>/<year>/cases.yaml), by deciding them as a run would.
 */
#ifndef DAOPAN_CLI_CASES_H
#define DAOPAN_CLI_CASES_H

#include "core/case.h"
#include "core/language.h"
#include "core/text.h"

struct case_outcome {
    size_t passed; /* cases in which everything came out as expected */
    size_t failed;
};

/*
 * Runs every case. For each difference one line is appended to `out`: file
 * and line, the case, who or what, expected, got. Counts are added to
 * `outcome`. 0; -1 where a case could not be decided at all (out of memory).
 */
CHECKED int cases_run(const struct policy *policy,
                      const struct case_list *cases, enum language language,
                      struct text *out, struct case_outcome *outcome,
                      struct failure *failure);

#endif
