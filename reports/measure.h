/* How much room a text takes in a cell. Widths are in characters; a Chinese
 * one takes two. */
#ifndef DAOPAN_REPORTS_MEASURE_H
#define DAOPAN_REPORTS_MEASURE_H

#include "core/fen.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct measured {
    size_t length;  /* bytes */
    unsigned width; /* of the longest line */
    bool is_line;   /* it has no line break */
    bool is_plain;  /* nothing in it has to be escaped in XML; false where
                       that was not looked at */
};

/* Everything at once: rows by the hundred thousand are measured. */
struct measured text_measure(const char *text);

/* The width of the longest of the text's lines. */
double text_width(const char *text);

/* Lines that the text takes in a column, wrapped; at least 1. */
unsigned text_lines(const char *text, double width);

/* A number with thousands separators; money as yuan with two decimals. */
double number_width(int64_t number, bool is_money);

#endif
