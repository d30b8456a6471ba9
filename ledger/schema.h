/*
 * The ledger's tables: ledger/schema.sql, and bringing a file up to it.
 */
#ifndef DAOPAN_LEDGER_SCHEMA_H
#define DAOPAN_LEDGER_SCHEMA_H

#include "ledger/database.h"

/* ledger/schema.sql, put into the program when it is built. */
extern const char ledger_schema_sql[];

/* What a file is, before it is used. */
enum schema_state {
    SCHEMA_EMPTY, /* nothing in it yet: no ledger */
    SCHEMA_OLDER, /* a ledger of an earlier version */
    SCHEMA_CURRENT,
    SCHEMA_FOREIGN, /* another program's, or a newer version */
};

/* The version that `sql` leads to: the last user_version it sets. */
int schema_newest(const char *sql);

/* Looks at the file. SCHEMA_FOREIGN is a failure: DIAG_LEDGER_FOREIGN. */
CHECKED int schema_look(struct database *database, const char *sql,
                        enum schema_state *out, struct failure *failure);

/* Runs the sections of `sql` that the file lacks, inside the transaction
 * under way. */
CHECKED int schema_migrate(struct database *database, const char *sql,
                           struct failure *failure);

#endif
