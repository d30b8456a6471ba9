/* A month's persons in the ledger: places, rows, decisions, sums. */
#include "tests/support/ledger_fixture.h"
#include "tests/support/random_roster.h"
#include "tests/support/suite.h"

static void persons_are_kept_with_all_that_decided_them(void **state)
{
    const struct ledger_fixture *fixture = *state;
    /* Each counts to 1 where the rows are as they should be. */
    static const char *const facts[] = {
        /* places are numbered in order of their first row */
        "SELECT group_concat(locality || county || town || village, ' ') ="
        " '1东区一镇二村 2 3西区 4东区一,镇\"三\"村 5东区' FROM"
        " (SELECT * FROM localities ORDER BY locality)",
        "SELECT count(*) FROM roster_rows WHERE person = 51149919500101001"
        " AND sheet = 3 AND row_no = 3 AND name = '李明' AND locality = 3"
        " AND category = 7 AND recognised IS NULL AND ended IS NULL"
        " AND grades = 4 AND types = 16 AND fate = 1 AND verdict = 2"
        " AND movement = 0 AND marks = 0",
        "SELECT count(*) FROM roster_rows WHERE row_no = 3 AND sheet = 1"
        " AND recognised = 20200101",
        "SELECT count(*) FROM roster_rows WHERE fate = 2 AND row_no = 5",
        "SELECT count(*) FROM roster_rows WHERE person = 0 AND fate = 3"
        " AND verdict = 0 AND name = '赵六'",
        "SELECT count(*) FROM roster_rows WHERE person = 51149919600101007"
        " AND fate = 3 AND verdict = 0",
        "SELECT count(*) FROM roster_rows WHERE marks = 1 AND verdict = 5",
        "SELECT count(*) FROM roster_rows WHERE marks = 4 AND name = '孙小'",
        "SELECT count(*) FROM decisions WHERE person = 51149919500101001"
        " AND name = '李 明' AND locality = 1 AND category = 10"
        " AND premium = 38000 AND subsidy = 38000 AND personal_due = 0"
        " AND age = 73 AND grades = 4 AND types = 16 AND flags & 1"
        " AND evidence = 4 AND accepted = 3",
        "SELECT count(*) FROM decisions WHERE person = 51149919800101002"
        " AND category IS NULL AND subsidy = 0 AND personal_due = 38000"
        " AND locality = 3",
        "SELECT count(*) FROM slices WHERE county = '西区'"
        " AND category IS NULL AND heads = 1 AND personal_due = 38000",
        "SELECT count(*) > 0 AND min(left_side = right_side) FROM tie_outs",
    };
    ledger_fixture_keep(fixture->place.file, &fixture->decided.allocation,
                        FIXTURE_PERIOD);
    for (size_t i = 0; i < COUNT_OF(facts); i++)
        EXPECT(facts[i],
               ledger_fixture_number(fixture->place.file, facts[i]) == 1);
}

enum { ROWS = 400, PERSONS = 90, ROUNDS = 8 };

/* Whatever rows come, each stands once, by its decision where it counts. */
static void random_months_add_up_in_the_tables(void **state)
{
    const struct ledger_fixture *fixture = *state;
    static const char *const broken[] = {
        "SELECT count(*) FROM decisions AS d WHERE d.evidence <>"
        " (SELECT count(*) FROM roster_rows AS r WHERE r.period = d.period"
        "  AND r.person = d.person AND r.fate <> 3)",
        "SELECT count(*) FROM decisions AS d WHERE d.accepted <>"
        " (SELECT count(*) FROM roster_rows AS r WHERE r.period = d.period"
        "  AND r.person = d.person AND r.fate = 1)",
        "SELECT count(*) FROM roster_rows AS r WHERE r.fate <> 3 AND NOT EXISTS"
        " (SELECT 1 FROM decisions AS d WHERE d.period = r.period"
        "  AND d.person = r.person)",
        "SELECT count(*) FROM decisions AS d JOIN categories AS c"
        " ON c.period = d.period AND c.category = d.category"
        " WHERE d.subsidy <> c.subsidy OR d.personal_due <> c.personal_due",
        "SELECT count(*) FROM (SELECT 1 FROM roster_rows"
        " GROUP BY period, sheet, row_no HAVING count(*) > 1)",
        "SELECT (SELECT sum(subsidy) FROM slices) <>"
        " (SELECT sum(subsidy) FROM decisions)",
        "SELECT count(*) FROM pragma_foreign_key_check",
    };
    struct random random = {.seed = 5};
    for (int round = 0; round < ROUNDS; round++) {
        static struct row_spec rows[ROWS];
        struct decided decided;
        for (size_t i = 0; i < ROWS; i++)
            rows[i] = random_row(&random, PERSONS);
        decided_init(&decided, NULL, rows, ROWS);
        ledger_fixture_keep(fixture->place.file, &decided.allocation,
                            FIXTURE_PERIOD);
        decided_release(&decided);
        for (size_t i = 0; i < COUNT_OF(broken); i++)
            EXPECT(broken[i],
                   ledger_fixture_number(fixture->place.file, broken[i]) == 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(
            persons_are_kept_with_all_that_decided_them, ledger_fixture_set_up,
            ledger_fixture_tear_down),
        cmocka_unit_test_setup_teardown(random_months_add_up_in_the_tables,
                                        ledger_fixture_set_up,
                                        ledger_fixture_tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
