/*
 * Text of strings: two layers on each other.
 *
 *   1. XML: &lt; &#20320; and line ends; invalid bytes are refused, so that
 *      every text that leaves this reader is UTF-8.
 *   2. ST_Xstring: _xHHHH_ is a UTF-16 unit that XML could not hold, or an
 *      underscore that would look like one.
 *
 * White space is kept, whatever xml:space says. Excel drops it at both ends
 * where that does not say "preserve"; most other programs, writers among
 * them, do not care, and who compares names trims them in any case.
 *
 * Most texts need none of this. A first pass over eight bytes at a time finds
 * that out, and then nothing is touched. No step makes a text longer, so all
 * of it can be done in place.
 */
#include "import/xlsx_text.h"

#include "core/digits.h"
#include "core/text.h"
#include <stdint.h>
#include <string.h>

#define EACH_BYTE(byte) (UINT64_C(0x0101010101010101) * (byte))

/* ---- plain text ---- */

struct byte_kinds {
    bool is_special; /* holds &, _ or a control character */
    bool is_wide;    /* holds bytes that are not ASCII */
};

/* Not 0 where a byte of the word is 0. */
static uint64_t zero_bytes(uint64_t word)
{
    return (word - EACH_BYTE(0x01)) & ~word & EACH_BYTE(0x80);
}

/* Not 0 where a byte of the word is &, _ or below a space. */
static uint64_t special_bytes(uint64_t word)
{
    return zero_bytes(word ^ EACH_BYTE('&')) |
           zero_bytes(word ^ EACH_BYTE('_')) |
           ((word - EACH_BYTE(0x20)) & ~word & EACH_BYTE(0x80));
}

static struct byte_kinds kinds_of(const char *text, size_t length)
{
    uint64_t special = 0;
    uint64_t wide = 0;
    uint64_t word = EACH_BYTE(' ');
    size_t at = 0;
    for (; at + sizeof word <= length; at += sizeof word) {
        memcpy(&word, text + at, sizeof word);
        special |= special_bytes(word);
        wide |= word;
    }
    if (at < length && at > 0) { /* the last eight bytes, some of them again */
        memcpy(&word, text + length - sizeof word, sizeof word);
    } else {
        for (; at < length; at++)
            word = word << 8 | (unsigned char)text[at];
    }
    special |= special_bytes(word);
    wide |= word;
    return (struct byte_kinds){.is_special = special != 0,
                               .is_wide = (wide & EACH_BYTE(0x80)) != 0};
}

size_t xlsx_text_copy_plain(const char *source, char *out, bool *is_wide)
{
    uint64_t wide = 0;
    for (size_t at = 0;; at += sizeof wide) {
        uint64_t word = 0;
        memcpy(&word, source + at, sizeof word);
        memcpy(out + at, &word, sizeof word);
        word = digits_order(word);
        wide |= word;
        /* A byte above one that is meant may be taken for it: the first is
         * right. */
        const uint64_t ends =
            special_bytes(word) | zero_bytes(word ^ EACH_BYTE('<'));
        if (ends != 0) {
            *is_wide = (wide & EACH_BYTE(0x80)) != 0;
            return at + (size_t)__builtin_ctzll(ends) / 8;
        }
    }
}

/* ---- XML ---- */

static bool is_xml_character(uint32_t code)
{
    if (code < 0x20)
        return code == '\t' || code == '\n' || code == '\r';
    return code < 0xD800 || (code >= 0xE000 && code < 0xFFFE) ||
           (code >= 0x10000 && code <= 0x10FFFF);
}

static int digit_of(char c, uint32_t base)
{
    int digit = -1;
    if (c >= '0' && c <= '9')
        digit = c - '0';
    else if (c >= 'a' && c <= 'f')
        digit = c - 'a' + 10;
    else if (c >= 'A' && c <= 'F')
        digit = c - 'A' + 10;
    return digit < (int)base ? digit : -1;
}

/* "#20320" or "#x4F60" without the semicolon. 0 where it is neither. */
static uint32_t character_reference(const char *at, const char *end)
{
    const bool is_hex = at + 1 < end && at[1] == 'x';
    const uint32_t base = is_hex ? 16 : 10;
    uint32_t code = 0;
    for (at += is_hex ? 2 : 1; at < end; at++) {
        const int digit = digit_of(*at, base);
        if (digit < 0 || code > 0x10FFFF)
            return 0;
        code = code * base + (uint32_t)digit;
    }
    return is_xml_character(code) ? code : 0;
}

