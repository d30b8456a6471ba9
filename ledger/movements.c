/*
 * Movements: each person's decision in a month beside that in the last closed
 * one, and what the month's postings mean for each fund. Two queries in order
 * of person, walked side by side: decisions, and postings summed by fund.
 *
 * A person has a record for the fund that pays now (or paid before, where none
 * does), and one for each other fund that the month's postings touch; so the
 * differences of each fund add up to its request. Who is decided without a
 * category is nobody here.
 */
#include "ledger/csv.h"
#include "ledger/ledger_file.h"
#include "ledger/query.h"

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
    struct statement *pairs, *moves;
    bool has_pair, has_move;
    take_movement *take;
    void *context;
    struct failure *failure;
};

/* ---- the queries ---- */

enum pair_column {
    PAIR_PERSON,
    PAIR_KIND,
    PAIR_NAME,
    PAIR_COUNTY,
    PAIR_TOWN,
    PAIR_VILLAGE,
    PAIR_FROM_CODE,
    PAIR_FROM,
    PAIR_TO_CODE,
    PAIR_TO,
    PAIR_WHAT,
    PAIR_FUND
};

#define SIDE(decision, place, category)                                        \
    "decisions AS " decision " CROSS JOIN categories AS " category             \
    " ON " category ".period = " decision ".period AND " category              \
    ".category = " decision ".category CROSS JOIN localities AS " place        \
    " ON " place ".period = " decision ".period AND " place                    \
    ".locality = " decision ".locality"

/* 1 payer, 2 tier, 3 identity; 0 = all the same. */
#define WHAT_SQL                                                               \
    "CASE WHEN b.fund IS NOT c.fund OR b.applicant IS NOT c.applicant"         \
    " OR (q.county <> l.county AND now.subsidy > 0) THEN 1"                    \
    " WHEN was.subsidy <> now.subsidy THEN 2"                                  \
    " WHEN b.id <> c.id THEN 3 ELSE 0 END"

#define PAIRS_SQL                                                              \
    "SELECT now.person AS person, CASE WHEN was.person IS NULL THEN 'added'"   \
    " WHEN " WHAT_SQL " = 0 THEN 'kept' ELSE 'changed' END, now.name,"         \
    " l.county, l.town, l.village, " QUERY_CODE_OF(                            \
        "b") ", b.name,"                                                       \
             " " QUERY_CODE_OF(                                                \
                 "c") ", c.name,"                                              \
                      " iif(was.person IS NULL, 0, " WHAT_SQL "), c.fund"      \
                      " FROM " SIDE(                                           \
                          "now", "l",                                          \
                          "c") " LEFT JOIN decisions AS was ON was.period = "  \
                               "?2"                                            \
                               " AND was.person = now.person AND "             \
                               "was.category IS NOT NULL"                      \
                               " LEFT JOIN categories AS b"                    \
                               " ON b.period = was.period AND b.category = "   \
                               "was.category"                                  \
                               " LEFT JOIN localities AS q"                    \
                               " ON q.period = was.period AND q.locality = "   \
                               "was.locality"                                  \
                               " WHERE now.period = ?1"                        \
                               " UNION ALL "                                   \
                               "SELECT was.person, 'removed', was.name, "      \
                               "q.county, q.town, q.village,"                  \
                               " " QUERY_CODE_OF(                              \
                                   "b") ", b.name, '', '', 0, b.fund"          \
                                        " FROM " SIDE(                         \
                                            "was", "q",                        \
                                            "b") " WHERE was.period = ?2 AND " \
                                                 "NOT EXISTS (SELECT 1 FROM "  \
                                                 "decisions AS now"            \
                                                 " WHERE now.period = ?1 AND " \
                                                 "now.person = was.person"     \
                                                 " AND now.category IS NOT "   \
                                                 "NULL)"                       \
                                                 " ORDER BY person"

enum move_column { MOVE_PERSON, MOVE_FUND, MOVE_DELTA, MOVE_CORRECTS };

#define MOVES_SQL                                                              \
    "SELECT p.person, r.fund, sum(p.amount), min(p.corrects)"                  \
    " FROM postings AS p CROSS JOIN request_lines AS r"                        \
    " ON r.period = p.period AND r.line = p.line"                              \
    " WHERE p.period = ?1 GROUP BY p.person, r.fund"                           \
    " ORDER BY p.person, r.fund"

/* ---- the walk ---- */

static int advance(struct statement *rows, bool *has, struct failure *failure)
{
    const int status = statement_next(rows, failure);
    *has = status == 1;
    return status < 0 ? -1 : 0;
}

static idkey move_person(const struct walk *walk)
{
    return walk->has_move ? (idkey)statement_int(walk->moves, MOVE_PERSON)
                          : UINT64_MAX;
}

static void take_pair(struct statement *row, struct movement_record *out)
{
    *out = (struct movement_record){
        .id = (idkey)statement_int(row, PAIR_PERSON),
        .kind = statement_text(row, PAIR_KIND),
        .name = statement_text(row, PAIR_NAME),
        .county = statement_text(row, PAIR_COUNTY),
        .town = statement_text(row, PAIR_TOWN),
        .village = statement_text(row, PAIR_VILLAGE),
        .from_code = statement_text(row, PAIR_FROM_CODE),
        .from = statement_text(row, PAIR_FROM),
        .to_code = statement_text(row, PAIR_TO_CODE),
        .to = statement_text(row, PAIR_TO),
        .what = (enum change_what)statement_int(row, PAIR_WHAT),
        .fund = statement_text(row, PAIR_FUND),
    };
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
        if (take_other_fund(walk, &stray) != 0 ||
            advance(walk->moves, &walk->has_move, walk->failure) != 0)
            return -1;
    }
    return 0;
}

static int walk_person(struct walk *walk)
{
    struct movement_record movement;
    take_pair(walk->pairs, &movement);
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
        if (advance(walk->moves, &walk->has_move, walk->failure) != 0)
            return -1;
    }
    return walk->take(walk->context, &movement, walk->failure);
}

static int walk_all(struct ledger *ledger, ym period, ym base,
                    struct walk *walk)
{
    struct failure *failure = walk->failure;
    int result = -1;
    if (statement_prepare(ledger->database, PAIRS_SQL, &walk->pairs, failure) !=
            0 ||
        statement_prepare(ledger->database, MOVES_SQL, &walk->moves, failure) !=
            0 ||
        statement_ask(walk->pairs, SQL_VALUES(sql_int(period), sql_int(base)),
                      failure) != 0 ||
        statement_ask(walk->moves, SQL_VALUES(sql_int(period)), failure) != 0 ||
        advance(walk->pairs, &walk->has_pair, failure) != 0 ||
        advance(walk->moves, &walk->has_move, failure) != 0)
        goto out;
    while (walk->has_pair)
        if (walk_person(walk) != 0 ||
            advance(walk->pairs, &walk->has_pair, failure) != 0)
            goto out;
    result = walk_strays(walk, UINT64_MAX);
out:
    statement_finish(walk->moves);
    statement_finish(walk->pairs);
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
