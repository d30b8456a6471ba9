/*
 * Tally: adds up decisions by county and category, decision by decision and
 * with checked arithmetic, in one pass.
 *
 * The county is a text, since rosters may name counties that the policy does
 * not list; a hash table keeps the pass linear however many there are. The
 * table is sorted at the end, so that slices come in an order of content.
 */
#include "allocate/tally.h"
#include "core/arena.h"
#include <stdlib.h>
#include <string.h>

struct table {
    struct slice *slots; /* heads 0 = free */
    size_t capacity;     /* a power of two, more than half of it free */
    size_t count;
};

enum { FIRST_CAPACITY = 256 };

enum tally_status tally_add(struct tally *sum, const struct tally *part)
{
    if (fen_add(&sum->heads, part->heads) != 0 ||
        fen_add(&sum->subsidy, part->subsidy) != 0 ||
        fen_add(&sum->personal_due, part->personal_due) != 0)
        return TALLY_OVERFLOW;
    return TALLY_OK;
}

/* The slot of the key: its own, or the free one where it belongs. */
static struct slice *table_slot(const struct table *table, strref county,
                                uint16_t category)
{
    uint64_t key = (uint64_t)county << 16 | category;
    uint64_t hash =
        key * UINT64_C(0x9E3779B97F4A7C15); /* 2^64 / golden ratio */
    size_t mask = table->capacity - 1;
    size_t at = (size_t)(hash >> 32) & mask;
    while (table->slots[at].tally.heads != 0 &&
           (table->slots[at].county != county ||
            table->slots[at].category != category))
        at = (at + 1) & mask;
    return &table->slots[at];
}

static int table_grow(struct table *table)
{
    struct table larger = {
        .capacity = table->capacity == 0 ? FIRST_CAPACITY : table->capacity * 2,
        .count = table->count,
    };
    larger.slots = mem_alloc(larger.capacity * sizeof *larger.slots);
    if (larger.slots == NULL)
        return -1;
    for (size_t i = 0; i < table->capacity; i++) {
        const struct slice *old = &table->slots[i];
        if (old->tally.heads != 0)
            *table_slot(&larger, old->county, old->category) = *old;
    }
    mem_free(table->slots);
    *table = larger;
    return 0;
}

static enum tally_status table_add(struct table *table, strref county,
                                   uint16_t category, const struct tally *part)
{
    if (table->count * 2 >= table->capacity && table_grow(table) != 0)
        return TALLY_MEMORY;
    struct slice *slot = table_slot(table, county, category);
    if (slot->tally.heads == 0) {
        slot->county = county;
        slot->category = category;
        table->count++;
    }
    return tally_add(&slot->tally, part);
}

/* A slice beside the text it is sorted by. */
struct named_slice {
    const char *county;
    struct slice slice;
};

static int compare_slices(const void *a, const void *b)
{
    const struct named_slice *left = a;
    const struct named_slice *right = b;
    int order = strcmp(left->county, right->county);
    if (order != 0)
        return order;
    return (left->slice.category > right->slice.category) -
           (left->slice.category < right->slice.category);
}

static int keep_sorted(struct allocation *allocation, const struct table *table)
{
    struct named_slice *named = mem_alloc((table->count + 1) * sizeof *named);
    allocation->slices = arena_array(allocation->arena, table->count,
                                     sizeof *allocation->slices);
    if (named == NULL || allocation->slices == NULL) {
        mem_free(named);
        return -1;
    }
    size_t count = 0;
    for (size_t i = 0; i < table->capacity; i++) {
        const struct slice *slice = &table->slots[i];
        if (slice->tally.heads != 0)
            named[count++] = (struct named_slice){
                .county = roster_string(allocation->roster, slice->county),
                .slice = *slice,
            };
    }
    qsort(named, count, sizeof *named, compare_slices);
    for (size_t i = 0; i < count; i++)
        allocation->slices[i] = named[i].slice;
    allocation->slice_count = count;
    mem_free(named);
    return 0;
}

enum tally_status tally_slices(struct allocation *allocation)
{
    struct table table = {.slots = NULL};
    enum tally_status status = TALLY_OK;

    for (size_t i = 0; i < allocation->decision_count; i++) {
        const struct decision *decision = &allocation->decisions[i];
        const struct tally one = {
            .heads = 1,
            .subsidy = decision_subsidy(allocation->policy, decision),
            .personal_due = decision_personal_due(allocation->policy, decision),
        };
        status = table_add(&table, decision->county, decision->category, &one);
        if (status == TALLY_OK)
            status = tally_add(&allocation->total, &one);
        if (status != TALLY_OK)
            goto out;
    }
    if (keep_sorted(allocation, &table) != 0)
        status = TALLY_MEMORY;
out:
    mem_free(table.slots);
    return status;
}
