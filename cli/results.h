/*
 * The workbooks of a run as files: their names and digests.
 */
#ifndef DAOPAN_CLI_RESULTS_H
#define DAOPAN_CLI_RESULTS_H

#include "core/arena.h"
#include "ledger/ledger.h"

/* Every file below `folder`, sorted by path, in `arena`. 0 or -1. */
CHECKED int results_list(const char *folder, ym period, struct arena *arena,
                         struct ledger_outputs *out, struct failure *failure);

#endif
