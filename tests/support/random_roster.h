/*
 * Random rows for properties: few persons with many rows each, dates around
 * the cut-off, every category of policy_fixture(), names and places that
 * differ, empty ones among them.
 */
#ifndef DAOPAN_TESTS_SUPPORT_RANDOM_ROSTER_H
#define DAOPAN_TESTS_SUPPORT_RANDOM_ROSTER_H

#include "tests/support/random.h"
#include "tests/support/roster_fixture.h"

/* A row of one of `persons` persons. */
struct row_spec random_row(struct random *random, uint32_t persons);

#endif
