/* Money: shares, overflow, texts. */
#include "tests/support/suite.h"

#include "core/fen.h"
#include <string.h>

static void share_is_rounded_half_up(void **state)
{
    static const struct {
        const char *name;
        fen amount;
        int ratio_bp;
        fen want;
    } cases[] = {
        {"whole", 38000, 10000, 38000},
        {"three quarters", 38000, 7500, 28500},
        {"one quarter", 38000, 2500, 9500},
        {"nothing", 38000, 0, 0},
        {"half of an odd fen goes up", 1, 5000, 1},
        {"below half goes down", 1, 4999, 0},
        {"a third", 10000, 3333, 3333},
        {"kaiping", 40600, 5000, 20300},
        {"no overflow near the top", INT64_MAX, 10000, INT64_MAX},
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        EXPECT_INT(cases[i].name, fen_share(cases[i].amount, cases[i].ratio_bp),
                   cases[i].want);
}

static void share_and_rest_add_up(void **state)
{
    (void)state;
    for (fen premium = 0; premium < 50000; premium += 137) {
        for (int ratio = 0; ratio <= BP_WHOLE; ratio += 125) {
            const fen share = fen_share(premium, ratio);
            assert_true(share >= 0 && share <= premium);
        }
    }
}

static void overflow_is_refused_and_leaves_the_value(void **state)
{
    (void)state;
    fen sum = INT64_MAX - 1;
    assert_int_equal(fen_add(&sum, 1), 0);
    assert_true(sum == INT64_MAX);
    fen product = 7;
    assert_int_equal(fen_times(INT64_MAX / 2, 3, &product), -1);
    assert_true(product == 7);
    assert_int_equal(fen_times(38000, 1000000, &product), 0);
    assert_true(product == INT64_C(38000000000));
}

static void yuan_are_read_as_documents_print_them(void **state)
{
    static const struct {
        const char *text;
        int want;
        fen value;
    } cases[] = {
        {"380", 0, 38000},
        {"380.00", 0, 38000},
        {"0.5", 0, 50},
        {"0.05", 0, 5},
        {"1,234.50", 0, 123450},
        {"12,345,678", 0, 1234567800},
        {"0", 0, 0},
        {"", -1, 0},
        {"-1", -1, 0},
        {"380.001", -1, 0},
        {"380.", -1, 0},
        {".50", -1, 0},
        {"1,23", -1, 0},
        {"1234,567", -1, 0},
        {",123", -1, 0},
        {"380元", -1, 0},
        {"1e3", -1, 0},
        {"99999999999999999999", -1, 0},
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        fen value = 0;
        EXPECT_INT(cases[i].text, fen_parse(cases[i].text, &value),
                   cases[i].want);
        EXPECT_INT(cases[i].text, value, cases[i].value);
    }
}

static void amounts_are_written_with_two_decimals(void **state)
{
    static const struct {
        fen amount;
        const char *want;
        const char *grouped;
    } cases[] = {
        {0, "0.00", "0.00"},
        {5, "0.05", "0.05"},
        {38000, "380.00", "380.00"},
        {-9500, "-95.00", "-95.00"},
        {-12345678, "-123456.78", "-123,456.78"},
        {123456, "1234.56", "1,234.56"},
        {INT64_MIN, "-92233720368547758.08", "-92,233,720,368,547,758.08"},
    };
    char out[FEN_GROUPED_SIZE];
    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        EXPECT_TEXT(cases[i].want, fen_text(cases[i].amount, out),
                    cases[i].want);
        EXPECT_TEXT(cases[i].want, fen_grouped(cases[i].amount, out),
                    cases[i].grouped);
    }
}

static void capital_numerals_follow_the_rules_for_cheques(void **state)
{
    static const struct {
        fen amount;
        const char *want;
    } cases[] = {
        {0, "零元整"},
        {1, "壹分"},
        {10, "壹角整"},
        {101, "壹元零壹分"},
        {38000, "叁佰捌拾元整"},
        {28550, "贰佰捌拾伍元伍角整"},
        {100000, "壹仟元整"},
        {100500, "壹仟零伍元整"},
        {10050000, "壹拾万零伍佰元整"},
        {1001000, "壹万零壹拾元整"},
        {12345678901, "壹亿贰仟叁佰肆拾伍万陆仟柒佰捌拾玖元零壹分"},
        {10000000000, "壹亿元整"},
        {10000050000, "壹亿零伍佰元整"},
        {-38000, "负叁佰捌拾元整"},
    };
    char out[FEN_CAPITAL_SIZE];
    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        EXPECT_TEXT(cases[i].want, fen_capital(cases[i].amount, out),
                    cases[i].want);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(share_is_rounded_half_up),
        cmocka_unit_test(share_and_rest_add_up),
        cmocka_unit_test(overflow_is_refused_and_leaves_the_value),
        cmocka_unit_test(yuan_are_read_as_documents_print_them),
        cmocka_unit_test(amounts_are_written_with_two_decimals),
        cmocka_unit_test(capital_numerals_follow_the_rules_for_cheques),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
