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

#endif
