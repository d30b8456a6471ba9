/* A month for the ledger, and looking into the file behind the ledger's back:
 * through the wrapper of SQLite, with its failures. */
#include "tests/support/ledger_fixture.h"
#include "allocate/allocate.h"
#include "tests/support/suite.h"
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- the folder ---- */

void ledger_place_make(struct ledger_place *place)
{
    snprintf(place->folder, sizeof place->folder, "/tmp/daopan-test-XXXXXX");
    assert_non_null(mkdtemp(place->folder));
    snprintf(place->file, sizeof place->file, "%s/daopan.db", place->folder);
}

void ledger_place_remove(struct ledger_place *place)
{
    char path[512];
    chmod(place->folder, 0700);
    DIR *folder = opendir(place->folder);
    assert_non_null(folder);
    for (struct dirent *entry = readdir(folder); entry != NULL;
         entry = readdir(folder)) {
        if (entry->d_name[0] == '.')
            continue;
        snprintf(path, sizeof path, "%s/%s", place->folder, entry->d_name);
        assert_int_equal(remove(path), 0);
    }
    closedir(folder);
    assert_int_equal(rmdir(place->folder), 0);
}

/* ---- the month ---- */

idkey ledger_fixture_winner(void)
{
    return fixture_id(19500101, 1);
}

idkey ledger_fixture_nobody(void)
{
    return fixture_id(19800101, 2);
}

idkey ledger_fixture_daughter(void)
{
    return fixture_id(20150101, 2);
}

idkey ledger_fixture_awkward(void)
{
    return fixture_id(19700101, 5);
}

idkey ledger_fixture_returned(void)
{
    return fixture_id(19600101, 7);
}

static strref pooled(struct roster *roster, const char *text)
{
    strref ref = 0;
    assert_int_equal(string_pool_add(roster->strings, text, strlen(text), &ref),
                     0);
    return ref;
}

static void add_rows(struct roster *roster, const struct row_spec *specs,
                     size_t count)
{
    for (size_t i = 0; i < count; i++)
        roster_fixture_row(roster, &specs[i]);
}

/* Puts away the last row as it came: number in column 3, name in column 2. */
static void keep_raw(struct roster *roster, const char *number,
                     const char *name)
{
    const struct roster_row *row = &roster->rows[roster->row_count - 1];
    strref *cells = arena_array(roster->arena, 4, sizeof *cells);
    assert_non_null(cells);
    cells[1] = pooled(roster, name);
    cells[2] = pooled(roster, number);
    assert_int_equal(mem_grow(&roster->raw, &roster->raw_capacity,
                              roster->raw_count + 1, sizeof *roster->raw),
                     0);
    roster->raw[roster->raw_count++] = (struct raw_row){
        .sheet = row->sheet,
        .row = row->row,
        .cells = cells,
        .cell_count = 4,
    };
}

/* A finding on the last row. */
static void find(struct roster *roster, enum diag_code code, colnum column,
                 const char *cell, const char *note)
{
    const struct roster_row *row = &roster->rows[roster->row_count - 1];
    const struct diag diag = {
        .code = code,
        .at = {.file = roster->sheets[row->sheet].file,
               .sheet = row->sheet,
               .row = row->row,
               .column = column},
        .other = PLACE_NOWHERE,
        .id = row->id,
        .name = row->name,
        .label = pooled(roster, column == 3 ? "身份证号" : "残疾等级"),
        .cell = pooled(roster, cell),
        .note = pooled(roster, note),
    };
    assert_int_equal(roster_add_diag(roster, &diag), 0);
}

/* A finding on a sheet, on its header, or on no place at all. */
static void find_at(struct roster *roster, enum diag_code code,
                    struct place place)
{
    const struct diag diag = {
        .code = code,
        .at = place,
        .other = PLACE_NOWHERE,
        .note = pooled(roster, "D"),
    };
    assert_int_equal(roster_add_diag(roster, &diag), 0);
}

static void add_labels(struct roster *roster, uint32_t sheet)
{
    static const char *const labels[] = {"序号", "姓名", "身份证号", ""};
    strref *refs = arena_array(roster->arena, 4, sizeof *refs);
    assert_non_null(refs);
    for (size_t i = 0; i < 4; i++)
        refs[i] = pooled(roster, labels[i]);
    roster->sheets[sheet].labels = refs;
    roster->sheets[sheet].label_count = 4;
    roster->sheets[sheet].title = pooled(roster, "花名册, \"八月\"");
    roster->sheets[sheet].county = pooled(roster, "东区");
}

