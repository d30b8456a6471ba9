/* Who is insured: each person once, whatever the order of the rows. */
#include "core/arena.h"
#include "core/enrolment.h"
#include "tests/support/enrolment_fixture.h"
#include "tests/support/policy_fixture.h"
#include "tests/support/suite.h"

#define ID(sequence) (UINT64_C(51149919780301) * 1000 + (sequence))

static const struct row_spec rows[] = {
    {.id = ID(7), .county = "西区"},
    {.id = ID(3), .county = "西区"},
    {.id = ID(3), .county = "东区"}, /* the policy's first county counts */
    {.id = ID(5), .county = "别处"},
    {.id = ID(4), .county = "别处"},
    {.id = ID(4), .county = "丙处"}, /* the first by name */
    {.id = ID(6)},
    {.id = ID(9), .is_returned = true},
    {.id = ID(3)},
};

static void persons_stand_once_and_sorted(void **state)
{
    (void)state;
    static const struct enrolled expected[] = {
        {ID(3), 0}, {ID(4), 2}, /* behind the policy's two */
        {ID(5), 3}, {ID(6), POLICY_NONE}, {ID(7), 1},
    };
    struct enrolment enrolment;
    enrolment_fixture(&enrolment, rows, COUNT_OF(rows));
    assert_int_equal(enrolment.count, COUNT_OF(expected));
    assert_int_equal(enrolment.repeated, 3);
    assert_int_equal(enrolment.other_count, 2);
    for (size_t i = 0; i < COUNT_OF(expected); i++) {
        assert_true(enrolment.persons[i].id == expected[i].id);
        assert_int_equal(enrolment.persons[i].county, expected[i].county);
    }
    assert_string_equal(enrolment.others[0], "丙处");
    assert_string_equal(enrolment.others[1], "别处");
    enrolment_release(&enrolment);
}

static void persons_are_found_by_number(void **state)
{
    (void)state;
    struct enrolment enrolment;
    enrolment_fixture(&enrolment, rows, COUNT_OF(rows));
    for (unsigned sequence = 1; sequence < 12; sequence++)
        assert_int_equal(enrolment_has(&enrolment, ID(sequence)),
                         sequence >= 3 && sequence <= 7);
    enrolment_release(&enrolment);
    enrolment_fixture(&enrolment, rows, 0);
    assert_false(enrolment_has(&enrolment, ID(3)));
    enrolment_release(&enrolment);
}

static void collecting_without_memory_is_a_clean_failure(void **state)
{
    (void)state;
    int status = -1;
    for (unsigned long after = 1; status != 0; after++) {
        struct enrolment enrolment = {.count = 0};
        assert_int_equal(roster_init(&enrolment.roster), 0);
        roster_fixture_fill(&enrolment.roster, rows, COUNT_OF(rows));
        mem_fail_after(after);
        status = enrolment_collect(&enrolment, policy_fixture());
        mem_fail_after(0);
        enrolment_release(&enrolment);
        assert_true(after < 10);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(persons_stand_once_and_sorted),
        cmocka_unit_test(persons_are_found_by_number),
        cmocka_unit_test(collecting_without_memory_is_a_clean_failure),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
