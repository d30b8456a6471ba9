/*
 * What a cell holds, as a number and as canonical text (CONTRACT "dump").
 *
 * Numbers come as the file's own digits and are parsed here when somebody
 * asks. Up to 19 digits with a small exponent, which is nearly every number
 * in a roster, take an exact short way; strtod() does the rest. The program
 * never changes LC_NUMERIC, so that its decimal point is a point.
 *
 * A number is written with the fewest digits that read back the same, plain
 * where it is whole up to 2^53, else as scientific notation has it for very
 * large and very small ones. Nothing here allocates.
 */
#include "import/workbook.h"

#include <float.h>
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SECONDS_A_DAY = 86400 };

static const double exact_limit = 9007199254740992.0; /* 2^53 */

/* Equality without a compiler warning, since here it is meant. */
static bool is_same(double a, double b)
{
    return !(a < b) && !(a > b);
}

/* ---- digits to number ---- */

static const double powers_of_ten[] = {
    1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
    1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
};

enum { MOST_POWER = 22, MOST_DIGITS = 19, MOST_EXPONENT = 9999 };

/* A decimal taken apart: digits * 10^exponent. */
struct decimal {
    uint64_t digits;
    int exponent;
    int count; /* of digits, without leading zeros */
    bool is_negative;
};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static const char *read_digits(const char *at, const char *end,
                               struct decimal *out, int shift)
{
    for (; at < end && is_digit(*at); at++) {
        if (out->count > 0 || *at != '0')
            out->count++;
        if (out->count > MOST_DIGITS)
            continue; /* the caller takes the long way */
        out->digits = out->digits * 10 + (uint64_t)(*at - '0');
        out->exponent += shift;
    }
    return at;
}

/* Whether the text is a decimal that the short way can do. */
static bool take_apart(const char *text, size_t length, struct decimal *out)
{
    const char *at = text;
    const char *end = text + length;
    int exponent = 0;
    *out = (struct decimal){.digits = 0};
    if (at < end && (*at == '-' || *at == '+'))
        out->is_negative = *at++ == '-';
    at = read_digits(at, end, out, 0);
    if (at < end && *at == '.')
        at = read_digits(at + 1, end, out, -1);
    if (at < end && (*at == 'e' || *at == 'E')) {
        const bool is_signed = ++at < end && (*at == '-' || *at == '+');
        const bool is_negative = is_signed && *at == '-';
        for (at += is_signed; at < end && is_digit(*at); at++) {
            if (exponent < MOST_EXPONENT)
                exponent = exponent * 10 + (*at - '0');
        }
        out->exponent += is_negative ? -exponent : exponent;
    }
    return at == end && out->count <= MOST_DIGITS &&
           out->digits <= (uint64_t)1 << 53 && out->exponent <= MOST_POWER &&
           out->exponent >= -MOST_POWER;
}

static double parse_number(const char *text, size_t length)
{
    struct decimal decimal;
    char copy[512];
    if (take_apart(text, length, &decimal)) {
        double value = (double)decimal.digits;
        if (decimal.exponent < 0)
            value /= powers_of_ten[-decimal.exponent];
        else
            value *= powers_of_ten[decimal.exponent];
        return decimal.is_negative ? -value : value;
    }
    if (length >= sizeof copy)
        length = sizeof copy - 1;
    memcpy(copy, text, length);
    copy[length] = '\0';
    return strtod(copy, NULL);
}

bool text_is_decimal(const char *text)
{
    char *end = NULL;
    (void)strtod(text, &end);
    return end != text && *end == '\0' &&
           text[strspn(text, "0123456789+-.eE")] == '\0';
}

double cell_number(const struct cell *cell)
{
    if (cell->text == NULL || cell->kind == CELL_BOOLEAN)
        return cell->number;
    return parse_number(cell->text, cell->length);
}

/* ---- number to digits ---- */

/* Digits as they stand are canonical: up to 15, no leading zero. */
static bool is_plain_integer(const char *text, size_t length)
{
    const size_t sign = length > 1 && text[0] == '-';
    if (length == sign || length - sign > DBL_DIG)
        return false;
    if (text[sign] == '0')
        return length == 1;
    for (size_t i = sign; i < length; i++) {
        if (!is_digit(text[i]))
            return false;
    }
    return true;
}

/*
 * Lays out d.ddd * 10^exponent as people write it: 0.001, 12.5, 1e+21. The
 * point moves where that needs no more than four zeros in front or sixteen
 * digits before it.
 */
