/* Kinds of roster by county: what a full roster covers, and how long it was. */
#ifndef DAOPAN_ALLOCATE_ROSTER_UNIT_H
#define DAOPAN_ALLOCATE_ROSTER_UNIT_H

#include "core/roster.h"

struct roster_unit {
    uint16_t kind;
    strref county;    /* 0 = not stated */
    int64_t before;   /* persons who stood in the month before */
    int64_t refound;  /* of them: on a full roster of the department now */
    int64_t now;      /* persons and returned rows of this month's rosters */
    int64_t not_sent; /* persons who stay because nothing came */
    bool is_full;     /* a full roster covers it */
    bool is_changed;  /* a change roster speaks of it */
};

struct unit_table {
    struct roster_unit *units; /* in the order of their coming */
    size_t count, capacity;
    uint32_t *slots; /* a hash table of 1 + index; 0 = free */
    size_t slot_count;
    uint32_t last; /* the unit found last */
};

/* The index of a unit, which is added where it is new; UINT32_MAX when memory
 * is exhausted. */
uint32_t unit_find(struct unit_table *table, uint16_t kind, strref county);
void unit_table_release(struct unit_table *table);

#endif
