/*
 * Runes: decoding UTF-8, telling spaces and invisible characters, folding
 * what clerks do not see as different, and measuring likeness. The public
 * contract is core/text.h.
 */
#include "core/text.h"

#include <string.h>

/* Length of a sequence by its first byte; 0 for bytes that start none. */
static size_t sequence_length(unsigned char first)
{
    if (first < 0x80)
        return 1;
    if (first >= 0xC2 && first < 0xE0)
        return 2;
    if (first >= 0xE0 && first < 0xF0)
        return 3;
    if (first >= 0xF0 && first < 0xF5)
        return 4;
    return 0;
}

/* Decodes strictly: no overlong forms, no surrogates. 0 length where wrong. */
static size_t decode(const unsigned char *at, size_t left, uint32_t *out)
{
    static const uint32_t smallest[] = {0, 0, 0x80, 0x800, 0x10000};
    static const unsigned char first_mask[] = {0, 0x7F, 0x1F, 0x0F, 0x07};
    const size_t length = sequence_length(at[0]);
    if (length == 0 || length > left)
        return 0;
    uint32_t code = at[0] & first_mask[length];
    for (size_t i = 1; i < length; i++) {
        if ((at[i] & 0xC0) != 0x80)
            return 0;
        code = code << 6 | (at[i] & 0x3F);
    }
    if (code < smallest[length] || code > 0x10FFFF ||
        (code >= 0xD800 && code <= 0xDFFF))
        return 0;
    *out = code;
    return length;
}

uint32_t utf8_next(const char **at, const char *end)
{
    uint32_t code = 0xFFFD;
    if ((unsigned char)**at < 0x80)
        return (unsigned char)*(*at)++;
    const size_t length =
        decode((const unsigned char *)*at, (size_t)(end - *at), &code);
    *at += length == 0 ? 1 : length;
    return code;
}

size_t utf8_put(uint32_t code, char out[4])
{
    if (code < 0x80) {
        out[0] = (char)code;
        return 1;
    }
    if (code < 0x800) {
        out[0] = (char)(0xC0 | code >> 6);
        out[1] = (char)(0x80 | (code & 0x3F));
        return 2;
    }
    if (code < 0x10000) {
        out[0] = (char)(0xE0 | code >> 12);
        out[1] = (char)(0x80 | (code >> 6 & 0x3F));
        out[2] = (char)(0x80 | (code & 0x3F));
        return 3;
    }
    out[0] = (char)(0xF0 | code >> 18);
    out[1] = (char)(0x80 | (code >> 12 & 0x3F));
    out[2] = (char)(0x80 | (code >> 6 & 0x3F));
    out[3] = (char)(0x80 | (code & 0x3F));
    return 4;
}

/* Three bytes of which any that follow the first make a character: nearly all
 * Chinese ones. */
static bool is_plain_triple(const unsigned char *at, size_t left)
{
    return at[0] >= 0xE1 && at[0] <= 0xEC && left >= 3 &&
           (at[1] & 0xC0) == 0x80 && (at[2] & 0xC0) == 0x80;
}

static bool are_eight_ascii(const unsigned char *at, size_t left)
{
    uint64_t word = 0;
    if (at[0] >= 0x80 || left < sizeof word)
        return false;
    memcpy(&word, at, sizeof word);
    return (word & UINT64_C(0x8080808080808080)) == 0;
}

/* A character of U+4000 to U+9FFF, which is neither space nor bracket and
 * folds to itself: nearly every one of a name or a place. */
static bool is_plain_han(const char *text, const char *end)
{
    const unsigned char *at = (const unsigned char *)text;
    return end - text >= 3 && at[0] >= 0xE4 && at[0] <= 0xE9 &&
           (at[1] & 0xC0) == 0x80 && (at[2] & 0xC0) == 0x80;
}

/* Digits and capital letters, which fold to themselves as well. */
static bool is_plain_ascii(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z');
}

