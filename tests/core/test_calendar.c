/* When something is due next. */
#include "core/calendar.h"
#include "tests/support/suite.h"
#include <string.h>

static void the_next_day_follows_the_rhythm(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        struct calendar_entry entry;
        ymd after, due;
        const char *rhythm;
    } cases[] = {
        {"Thursdays, from a Thursday",
         {.repeats = REPEATS_WEEKLY, .day = 4},
         20230831,
         20230907,
         "每周四"},
        {"Thursdays, from a Wednesday",
         {.repeats = REPEATS_WEEKLY, .day = 4},
         20230830,
         20230831,
         "每周四"},
        {"Thursdays, not before their first",
         {.repeats = REPEATS_WEEKLY, .day = 4, .from = 20230901},
         20230601,
         20230907,
         "每周四"},
        {"Thursdays, their first day is one",
         {.repeats = REPEATS_WEEKLY, .day = 4, .from = 20230907},
         20230601,
         20230907,
         "每周四"},
        {"Thursdays, over",
         {.repeats = REPEATS_WEEKLY, .day = 4, .to = 20230906},
         20230831,
         YMD_NONE,
         "每周四"},
        {"Sundays, over the end of the year",
         {.repeats = REPEATS_WEEKLY, .day = 7},
         20231231,
         20240107,
         "每周日"},
        {"weekly, no day stated",
         {.repeats = REPEATS_WEEKLY},
         20230831,
         YMD_NONE,
         "每周"},
        {"the tenth, from the last of the month",
         {.repeats = REPEATS_MONTHLY, .day = 10},
         20230831,
         20230910,
         "每月10日前"},
        {"the tenth, on the tenth",
         {.repeats = REPEATS_MONTHLY, .day = 10},
         20231210,
         20240110,
         "每月10日前"},
        {"the thirty-first of a short month",
         {.repeats = REPEATS_MONTHLY, .day = 31},
         20240131,
         20240229,
         "每月31日前"},
        {"monthly, no day stated",
         {.repeats = REPEATS_MONTHLY},
         20230831,
         YMD_NONE,
         "每月"},
        {"once, to come", {.to = 20231220}, 20230831, 20231220, ""},
        {"once, on that day", {.to = 20230831}, 20230831, YMD_NONE, ""},
        {"no day at all", {.from = 20240101}, 20230831, YMD_NONE, ""},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        char rhythm[RHYTHM_SIZE];
        EXPECT_INT(cases[i].name, calendar_due(&cases[i].entry, cases[i].after),
                   cases[i].due);
        EXPECT_TEXT(cases[i].name, calendar_rhythm(&cases[i].entry, rhythm),
                    cases[i].rhythm);
    }
}

static void weekdays_have_names(void **state)
{
    (void)state;
    assert_string_equal(weekday_words(20230907), "星期四");
    assert_string_equal(weekday_words(20240229), "星期四");
    assert_string_equal(weekday_words(19691228), "星期日");
    assert_string_equal(weekday_words(20230904), "星期一");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_next_day_follows_the_rhythm),
        cmocka_unit_test(weekdays_have_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
