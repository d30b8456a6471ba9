/*
 * Numbers as they stand in a sheet's XML, without needless digits: written
 * millions of times, so printf() is for those alone that are too long.
 */
#include "reports/number_text.h"

#include <stdio.h>
#include <string.h>

/* A spreadsheet's numbers have no more digits than that: further ones would
 * pretend to be what came in. */
#define BEYOND_SIXTEEN_DIGITS UINT64_C(10000000000000000)

size_t count_digits(uint64_t number)
{
    size_t count = 1;
    for (; number >= 10000; number /= 10000)
        count += 4;
    return count + (number >= 10) + (number >= 100) + (number >= 1000);
}

/* Two a step from its end. It stands where it is to stay at once: what was
 * written in pieces is slow to copy. */
char *put_digits(char *to, uint64_t number, size_t count)
{
    static const char pairs[] = "00010203040506070809"
                                "10111213141516171819"
                                "20212223242526272829"
                                "30313233343536373839"
                                "40414243444546474849"
                                "50515253545556575859"
                                "60616263646566676869"
                                "70717273747576777879"
                                "80818283848586878889"
                                "90919293949596979899";
    char *at = to + count;
    for (; number >= 100; number /= 100) {
        at -= 2;
        memcpy(at, pairs + number % 100 * 2, 2);
    }
    if (number >= 10)
        memcpy(to, pairs + number * 2, 2);
    else
        *to = (char)('0' + number);
    return to + count;
}

/* What stands behind the point; `unit` is a power of ten. */
static char *put_fraction(char *to, uint64_t fraction, uint64_t unit)
{
    *to++ = '.';
    for (; fraction > 0 && unit > 1; fraction %= unit) {
        unit /= 10;
        *to++ = (char)('0' + fraction / unit);
    }
    return to;
}

static inline char *put_whole(char *to, uint64_t number)
{
    return put_digits(to, number, count_digits(number));
}

/* Where the unit is known here, no division is needed. */
static inline char *put_parts(char *to, uint64_t number, uint64_t unit)
{
    const uint64_t fraction = number % unit;
    to = put_whole(to, number / unit);
    return fraction == 0 ? to : put_fraction(to, fraction, unit);
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
        return put_parts(to, all, 10);
    case 2:
        return put_parts(to, all, 100);
    case 3:
        return put_parts(to, all, 1000);
    default:
        return put_parts(to, all, 10000);
    }
}
