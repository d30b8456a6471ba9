/*
 * Calendar arithmetic and the forms in which rosters write dates. Only the
 * proleptic Gregorian calendar; no clock, no time zone.
 */
#include "core/date.h"

#include <stdio.h>
#include <string.h>

static bool is_leap(int year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int month_days(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return month == 2 && is_leap(year) ? 29 : days[month - 1];
}

ymd ymd_of(int year, int month, int day)
{
    if (year < 1800 || year > 9999 || month < 1 || month > 12 || day < 1 ||
        day > month_days(year, month))
        return YMD_NONE;
    return year * 10000 + month * 100 + day;
}

bool ymd_is_valid(ymd date)
{
    return date > 0 &&
           ymd_of(date / 10000, date / 100 % 100, date % 100) == date;
}

int ymd_age(ymd birth, ymd on)
{
    /* As integers yyyymmdd, the birthday of 29 February passes on 1 March in
     * common years by itself: 0301 >= 0229, 0228 < 0229. */
    if (on < birth)
        return -1;
    return (on - birth) / 10000;
}

ymd ym_last_day(ym month)
{
    const int year = month / 100;
    const int m = month % 100;
    if (m < 1 || m > 12)
        return YMD_NONE;
    return ymd_of(year, m, month_days(year, m));
}

ym ym_before(ym month)
{
    return month % 100 == 1 ? month - 100 + 11 : month - 1;
}

/* Days from civil date: years from March, so that the leap day comes last. */
int32_t ymd_to_days(ymd date)
{
    int year = date / 10000;
    const int month = date / 100 % 100;
    const int day = date % 100;
    year -= month <= 2;
    const int era = year / 400;
    const int of_era = year - era * 400;
    const int shifted = month > 2 ? month - 3 : month + 9;
    const int of_year = (153 * shifted + 2) / 5 + day - 1;
    return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year -
           719468;
}

ymd ymd_from_days(int32_t days)
{
    if (days < -100000 || days > 3000000)
        return YMD_NONE;
    const int32_t shifted = days + 719468;
    const int era = shifted / 146097;
    const int of_era = shifted - era * 146097;
    const int year_of_era =
        (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    const int of_year =
        of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    const int m = (5 * of_year + 2) / 153;
    const int day = of_year - (153 * m + 2) / 5 + 1;
    const int month = m < 10 ? m + 3 : m - 9;
    const int year = year_of_era + era * 400 + (month <= 2);
    return ymd_of(year, month, day);
}

ymd ymd_from_serial(int64_t serial, bool is_1904)
{
    if (is_1904)
        serial += 1462;
    /* Excel counts a 29 February 1900 that never was: serials before it are a
     * day further on, itself is no date. */
    if (serial < 1 || serial == 60 || serial > 2958465)
        return YMD_NONE;
    const int64_t days = serial - 25569 + (serial < 60 ? 1 : 0);
    return ymd_from_days((int32_t)days);
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Reads up to `most` digits; 0 digits read leaves *value. Returns how many. */
static int read_digits(const char **at, int most, int *value)
{
    int count = 0;
    int sum = 0;
    while (count < most && is_digit(**at)) {
        sum = sum * 10 + (*(*at)++ - '0');
        count++;
    }
    if (count > 0)
        *value = sum;
    return count;
}

static void skip_spaces(const char **at)
{
    while (**at == ' ' || **at == '\t')
        (*at)++;
}

static bool skip_word(const char **at, const char *word)
{
    const size_t length = strlen(word);
    if (strncmp(*at, word, length) != 0)
        return false;
    *at += length;
    return true;
}

/* 00:00, 00:00:00, 00:00:00.000 after a space or a T; nothing else. */
static bool is_time_or_end(const char *at)
{
    int value = 0;
    if (*at == 'T')
        at++;
    skip_spaces(&at);
    if (*at == '\0')
        return true;
    for (int part = 0; part < 3; part++) {
        if (part > 0 && *at++ != ':')
            return false;
        if (read_digits(&at, 2, &value) == 0 || value > 59)
            return false;
        if (part > 0 && *at == '\0')
            return true;
    }
    if (*at == '.') {
        at++;
        while (is_digit(*at))
            at++;
    }
    return *at == '\0';
}

/* 20230801 or 202308, perhaps with a time after the former. */
static int parse_compact(const char *text, ymd *out)
{
    const char *at = text;
    int value = 0;
    const int count = read_digits(&at, 9, &value);
    ymd date = YMD_NONE;
    if (count == 8 && is_time_or_end(at))
        date = ymd_of(value / 10000, value / 100 % 100, value % 100);
    else if (count == 6 && *at == '\0')
        date = ymd_of(value / 100, value % 100, 1);
    if (date == YMD_NONE)
        return -1;
    *out = date;
    return 0;
}

/* 2023年8月1日, 2023年8月: `at` stands after 年. */
static int parse_chinese(const char *at, int year, ymd *out)
{
    int month = 0;
    int day = 1;
    skip_spaces(&at);
    if (read_digits(&at, 2, &month) == 0)
        return -1;
    skip_spaces(&at);
    if (!skip_word(&at, "月"))
        return -1;
    skip_spaces(&at);
    const bool has_day = read_digits(&at, 2, &day) > 0;
    skip_spaces(&at);
    if (has_day && !skip_word(&at, "日") && !skip_word(&at, "号"))
        return -1;
    if (has_day ? !is_time_or_end(at) : *at != '\0')
        return -1;
    const ymd date = ymd_of(year, month, day);
    if (date == YMD_NONE)
        return -1;
    *out = date;
    return 0;
}

/* 2023-08-01, 2023/8/1, 2023.8.1 and their months: `at` stands at the first
 * separator, and the second must be the same. */
static int parse_separated(const char *at, int year, ymd *out)
{
    const char separator = *at++;
    int month = 0;
    int day = 1;
    skip_spaces(&at);
    if (read_digits(&at, 2, &month) == 0)
        return -1;
    skip_spaces(&at);
    if (*at == separator) {
        at++;
        skip_spaces(&at);
        if (read_digits(&at, 2, &day) == 0 || !is_time_or_end(at))
            return -1;
    } else if (*at != '\0') {
        return -1;
    }
    const ymd date = ymd_of(year, month, day);
    if (date == YMD_NONE)
        return -1;
    *out = date;
    return 0;
}

int ymd_parse(const char *text, ymd *out)
{
    skip_spaces(&text);
    const char *at = text;
    int year = 0;
    const int count = read_digits(&at, 9, &year);
    const char *after = at;
    skip_spaces(&after);
    if (count != 4)
        return parse_compact(text, out);
    if (skip_word(&after, "年"))
        return parse_chinese(after, year, out);
    if (*after == '-' || *after == '/' || *after == '.')
        return parse_separated(after, year, out);
    return -1;
}

int ym_parse(const char *text, ym *out)
{
    const char *at = text;
    int year = 0;
    int month = 0;
    if (read_digits(&at, 4, &year) != 4 || *at++ != '-' ||
        read_digits(&at, 2, &month) != 2 || *at != '\0' ||
        ymd_of(year, month, 1) == YMD_NONE)
        return -1;
    *out = year * 100 + month;
    return 0;
}

char *ymd_text(ymd date, char *out)
{
    out[0] = '\0';
    if (date != YMD_NONE)
        snprintf(out, YMD_TEXT_SIZE, "%04d-%02d-%02d", date / 10000,
                 date / 100 % 100, date % 100);
    return out;
}

char *ym_text(ym month, char *out)
{
    out[0] = '\0';
    if (month != 0)
        snprintf(out, YMD_TEXT_SIZE, "%04d-%02d", month / 100, month % 100);
    return out;
}
