/* Spells over the months: begun, gone on, ended, begun again. */
#include "tests/support/chronicle.h"
#include "tests/support/suite.h"

#include <string.h>

#define PERSON fixture_id(19500101, 1)
#define OTHER fixture_id(19600101, 3)

/* person's sequence, kind, category, since, until */
static const char spells_sql[] =
    "SELECT group_concat(one, ' ') FROM (SELECT (p.person % 10) || ':' ||"
    " i.category || ':' || p.since || '-' || ifnull(p.until, '') AS one"
    " FROM spells AS p JOIN identities AS i ON i.identity = p.identity"
    " ORDER BY p.person, i.category, p.since)";

static void expect_spells(const char *name, const char *file, const char *want)
{
    struct failure failure = FAILURE_INIT;
    struct database *database = NULL;
    struct statement *row = NULL;
    assert_int_equal(database_open(file, DATABASE_READ, &database, &failure),
                     0);
    assert_int_equal(statement_prepare(database, spells_sql, &row, &failure),
                     0);
    assert_int_equal(statement_ask(row, SQL_NO_VALUES, &failure), 0);
    assert_int_equal(statement_next(row, &failure), 1);
    EXPECT_TEXT(name, statement_text(row, 0), want);
    statement_finish(row);
    database_close(database);
}

static void spells_follow_the_rosters(void **state)
{
    const struct ledger_fixture *fixture = *state;
    const char *file = fixture->place.file;
    const struct row_spec both[] = {
        {.id = PERSON, .category = FIXTURE_STABLE},
        {.id = PERSON, .category = FIXTURE_STABLE}, /* sent twice */
        {.id = PERSON, .category = FIXTURE_DESTITUTE},
        {.id = OTHER, .category = FIXTURE_STABLE},
    };
    const struct row_spec one[] = {
        {.id = PERSON, .category = FIXTURE_DESTITUTE},
        {.id = OTHER, .category = FIXTURE_STABLE, .ended = 20230731},
    };
    chronicle_month(file, 202306, both, COUNT_OF(both));
    expect_spells("begun", file,
                  "1:2304:202306- 1:9902:202306- 3:9902:202306-");
    chronicle_month(file, 202307, one, COUNT_OF(one));
    expect_spells("ended, by the roster and by its date", file,
                  "1:2304:202306- 1:9902:202306-202307 3:9902:202306-202307");
    chronicle_run(file, 202308, both, COUNT_OF(both));
    expect_spells("begun again", file,
                  "1:2304:202306- 1:9902:202306-202307 1:9902:202308-"
                  " 3:9902:202306-202307 3:9902:202308-");
    chronicle_run(file, 202308, one, COUNT_OF(one));
    expect_spells("the open month run again", file,
                  "1:2304:202306- 1:9902:202306-202307 3:9902:202306-202307");
}

/* Being certified is one thing, getting money another. */
static void spell_needs_no_eligibility(void **state)
{
    const struct ledger_fixture *fixture = *state;
    const char *file = fixture->place.file;
    const struct row_spec rows[] = {
        {.id = fixture_id(19800101, 1), .category = FIXTURE_MARGIN},
        {.id = fixture_id(19800101, 3),
         .category = FIXTURE_STABLE,
         .recognised = 20230905},
        {.id = fixture_id(19800101, 5),
         .category = FIXTURE_STABLE,
         .is_ended = true},
        {.id = fixture_id(19800101, 7),
         .category = FIXTURE_STABLE,
         .movement = MOVEMENT_REMOVED},
        {.id = fixture_id(19800101, 9),
         .category = FIXTURE_STABLE,
         .is_returned = true},
    };
    chronicle_month(file, 202308, rows, COUNT_OF(rows));
    expect_spells("certified only", file, "1:2305:202308- 3:9902:202308-");
}

#define IN_FOLDER(test)                                                        \
    cmocka_unit_test_setup_teardown(test, ledger_fixture_set_up,               \
                                    ledger_fixture_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_FOLDER(spells_follow_the_rosters),
        IN_FOLDER(spell_needs_no_eligibility),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
