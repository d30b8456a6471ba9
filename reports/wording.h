/*
 * A text put together from phrases that are measured already, so that the
 * whole of it need not be. Private to reports/.
 *
 *     wording_clear(&wording);
 *     wording_add(&wording, &phrase);
 *     wording_break(&wording);
 *     wording_add(&wording, &other);
 *     values[3] = value_phrase(wording_phrase(&wording));
 */
#ifndef DAOPAN_REPORTS_WORDING_H
#define DAOPAN_REPORTS_WORDING_H

#include "core/text.h"
#include "reports/measure.h"

/* Start with WORDING_INIT; text.failed is sticky. */
struct wording {
    struct text text;
    uint32_t line;          /* width of the line under way */
    uint32_t widest;        /* of those before it */
    bool has_breaks;        /* there are some */
    bool is_plain;          /* all phrases are */
    bool is_to_be_measured; /* one of them was of several lines */
    struct phrase phrase;   /* see wording_phrase() */
};

#define WORDING_INIT                                                           \
    {                                                                          \
        .text = TEXT_INIT, .is_plain = true                                    \
    }

void wording_release(struct wording *wording);
void wording_clear(struct wording *wording);

void wording_add(struct wording *wording, const struct phrase *phrase);
void wording_add_number(struct wording *wording, uint32_t number);
void wording_add_space(struct wording *wording);
void wording_break(struct wording *wording); /* a new line */

/* What it came to; until it is cleared. */
const struct phrase *wording_phrase(struct wording *wording);

#endif
