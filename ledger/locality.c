/*
 * Numbering places: a hash table with linear probing, at most half full. It
 * holds numbers, so that the places themselves stay in order of arrival.
 */
#include "ledger/locality.h"

#include "core/arena.h"
#include <stdbool.h>

enum { FIRST_SLOTS = 1024 };

static bool is_same(struct locality a, struct locality b)
{
    return a.county == b.county && a.town == b.town && a.village == b.village;
}

static size_t hash(struct locality locality)
{
    uint64_t hash = locality.village;
    hash = hash * 0x9E3779B97F4A7C15 + locality.town;
    hash = hash * 0x9E3779B97F4A7C15 + locality.county;
    hash = (hash ^ hash >> 32) * 0x9E3779B97F4A7C15;
    return (size_t)(hash >> 32);
}

/* The slot that holds the place, or the free one where it belongs. */
static size_t slot_of(const struct localities *localities,
                      struct locality locality)
{
    const size_t last = localities->slot_count - 1;
    size_t slot = hash(locality) & last;
    while (localities->slots[slot] != 0 &&
           !is_same(localities->items[localities->slots[slot] - 1], locality))
        slot = (slot + 1) & last;
    return slot;
}

static int make_room(struct localities *localities)
{
    if (localities->count * 2 < localities->slot_count)
        return 0;
    const size_t slot_count =
        localities->slot_count == 0 ? FIRST_SLOTS : localities->slot_count * 2;
    uint32_t *slots = mem_alloc(slot_count * sizeof *slots);
    if (slots == NULL)
        return -1;
    mem_free(localities->slots);
    localities->slots = slots;
    localities->slot_count = slot_count;
    for (size_t i = 0; i < localities->count; i++)
        slots[slot_of(localities, localities->items[i])] = (uint32_t)i + 1;
    return 0;
}

int localities_add(struct localities *localities, struct locality locality)
{
    if (make_room(localities) != 0)
        return -1;
    const size_t slot = slot_of(localities, locality);
    if (localities->slots[slot] != 0)
        return 0;
    if (mem_grow(&localities->items, &localities->capacity,
                 localities->count + 1, sizeof *localities->items) != 0)
        return -1;
    localities->items[localities->count++] = locality;
    localities->slots[slot] = (uint32_t)localities->count;
    return 0;
}

uint32_t localities_find(const struct localities *localities,
                         struct locality locality)
{
    if (localities->slot_count == 0)
        return 0;
    return localities->slots[slot_of(localities, locality)];
}

void localities_release(struct localities *localities)
{
    mem_free(localities->items);
    mem_free(localities->slots);
    *localities = (struct localities){.items = NULL};
}
