/*
 * Reading resident identity numbers (GB 11643) as rosters write them.
 *
 * First the text is cleaned into at most 31 ASCII characters, then its length
 * says what it is: 18 (number), 15 (old number), 20 or more (disability
 * certificate). Each check has its own status, so that the department is
 * told what to look for. Digits are taken eight at a time; no allocation.
 */
#include "core/id_number.h"

#include "core/digits.h"
#include "core/text.h"
#include <stdio.h>
#include <string.h>

enum { ID_DIGITS = 17, CLEAN_SIZE = 32 };

static const char check_characters[] = "10X98765432";

/* 17 digits: twice eight, and the last. */
struct number {
    uint64_t first, second;
    unsigned last;
};

static struct number number_of(const char *digits17)
{
    return (struct number){
        .first = digits_load(digits17),
        .second = digits_load(digits17 + DIGITS_AT_ONCE),
        .last = (unsigned)(digits17[ID_DIGITS - 1] - '0'),
    };
}

/* GB 11643: the digits weigh 7 9 10 5 8 4 2 1, 6 3 7 9 10 5 8 4 and 2. */
static char check_of(const struct number *number)
{
    const unsigned sum =
        digits_weigh(number->first, DIGITS_WEIGHTS(7, 10, 8, 2),
                     DIGITS_WEIGHTS(9, 5, 4, 1)) +
        digits_weigh(number->second, DIGITS_WEIGHTS(6, 7, 10, 8),
                     DIGITS_WEIGHTS(3, 9, 5, 4)) +
        number->last * 2;
    return check_characters[sum % 11];
}

char id_number_check(const char *digits17)
{
    const struct number number = number_of(digits17);
    return check_of(&number);
}

/* GB/T 2260 province codes, residence permits 81-83, and 9 for the permanent
 * residence cards of foreigners (2023). */
static bool is_province(const char *digits)
{
    static const bool is_code[100] = {
        [11] = true, [12] = true, [13] = true, [14] = true, [15] = true,
        [21] = true, [22] = true, [23] = true, [31] = true, [32] = true,
        [33] = true, [34] = true, [35] = true, [36] = true, [37] = true,
        [41] = true, [42] = true, [43] = true, [44] = true, [45] = true,
        [46] = true, [50] = true, [51] = true, [52] = true, [53] = true,
        [54] = true, [61] = true, [62] = true, [63] = true, [64] = true,
        [65] = true, [71] = true, [81] = true, [82] = true, [83] = true,
    };
    const int code = (digits[0] - '0') * 10 + (digits[1] - '0');
    return digits[0] == '9' || is_code[code];
}

static bool is_apostrophe(uint32_t code)
{
    return code == '\'' || code == '`' || code == 0x2018 || code == 0x2019 ||
           code == 0x02BC || code == 0x00B4 || code == 0x201B;
}

/* ="5114…" is how some systems keep a spreadsheet from reading a number. */
static void strip_formula_quotes(const char **text, size_t *len)
{
    if (*len >= 4 && memcmp(*text, "=\"", 2) == 0 && (*text)[*len - 1] == '"') {
        *text += 2;
        *len -= 3;
    }
}

/* Digits and a final X or x only, and few: nothing to clean. */
static bool is_clean(const char *text, size_t len)
{
    size_t at = 0;
    if (len == 0 || len >= CLEAN_SIZE)
        return false;
    for (; at + DIGITS_AT_ONCE < len; at += DIGITS_AT_ONCE)
        if (digits_others(digits_load(text + at)) != 0)
            return false;
    for (; at + 1 < len; at++)
        if (text[at] < '0' || text[at] > '9')
            return false;
    const char last = text[len - 1];
    return (last >= '0' && last <= '9') || last == 'X' || last == 'x';
}

/* Fills out->clean. Returns the number of characters before cutting;
 * *is_ascii is false where one is none. */
static size_t clean(const char *text, size_t len, char *out, bool *is_ascii)
{
    const char *end = text + len;
    size_t count = 0;
    size_t at = 0;
    *is_ascii = true;
    while (text < end) {
        uint32_t code = (unsigned char)*text;
        if (code < 0x80)
            text++;
        else
            code = rune_fold_width(utf8_next(&text, end));
        if (rune_is_space(code) || rune_is_invisible(code) ||
            is_apostrophe(code))
            continue;
        if (code == 'x' || code == 'b')
            code = code - 'a' + 'A';
        count++;
        char bytes[4];
        const size_t size = utf8_put(code, bytes);
        *is_ascii = *is_ascii && size == 1;
        if (at + size < CLEAN_SIZE) {
            memcpy(out + at, bytes, size);
            at += size;
        }
    }
    out[at] = '\0';
    return count;
}

static bool are_digits(const char *text, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (text[i] < '0' || text[i] > '9')
            return false;
    return true;
}

/* 5.11499E+17, 5.11E17: digits, a point, E, an exponent. */
static bool is_scientific(const char *text)
{
    if (strchr(text, 'E') == NULL && strchr(text, 'e') == NULL)
        return false; /* most are told by this */
    size_t i = strspn(text, "0123456789");
    if (i == 0)
        return false;
    if (text[i] == '.')
        i += 1 + strspn(text + i + 1, "0123456789");
    if (text[i] != 'E' && text[i] != 'e')
        return false;
    i++;
    if (text[i] == '+')
        i++;
    const size_t exponent = strspn(text + i, "0123456789");
    return exponent > 0 && text[i + exponent] == '\0';
}