bool utf8_is_valid(const char *bytes, size_t len)
{
    const unsigned char *at = (const unsigned char *)bytes;
    uint32_t code = 0;
    while (len > 0) {
        size_t length = 1;
        if (is_plain_triple(at, len))
            length = 3;
        else if (are_eight_ascii(at, len))
            length = 8;
        else if (at[0] >= 0x80)
            length = decode(at, len, &code);
        if (length == 0)
            return false;
        at += length;
        len -= length;
    }
    return true;
}

size_t utf8_count(const char *bytes, size_t len)
{
    const char *end = bytes + len;
    size_t count = 0;
    while (bytes < end) {
        utf8_next(&bytes, end);
        count++;
    }
    return count;
}

/* East Asian wide and full-width ranges, coarse: what fonts set two wide. */
static bool is_wide(uint32_t code)
{
    return (code >= 0x1100 && code <= 0x115F) ||
           (code >= 0x2E80 && code <= 0xA4CF) ||
           (code >= 0xAC00 && code <= 0xD7A3) ||
           (code >= 0xF900 && code <= 0xFAFF) ||
           (code >= 0xFE30 && code <= 0xFE6F) ||
           (code >= 0xFF00 && code <= 0xFF60) ||
           (code >= 0xFFE0 && code <= 0xFFE6) ||
           (code >= 0x20000 && code <= 0x3FFFD);
}

size_t utf8_width(const char *bytes, size_t len)
{
    const char *end = bytes + len;
    size_t width = 0;
    while (bytes < end) {
        const uint32_t code = utf8_next(&bytes, end);
        if (!rune_is_invisible(code))
            width += is_wide(code) ? 2 : 1;
    }
    return width;
}

bool rune_is_space(uint32_t code)
{
    return code == ' ' || (code >= 0x09 && code <= 0x0D) || code == 0x85 ||
           code == 0xA0 || code == 0x1680 ||
           (code >= 0x2000 && code <= 0x200A) || code == 0x2028 ||
           code == 0x2029 || code == 0x202F || code == 0x205F || code == 0x3000;
}

bool rune_is_invisible(uint32_t code)
{
    if ((code >= 0x20 && code < 0x7F) || (code >= 0x2070 && code < 0xFE00))
        return false;
    return (code < 0x20 && !rune_is_space(code)) ||
           (code >= 0x7F && code < 0xA0 && code != 0x85) || code == 0xAD ||
           code == 0x061C || code == 0x180E ||
           (code >= 0x200B && code <= 0x200F) ||
           (code >= 0x202A && code <= 0x202E) ||
           (code >= 0x2060 && code <= 0x206F) ||
           (code >= 0xFE00 && code <= 0xFE0F) || code == 0xFEFF ||
           (code >= 0xFFF9 && code <= 0xFFFB);
}

uint32_t rune_fold_width(uint32_t code)
{
    if (code >= 0xFF01 && code <= 0xFF5E)
        return code - 0xFEE0;
    if (code == 0x3000)
        return ' ';
    return code;
}

static bool shows_nothing(uint32_t code)
{
    return rune_is_space(code) || rune_is_invisible(code);
}

/* Where the last character of [from, end) begins. */
static const char *last_rune(const char *from, const char *end)
{
    const char *at = end - 1;
    while (at > from && end - at < 4 && ((unsigned char)*at & 0xC0) == 0x80)
        at--;
    const char *next = at;
    utf8_next(&next, end);
    return next == end ? at : end - 1; /* else its last byte is no UTF-8 */
}

/* From both ends, so that a text without anything to trim is not decoded. */
void text_trim(const char **bytes, size_t *len)
{
    const char *from = *bytes;
    const char *end = from + *len;
    while (from < end && !is_plain_han(from, end)) {
        const char *next = from;
        if (!shows_nothing(utf8_next(&next, end)))
            break;
        from = next;
    }
    while (end > from && !(end - from >= 3 && is_plain_han(end - 3, end))) {
        const char *start = last_rune(from, end);
        const char *next = start;
        if (!shows_nothing(utf8_next(&next, end)))
            break;
        end = start;
    }
    *bytes = from;
    *len = (size_t)(end - from);
}

