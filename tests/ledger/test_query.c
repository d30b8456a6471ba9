/* Sentences from the ledger are those of the day of the run. */
#include "core/roster.h"
#include "ledger/query.h"
#include "tests/support/ledger_fixture.h"
#include "tests/support/suite.h"
#include <string.h>

static void sentences_are_those_of_the_run(void **state)
{
    const struct ledger_fixture *fixture = *state;
    const struct roster *roster = &fixture->decided.roster;
    struct failure failure = FAILURE_INIT;
    struct database *database = NULL;
    struct statement *rows = NULL;
    size_t count = 0;
    ledger_fixture_keep(fixture->place.file, &fixture->decided.allocation,
                        FIXTURE_PERIOD);
    assert_int_equal(
        database_open(fixture->place.file, DATABASE_READ, &database, &failure),
        0);
    assert_int_equal(
        statement_prepare(database,
                          "SELECT 0, " QUERY_FINDING_VALUES
                          " FROM diagnostics AS d" QUERY_FINDING_JOINS
                          " ORDER BY d.diagnostic",
                          &rows, &failure),
        0);
    assert_int_equal(statement_ask(rows, SQL_NO_VALUES, &failure), 0);
    for (; statement_next(rows, &failure) == 1; count++) {
        assert_true(count < roster->diag_count);
        for (int language = 0; language < LANGUAGE_COUNT; language++) {
            struct text said = TEXT_INIT;
            struct text kept = TEXT_INIT;
            roster_append_message(&said, roster, &roster->diags[count],
                                  (enum language)language);
            query_append_message(&kept, rows, 1, (enum language)language);
            assert_string_equal(text_of(&kept), text_of(&said));
            text_release(&said);
            text_release(&kept);
        }
    }
    assert_int_equal(count, roster->diag_count);
    statement_finish(rows);
    database_close(database);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(sentences_are_those_of_the_run,
                                        ledger_fixture_set_up,
                                        ledger_fixture_tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
