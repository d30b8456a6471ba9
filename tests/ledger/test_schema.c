/* The tables: what each constraint refuses, the words that agree with the
 * program's, and the way from one version to the next. */
#include "core/allocation.h"
#include "ledger/schema.h"
#include "tests/support/ledger_fixture.h"
#include "tests/support/suite.h"
#include <stdio.h>
#include <string.h>

/* Rows of the tables that the month itself leaves empty. The triggers that
 * keep them from being changed are taken away: behind them stand the checks. */
static const char others[] =
    "INSERT INTO standings VALUES (202308, 202307, 0, 0, 0, 0, 0, 0, 0, 0);"
    "INSERT INTO accepted_drops VALUES (202308, 'disabled', '', 10, 2);"
    "INSERT INTO outputs VALUES (202308, 'run.json', 2,"
    " lower(hex(zeroblob(32))), lower(hex(zeroblob(32))));"
    "INSERT INTO seals VALUES (202308, 'policies', 'inputs', 1,"
    " hex(zeroblob(32)), hex(zeroblob(32)), x'00000000', 2);"
    "INSERT INTO chain VALUES (1, 'run', 202308, '', '', '', '', '', '', '',"
    " '', '', '', '', '', hex(zeroblob(32)), hex(zeroblob(32)));"
    "UPDATE periods SET state = 'closed';"
    "INSERT INTO receipts VALUES (1, 202308, '民政', '某资金', '', 20231201,"
    " 100, 'A1');"
    "UPDATE periods SET state = 'open';"
    "DROP TRIGGER chain_is_not_changed;"
    "DROP TRIGGER receipts_are_not_changed;";

static int set_up(void **state)
{
    struct failure failure = FAILURE_INIT;
    ledger_fixture_set_up(state);
    struct ledger_fixture *fixture = *state;
    ledger_fixture_keep(fixture->place.file, &fixture->decided.allocation,
                        FIXTURE_PERIOD);
    return ledger_fixture_run(fixture->place.file, others, &failure);
}

#define WITH_KEPT_MONTH(test)                                                  \
    cmocka_unit_test_setup_teardown(test, set_up, ledger_fixture_tear_down)
#define WITH_FOLDER(test)                                                      \
    cmocka_unit_test_setup_teardown(test, ledger_fixture_set_up,               \
                                    ledger_fixture_tear_down)

/* ---- every CHECK ---- */

