/*
 * The chain: every run, closing, reopening, undoing and receipt as a link
 * that holds the digests of what the month was then, and of the link before.
 */
#ifndef DAOPAN_LEDGER_CHAIN_H
#define DAOPAN_LEDGER_CHAIN_H

#include "core/arena.h"
#include "core/date.h"
#include "core/digest.h"
#include "core/text.h"
#include "ledger/database.h"

/* SQL: what a receipt's link says of it. */
#define RECEIPT_DETAIL(table)                                                  \
    "printf('%d %s/%s/%s %d %d %s', " table ".receipt, " table                 \
    ".applicant, " table ".fund, " table ".county, " table                     \
    ".received_on, " table ".amount, " table ".voucher)"

enum chain_event {
    CHAIN_RUN,
    CHAIN_CLOSE,
    CHAIN_REOPEN,
    CHAIN_UNDO,
    CHAIN_RECEIPT
};

struct chain_entry {
    enum chain_event event;
    ym period;
    const char *program; /* version */
    const char *detail;  /* "" or what the event says beyond its kind */
};

/*
 * Appends a link with the period's seals as they are now. A run that comes to
 * exactly what the last link says is no event: nothing is appended.
 */
CHECKED int chain_append(struct database *database,
                         const struct chain_entry *entry,
                         struct failure *failure);

/* The last link's number and digests; 0 where there is none. */
struct chain_head {
    int64_t link;
    struct digest_pair digests;
};
CHECKED int chain_head(struct database *database, struct chain_head *out,
                       struct failure *failure);

/*
 * Recomputes every link, and holds the last one of each month against the
 * month's state and seals. Appends to `out` what the first that does not
 * agree is, in words; nothing where all do.
 */
CHECKED int chain_check(struct database *database, enum language language,
                        struct text *out, struct failure *failure);

#endif
