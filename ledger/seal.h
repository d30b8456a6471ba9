/*
 * Seals: what the rows of each table come to for a month, as digests, and a
 * mark of each row, so that a row that was changed afterwards can be named.
 */
#ifndef DAOPAN_LEDGER_SEAL_H
#define DAOPAN_LEDGER_SEAL_H

#include "core/date.h"
#include "core/digest.h"
#include "core/text.h"
#include "ledger/database.h"
#include "ledger/table_seal.h"

/* The digests of a month by part; empty strings where it has none. */
struct seal_digests {
    struct digest_pair parts[SEAL_PART_COUNT];
};

/* Keeps the seal of a table of the month, which has none yet. */
CHECKED int seal_keep(struct database *database, ym period,
                      const struct table_seal *seal, struct failure *failure);

/* Seals every table of a month that has no seal yet, inside the transaction
 * that stored it. */
CHECKED int seal_period(struct database *database, ym period,
                        struct failure *failure);

/* What the month's seals come to by part. */
CHECKED int seal_read(struct database *database, ym period,
                      struct seal_digests *out, struct failure *failure);

/*
 * Holds the tables of a month against its seals. Appends to `out` which
 * table, and which row of it by its key and values, is the first that does
 * not agree; nothing where all do.
 */
CHECKED int seal_check(struct database *database, ym period, struct text *out,
                       struct failure *failure);

#endif
