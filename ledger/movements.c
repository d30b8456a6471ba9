/*
 * Movements: each person's decision in a month beside that in the last closed
 * one, and what the month's postings mean for each fund. Three queries in the
 * order of person, walked side by side: the people of both months, and
 * postings summed by fund.
 *
 * A person has a record for the fund that pays now (or paid before, where none
 * does), and one for each other fund that the month's postings touch; so the
 * differences of each fund add up to its request. Who is decided without a
 * category is nobody here.
 */
#include "ledger/csv.h"
#include "ledger/ledger_file.h"
#include "ledger/month_people.h"

#include <string.h>

/* A record, while the rows that it points into stay. */
struct movement_record {
    idkey id;
    const char *kind;
    const char *name, *county, *town, *village;
    const char *from_code, *from, *to_code, *to;
    enum change_what what;
    const char *fund;
    fen delta;
    ym corrects;
};

typedef int take_movement(void *context, const struct movement_record *movement,
                          struct failure *failure);

struct walk {
    struct month_people now, was;
    struct statement *moves;
    bool has_move;
    take_movement *take;
    void *context;
    struct failure *failure;
};

enum move_column { MOVE_PERSON, MOVE_FUND, MOVE_DELTA, MOVE_CORRECTS };

#define MOVES_SQL                                                              \
    "SELECT p.person, r.fund, sum(p.amount), min(p.corrects)"                  \
    " FROM postings AS p CROSS JOIN request_lines AS r"                        \
    " ON r.period = p.period AND r.line = p.line"                              \
    " WHERE p.period = ?1 GROUP BY p.person, r.fund"                           \
    " ORDER BY p.person, r.fund"

/* ---- the walk ---- */

static int next_move(struct walk *walk)
{
    const int status = statement_next(walk->moves, walk->failure);
    walk->has_move = status == 1;
    return status < 0 ? -1 : 0;
}

static idkey move_person(const struct walk *walk)
{
    return walk->has_move ? (idkey)statement_int(walk->moves, MOVE_PERSON)
                          : UINT64_MAX;
}

/* What is another: the payer first, then the tier, then the identity. */
static enum change_what what_changed(const struct walk *walk)
{
    const struct month_category *now = walk->now.category;
    const struct month_category *was = walk->was.category;
    if (strcmp(was->fund, now->fund) != 0 ||
        strcmp(was->applicant, now->applicant) != 0 ||
        (walk->now.subsidy > 0 &&
         strcmp(walk->was.place->county, walk->now.place->county) != 0))
        return CHANGE_OF_PAYER;
    if (walk->was.subsidy != walk->now.subsidy)
        return CHANGE_OF_TIER;
    return strcmp(was->id, now->id) != 0 ? CHANGE_OF_IDENTITY
                                         : CHANGE_OF_NOTHING;
}

/* The record of whoever comes next in either month. */
static struct movement_record pair_record(const struct walk *walk)
{
    const bool is_now = walk->now.id <= walk->was.id;
    const bool was_there = walk->was.id <= walk->now.id;
    const struct month_people *people = is_now ? &walk->now : &walk->was;
    struct movement_record record = {
        .id = people->id,
        .kind = is_now ? "added" : "removed",
        .name = people->name,
        .county = people->place->county,
        .town = people->place->town,
        .village = people->place->village,
        .from_code = was_there ? walk->was.category->code : "",
        .from = was_there ? walk->was.category->name : "",
        .to_code = is_now ? walk->now.category->code : "",
        .to = is_now ? walk->now.category->name : "",
        .fund = people->category->fund,
    };
    if (is_now && was_there) {
        record.what = what_changed(walk);
        record.kind = record.what == CHANGE_OF_NOTHING ? "kept" : "changed";
    }
    return record;
}

/* The record of the posting at hand, of the person of `of`. */
static int take_other_fund(struct walk *walk, const struct movement_record *of)
{
    struct movement_record other = *of;
    other.fund = statement_text(walk->moves, MOVE_FUND);
    other.delta = statement_int(walk->moves, MOVE_DELTA);
    other.corrects = (ym)statement_int(walk->moves, MOVE_CORRECTS);
    return walk->take(walk->context, &other, walk->failure);
}

/* Postings of people who are decided in neither month: money that had stayed
 * and is now taken off. */
static int walk_strays(struct walk *walk, idkey before)
{
    while (move_person(walk) < before) {
        const struct movement_record stray = {
            .id = move_person(walk),
            .kind = "removed",
            .name = "",
            .county = "",
            .town = "",
            .village = "",
            .from_code = "",
            .from = "",
            .to_code = "",
            .to = "",
        };
        if (take_other_fund(walk, &stray) != 0 || next_move(walk) != 0)
            return -1;
    }
    return 0;
}

static int walk_person(struct walk *walk)
{
    struct movement_record movement = pair_record(walk);
    if (walk_strays(walk, movement.id) != 0)
        return -1;
    while (move_person(walk) == movement.id) {
        if (strcmp(statement_text(walk->moves, MOVE_FUND), movement.fund) ==
            0) {
            movement.delta = statement_int(walk->moves, MOVE_DELTA);
            movement.corrects = (ym)statement_int(walk->moves, MOVE_CORRECTS);
        } else if (take_other_fund(walk, &movement) != 0) {
            return -1;
        }
        if (next_move(walk) != 0)
            return -1;
    }
    return walk->take(walk->context, &movement, walk->failure);
}

/* Whoever was at hand is done with, in both months. */
static int next_person(struct walk *walk)
{
    const idkey now = walk->now.id;
    const idkey was = walk->was.id;
    if (now <= was && month_people_next(&walk->now) != 0)
        return -1;
    return was <= now ? month_people_next(&walk->was) : 0;
}

