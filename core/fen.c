/*
 * Money arithmetic and its texts. All checks are for overflow and form; what
 * an amount means is the caller's business.
 */
#include "core/fen.h"

#include <assert.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

fen fen_share(fen amount, int ratio_bp)
{
    assert(amount >= 0 && ratio_bp >= 0 && ratio_bp <= BP_WHOLE);
    /* whole and rest apart, so that the product cannot overflow */
    const fen whole = amount / BP_WHOLE * ratio_bp;
    const fen rest = amount % BP_WHOLE * ratio_bp;
    return whole + (rest + BP_WHOLE / 2) / BP_WHOLE;
}

int fen_add(fen *sum, fen amount)
{
    return __builtin_add_overflow(*sum, amount, sum) ? -1 : 0;
}

int fen_times(fen amount, int64_t count, fen *out)
{
    fen product = 0;
    if (__builtin_mul_overflow(amount, count, &product))
        return -1;
    *out = product;
    return 0;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Digits with optional thousands separators: 1,234 but not 1,23 or ,1. */
static int parse_whole(const char **at, fen *out)
{
    const char *p = *at;
    fen value = 0;
    int run = 0;
    bool is_grouped = false;
    if (!is_digit(*p))
        return -1;
    for (;; p++) {
        if (is_digit(*p)) {
            if (value > (INT64_MAX / 100 - 9) / 10)
                return -1;
            value = value * 10 + (*p - '0');
            run++;
        } else if (*p == ',') {
            if (is_grouped ? run != 3 : run > 3)
                return -1;
            is_grouped = true;
            run = 0;
        } else {
            break;
        }
    }
    if (is_grouped && run != 3)
        return -1;
    *at = p;
    *out = value;
    return 0;
}

int fen_parse(const char *text, fen *out)
{
    fen yuan = 0;
    if (parse_whole(&text, &yuan) != 0)
        return -1;
    fen cents = 0;
    if (*text == '.') {
        text++;
        if (!is_digit(*text))
            return -1;
        cents = (fen)(*text++ - '0') * 10;
        if (is_digit(*text))
            cents += *text++ - '0';
    }
    if (*text != '\0')
        return -1;
    *out = yuan * 100 + cents;
    return 0;
}

char *fen_text(fen amount, char *out)
{
    const uint64_t size =
        amount < 0 ? (uint64_t)0 - (uint64_t)amount : (uint64_t)amount;
    snprintf(out, FEN_TEXT_SIZE, "%s%" PRIu64 ".%02" PRIu64,
             amount < 0 ? "-" : "", size / 100, size % 100);
    return out;
}

char *fen_grouped(fen amount, char *out)
{
    char plain[FEN_TEXT_SIZE];
    fen_text(amount, plain);
    const size_t whole = strcspn(plain, ".");
    size_t at = 0;
    for (size_t i = 0; plain[i] != '\0'; i++) {
        const bool is_border =
            i > 0 && i < whole && (whole - i) % 3 == 0 && plain[i - 1] != '-';
        if (is_border)
            out[at++] = ',';
        out[at++] = plain[i];
    }
    out[at] = '\0';
    return out;
}

static const char *const capital_digits[] = {
    "零", "壹", "贰", "叁", "肆", "伍", "陆", "柒", "捌", "玖",
};

static void put(char *out, const char *piece)
{
    const size_t length = strlen(out);
    const size_t add = strlen(piece);
    if (length + add < FEN_CAPITAL_SIZE)
        memcpy(out + length, piece, add + 1);
}

/* Four digits, 0 to 9999; `is_owed` says that a zero stands between them and
 * what was written before. */
static void put_group(char *out, unsigned group, bool *is_owed)
{
    static const char *const units[] = {"仟", "佰", "拾", ""};
    static const unsigned divisors[] = {1000, 100, 10, 1};
    for (size_t i = 0; i < 4; i++) {
        const unsigned digit = group / divisors[i] % 10;
        if (digit == 0) {
            *is_owed = *is_owed || out[0] != '\0';
            continue;
        }
        if (*is_owed)
            put(out, capital_digits[0]);
        *is_owed = false;
        put(out, capital_digits[digit]);
        put(out, units[i]);
    }
}

static void put_yuan(char *out, uint64_t yuan)
{
    static const char *const names[] = {"", "万", "亿", "万亿", "亿亿"};
    char digits[FEN_CAPITAL_SIZE] = "";
    bool is_owed = false;
    for (int i = 4; i >= 0; i--) {
        uint64_t divisor = 1;
        for (int k = 0; k < i; k++)
            divisor *= 10000;
        const unsigned group = (unsigned)(yuan / divisor % 10000);
        if (group == 0) {
            is_owed = digits[0] != '\0';
            continue;
        }
        put_group(digits, group, &is_owed);
        put(digits, names[i]);
        is_owed = false;
    }
    put(out, digits);
    if (digits[0] != '\0')
        put(out, "元");
}

char *fen_capital(fen amount, char *out)
{
    const uint64_t size =
        amount < 0 ? (uint64_t)0 - (uint64_t)amount : (uint64_t)amount;
    const unsigned jiao = (unsigned)(size / 10 % 10);
    const unsigned cent = (unsigned)(size % 10);
    char text[FEN_CAPITAL_SIZE] = "";
    put_yuan(text, size / 100);
    const bool has_yuan = text[0] != '\0';
    out[0] = '\0';
    put(out, amount < 0 ? "负" : "");
    put(out, has_yuan || jiao > 0 || cent > 0 ? text : "零元");
    if (jiao > 0) {
        put(out, capital_digits[jiao]);
        put(out, "角");
    } else if (cent > 0 && has_yuan) {
        put(out, capital_digits[0]);
    }
    if (cent > 0) {
        put(out, capital_digits[cent]);
        put(out, "分");
    } else {
        put(out, "整");
    }
    return out;
}
