/* Commands as scripts and clerks use them: what they print, and with which
 * status they end. */
#include "tests/support/process.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/suite.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#define ROSTERS "samples/meishan/2023-08"
#define POLICY "--policy", "meishan-2024"

static void expect_words(const char *name, const struct text *text,
                         const char *const *words)
{
    for (size_t i = 0; words[i] != NULL; i++)
        if (strstr(text_of(text), words[i]) == NULL)
            fail_msg("%s: %s is not in: %s", name, words[i], text_of(text));
}

static void inspect_fails_after_printing_what_would_stop_a_run(void **state)
{
    static const struct {
        const char *name, *path, *code;
        int status;
    } cases[] = {
        {"sound", ROSTERS, "", 0},
        {"missing", "samples/none.xlsx", "file-missing", 1},
        {"no roster", "samples/README.md", "file-not-roster", 1},
        {"unreadable", "tests/golden", "file-", 1},
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        const char *arguments[] = {"inspect", POLICY, cases[i].path,
                                   ROSTERS "/民政", NULL};
        const char *words[] = {"minzheng-dibao", cases[i].code, NULL};
        struct text text = TEXT_INIT;
        EXPECT_INT(cases[i].name, daopan_run(arguments, &text),
                   cases[i].status);
        expect_words(cases[i].name, &text, words);
        text_release(&text);
    }
}

static void titles_are_held_against_the_month_that_is_given(void **state)
{
    static const struct {
        const char *name;
        const char *arguments[8];
        bool is_told;
    } cases[] = {
        {"no month", {"inspect", POLICY, ROSTERS}, false},
        {"that month",
         {"inspect", POLICY, "--period", "2023-08", ROSTERS},
         false},
        {"another month",
         {"inspect", POLICY, "--period", "2023-09", ROSTERS},
         true},
        {"a day of another month",
         {"inspect", POLICY, "--as-of", "2023-09-30", ROSTERS},
         true},
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct text text = TEXT_INIT;
        EXPECT_INT(cases[i].name, daopan_run(cases[i].arguments, &text), 0);
        EXPECT_INT(cases[i].name,
                   strstr(text_of(&text), "period-differs") != NULL,
                   cases[i].is_told);
        text_release(&text);
    }
}

static void severities_are_words_of_the_language(void **state)
{
    static const struct {
        const char *name;
        const char *arguments[10];
        const char *words[4];
    } cases[] = {
        {"inspect",
         {"inspect", POLICY, ROSTERS, "samples/README.md"},
         {" 错误 id-", " 警告 row-hidden", " 停止 file-"}},
        {"inspect in English",
         {"inspect", POLICY, "--lang", "en", ROSTERS},
         {" error id-", " warning row-hidden"}},
        {"run",
         {"run", POLICY, "--period", "2023-08", "--dry-run", ROSTERS},
         {"  错误     没有姓名", "  警告     隐藏的行", " 警告 sheet-hidden"}},
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct text text = TEXT_INIT;
        daopan_run(cases[i].arguments, &text);
        expect_words(cases[i].name, &text, cases[i].words);
        text_release(&text);
    }
}

static void hidden_rosters_are_read_on_demand(void **state)
{
    static const struct {
        const char *name;
        const char *option;
        const char *words[4];
    } cases[] = {
        {"left out",
         "--quiet",
         {"[7月低保]（隐藏） 不是花名册：隐藏的工作表，像是低保对象花名册",
          "sheet-hidden: 未读取：隐藏的工作表",
          "加 --include-hidden 重新运行"}},
        {"read",
         "--include-hidden",
         {"[7月低保]（隐藏） 低保对象花名册（minzheng-dibao，民政）",
          "sheet-hidden-read: 按 --include-hidden 读取了隐藏的工作表",
          "核对其中的人是否应当计入"}},
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        const char *arguments[] = {"inspect",
                                   POLICY,
                                   "--period",
                                   "2023-08",
                                   ROSTERS
                                   "/民政/青神县救助对象花名册2023.8.xlsx",
                                   cases[i].option,
                                   NULL};
        struct text text = TEXT_INIT;
        daopan_run(arguments, &text);
        expect_words(cases[i].name, &text, cases[i].words);
        text_release(&text);
    }
}

static void county_that_the_policy_does_not_list_is_wrong_usage(void **state)
{
    static const struct {
        const char *name, *command, *policy, *county;
        int status;
    } cases[] = {
        {"by name", "run", "meishan-2024", "东坡区", 0},
        {"by alias", "run", "meishan-2024", "东坡", 0},
        {"not listed", "run", "meishan-2024", "火星县", 2},
        {"inspect too", "inspect", "meishan-2024", "火星县", 2},
        {"policy without counties", "inspect", "hunan-2024", "火星县", 0},
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        const bool is_run = strcmp(cases[i].command, "run") == 0;
        const char *arguments[] = {cases[i].command,
                                   "--policy",
                                   cases[i].policy,
                                   "--period",
                                   "2023-08",
                                   "--county",
                                   cases[i].county,
                                   ROSTERS "/民政",
                                   is_run ? "--dry-run" : NULL,
                                   NULL};
        EXPECT_INT(cases[i].name, daopan_run(arguments, NULL), cases[i].status);
    }
}

