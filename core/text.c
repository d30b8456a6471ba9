/*
 * The growing string, and the quoting that JSON and CSV need. What runes are
 * and how texts are folded stands in fold.c.
 */
#include "core/text.h"

#include "core/arena.h"
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

void text_release(struct text *text)
{
    mem_free(text->data);
    *text = (struct text)TEXT_INIT;
}

void text_clear(struct text *text)
{
    text->length = 0;
    if (text->data != NULL)
        text->data[0] = '\0';
}

/* C0, DEL and C1; what ends a line or turns the direction of writing: a name
 * must not read as another. */
static bool is_steering(uint32_t code)
{
    return code < ' ' || (code >= 0x7F && code < 0xA0) || code == 0x061C ||
           code == 0x200E || code == 0x200F ||
           (code >= 0x2028 && code <= 0x202E) ||
           (code >= 0x2066 && code <= 0x2069);
}

void text_make_harmless(struct text *text)
{
    const char *const end =
        text->data == NULL ? NULL : text->data + text->length;
    char *at = text->data;
    while (at < end) {
        const char *next = at;
        const uint32_t code = utf8_next(&next, end);
        const size_t size = (size_t)(next - at);
        const bool is_broken = code == 0xFFFD && size == 1;
        if (is_broken || (is_steering(code) && *at != '\n' && *at != '\t'))
            memset(at, '?', size);
        at += size;
    }
}

void text_make_one_line(struct text *text, size_t from)
{
    for (size_t i = from; i < text->length; i++)
        if (text->data[i] == '\n' || text->data[i] == '\t')
            text->data[i] = '?';
}

const char *text_of(const struct text *text)
{
    return text->data == NULL ? "" : text->data;
}

/* Room for `more` bytes and the NUL. */
static bool reserve(struct text *text, size_t more)
{
    if (!text->failed && more < text->capacity - text->length)
        return true;
    if (!text->failed)
        text->failed = more > SIZE_MAX - text->length - 1 ||
                       mem_grow(&text->data, &text->capacity,
                                text->length + more + 1, 1) != 0;
    return !text->failed;
}

void text_append_bytes(struct text *text, const char *bytes, size_t len)
{
    if (!reserve(text, len))
        return;
    if (len > 0)
        memcpy(text->data + text->length, bytes, len);
    text->length += len;
    text->data[text->length] = '\0';
}

void text_append(struct text *text, const char *string)
{
    text_append_bytes(text, string, strlen(string));
}

void text_append_int(struct text *text, int64_t value)
{
    char digits[24]; /* filled from its end */
    char *at = digits + sizeof digits;
    uint64_t rest = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
    do {
        *--at = (char)('0' + rest % 10);
        rest /= 10;
    } while (rest > 0);
    if (value < 0)
        *--at = '-';
    text_append_bytes(text, at, (size_t)(digits + sizeof digits - at));
}

void text_vprintf(struct text *text, const char *format, va_list arguments)
{
    va_list again;
    va_copy(again, arguments);
    const int need = vsnprintf(NULL, 0, format, arguments);
    if (need < 0)
        text->failed = true;
    else if (reserve(text, (size_t)need)) {
        vsnprintf(text->data + text->length, (size_t)need + 1, format, again);
        text->length += (size_t)need;
    }
    va_end(again);
}

void text_printf(struct text *text, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    text_vprintf(text, format, arguments);
    va_end(arguments);
}

void text_append_padded(struct text *text, const char *string, size_t width,
                        bool is_right)
{
    const size_t have = utf8_width(string, strlen(string));
    if (!is_right)
        text_append(text, string);
    for (size_t i = have; i < width; i++)
        text_append_bytes(text, " ", 1);
    if (is_right)
        text_append(text, string);
}

