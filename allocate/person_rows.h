/* The rows of each person of a roster, whatever their fate. */
#ifndef DAOPAN_ALLOCATE_PERSON_ROWS_H
#define DAOPAN_ALLOCATE_PERSON_ROWS_H

#include "allocate/finding.h"

struct person_rows {
    const struct roster *roster;
    uint32_t *heads; /* by hash of the number: index of a row; ROW_NONE */
    uint32_t *next;  /* by row: the next one of the same hash */
    size_t mask;
};

/* 0, or -1 when memory is exhausted; to be released in any case. */
CHECKED int person_rows_init(struct person_rows *rows,
                             const struct roster *roster);
void person_rows_release(struct person_rows *rows);

/* The person's first row, and the one after `index`, in the roster's order;
 * ROW_NONE where there is none. */
uint32_t person_rows_first(const struct person_rows *rows, idkey id);
uint32_t person_rows_next(const struct person_rows *rows, uint32_t index);

#endif
