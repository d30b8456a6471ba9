/*
 * The first rows of a sheet, kept as texts: what the header, the title and
 * the kind of roster are told from. Private to import/.
 */
#ifndef DAOPAN_IMPORT_HEAD_H
#define DAOPAN_IMPORT_HEAD_H

#include "import/workbook.h"

enum {
    HEADER_ROWS = 30, /* the header starts in one of these (CONTRACT) */
    HEAD_ROWS = HEADER_ROWS + 1 /* and may be two rows deep */
};

/* A row's texts by column from 1; "" where a cell is empty. */
struct head_line {
    rownum row;
    colnum width;        /* the last column with a text */
    const char **shown;  /* [column - 1], as people read it */
    const char **folded; /* [column - 1], text_fold() of it */
};

struct head {
    struct head_line lines[HEAD_ROWS]; /* not empty ones, ascending */
    size_t count;
    bool is_empty;       /* the sheet has no text at all */
    bool has_id_numbers; /* a cell holds a good ID number: people are listed */
    bool has_certificates; /* … as the beginning of a disability certificate */
    struct cell_range *merges;          /* those that came before their rows */
    size_t merge_count, merge_capacity; /* merges is a heap block */
};

/* Reads the first rows of a sheet; texts live in `arena`. 0 or -1. Released
 * with head_release() after success only. */
CHECKED int head_read(struct workbook *workbook, size_t sheet,
                      struct arena *arena, struct head *out,
                      struct failure *failure);
void head_release(struct head *head);

/* The line of `row`; NULL where that row is empty. */
const struct head_line *head_line(const struct head *head, rownum row);

/* A line's folded text in a column, "" where it has none. */
const char *head_folded(const struct head_line *line, colnum column);
const char *head_shown(const struct head_line *line, colnum column);

#endif