static void append_json_rune(struct text *text, uint32_t code)
{
    static const char *const escapes[0x20] = {
        ['\b'] = "\\b", ['\t'] = "\\t", ['\n'] = "\\n",
        ['\f'] = "\\f", ['\r'] = "\\r",
    };
    char bytes[4];
    if (code == '"' || code == '\\') {
        bytes[0] = '\\';
        bytes[1] = (char)code;
        text_append_bytes(text, bytes, 2);
    } else if (code < 0x20 && escapes[code] != NULL) {
        text_append(text, escapes[code]);
    } else if (is_steering(code)) {
        text_printf(text, "\\u%04x", (unsigned)code);
    } else {
        text_append_bytes(text, bytes, utf8_put(code, bytes));
    }
}

/* A byte that stands for itself; those of longer characters do where the whole
 * text is known to be UTF-8, but for those with which what steers a terminal
 * begins. */
static bool is_json_plain(unsigned char byte, bool is_valid)
{
    return byte >= 0x20 && byte != '"' && byte != '\\' &&
           (byte < 0x7F || (byte > 0x7F && is_valid && byte != 0xC2 &&
                            byte != 0xD8 && byte != 0xE2));
}

/* Not 0 where a byte of the word is this one, or may be. */
static uint64_t bytes_like(uint64_t word, unsigned char byte)
{
    const uint64_t ones = UINT64_C(0x0101010101010101);
    const uint64_t others = word ^ ones * byte;
    return (others - ones) & ~others & ones * 0x80;
}

/* is_json_plain() for eight bytes of UTF-8: not 0 where one is not plain, or
 * may not be. */
static uint64_t json_specials(uint64_t word)
{
    const uint64_t ones = UINT64_C(0x0101010101010101);
    return ((word - ones * ' ') & ~word & ones * 0x80) | bytes_like(word, '"') |
           bytes_like(word, '\\') | bytes_like(word, 0x7F) |
           bytes_like(word, 0xC2) | bytes_like(word, 0xD8) |
           bytes_like(word, 0xE2);
}

/* Whether all of a text that is UTF-8 stands for itself. */
static bool is_all_plain(const char *bytes, size_t len)
{
    uint64_t specials = 0;
    uint64_t word = 0;
    for (; len >= sizeof word; bytes += sizeof word, len -= sizeof word) {
        memcpy(&word, bytes, sizeof word);
        specials |= json_specials(word);
    }
    word = UINT64_C(0x2020202020202020);
    memcpy(&word, bytes, len);
    return (specials | json_specials(word)) == 0;
}

/* Text as it is, between quotation marks. */
static void append_quoted(struct text *text, const char *bytes, size_t len)
{
    if (len > SIZE_MAX / 2 || !reserve(text, len + 2))
        return;
    char *const out = text->data + text->length;
    out[0] = '"';
    memcpy(out + 1, bytes, len);
    memcpy(out + 1 + len, "\"", 2);
    text->length += len + 2;
}

void text_append_json(struct text *text, const char *bytes, size_t len)
{
    const char *end = bytes + len;
    const bool is_valid = utf8_is_valid(bytes, len);
    if (is_valid && len > 0 && is_all_plain(bytes, len)) {
        append_quoted(text, bytes, len);
        return;
    }
    text_append_bytes(text, "\"", 1);
    while (bytes < end) {
        const char *plain = bytes;
        while (plain < end && is_json_plain((unsigned char)*plain, is_valid))
            plain++;
        if (plain > bytes) {
            text_append_bytes(text, bytes, (size_t)(plain - bytes));
            bytes = plain;
        } else {
            append_json_rune(text, utf8_next(&bytes, end));
        }
    }
    text_append_bytes(text, "\"", 1);
}

void text_append_json_field(struct text *text, const char *key,
                            const char *value)
{
    text_append_json(text, key, strlen(key));
    text_append_bytes(text, ":", 1);
    text_append_json(text, value, strlen(value));
}

void text_append_csv(struct text *text, const char *string)
{
    if (string[strcspn(string, ",\"\r\n")] == '\0') {
        text_append(text, string);
        return;
    }
    text_append_bytes(text, "\"", 1);
    for (const char *p = string; *p != '\0'; p++) {
        if (*p == '"')
            text_append_bytes(text, "\"", 1);
        text_append_bytes(text, p, 1);
    }
    text_append_bytes(text, "\"", 1);
}
