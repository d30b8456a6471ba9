/* The wrapper of SQLite: files, locks, values, many rows at once. */
#include "core/arena.h"
#include "ledger/database.h"
#include "tests/support/ledger_fixture.h"
#include "tests/support/suite.h"
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static int set_up(void **state)
{
    struct ledger_place *place = test_malloc(sizeof *place);
    ledger_place_make(place);
    *state = place;
    return 0;
}

static int tear_down(void **state)
{
    ledger_place_remove(*state);
    test_free(*state);
    return 0;
}

#define WITH_FOLDER(test)                                                      \
    cmocka_unit_test_setup_teardown(test, set_up, tear_down)

static struct database *open_file(const char *path)
{
    struct failure failure = FAILURE_INIT;
    struct database *database = NULL;
    assert_int_equal(database_open(path, DATABASE_CREATE, &database, &failure),
                     0);
    return database;
}

static void run(struct database *database, const char *sql)
{
    struct failure failure = FAILURE_INIT;
    if (database_run(database, sql, &failure) != 0)
        fail_msg("%s: %s", sql, failure.note);
}

static int64_t number(struct database *database, const char *sql)
{
    struct failure failure = FAILURE_INIT;
    int64_t value = 0;
    if (database_number(database, sql, SQL_NO_VALUES, &value, &failure) != 0)
        fail_msg("%s: %s", sql, failure.note);
    return value;
}

/* ---- files ---- */

static void names_that_sqlite_gives_a_meaning_are_plain_files(void **state)
{
    static const char *const names[] = {":memory:", "file:x?mode=memory", "x y",
                                        "台账.db"};
    const struct ledger_place *place = *state;
    char here[512];
    assert_non_null(getcwd(here, sizeof here));
    assert_int_equal(chdir(place->folder), 0);
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        struct database *database = open_file(names[i]);
        run(database, "CREATE TABLE t (a)");
        database_close(database);
        EXPECT(names[i], access(names[i], R_OK) == 0);
    }
    assert_int_equal(chdir(here), 0);
}

static void missing_file_is_not_made_for_reading(void **state)
{
    const struct ledger_place *place = *state;
    struct failure failure = FAILURE_INIT;
    struct database *database = NULL;
    assert_int_equal(
        database_open(place->file, DATABASE_READ, &database, &failure), -1);
    assert_null(database);
    assert_int_equal(failure.code, DIAG_LEDGER_DENIED);
    assert_string_equal(failure.file, place->file);
    assert_int_not_equal(access(place->file, F_OK), 0);
}

static void damaged_file_is_told_from_a_foreign_one(void **state)
{
    const struct ledger_place *place = *state;
    struct failure failure = FAILURE_INIT;
    int64_t value = 0;
    struct database *database = open_file(place->file);
    run(database, "CREATE TABLE t (a); INSERT INTO t SELECT hex(zeroblob(900))"
                  " FROM json_each('[1,2,3,4,5,6,7,8,9]')");
    database_close(database);
    FILE *file = fopen(place->file, "r+b");
    assert_non_null(file);
    assert_int_equal(fseek(file, 4096, SEEK_SET), 0);
    for (int i = 0; i < 4096; i++)
        assert_int_equal(putc(0x55, file), 0x55);
    assert_int_equal(fclose(file), 0);
    database = open_file(place->file);
    assert_int_equal(database_number(database, "SELECT count(a) FROM t",
                                     SQL_NO_VALUES, &value, &failure),
                     -1);
    assert_int_equal(failure.code, DIAG_LEDGER_DAMAGED);
    database_close(database);
}

/* ---- transactions ---- */

static void second_writer_is_told_that_the_file_is_in_use(void **state)
{
    const struct ledger_place *place = *state;
    struct failure failure = FAILURE_INIT;
    struct database *first = open_file(place->file);
    struct database *second = open_file(place->file);
    assert_int_equal(database_begin_write(first, &failure), 0);
    assert_true(database_is_in_transaction(first));
    assert_int_equal(database_begin_write(second, &failure), -1);
    assert_int_equal(failure.code, DIAG_LEDGER_BUSY);
    assert_int_equal(database_commit(first, &failure), 0);
    assert_false(database_is_in_transaction(first));
    assert_int_equal(database_begin_write(second, &failure), 0);
    database_close(first);
    database_close(second);
}

static void file_that_went_away_is_not_written(void **state)
{
    const struct ledger_place *place = *state;
    struct failure failure = FAILURE_INIT;
    struct database *database = open_file(place->file);
    assert_int_equal(unlink(place->file), 0);
    assert_int_equal(database_begin_write(database, &failure), -1);
    assert_int_equal(failure.code, DIAG_LEDGER_BUSY);
    database_close(database);
}

