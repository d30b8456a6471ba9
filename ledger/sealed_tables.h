/*
 * Which tables of a month are sealed, by which of their columns.
 */
#ifndef DAOPAN_LEDGER_SEALED_TABLES_H
#define DAOPAN_LEDGER_SEALED_TABLES_H

#include <stddef.h>

/* What a chain link tells apart. */
enum seal_part { SEAL_INPUTS, SEAL_POLICY, SEAL_DECISIONS, SEAL_OUTPUTS };
enum { SEAL_PART_COUNT = SEAL_OUTPUTS + 1 };

enum { SEALED_TABLES = 19, SEALED_KEY_NUMBERS = 3 };

struct sealed_table {
    const char *name;
    enum seal_part part;
    /* Columns of the key where all of them are numbers, at most
     * SEALED_KEY_NUMBERS; 0 = there is a text. */
    int key_numbers;
    const char *columns; /* the key's first, in its order */
    const char *source;  /* FROM and WHERE, with the period as ?1 */
    const char *key;
};

extern const struct sealed_table sealed_tables[SEALED_TABLES];

/*
 * The table where rows with these columns, in this order, can be sealed as
 * they are handed over: they are what is sealed of it, and it can be told
 * from the values whether they come in the order of the key. NULL where not.
 */
const struct sealed_table *sealed_table_fed(const char *name,
                                            const char *columns);

#endif
