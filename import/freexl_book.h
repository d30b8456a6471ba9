/*
 * An .xls file as FreeXL reads it. Private to import/.
 *
 * What FreeXL 1.0.6 does not give: results of formulas, errors, TRUE as
 * anything but 1, hidden sheets and rows, merged ranges.
 */
#ifndef DAOPAN_IMPORT_FREEXL_BOOK_H
#define DAOPAN_IMPORT_FREEXL_BOOK_H

#include "core/attributes.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct freexl_book;

enum freexl_kind {
    FREEXL_EMPTY,
    FREEXL_TEXT,
    FREEXL_NUMBER,
    FREEXL_DATE /* serial, to the second, in the workbook's date system */
};

struct freexl_value {
    enum freexl_kind kind;
    const char *text; /* UTF-8; FREEXL_TEXT only; lives as long as the book */
    double number;    /* FREEXL_NUMBER and FREEXL_DATE */
};

struct freexl_extent {
    uint32_t rows;
    uint32_t columns;
};

/* FreeXL opens the file by its path. 0, -1 where it cannot read the file, or
 * where memory is exhausted (then *out_of_memory is set). */
CHECKED int freexl_book_open(const char *path, struct freexl_book **out,
                             bool *out_of_memory);
void freexl_book_close(struct freexl_book *book); /* NULL is allowed */

size_t freexl_book_sheets(const struct freexl_book *book);
/* NULL where FreeXL has none. */
const char *freexl_book_sheet_name(const struct freexl_book *book,
                                   size_t sheet);

/* Makes a sheet the one that cells are read from. 0 or -1. */
CHECKED int freexl_book_select(const struct freexl_book *book, size_t sheet,
                               struct freexl_extent *out);

/* Row and column from 1; FREEXL_EMPTY also outside the extent. */
struct freexl_value freexl_book_cell(const struct freexl_book *book,
                                     uint32_t row, uint32_t column);

#endif
