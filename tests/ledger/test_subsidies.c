/* Subsidies follow from postings: one a person and insured year. */
#include "ledger/subsidies.h"

#include "tests/support/chronicle.h"
#include "tests/support/suite.h"
#include <string.h>

#define PERSON fixture_id(19500101, 1)
#define OTHER fixture_id(19600101, 3)

/* Counts the subsidies of a month once more, after the ledger was changed
 * behind the program's back. */
static struct failure count_again(const char *file, const struct store *month,
                                  const char *sql)
{
    struct failure failure = FAILURE_INIT;
    struct store store = *month;
    assert_int_equal(
        database_open(file, DATABASE_READ, &store.database, &failure), 0);
    assert_int_equal(database_run(store.database, sql, &failure), 0);
    if (subsidies_advance(&store, &failure) == 0)
        assert_int_equal(failure.code, DIAG_NONE);
    database_close(store.database);
    return failure;
}

static void expect_count(const char *name, const char *file,
                         const struct failure *failure, int64_t expected)
{
    EXPECT_INT(name, failure->code, DIAG_NONE);
    EXPECT_INT(name,
               ledger_fixture_number(file, "SELECT count(*) FROM subsidies"),
               expected);
}

static void expect_refusal(const char *name, const struct failure *failure)
{
    EXPECT_INT(name, failure->code, DIAG_LEDGER_FAILED);
    EXPECT_TEXT(name, failure->note,
                "NOT NULL constraint failed: subsidies.amount");
}

enum { PEOPLE = 2 };

static void fill_people(struct row_spec rows[PEOPLE])
{
    rows[0] = (struct row_spec){.id = PERSON, .category = FIXTURE_DESTITUTE};
    rows[1] = (struct row_spec){.id = OTHER, .category = FIXTURE_STABLE};
}

/* The first month of a year follows the run's own postings, in one pass. */
static void nobody_is_counted_twice_in_a_first_month(void **state)
{
    const struct ledger_fixture *fixture = *state;
    const char *file = fixture->place.file;
    struct posting postings[] = {
        {.id = PERSON, .amount = 100},
        {.id = OTHER, .amount = -70},
        {.id = OTHER, .line = 1, .amount = 90},
        {.id = fixture_id(19600101, 5), .amount = -50},
        {.id = fixture_id(19600101, 5), .amount = 50},
    };
    static const struct policy policy = {.insured_year = 2024, .premium = 380};
    const struct allocation allocation = {
        .postings = postings,
        .posting_count = COUNT_OF(postings),
    };
    const struct store month = {
        .allocation = &allocation,
        .policy = &policy,
        .period = 202306,
    };
    struct row_spec rows[PEOPLE];
    fill_people(rows);
    chronicle_run(file, 202306, rows, PEOPLE);
    struct failure failure = count_again(file, &month, "DELETE FROM subsidies");
    expect_count("as posted", file, &failure, 2);
    assert_int_equal(
        ledger_fixture_number(file, "SELECT amount * 10 + line FROM subsidies"
                                    " WHERE person % 10 = 3 AND premium = 380"),
        202);
    postings[1].amount = 70;
    failure = count_again(file, &month, "DELETE FROM subsidies");
    expect_refusal("two of one person", &failure);
}

static void nobody_is_counted_twice_in_a_later_month(void **state)
{
    const struct ledger_fixture *fixture = *state;
    const char *file = fixture->place.file;
    const struct store month = {.period = 202307};
    struct row_spec rows[PEOPLE];
    fill_people(rows);
    chronicle_month(file, 202306, rows, 1);
    chronicle_run(file, 202307, rows, PEOPLE);
    struct failure failure = count_again(file, &month, "DELETE FROM subsidies");
    expect_count("as posted", file, &failure, 1);
    failure = count_again(
        file, &month,
        "DELETE FROM subsidies; INSERT INTO postings"
        " SELECT period, person, (SELECT min(l.line) FROM request_lines AS l"
        "  WHERE l.period = p.period AND l.line <> p.line), 1, 1, NULL"
        " FROM postings AS p WHERE period = (SELECT max(period) FROM periods)"
        " LIMIT 1");
    expect_refusal("two of one person", &failure);
}

#define IN_FOLDER(test)                                                        \
    cmocka_unit_test_setup_teardown(test, ledger_fixture_set_up,               \
                                    ledger_fixture_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_FOLDER(nobody_is_counted_twice_in_a_first_month),
        IN_FOLDER(nobody_is_counted_twice_in_a_later_month),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
