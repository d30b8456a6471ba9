/* A month's rules in the ledger: the policy, the period, the categories. */
#include "tests/support/ledger_fixture.h"
#include "tests/support/suite.h"

static void rules_are_kept_in_the_policys_words(void **state)
{
    const struct ledger_fixture *fixture = *state;
    /* Each counts to 1 where the rows are as they should be. */
    static const char *const facts[] = {
        "SELECT count(*) FROM policies WHERE id = 'shifan-2024'"
        " AND region = '示范市' AND insured_year = 2024 AND premium = 38000"
        " AND title = '示范市2024年度城乡居民医保参保资助'"
        " AND text = 'id: shifan-2024' || char(10)",
        "SELECT count(*) FROM periods WHERE period = 202308"
        " AND state = 'open' AND as_of = 20230831 AND program = '0.1.0'"
        " AND premium = 38000 AND heads = 4 AND subsidy = 95000"
        " AND personal_due = 57000",
        "SELECT count(*) FROM periods JOIN policies ON policy = sha256",
        /* numbers count from 1 in import order */
        "SELECT group_concat(id, ' ') = '9901 9902 9903 2303 2305 nver 236046"
        " jingshen 01 2304' FROM (SELECT id FROM categories ORDER BY category)",
        "SELECT count(*) FROM categories WHERE category = 5 AND code = '2305'"
        " AND name = '低收入对象' AND department = '民政' AND step = 3"
        " AND fund = '财政专项资金' AND applicant = '民政' AND ratio_bp = 7500"
        " AND premium = 38000 AND subsidy = 28500 AND personal_due = 9500",
        "SELECT count(*) FROM categories WHERE code = '9901'"
        " AND fund IS NULL AND applicant IS NULL AND subsidy = 0",
        "SELECT count(*) FROM categories WHERE code = '' AND id = 'nver'",
        "SELECT count(*) FROM categories WHERE code = '01'",
    };
    ledger_fixture_keep(fixture->place.file, &fixture->decided.allocation,
                        FIXTURE_PERIOD);
    for (size_t i = 0; i < COUNT_OF(facts); i++)
        EXPECT(facts[i],
               ledger_fixture_number(fixture->place.file, facts[i]) == 1);
}

static void months_share_one_policy(void **state)
{
    const struct ledger_fixture *fixture = *state;
    for (ym period = 202307; period <= 202309; period++) {
        ledger_fixture_keep(fixture->place.file, &fixture->decided.allocation,
                            period);
        ledger_fixture_close(fixture->place.file, period);
    }
    assert_int_equal(ledger_fixture_number(fixture->place.file,
                                           "SELECT count(*) FROM policies"),
                     1);
    assert_int_equal(ledger_fixture_number(fixture->place.file,
                                           "SELECT count(*) FROM categories"),
                     3 * FIXTURE_CATEGORIES);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(rules_are_kept_in_the_policys_words,
                                        ledger_fixture_set_up,
                                        ledger_fixture_tear_down),
        cmocka_unit_test_setup_teardown(months_share_one_policy,
                                        ledger_fixture_set_up,
                                        ledger_fixture_tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