static void add_civil(struct roster *roster)
{
    const struct row_spec rows[] = {
        {.id = ledger_fixture_winner(),
         .name = "李明",
         .county = "东区",
         .town = "一镇",
         .village = "二村",
         .category = FIXTURE_LOW_INCOME,
         .recognised = 20200101},
        {.id = ledger_fixture_winner(),
         .name = "李明",
         .county = "东区",
         .town = "一镇",
         .village = "二村",
         .category = FIXTURE_DESTITUTE,
         .recognised = 20210201},
        {.id = ledger_fixture_winner(),
         .name = "李 明",
         .category = FIXTURE_DESTITUTE}, /* again */
        {.id = ledger_fixture_nobody(),
         .name = "王芳",
         .county = "西区",
         .category = FIXTURE_MARGIN},
        {.id = ledger_fixture_awkward(),
         .name = "吉克,\"阿依\"\n二",
         .county = "东区",
         .town = "一,镇",
         .village = "\"三\"村",
         .category = FIXTURE_ORPHAN},
    };
    roster_fixture_file(roster, "民政.xlsx");
    const uint32_t sheet =
        roster_fixture_sheet(roster, "低保", FIXTURE_KIND_CIVIL);
    add_labels(roster, sheet);
    add_rows(roster, rows, COUNT_OF(rows));
    find_at(roster, DIAG_LABEL_TWICE,
            (struct place){.file = 0, .sheet = 0, .row = 2, .column = 4});
    roster_fixture_sheet(roster, "说明", POLICY_NONE);
    roster->sheets[1].visibility = SHEET_HIDDEN;
    roster->sheets[1].header_row = 0;
    roster->sheets[1].header_depth = 0;
    find_at(roster, DIAG_SHEET_HIDDEN, (struct place){.file = 0, .sheet = 1});
}

static void add_disabled(struct roster *roster)
{
    const struct row_spec rows[] = {
        {.id = ledger_fixture_winner(),
         .name = "李明",
         .county = "西区",
         .category = FIXTURE_SEVERE,
         .grades = 1U << 2,
         .types = 1U << 4},
        {.id = ledger_fixture_nobody(),
         .name = "王芬", /* another name */
         .category = FIXTURE_SEVERE,
         .grades = 1U << 1,
         .has_invalid_certificate = true},
    };
    const struct row_spec unread = {
        .name = "赵六", .category = FIXTURE_SEVERE, .is_returned = true};
    const struct row_spec returned = {.id = ledger_fixture_returned(),
                                      .name = "钱七",
                                      .category = FIXTURE_SEVERE,
                                      .is_returned = true};
    const struct row_spec girl = {.id = ledger_fixture_daughter(),
                                  .name = "孙小",
                                  .county = "东区",
                                  .category = FIXTURE_DAUGHTER};
    roster_fixture_file(roster, "残联, \"全部\".csv");
    const uint32_t sheet =
        roster_fixture_sheet(roster, "", FIXTURE_KIND_DISABLED);
    add_rows(roster, rows, COUNT_OF(rows));
    roster_fixture_row(roster, &unread);
    keep_raw(roster, "5.11499E+17", "赵六");
    find(roster, DIAG_ID_SCIENTIFIC, 3, "5.11499E+17", "");
    find(roster, DIAG_GRADE_UNKNOWN, 28, "五级", "");
    roster_fixture_row(roster, &returned);
    keep_raw(roster, "511499196001010077", "钱七");
    find(roster, DIAG_GRADE_MISSING, 28, "", "");
    roster_fixture_row(roster, &girl);
    find(roster, DIAG_ROW_HIDDEN, 0, "", "");
    roster->rows[roster->row_count - 1].is_hidden = true;
    roster->sheets[sheet].columns[FIELD_DISABILITY_GRADE].column = 28;
}

void ledger_fixture_month(struct decided *decided)
{
    struct failure failure = FAILURE_INIT;
    assert_int_equal(roster_init(&decided->roster), 0);
    add_civil(&decided->roster);
    add_disabled(&decided->roster);
    find_at(&decided->roster, DIAG_FILE_TWICE, (struct place)PLACE_NOWHERE);
    assert_int_equal(allocate(policy_fixture(), &decided->roster, FIXTURE_AS_OF,
                              &decided->allocation, &failure),
                     0);
}

