/*
 * ISO 8601 dates to serials, so that a date is the same cell to its readers
 * whichever way the file writes it. A time zone is dropped: a cell has none.
 */
#include "import/iso_date.h"

#include "core/date.h"
#include <stdlib.h>

/* Exactly `count` digits. */
static bool read_digits(const char **at, const char *end, int count, int *out)
{
    *out = 0;
    for (int i = 0; i < count; i++) {
        if (*at >= end || **at < '0' || **at > '9')
            return false;
        *out = *out * 10 + (*(*at)++ - '0');
    }
    return true;
}

static bool read_char(const char **at, const char *end, char wanted)
{
    if (*at >= end || **at != wanted)
        return false;
    (*at)++;
    return true;
}

/* hh:mm or hh:mm:ss with a fraction, in days; more than one where more than
 * two digits count the hours. */
static bool read_time(const char **at, const char *end, double *out)
{
    enum { HOURS = 99999 };
    int hour = 0;
    int minute = 0;
    int second = 0;
    double fraction = 0;
    if (!read_digits(at, end, 2, &hour))
        return false;
    const bool is_elapsed = *at < end && **at >= '0' && **at <= '9';
    while (*at < end && **at >= '0' && **at <= '9' && hour <= HOURS / 10)
        hour = hour * 10 + (*(*at)++ - '0');
    if (!read_char(at, end, ':') || !read_digits(at, end, 2, &minute))
        return false;
    if (read_char(at, end, ':')) {
        if (!read_digits(at, end, 2, &second))
            return false;
        if (read_char(at, end, '.')) {
            for (double place = 0.1; *at < end && **at >= '0' && **at <= '9';
                 place /= 10)
                fraction += place * (*(*at)++ - '0');
        }
    }
    if ((hour > 24 && !is_elapsed) || minute > 59 || second > 59)
        return false;
    *out = (hour * 3600.0 + minute * 60 + second + fraction) / 86400.0;
    return *out <= 1.0 || is_elapsed;
}

/* Z, +08:00 or nothing. */
static bool is_zone(const char *at, const char *end)
{
    int part = 0;
    if (at == end)
        return true;
    if (*at == 'Z')
        return at + 1 == end;
    if (*at != '+' && *at != '-')
        return false;
    at++;
    return read_digits(&at, end, 2, &part) && read_char(&at, end, ':') &&
           read_digits(&at, end, 2, &part) && at == end;
}

/* The serial of a day; negative where the date system has none for it. */
static double serial_of(ymd date, bool is_1904)
{
    /* 1970-01-01 is 25569; before 1 March 1900 serials are one less, because
     * Excel's 1900 has a 29 February. For 0, a time of day alone, Excel writes
     * 1899-12-31, and other programs 1899-12-30. */
    int32_t serial = ymd_to_days(date) + 25569;
    if (is_1904)
        serial -= 1462;
    else if (serial <= 60 && serial != 0)
        serial--;
    return serial;
}

bool serial_from_iso(const char *text, size_t length, bool is_1904, double *out)
{
    const char *at = text;
    const char *const end = text + length;
    int year = 0;
    int month = 0;
    int day = 0;
    double time = 0;
    if (length > 2 && text[2] == ':') {
        if (!read_time(&at, end, out))
            return false;
        return is_zone(at, end);
    }
    if (!read_digits(&at, end, 4, &year) || !read_char(&at, end, '-') ||
        !read_digits(&at, end, 2, &month) || !read_char(&at, end, '-') ||
        !read_digits(&at, end, 2, &day))
        return false;
    if (read_char(&at, end, 'T') || read_char(&at, end, ' ')) {
        if (!read_time(&at, end, &time))
            return false;
    }
    const ymd date = ymd_of(year, month, day);
    if (date == YMD_NONE || !is_zone(at, end))
        return false;
    const double serial = serial_of(date, is_1904);
    *out = serial + time;
    /* 1899-12-31T288:00:00 is how Excel writes elapsed hours */
    return serial >= 0 && (time <= 1 || serial < 1);
}

bool serial_from_duration(const char *text, double *out)
{
    static const struct {
        char letter;
        double seconds;
    } units[] = {{'H', 3600}, {'M', 60}, {'S', 1}};
    double total = 0;
    if (text[0] != 'P' || text[1] != 'T')
        return false;
    const char *at = text + 2;
    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++) {
        char *end = NULL;
        if (*at < '0' || *at > '9')
            break;
        const double count = strtod(at, &end);
        if (*end != units[i].letter)
            continue; /* of a smaller unit */
        total += count * units[i].seconds;
        at = end + 1;
    }
    *out = total / 86400.0;
    return *at == '\0' && at > text + 2;
}
