/*
 * An open ledger, for the parts of this folder.
 */
#ifndef DAOPAN_LEDGER_LEDGER_FILE_H
#define DAOPAN_LEDGER_LEDGER_FILE_H

#include "ledger/database.h"
#include "ledger/ledger.h"

struct ledger {
    struct database *database;
    enum ledger_mode mode;
    char *path;
    bool is_new; /* made by this opening, and nothing committed yet */
};

/* `period`, or the last one for 0; DIAG_PERIOD_UNKNOWN where the ledger has
 * none such. */
CHECKED int ledger_find_period(struct ledger *ledger, ym period, ym *out,
                               struct failure *failure);

#endif