/* What makes a row of a kept month wrong: one for each CHECK. */
static const struct {
    const char *table;
    const char *change;
} wrongs[] = {
    {"policies", "sha256 = 'AB'"},
    {"policies", "id = ''"},
    {"policies", "insured_year = 24"},
    {"policies", "premium = -1"},
    {"periods", "period = 202313"},
    {"periods", "state = 'shut'"},
    {"periods", "as_of = 202308"},
    {"periods", "premium = -1"},
    {"periods", "heads = -1"},
    {"periods", "subsidy = -1"},
    {"periods", "personal_due = -1"},
    {"periods", "subsidy = subsidy + 1"},
    {"categories", "category = 0"},
    {"categories", "id = ''"},
    {"categories", "step = 0"},
    {"categories", "ratio_bp = 10001"},
    {"categories", "subsidy = -1"},
    {"categories", "personal_due = -1"},
    {"categories", "premium = premium + 1"},
    {"categories", "fund = NULL"},
    {"files", "file = 0"},
    {"files", "name = ''"},
    {"files", "size = -1"},
    {"files", "sha256 = upper(sha256) || 'A'"},
    {"sheets", "sheet = 0"},
    {"sheets", "visibility = 'shown'"},
    {"sheets", "header_row = 0"},
    {"sheets", "header_depth = 3"},
    {"sheets", "rows_read = -1"},
    {"sheets", "accepted = -1"},
    {"sheets", "duplicate = -1"},
    {"sheets", "returned = -1"},
    {"sheets", "skipped = -1"},
    {"sheets", "skipped_blank = -1"},
    {"sheets", "skipped_title = -1"},
    {"sheets", "skipped_header = -1"},
    {"sheets", "skipped_total = -1"},
    {"sheets", "skipped_note = -1"},
    {"sheets", "rows_read = rows_read + 1"},
    {"sheets", "skipped_note = skipped_note + 1"},
    {"sheets", "kind = 'x', kind_name = NULL, department = NULL"},
    {"sheet_labels", "column_no = 0"},
    {"sheet_fields", "field = ''"},
    {"sheet_fields", "column_no = 16385"},
    {"localities", "locality = 0"},
    {"roster_rows", "person = -1"},
    {"roster_rows", "row_no = 0"},
    {"roster_rows", "grades = 256"},
    {"roster_rows", "types = -1"},
    {"roster_rows", "fate = 0"},
    {"roster_rows", "verdict = 8"},
    {"roster_rows", "movement = 4"},
    {"roster_rows", "marks = 8"},
    {"roster_rows", "fate = 3, verdict = 1"},
    {"roster_rows", "fate = 1, verdict = 0"},
    {"roster_rows", "fate = 1, verdict = 1, category = NULL"},
    {"roster_rows", "person = 0, fate = 1, verdict = 1"},
    {"raw_cells", "row_no = 0"},
    {"raw_cells", "column_no = 0"},
    {"raw_cells", "text = ''"},
    {"diagnostics", "diagnostic = 0"},
    {"diagnostics", "code = ''"},
    {"diagnostics", "severity = 'fatal'"},
    {"diagnostics", "row_no = 0"},
    {"diagnostics", "column_no = 0"},
    {"diagnostics", "other_row_no = 0"},
    {"diagnostics", "other_column_no = 0"},
    {"diagnostics", "person = 0"},
    {"diagnostics", "file = NULL, sheet = 1"},
    {"diagnostics", "sheet = NULL, row_no = 1"},
    {"decisions", "person = 0"},
    {"decisions", "subsidy = -1"},
    {"decisions", "personal_due = -1"},
    {"decisions", "age = -1"},
    {"decisions", "grades = 256"},
    {"decisions", "types = 256"},
    {"decisions", "flags = 256"},
    {"decisions", "evidence = accepted - 1"},
    {"decisions", "accepted = 0"},
    {"decisions", "subsidy = subsidy + 1"},
    {"decisions", "category = NULL"},
    {"slices", "slice = 0"},
    {"slices", "heads = -1"},
    {"slices", "subsidy = -1"},
    {"slices", "personal_due = -1"},
    {"slices", "heads = heads + 1"},
    {"tie_outs", "tie_out = 0"},
    {"tie_outs", "what = ''"},
    {"tie_outs", "is_money = 2"},
    {"tie_outs", "left_side = right_side + 1"},
    {"files", "carried_from = period"},
    {"sheets", "mode = 3"},
    {"roster_rows", "carry = 4"},
    {"roster_rows", "is_known = 2"},
    {"roster_rows", "is_late = 2"},
    {"accepted_drops", "kind = ''"},
    {"accepted_drops", "before = 0"},
    {"accepted_drops", "now = before"},
    {"standings", "base = period"},
    {"standings", "replaced = -1"},
    {"standings", "removed = -1"},
    {"standings", "missing = -1"},
    {"standings", "gone = -1"},
    {"standings", "unchanged = -1"},
    {"standings", "not_sent = -1"},
    {"standings", "pending = -1"},
    {"standings", "standing = standing + 1"},
    {"identities", "identity = 0"},
    {"identities", "kind = ''"},
    {"identities", "category = ''"},
    {"spells", "person = 0"},
    {"spells", "until = since"},
    {"request_lines", "line = 0"},
    {"request_lines", "applicant = ''"},
    {"request_lines", "fund = ''"},
    {"request_lines", "category = ''"},
    {"request_lines", "added_heads = -1"},
    {"request_lines", "added = -1"},
    {"request_lines", "deducted_heads = -1"},
    {"request_lines", "deducted = -1"},
    {"request_lines", "heads = -1"},
    {"request_lines", "amount = -1"},
    {"postings", "person = 0"},
    {"postings", "heads = 0"},
    {"postings", "amount = 0"},
    {"postings", "corrects = period"},
    {"postings", "heads = -heads"},
    {"subsidies", "insured_year = 24"},
    {"subsidies", "person = 0"},
    {"subsidies", "amount = 0"},
    {"subsidies", "amount = premium + 1"},
    {"receipts", "receipt = 0"},
    {"receipts", "applicant = ''"},
    {"receipts", "fund = ''"},
    {"receipts", "received_on = 202308"},
    {"receipts", "amount = 0"},
    {"receipts", "voucher = ''"},
    {"outputs", "path = '/etc'"},
    {"outputs", "size = -1"},
    {"outputs", "sha256 = upper(sha256) || 'A'"},
    {"outputs", "sm3 = upper(sm3) || 'A'"},
    {"seals", "part = 'other'"},
    {"seals", "row_count = -1, marks = x''"},
    {"seals", "sha256 = ''"},
    {"seals", "sm3 = ''"},
    {"seals", "row_count = row_count + 1"},
    {"seals", "form = 3"},
    {"chain", "link = 0"},
    {"chain", "event = 'other'"},
    {"chain", "sha256 = ''"},
    {"chain", "sm3 = ''"},
};

