/*
 * A month's workbooks written once more from the ledger, to show what a
 * changed one held.
 */
#ifndef DAOPAN_CLI_REWRITE_H
#define DAOPAN_CLI_REWRITE_H

#include "ledger/ledger.h"

/*
 * Writes the workbooks of a month into `folder`, which exists and is empty.
 * What the ledger does not hold (a list of who is insured) is left out: a
 * workbook is the one that was written where its digest is the one kept.
 */
CHECKED int rewrite_month(struct ledger *ledger,
                          const struct ledger_outputs *outputs,
                          const char *folder, struct failure *failure);

#endif
