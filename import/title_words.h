/*
 * What titles and sheet names say of the rows below them: who was removed,
 * which month they are of. Private to import/.
 */
#ifndef DAOPAN_IMPORT_TITLE_WORDS_H
#define DAOPAN_IMPORT_TITLE_WORDS_H

#include "core/date.h"
#include "import/mentions.h"

/* What a text says of movements. */
enum title_movement {
    TITLE_SILENT,
    TITLE_ADDED,
    TITLE_REMOVED,
    TITLE_CHANGED,
    TITLE_UNCLEAR /* removals together with other movements */
};

/* Collects the policy's words for movements, as a roster of `kind` uses them.
 * 0, or -1 when memory is exhausted. */
CHECKED int title_words_init(struct mention_words *words,
                             const struct policy *policy, uint16_t kind,
                             struct arena *arena);

/* The movement that a text (folded) names. */
enum title_movement title_movement(const struct mention_words *words,
                                   const char *text);

/* Whether a text (folded) names months, none of which is that of `as_of`. A
 * day (2023年9月5日) is no month. */
bool title_names_other_month(const char *text, ymd as_of);

#endif