static void closing_takes_back_what_was_not_committed(void **state)
{
    const struct ledger_place *place = *state;
    struct failure failure = FAILURE_INIT;
    struct database *database = open_file(place->file);
    run(database, "CREATE TABLE t (a)");
    assert_int_equal(database_begin_write(database, &failure), 0);
    run(database, "INSERT INTO t VALUES (1)");
    assert_int_equal(number(database, "SELECT count(*) FROM t"), 1);
    database_close(database);
    database = open_file(place->file);
    assert_int_equal(number(database, "SELECT count(*) FROM t"), 0);
    database_close(database);
}

static void reader_sees_one_state_throughout(void **state)
{
    const struct ledger_place *place = *state;
    struct failure failure = FAILURE_INIT;
    struct database *writer = open_file(place->file);
    run(writer, "CREATE TABLE t (a)");
    struct database *reader = open_file(place->file);
    assert_int_equal(database_begin_read(reader, &failure), 0);
    assert_int_equal(number(reader, "SELECT count(*) FROM t"), 0);
    assert_int_equal(database_begin_write(writer, &failure), 0);
    run(writer, "INSERT INTO t VALUES (1)");
    assert_int_equal(number(reader, "SELECT count(*) FROM t"), 0);
    database_close(writer);
    database_close(reader);
}

/* ---- values and statements ---- */

static void values_come_back_as_they_went_in(void **state)
{
    const struct ledger_place *place = *state;
    struct failure failure = FAILURE_INIT;
    struct statement *row = NULL;
    struct database *database = open_file(place->file);
    assert_int_equal(
        statement_prepare(database, "SELECT ?, ?, ?, ?, ?", &row, &failure), 0);
    for (int round = 0; round < 2; round++) { /* a statement is used again */
        assert_int_equal(
            statement_ask(row,
                          SQL_VALUES(sql_int(INT64_MIN), sql_int_or_null(0),
                                     sql_text("名"), sql_bytes("abc", 2),
                                     sql_text(NULL)),
                          &failure),
            0);
        assert_int_equal(statement_next(row, &failure), 1);
        assert_true(statement_int(row, 0) == INT64_MIN);
        assert_true(statement_is_null(row, 1));
        assert_int_equal(statement_int(row, 1), 0);
        assert_string_equal(statement_text(row, 2), "名");
        assert_int_equal(statement_length(row, 2), 3);
        assert_string_equal(statement_text(row, 3), "ab");
        assert_true(statement_is_null(row, 4));
        assert_string_equal(statement_text(row, 4), "");
        assert_int_equal(statement_next(row, &failure), 0);
    }
    statement_finish(row);
    database_close(database);
}

static void wrong_sql_is_a_failure_with_its_reason(void **state)
{
    const struct ledger_place *place = *state;
    struct failure failure = FAILURE_INIT;
    struct statement *row = NULL;
    struct database *database = open_file(place->file);
    assert_int_equal(
        statement_prepare(database, "SELECT unknown", &row, &failure), -1);
    assert_null(row);
    assert_int_equal(failure.code, DIAG_LEDGER_FAILED);
    assert_string_equal(failure.note, "no such column: unknown");
    database_close(database);
}

/* ---- many rows at once ---- */

/* Three values; every third row is left out. */
static bool some_row(const void *context, size_t index,
                     struct sql_value *values)
{
    static const char *const words[] = {"a", "b", "c", "d"};
    const int64_t base = *(const int64_t *)context;
    if (index % 3 == 0)
        return false;
    values[0] = sql_int(base + (int64_t)index);
    values[1] = sql_text(words[index % 4]);
    values[2] = sql_int_or_null(0);
    return true;
}

static const int64_t base = 100;
static const struct feed some_rows = {
    .table = "t",
    .columns = "n, word, empty",
    .count = 8,
    .row = some_row,
    .context = &base,
};

static void feed_inserts_every_row_that_is_not_left_out(void **state)
{
    const struct ledger_place *place = *state;
    struct failure failure = FAILURE_INIT;
    struct database *database = open_file(place->file);
    struct feed none = some_rows;
    none.count = 0;
    run(database, "CREATE TABLE t (empty, word, n)");
    assert_int_equal(database_feed(database, &some_rows, &failure), 0);
    assert_int_equal(database_feed(database, &none, &failure), 0);
    assert_int_equal(number(database, "SELECT group_concat(n || word, ' ')"
                                      " = '101b 102c 104a 105b 107d' FROM t"),
                     1);
    assert_int_equal(
        number(database, "SELECT count(*) FROM t WHERE empty IS NULL"), 5);
    database_close(database);
}