static int walk_all(struct ledger *ledger, ym period, ym base,
                    struct walk *walk)
{
    struct database *database = ledger->database;
    struct failure *failure = walk->failure;
    struct arena *arena = arena_new();
    int result = -1;
    if (arena == NULL)
        return failure_memory(failure);
    if (month_people_open(&walk->now, database, period, arena, failure) != 0 ||
        month_people_open(&walk->was, database, base, arena, failure) != 0 ||
        statement_prepare(database, MOVES_SQL, &walk->moves, failure) != 0 ||
        statement_ask(walk->moves, SQL_VALUES(sql_int(period)), failure) != 0 ||
        next_move(walk) != 0)
        goto out;
    while (walk->now.id != UINT64_MAX || walk->was.id != UINT64_MAX)
        if (walk_person(walk) != 0 || next_person(walk) != 0)
            goto out;
    result = walk_strays(walk, UINT64_MAX);
out:
    statement_finish(walk->moves);
    month_people_close(&walk->now);
    month_people_close(&walk->was);
    arena_free(arena);
    return result;
}

/* The last closed month before; 0 = none. */
static int find_base(struct ledger *ledger, ym period, ym *out,
                     struct failure *failure)
{
    int64_t closed = 0;
    if (database_number(ledger->database,
                        "SELECT max(period) FROM periods"
                        " WHERE state = 'closed' AND period < ?",
                        SQL_VALUES(sql_int(period)), &closed, failure) != 0)
        return -1;
    *out = (ym)closed;
    return 0;
}

/* ---- as CSV ---- */

struct csv_context {
    struct csv csv;
    ym period;
};

static int write_movement(void *context, const struct movement_record *movement,
                          struct failure *failure)
{
    struct csv_context *out = context;
    char period[YMD_TEXT_SIZE];
    char number[ID_TEXT_SIZE];
    csv_text(&out->csv, ym_text(out->period, period));
    csv_text(&out->csv, id_number_text(movement->id, number));
    csv_text(&out->csv, movement->name);
    csv_text(&out->csv, movement->kind);
    csv_text(&out->csv, movement->from_code);
    csv_text(&out->csv, movement->to_code);
    csv_text(&out->csv, movement->fund);
    csv_int(&out->csv, movement->delta);
    return csv_end_record(&out->csv, failure);
}

int ledger_export_movements(struct ledger *ledger, ym period, FILE *out,
                            struct failure *failure)
{
    struct csv_context context = {.csv = csv_to(out)};
    struct walk walk = {
        .take = write_movement, .context = &context, .failure = failure};
    ym base = 0;
    int result = -1;
    if (ledger_find_period(ledger, period, &context.period, failure) == 0 &&
        find_base(ledger, context.period, &base, failure) == 0 &&
        csv_line(&context.csv,
                 "period,id_number,name,kind,from_code,to_code,fund,delta_fen",
                 failure) == 0 &&
        walk_all(ledger, context.period, base, &walk) == 0)
        result = csv_flush(&context.csv, failure);
    csv_release(&context.csv);
    return result;
}

/* ---- for a report ---- */

struct change_context {
    struct arena *arena;
    struct change *items;
    size_t count, capacity;
    int64_t kept;
    idkey last; /* who was counted as kept */
};

static enum change_kind kind_of(const char *name)
{
    if (strcmp(name, "added") == 0)
        return CHANGE_ADDED;
    return strcmp(name, "removed") == 0 ? CHANGE_REMOVED : CHANGE_CHANGED;
}

static int keep_change(void *context, const struct movement_record *movement,
                       struct failure *failure)
{
    struct change_context *out = context;
    if (strcmp(movement->kind, "kept") == 0) {
        out->kept += out->last != movement->id;
        out->last = movement->id;
        return 0;
    }
    if (mem_grow(&out->items, &out->capacity, out->count + 1,
                 sizeof *out->items) != 0)
        return failure_memory(failure);
    struct change *change = &out->items[out->count++];
    *change = (struct change){
        .id = movement->id,
        .kind = (uint8_t)kind_of(movement->kind),
        .what = (uint8_t)movement->what,
        .name = arena_string(out->arena, movement->name),
        .county = arena_string(out->arena, movement->county),
        .town = arena_string(out->arena, movement->town),
        .village = arena_string(out->arena, movement->village),
        .from_code = arena_string(out->arena, movement->from_code),
        .from = arena_string(out->arena, movement->from),
        .to_code = arena_string(out->arena, movement->to_code),
        .to = arena_string(out->arena, movement->to),
        .fund = arena_string(out->arena, movement->fund),
        .delta = movement->delta,
        .corrects = movement->corrects,
    };
    const char *const texts[] = {
        change->name,    change->county, change->town,
        change->village, change->from,   change->from_code,
        change->to_code, change->to,     change->fund,
    };
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        if (texts[i] == NULL)
            return failure_memory(failure);
    return 0;
}

int ledger_changes(struct ledger *ledger, ym period, struct arena *arena,
                   struct change_list *out, struct failure *failure)
{
    struct change_context context = {.arena = arena};
    struct walk walk = {
        .take = keep_change, .context = &context, .failure = failure};
    int result = -1;
    *out = (struct change_list){.since = 0};
    if (find_base(ledger, period, &out->since, failure) != 0)
        return -1;
    if (out->since == 0)
        return 0;
    if (walk_all(ledger, period, out->since, &walk) != 0)
        goto out;
    struct change *items = arena_array(arena, context.count, sizeof *items);
    if (items == NULL) {
        failure_memory(failure);
        goto out;
    }
    if (context.count > 0)
        memcpy(items, context.items, context.count * sizeof *items);
    out->items = items;
    out->count = context.count;
    out->kept = context.kept;
    result = 0;
out:
    mem_free(context.items);
    return result;
}
