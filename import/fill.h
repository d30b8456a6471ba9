/*
 * Values that stand once for several rows: merged cells, and in text formats
 * the empty places below a filled one. Private to import/.
 *
 *     fill_init(…); [fill_add(…) for ranges told before the rows]
 *     per row: fill_row(…), then fill_continue(…) where it names a person
 *     at the end: fill_is_late() -> fill_rewind() and read the rows again
 *
 * A value fills down for place, category, dates and movement, and right
 * among county, town and village. Numbers, names, certificates and grades are
 * each person's own and never filled.
 */
#ifndef DAOPAN_IMPORT_FILL_H
#define DAOPAN_IMPORT_FILL_H

#include "core/text.h"
#include "import/workbook.h"

/* What is kept for one field while rows go by. */
struct filled_field {
    struct cell_range *ranges; /* merged ranges over its column, by row */
    size_t count, capacity;
    size_t next;      /* the first range that does not end above the row */
    struct cell held; /* the value of ranges[next], or of the place above */
    struct text text; /* its text */
    bool is_held;
};

struct fill {
    colnum columns[FIELD_COUNT]; /* 0 = the field has none, or is not filled */
    rownum header_end;
    bool is_continued; /* text format: places continue without merges */
    bool is_sorted;
    bool has_ranges;
    bool has_rows;
    bool is_late; /* a range came after rows that it covers */
    struct filled_field fields[FIELD_COUNT];
};

void fill_init(struct fill *fill, const struct column_choice *columns,
               rownum header_end, bool merges_are_lost);
void fill_release(struct fill *fill);

/* Notes a merged range. 0, or -1 when memory is exhausted. */
CHECKED int fill_add(struct fill *fill, const struct cell_range *range);

/*
 * Takes a row below the header, `cells[field]` being its non-blank cells or
 * NULL: remembers values that begin a range, and puts them into `cells` of
 * the rows that the range covers; those cells are valid until the next call.
 * 0, or -1 when memory is exhausted.
 */
CHECKED int fill_row(struct fill *fill, const struct sheet_row *row,
                     const struct cell **cells);

/* For a row that names a person, where merged ranges are lost: an empty
 * county, town or village continues the one above. 0 or -1. */
CHECKED int fill_continue(struct fill *fill, const struct cell **cells);

/* Starts over at the first row, now with all ranges known. */
void fill_rewind(struct fill *fill);

#endif
