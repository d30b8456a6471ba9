/* Dates: ages at their borders, serials, the forms that rosters use. */
#include "tests/support/suite.h"

#include "core/date.h"
#include <string.h>

static void age_is_completed_years(void **state)
{
    static const struct {
        const char *name;
        ymd birth, on;
        int want;
    } cases[] = {
        {"the day before the 60th birthday", 19630901, 20230831, 59},
        {"on the 60th birthday", 19630831, 20230831, 60},
        {"the day after", 19630830, 20230831, 60},
        {"the day before the 18th birthday", 20050901, 20230831, 17},
        {"on the 18th birthday", 20050831, 20230831, 18},
        {"29 February is not of age on 28 February", 20040229, 20220228, 17},
        {"29 February comes of age on 1 March", 20040229, 20220301, 18},
        {"29 February in a leap year", 20040229, 20240229, 20},
        {"born today", 20230831, 20230831, 0},
        {"not yet born", 20230901, 20230831, -1},
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        EXPECT_INT(cases[i].name, ymd_age(cases[i].birth, cases[i].on),
                   cases[i].want);
}

static void days_and_dates_convert_both_ways(void **state)
{
    (void)state;
    assert_int_equal(ymd_to_days(19700101), 0);
    assert_int_equal(ymd_to_days(20000301), 11017);
    for (int32_t days = -60000; days < 100000; days++)
        assert_int_equal(ymd_to_days(ymd_from_days(days)), days);
}

static void serials_follow_excel(void **state)
{
    static const struct {
        const char *name;
        int64_t serial;
        bool is_1904;
        ymd want;
    } cases[] = {
        {"first day", 1, false, 19000101},
        {"before the day that never was", 59, false, 19000228},
        {"the day that never was", 60, false, YMD_NONE},
        {"after it", 61, false, 19000301},
        {"2023-08-31", 45169, false, 20230831},
        {"the same in the 1904 system", 45169 - 1462, true, 20230831},
        {"zero is no date", 0, false, YMD_NONE},
        {"negative is no date", -5, false, YMD_NONE},
        {"beyond 9999", 2958466, false, YMD_NONE},
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        EXPECT_INT(cases[i].name,
                   ymd_from_serial(cases[i].serial, cases[i].is_1904),
                   cases[i].want);
}

static void dates_are_read_as_rosters_write_them(void **state)
{
    static const struct {
        const char *text;
        ymd want; /* YMD_NONE = refused */
    } cases[] = {
        {"2023-08-01", 20230801},
        {"2023/8/1", 20230801},
        {"2023.8.1", 20230801},
        {"2023年8月1日", 20230801},
        {"2023年08月01号", 20230801},
        {"20230801", 20230801},
        {"202308", 20230801},
        {"2023-08", 20230801},
        {"2023.8", 20230801},
        {"2023年8月", 20230801},
        {"2023 年 8 月 1 日", 20230801},
        {"2023-08-01 00:00:00", 20230801},
        {"2023-08-01T12:30:59.5", 20230801},
        {"2024-02-29", 20240229},
        {" 2023-08-01", 20230801},
        {"2023-02-29", YMD_NONE},
        {"2023-13-01", YMD_NONE},
        {"2023-00-10", YMD_NONE},
        {"2023-8-32", YMD_NONE},
        {"2023-08/01", YMD_NONE},
        {"20231301", YMD_NONE},
        {"202313", YMD_NONE},
        {"2023", YMD_NONE},
        {"2023年", YMD_NONE},
        {"长期", YMD_NONE},
        {"", YMD_NONE},
        {"2023-08-01x", YMD_NONE},
        {"2023080", YMD_NONE},
        {"202308011", YMD_NONE},
        {"1234567", YMD_NONE},
        {"2023年8月1", YMD_NONE},
        {"2023-08-01 25", YMD_NONE},
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        ymd date = YMD_NONE;
        const int result = ymd_parse(cases[i].text, &date);
        EXPECT_INT(cases[i].text, result, cases[i].want == YMD_NONE ? -1 : 0);
        EXPECT_INT(cases[i].text, date, cases[i].want);
    }
}

static void months_have_last_days_and_predecessors(void **state)
{
    ym month = 0;
    char out[YMD_TEXT_SIZE];
    (void)state;
    assert_int_equal(ym_last_day(202308), 20230831);
    assert_int_equal(ym_last_day(202402), 20240229);
    assert_int_equal(ym_last_day(202313), YMD_NONE);
    assert_int_equal(ym_before(202401), 202312);
    assert_int_equal(ym_before(202308), 202307);
    assert_int_equal(ym_parse("2023-08", &month), 0);
    assert_int_equal(month, 202308);
    assert_int_equal(ym_parse("2023-8", &month), -1);
    assert_int_equal(ym_parse("2023-13", &month), -1);
    assert_int_equal(ym_parse("2023-081", &month), -1);
    assert_string_equal(ym_text(202308, out), "2023-08");
    assert_string_equal(ymd_text(20230831, out), "2023-08-31");
    assert_string_equal(ymd_text(YMD_NONE, out), "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(age_is_completed_years),
        cmocka_unit_test(days_and_dates_convert_both_ways),
        cmocka_unit_test(serials_follow_excel),
        cmocka_unit_test(dates_are_read_as_rosters_write_them),
        cmocka_unit_test(months_have_last_days_and_predecessors),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
