/*
 * What cells of a workbook were found to mean, so that a value that stands in
 * a million rows is looked up once. Private to import/.
 *
 * A result is a number of the caller's, never 0. Cells with a shared string
 * are remembered by its number; others only while the same text follows
 * itself down the column.
 */
#ifndef DAOPAN_IMPORT_MEMO_H
#define DAOPAN_IMPORT_MEMO_H

#include "import/workbook.h"

enum { MEMO_TEXT_SIZE = 96, MEMO_OTHERS = 64 };

/* What a shared string means in the column of a field that was not the first
 * to meet it. */
struct other_string {
    uint32_t shared; /* from 1; 0 = none */
    uint32_t result;
};

struct field_memo {
    struct other_string others[MEMO_OTHERS]; /* by the string's last bits */
    uint32_t result;                         /* of `text` */
    uint32_t length;
    char text[MEMO_TEXT_SIZE]; /* the last text that was not shared */
};

struct memo {
    uint32_t shared_count;
    struct shared_results shared;
    struct field_memo fields[FIELD_COUNT];
};

void memo_init(struct memo *memo, uint32_t shared_count);
void memo_release(struct memo *memo);

/* Forgets all results: what follows is another kind of roster. */
void memo_forget(struct memo *memo);

/*
 * Where the result for this cell of `field` is kept: 0 there means not known
 * yet. NULL where it cannot be kept, for want of memory too. To be written to
 * before the next call, if at all.
 */
uint32_t *memo_result(struct memo *memo, enum field field,
                      const struct cell *cell);

/* The result for a cell with a shared string, 0 where it is not known or kept
 * elsewhere: quick, and memo_result() knows the rest. A cell with a result is
 * not blank, since nothing is found out about those that are. */
static inline uint32_t memo_known(const struct memo *memo, enum field field,
                                  const struct cell *cell)
{
    const struct shared_result *const results = memo->shared.by_string;
    if (results == NULL || cell->shared == 0 ||
        cell->shared > memo->shared_count)
        return 0;
    const struct shared_result *const known = &results[cell->shared - 1];
    return known->field == field ? known->result : 0;
}

#endif
