/* Subsidies follow from postings: one a person and insured year. */
#include "ledger/subsidies.h"

#include "tests/support/chronicle.h"
#include "tests/support/suite.h"
#include <string.h>

#define PERSON fixture_id(19500101, 1)
#define OTHER fixture_id(19600101, 3)

/* Counts the subsidies of a month once more, after postings were changed
 * behind the program's back. */
static struct failure count_again(const char *file, ym period, const char *sql)
{
    struct failure failure = FAILURE_INIT;
    struct database *database = NULL;
    assert_int_equal(database_open(file, DATABASE_READ, &database, &failure),
                     0);
    assert_int_equal(database_run(database, sql, &failure), 0);
    if (subsidies_advance(database, period, &failure) == 0)
        assert_int_equal(failure.code, DIAG_NONE);
    database_close(database);
    return failure;
}

/* As posted, each of those posted has one; with a posting in another line, too many. */
static void expect_refusal(const char *name, const char *file, ym period,
                           int64_t posted)
{
    struct failure failure = count_again(file, period, "DELETE FROM subsidies");
    EXPECT_INT(name, failure.code, DIAG_NONE);
    EXPECT_INT(name,
               ledger_fixture_number(file, "SELECT count(*) FROM subsidies"),
               posted);
    failure = count_again(
        file, period,
        "DELETE FROM subsidies; INSERT INTO postings"
        " SELECT period, person, (SELECT min(l.line) FROM request_lines AS l"
        "  WHERE l.period = p.period AND l.line <> p.line), 1, 1, NULL"
        " FROM postings AS p WHERE period = (SELECT max(period) FROM periods)"
        " LIMIT 1");
    EXPECT_INT(name, failure.code, DIAG_LEDGER_FAILED);
    EXPECT_TEXT(name, failure.note,
                "NOT NULL constraint failed: subsidies.amount");
}

/* In a first month, which is counted in one pass, and in a later one. */
static void nobody_is_counted_twice(void **state)
{
    const struct ledger_fixture *fixture = *state;
    const char *file = fixture->place.file;
    const struct row_spec rows[] = {
        {.id = PERSON, .category = FIXTURE_DESTITUTE},
        {.id = OTHER, .category = FIXTURE_STABLE},
    };
    chronicle_run(file, 202306, rows, COUNT_OF(rows));
    expect_refusal("first month", file, 202306, 2);
    chronicle_month(file, 202306, rows, 1);
    chronicle_run(file, 202307, rows, COUNT_OF(rows));
    expect_refusal("later month", file, 202307, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(nobody_is_counted_twice,
                                        ledger_fixture_set_up,
                                        ledger_fixture_tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
