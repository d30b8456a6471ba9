/*
 * One roster in every format (files/make_formats.py): what is read of it, people
 * and findings alike, is the same; and so is what is hidden, where the format
 * can hide.
 */
#include "tests/support/book_fixture.h"
#include "tests/support/suite.h"
#include "tests/support/test_file.h"
#include <stdio.h>
#include <string.h>

static void expect_roster(const char *file, const char *expected)
{
    struct gathered gathered;
    struct text text = TEXT_INIT;
    size_t size;
    unsigned char *bytes = test_file_load(file, &size);
    gathered_init(&gathered);
    if (gathered_read_bytes(&gathered, bytes, size, "名单.xls") != 0)
        fail_msg("%s: %s %s", file, diag_name(gathered.failure.code),
                 gathered.failure.note);
    text_append(&text, gathered_text(&gathered));
    for (size_t i = 0; i < gathered.roster.sheet_count; i++)
        text_printf(&text, "%s: %s\n",
                    roster_sheet_name(&gathered.roster, (uint32_t)i),
                    gathered_counts(&gathered, i));
    EXPECT_TEXT(file, text_of(&text), expected);
    text_release(&text);
    gathered_release(&gathered);
    test_file_free(bytes);
}

static void every_format_gives_the_same_roster(void **state)
{
    static const char expected[] =
        "5 511499197001010013 李䶮 东区/甲镇/一村 2303 from=20230801\n"
        "6 511499198506150032 吉克·阿依 东区/甲镇/二村 2303 from=20221231\n"
        "7! - 王五 东区/甲镇/二村 2303 from=20230105\n"
        "8 511499201009090096 赵六 东区/乙镇/三村 2303 from=20230506\n"
        "3 51149919400404002X 钱七 东区/甲镇 2304\n"
        "4! 511499194104040027 - 东区/甲镇 2304\n"
        "D7 id-checksum [511499196202030058] 人员信息/身份证号码 9\n"
        "B4 name-missing [] 姓名\n"
        "低保: rows 9 accepted 3 duplicate 0 returned 1 "
        "| blank 0 title 4 header 0 total 1 note 0\n"
        "特困: rows 4 accepted 1 duplicate 0 returned 1 "
        "| blank 0 title 2 header 0 total 0 note 0\n";
    static const char *const files[] = {
        "roster.xlsx", "roster.ods", "roster.fods",
        "roster.xml",  "roster.xls", "roster.mht",
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(files); i++)
        expect_roster(files[i], expected);
}

static void what_is_hidden_is_the_same(void **state)
{
    static const char expected[] =
        "3 511499197001010013 李䶮 东区 2303 hidden\n"
        "4 511499198506150032 吉克·阿依 东区 2303\n"
        "3 row-hidden\n"
        "sheet-hidden []  隐藏的工作表，里面有身份证号\n"
        "低保: rows 4 accepted 2 duplicate 0 returned 0 "
        "| blank 0 title 2 header 0 total 0 note 0\n"
        "旧名单: rows 0 accepted 0 duplicate 0 returned 0 "
        "| blank 0 title 0 header 0 total 0 note 0\n";
    static const char *const files[] = {
        "roster-hidden.xlsx",
        "roster-hidden.ods",
        "roster-hidden.fods",
        "roster-hidden.xml",
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(files); i++)
        expect_roster(files[i], expected);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_format_gives_the_same_roster),
        cmocka_unit_test(what_is_hidden_is_the_same),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
