/*
 * Return lists, corrected in a spreadsheet program and sent back, heal their
 * rows: corrected through openpyxl, and once more opened and saved by
 * LibreOffice. Skipped, and said so, where these are missing.
 */
#include "tests/support/answer_key.h"
#include "tests/support/csv_table.h"
#include "tests/support/process.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/suite.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ROSTERS "samples/meishan/2023-08"
#define PYTHON "PYTHONDONTWRITEBYTECODE=1 /usr/bin/python3 "

enum { RETURNED = 73, PATH_SIZE = 120, COMMAND_SIZE = 600 };

static struct scratch_folder scratch;
static char first_ledger[PATH_SIZE];
static char corrected[PATH_SIZE];

static void scratch_path(char *out, const char *name)
{
    snprintf(out, PATH_SIZE, "%s/%s", scratch.path, name);
}

/* Runs the month, with one more folder unless it is NULL. */
static void run_month(const char *name, const char *more, char *ledger)
{
    char out[PATH_SIZE];
    scratch_path(out, name);
    snprintf(ledger, PATH_SIZE, "%s/%s.db", scratch.path, name);
    const char *arguments[] = {"run",      "--policy", "meishan-2024",
                               "--period", "2023-08",  "--ledger",
                               ledger,     "--out",    out,
                               "--quiet",  ROSTERS,    more,
                               NULL};
    assert_int_equal(daopan_run(arguments, NULL), 0);
}

static int run_first(void **state)
{
    (void)state;
    scratch_make(&scratch);
    scratch_path(corrected, "corrected");
    run_month("first", NULL, first_ledger);
    return 0;
}

static int clean_up(void **state)
{
    (void)state;
    scratch_remove(&scratch);
    return 0;
}

static void need(const char *command, const char *what)
{
    if (system(command) == 0)
        return;
    print_message("skipped: no %s\n", what);
    skip();
}

/* Corrects the first run's lists, once; the numbers of the rows are in the
 * file `numbers`. */
static void correct_lists(char *numbers)
{
    char command[COMMAND_SIZE];
    need(PYTHON "-c 'import openpyxl' 2>/dev/null", "python3-openpyxl");
    scratch_path(numbers, "numbers");
    snprintf(command, sizeof command,
             "test -f %s || " PYTHON "tests/end_to_end/correct_returns.py "
             "%s/first/退回清单 %s > %s",
             numbers, scratch.path, corrected, numbers);
    assert_int_equal(system(command), 0);
}

/* Every number of the file is somebody whom `ledger` has decided, and that
 * the first run did not all know. */
static void expect_decided(const char *numbers, const char *ledger)
{
    char line[64];
    size_t count = 0;
    size_t is_new = 0;
    struct csv_table *decisions = ledger_export(ledger, "decisions");
    struct csv_table *before = ledger_export(first_ledger, "decisions");
    FILE *file = fopen(numbers, "r");
    assert_non_null(file);
    while (fgets(line, sizeof line, file) != NULL) {
        line[strcspn(line, "\n")] = '\0';
        EXPECT(line, csv_table_find(decisions, "id_number", line) <
                         csv_table_rows(decisions));
        is_new +=
            csv_table_find(before, "id_number", line) == csv_table_rows(before);
        count++;
    }
    fclose(file);
    assert_int_equal(count, RETURNED);
    assert_true(is_new > RETURNED / 2);
    csv_table_free(before);
    csv_table_free(decisions);
}

/* What is returned still are the rosters' rows, none of the lists'. */
static void expect_no_more_errors(const char *ledger)
{
    struct csv_table *returns = ledger_export(ledger, "returns");
    struct csv_table *before = ledger_export(first_ledger, "returns");
    size_t errors = 0;
    size_t errors_before = 0;
    for (size_t i = 0; i < csv_table_rows(returns); i++)
        errors += strcmp(csv_table_cell(returns, i, "severity"), "error") == 0;
    for (size_t i = 0; i < csv_table_rows(before); i++)
        errors_before +=
            strcmp(csv_table_cell(before, i, "severity"), "error") == 0;
    assert_true(errors_before >= RETURNED);
    assert_int_equal(errors, errors_before);
    csv_table_free(before);
    csv_table_free(returns);
}

static void corrected_lists_heal_their_rows(void **state)
{
    char numbers[PATH_SIZE];
    char ledger[PATH_SIZE];
    (void)state;
    correct_lists(numbers);
    run_month("healed", corrected, ledger);
    expect_decided(numbers, ledger);
    expect_no_more_errors(ledger);
}

static void lists_saved_by_libreoffice_heal_them_too(void **state)
{
    char numbers[PATH_SIZE];
    char ledger[PATH_SIZE];
    char saved[PATH_SIZE];
    char command[COMMAND_SIZE];
    (void)state;
    need("command -v soffice >/dev/null", "soffice");
    correct_lists(numbers);
    scratch_path(saved, "saved");
    snprintf(command, sizeof command,
             "soffice -env:UserInstallation=file://%s/office --headless "
             "--convert-to xlsx --outdir %s %s/*.xlsx >/dev/null 2>&1 "
             "</dev/null",
             scratch.path, saved, corrected);
    assert_int_equal(system(command), 0);
    run_month("saved-healed", saved, ledger);
    expect_decided(numbers, ledger);
    expect_no_more_errors(ledger);
}

/* Sent back as they are, the lists heal nothing and break nothing. */
static void lists_sent_back_as_they_are_are_returned_again(void **state)
{
    char lists[PATH_SIZE];
    char ledger[PATH_SIZE];
    (void)state;
    scratch_path(lists, "first/退回清单");
    run_month("again", lists, ledger);
    struct csv_table *before = ledger_export(first_ledger, "decisions");
    struct csv_table *now = ledger_export(ledger, "decisions");
    assert_int_equal(csv_table_rows(now), csv_table_rows(before));
    assert_int_equal(csv_table_sum(now, "subsidy_fen"),
                     csv_table_sum(before, "subsidy_fen"));
    csv_table_free(now);
    csv_table_free(before);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(corrected_lists_heal_their_rows),
        cmocka_unit_test(lists_saved_by_libreoffice_heal_them_too),
        cmocka_unit_test(lists_sent_back_as_they_are_are_returned_again),
    };
    return cmocka_run_group_tests(tests, run_first, clean_up);
}
