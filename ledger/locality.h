/*
 * The places of a run: each triple of county, town and village gets a number
 * from 1, in the order in which it is first added.
 */
#ifndef DAOPAN_LEDGER_LOCALITY_H
#define DAOPAN_LEDGER_LOCALITY_H

#include "core/attributes.h"
#include "core/string_pool.h"
#include <stddef.h>
#include <stdint.h>

/* References into one pool: the same text is the same reference. */
struct locality {
    strref county, town, village;
};

struct localities {
    struct locality *items; /* number n is items[n - 1] */
    size_t count, capacity;
    uint32_t *slots;   /* hash table of numbers; 0 = free */
    size_t slot_count; /* a power of two */
};

/* 0, or -1 when memory is exhausted. */
CHECKED int localities_add(struct localities *localities,
                           struct locality locality);

/* The number of a place; 0 where it was never added. */
uint32_t localities_find(const struct localities *localities,
                         struct locality locality);

void localities_release(struct localities *localities);

#endif
