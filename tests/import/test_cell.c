/*
 * Cells as numbers and as canonical text.
 */
#include "import/workbook.h"

#include "tests/support/suite.h"
#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct cell number_cell(const char *text)
{
    return (struct cell){
        .kind = CELL_NUMBER, .text = text, .length = (uint32_t)strlen(text)};
}

/* cell_text() as a string, in `buffer` of CELL_TEXT_SIZE + 1 bytes. */
static const char *text_of_cell(const struct cell *cell, bool is_1904,
                                char *buffer)
{
    char space[CELL_TEXT_SIZE];
    size_t length = 0;
    const char *text = cell_text(cell, is_1904, space, &length);
    assert_true(length <= CELL_TEXT_SIZE);
    memcpy(buffer, text, length);
    buffer[length] = '\0';
    return buffer;
}

static const struct {
    const char *digits;
    const char *expected;
} numbers[] = {
    {"0", "0"},
    {"-0", "0"},
    {"7", "7"},
    {"-380", "-380"},
    {"0007", "7"},
    {"+5", "5"},
    {"380.00", "380"},
    {"12.50", "12.5"},
    {".5", "0.5"},
    {"5.", "5"},
    {"1E+3", "1000"},
    {"1e-2", "0.01"},
    {"0.1", "0.1"},
    {"0.30000000000000004", "0.30000000000000004"},
    {"0.1000000000000000055511151231257827", "0.1"},
    {"2.2999999999999998", "2.3"},
    {"100.1", "100.1"},
    {"95.000000000000014", "95.00000000000001"},
    {"123456789012345", "123456789012345"},
    {"1234567890123456", "1234567890123456"},
    {"9007199254740992", "9007199254740992"},
    {"9007199254740993", "9007199254740992"},
    {"9007199254740994", "9007199254740994"},
    {"-9007199254740992", "-9007199254740992"},
    {"5.1149919800101E+17", "5.1149919800101e+17"},
    {"511499198001010000", "5.1149919800101e+17"},
    {"1e15", "1000000000000000"},
    {"1e16", "1e+16"},
    {"1e21", "1e+21"},
    {"1e22", "1e+22"},
    {"1e23", "1e+23"},
    {"0.0001", "0.0001"},
    {"0.00001", "1e-05"},
    {"0.00012345", "0.00012345"},
    {"1.5e-7", "1.5e-07"},
    {"1.7976931348623157e308", "1.7976931348623157e+308"},
    {"2.2250738585072014e-308", "2.2250738585072014e-308"},
    {"5e-324", "5e-324"},
    {"1e-400", "0"},
    {"1e999", "1e999"},
    {"123456789.125", "123456789.125"},
    {"99999999999999999999", "1e+20"},
    {"1e00000000000000000000002", "100"},
};

static void numbers_have_their_shortest_text(void **state)
{
    (void)state;
    char buffer[CELL_TEXT_SIZE + 1];
    for (size_t i = 0; i < COUNT_OF(numbers); i++) {
        const struct cell cell = number_cell(numbers[i].digits);
        EXPECT_TEXT(numbers[i].digits, text_of_cell(&cell, false, buffer),
                    numbers[i].expected);
    }
}

static void a_text_reads_back_as_the_same_number(void **state)
{
    (void)state;
    uint64_t bits = 88172645463325252U;
    for (int i = 0; i < 20000; i++) {
        double value = 0;
        char buffer[CELL_TEXT_SIZE + 1];
        bits ^= bits << 13;
        bits ^= bits >> 7;
        bits ^= bits << 17;
        memcpy(&value, &bits, sizeof value);
        if (!isfinite(value))
            continue;
        const struct cell cell = {.kind = CELL_NUMBER, .number = value};
        const struct cell back =
            number_cell(text_of_cell(&cell, false, buffer));
        if (cell_number(&back) < value || cell_number(&back) > value)
            fail_msg("%a: %s", value, buffer);
    }
}

static void parsing_agrees_with_the_c_library(void **state)
{
    (void)state;
    uint64_t seed = 1;
    for (int i = 0; i < 20000; i++) {
        char digits[64];
        seed = seed * 6364136223846793005U + 1442695040888963407U;
        snprintf(digits, sizeof digits, "%s%llu.%0*u%s%d",
                 (seed & 1) != 0 ? "-" : "",
                 (unsigned long long)(seed >> (20 + seed % 40)),
                 (int)(1 + seed % 9), (unsigned)(seed % 1000),
                 (seed & 2) != 0 ? "e" : "E-", (int)(seed % 30));
        const struct cell cell = number_cell(digits);
        const double expected = strtod(digits, NULL);
        if (cell_number(&cell) < expected || cell_number(&cell) > expected)
            fail_msg("%s: %a, expected %a", digits, cell_number(&cell),
                     expected);
    }
}

static const struct {
    const char *name;
    double serial;
    bool is_1904;
    const char *expected;
} dates[] = {
    {"a day", 45139, false, "2023-08-01"},
    {"a day of 1904", 43677, true, "2023-08-01"},
    {"a day and a time", 45139.5, false, "2023-08-01 12:00:00"},
    {"rounded to the second", 45139.500005, false, "2023-08-01 12:00:00"},
    {"rounded up to the second", 45139.500006, false, "2023-08-01 12:00:01"},
    {"rounded into the next day", 45138.999999, false, "2023-08-01"},
    {"a time", 0.75, false, "18:00:00"},
    {"a time of 1904", 0.75, true, "18:00:00"},
    {"midnight", 0, false, "00:00:00"},
    {"a time rounded into the first day", 0.999999, false, "1900-01-01"},
    {"the first day", 1, false, "1900-01-01"},
    {"the last day before the one that never was", 59, false, "1900-02-28"},
    {"the day that never was", 60, false, "60"},
    {"the day that never was, at noon", 60.5, false, "60.5"},
    {"the day after it", 61, false, "1900-03-01"},
    {"the last day", 2958465, false, "9999-12-31"},
    {"the last second", 2958465.999988, false, "9999-12-31 23:59:59"},
    {"rounded beyond the last day", 2958465.999999, false, "2958465.999999"},
    {"beyond the last day", 2958466, false, "2958466"},
    {"the last day of 1904", 2957003, true, "9999-12-31"},
    {"beyond the last day of 1904", 2957004, true, "2957004"},
    {"negative", -1, false, "-1"},
    {"a leap day", 45351, false, "2024-02-29"},
    {"far too large", 1e300, false, "1e+300"},
};

