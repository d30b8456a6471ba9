/*
 * Widths of a line's phrases add up. What they look like at their ends matters
 * only where the whole ends.
 */
#include "reports/wording.h"

void wording_release(struct wording *wording)
{
    text_release(&wording->text);
}

void wording_clear(struct wording *wording)
{
    text_clear(&wording->text);
    wording->line = 0;
    wording->widest = 0;
    wording->has_breaks = false;
    wording->is_plain = true;
    wording->is_to_be_measured = false;
}

void wording_add(struct wording *wording, const struct phrase *phrase)
{
    const struct measured *measured = &phrase->measured;
    text_append_bytes(&wording->text, phrase->text, measured->length);
    wording->line += measured->width;
    wording->is_plain &= measured->is_plain;
    wording->is_to_be_measured |= !measured->is_line;
}

void wording_add_number(struct wording *wording, uint32_t number)
{
    const size_t before = wording->text.length;
    text_append_int(&wording->text, number);
    wording->line += (uint32_t)(wording->text.length - before);
}

void wording_add_space(struct wording *wording)
{
    text_append_bytes(&wording->text, " ", 1);
    wording->line++;
}

void wording_break(struct wording *wording)
{
    text_append_bytes(&wording->text, "\n", 1);
    if (wording->line > wording->widest)
        wording->widest = wording->line;
    wording->line = 0;
    wording->has_breaks = true;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\n';
}

const struct phrase *wording_phrase(struct wording *wording)
{
    const char *text = text_of(&wording->text);
    const size_t length = wording->text.length;
    const uint32_t width =
        wording->line > wording->widest ? wording->line : wording->widest;
    if (wording->is_to_be_measured || width > UINT16_MAX) {
        wording->phrase = phrase_of(text);
        return &wording->phrase;
    }
    wording->phrase = (struct phrase){
        .text = text,
        .measured = {
            .length = (uint32_t)length,
            .width = (uint16_t)width,
            .is_line = !wording->has_breaks,
            .is_plain = wording->is_plain &&
                        (length == 0 ||
                         (!is_blank(*text) && !is_blank(text[length - 1]))),
        }};
    return &wording->phrase;
}
