/*
 * What has been requested for whom, by closed months of one insured year, and
 * what a month adds to it. A person has at most one account that runs: one
 * subsidy a person and insured year, from one fund. ledger/ keeps accounts and
 * hands them over; allocate/ makes a month's postings from them; the rest
 * prints and keeps these.
 */
#ifndef DAOPAN_CORE_ACCOUNT_H
#define DAOPAN_CORE_ACCOUNT_H

#include "core/date.h"
#include "core/fen.h"
#include "core/id_number.h"
#include "core/string_pool.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* From the month of its addition up to the month of its deduction. */
struct account {
    idkey id;
    fen amount; /* requested for the person, over 0 */
    strref fund, applicant, category,
        county;       /* the posting's: names, and the category's id */
    ym since;         /* the closed period that requested it */
    ym until;         /* the closed period that deducted it; 0 = it runs */
    bool is_received; /* the receipts cover in full what the request that it
                         is part of comes to */
};

struct closed_month {
    ym period;
    ymd as_of;
};

/* Somebody whose row a department had to correct, in a closed month. */
struct returned_person {
    idkey id;
    ym period;
};

/*
 * What closed months of the insured year left behind. Arrays are heap blocks;
 * texts are references into the pool that the month's roster uses.
 */
struct account_book {
    struct account *accounts; /* sorted by id, then since */
    size_t account_count, account_capacity;
    struct closed_month *months; /* oldest first; without any there are no
                                    accounts */
    size_t month_count, month_capacity;
    struct returned_person *returned; /* sorted by id, then period; rows whose
                                         number could not be read left out */
    size_t returned_count, returned_capacity;
};

/* Releases the arrays; an empty book (zeroes) is allowed. */
void account_book_release(struct account_book *book);

/*
 * What a month does to one person's account: added (amount over 0) or
 * deducted (amount below 0). Who passes from one payer to another
 * has one of each, the deduction first.
 */
struct posting {
    idkey id;
    fen amount;
    uint32_t line; /* index into the allocation's requests: whose money */
    ym corrects; /* 补 or 扣: the first closed month of the insured year that it
                    makes good; 0 = it is this month's own */
};

/* By how many persons it changes the sum of heads: 1 or -1. */
static inline int posting_heads(const struct posting *posting)
{
    return posting->amount < 0 ? -1 : 1;
}

#endif