static void feed_that_breaks_a_constraint_inserts_nothing(void **state)
{
    const struct ledger_place *place = *state;
    struct failure failure = FAILURE_INIT;
    struct database *database = open_file(place->file);
    run(database, "CREATE TABLE t (empty, word, n CHECK (n <> 107))");
    assert_int_equal(database_feed(database, &some_rows, &failure), -1);
    assert_int_equal(failure.code, DIAG_LEDGER_FAILED);
    assert_string_equal(failure.note, "CHECK constraint failed: n <> 107");
    assert_int_equal(number(database, "SELECT count(*) FROM t"), 0);
    database_close(database);
}

/* Only the proved statement itself goes unwatched, and only by references and
 * triggers. */
static void proved_rows_are_not_looked_up_but_all_others(void **state)
{
    static const struct {
        const char *sql;
        bool is_proved, is_taken;
    } cases[] = {
        {"INSERT INTO child VALUES (7)", false, false}, /* no such parent */
        {"INSERT INTO child VALUES (7)", true, true},
        {"INSERT INTO child VALUES (7)", true, false},  /* key */
        {"INSERT INTO child VALUES (-1)", true, false}, /* CHECK */
        {"INSERT INTO child VALUES (8)", false, false},
        {"INSERT INTO child VALUES (3)", false, false}, /* trigger */
        {"INSERT INTO child VALUES (3)", true, true},
        {"INSERT INTO child VALUES (4)", false, true},
    };
    const struct ledger_place *place = *state;
    struct database *database = open_file(place->file);
    run(database, "CREATE TABLE parent (id INTEGER PRIMARY KEY);"
                  "CREATE TABLE child (id INTEGER PRIMARY KEY CHECK (id > 0)"
                  " REFERENCES parent);"
                  "CREATE TRIGGER no_three BEFORE INSERT ON child"
                  " WHEN new.id = 3 BEGIN SELECT raise(ABORT, 'three'); END;"
                  "INSERT INTO parent VALUES (3), (4); BEGIN");
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct failure failure = FAILURE_INIT;
        const int result =
            (cases[i].is_proved ? database_change_proved : database_change)(
                database, cases[i].sql, SQL_NO_VALUES, &failure);
        if ((result == 0) != cases[i].is_taken)
            fail_msg("case %zu: %s", i, failure.note);
    }
    database_close(database);
}

static void each_failing_allocation_is_a_failure(void **state)
{
    const struct ledger_place *place = *state;
    int result = -1;
    for (unsigned long n = 1; result != 0; n++) {
        struct failure failure = FAILURE_INIT;
        struct database *database = NULL;
        int64_t value = 0;
        assert_true(n < 100);
        mem_fail_after(n);
        result =
            database_open(place->file, DATABASE_CREATE, &database, &failure);
        if (result == 0)
            result = database_run(database,
                                  "DROP TABLE IF EXISTS t;"
                                  "CREATE TABLE t (empty, word, n)",
                                  &failure);
        if (result == 0)
            result = database_feed(database, &some_rows, &failure);
        if (result == 0)
            result = database_number(database, "SELECT count(*) FROM t",
                                     SQL_NO_VALUES, &value, &failure);
        mem_fail_after(0);
        assert_int_equal(failure.code,
                         result == 0 ? DIAG_NONE : DIAG_OUT_OF_MEMORY);
        assert_int_equal(value, result == 0 ? 5 : 0);
        database_close(database);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_FOLDER(names_that_sqlite_gives_a_meaning_are_plain_files),
        WITH_FOLDER(missing_file_is_not_made_for_reading),
        WITH_FOLDER(damaged_file_is_told_from_a_foreign_one),
        WITH_FOLDER(second_writer_is_told_that_the_file_is_in_use),
        WITH_FOLDER(file_that_went_away_is_not_written),
        WITH_FOLDER(closing_takes_back_what_was_not_committed),
        WITH_FOLDER(reader_sees_one_state_throughout),
        WITH_FOLDER(values_come_back_as_they_went_in),
        WITH_FOLDER(wrong_sql_is_a_failure_with_its_reason),
        WITH_FOLDER(feed_inserts_every_row_that_is_not_left_out),
        WITH_FOLDER(feed_that_breaks_a_constraint_inserts_nothing),
        WITH_FOLDER(proved_rows_are_not_looked_up_but_all_others),
        WITH_FOLDER(each_failing_allocation_is_a_failure),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
