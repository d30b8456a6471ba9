/*
 * What of a sheet's rows stands already in the rows before, found by where
 * their cells begin and end. Private to reports/.
 *
 *     row_matches_begin(matches);
 *     row = row_matches_row(matches);
 *     mark = marked_row_next(row);                        (the row, each cell)
 *     row_matches_add(matches, bytes, size, number, 5);  (the row's end)
 *     ... more rows
 *     row_matches_take(matches, size, &sequences, &count);
 *     row_matches_drop(matches, dropped);
 *
 * Places are offsets into the caller's bytes. He may drop those in front that
 * are packed already, but should leave a window of them.
 */
#ifndef DAOPAN_REPORTS_ROW_MATCHES_H
#define DAOPAN_REPORTS_ROW_MATCHES_H

#include "reports/deflate.h"

/* What cells that stand below each other may have in common. */
struct cell_shape {
    uint32_t form;   /* FORM_TAIL itself is no tail's */
    uint16_t column; /* from 1, ascending; 0 = the row's own mark, its first */
    uint8_t opening; /* bytes before the row's number */
    uint8_t text;    /* bytes between the number and the value */
};

/*
 * A cell: an opening, the row's number, text, a value, and a tail, which goes
 * as far as the next opening. Marks of the same column have the same opening;
 * those of the same form have the same text, and those whose forms agree in
 * their lowest bits, FORM_TAIL, the same tail.
 */
struct cell_mark {
    uint32_t start; /* of the value */
    uint32_t end;   /* of the value */
    struct cell_shape shape;
    uint32_t missed; /* row_matches' own: 0 to begin with */
};

enum { FORM_TAIL = 7 };

/* The marks of one row. */
struct marked_row {
    struct cell_mark *marks; /* before them, the last one of the row before */
    size_t count, capacity;
    uint32_t begin;   /* the row's first byte */
    uint32_t digits;  /* of its number … */
    uint32_t changed; /* … and how many of the last are not as above */
    char number[8];
    bool failed; /* memory ran out */
};

struct row_matches;

/* NULL when memory is exhausted. */
struct row_matches *row_matches_new(void);
void row_matches_free(struct row_matches *matches);

/* What follows refers to nothing before. */
void row_matches_begin(struct row_matches *matches);

/* The row that begins, which takes its marks until its end. */
struct marked_row *row_matches_row(struct row_matches *matches);

/* Makes room for a mark; false when memory is exhausted. */
bool marked_row_grow(struct marked_row *row);

/* The row's next mark, to be filled in: field by field, since what is written
 * in parts is slow to copy as a whole. NULL when memory is exhausted. */
static inline struct cell_mark *marked_row_next(struct marked_row *row)
{
    if (row->count >= row->capacity && !marked_row_grow(row))
        return NULL;
    return &row->marks[row->count++];
}

/* Ends the row, which goes as far as `size`; the eight bytes at `number` begin
 * with the digits by which it is numbered. Up to seven bytes behind the row are
 * looked at, and do not matter. */
void row_matches_add(struct row_matches *matches, const char *bytes,
                     uint32_t size, const char *number, uint32_t digits);

/* The sequences that make up what came since the last time, as far as `size`;
 * good until the next row's end. 0, or -1 when memory ran out since the
 * beginning. */
CHECKED int row_matches_take(struct row_matches *matches, uint32_t size,
                             const struct sequence **out, size_t *out_count);

/* The first `dropped` bytes, all of them taken, are no longer there. */
void row_matches_drop(struct row_matches *matches, uint32_t dropped);

#endif
