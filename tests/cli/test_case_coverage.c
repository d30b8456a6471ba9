/*
 * What the cases beside each policy cover: every category alone, every two
 * categories whose order decides what somebody gets, and the day before, on
 * and after each boundary. Whether they hold is test_policy_cases.c's.
 */
#include "core/arena.h"
#include "import/import.h"
#include "tests/support/suite.h"

#include <string.h>

enum { MOST_CATEGORIES = 64, AROUND = 3 };

/* What was seen in the cases of one policy. */
struct coverage {
    const struct policy *policy;
    bool alone[MOST_CATEGORIES];
    bool pair[MOST_CATEGORIES][MOST_CATEGORIES]; /* [earlier][winner] */
    /* a day before, on, after */
    bool recognised[AROUND], ended[AROUND], collected[AROUND];
    bool youngest[MOST_CATEGORIES][AROUND]; /* the day of coming of age */
    bool oldest[MOST_CATEGORIES][AROUND];   /* the day of growing too old */
    uint8_t grades[MOST_CATEGORIES];        /* on a disability roster */
};

static void see_day(bool *around, ymd day, ymd boundary)
{
    if (day == YMD_NONE)
        return;
    const int32_t distance = ymd_to_days(day) - ymd_to_days(boundary);
    if (distance >= -1 && distance <= 1)
        around[distance + 1] = true;
}

/* The day on which somebody completes so many years. */
static ymd birthday(ymd birth, int years)
{
    const ymd day = birth + years * 10000;
    return ymd_is_valid(day) ? day : ymd_of(day / 10000, 3, 1);
}

static void see_ages(struct coverage *coverage, uint16_t category, ymd birth,
                     ymd as_of)
{
    const struct category *of = &coverage->policy->categories[category];
    for (size_t i = 0; i < of->alternative_count; i++) {
        const struct alternative *way = &of->alternatives[i];
        if (way->age_min >= 0)
            see_day(coverage->youngest[category], as_of,
                    birthday(birth, way->age_min));
        if (way->age_max >= 0)
            see_day(coverage->oldest[category], as_of,
                    birthday(birth, way->age_max + 1));
    }
}

static void see_row(struct coverage *coverage, const struct policy_case *one,
                    const struct case_row *row)
{
    see_day(coverage->recognised, row->recognised, one->as_of);
    see_day(coverage->ended, row->ended, one->as_of);
    see_day(coverage->collected, row->recognised,
            coverage->policy->collection_to);
    see_ages(coverage, row->category, one->persons[row->person].birth,
             one->as_of);
    coverage->grades[row->category] |= row->grades;
}

/* The categories of a person's rows, and which one wins. */
static void see_person(struct coverage *coverage, const struct policy_case *one,
                       const struct case_expectation *expected)
{
    bool has[MOST_CATEGORIES] = {false};
    size_t count = 0;
    const uint16_t won = expected->category;
    for (size_t i = 0; i < one->row_count; i++) {
        const struct case_row *row = &one->rows[i];
        if (row->person != expected->person)
            continue;
        count += !has[row->category];
        has[row->category] = true;
    }
    if (won == POLICY_NONE || !has[won])
        return;
    coverage->alone[won] |= count == 1;
    for (uint16_t i = 0; i < coverage->policy->category_count; i++)
        coverage->pair[i][won] |= i != won && has[i] && count == 2;
}

static void see_cases(struct coverage *coverage, const struct case_list *cases)
{
    for (size_t i = 0; i < cases->count; i++) {
        const struct policy_case *one = &cases->cases[i];
        for (size_t k = 0; k < one->row_count; k++)
            see_row(coverage, one, &one->rows[k]);
        for (size_t k = 0; k < one->expectation_count; k++)
            see_person(coverage, one, &one->expectations[k]);
    }
}

/* ---- what must have been seen ---- */

static void expect_around(const struct coverage *coverage, const char *what,
                          const bool *around)
{
    static const char *const words[AROUND] = {"the day before", "the day",
                                              "the day after"};
    for (int i = 0; i < AROUND; i++)
        if (!around[i])
            fail_msg("%s: no case for %s: %s", coverage->policy->id, what,
                     words[i]);
}

static bool is_same_result(const struct category *a, const struct category *b)
{
    return a->subsidy == b->subsidy && a->fund == b->fund &&
           a->applicant == b->applicant;
}

static void expect_pairs(const struct coverage *coverage)
{
    const struct policy *policy = coverage->policy;
    for (uint16_t i = 0; i < policy->category_count; i++) {
        const struct category *a = &policy->categories[i];
        if (!coverage->alone[i])
            fail_msg("%s: no case for %s alone", policy->id, a->name);
        for (uint16_t k = (uint16_t)(i + 1); k < policy->category_count; k++) {
            const struct category *b = &policy->categories[k];
            const bool is_seen = policy->precedence == PRECEDENCE_LAST_LOADED
                                     ? coverage->pair[i][k]
                                     : coverage->pair[k][i];
            if (!is_seen && !is_same_result(a, b))
                fail_msg("%s: no case for %s and %s", policy->id, a->name,
                         b->name);
        }
    }
}

static void expect_conditions(const struct coverage *coverage)
{
    const struct policy *policy = coverage->policy;
    uint8_t grades = 0; /* those of whichever category names the roster's */
    bool asks_grades = false;
    for (uint16_t i = 0; i < policy->category_count; i++) {
        const struct category *category = &policy->categories[i];
        grades |= coverage->grades[i];
        for (size_t k = 0; k < category->alternative_count; k++) {
            const struct alternative *way = &category->alternatives[k];
            asks_grades |= way->grades != 0;
            if (way->age_min >= 0)
                expect_around(coverage, category->name, coverage->youngest[i]);
            if (way->age_max >= 0)
                expect_around(coverage, category->name, coverage->oldest[i]);
        }
    }
    if (asks_grades)
        EXPECT_INT(policy->id, grades & 0x1E, 0x1E);
}

static void check_policy(const char *path)
{
    struct arena *arena = arena_new();
    struct failure failure = FAILURE_INIT;
    struct coverage coverage = {.policy = NULL};
    const struct case_list *cases = NULL;
    if (policy_load(path, arena, &coverage.policy, &failure) != 0 ||
        cases_load(path, coverage.policy, arena, &cases, &failure) != 0)
        fail_msg("%s: %s", failure.file, failure.note);
    assert_true(coverage.policy->category_count <= MOST_CATEGORIES);
    see_cases(&coverage, cases);
    expect_pairs(&coverage);
    expect_conditions(&coverage);
    expect_around(&coverage, "the day of recognition", coverage.recognised);
    expect_around(&coverage, "the day of exit", coverage.ended);
    if (coverage.policy->late == LATE_NEXT_YEAR)
        expect_around(&coverage, "the end of collection", coverage.collected);
    arena_free(arena);
}

static void the_cases_of_every_policy_cover_it(void **state)
{
    (void)state;
    static const char *const roots[] = {"mappings"};
    struct arena *arena = arena_new();
    struct failure failure = FAILURE_INIT;
    struct words paths;
    assert_int_equal(policy_list(roots, 1, arena, &paths, &failure), 0);
    assert_true(paths.count > 0);
    for (size_t i = 0; i < paths.count; i++)
        check_policy(paths.items[i]);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_cases_of_every_policy_cover_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
