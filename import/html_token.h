/*
 * HTML taken apart into texts and tags, as they come in a window over the
 * file. Private to import/.
 */
#ifndef DAOPAN_IMPORT_HTML_TOKEN_H
#define DAOPAN_IMPORT_HTML_TOKEN_H

#include "import/text_window.h"

enum html_kind {
    HTML_TEXT,    /* characters, not yet decoded; a text may come in pieces */
    HTML_START,   /* <name attributes> */
    HTML_END,     /* </name> */
    HTML_COMMENT, /* <!-- … -->; empty where it is longer than 1 MiB */
    HTML_MARKUP,  /* <! … > and <? … > */
    HTML_FINISH   /* the end of the file */
};

enum { HTML_NAME = 24 };

struct html_token {
    enum html_kind kind;
    const char *bytes; /* what stands inside; valid until the next call */
    size_t length;
    char name[HTML_NAME]; /* in lower case; "" where it is longer */
};

/* A value as it stands in a tag, without its quotes. */
struct html_value {
    const char *bytes; /* NULL = no such attribute */
    size_t length;
};

/*
 * The next token; the window moves on behind it. A tag or comment that the
 * file ends in is file-damaged: the file was cut off there. 0 or -1.
 */
CHECKED int html_next(struct text_window *window, struct html_token *out,
                      struct failure *failure);

/* Steps over the content of the element that begins with `start` and whose
 * tags mean nothing (<script>), up to and with its end tag. 0 or -1. */
CHECKED int html_skip_element(struct text_window *window,
                              const struct html_token *start,
                              struct failure *failure);

/* An attribute of a start tag; names compare without case. */
struct html_value html_attribute(const struct html_token *token,
                                 const char *name);

/* Whether a value holds a word, compared without case and without regard to
 * white space ("display:none" in "color:red; Display : none"). */
bool html_value_has(const struct html_value *value, const char *word);

/* A whole number at the value's beginning, else `otherwise`. */
unsigned html_value_number(const struct html_value *value, unsigned otherwise);

#endif
