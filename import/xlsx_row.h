/*
 * From what stands in a sheet's XML to rows of cells: positions, types,
 * order. The scanner and the parser both build their rows by this.
 *
 *     xlsx_row_begin(&row, "5", 1, false);
 *     xlsx_row_place(&row, "C5", 2, &cell.column);
 *     xlsx_row_pass(&row, cell.column);
 *     xlsx_row_add(&row, &cell);
 *     xlsx_row_end(&row);
 *     xlsx_row_finish(&row);      after the last one
 *
 * Functions that return int give 0 to go on, 1 where the sink wants no more,
 * -1 on failure.
 */
#ifndef DAOPAN_IMPORT_XLSX_ROW_H
#define DAOPAN_IMPORT_XLSX_ROW_H

#include "import/xlsx.h"

/* A cell's t attribute. */
enum xlsx_type {
    XLSX_NUMBER,  /* n, or none */
    XLSX_SHARED,  /* s */
    XLSX_BOOLEAN, /* b */
    XLSX_ERROR,   /* e */
    XLSX_STRING,  /* str */
    XLSX_INLINE,  /* inlineStr */
    XLSX_DATE     /* d */
};

/* A cell as the file has it. */
struct xlsx_cell {
    const char *value; /* of <v> or <is>, decoded */
    size_t length;
    uint32_t style; /* index into cellXfs */
    colnum column;
    uint8_t type;   /* enum xlsx_type */
    bool has_value; /* there is a <v> or <is> */
    bool has_formula;
};

enum { XLSX_REF_BYTES = 8 };

/* A row that has ended, and that the sink has not had yet. */
struct xlsx_held {
    struct cell *cells;
    size_t count, capacity;
    rownum number;
    bool is_hidden;
    bool is_unsorted;
    bool awaits_texts;
    bool is_there; /* there is one */
};

struct xlsx_row {
    const struct xlsx_book *book;
    const struct zip_part *part;
    const struct sheet_sink *sink;
    struct failure *failure;
    struct cell *cells;
    size_t count, capacity;
    rownum number;      /* of this row */
    rownum last;        /* of the row before; 0 = none yet */
    colnum last_column; /* of the cell before; 0 = none yet */
    bool is_hidden;
    bool is_numbered;  /* the row said its number itself */
    bool is_unsorted;  /* cells came out of order */
    bool is_pending;   /* has ended; the next one may go on with it */
    bool awaits_texts; /* a cell has a shared string's number only */
    bool runs_behind;  /* the sink gets a row when the one after it has ended:
                         what is fetched for its cells has come by then */
    struct xlsx_held held; /* the row before this one */
    uint64_t delivered;    /* rows and merged ranges given to the sink */
    uint64_t to_skip;      /* the sink has had that many before */
    /* How the references of this row's cells end: its digits and a quote, as
     * bytes in memory, with a mask. 0 = not known. */
    uint64_t ref_end, ref_mask;
    size_t ref_length;
};

void xlsx_row_init(struct xlsx_row *row, const struct xlsx_book *book,
                   const struct zip_part *part, const struct sheet_sink *sink,
                   struct failure *failure);
void xlsx_row_release(struct xlsx_row *row);

/* Begins a row; `number` is its r attribute, NULL where it has none. The row
 * before is given to the sink (or held, and the one before that is given),
 * unless this one has its number and goes on with it: then its cells stay. */
CHECKED int xlsx_row_begin(struct xlsx_row *row, const char *number,
                           size_t length, bool is_hidden);

/* The column of a cell by its r attribute, NULL where it has none. */
CHECKED int xlsx_row_place(struct xlsx_row *row, const char *reference,
                           size_t length, colnum *out);

/* Notes that a cell stands here, be it empty or not: the next one without a
 * reference comes after it. */
static inline void xlsx_row_pass(struct xlsx_row *row, colnum column)
{
    if (column <= row->last_column)
        row->is_unsorted = true;
    row->last_column = column;
}

/* Adds a cell, unless it is empty. Its value must stay as long as the row's. */
CHECKED int xlsx_row_add(struct xlsx_row *row, const struct xlsx_cell *cell);

/* The same, quicker, for the two kinds of cell that rosters are made of: a
 * shared string by its number, whose text comes when the row has ended, and a
 * number that is known to be digits. */
CHECKED int xlsx_row_add_shared(struct xlsx_row *row, colnum column,
                                uint32_t index);
CHECKED int xlsx_row_add_digits(struct xlsx_row *row,
                                const struct xlsx_cell *cell);

/* Ends the row. Its values must stay until the next one has begun (where it is
 * held, until the one after that), or xlsx_row_finish(). */
void xlsx_row_end(struct xlsx_row *row);

/* Gives the row that is held to the sink, and no other: for where reading has
 * failed in a row after it. What the sink fails with came first. */
CHECKED int xlsx_row_catch_up(struct xlsx_row *row);

/* Gives what is left of the rows to the sink. */
CHECKED int xlsx_row_finish(struct xlsx_row *row);

/* Gives a merged range to the sink: "A1:C3". */
CHECKED int xlsx_row_merge(struct xlsx_row *row, const char *reference,
                           size_t length);

/* For a window that moves: values at `from` are at `to` now. */
void xlsx_row_move(struct xlsx_row *row, const char *from, const char *to);

/* The type a t attribute means; unknown ones are XLSX_STRING: their value is
 * shown as it stands. */
enum xlsx_type xlsx_type_of(const char *name, size_t length);

#endif
