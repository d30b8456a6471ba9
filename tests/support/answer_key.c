/* A run and its answer key, compared field by field. */
#include "tests/support/answer_key.h"

#include "core/fen.h"
#include "tests/support/process.h"
#include "tests/support/suite.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- what the run says ---- */

struct csv_table *ledger_export(const char *ledger, const char *what)
{
    const char *arguments[] = {"export", what, "--ledger", ledger, NULL};
    struct text text = TEXT_INIT;
    assert_int_equal(daopan_run(arguments, &text), 0);
    struct csv_table *table = csv_table_parse(text_of(&text));
    text_release(&text);
    return table;
}

int64_t summary_number(const char *from, const char *key)
{
    char quoted[64];
    snprintf(quoted, sizeof quoted, "\"%s\":", key);
    const char *at = strstr(from, quoted);
    if (at == NULL)
        fail_msg("no %s in the summary", key);
    return strtoll(at + strlen(quoted), NULL, 10);
}

void dump_workbook(const char *out_folder, const char *workbook,
                   struct text *out)
{
    char path[512];
    snprintf(path, sizeof path, "%s/%s", out_folder, workbook);
    const char *arguments[] = {"dump", path, NULL};
    if (daopan_run(arguments, out) != 0)
        fail_msg("%s cannot be read", workbook);
}

/* A file of the key. */
static struct csv_table *answers(const struct answered_run *run,
                                 const char *name)
{
    char path[256];
    snprintf(path, sizeof path, "%s/%s.csv", run->answers, name);
    return csv_table_read(path);
}

/* ---- people ---- */

static void expect_person(const struct csv_table *got,
                          const struct csv_table *want, size_t row)
{
    static const char *const columns[] = {
        "id_number",        "name", "county",    "category_code", "subsidy_fen",
        "personal_due_fen", "fund", "applicant", "evidence",
    };
    const char *number = csv_table_cell(want, row, "id_number");
    if (row >= csv_table_rows(got))
        fail_msg("%s: missing", number);
    for (size_t i = 0; i < COUNT_OF(columns); i++) {
        char name[64];
        snprintf(name, sizeof name, "%s %s", number, columns[i]);
        EXPECT_TEXT(name, csv_table_cell(got, row, columns[i]),
                    csv_table_cell(want, row, columns[i]));
    }
}

void expect_decisions(const struct answered_run *run)
{
    struct csv_table *got = ledger_export(run->ledger, "decisions");
    struct csv_table *want = answers(run, "expected_decisions");
    for (size_t row = 0; row < csv_table_rows(want); row++)
        expect_person(got, want, row);
    EXPECT_INT(run->answers, csv_table_rows(got), csv_table_rows(want));
    csv_table_free(want);
    csv_table_free(got);
}

/* ---- rows ---- */

static bool is_same_finding(const struct csv_table *left, size_t i,
                            const struct csv_table *right, size_t j)
{
    static const char *const columns[] = {"row", "code", "severity", "sheet",
                                          "file"};
    for (size_t c = 0; c < COUNT_OF(columns); c++)
        if (strcmp(csv_table_cell(left, i, columns[c]),
                   csv_table_cell(right, j, columns[c])) != 0)
            return false;
    return true;
}

/* Each finding of `table` stands exactly once in `in`. */
static void expect_findings_in(const struct csv_table *table,
                               const struct csv_table *in, const char *what)
{
    for (size_t i = 0; i < csv_table_rows(table); i++) {
        size_t count = 0;
        for (size_t j = 0; j < csv_table_rows(in); j++)
            count += is_same_finding(table, i, in, j);
        if (count != 1)
            fail_msg("%s!%s row %s: %s %s %s", csv_table_cell(table, i, "file"),
                     csv_table_cell(table, i, "sheet"),
                     csv_table_cell(table, i, "row"),
                     csv_table_cell(table, i, "severity"),
                     csv_table_cell(table, i, "code"), what);
    }
}

