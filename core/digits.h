/*
 * Decimal digits, eight at a time: the bytes of one word, the first lowest,
 * each worth its digit. Rosters are numbers for the most part, and a loop over
 * their characters takes several times as long.
 */
#ifndef DAOPAN_CORE_DIGITS_H
#define DAOPAN_CORE_DIGITS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

enum { DIGITS_AT_ONCE = 8 };

#define DIGITS_ZEROS UINT64_C(0x3030303030303030) /* "00000000" */

/* Bytes in memory and in a word, the first lowest, on any machine. */
static inline uint64_t digits_order(uint64_t word)
{
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    return __builtin_bswap64(word);
#else
    return word;
#endif
}

/* The eight bytes at `at`; those that are no digits are worth more than 9. */
static inline uint64_t digits_load(const char *at)
{
    uint64_t word = 0;
    memcpy(&word, at, sizeof word);
    return digits_order(word) ^ DIGITS_ZEROS;
}

/* Not 0 where one of the eight is no digit. */
static inline uint64_t digits_others(uint64_t word)
{
    return (word | (word + UINT64_C(0x7676767676767676))) &
           UINT64_C(0x8080808080808080);
}

/* How many digits stand before the first that is none. */
static inline size_t digits_count(uint64_t word)
{
    const uint64_t others = digits_others(word);
    return others == 0 ? DIGITS_AT_ONCE : (size_t)__builtin_ctzll(others) / 8;
}

/* The first `count` of them (1 to 8) as if zeros stood before them. */
static inline uint64_t digits_first(uint64_t word, size_t count)
{
    return word << 8 * (DIGITS_AT_ONCE - count);
}

/* The number that eight digits are: in pairs, in fours, together. */
static inline uint32_t digits_value(uint64_t word)
{
    const uint64_t fours = UINT64_C(0x000000FF000000FF);
    word = word * 10 + (word >> 8);
    const uint64_t high = (word & fours) * (100 + (UINT64_C(1000000) << 32));
    const uint64_t low = (word >> 16 & fours) * (1 + (UINT64_C(10000) << 32));
    return (uint32_t)((high + low) >> 32);
}

/* Every other weight, from the first or the second, for digits_weigh(). */
#define DIGITS_WEIGHTS(a, b, c, d)                                             \
    (UINT64_C(a) << 48 | UINT64_C(b) << 32 | UINT64_C(c) << 16 | UINT64_C(d))

/* The sum of eight digits, each times its weight (up to 99). */
static inline unsigned digits_weigh(uint64_t word, uint64_t first,
                                    uint64_t second)
{
    const uint64_t lanes = UINT64_C(0x00FF00FF00FF00FF);
    return (unsigned)((word & lanes) * first >> 48) +
           (unsigned)((word >> 8 & lanes) * second >> 48);
}

/* The worths of a number's eight digits; it is below 100,000,000. */
static inline uint64_t digits_of(uint32_t value)
{
    const uint32_t fours = value / 10000;
    uint64_t word = fours | (uint64_t)(value - fours * 10000) << 32;
    const uint64_t hundreds = word * 10486 >> 20 & UINT64_C(0x0000007F0000007F);
    word = hundreds | (word - hundreds * 100) << 16;
    const uint64_t tens = word * 103 >> 10 & UINT64_C(0x000F000F000F000F);
    return tens | (word - tens * 10) << 8;
}

/* Writes a number below 100,000,000 as eight digits. */
static inline void digits_store(uint32_t value, char *out)
{
    const uint64_t word = digits_order(digits_of(value) | DIGITS_ZEROS);
    memcpy(out, &word, sizeof word);
}

/* The same without zeros in front; what follows in the eight bytes is NUL.
 * Returns how many digits these are, at least one. */
static inline size_t digits_store_short(uint32_t value, char *out)
{
    const uint64_t worths = digits_of(value);
    const size_t zeros = /* the last digit counts, even if it is one */
        (size_t)__builtin_ctzll(worths | UINT64_C(1) << 56) / 8;
    const uint64_t word = digits_order((worths | DIGITS_ZEROS) >> 8 * zeros);
    memcpy(out, &word, sizeof word);
    return DIGITS_AT_ONCE - zeros;
}

#endif
