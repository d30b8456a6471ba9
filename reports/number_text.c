/*
 * Numbers as they stand in a sheet's XML, without needless digits: written
 * millions of times, so printf() is for those alone that are too long.
 */
#include "reports/number_text.h"

#include "core/digits.h"
#include <stdio.h>

/* A spreadsheet's numbers have no more digits than that: further ones would
 * pretend to be what came in. */
#define BEYOND_SIXTEEN_DIGITS UINT64_C(10000000000000000)

char *put_whole(char *to, uint64_t number)
{
    enum { EIGHT_DIGITS = 100000000 };
    if (number < EIGHT_DIGITS)
        return to + digits_store_short((uint32_t)number, to);
    to = put_whole(to, number / EIGHT_DIGITS);
    digits_store((uint32_t)(number % EIGHT_DIGITS), to);
    return to + DIGITS_AT_ONCE;
}

/* Where `decimals` is known here, no division is needed. */
static inline char *put_parts(char *to, uint64_t number, uint64_t unit,
                              size_t decimals)
{
    uint64_t fraction = number % unit;
    to = put_whole(to, number / unit);
    if (fraction == 0)
        return to;
    for (size_t i = decimals; i > 0; i--, fraction /= 10)
        to[i] = (char)('0' + fraction % 10);
    *to = '.';
    to += decimals;
    while (*to == '0')
        to--;
    return to + 1;
}

char *put_number(char *to, int64_t number, unsigned decimals)
{
    const uint64_t all = number < 0 ? 0 - (uint64_t)number : (uint64_t)number;
    if (decimals == 0 && all >= BEYOND_SIXTEEN_DIGITS)
        return to + snprintf(to, NUMBER_TEXT_SIZE, "%.16G", (double)number);
    if (number < 0)
        *to++ = '-';
    switch (decimals) {
    case 0:
        return put_whole(to, all);
    case 1:
        return put_parts(to, all, 10, 1);
    case 2:
        return put_parts(to, all, 100, 2);
    case 3:
        return put_parts(to, all, 1000, 3);
    default:
        return put_parts(to, all, 10000, 4);
    }
}
