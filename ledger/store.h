/*
 * Keeping a run: what the parts of ledger_store() share.
 */
#ifndef DAOPAN_LEDGER_STORE_H
#define DAOPAN_LEDGER_STORE_H

#include "core/allocation.h"
#include "ledger/database.h"
#include "ledger/locality.h"

struct store {
    struct database *database;
    const struct allocation *allocation;
    const struct policy *policy;
    const struct roster *roster;
    ym period;
    const char *program_version;
    struct localities localities; /* of all rows; filled by store_persons() */
};

/* Inserts what belongs to the index-th of some things: one row or several. */
typedef int insert_one(struct store *store, struct statement *insert,
                       size_t index, struct failure *failure);

/* A table, or a part of one, to be filled: `one` is called for 0 … count-1
 * with the statement prepared. */
struct store_part {
    const char *sql;
    size_t count;
    insert_one *one;
};

CHECKED int store_parts(struct store *store, const struct store_part *parts,
                        size_t count, struct failure *failure);

/* An index as the ledger numbers it, from 1; NULL for `none`. */
struct sql_value number_of(uint32_t index, uint32_t none);

/* A string of the roster's pool. */
struct sql_value pool_text(const struct store *store, strref ref);

/* Policy, period and categories; files, sheets and findings; places, rows,
 * decisions and sums. In this order: each refers to those before it. */
CHECKED int store_rules(struct store *store, struct failure *failure);
CHECKED int store_inputs(struct store *store, struct failure *failure);
CHECKED int store_persons(struct store *store, struct failure *failure);

#endif
