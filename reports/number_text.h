/*
 * Numbers as text, put where there is room for them. No NUL is put behind.
 * Private to reports/.
 */
#ifndef DAOPAN_REPORTS_NUMBER_TEXT_H
#define DAOPAN_REPORTS_NUMBER_TEXT_H

#include <stddef.h>
#include <stdint.h>

enum { NUMBER_TEXT_SIZE = 24 }; /* room for any number */

size_t count_digits(uint64_t number);

/* Puts a number of so many digits; returns where it ends. */
char *put_digits(char *to, uint64_t number, size_t count);

/* Puts a decimal number, `decimals` (at most 4) of whose digits stand behind
 * the point; returns where it ends. */
char *put_number(char *to, int64_t number, unsigned decimals);

#endif
