/* Rows of a list, collected as a run would. */
#include "tests/support/enrolment_fixture.h"

#include "tests/support/policy_fixture.h"
#include "tests/support/suite.h"

void enrolment_fixture(struct enrolment *enrolment, const struct row_spec *rows,
                       size_t count)
{
    *enrolment = (struct enrolment){.count = 0};
    assert_int_equal(roster_init(&enrolment->roster), 0);
    roster_fixture_fill(&enrolment->roster, rows, count);
    assert_int_equal(enrolment_collect(enrolment, policy_fixture()), 0);
}