static bool is_middle_dot(uint32_t code)
{
    return code == 0xB7 || code == 0x2022 || code == 0x30FB || code == 0x2027 ||
           code == 0xFF0E || code == 0xFF65 || code == 0x22C5 ||
           code == 0x2219 || code == 0x0387 || code == 0x2024;
}

static uint32_t fold_rune(uint32_t code)
{
    if (is_middle_dot(code))
        return 0xB7;
    code = rune_fold_width(code);
    if (code >= 'a' && code <= 'z')
        return code - 'a' + 'A';
    switch (code) {
    case '[':
    case '{':
    case 0x3010: /* 【 */
    case 0x3014: /* 〔 */
    case 0x300A: /* 《 */
    case 0x3008: /* 〈 */
    case 0xFE59:
        return '(';
    case ']':
    case '}':
    case 0x3011:
    case 0x3015:
    case 0x300B:
    case 0x3009:
    case 0xFE5A:
        return ')';
    case 0x2010:
    case 0x2011:
    case 0x2012:
    case 0x2013:
    case 0x2014:
    case 0x2015:
    case 0x2212:
        return '-';
    default:
        return code;
    }
}

/* Appends a rune where it fits; false where it does not. */
static bool put_rune(uint32_t code, char *out, size_t size, size_t *at)
{
    char bytes[4];
    const size_t length = utf8_put(code, bytes);
    if (*at + length >= size)
        return false;
    memcpy(out + *at, bytes, length);
    *at += length;
    return true;
}

/* Copies the characters that fold to themselves, up to the first other one or
 * the end of the room. */
static const char *copy_plain(const char *from, const char *end, char *out,
                              size_t size, size_t *at)
{
    while (from < end && *at + 3 < size) {
        if (is_plain_ascii(*from)) {
            out[(*at)++] = *from++;
        } else if (is_plain_han(from, end)) {
            memcpy(out + *at, from, 3);
            *at += 3;
            from += 3;
        } else {
            break;
        }
    }
    return from;
}

size_t text_fold(const char *bytes, size_t len, char *out, size_t size)
{
    const char *end = bytes + len;
    size_t at = 0;
    while (bytes < end) {
        bytes = copy_plain(bytes, end, out, size, &at);
        if (bytes == end)
            break;
        const uint32_t code = utf8_next(&bytes, end);
        if (rune_is_space(code) || rune_is_invisible(code))
            continue;
        if (!put_rune(fold_rune(code), out, size, &at))
            break;
    }
    out[at] = '\0';
    return at;
}

/* The next rune of a name that counts for comparison; 0 at the end. No byte
 * behind the NUL is looked at: none of a rune is, unless all before it are
 * such that it goes on. */
static uint32_t next_of_name(const char **at)
{
    enum { LONGEST = 4 };
    while (**at != '\0') {
        if (is_plain_han(*at, *at + LONGEST)) {
            const unsigned char *const bytes = (const unsigned char *)*at;
            *at += 3;
            return (bytes[0] & 0x0Fu) << 12 | (bytes[1] & 0x3Fu) << 6 |
                   (bytes[2] & 0x3Fu);
        }
        const uint32_t code = utf8_next(at, *at + LONGEST);
        if (rune_is_space(code) || rune_is_invisible(code) ||
            is_middle_dot(code) || code == '.')
            continue;
        return fold_rune(code);
    }
    return 0;
}

bool name_is_same(const char *a, const char *b)
{
    if (strcmp(a, b) == 0)
        return true;
    /* Two surnames that fold to themselves: most names that differ do so
     * there. */
    if (is_plain_han(a, a + strnlen(a, 3)) &&
        is_plain_han(b, b + strnlen(b, 3)) && memcmp(a, b, 3) != 0)
        return false;
    for (;;) {
        const uint32_t of_a = next_of_name(&a);
        const uint32_t of_b = next_of_name(&b);
        if (of_a != of_b)
            return false;
        if (of_a == 0)
            return true;
    }
}

