/*
 * The sample month from end to end: the program as it is built, on the
 * rosters as they are, against an answer key that the samples' generator
 * worked out by itself.
 *
 * The month is run three times: into one folder twice, and into another with
 * the files named one by one, last first.
 */
#include "tests/support/answer_key.h"
#include "tests/support/ledger_dump.h"
#include "tests/support/process.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/suite.h"

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define ROSTERS "samples/meishan/2023-08"
#define ANSWERS "tests/golden/meishan-2023-08"

enum { FILES = 32 };

/* The month over its folder; over its files one by one; runs that fail. */
enum { RUNS = 3 };

/* What the tests look at; made once. */
struct month {
    char out[RUNS][80];
    char ledger[RUNS][80];
    struct text summary; /* as JSON */
    struct text first;   /* digests of the files after the first run */
    struct text ledger_first;
    struct csv_table *decisions;
    struct answered_run answered; /* the first of them */
};

static struct month month;
static struct scratch_folder scratch;

/* ---- running it ---- */

static const char *files[FILES + 1];
static size_t file_count;

static int collect(const char *path, const struct stat *status, int kind,
                   struct FTW *walk)
{
    (void)status;
    (void)walk;
    if (kind != FTW_F || file_count == FILES)
        return 0;
    /* The walk's order is the disk's: any order will do, the last first. */
    memmove(files + 1, files, file_count * sizeof files[0]);
    files[0] = strdup(path);
    file_count++;
    return 0;
}

/* Runs the month over `paths`, ended by NULL, into folder `which`. */
static int run(int which, const char *const *paths, struct text *summary)
{
    const char *arguments[FILES + 16] = {
        "run",
        "--policy",
        "meishan-2024",
        "--period",
        "2023-08",
        "--ledger",
        month.ledger[which],
        "--out",
        month.out[which],
        "--format",
        "json",
    };
    size_t count = 0;
    while (arguments[count] != NULL)
        count++;
    while (*paths != NULL)
        arguments[count++] = *paths++;
    return daopan_run(arguments, summary);
}

static int run_the_month(void **state)
{
    static const char *const folder[] = {ROSTERS, NULL};
    (void)state;
    scratch_make(&scratch);
    for (int i = 0; i < RUNS; i++) {
        snprintf(month.out[i], sizeof month.out[i], "%s/out%d", scratch.path,
                 i);
        snprintf(month.ledger[i], sizeof month.ledger[i], "%s/%d.db",
                 scratch.path, i);
    }
    if (run(0, folder, &month.summary) != 0)
        return -1;
    folder_digest(month.out[0], &month.first);
    ledger_dump(month.ledger[0], &month.ledger_first);
    month.decisions = ledger_export(month.ledger[0], "decisions");
    month.answered = (struct answered_run){
        .answers = ANSWERS,
        .ledger = month.ledger[0],
        .out = month.out[0],
        .summary = text_of(&month.summary),
    };
    return 0;
}

static int clean_up(void **state)
{
    (void)state;
    csv_table_free(month.decisions);
    text_release(&month.summary);
    text_release(&month.first);
    text_release(&month.ledger_first);
    for (size_t i = 0; i < file_count; i++)
        free((void *)(uintptr_t)files[i]);
    scratch_remove(&scratch);
    return 0;
}

/* ---- the answer key ---- */

static void every_decision_is_the_one_expected(void **state)
{
    (void)state;
    expect_decisions(&month.answered);
}

static void rows_go_back_and_are_warned_of_as_expected(void **state)
{
    (void)state;
    expect_findings(&month.answered);
}

static void every_row_has_one_fate(void **state)
{
    (void)state;
    expect_fates(&month.answered);
}

static void totals_are_the_same_everywhere(void **state)
{
    (void)state;
    expect_totals(&month.answered);
}

/* ---- people ---- */

