/*
 * Measuring texts for column widths and row heights. A spreadsheet program
 * measures with its own fonts; the columns are a little wider than what is
 * counted here, so that nothing is cut where a font is wider.
 */
#include "reports/measure.h"

#include "core/text.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

double text_width(const char *text)
{
    size_t widest = 0;
    while (*text != '\0') {
        const size_t length = strcspn(text, "\n");
        const size_t width = utf8_width(text, length);
        if (width > widest)
            widest = width;
        text += length + (text[length] == '\n');
    }
    return (double)widest;
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
    char digits[32];
    const int length =
        snprintf(digits, sizeof digits, "%lld", (long long)number);
    const int whole = is_money && length > 2 ? length - 2 : length;
    return whole + (whole - 1) / 3 + (is_money ? 3 : 0);
}
