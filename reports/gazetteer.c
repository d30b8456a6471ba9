/*
 * Counties are those of the allocation's sums: most reports ask for no more.
 * Putting persons into printing order is for those that list them. A city has
 * some thousand places where people live (homes) and a million persons: each
 * person's home is looked up by hash, the homes are sorted, and persons follow
 * them by counting, which keeps those of one home in the order of the
 * decisions (by ID number).
 */
#include "reports/gazetteer.h"

#include "core/arena.h"
#include <stdlib.h>
#include <string.h>

#define COUNTY_UNKNOWN "未注明"

enum { SLOTS_FIRST = 1024 };

/* From homes to their numbers; slot 0 = empty, else number + 1. */
struct home_index {
    uint32_t *slots;
    size_t slot_count; /* a power of two */
};

static size_t hash_of(const struct home *home)
{
    uint64_t hash = home->county_ref;
    hash = hash * 0x9E3779B97F4A7C15U + home->town_ref;
    hash = hash * 0x9E3779B97F4A7C15U + home->village_ref;
    hash *= 0x9E3779B97F4A7C15U;
    return (size_t)(hash >> 20);
}

static bool is_same(const struct home *a, const struct home *b)
{
    return a->county_ref == b->county_ref && a->town_ref == b->town_ref &&
           a->village_ref == b->village_ref;
}

/* The slot where `home` stands or would stand. */
static uint32_t *find_slot(const struct home_index *index,
                           const struct home *homes, const struct home *home)
{
    size_t at = hash_of(home) & (index->slot_count - 1);
    while (index->slots[at] != 0 &&
           !is_same(&homes[index->slots[at] - 1], home))
        at = (at + 1) & (index->slot_count - 1);
    return &index->slots[at];
}

/* Makes room for one home more than `count`, at most half full. */
static int grow_index(struct home_index *index, const struct home *homes,
                      size_t count)
{
    if (index->slots != NULL && index->slot_count >= 2 * (count + 1))
        return 0;
    struct home_index bigger = {.slot_count = index->slot_count == 0
                                                  ? SLOTS_FIRST
                                                  : 2 * index->slot_count};
    bigger.slots = mem_alloc(bigger.slot_count * sizeof *bigger.slots);
    if (bigger.slots == NULL)
        return -1;
    for (size_t i = 0; i < count; i++)
        *find_slot(&bigger, homes, &homes[i]) = (uint32_t)i + 1;
    mem_free(index->slots);
    *index = bigger;
    return 0;
}

/* Finds the home of each decision; numbers[i] = index into homes. */
static int collect(struct gazetteer *gazetteer,
                   const struct allocation *allocation, uint32_t *numbers)
{
    const struct roster *roster = allocation->roster;
    struct home_index index = {.slots = NULL};
    size_t capacity = 0;
    int status = -1;
    for (size_t i = 0; i < allocation->decision_count; i++) {
        const struct roster_row *row =
            &roster->rows[allocation->decisions[i].place_row];
        allocation_expect(allocation, i);
        const struct home home = {.county_ref = row->county,
                                  .town_ref = row->town,
                                  .village_ref = row->village};
        if (grow_index(&index, gazetteer->homes, gazetteer->count) != 0)
            goto out;
        uint32_t *slot = find_slot(&index, gazetteer->homes, &home);
        if (*slot == 0) {
            if (mem_grow(&gazetteer->homes, &capacity, gazetteer->count + 1,
                         sizeof home) != 0)
                goto out;
            gazetteer->homes[gazetteer->count++] = home;
            *slot = (uint32_t)gazetteer->count;
        }
        numbers[i] = *slot - 1;
        gazetteer->homes[numbers[i]].count++;
    }
    status = 0;
out:
    mem_free(index.slots);
    return status;
}

/* ---- printing order ---- */

/* The policy's order, then others, then the unknown. */
static uint32_t county_rank(const struct policy *policy, const char *name)
{
    if (*name == '\0')
        return UINT32_MAX;
    for (size_t i = 0; i < policy->county_count; i++)
        if (strcmp(policy->counties[i].name, name) == 0)
            return (uint32_t)i;
    return UINT32_MAX - 1;
}

static int compare_counties(const void *a, const void *b)
{
    const struct home_county *left = a;
    const struct home_county *right = b;
    if (left->rank != right->rank)
        return left->rank < right->rank ? -1 : 1;
    return strcmp(left->name, right->name);
}

static int add_county(struct gazetteer *gazetteer, size_t *capacity,
                      const struct allocation *allocation, strref ref)
{
    for (size_t i = 0; i < gazetteer->county_count; i++)
        if (gazetteer->counties[i].ref == ref)
            return 0;
    if (mem_grow(&gazetteer->counties, capacity, gazetteer->county_count + 1,
                 sizeof *gazetteer->counties) != 0)
        return -1;
    const char *key = roster_string(allocation->roster, ref);
    gazetteer->counties[gazetteer->county_count++] = (struct home_county){
        .ref = ref,
        .key = key,
        .name = *key == '\0' ? COUNTY_UNKNOWN : key,
        .rank = county_rank(allocation->policy, key),
    };
    return 0;
}

