/*
 * From the files as written to a struct policy. Private to import/.
 *
 * Each call takes one parsed and loaded file and adds to build->policy. 0, or
 * -1 with the failure set, line and column in it.
 */
#ifndef DAOPAN_IMPORT_POLICY_BUILD_H
#define DAOPAN_IMPORT_POLICY_BUILD_H

#include "import/policy_values.h"

/* What policy.yaml refers to by id. */
struct policy_ids {
    struct id_list departments, funds, applicants, tiers;
};

/* policy.yaml: everything but rosters. */
CHECKED int policy_build(const struct build *build,
                         const struct raw_policy *raw);

/* Its steps, categories and exclusions; called by policy_build(). */
CHECKED int steps_build(const struct build *build, const struct policy_ids *ids,
                        const struct raw_policy *raw);

/* columns.yaml, after policy.yaml: labels, values and kinds of rosters. */
CHECKED int columns_build(const struct build *build,
                          const struct raw_columns *raw);

/* Its kinds of roster; called by columns_build(). */
CHECKED int kinds_build(const struct build *build,
                        const struct id_list *categories,
                        const struct raw_columns *raw);

/* What has to agree inside policy.yaml: amounts, references, order. */
CHECKED int policy_check(const struct build *build,
                         const struct raw_policy *raw);

/* The ids (or codes) of the categories, in import order; ids NULL when memory
 * is exhausted. */
struct id_list category_ids(const struct build *build);

/* The same of departments. */
struct id_list department_ids(const struct build *build);

#endif
