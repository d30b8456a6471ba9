/*
 * Text between tags as it is shown: runs of white space are one space, none
 * stands at the beginning or end of a line. White space is what markup means
 * by it (space, tab, line ends), so a no-break space or U+3000 stays. Private
 * to import/.
 */
#ifndef DAOPAN_IMPORT_MARKUP_TEXT_H
#define DAOPAN_IMPORT_MARKUP_TEXT_H

#include "core/text.h"

struct markup_text {
    struct text text;
    unsigned breaks; /* line ends owed before the next character */
    bool owes_space;
};

#define MARKUP_TEXT_INIT                                                       \
    {                                                                          \
        .text = TEXT_INIT                                                      \
    }

void markup_text_release(struct markup_text *markup);
void markup_text_clear(struct markup_text *markup);

/* Appends characters with their white space collapsed, or as they stand. */
void markup_text_append(struct markup_text *markup, const char *bytes,
                        size_t length);
void markup_text_append_exact(struct markup_text *markup, const char *bytes,
                              size_t length);

/* A line ends here, each time; or once, if there is something on the line.
 * Neither shows at the beginning or end of the text. */
void markup_text_break(struct markup_text *markup);
void markup_text_end_line(struct markup_text *markup);

#endif