uint64_t name_hash(const char *name)
{
    uint64_t hash = UINT64_C(0xCBF29CE484222325); /* FNV-1a, by runes */
    uint32_t code;
    while ((code = next_of_name(&name)) != 0)
        hash = (hash ^ code) * UINT64_C(0x100000001B3);
    return hash;
}

static bool is_latin(uint32_t code)
{
    return code != 0 && code < 0x2000 && code != 0xB7;
}

size_t name_tidy(const char *bytes, size_t len, char *out, size_t size)
{
    size_t at = 0;
    if (copy_plain(bytes, bytes + len, out, size, &at) == bytes + len) {
        out[at] = '\0';
        return at; /* nearly all of them */
    }
    text_trim(&bytes, &len);
    const char *end = bytes + len;
    at = 0;
    uint32_t before = 0;
    bool is_after_space = false;
    while (bytes < end) {
        if (is_plain_han(bytes, end) && at + 3 < size) {
            memcpy(out + at, bytes, 3);
            at += 3;
            before = (uint32_t)(unsigned char)bytes[0]
                     << 8; /* beyond the Latin ones */
            bytes += 3;
            is_after_space = false;
            continue;
        }
        const uint32_t code = utf8_next(&bytes, end);
        if (rune_is_invisible(code))
            continue;
        if (rune_is_space(code)) {
            is_after_space = true;
            continue;
        }
        if (is_after_space && is_latin(before) && is_latin(code) &&
            !put_rune(' ', out, size, &at))
            break;
        if (!put_rune(code, out, size, &at))
            break;
        is_after_space = false;
        before = code;
    }
    out[at] = '\0';
    return at;
}

enum { DISTANCE_MAX = 64 };

static size_t runes_of(const char *text, uint32_t out[DISTANCE_MAX])
{
    const char *end = text + strlen(text);
    size_t count = 0;
    while (text < end && count < DISTANCE_MAX)
        out[count++] = utf8_next(&text, end);
    return count;
}

static int smaller(int a, int b)
{
    return a < b ? a : b;
}

/* Optimal string alignment: three rows of the table are enough. */
int text_distance(const char *a, const char *b, int limit)
{
    uint32_t ra[DISTANCE_MAX];
    uint32_t rb[DISTANCE_MAX];
    int rows[3][DISTANCE_MAX + 1] = {{0}};
    const size_t na = runes_of(a, ra);
    const size_t nb = runes_of(b, rb);
    int *two_back = rows[0];
    int *one_back = rows[1];
    int *row = rows[2];
    for (size_t j = 0; j <= nb; j++)
        one_back[j] = (int)j;
    for (size_t i = 1; i <= na; i++) {
        row[0] = (int)i;
        for (size_t j = 1; j <= nb; j++) {
            const bool is_same = ra[i - 1] == rb[j - 1];
            int best = one_back[j - 1] + (is_same ? 0 : 1);
            best = smaller(best, smaller(one_back[j], row[j - 1]) + 1);
            if (i > 1 && j > 1 && ra[i - 1] == rb[j - 2] &&
                ra[i - 2] == rb[j - 1])
                best = smaller(best, two_back[j - 2] + 1);
            row[j] = best;
        }
        int *oldest = two_back;
        two_back = one_back;
        one_back = row;
        row = oldest;
    }
    return one_back[nb] > limit ? limit + 1 : one_back[nb];
}

void name_append_masked(struct text *out, const char *name)
{
    const char *end = name + strlen(name);
    const size_t count = utf8_count(name, (size_t)(end - name));
    for (size_t i = 0; name < end; i++) {
        const char *start = name;
        (void)utf8_next(&name, end);
        const bool stays = (i == 0 && count > 1) || (i > 1 && i + 1 == count);
        if (stays)
            text_append_bytes(out, start, (size_t)(name - start));
        else
            text_append(out, "*");
    }
}
