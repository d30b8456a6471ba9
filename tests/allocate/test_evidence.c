/* Grouping rows by person: complete, stable, in import order. */
#include "allocate/evidence.h"
#include "tests/support/policy_fixture.h"
#include "tests/support/random.h"
#include "tests/support/roster_fixture.h"
#include "tests/support/suite.h"

static void group(struct allocation *allocation, struct roster *roster,
                  const struct row_spec *specs, size_t count)
{
    assert_int_equal(roster_init(roster), 0);
    roster_fixture_fill(roster, specs, count);
    *allocation =
        (struct allocation){.policy = policy_fixture(), .roster = roster};
    assert_int_equal(evidence_group(allocation), 0);
}

static void release(struct allocation *allocation, struct roster *roster)
{
    allocation_release(allocation);
    roster_release(roster);
}

static void rows_are_ordered_by_person_category_and_place(void **state)
{
    (void)state;
    const idkey a = fixture_id(19780301, 1);
    const idkey b = fixture_id(19780301, 2);
    const struct row_spec specs[] = {
        {.id = b, .category = FIXTURE_DESTITUTE},
        {.id = a, .category = FIXTURE_DESTITUTE},
        {.id = a, .category = POLICY_NONE},
        {.id = a, .category = FIXTURE_STABLE},
        {.id = b, .category = FIXTURE_DESTITUTE},
        {.id = a, .category = FIXTURE_DESTITUTE},
    };
    static const uint32_t want[] = {3, 1, 5, 2, 0, 4};
    struct roster roster;
    struct allocation allocation;
    group(&allocation, &roster, specs, 6);
    assert_int_equal(allocation.order_count, 6);
    for (size_t i = 0; i < 6; i++)
        assert_int_equal(allocation.order[i], want[i]);
    assert_int_equal(allocation.decision_count, 2);
    assert_int_equal(allocation.decisions[0].id, a);
    assert_int_equal(allocation.decisions[0].first, 0);
    assert_int_equal(allocation.decisions[0].count, 4);
    assert_int_equal(allocation.decisions[1].id, b);
    assert_int_equal(allocation.decisions[1].first, 4);
    assert_int_equal(allocation.decisions[1].count, 2);

    assert_int_equal(evidence_run_end(&allocation, 0, 4), 1);
    assert_int_equal(evidence_run_end(&allocation, 1, 4), 3);
    assert_int_equal(evidence_run_end(&allocation, 3, 4), 4);
    assert_int_equal(evidence_run_end(&allocation, 4, 6), 6);
    release(&allocation, &roster);
}

static void returned_and_unreadable_rows_are_left_out(void **state)
{
    (void)state;
    const struct row_spec specs[] = {
        {.id = fixture_id(19780301, 1), .is_returned = true},
        {.id = 0, .is_returned = true},
        {.id = fixture_id(19780301, 2)},
    };
    struct roster roster;
    struct allocation allocation;
    group(&allocation, &roster, specs, 3);
    assert_int_equal(allocation.order_count, 1);
    assert_int_equal(allocation.order[0], 2);
    assert_int_equal(allocation.decision_count, 1);
    release(&allocation, &roster);
}

static void duplicates_are_evidence_too(void **state)
{
    (void)state;
    const struct roster_row rows[] = {
        {.id = 1, .fate = FATE_ACCEPTED},
        {.id = 1, .fate = FATE_DUPLICATE},
        {.id = 1, .fate = FATE_RETURNED},
        {.id = 0, .fate = FATE_ACCEPTED},
    };
    assert_true(row_is_evidence(&rows[0]));
    assert_true(row_is_evidence(&rows[1]));
    assert_false(row_is_evidence(&rows[2]));
    assert_false(row_is_evidence(&rows[3]));
}

static void no_rows_give_no_persons(void **state)
{
    (void)state;
    struct roster roster;
    struct allocation allocation;
    group(&allocation, &roster, NULL, 0);
    assert_int_equal(allocation.order_count, 0);
    assert_int_equal(allocation.decision_count, 0);
    release(&allocation, &roster);
}

/* Whether row `a` belongs before row `b`: the definition, without digits. */
static bool belongs_before(const struct roster *roster, uint32_t a, uint32_t b)
{
    const struct roster_row *left = &roster->rows[a];
    const struct roster_row *right = &roster->rows[b];
    if (left->id != right->id)
        return left->id < right->id;
    if (left->category != right->category)
        return left->category < right->category;
    return a < b;
}

/* Numbers that differ in few digits, in many, and in all 17. */
static void any_numbers_are_sorted(void **state)
{
    (void)state;
    enum { ROWS = 3000 };
    static const uint64_t ranges[] = {3, 2000, UINT64_C(5000000),
                                      UINT64_C(99999999999999999)};
    struct random random = {.seed = 20230831};
    for (size_t r = 0; r < sizeof ranges / sizeof *ranges; r++) {
        static struct row_spec specs[ROWS];
        for (size_t i = 0; i < ROWS; i++)
            specs[i] = (struct row_spec){
                .id = 1 + random_next(&random) % ranges[r],
                .category = (uint16_t)random_below(&random, 3),
            };
        struct roster roster;
        struct allocation allocation;
        group(&allocation, &roster, specs, ROWS);
        assert_int_equal(allocation.order_count, ROWS);
        for (size_t i = 1; i < ROWS; i++)
            assert_true(belongs_before(&roster, allocation.order[i - 1],
                                       allocation.order[i]));
        size_t covered = 0;
        for (size_t i = 0; i < allocation.decision_count; i++) {
            assert_int_equal(allocation.decisions[i].first, covered);
            covered += allocation.decisions[i].count;
        }
        assert_int_equal(covered, ROWS);
        release(&allocation, &roster);
    }
}

static void every_failing_allocation_is_reported(void **state)
{
    (void)state;
    const struct row_spec spec = {.id = fixture_id(19780301, 1)};
    struct roster roster;
    assert_int_equal(roster_init(&roster), 0);
    roster_fixture_fill(&roster, &spec, 1);
    for (unsigned long n = 1;; n++) {
        struct allocation allocation = {.policy = policy_fixture(),
                                        .roster = &roster};
        mem_fail_after(n);
        int result = evidence_group(&allocation);
        mem_fail_after(0);
        allocation_release(&allocation);
        if (result == 0) {
            assert_true(n > 4);
            break;
        }
    }
    roster_release(&roster);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_are_ordered_by_person_category_and_place),
        cmocka_unit_test(returned_and_unreadable_rows_are_left_out),
        cmocka_unit_test(duplicates_are_evidence_too),
        cmocka_unit_test(no_rows_give_no_persons),
        cmocka_unit_test(any_numbers_are_sorted),
        cmocka_unit_test(every_failing_allocation_is_reported),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
