/*
 * A policy for tests of recognising rosters: that of policy_fixture.h, with
 * labels, values and kinds of roster as columns.yaml would give them.
 */
#ifndef DAOPAN_TESTS_SUPPORT_ROSTER_POLICY_H
#define DAOPAN_TESTS_SUPPORT_ROSTER_POLICY_H

#include "core/arena.h"
#include "tests/support/policy_fixture.h"

/* Its kinds of roster. */
enum roster_policy_kind {
    KIND_RURAL,    /* xiangcun: 9901 9902 9903, default 9902; an empty
                       specific column is usual */
    KIND_CIVIL,    /* minzheng: 2303 2305 01 2304, a category is needed */
    KIND_DIBAO,    /* minzheng-dibao: 2303 only */
    KIND_BIANYUAN, /* minzheng-bianyuan: 2305 only, 低保边缘 */
    KIND_TEKUN,    /* minzheng-tekun: 2304 only */
    KIND_CANLIAN,  /* canlian: 236046 only, grades asked */
    KIND_JINGSHEN, /* canlian-jingshen: by type, grade column needed */
    ROSTER_KINDS
};

/* Everything in `arena`; fails the test where memory runs out. */
const struct policy *roster_policy(struct arena *arena);

#endif
