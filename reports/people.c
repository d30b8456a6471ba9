/*
 * Three places in memory make a person: the decision, the row it rests on,
 * the text of the name. Each is fetched while the one before it is waited for,
 * some people ahead. Names are laid out, too, so that walks read on instead of
 * looking for each.
 */
#include "reports/people.h"

#include "core/arena.h"

enum { AHEAD = 8, LAST_BYTE = sizeof(struct roster_row) - 1 };

/* Fetches what the people after `position` are made of. */
static void expect_parts(const struct allocation *allocation,
                         const uint32_t *order, size_t position)
{
    const struct roster *roster = allocation->roster;
    if (position + (size_t)3 * AHEAD >= allocation->decision_count)
        return;
    FETCH_EARLY(&allocation->decisions[order[position + (size_t)3 * AHEAD]]);
    const struct decision *next =
        &allocation->decisions[order[position + (size_t)2 * AHEAD]];
    FETCH_EARLY(&roster->rows[next->row].name);
    next = &allocation->decisions[order[position + AHEAD]];
    FETCH_EARLY(roster_string(roster, roster->rows[next->row].name));
}

int people_init(struct people *people, const struct allocation *allocation,
                const struct gazetteer *gazetteer)
{
    const struct roster *roster = allocation->roster;
    const size_t count = allocation->decision_count;
    *people = (struct people){.count = count, .names = arena_new()};
    people->items = mem_resize(NULL, (count + 1) * sizeof *people->items);
    bool has_room = people->names != NULL && people->items != NULL;
    for (size_t i = 0; has_room && i < count; i++) {
        const struct decision *decision =
            &allocation->decisions[gazetteer->order[i]];
        expect_parts(allocation, gazetteer->order, i);
        struct phrase name =
            phrase_of(roster_string(roster, roster->rows[decision->row].name));
        name.text = arena_text(people->names, name.text, name.measured.length);
        has_room = name.text != NULL;
        people->items[i] = (struct person){.decision = *decision, .name = name};
    }
    if (!has_room)
        people_release(people);
    return has_room ? 0 : -1;
}

void people_release(struct people *people)
{
    arena_free(people->names);
    mem_free(people->items);
    *people = (struct people){.items = NULL};
}

void people_expect(const struct people *people,
                   const struct allocation *allocation, size_t position,
                   unsigned flags)
{
    if (position + (size_t)2 * AHEAD >= people->count)
        return;
    const struct decision *next =
        &people->items[position + (size_t)2 * AHEAD].decision;
    if ((next->flags & flags) == flags)
        FETCH_EARLY(&allocation->order[next->first]);
    next = &people->items[position + AHEAD].decision;
    if ((next->flags & flags) != flags)
        return;
    for (uint32_t i = next->first; i < next->first + next->count; i++) {
        const uint32_t index = allocation->order[i];
        const struct roster_row *row = &allocation->roster->rows[index];
        FETCH_EARLY(row);
        FETCH_EARLY((const char *)row + LAST_BYTE);
        FETCH_EARLY(&allocation->verdicts[index]);
    }
}
