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

enum { MEMO_TEXT_SIZE = 96 };

struct field_memo {
    struct shared_results shared;
    uint32_t result; /* of `text` */
    uint32_t length;
    char text[MEMO_TEXT_SIZE]; /* the last text that was not shared */
};

struct memo {
    uint32_t shared_count;
    struct field_memo fields[FIELD_COUNT];
};

void memo_init(struct memo *memo, uint32_t shared_count);
void memo_release(struct memo *memo);

/* Forgets all results: what follows is another kind of roster. */
void memo_forget(struct memo *memo);

/*
 * Where the result for this cell of `field` is kept: 0 there means not known
 * yet. NULL where it cannot be kept, for want of memory too.
 */
uint32_t *memo_result(struct memo *memo, enum field field,
                      const struct cell *cell);

/* Whether a result is known for a cell with a shared string: then it is not
 * blank, since nothing is found out about those that are. */
static inline bool memo_knows(const struct memo *memo, enum field field,
                              const struct cell *cell)
{
    const uint32_t *const results = memo->fields[field].shared.by_string;
    return results != NULL && cell->shared != 0 &&
           cell->shared <= memo->shared_count && results[cell->shared - 1] != 0;
}

#endif
