/* A ledger that somebody changed is refused, and brings nothing down. */
#include "allocate/allocate.h"
#include "tests/support/ledger_fixture.h"
#include "tests/support/suite.h"

#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

/* Changes the file past every rule of it. */
static void tamper(const char *file, const char *sql)
{
    sqlite3 *handle = NULL;
    assert_int_equal(sqlite3_open(file, &handle), SQLITE_OK);
    sqlite3_exec(handle,
                 "PRAGMA foreign_keys = OFF;"
                 "PRAGMA ignore_check_constraints = ON",
                 NULL, NULL, NULL);
    char *why = NULL;
    if (sqlite3_exec(handle, sql, NULL, NULL, &why) != SQLITE_OK)
        fail_msg("%s: %s", sql, why);
    sqlite3_close(handle);
}

/* Reads the month, decides it and reads its papers: what verify does. */
static int read_month(const char *file, struct failure *failure)
{
    struct ledger *ledger = NULL;
    struct roster roster;
    struct allocation again;
    const struct policy *policy = policy_fixture();
    if (ledger_open(file, LEDGER_READ, &ledger, failure) != 0)
        return -1;
    int result =
        ledger_roster(ledger, FIXTURE_PERIOD, policy, &roster, failure);
    if (result == 0) {
        if (allocate(policy, &roster, FIXTURE_AS_OF, &again, failure) == 0)
            allocation_release(&again);
        result =
            ledger_papers(ledger, FIXTURE_PERIOD, policy, &roster, failure);
        roster_release(&roster);
    }
    ledger_close(ledger);
    return result;
}

static void what_is_out_of_bounds_names_its_table(void **state)
{
    static const struct {
        const char *sql, *table;
    } cases[] = {
        {"UPDATE OR IGNORE sheets SET file = 0 WHERE sheet = 1", "sheets"},
        {"UPDATE OR IGNORE sheets SET file = 4294967297 WHERE sheet = 1",
         "sheets"},
        {"DELETE FROM sheets", "sheet_fields"},
        {"UPDATE OR IGNORE sheet_fields SET sheet = -1", "sheet_fields"},
        {"UPDATE OR IGNORE roster_rows SET sheet = 99", "roster_rows"},
        {"UPDATE OR IGNORE roster_rows SET category = 60000", "roster_rows"},
        {"UPDATE OR IGNORE roster_rows SET fate = 0", "roster_rows"},
        {"UPDATE OR IGNORE roster_rows SET fate = 77", "roster_rows"},
        {"UPDATE OR IGNORE roster_rows SET movement = 4", "roster_rows"},
        {"UPDATE OR IGNORE roster_rows SET carry = 200", "roster_rows"},
        {"UPDATE OR IGNORE sheets SET kind = 'nobody', kind_name = '', "
         "department = ''",
         "roster_rows"},
        {"UPDATE OR IGNORE sheet_labels SET sheet = 9000", "sheet_labels"},
        {"UPDATE OR IGNORE sheet_labels SET column_no = 0 WHERE column_no = 1",
         "sheet_labels"},
        {"UPDATE OR IGNORE sheet_labels SET column_no = 16385 WHERE column_no "
         "= 1",
         "sheet_labels"},
        {"UPDATE OR IGNORE raw_cells SET sheet = 9000", "raw_cells"},
        {"UPDATE OR IGNORE raw_cells SET column_no = column_no - 20",
         "raw_cells"},
        {"UPDATE OR IGNORE diagnostics SET file = 9000 WHERE file IS NOT NULL",
         "diagnostics"},
        {"UPDATE OR IGNORE diagnostics SET other_sheet = 9000", "diagnostics"},
    };
    const struct ledger_fixture *fixture = *state;
    const char *file = fixture->place.file;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct failure failure = FAILURE_INIT;
        remove(file);
        ledger_fixture_keep(file, &fixture->decided.allocation, FIXTURE_PERIOD);
        assert_int_equal(read_month(file, &failure), 0);
        tamper(file, cases[i].sql);
        EXPECT_INT(cases[i].sql, read_month(file, &failure), -1);
        EXPECT_INT(cases[i].sql, failure.code, DIAG_LEDGER_DAMAGED);
        assert_string_equal(failure.note, cases[i].table);
    }
}

/* Every number of what came in, one at a time: refused or not, nothing falls
 * (the sanitizers watch). */
static void no_number_brings_a_reader_down(void **state)
{
    static const char *const columns[] = {
        "files.size",           "files.carried_from", "sheets.header_row",
        "sheets.header_depth",  "sheets.rows_read",   "sheets.accepted",
        "sheets.skipped_note",  "sheets.mode",        "sheet_fields.column_no",
        "roster_rows.row_no",   "roster_rows.person", "roster_rows.locality",
        "roster_rows.category", "roster_rows.fate",   "roster_rows.recognised",
        "roster_rows.ended",    "roster_rows.grades", "roster_rows.types",
        "roster_rows.movement", "roster_rows.marks",  "roster_rows.carry",
        "roster_rows.is_known", "diagnostics.row_no", "diagnostics.column_no",
        "diagnostics.person",   "sheet_labels.sheet", "raw_cells.row_no",
    };
    static const char *const values[] = {
        "-1", "0", "255", "65535", "4294967297", "9223372036854775807"};
    const struct ledger_fixture *fixture = *state;
    const char *file = fixture->place.file;
    char sql[200];
    for (size_t i = 0; i < COUNT_OF(columns) * COUNT_OF(values); i++) {
        const char *column = columns[i / COUNT_OF(values)];
        const int table = (int)strcspn(column, ".");
        struct failure failure = FAILURE_INIT;
        remove(file);
        ledger_fixture_keep(file, &fixture->decided.allocation, FIXTURE_PERIOD);
        snprintf(sql, sizeof sql, "UPDATE OR IGNORE %.*s SET %s = %s", table,
                 column, column + table + 1, values[i % COUNT_OF(values)]);
        tamper(file, sql);
        if (read_month(file, &failure) != 0)
            EXPECT_INT(sql, failure.code, DIAG_LEDGER_DAMAGED);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_is_out_of_bounds_names_its_table,
                                        ledger_fixture_set_up,
                                        ledger_fixture_tear_down),
        cmocka_unit_test_setup_teardown(no_number_brings_a_reader_down,
                                        ledger_fixture_set_up,
                                        ledger_fixture_tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
