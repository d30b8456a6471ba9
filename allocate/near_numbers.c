/*
 * Near-duplicate numbers: one person who stands on two rosters, on one of
 * them with a slip of the finger that leaves a valid number. Such a person
 * would be subsidised twice, so the departments are asked; whether it is one
 * person is for them to say.
 *
 * Digits are compared without the check character, which follows from them.
 * With the birth date the same, only region and sequence can differ.
 *
 * Cost: linear in the persons. A table of small counters tells whose name and
 * birth date nobody shares, which are nearly all; of the few that are left
 * each asks for the numbers that are near its own, some hundred, in a sorted
 * list.
 */
#include "allocate/near_numbers.h"

#include "allocate/finding.h"
#include "core/arena.h"
#include <stdlib.h>

enum {
    DIGITS = 17,
    BIRTH_FIRST = 6, /* digits 6 to 13, from 0, are the birth date */
    BIRTH_END = 14,
    TABLE_FIRST = 1024,
};

/* Somebody who shares name and birth date, or a counter, with another. */
struct namesake {
    uint64_t name; /* its hash, the same for names that are the same */
    idkey id;
    uint32_t birth;
    uint32_t decision;
};

struct search {
    const struct allocation *allocation;
    struct roster *roster;
    struct namesake *items; /* sorted by name, birth, id */
    size_t count;
};

static struct namesake namesake_of(const struct allocation *allocation,
                                   size_t index)
{
    const struct roster *roster = allocation->roster;
    const struct decision *decision = &allocation->decisions[index];
    enum { BIRTH_UNIT = 1000, BIRTHS = 100000000 };
    return (struct namesake){
        .name =
            name_hash(roster_string(roster, roster->rows[decision->row].name)),
        .birth = (uint32_t)(decision->id / BIRTH_UNIT % BIRTHS),
        .id = decision->id,
        .decision = (uint32_t)index,
    };
}

static size_t slot_of(const struct namesake *namesake, size_t table)
{
    const uint64_t hash =
        (namesake->name ^ namesake->birth) * 0x9E3779B97F4A7C15U;
    return (size_t)(hash >> 20) & (table - 1);
}

static int compare_groups(const struct namesake *a, const struct namesake *b)
{
    if (a->name != b->name)
        return a->name < b->name ? -1 : 1;
    if (a->birth != b->birth)
        return a->birth < b->birth ? -1 : 1;
    return 0;
}

static int compare_namesakes(const void *a, const void *b)
{
    const struct namesake *left = a;
    const struct namesake *right = b;
    const int order = compare_groups(left, right);
    if (order != 0)
        return order;
    return left->id < right->id ? -1 : left->id > right->id;
}

/* Everybody whose counter somebody else moved, too. */
static int collect(struct search *search)
{
    const struct allocation *allocation = search->allocation;
    size_t table = TABLE_FIRST;
    size_t room = 0;
    while (table < 2 * allocation->decision_count)
        table *= 2;
    uint8_t *counters = mem_alloc(table);
    if (counters == NULL)
        return -1;
    for (size_t i = 0; i < allocation->decision_count; i++) {
        const struct namesake namesake = namesake_of(allocation, i);
        uint8_t *counter = &counters[slot_of(&namesake, table)];
        *counter = (uint8_t)(*counter < 2 ? *counter + 1 : 2);
    }
    for (size_t i = 0; i < allocation->decision_count; i++) {
        const struct namesake namesake = namesake_of(allocation, i);
        if (counters[slot_of(&namesake, table)] < 2)
            continue;
        if (mem_grow(&search->items, &room, search->count + 1,
                     sizeof namesake) != 0) {
            mem_free(counters);
            return -1;
        }
        search->items[search->count++] = namesake;
    }
    mem_free(counters);
    if (search->count > 1)
        qsort(search->items, search->count, sizeof *search->items,
              compare_namesakes);
    return 0;
}

/* ---- the numbers near one ---- */

static int add_pair(const struct search *search, const struct namesake *at,
                    const struct namesake *other)
{
    char id[ID_TEXT_SIZE];
    struct roster *roster = search->roster;
    const struct allocation *allocation = search->allocation;
    struct diag near = {.code = DIAG_NEAR_NUMBER};
    id_number_text(at->id, id);
    if (string_pool_add(roster->strings, id, ID_TEXT_SIZE - 1, &near.cell) != 0)
        return -1;
    id_number_text(other->id, id);
    if (string_pool_add(roster->strings, id, ID_TEXT_SIZE - 1, &near.note) != 0)
        return -1;
    return finding_add(roster, allocation->decisions[at->decision].row,
                       allocation->decisions[other->decision].row,
                       FIELD_ID_NUMBER, near);
}

/* Looks for `id` among those of the same name and birth date; each pair is
 * found from its smaller number. */
static int look_for(const struct search *search, const struct namesake *at,
                    idkey id)
{
    if (id <= at->id)
        return 0;
    struct namesake wanted = *at;
    wanted.id = id;
    const struct namesake *found =
        bsearch(&wanted, search->items, search->count, sizeof *search->items,
                compare_namesakes);
    if (found == NULL)
        return 0;
    return add_pair(search, at, found) != 0 || add_pair(search, found, at) != 0
               ? -1
               : 0;
}

static bool is_free(int digit)
{
    return digit < BIRTH_FIRST || digit >= BIRTH_END;
}

static idkey power_of(int digit)
{
    idkey power = 1;
    for (int i = digit + 1; i < DIGITS; i++)
        power *= 10;
    return power;
}

/* The number with the digit set to another one. */
static idkey with_digit(idkey id, int digit, unsigned value)
{
    const idkey power = power_of(digit);
    return id - id / power % 10 * power + value * power;
}

static unsigned digit_of(idkey id, int digit)
{
    return (unsigned)(id / power_of(digit) % 10);
}

static int look_around(const struct search *search, const struct namesake *at)
{
    for (int i = 0; i < DIGITS; i++) {
        if (!is_free(i))
            continue;
        for (unsigned value = 0; value < 10; value++)
            if (look_for(search, at, with_digit(at->id, i, value)) != 0)
                return -1;
        for (int k = i + 1; k < DIGITS; k++) {
            if (!is_free(k))
                continue;
            const idkey swapped =
                with_digit(with_digit(at->id, i, digit_of(at->id, k)), k,
                           digit_of(at->id, i));
            if (look_for(search, at, swapped) != 0)
                return -1;
        }
    }
    return 0;
}

int near_numbers_add(const struct allocation *allocation, struct roster *roster)
{
    struct search search = {.allocation = allocation, .roster = roster};
    int result = collect(&search);
    for (size_t i = 0; i < search.count && result == 0; i++) {
        const struct namesake *at = &search.items[i];
        const bool has_namesake =
            (i > 0 && compare_groups(at - 1, at) == 0) ||
            (i + 1 < search.count && compare_groups(at, at + 1) == 0);
        if (has_namesake)
            result = look_around(&search, at);
    }
    mem_free(search.items);
    return result;
}
