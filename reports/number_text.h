/*
 * Numbers as text, put where there is room for them. No NUL is put behind.
 * Private to reports/.
 */
#ifndef DAOPAN_REPORTS_NUMBER_TEXT_H
#define DAOPAN_REPORTS_NUMBER_TEXT_H

#include <stdint.h>

enum { NUMBER_TEXT_SIZE = 24 }; /* room for any number; it may be used up */

/* Puts a number; returns where it ends. */
char *put_whole(char *to, uint64_t number);

/* Puts a decimal number, `decimals` (at most 4) of whose digits stand behind
 * the point; returns where it ends. */
char *put_number(char *to, int64_t number, unsigned decimals);

#endif
