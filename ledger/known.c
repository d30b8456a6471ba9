/*
 * People of the month before, by the first fifteen digits of their numbers:
 * for each the few that begin so, found by the primary key.
 */
#include "ledger/ledger_file.h"

#include <string.h>

enum { KEYS_A_PREFIX = 100 }; /* a person's key has two digits more */

static const char before_sql[] =
    "SELECT ifnull(max(period), 0) FROM periods WHERE period < ?";

static const char known_sql[] =
    "SELECT person, name FROM decisions"
    " WHERE period = ? AND person BETWEEN ? AND ? ORDER BY person";

/* What is under way. */
struct search {
    struct arena *arena;
    struct known_person *items; /* heap */
    size_t count, capacity;
};

static int take(struct search *search, struct statement *row)
{
    if (mem_grow(&search->items, &search->capacity, search->count + 1,
                 sizeof *search->items) != 0)
        return -1;
    struct known_person *person = &search->items[search->count];
    person->id = (idkey)statement_int(row, 0);
    person->name = arena_string(search->arena, statement_text(row, 1));
    search->count++;
    return person->name == NULL ? -1 : 0;
}

static int find_prefix(struct search *search, struct statement *row, ym period,
                       uint64_t prefix, struct failure *failure)
{
    const int64_t first = (int64_t)prefix * KEYS_A_PREFIX;
    int status;
    if (statement_ask(row,
                      SQL_VALUES(sql_int(period), sql_int(first),
                                 sql_int(first + KEYS_A_PREFIX - 1)),
                      failure) != 0)
        return -1;
    while ((status = statement_next(row, failure)) == 1)
        if (take(search, row) != 0)
            return failure_memory(failure);
    return status;
}

/* The list moves into the arena, which is where results live. */
static int keep(const struct search *search, struct known_people *out,
                struct failure *failure)
{
    struct known_person *items =
        arena_array(search->arena, search->count, sizeof *items);
    if (items == NULL)
        return failure_memory(failure);
    if (search->count > 0)
        memcpy(items, search->items, search->count * sizeof *items);
    out->items = items;
    out->count = search->count;
    return 0;
}

int ledger_known_people(struct ledger *ledger, ym before,
                        const struct number_prefixes *prefixes,
                        struct arena *arena, struct known_people *out,
                        struct failure *failure)
{
    struct search search = {.arena = arena};
    struct statement *row = NULL;
    int64_t period = 0;
    int status = -1;
    *out = (struct known_people){.items = NULL};
    if (database_number(ledger->database, before_sql,
                        SQL_VALUES(sql_int(before)), &period, failure) != 0)
        return -1;
    if (period == 0)
        return 0;
    out->period = (ym)period;
    if (statement_prepare(ledger->database, known_sql, &row, failure) != 0)
        goto out;
    for (size_t i = 0; i < prefixes->count; i++)
        if (find_prefix(&search, row, out->period, prefixes->items[i],
                        failure) != 0)
            goto out;
    status = keep(&search, out, failure);
out:
    statement_finish(row);
    mem_free(search.items);
    return status;
}