static idkey key_of(const struct number *number)
{
    enum { SECOND_AND_LAST = 1000000000, LAST = 10 };
    return (idkey)digits_value(number->first) * SECOND_AND_LAST +
           (idkey)digits_value(number->second) * LAST + number->last;
}

/* Checks 18 characters; fills id or status. */
static void verify(const char *digits, ymd as_of, struct id_reading *out)
{
    const struct number number = number_of(digits);
    if ((digits_others(number.first) | digits_others(number.second)) != 0 ||
        number.last > 9 || !(digits[17] == 'X' || are_digits(digits + 17, 1))) {
        out->status = ID_CHARACTER;
        return;
    }
    const idkey key = key_of(&number);
    const ymd birth = id_number_birth(key);
    out->expected = check_of(&number);
    if (!is_province(digits))
        out->status = ID_PROVINCE;
    else if (!ymd_is_valid(birth))
        out->status = ID_BIRTH_DATE;
    else if (as_of != YMD_NONE && birth > as_of)
        out->status = ID_BIRTH_AFTER;
    else if (digits[17] != out->expected)
        out->status = ID_CHECKSUM;
    else
        out->id = key;
}

/* 511499900101123 -> 511499 19 900101 123 and its check character. */
static void verify_15(const char *digits, ymd as_of, struct id_reading *out)
{
    char full[ID_TEXT_SIZE] = "";
    if (!are_digits(digits, 15)) {
        out->status = ID_CHARACTER;
        return;
    }
    snprintf(full, sizeof full, "%.6s19%.9s", digits, digits + 6);
    full[17] = id_number_check(full);
    out->was_15_digits = true;
    verify(full, as_of, out);
}

/* The two digits after the number: category 1 to 7, grade 1 to 4; after them
 * nothing, or B and the number of the reissue. */
static void verify_certificate(const char *text, size_t count, ymd as_of,
                               struct id_reading *out)
{
    const char type = text[18];
    const char grade = text[19];
    const bool has_reissue =
        count > 20 && text[20] == 'B' && are_digits(text + 21, count - 21);
    verify(text, as_of, out);
    if (out->status != ID_OK)
        return;
    if (type < '1' || type > '7' || grade < '1' || grade > '4' ||
        (count > 20 && !has_reissue)) {
        out->status = ID_CERTIFICATE;
        out->id = 0;
        return;
    }
    out->certificate_type = type - '0';
    out->certificate_grade = grade - '0';
}

void id_number_read(const char *text, size_t len, ymd as_of,
                    struct id_reading *out)
{
    *out = (struct id_reading){.status = ID_OK};
    bool is_ascii = true;
    size_t count = len;
    const char *digits = out->clean;
    const bool was_clean = is_clean(text, len);
    if (was_clean) {
        memcpy(out->clean, text, len);
        if (text[len - 1] == 'x')
            out->clean[len - 1] = 'X';
        else
            digits = text; /* which need not be waited for */
    } else {
        text_trim(&text, &len);
        strip_formula_quotes(&text, &len);
        count = clean(text, len, out->clean, &is_ascii);
    }
    if (count == 0)
        out->status = ID_EMPTY;
    else if (!was_clean && is_ascii && is_scientific(out->clean))
        out->status = ID_SCIENTIFIC;
    else if (!is_ascii)
        out->status = ID_CHARACTER;
    else if (count == 18)
        verify(digits, as_of, out);
    else if (count == 15)
        verify_15(digits, as_of, out);
    else if (count >= 20 && count <= 24)
        verify_certificate(digits, count, as_of, out);
    else
        out->status = ID_LENGTH;
}

void id_number_read_number(double value, ymd as_of, struct id_reading *out)
{
    char text[64];
    snprintf(text, sizeof text, "%.0f", value);
    if (value >= 1e15 && value < 1e25) {
        *out = (struct id_reading){.status = ID_PRECISION};
        snprintf(out->clean, sizeof out->clean, "%.31s", text);
        return;
    }
    id_number_read(text, strlen(text), as_of, out);
}

char *id_number_text(idkey id, char *out)
{
    out[0] = '\0';
    if (id == 0)
        return out;
    digits_store((uint32_t)(id / 1000000000 % 100000000), out);
    digits_store((uint32_t)(id / 10 % 100000000), out + DIGITS_AT_ONCE);
    out[ID_DIGITS - 1] = (char)('0' + id % 10);
    out[17] = id_number_check(out);
    out[18] = '\0';
    return out;
}

ymd id_number_birth(idkey id)
{
    return (ymd)(id / 1000 % 100000000);
}

enum sex id_number_sex(idkey id)
{
    if (id == 0)
        return SEX_ANY;
    return id % 2 == 1 ? SEX_MALE : SEX_FEMALE;
}

char *id_number_masked(idkey id, char *out)
{
    id_number_text(id, out);
    if (out[0] != '\0')
        memset(out + 6, '*', 8);
    return out;
}
