/*
 * What FreeXL reads from an .xls file, as the second opinion on what our own
 * pass reads. Private to import/.
 *
 * FreeXL 1.0.6 does not survive every damaged file, so it works in a process
 * of its own, with limits on time and memory: a file that brings it down
 * costs the second opinion, nothing else.
 */
#ifndef DAOPAN_IMPORT_SECOND_READING_H
#define DAOPAN_IMPORT_SECOND_READING_H

#include "core/attributes.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct second_reading;

enum second_kind {
    SECOND_TEXT,
    SECOND_NUMBER,
    SECOND_DATE /* serial, to the second, in the workbook's date system */
};

struct second_cell {
    uint32_t row; /* from 1 */
    uint32_t column;
    enum second_kind kind;
    double number;
    const char *text; /* UTF-8, not ended by NUL */
    size_t length;
};

/* Cells that are still to come, by row and column. */
struct second_sheet {
    const unsigned char *at;
    const unsigned char *end;
};

/*
 * Opens the file by its path. *out is NULL where FreeXL cannot read it (or
 * the system allows no second process); that is no failure. -1 only where
 * memory is exhausted.
 */
CHECKED int second_reading_open(const char *path, struct second_reading **out);
void second_reading_close(struct second_reading *reading); /* or NULL */

/* The sheet of that name; false where FreeXL has none. */
bool second_reading_sheet(const struct second_reading *reading,
                          const char *name, struct second_sheet *out);

/* The next cell, not empty; false after the last. */
bool second_sheet_next(struct second_sheet *sheet, struct second_cell *out);

#endif
