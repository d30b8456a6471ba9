/* That every combination is decided, and that broken rules are found out. */
#include "allocate/policy_proof.h"
#include "allocate/precedence.h"
#include "tests/support/broken_policy.h"
#include "tests/support/policy_fixture.h"
#include "tests/support/suite.h"

/* ---- rules that are wrong ---- */

static uint16_t one_that_comes_last(const struct policy *policy, uint16_t a,
                                    uint16_t b)
{
    (void)policy;
    return b == POLICY_NONE ? a : b;
}

/* Each beats the next, and the last the first. */
static uint16_t round_and_round(const struct policy *policy, uint16_t a,
                                uint16_t b)
{
    if (a == POLICY_NONE || b == POLICY_NONE)
        return a == POLICY_NONE ? b : a;
    const uint16_t lead =
        (uint16_t)((a + policy->category_count - b) % policy->category_count);
    return lead <= policy->category_count / 2 ? a : b;
}

static uint16_t neither(const struct policy *policy, uint16_t a, uint16_t b)
{
    const uint16_t winner = category_prevailing(policy, a, b);
    return winner == FIXTURE_SEVERE ? FIXTURE_MENTAL : winner;
}

/* The same in any order, but not what the policy says. */
static uint16_t wrong_end(const struct policy *policy, uint16_t a, uint16_t b)
{
    if (a == POLICY_NONE || b == POLICY_NONE)
        return a == POLICY_NONE ? b : a;
    return category_prevailing(policy, a, b) == a ? b : a;
}

static void broken_rules_are_found_out(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        prevailing_rule *rule;
        bool holds;
    } cases[] = {
        {"the rule as it is", category_prevailing, true},
        {"whichever row comes last", one_that_comes_last, false},
        {"round and round", round_and_round, false},
        {"one that is not there", neither, false},
        {"the wrong end", wrong_end, false},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct arena *arena = arena_new();
        struct policy_proof proof;
        assert_int_equal(
            policy_prove_rule(policy_fixture(), cases[i].rule, arena, &proof),
            0);
        EXPECT(cases[i].name, proof.holds == cases[i].holds);
        arena_free(arena);
    }
}

/* Three spans of ages, and sets of four grades: 48 classes; the two
 * categories with conditions may be had or not: 4 sets. */
static void meishan_is_decided_whatever_comes_together(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct policy_proof proof;
    assert_int_equal(policy_prove(meishan_policy(arena), arena, &proof), 0);
    assert_true(proof.holds);
    assert_int_equal(proof.category_count, 28);
    assert_int_equal(proof.class_count, 48);
    assert_int_equal(proof.set_count, 4);
    assert_int_equal(proof.group_count, 9);
    assert_int_equal(proof.combinations_tried, 4 << 9);
    assert_int_equal(proof.exchanges_tried, 29 * 28 * 28);
    arena_free(arena);
}

/* Ages 0, 15, 18, 60; two sexes; 16 sets of grades, 128 of types. */
static void classes_are_all_combinations_of_what_is_asked(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct policy_proof proof;
    assert_int_equal(policy_prove(policy_fixture(), arena, &proof), 0);
    assert_int_equal(proof.class_count, 4 * 2 * 16 * 128);
    assert_int_equal(proof.group_count, FIXTURE_CATEGORIES);
    /* daughter or not, severe or not, mental or not; the margin follows from
     * being 14, but for women and men of 15 and older of no grade or some */
    assert_int_equal(proof.set_count, 12);
    arena_free(arena);
}

static void many_categories_are_decided_by_exchanges_alone(void **state)
{
    (void)state;
    struct category many[70];
    struct policy policy = *policy_fixture();
    for (size_t i = 0; i < COUNT_OF(many); i++)
        many[i] = (struct category){.subsidy = (fen)i};
    policy.categories = many;
    policy.category_count = COUNT_OF(many);
    struct arena *arena = arena_new();
    struct policy_proof proof;
    assert_int_equal(policy_prove(&policy, arena, &proof), 0);
    assert_true(proof.holds);
    assert_int_equal(proof.combinations_tried, 0);
    assert_int_equal(proof.exchanges_tried, 71 * 70 * 70);
    arena_free(arena);
}

static void each_failing_allocation_is_reported(void **state)
{
    (void)state;
    int result = -1;
    for (unsigned long after = 1; result != 0; after++) {
        struct arena *arena = arena_new();
        struct policy_proof proof;
        mem_fail_after(after);
        result = policy_prove(policy_fixture(), arena, &proof);
        mem_fail_after(0);
        arena_free(arena);
        assert_true(after < 100);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(broken_rules_are_found_out),
        cmocka_unit_test(meishan_is_decided_whatever_comes_together),
        cmocka_unit_test(classes_are_all_combinations_of_what_is_asked),
        cmocka_unit_test(many_categories_are_decided_by_exchanges_alone),
        cmocka_unit_test(each_failing_allocation_is_reported),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