void expect_findings(const struct answered_run *run)
{
    struct csv_table *got = ledger_export(run->ledger, "returns");
    struct csv_table *want = answers(run, "expected_returns");
    expect_findings_in(want, got, "is missing");
    expect_findings_in(got, want, "is not expected");
    csv_table_free(want);
    csv_table_free(got);
}

void expect_fates(const struct answered_run *run)
{
    static const char *const fates[] = {"accepted", "duplicate", "returned"};
    struct csv_table *sheets = answers(run, "expected_sheets");
    int64_t sum = summary_number(run->summary, "skipped");
    for (size_t i = 0; i < COUNT_OF(fates); i++) {
        EXPECT_INT(fates[i], summary_number(run->summary, fates[i]),
                   csv_table_sum(sheets, fates[i]));
        sum += summary_number(run->summary, fates[i]);
    }
    EXPECT_INT("read", summary_number(run->summary, "read"), sum);
    csv_table_free(sheets);
}

/* ---- money ---- */

/* The row that the cell at `at` stands in, in a dump. */
static long row_of(const char *at)
{
    while (at[-1] != '[')
        at--;
    return strtol(at, NULL, 10);
}

/* The first sheet's row of totals holds `amount`, a number of yuan. */
static void expect_total(const struct answered_run *run, const char *workbook,
                         fen amount)
{
    char cell[64];
    struct text text = TEXT_INIT;
    assert_true(amount % 100 == 0);
    dump_workbook(run->out, workbook, &text);
    const char *total = strstr(text.data, ",1,\"合计\"]");
    char *end = strchr(text.data, '\n');
    if (total == NULL || end == NULL || total > end)
        fail_msg("%s has no totals on its first sheet", workbook);
    *end = '\0';
    const long row = row_of(total);
    snprintf(cell, sizeof cell, ",\"%lld\"]", (long long)(amount / 100));
    const char *at = total;
    do
        at = strstr(at + 1, cell);
    while (at != NULL && row_of(at) != row);
    if (at == NULL)
        fail_msg("%s: %s is not in its row of totals", workbook, cell);
    text_release(&text);
}

/* What an applicant requests, over all funds. */
static fen requested(const struct csv_table *totals, const char *applicant)
{
    fen sum = 0;
    for (size_t i = 0; i < csv_table_rows(totals); i++)
        if (strcmp(csv_table_cell(totals, i, "applicant"), applicant) == 0)
            sum += csv_table_number(totals, i, "subsidy_fen");
    return sum;
}

static void expect_requests(const struct answered_run *run,
                            const struct csv_table *totals)
{
    for (size_t i = 0; i < csv_table_rows(totals); i++) {
        char workbook[256];
        const char *applicant = csv_table_cell(totals, i, "applicant");
        if (applicant[0] == '\0')
            continue;
        snprintf(workbook, sizeof workbook, "资金申请/%s-资金申请表.xlsx",
                 applicant);
        expect_total(run, workbook, requested(totals, applicant));
    }
}

void expect_totals(const struct answered_run *run)
{
    struct csv_table *totals = answers(run, "expected_totals");
    struct csv_table *decisions = ledger_export(run->ledger, "decisions");
    const fen total = csv_table_sum(totals, "subsidy_fen");
    const char *summary = strstr(run->summary, "\"total\"");
    assert_non_null(summary);
    EXPECT_INT("export", csv_table_sum(decisions, "subsidy_fen"), total);
    EXPECT_INT("summary", summary_number(summary, "subsidy_fen"), total);
    EXPECT_INT("summary, personal", summary_number(summary, "personal_due_fen"),
               csv_table_sum(totals, "personal_due_fen"));
    expect_total(run, "财政划转汇总.xlsx", total);
    expect_requests(run, totals);
    csv_table_free(decisions);
    csv_table_free(totals);
}
