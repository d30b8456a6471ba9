/*
 * Measuring texts for column widths and row heights. A spreadsheet program
 * measures with its own fonts; the columns are a little wider than what is
 * counted here, so that nothing is cut where a font is wider.
 */
#include "reports/measure.h"

#include "core/text.h"
#include <math.h>
#include <string.h>

/* Whether an ASCII character may have to be escaped. */
static bool is_mark(unsigned char c)
{
    return c == '&' || c == '<' || c == '>' || c == '_';
}

/* Measures a line that is nothing but printable ASCII and Chinese characters
 * of the common blocks (U+3000 to U+9FFF); false where it has something else.
 * That holds for nearly every cell, and is told from first bytes alone. */
static bool measure_plain(const char *text, struct measured *out)
{
    const char *end = text + out->length;
    unsigned width = 0;
    bool has_marks = false;
    while (text < end) {
        const unsigned char first = (unsigned char)*text;
        if (first >= 0xE3 && first <= 0xE9 && end - text >= 3) {
            width += 2;
            text += 3;
        } else if (first >= 0x20 && first < 0x7F) {
            has_marks |= is_mark(first);
            width++;
            text++;
        } else {
            return false;
        }
    }
    out->width = width;
    out->is_plain = !has_marks;
    return true;
}

static unsigned widest_line(const char *text)
{
    size_t widest = 0;
    while (*text != '\0') {
        const size_t length = strcspn(text, "\n");
        const size_t width = utf8_width(text, length);
        if (width > widest)
            widest = width;
        text += length + (text[length] == '\n');
    }
    return (unsigned)widest;
}

struct measured text_measure(const char *text)
{
    struct measured measured = {.length = strlen(text), .is_line = true};
    if (measure_plain(text, &measured))
        return measured;
    measured.width = widest_line(text);
    measured.is_line = memchr(text, '\n', measured.length) == NULL;
    return measured;
}

double text_width(const char *text)
{
    return text_measure(text).width;
}

unsigned text_lines(const char *text, double width)
{
    const double room = width > 3 ? width - 1 : 2; /* a wide one may not fit */
    unsigned lines = 0;
    do {
        const size_t length = strcspn(text, "\n");
        const double need = (double)utf8_width(text, length);
        lines += need <= width ? 1 : (unsigned)ceil(need / room);
        text += length + (text[length] == '\n');
    } while (*text != '\0');
    return lines;
}

double number_width(int64_t number, bool is_money)
{
    int length = number < 0 ? 2 : 1;
    uint64_t rest = number < 0 ? 0 - (uint64_t)number : (uint64_t)number;
    for (; rest >= 10; rest /= 10)
        length++;
    const int whole = is_money && length > 2 ? length - 2 : length;
    return whole + (whole - 1) / 3 + (is_money ? 3 : 0);
}