static size_t lay_out(const char *digits, int count, int exponent, char *out)
{
    const char *start = out;
    if (exponent < -4 || exponent >= 16) {
        *out++ = digits[0];
        if (count > 1) {
            *out++ = '.';
            memcpy(out, digits + 1, (size_t)count - 1);
            out += count - 1;
        }
        return (size_t)(out - start) +
               (size_t)snprintf(out, 8, "e%+03d", exponent);
    }
    if (exponent < 0) {
        *out++ = '0';
        *out++ = '.';
        for (int i = -1; i > exponent; i--)
            *out++ = '0';
    }
    for (int i = 0; i < count; i++) {
        if (i > 0 && i == exponent + 1)
            *out++ = '.';
        *out++ = digits[i];
    }
    for (int i = count; i <= exponent; i++)
        *out++ = '0';
    return (size_t)(out - start);
}

static size_t shortest(double value, char *out)
{
    char scientific[40]; /* d.dddde+eee */
    char digits[24] = "0";
    int precision = fabs(value) < DBL_MIN ? 1 : DBL_DIG;
    size_t length = 0;
    int count = 0;
    for (;; precision++) {
        snprintf(scientific, sizeof scientific, "%.*e", precision - 1,
                 fabs(value));
        if (precision == DBL_DECIMAL_DIG ||
            is_same(strtod(scientific, NULL), fabs(value)))
            break;
    }
    const char *at = scientific;
    for (; *at != 'e'; at++) {
        if (*at != '.')
            digits[count++] = *at;
    }
    while (count > 1 && digits[count - 1] == '0')
        count--;
    if (value < 0)
        out[length++] = '-';
    return length +
           lay_out(digits, count, (int)strtol(at + 1, NULL, 10), out + length);
}

static const char *number_text(const struct cell *cell, char *buffer,
                               size_t *length)
{
    if (cell->text != NULL && is_plain_integer(cell->text, cell->length)) {
        *length = cell->length;
        return cell->text;
    }
    const double value = cell_number(cell);
    if (!isfinite(value)) {
        *length = cell->text != NULL ? cell->length : 0;
        return cell->text != NULL ? cell->text : "";
    }
    if (fabs(value) <= exact_limit && is_same(value, trunc(value)))
        *length = (size_t)snprintf(buffer, CELL_TEXT_SIZE, "%" PRId64,
                                   (int64_t)value);
    else
        *length = shortest(value, buffer);
    return buffer;
}

/* ---- dates ---- */

/* A date or time from its serial; false where no date has it. */
static bool write_date(double serial, bool is_1904, char *buffer,
                       size_t *length)
{
    if (!(serial >= 0) || serial >= 2958466.0)
        return false;
    const int64_t seconds = llround(serial * SECONDS_A_DAY);
    const int64_t days = seconds / SECONDS_A_DAY;
    const int time = (int)(seconds % SECONDS_A_DAY);
    char clock[16];
    snprintf(clock, sizeof clock, "%02d:%02d:%02d", time / 3600, time / 60 % 60,
             time % 60);
    if (days == 0) {
        *length = (size_t)snprintf(buffer, CELL_TEXT_SIZE, "%s", clock);
        return true;
    }
    const ymd date = ymd_from_serial(days, is_1904);
    if (date == YMD_NONE)
        return false;
    char day[YMD_TEXT_SIZE];
    *length =
        (size_t)snprintf(buffer, CELL_TEXT_SIZE, "%s%s%s", ymd_text(date, day),
                         time == 0 ? "" : " ", time == 0 ? "" : clock);
    return true;
}

const char *cell_text(const struct cell *cell, bool is_1904, char *buffer,
                      size_t *length)
{
    const char *text = NULL;
    switch ((enum cell_kind)cell->kind) {
    case CELL_NUMBER:
        return number_text(cell, buffer, length);
    case CELL_DATE:
        return write_date(cell_number(cell), is_1904, buffer, length)
                   ? buffer
                   : number_text(cell, buffer, length);
    case CELL_BOOLEAN:
        text = cell->number > 0 ? "TRUE" : "FALSE";
        *length = strlen(text);
        return text;
    case CELL_TEXT:
    case CELL_ERROR:
        *length = cell->text != NULL ? cell->length : 0;
        return cell->text != NULL ? cell->text : "";
    case CELL_UNCACHED:
        break;
    }
    *length = 0;
    return "";
}

const char *cell_shown(const struct cell *cell, bool is_1904, char *buffer,
                       size_t *length)
{
    const char *text = cell_text(cell, is_1904, buffer, length);
    char digits[CELL_TEXT_SIZE];
    if (cell->kind != CELL_NUMBER || *length >= cell->zeros ||
        cell->zeros >= CELL_TEXT_SIZE)
        return text;
    for (size_t i = 0; i < *length; i++)
        if (!is_digit(text[i]))
            return text;
    const size_t missing = cell->zeros - *length;
    memcpy(digits, text, *length);
    memset(buffer, '0', missing);
    memcpy(buffer + missing, digits, *length);
    *length = cell->zeros;
    return buffer;
}
