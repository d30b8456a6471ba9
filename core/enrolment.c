/*
 * The persons of an enrolment list: accepted rows, sorted by ID number, each
 * once. Counties are looked up once a name, since a list of hundreds of
 * thousands has a handful of them.
 */
#include "core/enrolment.h"

#include "core/arena.h"
#include <stdlib.h>
#include <string.h>

/* A county as the list writes it, and what it is. */
struct named {
    strref name;
    uint16_t county; /* as in struct enrolled */
};

/* The names so far, sorted by reference. */
struct names {
    const struct policy *policy;
    const struct roster *roster;
    struct named *items;
    size_t count, capacity;
};

static int compare_persons(const void *a, const void *b)
{
    const struct enrolled *left = a;
    const struct enrolled *right = b;
    if (left->id != right->id)
        return left->id < right->id ? -1 : 1;
    return (left->county > right->county) - (left->county < right->county);
}

static int compare_texts(const void *a, const void *b)
{
    const char *const *left = a;
    const char *const *right = b;
    return strcmp(*left, *right);
}

/* Where `name` stands among the names, or would. */
static size_t find_name(const struct names *names, strref name)
{
    size_t low = 0;
    size_t high = names->count;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (names->items[middle].name < name)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static int add_name(struct names *names, strref name)
{
    const size_t at = find_name(names, name);
    if (at < names->count && names->items[at].name == name)
        return 0;
    if (mem_grow(&names->items, &names->capacity, names->count + 1,
                 sizeof *names->items) != 0)
        return -1;
    memmove(names->items + at + 1, names->items + at,
            (names->count - at) * sizeof *names->items);
    names->items[at] =
        (struct named){.name = name,
                       .county = policy_county(
                           names->policy, roster_string(names->roster, name))};
    names->count++;
    return 0;
}

/* Every county that an accepted row names. */
static int collect_names(struct names *names)
{
    strref last = 0;
    for (size_t i = 0; i < names->roster->row_count; i++) {
        const struct roster_row *row = &names->roster->rows[i];
        if (row->fate != FATE_ACCEPTED || row->county == last)
            continue;
        last = row->county;
        if (last != 0 && add_name(names, last) != 0)
            return -1;
    }
    return 0;
}

/* Those that the policy does not know stand behind its own, by name. */
static int number_others(struct names *names, struct enrolment *enrolment)
{
    size_t capacity = 0;
    if (mem_grow(&enrolment->others, &capacity, names->count + 1,
                 sizeof *enrolment->others) != 0)
        return -1;
    for (size_t i = 0; i < names->count; i++)
        if (names->items[i].county == POLICY_NONE)
            enrolment->others[enrolment->other_count++] =
                roster_string(names->roster, names->items[i].name);
    if (enrolment->other_count > 1)
        qsort(enrolment->others, enrolment->other_count,
              sizeof *enrolment->others, compare_texts);
    for (size_t i = 0; i < names->count; i++) {
        struct named *named = &names->items[i];
        const char *text = roster_string(names->roster, named->name);
        if (named->county != POLICY_NONE)
            continue;
        const char *const *other =
            bsearch(&text, enrolment->others, enrolment->other_count,
                    sizeof *enrolment->others, compare_texts);
        const size_t number =
            names->policy->county_count + (size_t)(other - enrolment->others);
        named->county =
            number < POLICY_NONE ? (uint16_t)number : (uint16_t)POLICY_NONE;
    }
    return 0;
}

static uint16_t county_of(const struct names *names, strref name)
{
    const size_t at = find_name(names, name);
    return at < names->count && names->items[at].name == name
               ? names->items[at].county
               : (uint16_t)POLICY_NONE;
}

/* Drops all but the first row of each person. */
static void keep_first(struct enrolment *enrolment, size_t rows)
{
    size_t count = 0;
    for (size_t i = 0; i < rows; i++)
        if (count == 0 ||
            enrolment->persons[count - 1].id != enrolment->persons[i].id)
            enrolment->persons[count++] = enrolment->persons[i];
    enrolment->count = count;
    enrolment->repeated = rows - count;
}

static int collect_persons(struct enrolment *enrolment,
                           const struct names *names)
{
    const struct roster *roster = &enrolment->roster;
    size_t capacity = 0;
    size_t rows = 0;
    if (mem_grow(&enrolment->persons, &capacity, roster->row_count + 1,
                 sizeof *enrolment->persons) != 0)
        return -1;
    for (size_t i = 0; i < roster->row_count; i++) {
        const struct roster_row *row = &roster->rows[i];
        if (row->fate == FATE_ACCEPTED)
            enrolment->persons[rows++] = (struct enrolled){
                .id = row->id, .county = county_of(names, row->county)};
    }
    qsort(enrolment->persons, rows, sizeof *enrolment->persons,
          compare_persons);
    keep_first(enrolment, rows);
    return 0;
}

int enrolment_collect(struct enrolment *enrolment, const struct policy *policy)
{
    struct names names = {.policy = policy, .roster = &enrolment->roster};
    const int status = collect_names(&names) == 0 &&
                               number_others(&names, enrolment) == 0 &&
                               collect_persons(enrolment, &names) == 0
                           ? 0
                           : -1;
    mem_free(names.items);
    return status;
}

void enrolment_release(struct enrolment *enrolment)
{
    mem_free(enrolment->persons);
    mem_free(enrolment->others);
    roster_release(&enrolment->roster);
}

bool enrolment_has(const struct enrolment *enrolment, idkey id)
{
    size_t low = 0;
    size_t high = enrolment->count;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (enrolment->persons[middle].id < id)
            low = middle + 1;
        else
            high = middle;
    }
    return low < enrolment->count && enrolment->persons[low].id == id;
}
