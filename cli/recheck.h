/*
 * Doing once more what a month's run did, from what the ledger keeps, and
 * holding the two against each other.
 */
#ifndef DAOPAN_CLI_RECHECK_H
#define DAOPAN_CLI_RECHECK_H

#include "core/language.h"
#include "ledger/ledger.h"

/*
 * Decides a month again from its rows and its policy, both as kept. Appends to
 * `out` the first person or figure that comes out otherwise; nothing where all
 * agree.
 */
CHECKED int recheck_month(struct ledger *ledger, ym period,
                          enum language language, struct text *out,
                          struct failure *failure);

/*
 * Holds the workbooks below `folder` against what the ledger says was written
 * for the month that its run.json names. Appends the first that is missing or
 * was changed, and where; `count` = how many agree.
 */
CHECKED int recheck_folder(struct ledger *ledger, const char *folder,
                           enum language language, struct text *out,
                           size_t *count, struct failure *failure);

#endif
