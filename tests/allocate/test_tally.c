/* Sums by county and category. */
#include "allocate/allocate.h"
#include "allocate/tally.h"
#include "tests/support/allocation_fixture.h"
#include "tests/support/suite.h"
#include <stdio.h>
#include <string.h>

static void slices_are_sorted_by_county_and_category(void **state)
{
    (void)state;
    const struct row_spec rows[] = {
        {.id = fixture_id(19780301, 1),
         .county = "西区",
         .category = FIXTURE_UNSTABLE},
        {.id = fixture_id(19780301, 2),
         .county = "西区",
         .category = FIXTURE_STABLE},
        {.id = fixture_id(19780301, 3),
         .county = "东区",
         .category = FIXTURE_UNSTABLE},
        {.id = fixture_id(19780301, 4),
         .county = "西区",
         .category = FIXTURE_UNSTABLE},
        {.id = fixture_id(19780301, 5), .category = FIXTURE_DESTITUTE},
        {.id = fixture_id(19780301, 6),
         .county = "西区",
         .category = FIXTURE_STABLE,
         .ended = 20230101},
    };
    static const struct {
        const char *county;
        uint16_t category;
        struct tally tally;
    } want[] = {
        {"", FIXTURE_DESTITUTE, {1, 38000, 0}},
        {"东区", FIXTURE_UNSTABLE, {1, 28500, 9500}},
        {"西区", FIXTURE_STABLE, {1, 9500, 28500}},
        {"西区", FIXTURE_UNSTABLE, {2, 57000, 19000}},
        {"西区", POLICY_NONE, {1, 0, 38000}},
    };
    struct decided decided;
    decided_init(&decided, NULL, rows, 6);
    const struct allocation *allocation = &decided.allocation;
    assert_int_equal(allocation->slice_count, 5);
    for (size_t i = 0; i < 5; i++) {
        const struct slice *slice = &allocation->slices[i];
        assert_string_equal(roster_string(&decided.roster, slice->county),
                            want[i].county);
        assert_int_equal(slice->category, want[i].category);
        assert_int_equal(slice->tally.heads, want[i].tally.heads);
        assert_int_equal(slice->tally.subsidy, want[i].tally.subsidy);
        assert_int_equal(slice->tally.personal_due, want[i].tally.personal_due);
    }
    assert_int_equal(allocation->total.heads, 6);
    assert_int_equal(allocation->total.subsidy, 133000);
    assert_int_equal(allocation->total.personal_due, 95000);
    decided_release(&decided);
}

static void thousands_of_counties_are_kept_apart(void **state)
{
    (void)state;
    enum { COUNTIES = 2000 };
    static struct row_spec rows[COUNTIES * 2];
    static char names[COUNTIES][16];
    for (size_t i = 0; i < COUNTIES; i++)
        snprintf(names[i], sizeof names[i], "县%04zu", i);
    for (size_t i = 0; i < COUNTIES * 2; i++)
        rows[i] = (struct row_spec){
            .id = fixture_id(19780301 + (int)(i / 900), 1 + (int)(i % 900)),
            .county = names[i % COUNTIES],
            .category = FIXTURE_STABLE,
        };
    struct decided decided;
    decided_init(&decided, NULL, rows, COUNTIES * 2);
    assert_int_equal(decided.allocation.slice_count, COUNTIES);
    for (size_t i = 0; i < COUNTIES; i++) {
        const struct slice *slice = &decided.allocation.slices[i];
        assert_string_equal(roster_string(&decided.roster, slice->county),
                            names[i]);
        assert_int_equal(slice->tally.heads, 2);
    }
    decided_release(&decided);
}

static void many_categories_of_one_county_are_kept_apart(void **state)
{
    (void)state;
    enum { CATEGORIES = 120 };
    static struct category categories[CATEGORIES];
    static struct row_spec rows[CATEGORIES];
    struct policy policy = *policy_fixture();
    for (size_t i = 0; i < CATEGORIES; i++) {
        categories[i] = policy.categories[FIXTURE_STABLE];
        rows[i] = (struct row_spec){
            .id = fixture_id(19780301, 1 + (int)i),
            .county = "东区",
            .category = (uint16_t)i,
        };
    }
    policy.categories = categories;
    policy.category_count = CATEGORIES;
    struct decided decided;
    decided_init(&decided, &policy, rows, CATEGORIES);
    assert_int_equal(decided.allocation.slice_count, CATEGORIES);
    for (size_t i = 0; i < CATEGORIES; i++) {
        assert_int_equal(decided.allocation.slices[i].category, i);
        assert_int_equal(decided.allocation.slices[i].tally.heads, 1);
    }
    decided_release(&decided);
}

static void person_counts_where_any_row_names_a_county(void **state)
{
    (void)state;
    const idkey id = fixture_id(19780301, 1);
    const struct row_spec rows[] = {
        {.id = id, .county = "东区", .category = FIXTURE_STABLE},
        {.id = id, .kind = FIXTURE_KIND_CIVIL, .category = FIXTURE_DESTITUTE},
    };
    struct decided decided;
    decided_init(&decided, NULL, rows, 2);
    assert_int_equal(decided.allocation.slice_count, 1);
    assert_string_equal(
        roster_string(&decided.roster, decided.allocation.slices[0].county),
        "东区");
    decided_release(&decided);
}

static void overflow_is_refused(void **state)
{
    (void)state;
    struct tally sum = {.subsidy = INT64_MAX};
    const struct tally one = {.heads = 1, .subsidy = 1};
    assert_int_equal(tally_add(&sum, &one), TALLY_OVERFLOW);
    sum = (struct tally){.personal_due = INT64_MAX - 1};
    const struct tally due = {.personal_due = 1};
    assert_int_equal(tally_add(&sum, &due), TALLY_OK);
    assert_int_equal(tally_add(&sum, &due), TALLY_OVERFLOW);
}

static void sums_beyond_64_bits_fail_the_run(void **state)
{
    (void)state;
    struct category categories[FIXTURE_CATEGORIES];
    struct policy policy = *policy_fixture();
    memcpy(categories, policy.categories, sizeof categories);
    categories[FIXTURE_STABLE].subsidy = INT64_MAX / 2 + 1;
    policy.categories = categories;
    const struct row_spec rows[] = {
        {.id = fixture_id(19780301, 1), .category = FIXTURE_STABLE},
        {.id = fixture_id(19780301, 2), .category = FIXTURE_STABLE},
    };
    struct roster roster;
    struct allocation allocation;
    struct failure failure = FAILURE_INIT;
    assert_int_equal(roster_init(&roster), 0);
    roster_fixture_fill(&roster, rows, 2);
    assert_int_equal(
        allocate(&policy, &roster, FIXTURE_AS_OF, &allocation, &failure), -1);
    assert_int_equal(failure.code, DIAG_TIE_OUT);
    roster_release(&roster);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(slices_are_sorted_by_county_and_category),
        cmocka_unit_test(thousands_of_counties_are_kept_apart),
        cmocka_unit_test(many_categories_of_one_county_are_kept_apart),
        cmocka_unit_test(person_counts_where_any_row_names_a_county),
        cmocka_unit_test(overflow_is_refused),
        cmocka_unit_test(sums_beyond_64_bits_fail_the_run),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
