/*
 * Dates in cells of every kind.
 */
#include "import/date_cell.h"
#include "tests/support/suite.h"
#include <string.h>

struct date_case {
    const char *name;
    enum cell_kind kind;
    const char *text;
    bool is_1904, is_end;
    enum date_status status;
    ymd date;
};

static const struct date_case cases[] = {
    {"date cell", CELL_DATE, "45139", false, false, DATE_GIVEN, 20230801},
    {"date cell with a time of day", CELL_DATE, "45139.75", false, false,
     DATE_GIVEN, 20230801},
    {"date cell, 1904", CELL_DATE, "43677", true, false, DATE_GIVEN, 20230801},
    {"date cell that no date can hold", CELL_DATE, "60", false, false,
     DATE_UNREADABLE, 0},
    {"negative date cell", CELL_DATE, "-1", false, false, DATE_UNREADABLE, 0},
    {"eight digits", CELL_NUMBER, "20230801", false, false, DATE_GIVEN,
     20230801},
    {"six digits", CELL_NUMBER, "202306", false, false, DATE_GIVEN, 20230601},
    {"serial without date format", CELL_NUMBER, "45139", false, false,
     DATE_GIVEN, 20230801},
    {"serial, 1904", CELL_NUMBER, "43677", true, false, DATE_GIVEN, 20230801},
    {"a year", CELL_NUMBER, "2023", false, false, DATE_UNREADABLE, 0},
    {"a month as a fraction", CELL_NUMBER, "2023.8", false, false, DATE_GIVEN,
     20230801},
    {"November as a fraction", CELL_NUMBER, "2023.11", false, false, DATE_GIVEN,
     20231101},
    {"January or October", CELL_NUMBER, "2023.1", false, false, DATE_UNREADABLE,
     0},
    {"no month", CELL_NUMBER, "202313", false, false, DATE_UNREADABLE, 0},
    {"zero", CELL_NUMBER, "0", false, false, DATE_UNREADABLE, 0},
    {"huge", CELL_NUMBER, "1e300", false, false, DATE_UNREADABLE, 0},
    {"text", CELL_TEXT, "2023-08-01", false, false, DATE_GIVEN, 20230801},
    {"text with time", CELL_TEXT, " 2023-08-01 12:30:00 ", false, false,
     DATE_GIVEN, 20230801},
    {"slashes", CELL_TEXT, "2023/8/1", false, false, DATE_GIVEN, 20230801},
    {"dots", CELL_TEXT, "2023.8.1", false, false, DATE_GIVEN, 20230801},
    {"Chinese", CELL_TEXT, "2023年8月1日", false, false, DATE_GIVEN, 20230801},
    {"Chinese month", CELL_TEXT, "2023年8月", false, false, DATE_GIVEN,
     20230801},
    {"full width", CELL_TEXT, "２０２３－０８－０１", false, false, DATE_GIVEN,
     20230801},
    {"apostrophe", CELL_TEXT, "'20230801", false, false, DATE_GIVEN, 20230801},
    {"zero width space", CELL_TEXT, "\u200B2023-08-01\u200B", false, false,
     DATE_GIVEN, 20230801},
    {"no such day", CELL_TEXT, "2023-02-29", false, false, DATE_UNREADABLE, 0},
    {"words", CELL_TEXT, "去年8月", false, false, DATE_UNREADABLE, 0},
    {"serial as text is not guessed", CELL_TEXT, "45139", false, false,
     DATE_UNREADABLE, 0},
    {"dash", CELL_TEXT, "——", false, false, DATE_ABSENT, 0},
    {"slash", CELL_TEXT, "/", false, false, DATE_ABSENT, 0},
    {"long-term, as an end", CELL_TEXT, "长期", false, true, DATE_ABSENT, 0},
    {"long-term, as a beginning", CELL_TEXT, "长期", false, false,
     DATE_UNREADABLE, 0},
    {"none, as an end", CELL_TEXT, "无", false, true, DATE_ABSENT, 0},
    {"what databases keep for never", CELL_TEXT, "9999-12-31", false, true,
     DATE_ABSENT, 0},
    {"the same as a number", CELL_NUMBER, "99991231", false, true, DATE_ABSENT,
     0},
    {"error", CELL_ERROR, "#N/A", false, false, DATE_UNREADABLE, 0},
    {"boolean", CELL_BOOLEAN, "", false, false, DATE_UNREADABLE, 0},
};

static void dates_are_read_from_every_kind_of_cell(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        const bool is_boolean = cases[i].kind == CELL_BOOLEAN;
        const struct cell cell = {
            .text = is_boolean ? NULL : cases[i].text,
            .length = (uint32_t)strlen(cases[i].text),
            .number = 1,
            .kind = (uint8_t)cases[i].kind,
        };
        ymd date = 1;
        EXPECT_INT(
            cases[i].name,
            date_cell_read(&cell, cases[i].is_1904, cases[i].is_end, &date),
            cases[i].status);
        EXPECT_INT(cases[i].name, date, cases[i].date);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(dates_are_read_from_every_kind_of_cell),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
