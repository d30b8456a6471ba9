/*
 * Civil dates as one integer yyyymmdd, and months as yyyymm. Ages are
 * completed years (DOMAIN "Deciding one person"); a person born on 29
 * February comes of age on 1 March in common years.
 */
#ifndef DAOPAN_CORE_DATE_H
#define DAOPAN_CORE_DATE_H

#include "core/attributes.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef int32_t ymd; /* 20230831; 0 = no date */
typedef int32_t ym;  /* 202308; 0 = no month */

enum { YMD_NONE = 0, YMD_TEXT_SIZE = 16 };

bool ymd_is_valid(ymd date); /* exists in the Gregorian calendar, 1800-9999 */
ymd ymd_of(int year, int month, int day); /* YMD_NONE where it does not exist */

/* Completed years from `birth` to `on`; -1 where `on` lies before `birth`. */
int ymd_age(ymd birth, ymd on);

/* The last day of a month, and of the month before it. */
ymd ym_last_day(ym month);
ym ym_before(ym month);

/* Days since 1970-01-01, and back. */
int32_t ymd_to_days(ymd date);
ymd ymd_from_days(int32_t days);

/*
 * An Excel serial (whole part) to a date; YMD_NONE where no date has it.
 * Serial 60 of the 1900 system (29 February 1900) gives YMD_NONE.
 */
ymd ymd_from_serial(int64_t serial, bool is_1904);

/*
 * Reads a date as rosters write it: 2023-08-01, 2023/8/1, 2023.8.1,
 * 2023年8月1日, 20230801, each with an optional time of day after it; and
 * months 202308, 2023-08, 2023.8, 2023年8月, which stand for the month's first
 * day. 0, or -1 where the text is not that or the date does not exist.
 * Full-width digits must have been folded before.
 */
CHECKED int ymd_parse(const char *text, ymd *out);

/* Reads "2023-08". 0 or -1. */
CHECKED int ym_parse(const char *text, ym *out);

/* Writes "2023-08-31" ("" for YMD_NONE), or "2023-08". `out` has
 * YMD_TEXT_SIZE bytes; returns `out`. */
char *ymd_text(ymd date, char *out);
char *ym_text(ym month, char *out);

#endif
