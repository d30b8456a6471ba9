/* The transfer summary under way; each file adds sheets. Private to
 * reports/. */
#ifndef DAOPAN_REPORTS_TRANSFER_H
#define DAOPAN_REPORTS_TRANSFER_H

#include "reports/report_set.h"

struct transfer {
    const struct report_set *set;
    struct book *book;
    const char *heads_formula, *amount_formula; /* over the funds' columns */
};

/* An amount that must be the allocation's total subsidy. */
void transfer_expect(const struct transfer *transfer, const char *what,
                     int64_t amount);

/* "分镇（街）分资金": a name with what the policy calls the places; lives as
 * long as the book. */
const char *transfer_name(const struct transfer *transfer, const char *before,
                          const char *after);

/* transfer_cells.c: each fund by county and category, as matrix and list. */
void transfer_matrix(const struct transfer *transfer);
void transfer_cells(const struct transfer *transfer);

/* transfer_routes.c: what goes from where into which account, by when. */
void transfer_routes(const struct transfer *transfer);

#endif
