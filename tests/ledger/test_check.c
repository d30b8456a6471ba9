/* A ledger that was changed behind the program's back: each change is found,
 * and what was changed is named. */
#include "ledger/schema.h"
#include "tests/support/chronicle.h"
#include "tests/support/suite.h"

#include <stdio.h>
#include <string.h>

/* Two closed months with a receipt, and an open one. */
static void keep_three_months(const char *file)
{
    const struct row_spec rows[] = {
        {.id = fixture_id(19500101, 1), .category = FIXTURE_DESTITUTE},
        {.id = fixture_id(19600101, 3), .category = FIXTURE_STABLE},
        {.id = fixture_id(19700101, 5),
         .category = FIXTURE_SEVERE,
         .grades = 1U << 1},
    };
    chronicle_month(file, 202306, rows, 2);
    chronicle_receive(file, 202306, "医保", 47500, "A1");
    chronicle_month(file, 202307, rows, 3);
    chronicle_run(file, 202308, rows + 1, 2);
}

/* Takes the triggers away, as somebody would who has the file. */
#define DROP(trigger) "DROP TRIGGER " trigger ";"

static const struct {
    const char *name;
    const char *sql;
    const char *said; /* what the answer must contain */
} tampers[] = {
    {"a decision's amount",
     DROP("closed_decisions_are_kept") "UPDATE decisions SET subsidy = 0,"
                                       " personal_due = premium WHERE period = "
                                       "202306 AND subsidy = 38000",
     "2023-06 was changed: decisions (2 / 2): 51149919500101001 | 张三"},
    {"a row of evidence",
     "UPDATE roster_rows SET name = '李四' WHERE period = 202308"
     " AND person = (SELECT max(person) FROM roster_rows)",
     "2023-08 was changed: roster_rows (2 / 2): 51149919700101005"},
    {"a row put in",
     "INSERT INTO roster_rows SELECT period, person, sheet, row_no + 9, name,"
     " locality, category, recognised, ended, grades, types, fate, verdict,"
     " movement, marks, carry, is_known, is_late FROM roster_rows WHERE period "
     "= 202307"
     " LIMIT 1",
     "2023-07 was changed: roster_rows (4 / 3)"},
    {"a row taken out",
     DROP("closed_diagnostics_stay")
         DROP("closed_sheet_fields_stay") "DELETE FROM tie_outs WHERE period = "
                                          "202308 AND tie_out = 2",
     "2023-08 was changed: tie_outs"},
    {"a file's digest",
     DROP("closed_files_are_kept") "UPDATE files SET sha256 = replace(sha256,"
                                   " substr(sha256, 1, 1), '7') WHERE period = "
                                   "202307",
     "2023-07 was changed: files"},
    {"the policy's text", "UPDATE policies SET text = text || ' '",
     "2023-06 was changed: policies"},
    {"a request",
     DROP("closed_request_lines_are_kept") "UPDATE request_lines SET added = "
                                           "added + 1 WHERE period = 202307"
                                           " AND added > 0",
     "2023-07 was changed: request_lines"},
    {"a workbook's digest",
     DROP("closed_outputs_are_kept") "UPDATE outputs SET size = size + 1 WHERE "
                                     "period = 202306",
     "2023-06 was changed: outputs"},
    {"a seal, to fit",
     DROP("closed_seals_are_kept") "UPDATE seals SET sha256 = sm3 WHERE period "
                                   "= 202306"
                                   " AND table_name = 'decisions'",
     "the seals of the period 2023-06 disagree"},
    {"a link of the chain",
     DROP("chain_is_not_changed") "UPDATE chain SET program = '9'"
                                  " WHERE link = 2",
     "from link 2 on"},
    {"a link taken out",
     DROP("chain_is_not_cut") "DELETE FROM chain WHERE link = 3",
     "from link 3 on"},
    {"a month taken out",
     "PRAGMA foreign_keys = OFF;" DROP(
         "closed_period_stays") "DELETE FROM periods WHERE period = 202307",
     ""},
    {"the last month taken out, rows and all", "",
     "the period 2023-08 is missing"},
    {"a month opened by hand",
     "UPDATE periods SET state = 'open' WHERE period = 202307",
     "whether the period 2023-07 is closed disagrees"},
    {"a month closed by hand",
     "UPDATE periods SET state = 'closed' WHERE period = 202308",
     "whether the period 2023-08 is closed disagrees"},
    {"a receipt's amount",
     DROP("receipts_are_not_changed") "UPDATE receipts SET amount = 1",
     "receipt 1 disagrees"},
    {"a receipt taken out", "DELETE FROM receipts", "the receipt of link 3"},
    {"a receipt put in",
     "INSERT INTO receipts SELECT 2, period, applicant, fund, county,"
     " received_on, amount, 'B2' FROM receipts",
     "receipt 2 disagrees"},
    {"a spell's beginning",
     "UPDATE spells SET since = 202307 WHERE since = 202306"
     " AND person = (SELECT min(person) FROM spells)",
     "spells disagree with the months' rosters: 51149919500101001"},
    {"a spell's end", "UPDATE spells SET until = NULL WHERE until IS NOT NULL",
     "spells disagree with the months' rosters: 51149919500101001"},
    {"a subsidy",
     "UPDATE subsidies SET amount = amount - 1 WHERE person ="
     " (SELECT max(person) FROM subsidies)",
     "subsidies disagree with the months' requests: 51149919700101005"},
    {"a subsidy taken out", "DELETE FROM subsidies",
     "subsidies disagree with the months' requests"},
};