/* The character of an entity that XML defines, "lt" … 0 where unknown. */
static uint32_t entity(const char *name, const char *end)
{
    static const struct {
        const char *name;
        uint32_t code;
    } known[] = {
        {"lt", '<'}, {"gt", '>'}, {"amp", '&'}, {"quot", '"'}, {"apos", '\''},
    };
    const size_t length = (size_t)(end - name);
    if (length > 0 && name[0] == '#')
        return character_reference(name, end);
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        if (strlen(known[i].name) == length &&
            memcmp(known[i].name, name, length) == 0)
            return known[i].code;
    }
    return 0;
}

/* One step of decoding: `at` stands at &, a control or ordinary text. */
static const char *decode_one(const char *at, const char *end, char **out)
{
    if (*at == '&') {
        const char *last = memchr(at, ';', (size_t)(end - at));
        const uint32_t code = last == NULL ? 0 : entity(at + 1, last);
        if (code == 0)
            return NULL;
        char bytes[4];
        const size_t size = utf8_put(code, bytes);
        memcpy(*out, bytes, size);
        *out += size;
        return last + 1;
    }
    if (*at == '\r') {
        *(*out)++ = '\n';
        return at + 1 < end && at[1] == '\n' ? at + 2 : at + 1;
    }
    if ((unsigned char)*at < 0x20 && *at != '\t' && *at != '\n')
        return NULL;
    *(*out)++ = *at;
    return at + 1;
}

bool xlsx_text_decode(const char *source, size_t length, char *out,
                      size_t *out_length)
{
    const struct byte_kinds kinds = kinds_of(source, length);
    if (kinds.is_wide && !utf8_is_valid(source, length))
        return false;
    if (!kinds.is_special) {
        if (out != source)
            memmove(out, source, length);
        *out_length = length;
        return true;
    }
    const char *const end = source + length;
    char *to = out;
    for (const char *at = source; at < end;) {
        at = decode_one(at, end, &to);
        if (at == NULL)
            return false;
    }
    *out_length = (size_t)(to - out);
    return true;
}

/* ---- spreadsheets ---- */

/* The unit of "_xHHHH_" at `at`, or -1. */
static int32_t escaped_unit(const char *at, const char *end)
{
    int32_t unit = 0;
    if (end - at < 7 || at[0] != '_' || at[1] != 'x' || at[6] != '_')
        return -1;
    for (int i = 2; i < 6; i++) {
        const int digit = digit_of(at[i], 16);
        if (digit < 0)
            return -1;
        unit = unit * 16 + digit;
    }
    return unit;
}

/* The character that is escaped at `at`, two units for a pair. -1 where none
 * is, or half a pair. */
static int32_t escaped_character(const char *at, const char *end,
                                 const char **after)
{
    const int32_t unit = escaped_unit(at, end);
    *after = at + 7;
    if (unit < 0 || (unit >= 0xDC00 && unit <= 0xDFFF))
        return -1;
    if (unit < 0xD800 || unit > 0xDBFF)
        return unit;
    const int32_t low = escaped_unit(at + 7, end);
    *after = at + 14;
    if (low < 0xDC00 || low > 0xDFFF)
        return -1;
    return 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00);
}

size_t xlsx_text_unescape(char *text, size_t length)
{
    const char *const end = text + length;
    char *to = text;
    if (length < 7 || memchr(text, '_', length) == NULL)
        return length;
    for (const char *at = text; at < end;) {
        const char *after = NULL;
        const int32_t code =
            *at == '_' ? escaped_character(at, end, &after) : -1;
        if (code < 0) {
            *to++ = *at++;
            continue;
        }
        char bytes[4];
        at = after;
        if (code == 0)
            continue; /* it shows as nothing, and would hide what follows */
        const size_t size = utf8_put((uint32_t)code, bytes);
        memcpy(to, bytes, size);
        to += size;
    }
    return (size_t)(to - text);
}

bool xlsx_text_read(const char *source, size_t length, char *out,
                    size_t *out_length)
{
    const struct byte_kinds kinds = kinds_of(source, length);
    if (kinds.is_special) {
        if (!xlsx_text_decode(source, length, out, out_length))
            return false;
        *out_length = xlsx_text_unescape(out, *out_length);
        return true;
    }
    if (kinds.is_wide && !utf8_is_valid(source, length))
        return false;
    if (out != source)
        memmove(out, source, length);
    *out_length = length;
    return true;
}
