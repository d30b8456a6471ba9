/* From rows to decisions in one step, with the checks that always hold. */
#include "tests/support/allocation_fixture.h"
#include "allocate/allocate.h"
#include "tests/support/suite.h"

void decided_init(struct decided *decided, const struct policy *policy,
                  const struct row_spec *specs, size_t count)
{
    struct failure failure = FAILURE_INIT;
    if (policy == NULL)
        policy = policy_fixture();
    assert_int_equal(roster_init(&decided->roster), 0);
    roster_fixture_fill(&decided->roster, specs, count);
    assert_int_equal(allocate(policy, &decided->roster, FIXTURE_AS_OF,
                              &decided->allocation, &failure),
                     0);
    int untied = allocation_first_untied(&decided->allocation);
    if (untied >= 0)
        fail_msg("does not tie out: %s", decided->allocation.ties[untied].what);
}

void decided_release(struct decided *decided)
{
    allocation_release(&decided->allocation);
    roster_release(&decided->roster);
}

const struct decision *decided_person(const struct decided *decided, idkey id)
{
    for (size_t i = 0; i < decided->allocation.decision_count; i++)
        if (decided->allocation.decisions[i].id == id)
            return &decided->allocation.decisions[i];
    return NULL;
}
