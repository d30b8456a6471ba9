/*
 * Dates in cells (ROSTERS "Cells"):
 *
 *   date cell      its serial
 *   number cell    20230801 or 202308 as they read; 2023.8 as a month; else a
 *                  serial whose number format was lost, if it falls into the
 *                  years 1927 to 2099
 *   text           the forms of ymd_parse(), full width folded
 *
 * The number 2023.1 is returned as unreadable: typed as 2023.10 it looks the
 * same, and October is not January.
 */
#include "import/date_cell.h"

#include "core/text.h"
#include <math.h>
#include <string.h>

enum {
    SERIAL_FROM = 10000, /* 1927-05-18 */
    SERIAL_TO = 73050,   /* 2099-12-31 */
    TEXT_SIZE = 64
};

/* Ways to say that something has no end. */
static bool is_never(const char *text)
{
    static const char *const words[] = {"长期", "长期有效", "永久", "永久有效",
                                        "至今", "无期限",   "无",   "未退出"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (strcmp(text, words[i]) == 0)
            return true;
    return strncmp(text, "9999", 4) == 0; /* what databases keep for it */
}

static bool is_dash(const char *text)
{
    return text[strspn(text, "-/\\")] == '\0' || strcmp(text, "—") == 0 ||
           strcmp(text, "——") == 0;
}

/* The cell's text, trimmed, without apostrophe, full width folded. */
static void tidy(const struct cell *cell, bool is_1904, char out[TEXT_SIZE])
{
    char buffer[CELL_TEXT_SIZE];
    size_t at = 0;
    size_t length = 0;
    const char *bytes = cell_text(cell, is_1904, buffer, &length);
    text_trim(&bytes, &length);
    const char *end = bytes + length;
    while (bytes < end && at + 4 < TEXT_SIZE) {
        const uint32_t code = rune_fold_width(utf8_next(&bytes, end));
        if (rune_is_invisible(code) || (at == 0 && code == '\''))
            continue;
        at += utf8_put(rune_is_space(code) ? ' ' : code, out + at);
    }
    out[at] = '\0';
}

static enum date_status from_text(const char *text, bool is_end, ymd *out)
{
    if (is_dash(text) || (is_end && is_never(text)))
        return DATE_ABSENT;
    return ymd_parse(text, out) == 0 ? DATE_GIVEN : DATE_UNREADABLE;
}

static enum date_status from_serial(double serial, bool is_1904, ymd *out)
{
    if (!(serial >= 0 && serial < 3e6))
        return DATE_UNREADABLE;
    *out = ymd_from_serial((int64_t)serial, is_1904);
    return *out == YMD_NONE ? DATE_UNREADABLE : DATE_GIVEN;
}

static enum date_status from_number(const struct cell *cell, bool is_1904,
                                    bool is_end, ymd *out)
{
    const double value = cell_number(cell);
    if (value >= SERIAL_FROM && value <= SERIAL_TO)
        return from_serial(value, is_1904, out);
    char text[TEXT_SIZE];
    tidy(cell, is_1904, text);
    const bool may_be_october =
        strlen(text) == 6 && strcmp(text + 4, ".1") == 0;
    return may_be_october ? DATE_UNREADABLE : from_text(text, is_end, out);
}

enum date_status date_cell_read(const struct cell *cell, bool is_1904,
                                bool is_end, ymd *out)
{
    char text[TEXT_SIZE];
    *out = YMD_NONE;
    switch ((enum cell_kind)cell->kind) {
    case CELL_DATE:
        return from_serial(floor(cell_number(cell)), is_1904, out);
    case CELL_NUMBER:
        return from_number(cell, is_1904, is_end, out);
    case CELL_TEXT:
    case CELL_BOOLEAN:
    case CELL_ERROR:
    case CELL_UNCACHED:
        break;
    }
    tidy(cell, is_1904, text);
    return from_text(text, is_end, out);
}