/* The CHECK at `at` of the schema: its text between the brackets. */
static void check_text(const char *at, char *out, size_t size)
{
    int depth = 0;
    const char *start = strchr(at, '(') + 1;
    const char *end = start;
    while (depth > 0 || *end != ')') {
        depth += (*end == '(') - (*end == ')');
        end++;
    }
    assert_true((size_t)(end - start) < size);
    memcpy(out, start, (size_t)(end - start));
    out[end - start] = '\0';
}

/* The table in whose definition `at` stands. */
static void table_of(const char *at, char *out, size_t size)
{
    static const char *const words[] = {"CREATE TABLE ", "ALTER TABLE "};
    const char *table = NULL;
    for (size_t i = 0; i < COUNT_OF(words); i++)
        for (const char *next = strstr(ledger_schema_sql, words[i]);
             next != NULL && next < at; next = strstr(next + 1, words[i]))
            if (table == NULL || next + strlen(words[i]) > table)
                table = next + strlen(words[i]);
    assert_non_null(table);
    snprintf(out, size, "%.*s", (int)strcspn(table, " "), table);
}

static const char refusal[] = "CHECK constraint failed: ";

/* What SQLite says of each wrong row. */
static void provoke(const char *file, struct failure *said)
{
    for (size_t i = 0; i < COUNT_OF(wrongs); i++) {
        char sql[256];
        snprintf(sql, sizeof sql, "UPDATE %s SET %s", wrongs[i].table,
                 wrongs[i].change);
        if (ledger_fixture_run(file, sql, &said[i]) == 0)
            fail_msg("%s: not refused", sql);
        if (strncmp(said[i].note, refusal, strlen(refusal)) != 0)
            fail_msg("%s: %s", sql, said[i].note);
    }
}

static bool is_provoked(const char *table, const char *text,
                        const struct failure *said)
{
    for (size_t i = 0; i < COUNT_OF(wrongs); i++)
        if (strcmp(wrongs[i].table, table) == 0 &&
            strcmp(said[i].note + strlen(refusal), text) == 0)
            return true;
    return false;
}

static void every_check_refuses_a_wrong_row(void **state)
{
    const struct ledger_fixture *fixture = *state;
    static struct failure said[COUNT_OF(wrongs)];
    size_t checks = 0;
    provoke(fixture->place.file, said);
    for (const char *at = strstr(ledger_schema_sql, "CHECK ("); at != NULL;
         at = strstr(at + 1, "CHECK (")) {
        char table[64];
        char text[256];
        table_of(at, table, sizeof table);
        check_text(at, text, sizeof text);
        if (!is_provoked(table, text, said))
            fail_msg("no case provokes CHECK (%s) of %s", text, table);
        checks++;
    }
    assert_int_equal(checks, COUNT_OF(wrongs));
}

/* ---- keys, types, states ---- */

