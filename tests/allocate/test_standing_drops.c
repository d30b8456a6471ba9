/* Full lists that became too short: the limit, consent, and what is said. */
#include "tests/support/months_fixture.h"
#include "tests/support/suite.h"

#define CIVIL .kind = FIXTURE_KIND_CIVIL
#define EAST .county = "东区"
#define LOW_INCOME CIVIL, .category = FIXTURE_LOW_INCOME

/* ---- lists that became too short ---- */

static void a_list_may_shrink_by_the_limit_and_no_more(void **state)
{
    static const struct {
        const char *name;
        int before, now;
        bool is_returned; /* one more row, returned */
        const char *consent;
        uint16_t kind; /* of the consent */
        bool passes;
    } drops[] = {
        {"by a fifth", 10, 8, false, NULL, POLICY_NONE, true},
        {"by more", 10, 7, false, NULL, POLICY_NONE, false},
        {"returned rows count", 10, 7, true, NULL, POLICY_NONE, true},
        {"consent to the kind", 10, 1, false, NULL, FIXTURE_KIND_CIVIL, true},
        {"to the county, too", 10, 1, false, "东区", FIXTURE_KIND_CIVIL, true},
        {"to another county", 10, 1, false, "西区", FIXTURE_KIND_CIVIL, false},
        {"to another kind", 10, 1, false, NULL, FIXTURE_KIND_RURAL, false},
        {"one of one", 1, 0, true, NULL, POLICY_NONE, true},
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(drops); i++) {
        struct months months;
        struct failure failure = FAILURE_INIT;
        const struct drop_consent consent = {.kind = drops[i].kind,
                                             .county = drops[i].consent};
        months_init(&months);
        months.policy.drop_limit_bp = 2000;
        months.options.consents = &consent;
        months.options.consent_count = drops[i].kind != POLICY_NONE;
        months_sheet(&months.before, FIXTURE_KIND_CIVIL, MODE_FULL, NULL);
        months_people(&months.before, FIXTURE_LOW_INCOME, 1, drops[i].before);
        months_sheet(&months.now, FIXTURE_KIND_CIVIL, MODE_FULL, NULL);
        months_people(&months.now, FIXTURE_LOW_INCOME, 1, drops[i].now);
        if (drops[i].is_returned)
            roster_fixture_row(
                &months.now, &(struct row_spec){LOW_INCOME, EAST, .name = "某",
                                                .is_returned = true});
        const int result = months_carry(&months, &failure);
        EXPECT_INT(drops[i].name, result, drops[i].passes ? 0 : -1);
        EXPECT_INT(drops[i].name, failure.code,
                   drops[i].passes ? DIAG_NONE : DIAG_ROSTER_DROPPED);
        EXPECT_INT(drops[i].name, months.now.drop_count,
                   drops[i].passes && drops[i].kind != POLICY_NONE);
        EXPECT_INT(drops[i].name,
                   roster_fixture_count(&months.now, DIAG_ROSTER_DROP_ACCEPTED),
                   months.now.drop_count);
        months_release(&months);
    }
}

static void every_list_that_is_too_short_is_named_with_its_option(void **state)
{
    struct months months;
    struct failure failure = FAILURE_INIT;
    (void)state;
    months_init(&months);
    months.policy.drop_limit_bp = 2000;
    months_sheet(&months.before, FIXTURE_KIND_CIVIL, MODE_FULL, NULL);
    months_people(&months.before, FIXTURE_LOW_INCOME, 1, 10);
    months_sheet(&months.before, FIXTURE_KIND_DESTITUTE, MODE_FULL, NULL);
    months_people(&months.before, FIXTURE_DESTITUTE, 100, 20);
    months_sheet(&months.now, FIXTURE_KIND_CIVIL, MODE_FULL, NULL);
    months_people(&months.now, FIXTURE_LOW_INCOME, 1, 2);
    months_sheet(&months.now, FIXTURE_KIND_DESTITUTE, MODE_FULL, "东区");
    assert_int_equal(months_carry(&months, &failure), -1);
    assert_string_equal(
        failure.note,
        "  民政对象花名册 东区：上月 10 人，本月 2 人    --accept-drop "
        "minzheng@东区\n"
        "  特困人员花名册 东区：上月 20 人，本月 0 人    --accept-drop "
        "minzheng-tekun@东区\n");
    months_release(&months);
}

static void people_removed_by_another_list_are_no_drop(void **state)
{
    struct months months;
    struct failure failure = FAILURE_INIT;
    (void)state;
    months_init(&months);
    months.policy.drop_limit_bp = 2000;
    months_sheet(&months.before, FIXTURE_KIND_DESTITUTE, MODE_FULL, NULL);
    months_people(&months.before, FIXTURE_DESTITUTE, 1, 10);
    months_sheet(&months.now, FIXTURE_KIND_DESTITUTE, MODE_FULL, NULL);
    months_people(&months.now, FIXTURE_DESTITUTE, 1, 5);
    months_sheet(&months.now, FIXTURE_KIND_CIVIL, MODE_CHANGE, NULL);
    for (int i = 6; i <= 10; i++)
        roster_fixture_row(&months.now,
                           &(struct row_spec){.id = fixture_id(19600101, i),
                                              CIVIL,
                                              .category = FIXTURE_DESTITUTE,
                                              .county = "东区",
                                              .movement = MOVEMENT_REMOVED});
    assert_int_equal(months_carry(&months, &failure), 0);
    assert_int_equal(months.now.before.removed, 5);
    months_release(&months);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_list_may_shrink_by_the_limit_and_no_more),
        cmocka_unit_test(every_list_that_is_too_short_is_named_with_its_option),
        cmocka_unit_test(people_removed_by_another_list_are_no_drop),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
