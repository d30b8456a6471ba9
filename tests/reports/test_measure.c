/* Widths and lines of texts. */
#include "reports/measure.h"

#include "tests/support/suite.h"

static void chinese_characters_count_two(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int width;
    } cases[] = {{"", 0}, {"abc", 3}, {"甲乙", 4}, {"甲a\n乙乙乙", 6}};
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        EXPECT_INT(cases[i].text, text_width(cases[i].text), cases[i].width);
}

static void text_is_plain_only_where_nothing_is_escaped(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        bool is_plain;
    } cases[] = {
        {"", true},        {"张三 1", true},
        {"甲&乙", false},  {"<", false},
        {"a>b", false},    {"_x000D_", false},
        {"甲\n乙", false}, {"Ａ", false},
        {"\x01", false},   {"\xEF\xBF\xBF", false},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        EXPECT_INT(cases[i].text, text_measure(cases[i].text).is_plain,
                   cases[i].is_plain);
}

static void text_takes_the_lines_that_it_wraps_to(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int width, lines;
    } cases[] = {
        {"", 10, 1},           {"甲乙丙丁", 10, 1},
        {"甲乙丙丁戊", 10, 1}, {"甲乙丙丁戊1", 10, 2},
        {"甲\n乙", 10, 2},     {"甲\n", 10, 1},
        {"\n\n甲", 10, 3},     {"甲乙", 1, 2},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        EXPECT_INT(cases[i].text, text_lines(cases[i].text, cases[i].width),
                   cases[i].lines);
}

static void numbers_are_measured_with_separators(void **state)
{
    (void)state;
    static const struct {
        int64_t number;
        bool is_money;
        int width;
    } cases[] = {
        {0, false, 1},         {999, false, 3}, {1000, false, 5},
        {1234567, false, 9},   {0, true, 4},    {38000, true, 6},
        {123456789, true, 12}, /* 1,234,567.89 */
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        EXPECT_INT("width", number_width(cases[i].number, cases[i].is_money),
                   cases[i].width);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(chinese_characters_count_two),
        cmocka_unit_test(text_is_plain_only_where_nothing_is_escaped),
        cmocka_unit_test(text_takes_the_lines_that_it_wraps_to),
        cmocka_unit_test(numbers_are_measured_with_separators),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