static void people_of_the_rules_get_what_is_theirs(void **state)
{
    static const struct {
        const char *name;
        const char *number;
        const char *code;
        const char *fund;
    } cases[] = {
        {"45, low income, grade 3 from the federation only",
         "511499197805120111", "2305", "财政专项资金"},
        {"45, low income without a condition, monitored too",
         "51149919780320010X", "230508", "医疗救助资金"},
        {"45, low income without a condition, nothing else",
         "511499197807070111", "", ""},
        {"stable, minimum income, severe disability, extreme poverty",
         "511499195102100107", "2304", "医疗救助资金"},
        {"stable, low income, severe disability, extreme poverty",
         "511499194911030108", "2304", "医疗救助资金"},
        {"landless, the code keeps its zero", "511499194806180112", "01",
         "财政专项资金"},
        {"sixty on the day", "511499196308310112", "2305", "财政专项资金"},
        {"sixty the day after", "511499196309010111", "", ""},
        {"eighteen the day after", "511499200509010107", "2305",
         "财政专项资金"},
        {"eighteen on the day", "511499200508310116", "", ""},
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        const size_t row =
            csv_table_find(month.decisions, "id_number", cases[i].number);
        if (row == csv_table_rows(month.decisions))
            fail_msg("%s: not decided", cases[i].name);
        EXPECT_TEXT(cases[i].name,
                    csv_table_cell(month.decisions, row, "category_code"),
                    cases[i].code);
        EXPECT_TEXT(cases[i].name, csv_table_cell(month.decisions, row, "fund"),
                    cases[i].fund);
    }
}

static void guardian_is_nobody_on_the_roster(void **state)
{
    (void)state;
    assert_int_equal(
        csv_table_find(month.decisions, "id_number", "511499195501200113"),
        csv_table_rows(month.decisions));
}

static void explain_names_the_winner_and_what_it_beat(void **state)
{
    static const char *const words[] = {"稳定脱贫户", "低保救助对象",
                                        "重度残疾人", "特困救助对象",
                                        "2304",       "医疗救助资金"};
    const char *arguments[] = {"explain", "--ledger", month.ledger[0],
                               "511499195102100107", NULL};
    struct text text = TEXT_INIT;
    (void)state;
    assert_int_equal(daopan_run(arguments, &text), 0);
    for (size_t i = 0; i < COUNT_OF(words); i++)
        if (strstr(text_of(&text), words[i]) == NULL)
            fail_msg("%s is not in: %s", words[i], text_of(&text));
    text_release(&text);
}

static void the_readmes_explain_a_person_of_the_sample(void **state)
{
    static const char *const files_read[] = {"README.md", "README.zh-CN.md"};
    static const char example[] = "explain --ledger build/demo/daopan.db ";
    (void)state;
    for (size_t i = 0; i < COUNT_OF(files_read); i++) {
        char number[19] = "";
        char line[1000];
        FILE *file = fopen(files_read[i], "r");
        assert_non_null(file);
        while (fgets(line, sizeof line, file) != NULL) {
            const char *at = strstr(line, example);
            if (at != NULL)
                snprintf(number, sizeof number, "%s", at + strlen(example));
        }
        fclose(file);
        const char *arguments[] = {"explain", "--ledger", month.ledger[0],
                                   number, NULL};
        struct text text = TEXT_INIT;
        EXPECT_INT(files_read[i], daopan_run(arguments, &text), 0);
        text_release(&text);
    }
}

static void code_01_keeps_its_zero_in_plate_and_request(void **state)
{
    static const char *const workbooks[] = {
        "导盘/05-自然资源-被征地农民超龄人员.xlsx",
        "资金申请/自然资源-资金申请表.xlsx",
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(workbooks); i++) {
        struct text text = TEXT_INIT;
        dump_workbook(month.out[0], workbooks[i], &text);
        if (strstr(text_of(&text), ",\"01\"]") == NULL)
            fail_msg("%s has no 01", workbooks[i]);
        text_release(&text);
    }
}

/* ---- nothing half ---- */

static bool exists(const char *path)
{
    struct stat status;
    return stat(path, &status) == 0;
}

