/*
 * Near-duplicate numbers: one person who stands on two rosters, on one of
 * them with a slip of the finger that leaves a valid number. Such a person
 * would be subsidised twice, so the departments are asked; whether it is one
 * person is for them to say.
 *
 * Digits are compared without the check character, which follows from them.
 * With the birth date the same, only region and sequence can differ.
 *
 * Cost: linear in the persons. A table of bits tells whose name and birth date
 * nobody shares, which are nearly all; of the few that are left each asks for
 * the numbers that are near its own, some hundred, in a sorted list.
 */
#include "allocate/near_numbers.h"

#include "allocate/finding.h"
#include "core/arena.h"
#include <stdlib.h>

enum {
    DIGITS = 17,
    BIRTH_FIRST = 6, /* digits 6 to 13, from 0, are the birth date */
    BIRTH_END = 14,
    TABLE_FIRST = 1 << 14,
    TABLE_SHARE = 16, /* places of the table for each person, or more */
    WORD_BITS = 64
};

/* Somebody who shares name and birth date, or a place in the table, with
 * another. */
struct namesake {
    uint64_t name; /* its hash, the same for names that are the same */
    idkey id;
    uint32_t birth;
    uint32_t decision;
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

/* Names and birth dates by a hash: who has come there, and to which places
 * somebody else came as well. */
struct table {
    uint64_t *seen;
    uint64_t *shared; /* behind it */
    uint32_t *places; /* of the decisions */
    uint64_t size;    /* a power of two, at most 2^32 */
};

struct near_numbers {
    const struct allocation *allocation;
    struct roster *roster;
    struct table table;
    struct namesake *items; /* sorted by name, birth, id */
    size_t count;
};

static int table_make(struct table *table, size_t persons)
{
    table->size = TABLE_FIRST;
    while (table->size < UINT64_C(1) << 32 &&
           table->size / TABLE_SHARE < persons)
        table->size *= 2;
    const size_t words = (size_t)(table->size / WORD_BITS);
    table->seen = mem_alloc(2 * words * sizeof *table->seen);
    table->places = mem_alloc(persons * sizeof *table->places);
    if (table->seen == NULL || table->places == NULL)
        return -1;
    table->shared = table->seen + words;
    return 0;
}

static void table_release(struct table *table)
{
    mem_free(table->seen);
    mem_free(table->places);
}

static uint32_t place_of(const struct namesake *namesake,
                         const struct table *table)
{
    const uint64_t hash =
        (namesake->name ^ namesake->birth) * 0x9E3779B97F4A7C15U;
    return (uint32_t)((hash >> 20) & (table->size - 1));
}

/* Bits lie far from each other, and are fetched while others are noted. */
static void table_note_all(struct table *table, size_t persons)
{
    enum { PLACES_AHEAD = 16 };
    for (size_t i = 0; i < persons; i++) {
        if (i + PLACES_AHEAD < persons)
            FETCH_EARLY(
                &table->seen[table->places[i + PLACES_AHEAD] / WORD_BITS]);
        const uint32_t place = table->places[i];
        const uint64_t bit = UINT64_C(1) << place % WORD_BITS;
        uint64_t *const seen = &table->seen[place / WORD_BITS];
        if ((*seen & bit) != 0)
            table->shared[place / WORD_BITS] |= bit;
        *seen |= bit;
    }
}

static bool table_is_shared(const struct table *table, size_t index)
{
    const uint32_t place = table->places[index];
    return (table->shared[place / WORD_BITS] >> place % WORD_BITS & 1) != 0;
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

/* Names lie far from each other, and are fetched while others are worked on:
 * most people have the name of their first row, which has come by then. */
static void expect_name(const struct allocation *allocation, size_t index)
{
    enum { NAMES_AHEAD = 6 };
    const struct roster *roster = allocation->roster;
    if (index + NAMES_AHEAD >= allocation->decision_count)
        return;
    const struct decision *next = &allocation->decisions[index + NAMES_AHEAD];
    const uint32_t row = allocation->order[next->first];
    FETCH_EARLY(roster_string(roster, roster->rows[row].name));
}

void near_numbers_note(struct near_numbers *near, size_t index)
{
    expect_name(near->allocation, index);
    const struct namesake namesake = namesake_of(near->allocation, index);
    near->table.places[index] = place_of(&namesake, &near->table);
}

/* Everybody to whose place in the table somebody else came, too. */
static int collect_shared(struct near_numbers *near)
{
    const struct allocation *allocation = near->allocation;
    size_t room = 0;
    table_note_all(&near->table, allocation->decision_count);
    for (size_t i = 0; i < allocation->decision_count; i++) {
        if (!table_is_shared(&near->table, i))
            continue;
        if (mem_grow(&near->items, &room, near->count + 1,
                     sizeof *near->items) != 0)
            return -1;
        near->items[near->count++] = namesake_of(allocation, i);
    }
    if (near->count > 1)
        qsort(near->items, near->count, sizeof *near->items, compare_namesakes);
    return 0;
}

/* ---- the numbers near one ---- */

static int add_pair(const struct near_numbers *near, const struct namesake *at,
                    const struct namesake *other)
{
    char id[ID_TEXT_SIZE];
    struct roster *roster = near->roster;
    const struct allocation *allocation = near->allocation;
    struct diag diag = {.code = DIAG_NEAR_NUMBER};
    id_number_text(at->id, id);
    if (string_pool_add(roster->strings, id, ID_TEXT_SIZE - 1, &diag.cell) != 0)
        return -1;
    id_number_text(other->id, id);
    if (string_pool_add(roster->strings, id, ID_TEXT_SIZE - 1, &diag.note) != 0)
        return -1;
    return finding_add(roster, allocation->decisions[at->decision].row,
                       allocation->decisions[other->decision].row,
                       FIELD_ID_NUMBER, diag);
}

/* Looks for `id` among those of the same name and birth date; each pair is
 * found from its smaller number. */
static int look_for(const struct near_numbers *near, const struct namesake *at,
                    idkey id)
{
    if (id <= at->id)
        return 0;
    struct namesake wanted = *at;
    wanted.id = id;
    const struct namesake *found =
        bsearch(&wanted, near->items, near->count, sizeof *near->items,
                compare_namesakes);
    if (found == NULL)
        return 0;
    return add_pair(near, at, found) != 0 || add_pair(near, found, at) != 0 ? -1
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

static int look_around(const struct near_numbers *near,
                       const struct namesake *at)
{
    for (int i = 0; i < DIGITS; i++) {
        if (!is_free(i))
            continue;
        for (unsigned value = 0; value < 10; value++)
            if (look_for(near, at, with_digit(at->id, i, value)) != 0)
                return -1;
        for (int k = i + 1; k < DIGITS; k++) {
            if (!is_free(k))
                continue;
            const idkey swapped =
                with_digit(with_digit(at->id, i, digit_of(at->id, k)), k,
                           digit_of(at->id, i));
            if (look_for(near, at, swapped) != 0)
                return -1;
        }
    }
    return 0;
}

struct near_numbers *near_numbers_new(const struct allocation *allocation,
                                      struct roster *roster)
{
    struct near_numbers *near = mem_alloc(sizeof *near);
    if (near == NULL)
        return NULL;
    near->allocation = allocation;
    near->roster = roster;
    if (table_make(&near->table, allocation->decision_count) == 0)
        return near;
    near_numbers_free(near);
    return NULL;
}

void near_numbers_free(struct near_numbers *near)
{
    if (near == NULL)
        return;
    table_release(&near->table);
    mem_free(near->items);
    mem_free(near);
}

int near_numbers_tell(struct near_numbers *near)
{
    int result = collect_shared(near);
    for (size_t i = 0; i < near->count && result == 0; i++) {
        const struct namesake *at = &near->items[i];
        const bool has_namesake =
            (i > 0 && compare_groups(at - 1, at) == 0) ||
            (i + 1 < near->count && compare_groups(at, at + 1) == 0);
        if (has_namesake)
            result = look_around(near, at);
    }
    return result;
}
