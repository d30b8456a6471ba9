/*
 * Two policies being compared: what the parts of policy_changes.h share.
 * Private to cli/policy_changes.c, category_changes.c and order_changes.c.
 *
 * Failing memory is kept in the comparison; texts are "" from then on.
 */
#ifndef DAOPAN_CLI_COMPARISON_H
#define DAOPAN_CLI_COMPARISON_H

#include "cli/policy_changes.h"

struct comparison {
    const struct policy *from, *to;
    enum language language;
    struct arena *arena;
    struct policy_changes *out;
    bool failed; /* memory is exhausted */
};

/* ---- values in words; all live as long as the comparison's arena ---- */

const char *compare_text(struct comparison *compare, const char *format, ...)
    PRINTF_LIKE(2, 3);
const char *compare_say(const struct comparison *compare, enum message message);
const char *compare_money(struct comparison *compare, fen amount);
const char *compare_percent(struct comparison *compare, int ratio_bp);
const char *compare_date(struct comparison *compare, ymd day);
/* "2023-09-01 ~ 2024-02-29"; "" where both ends are open. */
const char *compare_span(struct comparison *compare, ymd from, ymd to);
/* "" for -1, which stands for none. */
const char *compare_count(struct comparison *compare, int64_t number);
/* "2303 低保对象" */
const char *compare_category_name(struct comparison *compare,
                                  const struct category *category);

/* ---- what was found ---- */

/* Adds a change, unless nothing differs. */
void compare_note(struct comparison *compare, enum message section,
                  const char *subject, const char *from, const char *to);

/* The same for a category; those that change alike are told together. */
void compare_note_category(struct comparison *compare, const char *who,
                           enum message subject, const char *from,
                           const char *to);

/* ---- the parts with a file of their own ---- */

void compare_categories(struct comparison *compare); /* category_changes.c */
void compare_order(struct comparison *compare);      /* order_changes.c */

#endif
