/*
 * Keeping a run: what the parts of ledger_store() share.
 */
#ifndef DAOPAN_LEDGER_STORE_H
#define DAOPAN_LEDGER_STORE_H

#include "core/allocation.h"
#include "ledger/database.h"
#include "ledger/locality.h"

/* Bits of roster_rows.marks. */
enum row_mark {
    ROW_MARK_CERTIFICATE = 1, /* the certificate does not count */
    ROW_MARK_ENDED = 2,       /* the status says that it has ended */
    ROW_MARK_HIDDEN = 4
};

/* The large tables, whose references store_check() proves all at once. */
enum store_proof {
    PROOF_NONE,
    PROOF_ROWS,
    PROOF_DECISIONS,
    PROOF_POSTINGS,
    PROOF_DIAGNOSTICS
};
enum { PROOF_COUNT = PROOF_DIAGNOSTICS + 1, PROOF_SUMS = 4 };

/* How many there are of what is referred to: the highest number that a
 * reference may have. */
struct numbered {
    int64_t files, sheets, localities, categories, lines;
};

/* What rows came to while they were handed over. */
struct proof {
    int64_t rows;
    int64_t strays; /* rows that refer to what is not there */
    int64_t sums[PROOF_SUMS];
};

struct store {
    struct database *database;
    const struct allocation *allocation;
    const struct policy *policy;
    const struct roster *roster;
    ym period;
    const char *program_version;
    struct localities localities;   /* of all rows; filled by store_persons() */
    size_t label_width, cell_width; /* most labels of a sheet, most cells of a
                                       returned row */
    uint32_t *row_order; /* all rows in the order of roster_rows' key, while
                            they go in */
    struct numbered numbered;
    struct proof proofs[PROOF_COUNT];
};

/* A table to be filled with up to `count` rows. */
struct store_part {
    const char *table;
    const char *columns; /* after the period, which every table has first */
    size_t count;
    /* Puts the index-th row's values; false = there is no such row. */
    bool (*row)(const struct store *store, size_t index,
                struct sql_value *values);
    enum store_proof proof;
};

/* Fills the tables, each with its seal where it can be sealed on the way. */
CHECKED int store_parts(struct store *store, const struct store_part *parts,
                        size_t count, struct failure *failure);

/* Puts values one after the other; always true. */
#define PUT_VALUES(values, ...) put_values(values, SQL_VALUES(__VA_ARGS__))
bool put_values(struct sql_value *values, const struct sql_value *given,
                size_t count);

/* An index as the ledger numbers it, from 1; NULL for `none`. */
struct sql_value number_of(uint32_t index, uint32_t none);

/* A string of the roster's pool. */
struct sql_value pool_text(const struct store *store, strref ref);

/* Policy, period and categories; files, sheets and findings; places, rows,
 * decisions and sums. In this order: each refers to those before it. */
CHECKED int store_rules(struct store *store, struct failure *failure);
CHECKED int store_inputs(struct store *store, struct failure *failure);
CHECKED int store_persons(struct store *store, struct failure *failure);

/* Takes a row of the large tables into the proof. */
void store_prove(struct store *store, enum store_proof proof,
                 const struct sql_value *values);

/* Whether everything arrived, and refers only to what is there. */
CHECKED int store_check(const struct store *store, struct failure *failure);

#endif
