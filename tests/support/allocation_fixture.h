/* Rows in, decisions out, for tests that look at the result of allocate(). */
#ifndef DAOPAN_TESTS_SUPPORT_ALLOCATION_FIXTURE_H
#define DAOPAN_TESTS_SUPPORT_ALLOCATION_FIXTURE_H

#include "core/allocation.h"
#include "tests/support/policy_fixture.h"
#include "tests/support/roster_fixture.h"

enum { FIXTURE_AS_OF = 20230831 };

struct decided {
    struct roster roster;
    struct allocation allocation;
};

/* Decides the rows at FIXTURE_AS_OF; ends the test where that fails or a
 * total does not tie out. `policy` NULL = policy_fixture(). */
void decided_init(struct decided *decided, const struct policy *policy,
                  const struct row_spec *specs, size_t count);
void decided_release(struct decided *decided);

/* The decision on a person; NULL where there is none. */
const struct decision *decided_person(const struct decided *decided, idkey id);

#endif
