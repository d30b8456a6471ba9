/*
 * Rows of a table as bytes that no other rows have, one row behind the other,
 * and a mark of each: what seals are made of.
 */
#ifndef DAOPAN_LEDGER_ROW_BYTES_H
#define DAOPAN_LEDGER_ROW_BYTES_H

#include "ledger/database.h"

/* How values are written; seals.form in the ledger. */
enum row_form {
    ROW_FORM_WIDE = 1, /* numbers in eight bytes each */
    ROW_FORM_SHORT = 2 /* in as many as they have */
};

/* Begins empty: {.data = NULL}. */
struct row_bytes {
    unsigned char *data; /* released with mem_free() */
    size_t length, capacity;
};

/* Writes a row behind those that are there. `out_mark` (may be NULL): a hash
 * of its bytes. 0, or -1 when memory is exhausted. */
CHECKED int row_bytes_add(struct row_bytes *bytes, enum row_form form,
                          const struct sql_value *values, int count,
                          uint32_t *out_mark);

#endif
