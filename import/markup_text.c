/*
 * White space and line ends are owed until a character follows, so that none
 * is left over at the end.
 */
#include "import/markup_text.h"

#include <string.h>

void markup_text_release(struct markup_text *markup)
{
    text_release(&markup->text);
    *markup = (struct markup_text)MARKUP_TEXT_INIT;
}

void markup_text_clear(struct markup_text *markup)
{
    text_clear(&markup->text);
    markup->breaks = 0;
    markup->owes_space = false;
}

static bool is_white(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

/* What is owed before a character. */
static void settle(struct markup_text *markup)
{
    const struct text *text = &markup->text;
    const bool is_begin = text->length == 0;
    for (; markup->breaks > 0; markup->breaks--)
        if (!is_begin)
            text_append_bytes(&markup->text, "\n", 1);
    if (markup->owes_space && !is_begin && text->data[text->length - 1] != '\n')
        text_append_bytes(&markup->text, " ", 1);
    markup->owes_space = false;
}

void markup_text_append(struct markup_text *markup, const char *bytes,
                        size_t length)
{
    const char *at = bytes;
    const char *const end = bytes + length;
    while (at < end) {
        const char *word = at;
        while (word < end && is_white(*word))
            word++;
        /* White space at the begin of a line shows nothing. */
        if (word > at && markup->breaks == 0)
            markup->owes_space = true;
        for (at = word; at < end && !is_white(*at);)
            at++;
        if (at == word)
            break;
        settle(markup);
        text_append_bytes(&markup->text, word, (size_t)(at - word));
    }
}

void markup_text_append_exact(struct markup_text *markup, const char *bytes,
                              size_t length)
{
    if (length == 0)
        return;
    settle(markup);
    text_append_bytes(&markup->text, bytes, length);
}

void markup_text_break(struct markup_text *markup)
{
    markup->breaks++;
    markup->owes_space = false;
}

void markup_text_end_line(struct markup_text *markup)
{
    markup->owes_space = false;
    if (markup->breaks == 0)
        markup->breaks = 1;
}