/* Takes August out by the program's own way, without the program's link. */
static void take_last_month_out(const char *file)
{
    struct failure failure = FAILURE_INIT;
    ym undone = 0;
    struct ledger *ledger = chronicle_open(file, LEDGER_WRITE);
    assert_int_equal(ledger_undo(ledger, "0.1.0", &undone, &failure), 0);
    assert_int_equal(ledger_commit(ledger, &failure), 0);
    ledger_close(ledger);
    assert_int_equal(
        ledger_fixture_run(
            file,
            DROP("chain_is_not_cut") "DELETE FROM chain WHERE link ="
                                     " (SELECT max(link) FROM chain)",
            &failure),
        0);
}

static void every_change_is_found_and_named(void **state)
{
    struct ledger_fixture *fixture = *state;
    const char *file = fixture->place.file;
    char said[512];
    for (size_t i = 0; i < COUNT_OF(tampers); i++) {
        struct failure failure = FAILURE_INIT;
        keep_three_months(file);
        EXPECT_TEXT(tampers[i].name, chronicle_check(file, said), "");
        if (tampers[i].sql[0] == '\0')
            take_last_month_out(file);
        else if (ledger_fixture_run(file, tampers[i].sql, &failure) != 0)
            fail_msg("%s: %s", tampers[i].name, failure.note);
        chronicle_check(file, said);
        if (said[0] == '\0' || strstr(said, tampers[i].said) == NULL)
            fail_msg("%s: \"%s\"", tampers[i].name, said);
        remove(file);
    }
}

static void damaged_file_is_said_to_be(void **state)
{
    struct ledger_fixture *fixture = *state;
    const char *file = fixture->place.file;
    struct failure failure = FAILURE_INIT;
    char said[512];
    keep_three_months(file);
    assert_int_equal(ledger_fixture_run(file,
                                        "PRAGMA foreign_keys = OFF;"
                                        "UPDATE decisions SET locality = 99"
                                        " WHERE period = 202308",
                                        &failure),
                     0);
    assert_non_null(strstr(chronicle_check(file, said), "not whole"));
}

/* A ledger as version 3 left it. */
static void make_version_3(const char *file)
{
    struct failure failure = FAILURE_INIT;
    struct text schema = TEXT_INIT;
    struct text rows = TEXT_INIT;
    static char piece[1 << 16];
    static const char last[] = "PRAGMA user_version = 3;";
    struct database *database = NULL;
    FILE *sql = fopen("tests/ledger/files/months-of-version-3.sql", "rb");
    assert_non_null(sql);
    text_append_bytes(&rows, piece, fread(piece, 1, sizeof piece, sql));
    assert_true(feof(sql));
    fclose(sql);
    text_append_bytes(
        &schema, ledger_schema_sql,
        (size_t)(strstr(ledger_schema_sql, last) - ledger_schema_sql) +
            strlen(last));
    assert_int_equal(database_open(file, DATABASE_CREATE, &database, &failure),
                     0);
    assert_int_equal(database_run(database, text_of(&schema), &failure), 0);
    assert_int_equal(database_run(database, text_of(&rows), &failure), 0);
    database_close(database);
    text_release(&schema);
    text_release(&rows);
}

/* Their seals were made in another form, and still prove what they did. */
static void months_of_version_3_are_checked_in_their_form(void **state)
{
    struct ledger_fixture *fixture = *state;
    const char *file = fixture->place.file;
    struct failure failure = FAILURE_INIT;
    const struct row_spec row = {.id = fixture_id(19500101, 1),
                                 .category = FIXTURE_DESTITUTE};
    char said[512];
    make_version_3(file);
    assert_string_equal(chronicle_check(file, said), "");
    assert_int_equal(ledger_fixture_number(file, "SELECT max(form) FROM seals"),
                     1);
    chronicle_close(file, 202308);
    chronicle_run(file, 202309, &row, 1);
    assert_string_equal(chronicle_check(file, said), "");
    assert_int_equal(ledger_fixture_number(file, "SELECT min(form) FROM seals"
                                                 " WHERE period = 202309"),
                     2);
    assert_int_equal(
        ledger_fixture_run(
            file,
            DROP("closed_decisions_are_kept") "UPDATE decisions SET age = age "
                                              "+ 1"
                                              " WHERE period = 202307 AND"
                                              " person % 1000 = 3",
            &failure),
        0);
    assert_non_null(strstr(chronicle_check(file, said),
                           "2023-07 was changed: decisions (3 / 3):"
                           " 51149919600101003 | 张三"));
}

/* Where the form of a seal is changed, it does not fit any more. */
static void seal_of_another_form_is_not_believed(void **state)
{
    struct ledger_fixture *fixture = *state;
    const char *file = fixture->place.file;
    struct failure failure = FAILURE_INIT;
    char said[512];
    keep_three_months(file);
    assert_int_equal(ledger_fixture_run(file,
                                        "UPDATE seals SET form = 1 WHERE"
                                        " period = 202308 AND table_name ="
                                        " 'decisions'",
                                        &failure),
                     0);
    assert_non_null(strstr(chronicle_check(file, said),
                           "2023-08 was changed: decisions (2 / 2)"));
}

#define IN_FOLDER(test)                                                        \
    cmocka_unit_test_setup_teardown(test, ledger_fixture_set_up,               \
                                    ledger_fixture_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_FOLDER(every_change_is_found_and_named),
        IN_FOLDER(damaged_file_is_said_to_be),
        IN_FOLDER(months_of_version_3_are_checked_in_their_form),
        IN_FOLDER(seal_of_another_form_is_not_believed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
