/*
 * What `inspect` says of headers that are not as one would wish them.
 */
#include "tests/support/process.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/suite.h"

#include <stdio.h>
#include <string.h>

#define A "511499199001010012"
#define B "511499199001010020"
#define TITLE "仁寿县2023年8月低保对象花名册,,,单位：人\n"

static const struct {
    const char *name;
    const char *rows; /* of a CSV file */
    int status;
    const char *words[4];
} cases[] = {
    {"a label that stands twice",
     TITLE "姓名,身份证号,乡镇,身份证号\n张三," A ",甲镇," B "\n",
     0,
     {"B   身份证号 ← 身份证号",
      "label-twice: "
      "列“身份证号”出现不止一次，取第一个有此名的列；另一处在D列"}},
    {"two labels for one field",
     TITLE "证件号码,姓名,身份证号,乡镇\n" B ",张三," A ",甲镇\n",
     0,
     {"C   身份证号 ← 身份证号",
      "field-twice: "
      "列“证件号码”和“身份证号”是同一项，按政策里列名的先后取后者"}},
    {"two rows, with line breaks inside",
     TITLE
     "姓 名,\"身份\n证号\",家庭情况,,户主信息,\n,,\"乡 镇\",村,\"姓\n名\","
     "身份证号\n张三," A ",甲镇,一村,李四," B "\n",
     0,
     {"表头第 2 行，深 2 行", "B   身份证号 ← 身份证号",
      "C   乡镇（街道） ← 家庭情况/乡镇", "采用 1，退回 0"}},
    {"a header that is repeated",
     TITLE "姓名,身份证号\n张三," A "\n姓　名,身份证号\n李四," B "\n",
     0,
     {"采用 2，退回 0，跳过 3"}},
    {"a household list",
     TITLE "户主姓名,户主身份证号,人口\n张三," A ",3\n",
     1,
     {"household-list", "只有户主身份证号，没有本人的身份证号"}},
    {"a household list told by a count",
     TITLE "姓名,身份证号,家庭人口\n张三," A ",3\n李四," B ",2\n",
     1,
     {"household-list", "“家庭人口”一列的人数多于所列的人"}},
    {"statistics",
     "仁寿县低保对象统计表\n乡镇,户数,人数\n甲镇,10,20\n",
     1,
     {"file-not-roster", "最接近低保对象花名册（minzheng-dibao）",
      "但没有身份证号、姓名一列"}},
    {"nothing like it",
     "今日菜单\n米饭,青菜\n",
     1,
     {"file-not-roster", "任何一种花名册都要有身份证号、姓名"}},
};

static void headers_are_read_as_inspect_says(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct scratch_folder folder;
        struct text text = TEXT_INIT;
        char path[128];
        scratch_make(&folder);
        snprintf(path, sizeof path, "%s/名单.csv", folder.path);
        FILE *file = fopen(path, "w");
        assert_non_null(file);
        fputs(cases[i].rows, file);
        assert_int_equal(fclose(file), 0);
        const char *arguments[] = {"inspect",  "--policy", "meishan-2024",
                                   "--period", "2023-08",  path,
                                   NULL};
        EXPECT_INT(cases[i].name, daopan_run(arguments, &text),
                   cases[i].status);
        for (size_t k = 0; k < 4 && cases[i].words[k] != NULL; k++)
            if (strstr(text_of(&text), cases[i].words[k]) == NULL)
                fail_msg("%s: %s is not in:\n%s", cases[i].name,
                         cases[i].words[k], text_of(&text));
        text_release(&text);
        scratch_remove(&folder);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(headers_are_read_as_inspect_says),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
