/*
 * What a month requests, line by line, as the request workbooks print it:
 * 本月新增, 本月核减 and 累计, for each applicant, fund, county and category.
 */
#ifndef DAOPAN_CORE_REQUEST_H
#define DAOPAN_CORE_REQUEST_H

#include "core/flow.h"
#include "core/string_pool.h"

struct request_line {
    strref applicant, fund, county; /* names; county 0 = not stated */
    strref category;  /* its id, perhaps one that the policy has no longer */
    struct flow flow; /* cumulative: of the insured year, this month included;
                         the line may have nobody left */
};

#endif
