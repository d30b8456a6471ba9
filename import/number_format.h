/*
 * Whether a number format shows a number as a date or a time. Workbooks of
 * every generation use the same codes. Private to import/.
 */
#ifndef DAOPAN_IMPORT_NUMBER_FORMAT_H
#define DAOPAN_IMPORT_NUMBER_FORMAT_H

#include <stdbool.h>

/* A built-in number format that is a date or time, Chinese ones included. */
bool number_format_is_date(unsigned id);

/* The same for a format code: yyyy"年"m"月", [h]:mm … */
bool format_code_is_date(const char *code);

/* How many digits a format code fills numbers up to with zeros: 6 for 000000;
 * 0 for codes that do anything else. */
unsigned char format_code_zeros(const char *code);

/* Both in one byte, as readers keep it by cell format: SHOWN_AS_DATE, or the
 * zeros. */
enum { SHOWN_AS_DATE = 255 };
unsigned char format_code_shown(const char *code);
unsigned char number_format_shown(unsigned id); /* of a built-in format */

#endif
