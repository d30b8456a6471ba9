/*
 * What a stored month may hold, before it is believed: whoever changed the
 * file past the program may have left any number. Private to ledger/.
 */
#ifndef DAOPAN_LEDGER_STORED_BOUNDS_H
#define DAOPAN_LEDGER_STORED_BOUNDS_H

#include "core/policy.h"
#include "core/roster.h"
#include "ledger/database.h"

/* The failure ledger-damaged, which names `table`. Returns -1. */
int stored_damaged(const char *table, struct failure *failure);

/*
 * The number in `column` of a row, which counts from 1 to `count`, as an index
 * from 0. 0, or -1 with ledger-damaged, which names `table`.
 */
CHECKED int stored_index(struct statement *row, int column, size_t count,
                         const char *table, size_t *out,
                         struct failure *failure);

/* The same where there may be none (NULL): PLACE_NONE. */
CHECKED int stored_index_or_none(struct statement *row, int column,
                                 size_t count, const char *table, uint32_t *out,
                                 struct failure *failure);

/* Whether rows stand on sheets that are rosters, and say nothing that is not
 * of the policy or of this program. 0, or -1 with ledger-damaged. */
CHECKED int stored_rows_check(const struct roster *roster,
                              const struct policy *policy,
                              struct failure *failure);

#endif
