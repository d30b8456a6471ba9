/* The marks at what somebody must still hold against the new document.
 * Private to import/. */
#ifndef DAOPAN_IMPORT_REVIEW_H
#define DAOPAN_IMPORT_REVIEW_H

#include "import/text_file.h"

#define REVIEW_MARK "【待核】"

/* A mark in a text: what is to be looked at, and where the mark stands. */
struct review_mark {
    const char *at; /* in the text; NULL = there is none */
    rownum line;
    colnum column;     /* in characters */
    const char *words; /* what follows it on its line */
    size_t word_length;
};

/* The next mark after `before` (NULL = the first). */
struct review_mark review_next(const struct file_text *file,
                               const struct review_mark *before);

/* Refuses a file with marks (DIAG_POLICY_UNREVIEWED), naming them all, as
 * far as there is room. 0 or -1. */
CHECKED int review_check(const struct file_text *file, struct failure *failure);

#endif