static void wrong_states_are_refused(void **state)
{
    const struct ledger_fixture *fixture = *state;
    static const struct {
        const char *sql;
        const char *refused;
    } cases[] = {
        {"INSERT INTO decisions SELECT * FROM decisions",
         "UNIQUE constraint failed: decisions.period, decisions.person"},
        {"INSERT INTO roster_rows SELECT * FROM roster_rows",
         "UNIQUE constraint failed: roster_rows.period, roster_rows.person,"
         " roster_rows.sheet, roster_rows.row_no"},
        {"UPDATE localities SET county = '', town = '', village = ''",
         "UNIQUE constraint failed: localities.period, localities.county,"
         " localities.town, localities.village"},
        {"UPDATE categories SET id = 'x'",
         "UNIQUE constraint failed: categories.period, categories.id"},
        {"UPDATE decisions SET subsidy = 'much'",
         "cannot store TEXT value in INTEGER column decisions.subsidy"},
        {"UPDATE decisions SET name = NULL",
         "NOT NULL constraint failed: decisions.name"},
        {"UPDATE decisions SET category = 99", "FOREIGN KEY constraint failed"},
        {"UPDATE decisions SET locality = 99", "FOREIGN KEY constraint failed"},
        {"UPDATE roster_rows SET sheet = sheet + 99",
         "FOREIGN KEY constraint failed"},
        {"UPDATE roster_rows SET category = 99",
         "FOREIGN KEY constraint failed"},
        {"UPDATE roster_rows SET locality = 99",
         "FOREIGN KEY constraint failed"},
        {"UPDATE diagnostics SET other_sheet = 99",
         "FOREIGN KEY constraint failed"},
        {"UPDATE sheets SET file = 99", "FOREIGN KEY constraint failed"},
        {"UPDATE periods SET policy = 'x'", "FOREIGN KEY constraint failed"},
        {"DELETE FROM policies", "FOREIGN KEY constraint failed"},
        {"DELETE FROM localities", "FOREIGN KEY constraint failed"},
        {"DELETE FROM periods", "FOREIGN KEY constraint failed"},
        {"INSERT INTO subsidies SELECT * FROM subsidies",
         "UNIQUE constraint failed: subsidies.insured_year,"
         " subsidies.person"},
        {"INSERT INTO spells SELECT person, identity, since, NULL FROM spells",
         "the spell before it has not ended"},
        {"UPDATE subsidies SET line = 999", "FOREIGN KEY constraint failed"},
        {"UPDATE postings SET line = 999", "FOREIGN KEY constraint failed"},
        {"INSERT INTO receipts VALUES (2, 202308, 'a', 'b', '', 20231201, 1,"
         " 'A2')",
         "money is received for a closed month"},
        {"INSERT INTO chain SELECT 9, event, period, program, detail,"
         " inputs_sha256, inputs_sm3, policy_sha256, policy_sm3,"
         " decisions_sha256, decisions_sm3, outputs_sha256, outputs_sm3,"
         " before_sha256, before_sm3, sha256, sm3 FROM chain",
         "links of the chain are numbered without a gap"},
        {"DELETE FROM chain", "a link of the chain stays"},
        {"UPDATE periods SET state = 'closed'; DELETE FROM periods",
         "a closed period cannot be replaced"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct failure failure = FAILURE_INIT;
        if (ledger_fixture_run(fixture->place.file, cases[i].sql, &failure) ==
            0)
            fail_msg("%s: not refused", cases[i].sql);
        if (strcmp(failure.note, cases[i].refused) != 0)
            fail_msg("%s: %s", cases[i].sql, failure.note);
    }
}

static void every_table_is_strict(void **state)
{
    const struct ledger_fixture *fixture = *state;
    assert_int_equal(
        ledger_fixture_number(fixture->place.file,
                              "SELECT count(*) FROM pragma_table_list"
                              " WHERE schema = 'main' AND type = 'table'"
                              " AND name NOT LIKE 'sqlite%' AND NOT strict"),
        0);
}

/* Everything that a closed month keeps from being changed. */
static void closed_month_refuses_every_change(void **state)
{
    const struct ledger_fixture *fixture = *state;
    static const char *const tables[] = {
        "categories", "files",          "sheets",      "sheet_labels",
        "localities", "sheet_fields",   "roster_rows", "raw_cells",
        "decisions",  "diagnostics",    "slices",      "tie_outs",
        "outputs",    "accepted_drops", "standings",   "request_lines",
        "postings",   "seals",
    };
    ledger_fixture_close(fixture->place.file, FIXTURE_PERIOD);
    for (size_t i = 0; i < COUNT_OF(tables); i++)
        for (int change = 0; change < 2; change++) {
            struct failure failure = FAILURE_INIT;
            char sql[128];
            snprintf(sql, sizeof sql,
                     change ? "UPDATE %s SET period = period"
                            : "DELETE FROM %s",
                     tables[i]);
            if (ledger_fixture_run(fixture->place.file, sql, &failure) == 0)
                fail_msg("%s: not refused", sql);
            EXPECT_TEXT(sql, failure.note, "a closed period cannot be changed");
        }
}

/* ---- words ---- */

static void words_are_those_of_the_program(void **state)
{
    const struct ledger_fixture *fixture = *state;
    char sql[128];
    for (int i = 0; i < VERDICT_COUNT; i++) {
        snprintf(sql, sizeof sql,
                 "SELECT name = '%s' FROM verdicts WHERE verdict = %d",
                 verdict_name((enum verdict)i), i);
        EXPECT(sql, ledger_fixture_number(fixture->place.file, sql) == 1);
    }
    assert_int_equal(ledger_fixture_number(fixture->place.file,
                                           "SELECT count(*) FROM verdicts"),
                     VERDICT_COUNT);
    const struct {
        enum fate fate;
        const char *name;
    } fates[] = {{FATE_ACCEPTED, "accepted"},
                 {FATE_DUPLICATE, "duplicate"},
                 {FATE_RETURNED, "returned"}};
    for (size_t i = 0; i < COUNT_OF(fates); i++) {
        snprintf(sql, sizeof sql,
                 "SELECT name = '%s' FROM fates WHERE fate = %d", fates[i].name,
                 fates[i].fate);
        EXPECT(sql, ledger_fixture_number(fixture->place.file, sql) == 1);
    }
}

/* ---- versions ---- */

static const char two_versions[] = "PRAGMA application_id = 1684107120;"
                                   "CREATE TABLE one (a);"
                                   "PRAGMA user_version = 1;"
                                   "CREATE TABLE two (b);"
                                   "INSERT INTO two VALUES (7);"
                                   "PRAGMA user_version = 2;\n";
static const char first_version[] = "PRAGMA application_id = 1684107120;"
                                    "CREATE TABLE one (a);"
                                    "PRAGMA user_version = 1;\n";

static void newest_version_is_the_last_one_set(void **state)
{
    (void)state;
    assert_int_equal(schema_newest(""), 0);
    assert_int_equal(schema_newest(first_version), 1);
    assert_int_equal(schema_newest(two_versions), 2);
    assert_true(schema_newest(ledger_schema_sql) >= 1);
}

/* Looks at `file`; a failure's code instead of a state as -code. */
static int look(struct database *database, const char *sql)
{
    struct failure failure = FAILURE_INIT;
    enum schema_state state = SCHEMA_EMPTY;
    if (schema_look(database, sql, &state, &failure) != 0)
        return -(int)failure.code;
    return (int)state;
}

static void older_file_gets_the_sections_it_lacks(void **state)
{
    const struct ledger_fixture *fixture = *state;
    struct failure failure = FAILURE_INIT;
    struct database *database = NULL;
    int64_t value = 0;
    assert_int_equal(database_open(fixture->place.file, DATABASE_CREATE,
                                   &database, &failure),
                     0);
    assert_int_equal(look(database, two_versions), SCHEMA_EMPTY);
    assert_int_equal(schema_migrate(database, first_version, &failure), 0);
    assert_int_equal(look(database, first_version), SCHEMA_CURRENT);
    assert_int_equal(look(database, two_versions), SCHEMA_OLDER);
    for (int round = 0; round < 2; round++) { /* the second has no effect */
        assert_int_equal(schema_migrate(database, two_versions, &failure), 0);
        assert_int_equal(look(database, two_versions), SCHEMA_CURRENT);
        assert_int_equal(database_number(database, "SELECT sum(b) FROM two",
                                         SQL_NO_VALUES, &value, &failure),
                         0);
        assert_int_equal(value, 7);
    }
    assert_int_equal(look(database, first_version), -DIAG_LEDGER_FOREIGN);
    database_close(database);
}

static void other_programs_file_is_foreign(void **state)
{
    const struct ledger_fixture *fixture = *state;
    static const char *const files[] = {
        "CREATE TABLE t (a)",
        "PRAGMA user_version = 1",
        "PRAGMA application_id = 5",
        "PRAGMA application_id = 5; PRAGMA user_version = 1",
        "PRAGMA application_id = 1684107120",
    };
    for (size_t i = 0; i < COUNT_OF(files); i++) {
        struct failure failure = FAILURE_INIT;
        struct database *database = NULL;
        remove(fixture->place.file);
        assert_int_equal(database_open(fixture->place.file, DATABASE_CREATE,
                                       &database, &failure),
                         0);
        assert_int_equal(database_run(database, files[i], &failure), 0);
        EXPECT(files[i], look(database, two_versions) == -DIAG_LEDGER_FOREIGN);
        database_close(database);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_KEPT_MONTH(every_check_refuses_a_wrong_row),
        WITH_KEPT_MONTH(wrong_states_are_refused),
        WITH_KEPT_MONTH(closed_month_refuses_every_change),
        WITH_KEPT_MONTH(every_table_is_strict),
        WITH_KEPT_MONTH(words_are_those_of_the_program),
        cmocka_unit_test(newest_version_is_the_last_one_set),
        WITH_FOLDER(older_file_gets_the_sections_it_lacks),
        WITH_FOLDER(other_programs_file_is_foreign),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
