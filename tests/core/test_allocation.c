/* Amounts of decisions, verdict words, and the first equation that fails. */
#include "core/allocation.h"
#include "core/arena.h"
#include "tests/support/policy_fixture.h"
#include "tests/support/suite.h"
#include <string.h>

static void decision_costs_what_its_category_says(void **state)
{
    (void)state;
    static const struct {
        uint16_t category;
        fen subsidy, personal_due;
    } cases[] = {
        {FIXTURE_MONITORED_ZERO, 0, 38000},
        {FIXTURE_STABLE, 9500, 28500},
        {FIXTURE_UNSTABLE, 28500, 9500},
        {FIXTURE_DESTITUTE, 38000, 0},
        {POLICY_NONE, 0, 38000},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct decision decision = {.category = cases[i].category};
        assert_int_equal(decision_subsidy(policy_fixture(), &decision),
                         cases[i].subsidy);
        assert_int_equal(decision_personal_due(policy_fixture(), &decision),
                         cases[i].personal_due);
    }
}

static void first_equation_that_fails_is_found(void **state)
{
    (void)state;
    struct tie_out ties[] = {{.left = 1, .right = 1},
                             {.left = 2, .right = 2},
                             {.left = 3, .right = 3}};
    struct allocation allocation = {.ties = ties, .tie_count = 3};
    assert_int_equal(allocation_first_untied(&allocation), -1);
    ties[2].right = 4;
    assert_int_equal(allocation_first_untied(&allocation), 2);
    ties[0].left = 0;
    assert_int_equal(allocation_first_untied(&allocation), 0);
    allocation.tie_count = 0;
    assert_int_equal(allocation_first_untied(&allocation), -1);
}

static void every_verdict_has_its_own_word(void **state)
{
    (void)state;
    assert_string_equal(verdict_name(VERDICT_WON), "won");
    assert_string_equal(verdict_name(VERDICT_NOT_YET), "not-yet");
    for (int a = 0; a < VERDICT_COUNT; a++) {
        assert_non_null(verdict_name((enum verdict)a));
        for (int b = 0; b < a; b++)
            assert_string_not_equal(verdict_name((enum verdict)a),
                                    verdict_name((enum verdict)b));
    }
}

static void release_leaves_nothing_behind(void **state)
{
    (void)state;
    struct allocation allocation = {
        .policy = policy_fixture(),
        .order = mem_alloc(4),
        .verdicts = mem_alloc(4),
        .decisions = mem_alloc(sizeof(struct decision)),
        .decision_count = 1,
        .arena = arena_new(),
    };
    allocation_release(&allocation);
    assert_null(allocation.order);
    assert_null(allocation.arena);
    assert_int_equal(allocation.decision_count, 0);
    allocation_release(&allocation); /* an empty one, too */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(decision_costs_what_its_category_says),
        cmocka_unit_test(first_equation_that_fails_is_found),
        cmocka_unit_test(every_verdict_has_its_own_word),
        cmocka_unit_test(release_leaves_nothing_behind),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
