/*
 * What a month adds and takes away, and what it all comes to in the insured
 * year. Without an earlier month everybody subsidised now is new, and nobody
 * was taken off.
 */
#ifndef DAOPAN_CORE_FLOW_H
#define DAOPAN_CORE_FLOW_H

#include "core/fen.h"
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

#endif
