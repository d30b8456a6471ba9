/*
 * Which number formats are dates.
 */
#include "import/number_format.h"
#include "tests/support/suite.h"

static const struct {
    const char *code;
    bool is_date;
} codes[] = {
    {"yyyy-mm-dd", true},
    {"m/d/yy", true},
    {"yyyy\"年\"m\"月\"d\"日\";@", true},
    {"[$-804]yyyy\"年\"m\"月\"", true},
    {"[DBNum1][$-804]yyyy\"年\"m\"月\"d\"日\"", true},
    {"h:mm AM/PM", true},
    {"上午/下午h\"时\"mm\"分\"", true},
    {"[h]:mm:ss", true},
    {"[ss].00", true},
    {"e", true},
    {"A/P", true},
    {"[=0]\"-\";yyyy-mm-dd", true},
    {"YYYY-MM-DD", true},
    {"\\d\\ay d", true},
    {"General", false},
    {"GENERAL", false},
    {"General\"天\"", false},
    {"0.00E+00", false},
    {"##0.0e-0", false},
    {"#,##0.00_);[Red](#,##0.00)", false},
    {"[>=100][Magenta]0;[Yellow]0.0", false},
    {"0\"days\"", false},
    {"0\\d", false},
    {"_d0_y", false},
    {"*y0", false},
    {"@", false},
    {"\"yyyy", false},
    {"[yyyy", false},
    {"0\\", false},
    {"[]0", false},
    {"", false},
};

static void date_codes_are_told_from_the_others(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(codes); i++)
        if (format_code_is_date(codes[i].code) != codes[i].is_date)
            fail_msg("%s", codes[i].code);
}

static void built_in_dates_include_the_chinese_ones(void **state)
{
    (void)state;
    static const unsigned borders[][2] = {
        {14, 22}, {27, 36}, {45, 47}, {50, 58}};
    for (unsigned id = 0; id < 200; id++) {
        bool is_date = false;
        for (size_t i = 0; i < COUNT_OF(borders); i++)
            is_date |= id >= borders[i][0] && id <= borders[i][1];
        if (number_format_is_date(id) != is_date)
            fail_msg("%u", id);
    }
}

static const struct {
    const char *code;
    unsigned zeros;
} fillers[] = {
    {"00", 2},
    {"000000", 6},
    {"000000;@", 6},
    {"[$-804]0000", 4},
    {"[Red]000;-000", 3},
    {"000_ ", 3},
    {"0", 0},
    {"0.00", 0},
    {"#,##000", 0},
    {"00.00", 0},
    {"000-000", 0},
    {"\"A\"000", 0},
    {"General", 0},
    {"[h]00", 0},
    {"000%", 0},
    {"", 0},
    {"yyyy", 0},
};

static void codes_of_zeros_fill_numbers_up(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(fillers); i++)
        EXPECT_INT(fillers[i].code, format_code_zeros(fillers[i].code),
                   fillers[i].zeros);
    assert_int_equal(format_code_shown("000"), 3);
    assert_int_equal(format_code_shown("yyyy"), SHOWN_AS_DATE);
    assert_int_equal(format_code_shown("0.0"), 0);
    assert_int_equal(number_format_shown(14), SHOWN_AS_DATE);
    assert_int_equal(number_format_shown(1), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(date_codes_are_told_from_the_others),
        cmocka_unit_test(built_in_dates_include_the_chinese_ones),
        cmocka_unit_test(codes_of_zeros_fill_numbers_up),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
