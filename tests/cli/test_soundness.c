/* daopan policy check, as a clerk runs it: what it refuses, and where. */
#include "cli/options.h"
#include "tests/support/broken_policy.h"
#include "tests/support/process.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/suite.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Runs the check on the folder, as JSON; the exit status. */
static int check(const char *path, bool with_cases, struct text *out)
{
    const char *const arguments[] = {
        "policy", "check",  path, "--format",
        "json",   "--lang", "zh", with_cases ? "--cases" : NULL,
        NULL};
    return daopan_run(arguments, out);
}

struct refusal {
    enum policy_part part;
    struct breakage breakage;
};

static const struct refusal refusals[] = {
    {PART_POLICY,
     {"a category in two steps", "code: \"2361\"", "code: \"2304\"",
      "\"2304\"\n        name: 特困救助对象", "写了两次"}},
    {PART_POLICY,
     {"a category in no step", "categories: [\"2303\", \"2305\"]",
      "categories: [\"2303\", \"2306\"]", "\"2306\"", "2306"}},
    {PART_COLUMNS,
     {"a category that no roster brings", "\"9922\", \"9923\"]", "\"9922\"]",
      "- id: xiangcun-tuopin", "没有一种花名册能报送类别“9923”"}},
    {PART_POLICY,
     {"an amount that is not premium times ratio", "subsidy: \"95.00\"",
      "subsidy: \"96.00\"", "\"96.00\"", "应为 \\\"95.00\\\""}},
    {PART_POLICY,
     {"parts that do not add up", "personal_due: \"285.00\"",
      "personal_due: \"284.00\"", "\"284.00\"", "应为 \\\"285.00\\\""}},
    {PART_POLICY,
     {"a number without a source",
      "  amount: \"380.00\"\n  source: {document: d1, clause: 二、（一）, "
      "quote: "
      "\"2024 年度城乡居民基本医疗保险个人缴费标准为 380 元/人·年\"}",
      "  amount: \"380.00\"", "amount: \"380.00\"", "source"}},
    {PART_POLICY,
     {"a source without a quote",
      ", quote: \"国家财政补助标准不低于 640 元/人·年\"", "",
      "{document: d1, clause: 二、（一）}", "quote"}},
    {PART_POLICY,
     {"an unknown key", "bureau: 眉山", "bureuu: 眉山", "bureuu",
      "是不是“bureau”"}},
    {PART_POLICY,
     {"an alias of two categories", "aliases: [低收入对象]",
      "aliases: [低收入对象, 孤儿]", "孤儿\n        tier: quan-e-yiliao",
      "“孤儿”写了两次"}},
    {PART_COLUMNS,
     {"a word of two categories", "texts: [特困, 特困对象,",
      "texts: [特困, 孤儿对象,", "孤儿对象, 特困户", "“孤儿对象”写了两次"}},
    {PART_POLICY,
     {"dates the wrong way round", "from: 2023-09-01\n  to: 2024-02-29",
      "from: 2024-03-01\n  to: 2024-02-29", "from: 2024-03-01", "collection"}},
};

/* Where the JSON says that the finding is. */
static unsigned number_after(const char *json, const char *key)
{
    const char *at = strstr(json, key);
    return at == NULL ? 0 : (unsigned)strtoul(at + strlen(key), NULL, 10);
}

static void check_refusal(const struct refusal *row)
{
    const struct breakage *breakage = &row->breakage;
    struct scratch_folder folder;
    struct text out = TEXT_INIT;
    rownum line = 0;
    colnum column = 0;
    scratch_make(&folder);
    broken_policy_write(folder.path, row->part, breakage->find,
                        breakage->replace);
    char *text = scratch_read(
        &folder, row->part == PART_POLICY ? "policy.yaml" : "columns.yaml",
        NULL);
    EXPECT_INT(breakage->name, check(folder.path, false, &out), EXIT_REFUSED);
    text_place(breakage->name, text, breakage->at, &line, &column);
    const char *json = text_of(&out);
    if (strstr(json, breakage->says) == NULL ||
        number_after(json, "\"line\":") != line ||
        number_after(json, "\"column\":") != column)
        fail_msg("%s: not at %u:%u: %s", breakage->name, (unsigned)line,
                 (unsigned)column, json);
    EXPECT(breakage->name, strstr(json, "\"sound\":false") != NULL);
    free(text);
    text_release(&out);
    scratch_remove(&folder);
}

