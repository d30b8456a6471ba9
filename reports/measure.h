/* How much room a text takes in a cell. Widths are in characters; a Chinese
 * one takes two. */
#ifndef DAOPAN_REPORTS_MEASURE_H
#define DAOPAN_REPORTS_MEASURE_H

#include "core/fen.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct measured {
    uint32_t length; /* bytes */
    uint16_t width;  /* of the longest line; no cell's text is wider */
    bool is_line;    /* it has no line break */
    bool is_plain;   /* it stands in XML as it is: nothing is escaped, and no
                        blank at its ends; false where that was not looked at */
};

/* A text that stands in many cells, measured once. */
struct phrase {
    const char *text;
    struct measured measured;
};

/* Everything at once: rows by the hundred thousand are measured. */
struct measured text_measure(const char *text);
struct phrase phrase_of(const char *text);

/* The width of the longest of the text's lines. */
double text_width(const char *text);

/* Lines that the text takes in a column, wrapped; at least 1. */
unsigned text_lines(const char *text, double width);
unsigned phrase_lines(const char *text, const struct measured *measured,
                      double width);

/* A number with thousands separators; money as yuan with two decimals. */
double number_width(int64_t number, bool is_money);

#endif
