/* Due days: a walk from day to day, which a week or a month ends. */
#include "core/calendar.h"

#include <stdio.h>

enum { WEEK = 7, LONGEST_MONTH = 31 };

/* 1 Monday … 7 Sunday; 1970-01-01 was a Thursday. */
static int weekday(ymd date)
{
    enum { FIRST = 4 };
    const int32_t days = ymd_to_days(date) % WEEK;
    return (int)((days + WEEK + FIRST - 1) % WEEK + 1);
}

static bool is_due(const struct calendar_entry *entry, ymd date)
{
    if (entry->repeats == REPEATS_WEEKLY)
        return weekday(date) == entry->day;
    const ymd last = ym_last_day(date / 100);
    return date % 100 == entry->day ||
           (entry->day > last % 100 && date == last);
}

ymd calendar_due(const struct calendar_entry *entry, ymd after)
{
    if (entry->repeats == REPEATS_NOT)
        return entry->to > after ? entry->to : YMD_NONE;
    if (entry->day == 0)
        return YMD_NONE;
    int32_t day = ymd_to_days(after) + 1;
    if (entry->from > after)
        day = ymd_to_days(entry->from);
    for (int i = 0; i < LONGEST_MONTH; i++, day++) {
        const ymd date = ymd_from_days(day);
        if (entry->to != YMD_NONE && date > entry->to)
            return YMD_NONE;
        if (is_due(entry, date))
            return date;
    }
    return YMD_NONE;
}

static const char *const weekdays[] = {"",   "一", "二", "三",
                                       "四", "五", "六", "日"};

char *calendar_rhythm(const struct calendar_entry *entry, char *out)
{
    out[0] = '\0';
    if (entry->repeats == REPEATS_WEEKLY)
        snprintf(out, RHYTHM_SIZE, "每周%s", weekdays[entry->day]);
    else if (entry->repeats == REPEATS_MONTHLY && entry->day > 0)
        snprintf(out, RHYTHM_SIZE, "每月%d日前", entry->day);
    else if (entry->repeats == REPEATS_MONTHLY)
        snprintf(out, RHYTHM_SIZE, "每月");
    return out;
}

const char *weekday_words(ymd date)
{
    static const char *const words[] = {"星期一", "星期二", "星期三", "星期四",
                                        "星期五", "星期六", "星期日"};
    return words[weekday(date) - 1];
}
