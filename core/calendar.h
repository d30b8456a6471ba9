/*
 * Days on which something is due, by a policy's calendar. There is no clock:
 * "next" is always after a day that the caller names.
 */
#ifndef DAOPAN_CORE_CALENDAR_H
#define DAOPAN_CORE_CALENDAR_H

#include "core/policy.h"

enum { RHYTHM_SIZE = 32 };

/*
 * The first day after `after` on which the entry is due: its last day, or the
 * next one of its rhythm between its first day and its last. YMD_NONE where
 * none is left, or where the document does not say which day.
 *
 *     calendar_due(&every_thursday, 20230831) == 20230907
 */
ymd calendar_due(const struct calendar_entry *entry, ymd after);

/* "每周四", "每月10日前", "每周" where no day is stated; "" for what does not
 * come again. `out` has RHYTHM_SIZE bytes; returns it. */
char *calendar_rhythm(const struct calendar_entry *entry, char *out);

const char *weekday_words(ymd date); /* "星期四" */

#endif
