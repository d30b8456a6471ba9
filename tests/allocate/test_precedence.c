/* Which eligible category wins: DOMAIN "Deciding one person" 3. */
#include "allocate/precedence.h"
#include "tests/support/policy_fixture.h"
#include "tests/support/suite.h"

#define BIT(category) (UINT64_C(1) << (category))

/* The one that prevails over all others of the set. */
static uint16_t winner_of(const struct policy *policy, uint64_t eligible)
{
    uint16_t winner = POLICY_NONE;
    for (size_t i = 0; i < policy->category_count; i++)
        if ((eligible >> i & 1) != 0)
            winner = category_prevailing(policy, winner, (uint16_t)i);
    return winner;
}

static void last_or_first_load_wins_as_the_policy_says(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        uint64_t eligible;
        uint16_t last, first;
    } cases[] = {
        {"none", 0, POLICY_NONE, POLICY_NONE},
        {"one", BIT(FIXTURE_SEVERE), FIXTURE_SEVERE, FIXTURE_SEVERE},
        {"the first of all", BIT(FIXTURE_MONITORED_ZERO),
         FIXTURE_MONITORED_ZERO, FIXTURE_MONITORED_ZERO},
        {"two steps", BIT(FIXTURE_STABLE) | BIT(FIXTURE_SEVERE), FIXTURE_SEVERE,
         FIXTURE_STABLE},
        {"inside a step", BIT(FIXTURE_LOW_INCOME) | BIT(FIXTURE_MARGIN),
         FIXTURE_MARGIN, FIXTURE_LOW_INCOME},
        {"stable, margin, severe and destitute",
         BIT(FIXTURE_STABLE) | BIT(FIXTURE_MARGIN) | BIT(FIXTURE_SEVERE) |
             BIT(FIXTURE_DESTITUTE),
         FIXTURE_DESTITUTE, FIXTURE_STABLE},
        {"the lower benefit, loaded later",
         BIT(FIXTURE_SEVERE) | BIT(FIXTURE_ORPHAN), FIXTURE_ORPHAN,
         FIXTURE_SEVERE},
    };
    struct policy reversed = *policy_fixture();
    reversed.precedence = PRECEDENCE_FIRST_LOADED;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        EXPECT_INT(cases[i].name,
                   winner_of(policy_fixture(), cases[i].eligible),
                   cases[i].last);
        EXPECT_INT(cases[i].name, winner_of(&reversed, cases[i].eligible),
                   cases[i].first);
    }
}

static void any_category_prevails_over_none(void **state)
{
    (void)state;
    const struct policy *policy = policy_fixture();
    assert_int_equal(category_prevailing(policy, POLICY_NONE, 0), 0);
    assert_int_equal(category_prevailing(policy, 0, POLICY_NONE), 0);
    assert_int_equal(category_prevailing(policy, POLICY_NONE, POLICY_NONE),
                     POLICY_NONE);
    assert_int_equal(category_prevailing(policy, 3, 3), 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(last_or_first_load_wins_as_the_policy_says),
        cmocka_unit_test(any_category_prevails_over_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
