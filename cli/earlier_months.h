/* What earlier months of the ledger contribute to a month's papers. */
#ifndef DAOPAN_CLI_EARLIER_MONTHS_H
#define DAOPAN_CLI_EARLIER_MONTHS_H

#include "core/known_person.h"
#include "core/roster.h"
#include "ledger/ledger.h"

struct earlier_months {
    struct known_people known; /* period 0 = there is no earlier month */
};

/* Asks an open ledger; everything lives in `arena`. 0 or -1. */
CHECKED int earlier_months_read(struct ledger *ledger, ym period,
                                const struct roster *roster,
                                struct arena *arena, struct earlier_months *out,
                                struct failure *failure);

#endif
