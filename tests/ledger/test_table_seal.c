/* The seal of a table, from rows as they are handed over. */
#include "ledger/table_seal.h"

#include "core/arena.h"
#include "ledger/seal.h"
#include "tests/support/ledger_fixture.h"
#include "tests/support/suite.h"
#include <string.h>

static const struct sealed_table cells = {
    .name = "raw_cells",
    .columns = "sheet, row_no, column_no, text",
    .key_numbers = 3,
};

/* Rows whose keys are the digits of a number, each; 0 ends them. */
static int seal_keys(struct table_seal *seal, const int *keys)
{
    if (table_seal_begin(seal, &cells, ROW_FORM_SHORT) != 0)
        return -1;
    for (; *keys != 0; keys++)
        table_seal_add(seal, SQL_VALUES(sql_int(*keys / 100),
                                        sql_int(*keys / 10 % 10),
                                        sql_int(*keys % 10), sql_text("x")));
    return table_seal_end(seal);
}

static void rows_must_come_in_the_order_of_their_key(void **state)
{
    static const struct {
        const char *name;
        int keys[4];
        bool is_disordered;
    } cases[] = {
        {"none", {0}, false},
        {"one", {555}, false},
        {"ascending", {119, 121, 211}, false},
        {"first column falls", {211, 122}, true},
        {"second column falls", {129, 119}, true},
        {"third column falls", {112, 111}, true},
        {"the same twice", {111, 111}, true},
        {"ascending again", {112, 111, 113}, true},
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct table_seal seal;
        assert_int_equal(seal_keys(&seal, cases[i].keys), 0);
        EXPECT(cases[i].name, seal.is_disordered == cases[i].is_disordered);
        EXPECT_INT(cases[i].name, seal.marks.length,
                   (size_t)seal.rows * TABLE_SEAL_MARK);
        table_seal_release(&seal);
    }
}

static void failing_allocation_is_told_at_the_end(void **state)
{
    static const int keys[] = {111, 112, 113, 0};
    size_t n = 0;
    int result = -1;
    (void)state;
    while (result != 0) {
        struct table_seal seal;
        mem_fail_after(++n);
        result = seal_keys(&seal, keys);
        mem_fail_after(0);
        table_seal_release(&seal);
    }
    assert_true(n > 3);
}

/* The tables that have their seal before anything is read back. */
static void large_tables_are_sealed_as_they_go_in(void **state)
{
    static const char *const large[] = {"roster_rows", "raw_cells", "decisions",
                                        "diagnostics", "postings"};
    const struct ledger_fixture *fixture = *state;
    ledger_fixture_keep(fixture->place.file, &fixture->decided.allocation,
                        FIXTURE_PERIOD);
    for (size_t i = 0; i < COUNT_OF(large); i++) {
        char sql[128];
        snprintf(sql, sizeof sql,
                 "SELECT count(*) FROM seals WHERE table_name = '%s'"
                 " AND row_count = (SELECT count(*) FROM %s)",
                 large[i], large[i]);
        EXPECT_INT(large[i], ledger_fixture_number(fixture->place.file, sql),
                   1);
    }
}

/* The same run, its tables sealed on the way and once more from what SQLite
 * holds. */
static void seals_are_the_same_read_back(void **state)
{
    const struct ledger_fixture *fixture = *state;
    const char *file = fixture->place.file;
    struct failure failure = FAILURE_INIT;
    struct database *database = NULL;
    ledger_fixture_keep(file, &fixture->decided.allocation, FIXTURE_PERIOD);
    assert_true(ledger_fixture_number(file, "SELECT count(*) FROM seals") > 10);
    assert_int_equal(database_open(file, DATABASE_READ, &database, &failure),
                     0);
    assert_int_equal(
        database_run(database,
                     "CREATE TEMP TABLE handed AS SELECT * FROM seals;"
                     "DELETE FROM seals",
                     &failure),
        0);
    assert_int_equal(seal_period(database, FIXTURE_PERIOD, &failure), 0);
    int64_t differing = -1;
    assert_int_equal(database_number(database,
                                     "SELECT count(*) FROM (SELECT * FROM"
                                     " handed EXCEPT SELECT * FROM seals)",
                                     SQL_NO_VALUES, &differing, &failure),
                     0);
    assert_int_equal(differing, 0);
    database_close(database);
}

#define IN_FOLDER(test)                                                        \
    cmocka_unit_test_setup_teardown(test, ledger_fixture_set_up,               \
                                    ledger_fixture_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_must_come_in_the_order_of_their_key),
        cmocka_unit_test(failing_allocation_is_told_at_the_end),
        IN_FOLDER(large_tables_are_sealed_as_they_go_in),
        IN_FOLDER(seals_are_the_same_read_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
