/*
 * Numbers that a spreadsheet cut: a cell that holds a number keeps fifteen
 * significant digits, so of an ID number's eighteen the last three are gone.
 * Fifteen digits are region, birth date and one digit more: together with the
 * name they nearly always leave one person.
 */
#include "core/known_person.h"

#include <string.h>

enum {
    DIGITS_KEPT = 15,
    DIGITS_OF_ID = 18,
    KEYS_A_PREFIX = 100, /* a key has 17 digits */
};

/* Digits of "5.1149919780301E+17" or "511499197803010000" into `out`; how
 * many the number has before its point, or -1. */
static int read_digits(const char *cell, char *out, size_t size)
{
    size_t count = 0;
    int before_point = -1;
    const char *at = cell;
    for (; (*at >= '0' && *at <= '9') || *at == '.'; at++) {
        if (*at == '.') {
            if (before_point >= 0)
                return -1;
            before_point = (int)count;
        } else if (count + 1 < size) {
            out[count++] = *at;
        } else {
            return -1;
        }
    }
    out[count] = '\0';
    if (before_point < 0)
        before_point = (int)count;
    if (*at == 'e' || *at == 'E') {
        int exponent = 0;
        at += at[1] == '+' ? 2 : 1;
        for (; *at >= '0' && *at <= '9' && exponent < DIGITS_OF_ID; at++)
            exponent = exponent * 10 + (*at - '0');
        before_point += exponent;
    }
    return *at == '\0' ? before_point : -1;
}

uint64_t cut_number_digits(const char *cell)
{
    char digits[DIGITS_OF_ID + 8] = "";
    uint64_t value = 0;
    if (read_digits(cell, digits, sizeof digits) != DIGITS_OF_ID)
        return 0;
    const size_t count = strlen(digits);
    if (digits[0] == '0')
        return 0;
    /* Zeros at the end go with the exponent: 5.1149919780301E+17. */
    for (size_t i = 0; i < DIGITS_KEPT; i++)
        value = value * 10 + (i < count ? (uint64_t)(digits[i] - '0') : 0);
    return count + 2 < DIGITS_KEPT ? 0 : value;
}

size_t known_people_find(const struct known_people *known, uint64_t digits,
                         size_t *out_count)
{
    const idkey first = digits * KEYS_A_PREFIX;
    size_t low = 0;
    size_t high = known->count;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (known->items[middle].id < first)
            low = middle + 1;
        else
            high = middle;
    }
    size_t end = low;
    while (end < known->count && known->items[end].id < first + KEYS_A_PREFIX)
        end++;
    *out_count = end - low;
    return low;
}