static int list_counties(struct gazetteer *gazetteer,
                         const struct allocation *allocation)
{
    size_t capacity = 0;
    for (size_t i = 0; i < allocation->slice_count; i++)
        if (add_county(gazetteer, &capacity, allocation,
                       allocation->slices[i].county) != 0)
            return -1;
    for (size_t i = 0; i < allocation->request_count; i++)
        if (add_county(gazetteer, &capacity, allocation,
                       allocation->requests[i].county) != 0)
            return -1;
    if (gazetteer->county_count > 1)
        qsort(gazetteer->counties, gazetteer->county_count,
              sizeof *gazetteer->counties, compare_counties);
    return 0;
}

static void name_homes(struct gazetteer *gazetteer,
                       const struct allocation *allocation)
{
    const struct roster *roster = allocation->roster;
    for (size_t i = 0; i < gazetteer->count; i++) {
        struct home *home = &gazetteer->homes[i];
        while (gazetteer->counties[home->county_index].ref != home->county_ref)
            home->county_index++;
        home->county = phrase_of(gazetteer->counties[home->county_index].name);
        home->town = phrase_of(roster_string(roster, home->town_ref));
        home->village = phrase_of(roster_string(roster, home->village_ref));
        home->first = (uint32_t)i; /* its number, while it is being moved */
    }
}

int gazetteer_compare_names(const char *a, const char *b)
{
    if ((*a == '\0') != (*b == '\0'))
        return *a == '\0' ? 1 : -1;
    return strcmp(a, b);
}

static int compare_homes(const void *a, const void *b)
{
    const struct home *left = a;
    const struct home *right = b;
    if (left->county_index != right->county_index)
        return left->county_index < right->county_index ? -1 : 1;
    const int order =
        gazetteer_compare_names(left->town.text, right->town.text);
    return order != 0 ? order
                      : gazetteer_compare_names(left->village.text,
                                                right->village.text);
}

/* Turns counts into first indexes; where[number] = next free index. */
static void count_off(struct gazetteer *gazetteer, uint32_t *where)
{
    uint32_t first = 0;
    for (size_t i = 0; i < gazetteer->count; i++) {
        struct home *home = &gazetteer->homes[i];
        where[home->first] = first;
        home->first = first;
        first += home->count;
    }
}

/* Whether anybody has a town, and a village. */
static void look_for_places(struct gazetteer *gazetteer,
                            const struct allocation *allocation)
{
    for (size_t i = 0; i < allocation->decision_count; i++) {
        const struct roster_row *row =
            &allocation->roster->rows[allocation->decisions[i].place_row];
        gazetteer->has_towns |= row->town != 0;
        gazetteer->has_villages |= row->village != 0;
        if (gazetteer->has_towns && gazetteer->has_villages)
            break;
    }
}

int gazetteer_init(struct gazetteer *gazetteer,
                   const struct allocation *allocation)
{
    *gazetteer = (struct gazetteer){.homes = NULL};
    look_for_places(gazetteer, allocation);
    if (list_counties(gazetteer, allocation) == 0)
        return 0;
    gazetteer_release(gazetteer);
    return -1;
}

int gazetteer_lay_out(struct gazetteer *gazetteer,
                      const struct allocation *allocation)
{
    const size_t count = allocation->decision_count;
    int status = -1;
    uint32_t *where = NULL;
    uint32_t *numbers = mem_alloc(count * sizeof *numbers);
    gazetteer->order = mem_alloc(count * sizeof *gazetteer->order);
    if (numbers == NULL || gazetteer->order == NULL ||
        collect(gazetteer, allocation, numbers) != 0)
        goto out;
    where = mem_alloc(gazetteer->count * sizeof *where);
    if (where == NULL)
        goto out;
    name_homes(gazetteer, allocation);
    if (gazetteer->count > 1)
        qsort(gazetteer->homes, gazetteer->count, sizeof *gazetteer->homes,
              compare_homes);
    count_off(gazetteer, where);
    for (size_t i = 0; i < count; i++)
        gazetteer->order[where[numbers[i]]++] = (uint32_t)i;
    status = 0;
out:
    mem_free(numbers);
    mem_free(where);
    return status;
}

void gazetteer_forget_order(struct gazetteer *gazetteer)
{
    mem_free(gazetteer->order);
    gazetteer->order = NULL;
}

void gazetteer_release(struct gazetteer *gazetteer)
{
    mem_free(gazetteer->homes);
    mem_free(gazetteer->counties);
    mem_free(gazetteer->order);
    *gazetteer = (struct gazetteer){.homes = NULL};
}

uint32_t gazetteer_county_rank(const struct gazetteer *gazetteer,
                               const char *name)
{
    for (size_t i = 0; i < gazetteer->county_count; i++)
        if (strcmp(gazetteer->counties[i].name, name) == 0)
            return gazetteer->counties[i].rank;
    return UINT32_MAX;
}
