/*
 * The seal of one table: rows go in one by one, in the order of the key, and
 * come to digests and a mark of each row.
 */
#ifndef DAOPAN_LEDGER_TABLE_SEAL_H
#define DAOPAN_LEDGER_TABLE_SEAL_H

#include "core/digest.h"
#include "core/text.h"
#include "ledger/row_bytes.h"
#include "ledger/sealed_tables.h"
#include <stdbool.h>
#include <stdint.h>

enum { TABLE_SEAL_MARK = 4 }; /* bytes of a mark */

struct table_seal {
    const struct sealed_table *table;
    enum row_form form;
    int64_t rows;
    struct digest_pair digests; /* once it has ended */
    struct text marks;          /* one a row */
    bool is_disordered;         /* a row did not follow the one before by its
                                   key: it is no seal of the table */
    struct digest *digest;      /* under way */
    struct row_bytes bytes;     /* of rows that are not in the digest yet */
    int64_t last_key[SEALED_KEY_NUMBERS];
    bool has_failed; /* memory ran out */
};

/* 0, or -1 when memory is exhausted. Released in any case. */
CHECKED int table_seal_begin(struct table_seal *seal,
                             const struct sealed_table *table,
                             enum row_form form);

/* A row's sealed columns. Failing memory is told at the end. */
void table_seal_add(struct table_seal *seal, const struct sql_value *values,
                    int count);

/* Works the digests out. 0, or -1 when memory was exhausted. */
CHECKED int table_seal_end(struct table_seal *seal);

void table_seal_release(struct table_seal *seal);

/* A row's mark as it is kept: lowest byte first. */
void table_seal_mark(uint32_t mark, char out[TABLE_SEAL_MARK]);

#endif