static int64_t number_behind(const struct text *text, const char *key)
{
    const char *at = strstr(text_of(text), key);
    if (at == NULL)
        fail_msg("%s is not in: %s", key, text_of(text));
    return strtoll(at + strlen(key), NULL, 10);
}

/* Adds up `key` over the objects of the list that begins with `list`. */
static int64_t sum_in_list(const struct text *text, const char *list,
                           const char *key)
{
    const char *at = strstr(text_of(text), list);
    assert_non_null(at);
    const char *end = strchr(at, ']');
    int64_t sum = 0;
    while ((at = strstr(at, key)) != NULL && at < end) {
        at += strlen(key);
        sum += strtoll(at, NULL, 10);
    }
    return sum;
}

static void json_of_a_run_has_everybody_and_every_finding(void **state)
{
    static const char *const words[] = {
        "{\"code\":\"name-conflict\",\"severity\":\"warning\",\"count\":",
        "{\"code\":\"name-missing\",\"severity\":\"error\",\"count\":",
        "\"sheet\":\"7月低保\",\"code\":\"sheet-hidden\",",
        NULL,
    };
    const char *arguments[] = {"run",     POLICY,      "--period",
                               "2023-08", "--dry-run", "--format",
                               "json",    ROSTERS,     NULL};
    struct text text = TEXT_INIT;
    (void)state;
    assert_int_equal(daopan_run(arguments, &text), 0);
    expect_words("run", &text, words);
    const int64_t none =
        number_behind(&text, "\"without_subsidy\":{\"heads\":");
    assert_true(none > 0);
    EXPECT_INT("heads", number_behind(&text, "\"total\":{\"heads\":"),
               sum_in_list(&text, "\"funds\":[", "\"heads\":") + none);
    text_release(&text);
}

static void format_that_a_command_has_not_is_wrong_usage(void **state)
{
    static const struct {
        const char *name;
        const char *arguments[5];
    } cases[] = {
        {"export", {"export", "decisions", "--format", "json"}},
        {"dump", {"dump", "README.md", "--format", "json"}},
        {"run", {"run", "--format", "html"}},
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        EXPECT_INT(cases[i].name, daopan_run(cases[i].arguments, NULL), 2);
}

/* Names and cells that would clear the screen or write a line of their own. */
static void what_files_hold_does_not_steer_the_terminal(void **state)
{
    struct scratch_folder folder;
    struct text text = TEXT_INIT;
    char path[128];
    (void)state;
    scratch_make(&folder);
    snprintf(path, sizeof path, "%s/东坡区\033[31m\n特困.csv", folder.path);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs("东坡区特困人员花名册\033]0;x\007\n姓名,身份证号,\033[31m红\n"
          "张\033[31m三,5114991990\033[2J01010012,\302\233"
          "5m\n",
          file);
    fclose(file);
    const char *arguments[] = {"inspect", POLICY, folder.path, NULL};
    const char *words[] = {"东坡区?[31m?特困.csv  (csv", "5114991990?[2J",
                           NULL};
    assert_int_equal(daopan_run(arguments, &text), 0);
    expect_words("inspect", &text, words);
    assert_null(strpbrk(text_of(&text), "\033\007\r"));
    assert_null(strstr(text_of(&text), "\302\233"));
    text_release(&text);
    scratch_remove(&folder);
}

/* No workbooks, and no ledger that is empty. */
static void first_run_that_cannot_write_leaves_nothing(void **state)
{
    static const struct {
        const char *name;
        rlim_t most;
    } cases[] = {{"workbook", 200 << 10}, {"ledger", 600 << 10}};
    struct scratch_folder folder;
    char out[128], ledger[128];
    struct rlimit before;
    (void)state;
    scratch_make(&folder);
    snprintf(out, sizeof out, "%s/out", folder.path);
    snprintf(ledger, sizeof ledger, "%s/daopan.db", folder.path);
    const char *arguments[] = {"run",      POLICY, "--period", "2023-08",
                               "--ledger", ledger, "--out",    out,
                               ROSTERS,    NULL};
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        const struct rlimit small = {.rlim_cur = cases[i].most,
                                     .rlim_max = before.rlim_max};
        struct text left = TEXT_INIT;
        assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
        const int status = daopan_run(arguments, NULL);
        assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
        EXPECT_INT(cases[i].name, status, 1);
        folder_digest(folder.path, &left);
        EXPECT_TEXT(cases[i].name, text_of(&left), "");
        text_release(&left);
    }
    scratch_remove(&folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(inspect_fails_after_printing_what_would_stop_a_run),
        cmocka_unit_test(first_run_that_cannot_write_leaves_nothing),
        cmocka_unit_test(titles_are_held_against_the_month_that_is_given),
        cmocka_unit_test(severities_are_words_of_the_language),
        cmocka_unit_test(what_files_hold_does_not_steer_the_terminal),
        cmocka_unit_test(json_of_a_run_has_everybody_and_every_finding),
        cmocka_unit_test(format_that_a_command_has_not_is_wrong_usage),
        cmocka_unit_test(hidden_rosters_are_read_on_demand),
        cmocka_unit_test(county_that_the_policy_does_not_list_is_wrong_usage),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
