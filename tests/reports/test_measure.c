/* Widths and lines of texts. */
#include "reports/measure.h"

#include "core/text.h"
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
        {"", true},
        {"张三 1", true},
        {"甲&乙", false},
        {"<", false},
        {"a>b", false},
        {"_x000D_", false},
        {"甲\n乙", true},
        {"Ａ", true},
        {" 甲", false},
        {"甲 ", false},
        {"甲\n", false},
        {"\x01", false},
        {"\xEF\xBF\xBF", false},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        EXPECT_INT(cases[i].text, text_measure(cases[i].text).is_plain,
                   cases[i].is_plain);
}

/* Common characters are told from their first bytes: what that gives must be
 * what decoding gives. */
static void every_character_is_as_wide_as_decoded(void **state)
{
    (void)state;
    for (uint32_t code = 1; code <= 0x2FFFF; code++) {
        char text[16] = "";
        const size_t size = utf8_put(code, text);
        text[size] = 'a'; /* so that nothing is told from the end */
        text[size + 1] = 'b';
        const struct measured measured = text_measure(text);
        if (code == '\n') {
            assert_false(measured.is_line);
            assert_int_equal(measured.width, 2);
        } else if (measured.width != utf8_width(text, size + 2)) {
            fail_msg("U+%04X is %d wide", (unsigned)code, measured.width);
        }
    }
}

static void line_breaks_part_lines_of_their_own_width(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int width;
        bool is_line;
    } cases[] = {
        {"甲乙\nabcde", 5, false},   {"abcde\n甲乙", 5, false},
        {"甲\n", 2, false},          {"“甲乙”：丙…", 11, true},
        {"吉克·阿依\n乙", 9, false},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        const struct measured measured = text_measure(cases[i].text);
        EXPECT_INT(cases[i].text, measured.width, cases[i].width);
        EXPECT_INT(cases[i].text, measured.is_line, cases[i].is_line);
    }
}

static void phrase_takes_the_lines_of_its_text(void **state)
{
    (void)state;
    static const char *const texts[] = {"", "甲乙丙丁戊1", "甲\n乙\n", "\n"};
    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        const struct phrase phrase = phrase_of(texts[i]);
        for (int width = 1; width < 14; width++)
            EXPECT_INT(texts[i],
                       phrase_lines(phrase.text, &phrase.measured, width),
                       text_lines(texts[i], width));
    }
}

static void text_takes_the_lines_that_it_wraps_to(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int width, lines;
    } cases[] = {
        {"", 10, 1},
        {"甲乙丙丁", 10, 1},
        {"甲乙丙丁戊", 10, 1},
        {"甲乙丙丁戊1", 10, 2},
        {"甲\n乙", 10, 2},
        {"甲\n", 10, 1},
        {"\n\n甲", 10, 3},
        {"甲乙", 1, 2},
        {"甲乙丙a123456", 10, 2},
        {"甲1234567乙丙", 10, 2},
        {"甲乙12345678丙丁", 10, 3},
        {"a b c d e f", 10, 2},
        {"a123456789b123456789", 11, 2},
        {"甲a123456789b123456789", 11, 3},
        {"“甲”·é甲乙", 8, 2},
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
        cmocka_unit_test(every_character_is_as_wide_as_decoded),
        cmocka_unit_test(line_breaks_part_lines_of_their_own_width),
        cmocka_unit_test(phrase_takes_the_lines_of_its_text),
        cmocka_unit_test(text_takes_the_lines_that_it_wraps_to),
        cmocka_unit_test(numbers_are_measured_with_separators),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