static void dates_are_told_by_their_serial(void **state)
{
    (void)state;
    char buffer[CELL_TEXT_SIZE + 1];
    for (size_t i = 0; i < COUNT_OF(dates); i++) {
        const struct cell cell = {.kind = CELL_DATE, .number = dates[i].serial};
        EXPECT_TEXT(dates[i].name,
                    text_of_cell(&cell, dates[i].is_1904, buffer),
                    dates[i].expected);
    }
}

static void a_date_may_come_as_digits(void **state)
{
    (void)state;
    char buffer[CELL_TEXT_SIZE + 1];
    struct cell cell = number_cell("45139.25");
    cell.kind = CELL_DATE;
    assert_string_equal(text_of_cell(&cell, false, buffer),
                        "2023-08-01 06:00:00");
}

static void not_a_number_is_no_date(void **state)
{
    (void)state;
    char buffer[CELL_TEXT_SIZE + 1];
    const struct cell cell = {.kind = CELL_DATE, .number = (double)NAN};
    assert_string_equal(text_of_cell(&cell, false, buffer), "");
}

static void other_kinds_have_their_words(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        struct cell cell;
        const char *expected;
    } kinds[] = {
        {"text", {.kind = CELL_TEXT, .text = " 张三 ", .length = 8}, " 张三 "},
        {"no text", {.kind = CELL_TEXT}, ""},
        {"true", {.kind = CELL_BOOLEAN, .number = 1}, "TRUE"},
        {"false", {.kind = CELL_BOOLEAN, .number = 0}, "FALSE"},
        {"error", {.kind = CELL_ERROR, .text = "#N/A", .length = 4}, "#N/A"},
        {"uncached", {.kind = CELL_UNCACHED}, ""},
    };
    char buffer[CELL_TEXT_SIZE + 1];
    for (size_t i = 0; i < COUNT_OF(kinds); i++)
        EXPECT_TEXT(kinds[i].name, text_of_cell(&kinds[i].cell, false, buffer),
                    kinds[i].expected);
}

static void plain_digits_are_passed_on_as_they_stand(void **state)
{
    (void)state;
    char buffer[CELL_TEXT_SIZE];
    size_t length = 0;
    const struct cell cell = number_cell("380");
    assert_ptr_equal(cell_text(&cell, false, buffer, &length), cell.text);
    assert_int_equal(length, 3);
}

static const struct {
    const char *digits;
    uint8_t zeros;
    const char *shown;
} fillers[] = {
    {"1", 2, "01"},        {"12", 2, "12"},
    {"123", 2, "123"},     {"7", 6, "000007"},
    {"7.0", 6, "000007"},  {"-7", 6, "-7"},
    {"7.5", 6, "7.5"},     {"0", 3, "000"},
    {"1e21", 30, "1e+21"}, {"511499", 30, "000000000000000000000000511499"},
    {"7", 0, "7"},
};

static void numbers_are_shown_with_the_zeros_of_their_format(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(fillers); i++) {
        char buffer[CELL_TEXT_SIZE];
        char shown[CELL_TEXT_SIZE];
        size_t length = 0;
        struct cell cell = number_cell(fillers[i].digits);
        cell.zeros = fillers[i].zeros;
        const char *text = cell_shown(&cell, false, buffer, &length);
        snprintf(shown, sizeof shown, "%.*s", (int)length, text);
        EXPECT_TEXT(fillers[i].digits, shown, fillers[i].shown);
    }
}

/* What `dump` prints is the number. */
static void zeros_are_no_part_of_a_number_s_text(void **state)
{
    (void)state;
    char buffer[CELL_TEXT_SIZE];
    size_t length = 0;
    struct cell cell = number_cell("7");
    cell.zeros = 6;
    cell_text(&cell, false, buffer, &length);
    assert_int_equal(length, 1);
}

static void very_long_digits_are_still_a_number(void **state)
{
    (void)state;
    char digits[2000];
    memset(digits, '0', sizeof digits);
    digits[0] = '1';
    digits[1] = '.';
    digits[sizeof digits - 1] = '\0';
    const struct cell cell = number_cell(digits);
    assert_true(fabs(cell_number(&cell) - 1) < DBL_EPSILON);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_have_their_shortest_text),
        cmocka_unit_test(a_text_reads_back_as_the_same_number),
        cmocka_unit_test(parsing_agrees_with_the_c_library),
        cmocka_unit_test(dates_are_told_by_their_serial),
        cmocka_unit_test(a_date_may_come_as_digits),
        cmocka_unit_test(not_a_number_is_no_date),
        cmocka_unit_test(other_kinds_have_their_words),
        cmocka_unit_test(plain_digits_are_passed_on_as_they_stand),
        cmocka_unit_test(numbers_are_shown_with_the_zeros_of_their_format),
        cmocka_unit_test(zeros_are_no_part_of_a_number_s_text),
        cmocka_unit_test(very_long_digits_are_still_a_number),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
