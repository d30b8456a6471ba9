/*
 * A small policy of an invented city for tests: one category for each rule
 * that allocate, reports and ledger must handle. Everything in it is filled
 * as the loader would fill it.
 */
#ifndef DAOPAN_TESTS_SUPPORT_POLICY_FIXTURE_H
#define DAOPAN_TESTS_SUPPORT_POLICY_FIXTURE_H

#include "core/policy.h"

/* Its categories, in import order. */
enum fixture_category {
    FIXTURE_MONITORED_ZERO, /* "9901" 0 %, no fund, no applicant */
    FIXTURE_STABLE,         /* "9902" 25 %, assistance */
    FIXTURE_UNSTABLE,       /* "9903" 75 %, assistance */
    FIXTURE_LOW_INCOME,     /* "2303" 75 %, assistance */
    FIXTURE_MARGIN,         /* "2305" 75 %, fiscal: age >= 60, age <= 17, or
                               grade 3 or 4 */
    FIXTURE_DAUGHTER,       /* "nver" 100 %, fiscal: female and age <= 14 */
    FIXTURE_SEVERE,         /* "236046" 100 %, fiscal: grade 1 or 2 */
    FIXTURE_MENTAL,         /* "jingshen" 100 %, fiscal: type 5 or 6 */
    FIXTURE_ORPHAN,         /* "01" 50 %, assistance: benefits fall here */
    FIXTURE_DESTITUTE,      /* "2304" 100 %, assistance */
    FIXTURE_CATEGORIES
};

enum fixture_department {
    FIXTURE_RURAL,   /* 乡村振兴 */
    FIXTURE_CIVIL,   /* 民政 */
    FIXTURE_HEALTH,  /* 卫健 */
    FIXTURE_DISABLED /* 残联 */
};

enum fixture_kind {
    FIXTURE_KIND_RURAL,
    FIXTURE_KIND_CIVIL,
    FIXTURE_KIND_HEALTH,
    FIXTURE_KIND_DISABLED,
    FIXTURE_KIND_DESTITUTE, /* a second kind of 民政 */
    FIXTURE_KINDS
};

/* Premium 380.00, last load wins, 低保 and 低收入 exclude each other. The
 * struct may be copied to change a rule. */
const struct policy *policy_fixture(void);

#endif
