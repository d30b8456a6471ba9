/*
 * What a month adds and takes away, by county and category, and what it all
 * comes to in the insured year. ledger/ works it out over the months before;
 * reports/ prints it. Where there is no ledger of earlier months there is no
 * list: everybody subsidised now is new, and nobody was taken off.
 */
#ifndef DAOPAN_CORE_FLOW_H
#define DAOPAN_CORE_FLOW_H

#include "core/fen.h"
#include <stddef.h>
#include <stdint.h>

/* Heads, and the subsidy of them all. */
struct flow_sum {
    int64_t heads;
    fen subsidy;
};

struct flow {
    struct flow_sum added; /* 本月新增: this month, not the month before */
    struct flow_sum deducted;   /* 本月核减: the month before, not this one;
                                   positive numbers */
    struct flow_sum cumulative; /* 累计: in the insured year, this month
                                   included, what was taken off left out */
};

/* One cell of county x category. A cell may have nobody this month. */
struct flow_cell {
    const char *county; /* as the policy names it; "" = not stated */
    uint16_t category;  /* index into the month's policy.categories */
    struct flow flow;
};

struct flow_list {
    const struct flow_cell *cells; /* each county and category once */
    size_t count;
};

#endif