static void each_refusal_names_line_and_column(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(refusals); i++)
        check_refusal(&refusals[i]);
}

/* ---- all in one go ---- */

/* Replaces the first `find` in a file of the folder. */
static void mutate(const struct scratch_folder *folder, const char *name,
                   const char *find, const char *replace)
{
    char path[256];
    char *text = scratch_read(folder, name, NULL);
    char *at = strstr(text, find);
    snprintf(path, sizeof path, "%s/%s", folder->path, name);
    if (at == NULL)
        fail_msg("%s has no \"%s\"", name, find);
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(text, 1, (size_t)(at - text), file), at - text);
    assert_true(fputs(replace, file) >= 0);
    assert_true(fputs(at + strlen(find), file) >= 0);
    assert_int_equal(fclose(file), 0);
    free(text);
}

/* What is wrong with one policy, in the order of its files, and what each
 * must be told as. */
static const struct {
    const char *file, *find, *replace, *at, *says;
} wrongs[] = {
    {"policy.yaml",
     "checked_on:", "checked_in:", "checked_in:", "是不是“checked_on”"},
    {"policy.yaml", "amount: \"640.00\"", "amount: \"640\"", "\"640\"",
     "“640”不是金额"},
    {"policy.yaml", "clause: 三、（二）, quote: \"特殊人员导盘顺序依次为\"",
     "quote: \"特殊人员导盘顺序依次为\"", "{document: d1, quote: \"特殊人员",
     "依据缺少“clause”"},
    {"policy.yaml", "to: 2024-02-29", "to: 2024-02-30",
     "2024-02-30\n  source: {document: d1, clause: 二、（二）1.",
     "没有“2024-02-30”这一天"},
    {"policy.yaml",
     "\n    source: {document: d1, clause: 三、（三）2.（3）, quote: "
     "\"由天府新区和各县（区）民政部门申请财政专项资金定额资助 75%\", "
     "assumption: a-due-day}",
     "", "id: minzheng\n    name: 民政\n    title: 民政局\n    county",
     "缺少“source”"},
    {"policy.yaml", "subsidy: \"95.00\"", "subsidy: \"96.00\"", "\"96.00\"",
     "应为 \\\"95.00\\\""},
    {"policy.yaml", "personal_due: \"95.00\"", "personal_due: \"94.00\"",
     "\"94.00\"", "相加不等于"},
    {"policy.yaml", "grades: [3, 4]", "grades: [3, 5]", "5]\n",
     "“5”不在1至4之间"},
    {"policy.yaml", "aliases: [低收入对象]", "aliases: [低收入对象, 孤儿]",
     "孤儿\n        tier", "“孤儿”写了两次"},
    {"policy.yaml",
     "quote: \"特困救助对象 2304\", assumption: a-certified-names",
     "quote: \"特困救助对象 2304\", assumption: a-names", "a-names",
     "没有“a-names”"},
    {"columns.yaml", "foreign_words:", "foreign_word:", "foreign_word:",
     "是不是“foreign_words”"},
    {"columns.yaml", "required: [id_number, name]",
     "required: [id_number, nome]", "nome]", "没有这个字段“nome”"},
};

