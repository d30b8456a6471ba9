/* Eight digits at a time, held against one at a time. */
#include "tests/support/suite.h"

#include "core/digits.h"
#include <stdio.h>

static void numbers_are_read_and_written(void **state)
{
    static const uint32_t numbers[] = {0,       1,        9,        10,
                                       12345,   99999,    10000000, 12345678,
                                       9999999, 10010010, 98765432, 99999999};
    (void)state;
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
        char text[16];
        char written[8];
        snprintf(text, sizeof text, "%08u", numbers[i]);
        assert_int_equal(digits_value(digits_load(text)), numbers[i]);
        digits_store(numbers[i], written);
        assert_memory_equal(written, text, 8);
        const int length = snprintf(text, sizeof text, "%u", numbers[i]);
        assert_int_equal(digits_store_short(numbers[i], written), length);
        assert_memory_equal(written, text, (size_t)length);
    }
    for (uint32_t number = 7; number < 100000000; number += 9973) {
        char written[8];
        digits_store(number, written);
        assert_int_equal(digits_value(digits_load(written)), number);
    }
}

static void digits_end_at_any_other_byte(void **state)
{
    (void)state;
    for (unsigned byte = 0; byte < 256; byte++) {
        const bool is_digit = byte >= '0' && byte <= '9';
        for (size_t at = 0; at < DIGITS_AT_ONCE; at++) {
            char text[9] = "12345678";
            text[at] = (char)byte;
            const uint64_t word = digits_load(text);
            assert_int_equal(digits_count(word),
                             is_digit ? DIGITS_AT_ONCE : at);
            assert_int_equal(digits_others(word) == 0, is_digit);
        }
    }
}

static void first_digits_are_a_number_of_their_own(void **state)
{
    static const uint32_t numbers[] = {0,     1,      12,      123,     1234,
                                       12345, 123456, 1234567, 12345678};
    (void)state;
    for (size_t count = 1; count <= DIGITS_AT_ONCE; count++)
        assert_int_equal(
            digits_value(digits_first(digits_load("12345678"), count)),
            numbers[count]);
}

static void digits_weigh_each_its_own(void **state)
{
    (void)state;
    for (unsigned at = 0; at < DIGITS_AT_ONCE; at++) {
        char text[9] = "00000000";
        text[at] = '9';
        assert_int_equal(digits_weigh(digits_load(text),
                                      DIGITS_WEIGHTS(11, 13, 15, 17),
                                      DIGITS_WEIGHTS(12, 14, 16, 99)),
                         9 * (at == 7 ? 99 : 11 + at));
    }
    assert_int_equal(digits_weigh(digits_load("99999999"),
                                  DIGITS_WEIGHTS(99, 99, 99, 99),
                                  DIGITS_WEIGHTS(99, 99, 99, 99)),
                     9 * 99 * 8);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_are_read_and_written),
        cmocka_unit_test(digits_end_at_any_other_byte),
        cmocka_unit_test(first_digits_are_a_number_of_their_own),
        cmocka_unit_test(digits_weigh_each_its_own),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