int ledger_fixture_set_up(void **state)
{
    struct ledger_fixture *fixture = test_malloc(sizeof *fixture);
    ledger_place_make(&fixture->place);
    ledger_fixture_month(&fixture->decided);
    *state = fixture;
    return 0;
}

int ledger_fixture_tear_down(void **state)
{
    struct ledger_fixture *fixture = *state;
    decided_release(&fixture->decided);
    ledger_place_remove(&fixture->place);
    test_free(fixture);
    return 0;
}

void ledger_fixture_keep(const char *file, const struct allocation *allocation,
                         ym period)
{
    struct failure failure = FAILURE_INIT;
    struct ledger *ledger = NULL;
    struct allocation kept = *allocation;
    ym base = 0;
    if (ledger_open(file, LEDGER_WRITE, &ledger, &failure) != 0 ||
        ledger_base(ledger, period, &base, &failure) != 0)
        fail_msg("%s: %s", diag_name(failure.code), failure.note);
    if (base != 0)
        kept.posting_count = 0; /* nobody is paid for twice */
    if (ledger_store(ledger, &kept, period, "0.1.0", &failure) != 0 ||
        ledger_commit(ledger, &failure) != 0)
        fail_msg("%s: %s", diag_name(failure.code), failure.note);
    ledger_close(ledger);
}

/* ---- the file, behind the ledger's back ---- */

static struct database *open_database(const char *file)
{
    struct failure failure = FAILURE_INIT;
    struct database *database = NULL;
    if (database_open(file, DATABASE_READ, &database, &failure) != 0)
        fail_msg("%s: %s", diag_name(failure.code), failure.note);
    return database;
}

/* Appends each row that `sql` yields: its first column and a line feed. */
static void append_rows(struct database *database, const char *sql,
                        struct text *out)
{
    struct failure failure = FAILURE_INIT;
    struct statement *rows = NULL;
    assert_int_equal(statement_prepare(database, sql, &rows, &failure), 0);
    assert_int_equal(statement_ask(rows, SQL_NO_VALUES, &failure), 0);
    while (statement_next(rows, &failure) == 1)
        text_printf(out, "%s\n", statement_text(rows, 0));
    assert_int_equal(failure.code, DIAG_NONE);
    statement_finish(rows);
}

void ledger_fixture_dump(const char *file, struct text *out)
{
    struct failure failure = FAILURE_INIT;
    struct database *database = open_database(file);
    struct statement *tables = NULL;
    assert_int_equal(
        statement_prepare(
            database,
            "SELECT 'SELECT ''' || t.name || ': '' || '"
            " || group_concat('quote(' || c.name || ')', ' || '','' || ')"
            " || ' FROM ' || t.name || ' ORDER BY '"
            " || group_concat(c.name)"
            " FROM sqlite_schema AS t, pragma_table_info(t.name) AS c"
            " WHERE t.type = 'table' GROUP BY t.name ORDER BY t.name",
            &tables, &failure),
        0);
    assert_int_equal(statement_ask(tables, SQL_NO_VALUES, &failure), 0);
    while (statement_next(tables, &failure) == 1)
        append_rows(database, statement_text(tables, 0), out);
    assert_int_equal(failure.code, DIAG_NONE);
    statement_finish(tables);
    database_close(database);
}

void ledger_fixture_expect(const char *name, const char *file,
                           const struct text *expected)
{
    struct text found = TEXT_INIT;
    ledger_fixture_dump(file, &found);
    if (strcmp(text_of(&found), text_of(expected)) != 0)
        fail_msg("%s: the contents differ", name);
    text_release(&found);
}

void ledger_fixture_close(const char *file, ym period)
{
    struct failure failure = FAILURE_INIT;
    char sql[96];
    snprintf(sql, sizeof sql,
             "UPDATE periods SET state = 'closed' WHERE period = %d", period);
    assert_int_equal(ledger_fixture_run(file, sql, &failure), 0);
}

int64_t ledger_fixture_number(const char *file, const char *sql)
{
    struct failure failure = FAILURE_INIT;
    struct database *database = open_database(file);
    int64_t number = 0;
    if (database_number(database, sql, SQL_NO_VALUES, &number, &failure) != 0)
        fail_msg("%s: %s", sql, failure.note);
    database_close(database);
    return number;
}

int ledger_fixture_run(const char *file, const char *sql,
                       struct failure *failure)
{
    struct database *database = open_database(file);
    const int result = database_run(database, sql, failure);
    database_close(database);
    return result;
}