static void everything_wrong_is_told_in_one_go(void **state)
{
    (void)state;
    struct scratch_folder folder;
    struct text out = TEXT_INIT;
    scratch_make(&folder);
    broken_policy_write(folder.path, PART_POLICY, NULL, NULL);
    for (size_t i = 0; i < COUNT_OF(wrongs); i++)
        mutate(&folder, wrongs[i].file, wrongs[i].find, wrongs[i].replace);
    assert_int_equal(check(folder.path, true, &out), EXIT_REFUSED);
    size_t told = 0;
    const char *at = text_of(&out);
    for (; (at = strstr(at, "\"line\":")) != NULL; at++)
        told++;
    for (size_t i = 0; i < COUNT_OF(wrongs); i++) {
        char place[128];
        rownum line = 0;
        colnum column = 0;
        char *text = scratch_read(&folder, wrongs[i].file, NULL);
        text_place(wrongs[i].at, text, wrongs[i].at, &line, &column);
        free(text);
        snprintf(place, sizeof place,
                 "\"file\":\"%s\",\"path\":\"\",\"line\":%u,\"column\":%u,",
                 wrongs[i].file, (unsigned)line, (unsigned)column);
        const char *found = strstr(text_of(&out), place);
        if (found == NULL || strstr(found, wrongs[i].says) == NULL)
            fail_msg("nothing at %s that says \"%s\": %s", place,
                     wrongs[i].says, text_of(&out));
    }
    if (told != COUNT_OF(wrongs))
        fail_msg("%zu instead of %zu: %s", told, COUNT_OF(wrongs),
                 text_of(&out));
    text_release(&out);
    scratch_remove(&folder);
}

/* ---- the exit status ---- */

static void errors_refuse_and_warnings_do_not(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        enum policy_part part;
        const char *find, *replace;
        bool with_cases;
        int status;
        const char *says;
    } cases[] = {
        {"as it is", PART_POLICY, NULL, NULL, true, EXIT_DONE,
         "\"sound\":true"},
        {"a warning", PART_POLICY, "    deadline: 2023-12-31\n", "", false,
         EXIT_DONE, "policy-no-deadline"},
        {"an error", PART_POLICY, "aliases: [民政部门]", "aliases: [残联]",
         false, EXIT_REFUSED, "policy-name-shared"},
        {"a case that fails", PART_CASES, "subsidy: \"95.00\"",
         "subsidy: \"94.00\"", true, EXIT_REFUSED, "cases.yaml:"},
        {"a case that fails, not asked", PART_CASES, "subsidy: \"95.00\"",
         "subsidy: \"94.00\"", false, EXIT_DONE, "\"sound\":true"},
        {"cases that do not load", PART_CASES, "cases:", "faelle:", true,
         EXIT_REFUSED, "faelle"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct scratch_folder folder;
        struct text out = TEXT_INIT;
        scratch_make(&folder);
        broken_policy_write(folder.path, cases[i].part, cases[i].find,
                            cases[i].replace);
        EXPECT_INT(cases[i].name, check(folder.path, cases[i].with_cases, &out),
                   cases[i].status);
        if (strstr(text_of(&out), cases[i].says) == NULL)
            fail_msg("%s: %s", cases[i].name, text_of(&out));
        text_release(&out);
        scratch_remove(&folder);
    }
}

static void what_was_tried_is_printed(void **state)
{
    (void)state;
    static const char *const arguments[] = {"policy", "check",
                                            "mappings/meishan/2024", NULL};
    static const char *const english[] = {
        "policy", "check", "mappings/meishan/2024", "--lang", "en", NULL};
    struct text out = TEXT_INIT;
    assert_int_equal(daopan_run(arguments, &out), EXIT_DONE);
    assert_non_null(strstr(text_of(&out), "28 个类别的一切组合"));
    assert_non_null(strstr(text_of(&out), "共 12884901888 种情形"));
    assert_non_null(strstr(text_of(&out), "试算 2048 种"));
    text_clear(&out);
    assert_int_equal(daopan_run(english, &out), EXIT_DONE);
    assert_non_null(strstr(text_of(&out), "12884901888 in all"));
    text_release(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_refusal_names_line_and_column),
        cmocka_unit_test(everything_wrong_is_told_in_one_go),
        cmocka_unit_test(errors_refuse_and_warnings_do_not),
        cmocka_unit_test(what_was_tried_is_printed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