static void file_that_is_no_roster_stops_the_run(void **state)
{
    static const char *const paths[] = {ROSTERS, "samples/README.md", NULL};
    (void)state;
    assert_int_equal(run(2, paths, NULL), 1);
    assert_false(exists(month.out[2]));
    assert_false(exists(month.ledger[2]));
}

static void dry_run_writes_nothing(void **state)
{
    static const char *const paths[] = {"--dry-run", ROSTERS, NULL};
    struct text summary = TEXT_INIT;
    (void)state;
    assert_int_equal(run(2, paths, &summary), 0);
    EXPECT_INT("rows", summary_number(text_of(&summary), "read"),
               summary_number(text_of(&month.summary), "read"));
    assert_false(exists(month.out[2]));
    assert_false(exists(month.ledger[2]));
    text_release(&summary);
}

static void run_without_ledger_writes_the_workbooks_alone(void **state)
{
    static const char *const paths[] = {"--no-ledger", ROSTERS, NULL};
    struct text lines = TEXT_INIT;
    struct text summary = TEXT_INIT;
    (void)state;
    assert_int_equal(run(2, paths, &summary), 0);
    assert_null(strstr(text_of(&summary), "\"ledger\""));
    assert_false(exists(month.ledger[2]));
    folder_digest(month.out[2], &lines);
    assert_non_null(strstr(text_of(&lines), "财政划转汇总.xlsx"));
    text_release(&lines);
    text_release(&summary);
}

/* ---- the same again ---- */

static void second_run_changes_nothing(void **state)
{
    static const char *const folder[] = {ROSTERS, NULL};
    struct text digests = TEXT_INIT;
    struct text ledger = TEXT_INIT;
    (void)state;
    assert_int_equal(run(0, folder, NULL), 0);
    folder_digest(month.out[0], &digests);
    EXPECT_TEXT("workbooks", text_of(&digests), text_of(&month.first));
    ledger_dump(month.ledger[0], &ledger);
    assert_true(strlen(text_of(&ledger)) > 100000);
    EXPECT_TEXT("ledger", text_of(&ledger), text_of(&month.ledger_first));
    text_release(&ledger);
    text_release(&digests);
}

static void order_of_the_files_changes_nothing(void **state)
{
    struct text digests = TEXT_INIT;
    struct text ledger = TEXT_INIT;
    (void)state;
    assert_int_equal(nftw(ROSTERS, collect, 16, FTW_PHYS), 0);
    assert_int_equal(file_count, 15);
    assert_int_equal(run(1, files, NULL), 0);
    folder_digest(month.out[1], &digests);
    EXPECT_TEXT("workbooks", text_of(&digests), text_of(&month.first));
    ledger_dump(month.ledger[1], &ledger);
    EXPECT_TEXT("ledger", text_of(&ledger), text_of(&month.ledger_first));
    text_release(&ledger);
    text_release(&digests);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_decision_is_the_one_expected),
        cmocka_unit_test(rows_go_back_and_are_warned_of_as_expected),
        cmocka_unit_test(every_row_has_one_fate),
        cmocka_unit_test(totals_are_the_same_everywhere),
        cmocka_unit_test(people_of_the_rules_get_what_is_theirs),
        cmocka_unit_test(guardian_is_nobody_on_the_roster),
        cmocka_unit_test(explain_names_the_winner_and_what_it_beat),
        cmocka_unit_test(the_readmes_explain_a_person_of_the_sample),
        cmocka_unit_test(code_01_keeps_its_zero_in_plate_and_request),
        cmocka_unit_test(file_that_is_no_roster_stops_the_run),
        cmocka_unit_test(dry_run_writes_nothing),
        cmocka_unit_test(run_without_ledger_writes_the_workbooks_alone),
        cmocka_unit_test(second_run_changes_nothing),
        cmocka_unit_test(order_of_the_files_changes_nothing),
    };
    return cmocka_run_group_tests(tests, run_the_month, clean_up);
}
