/*
 * Measuring texts for column widths and row heights. A spreadsheet program
 * measures with its own fonts; the columns are a little wider than what is
 * counted here, so that nothing is cut where a font is wider.
 *
 * Nearly every cell is printable ASCII, Chinese and its punctuation: that is
 * told from first bytes, or two of them. A text with anything else is decoded.
 */
#include "reports/measure.h"

#include "core/text.h"
#include <assert.h>
#include <string.h>

enum { NOT_COMMON = 0 };

static uint16_t as_width(size_t width)
{
    return width < UINT16_MAX ? (uint16_t)width : UINT16_MAX;
}

/* Whether an ASCII character may have to be escaped. */
static bool is_mark(unsigned char c)
{
    return c == '&' || c == '<' || c == '>' || c == '_';
}

/* A character of three bytes that is neither invisible nor one that XML does
 * not have: U+2010 to U+2029 and U+2080 to U+2E7F take one, U+3000 to U+9FFF
 * and the full-width forms of ASCII two. NOT_COMMON for others. */
static unsigned width_of_three(const char *at, const char *end)
{
    const unsigned char *byte = (const unsigned char *)at;
    if (end - at < 3)
        return NOT_COMMON;
    if (byte[0] >= 0xE3 && byte[0] <= 0xE9)
        return 2;
    if (byte[0] == 0xE2 && byte[1] == 0x80)
        return byte[2] >= 0x90 && byte[2] <= 0xA9 ? 1 : NOT_COMMON;
    if (byte[0] == 0xE2)
        return byte[1] >= 0x82 && byte[1] <= 0xB9 ? 1 : NOT_COMMON;
    if (byte[0] == 0xEF && byte[1] == 0xBC)
        return 2;
    return NOT_COMMON;
}

/* White space at the ends is kept only where XML is asked to. */
static bool has_blank_ends(const char *text, const char *end)
{
    return text < end &&
           (*text == ' ' || *text == '\n' || end[-1] == ' ' || end[-1] == '\n');
}

/* Measures a text of common characters; false where it has another one. */
static bool measure_common(const char *text, struct measured *out)
{
    const char *end = text + out->length;
    unsigned width = 0;
    unsigned widest = 0;
    bool has_marks = false;
    while (text < end) {
        const unsigned char first = (unsigned char)*text;
        if (first >= 0x20 && first < 0x7F) {
            has_marks |= is_mark(first);
            width++;
            text++;
        } else if (first >= 0x80) {
            const unsigned wide = width_of_three(text, end);
            if (wide == NOT_COMMON)
                return false;
            width += wide;
            text += 3;
        } else if (first == '\n') {
            if (width > widest)
                widest = width;
            width = 0;
            out->is_line = false;
            text++;
        } else {
            return false;
        }
    }
    out->width = as_width(width > widest ? width : widest);
    out->is_plain = !has_marks && !has_blank_ends(text - out->length, text);
    return true;
}

static size_t widest_line(const char *text)
{
    size_t widest = 0;
    while (*text != '\0') {
        const size_t length = strcspn(text, "\n");
        const size_t width = utf8_width(text, length);
        if (width > widest)
            widest = width;
        text += length + (text[length] == '\n');
    }
    return widest;
}

/* Past the wide characters that begin the text; those of U+3000 to U+9FFF. */
static const char *skip_wide(const char *text)
{
    while ((unsigned char)(*text - 0xE3) <= 0xE9 - 0xE3 && text[1] != '\0' &&
           text[2] != '\0')
        text += 3;
    return text;
}

struct measured text_measure(const char *text)
{
    /* Names of people and places are nothing else. */
    const char *const end = skip_wide(text);
    if (*end == '\0' && end - text < UINT16_MAX)
        return (struct measured){
            .length = (uint32_t)(end - text),
            .width = (uint16_t)((end - text) / 3 * 2),
            .is_line = true,
            .is_plain = true,
        };
    struct measured measured = {.length = (uint32_t)strlen(text),
                                .is_line = true};
    if (measure_common(text, &measured))
        return measured;
    measured.width = as_width(widest_line(text));
    measured.is_line = memchr(text, '\n', measured.length) == NULL;
    return measured;
}

struct phrase phrase_of(const char *text)
{
    return (struct phrase){.text = text, .measured = text_measure(text)};
}

double text_width(const char *text)
{
    return text_measure(text).width;
}

/* ---- lines ---- */

/* The width of what stands together at `*at` (< end), which moves on: a
 * number or a file's name is carried over as a whole, Chinese breaks anywhere,
 * and so does a text at its blanks. */
static unsigned next_word(const char **at, const char *end)
{
    const char *start = *at;
    while (*at < end && (unsigned char)**at > 0x20 &&
           (unsigned char)**at < 0x7F)
        ++*at;
    if (*at > start)
        return (unsigned)(*at - start);
    const unsigned wide = width_of_three(start, end);
    if (wide != NOT_COMMON) {
        *at = start + 3;
        return wide;
    }
    utf8_next(at, end);
    return (unsigned)utf8_width(start, (size_t)(*at - start));
}

/* Lines that a line of text wraps to, of which that much has room in one. */
static unsigned wrapped_lines(const char *text, const char *end, unsigned room)
{
    assert(room > 0);
    unsigned lines = 1;
    unsigned used = 0;
    while (text < end) {
        const unsigned word = next_word(&text, end);
        if (used + word <= room) {
            used += word;
            continue;
        }
        lines += used > 0;
        lines += word > room ? (word - 1) / room : 0; /* cut after all */
        used = word > room ? (word - 1) % room + 1 : word;
    }
    return lines;
}

/* Lines that a line of that width wraps to. */
static unsigned wrapped(const char *text, size_t length, double need,
                        double width)
{
    if (need <= width)
        return 1;
    const double room = width > 3 ? width - 1 : 2; /* a wide one may not fit */
    return wrapped_lines(text, text + length, (unsigned)room);
}

static size_t line_width(const char *text, size_t length)
{
    struct measured line = {.length = (uint32_t)length};
    return measure_common(text, &line) ? line.width : utf8_width(text, length);
}

unsigned text_lines(const char *text, double width)
{
    unsigned lines = 0;
    do {
        const char *end = strchrnul(text, '\n');
        const size_t length = (size_t)(end - text);
        lines += wrapped(text, length, (double)line_width(text, length), width);
        text = end + (*end == '\n');
    } while (*text != '\0');
    return lines;
}

/* Lines of a text none of which wraps; a break at its end begins no line. */
static unsigned count_lines(const char *text, const struct measured *measured)
{
    const char *const end = text + measured->length;
    unsigned lines = 1;
    while (text < end &&
           (text = memchr(text, '\n', (size_t)(end - text))) != NULL)
        lines += ++text < end;
    return lines;
}

unsigned phrase_lines(const char *text, const struct measured *measured,
                      double width)
{
    if (measured->width <= width)
        return measured->is_line ? 1 : count_lines(text, measured);
    return measured->is_line
               ? wrapped(text, measured->length, measured->width, width)
               : text_lines(text, width);
}

double number_width(int64_t number, bool is_money)
{
    int length = number < 0 ? 2 : 1;
    uint64_t rest = number < 0 ? 0 - (uint64_t)number : (uint64_t)number;
    for (; rest >= 10; rest /= 10)
        length++;
    const int whole = is_money && length > 2 ? length - 2 : length;
    const int commas = (whole - 1) / 3;
    return whole + commas + (is_money ? 3 : 0);
}
