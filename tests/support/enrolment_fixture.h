/* An enrolment list without files: rows in, persons out. */
#ifndef DAOPAN_TESTS_SUPPORT_ENROLMENT_FIXTURE_H
#define DAOPAN_TESTS_SUPPORT_ENROLMENT_FIXTURE_H

#include "core/enrolment.h"
#include "tests/support/roster_fixture.h"

/* By policy_fixture(); to be released with enrolment_release(). */
void enrolment_fixture(struct enrolment *enrolment, const struct row_spec *rows,
                       size_t count);

#endif
