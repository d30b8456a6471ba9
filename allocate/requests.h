/* The lines of a month's requests: whose money, and what comes and goes. */
#ifndef DAOPAN_ALLOCATE_REQUESTS_H
#define DAOPAN_ALLOCATE_REQUESTS_H

#include "allocate/tally.h"

/* What a line was before, besides what it becomes. */
struct request_entry {
    struct request_line line;
    struct flow_sum before; /* requested by closed months */
};

/* Lines by what they are for; zeroes to begin with. */
struct request_book {
    struct request_entry *entries; /* in the order of their coming */
    size_t count, capacity;
    uint32_t *slots; /* a hash table of 1 + index; 0 = free */
    size_t slot_count;
    uint32_t last; /* the entry found last */
};

/* The entry for these four; a new one where there is none. Its index into
 * entries, or UINT32_MAX when memory is exhausted. */
uint32_t request_book_find(struct request_book *book,
                           const struct request_line *wanted);

/*
 * Puts the lines into the allocation, sorted by their texts, and renumbers
 * the postings. The book's entries stand in that order afterwards, and can be
 * found no more. 0, or -1 when memory is exhausted.
 */
CHECKED int request_book_close(struct request_book *book,
                               struct allocation *allocation);

void request_book_release(struct request_book *book);

/* heads and fen on top of a sum. */
CHECKED enum tally_status flow_add(struct flow_sum *sum, int64_t heads,
                                   fen amount);

#endif
