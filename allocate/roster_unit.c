/*
 * Units: there are as many as kinds times counties; rows of one stand
 * together, so most look-ups end at the unit found last.
 */
#include "allocate/roster_unit.h"
#include "core/arena.h"

enum { FIRST_SLOTS = 256 };

static bool is_unit(const struct roster_unit *unit, uint16_t kind,
                    strref county)
{
    return unit->kind == kind && unit->county == county;
}

/* The slot of the unit: its own, or the free one where it belongs. */
static uint32_t *find_slot(const struct unit_table *table, uint16_t kind,
                           strref county)
{
    const uint64_t golden = UINT64_C(0x9E3779B97F4A7C15); /* 2^64 / ratio */
    const uint64_t hash = ((uint64_t)county << 16 | kind) * golden;
    const size_t mask = table->slot_count - 1;
    size_t at = (size_t)(hash >> 32) & mask;
    while (table->slots[at] != 0 &&
           !is_unit(&table->units[table->slots[at] - 1], kind, county))
        at = (at + 1) & mask;
    return &table->slots[at];
}

static int grow_slots(struct unit_table *table)
{
    struct unit_table larger = *table;
    larger.slot_count =
        table->slot_count == 0 ? FIRST_SLOTS : 2 * table->slot_count;
    larger.slots = mem_alloc(larger.slot_count * sizeof *larger.slots);
    if (larger.slots == NULL)
        return -1;
    for (size_t i = 0; i < table->count; i++)
        *find_slot(&larger, table->units[i].kind, table->units[i].county) =
            (uint32_t)i + 1;
    mem_free(table->slots);
    *table = larger;
    return 0;
}

uint32_t unit_find(struct unit_table *table, uint16_t kind, strref county)
{
    if (table->count > 0 && is_unit(&table->units[table->last], kind, county))
        return table->last;
    if (2 * table->count >= table->slot_count && grow_slots(table) != 0)
        return UINT32_MAX;
    uint32_t *slot = find_slot(table, kind, county);
    if (*slot == 0) {
        if (mem_grow(&table->units, &table->capacity, table->count + 1,
                     sizeof *table->units) != 0)
            return UINT32_MAX;
        table->units[table->count++] =
            (struct roster_unit){.kind = kind, .county = county};
        *slot = (uint32_t)table->count;
    }
    table->last = *slot - 1;
    return table->last;
}

void unit_table_release(struct unit_table *table)
{
    mem_free(table->units);
    mem_free(table->slots);
    *table = (struct unit_table){.units = NULL};
}
