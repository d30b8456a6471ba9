/* Which rows contradict each other. */
#include "allocate/exclusion.h"
#include "tests/support/allocation_fixture.h"
#include "tests/support/suite.h"

static const uint16_t three[] = {FIXTURE_STABLE, FIXTURE_SEVERE,
                                 FIXTURE_ORPHAN};
static const struct exclusion exclusion = {
    .label = "三者", .categories = three, .count = 3};

static void exclusion_covers_its_categories_only(void **state)
{
    (void)state;
    assert_true(exclusion_covers(&exclusion, FIXTURE_STABLE));
    assert_true(exclusion_covers(&exclusion, FIXTURE_ORPHAN));
    assert_false(exclusion_covers(&exclusion, FIXTURE_UNSTABLE));
    assert_false(exclusion_covers(&exclusion, POLICY_NONE));
}

static void verdict_in_force_is_won_superseded_or_condition(void **state)
{
    (void)state;
    for (int v = 0; v < VERDICT_COUNT; v++)
        assert_int_equal(verdict_is_in_force((enum verdict)v),
                         v == VERDICT_WON || v == VERDICT_SUPERSEDED ||
                             v == VERDICT_CONDITION);
}

static void first_rows_of_two_categories_are_named(void **state)
{
    (void)state;
    const idkey id = fixture_id(19780301, 11);
    const struct row_spec rows[] = {
        {.id = id, .category = FIXTURE_UNSTABLE},
        {.id = id, .category = FIXTURE_STABLE, .ended = 20230101},
        {.id = id, .category = FIXTURE_STABLE},
        {.id = id, .category = FIXTURE_STABLE},
        {.id = id, .category = FIXTURE_ORPHAN},
    };
    struct decided decided;
    struct contradiction found;
    decided_init(&decided, NULL, rows, 5);
    assert_true(exclusion_find(
        &decided.allocation, decided_person(&decided, id), &exclusion, &found));
    assert_int_equal(found.first, 2);
    assert_int_equal(found.second, 4);
    decided_release(&decided);
}

static void one_category_twice_is_no_contradiction(void **state)
{
    (void)state;
    const idkey id = fixture_id(19780301, 11);
    const struct row_spec rows[] = {
        {.id = id, .category = FIXTURE_STABLE},
        {.id = id, .category = FIXTURE_STABLE},
        {.id = id, .category = FIXTURE_DESTITUTE},
        {.id = id, .category = FIXTURE_ORPHAN, .ended = 20230101},
    };
    struct decided decided;
    struct contradiction found;
    decided_init(&decided, NULL, rows, 4);
    assert_false(exclusion_find(
        &decided.allocation, decided_person(&decided, id), &exclusion, &found));
    decided_release(&decided);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(exclusion_covers_its_categories_only),
        cmocka_unit_test(verdict_in_force_is_won_superseded_or_condition),
        cmocka_unit_test(first_rows_of_two_categories_are_named),
        cmocka_unit_test(one_category_twice_is_no_contradiction),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
