/*
 * Spells are advanced month by month: the identities that this month's rows
 * certify are held against the spells that stand, person by person, in the
 * order of their numbers. What is in both goes on; what is only here begins;
 * what only stood ends.
 *
 * A row certifies where it was accepted, is no removal and has not ended by
 * its own date: whether the category's condition holds, or a later load
 * overwrites it, is no matter here.
 */
#include "ledger/spells.h"

#include "core/arena.h"
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* One identity of one person. */
struct held {
    idkey person;
    uint32_t identity;
    bool stood; /* there is a spell of it already */
};

struct held_list {
    struct held *items; /* by person, then identity */
    size_t count, capacity;
};

/* SQL: whether a roster_rows row certifies its category. Verdicts 4 and 7:
 * ended, removed. */
#define ROW_CERTIFIES(r)                                                       \
    r ".fate = 1 AND " r ".movement <> 2 AND " r ".category IS NOT NULL"       \
      " AND " r ".verdict NOT IN (0, 4, 7)"

static bool certifies(const struct store *store, uint32_t index)
{
    const struct roster_row *row = &store->roster->rows[index];
    const enum verdict verdict =
        (enum verdict)store->allocation->verdicts[index];
    return row->fate == FATE_ACCEPTED && row->movement != MOVEMENT_REMOVED &&
           row->category != POLICY_NONE &&
           store->roster->sheets[row->sheet].kind != POLICY_NONE &&
           verdict != VERDICT_NOT_EVIDENCE && verdict != VERDICT_ENDED &&
           verdict != VERDICT_REMOVED;
}

/* ---- identities ---- */

/* Numbers of the month's identities, kind by kind; 0 = nobody has it. */
struct identities {
    uint32_t *numbers;
    size_t category_count;
};

static uint32_t *identity_at(const struct identities *identities, uint16_t kind,
                             uint16_t category)
{
    return &identities->numbers[kind * identities->category_count + category];
}

/* The number of an identity, a new one where it has none. */
static int number_identity(const struct store *store, const char *kind,
                           const char *category, uint32_t *out,
                           struct failure *failure)
{
    int64_t number = 0;
    if (database_change(store->database,
                        "INSERT INTO identities (kind, category, since)"
                        " VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                        SQL_VALUES(sql_text(kind), sql_text(category),
                                   sql_int(store->period)),
                        failure) != 0 ||
        database_number(store->database,
                        "SELECT identity FROM identities"
                        " WHERE kind = ? AND category = ?",
                        SQL_VALUES(sql_text(kind), sql_text(category)), &number,
                        failure) != 0)
        return -1;
    *out = (uint32_t)number;
    return 0;
}

static void mark_identities(const struct store *store,
                            struct identities *identities)
{
    const struct roster *roster = store->roster;
    for (size_t i = 0; i < store->allocation->order_count; i++) {
        const uint32_t index = store->allocation->order[i];
        const struct roster_row *row = &roster->rows[index];
        if (certifies(store, index))
            *identity_at(identities, roster->sheets[row->sheet].kind,
                         row->category) = 1;
    }
}

/* In the policy's order, so that the same month gives the same numbers. */
static int number_identities(const struct store *store, struct identities *out,
                             struct failure *failure)
{
    const struct policy *policy = store->policy;
    out->category_count = policy->category_count;
    out->numbers = mem_alloc((policy->kind_count * policy->category_count + 1) *
                             sizeof *out->numbers);
    if (out->numbers == NULL)
        return failure_memory(failure);
    mark_identities(store, out);
    for (uint16_t kind = 0; kind < policy->kind_count; kind++)
        for (uint16_t i = 0; i < policy->category_count; i++) {
            uint32_t *number = identity_at(out, kind, i);
            if (*number != 0 &&
                number_identity(store, policy->kinds[kind].id,
                                policy->categories[i].id, number, failure) != 0)
                return -1;
        }
    return 0;
}

/* ---- what this month certifies ---- */

static int compare_held(const void *left, const void *right)
{
    const struct held *a = left;
    const struct held *b = right;
    if (a->person != b->person)
        return a->person < b->person ? -1 : 1;
    return (a->identity > b->identity) - (a->identity < b->identity);
}

/* The identities of one person, sorted, each once. */
static int hold_person(const struct store *store,
                       const struct identities *identities,
                       const struct decision *decision, struct held_list *out)
{
    const size_t first = out->count;
    if (mem_grow(&out->items, &out->capacity, out->count + decision->count,
                 sizeof *out->items) != 0)
        return -1;
    for (uint32_t i = 0; i < decision->count; i++) {
        const uint32_t index = store->allocation->order[decision->first + i];
        const struct roster_row *row = &store->roster->rows[index];
        if (!certifies(store, index))
            continue;
        const uint16_t kind = store->roster->sheets[row->sheet].kind;
        const struct held held = {
            .person = decision->id,
            .identity = *identity_at(identities, kind, row->category),
        };
        size_t at = out->count;
        while (at > first && compare_held(&out->items[at - 1], &held) >= 0)
            at--;
        if (at < out->count && compare_held(&out->items[at], &held) == 0)
            continue;
        memmove(&out->items[at + 1], &out->items[at],
                (out->count - at) * sizeof held);
        out->items[at] = held;
        out->count++;
    }
    return 0;
}

/* ---- against what stood ---- */

/*
 * A spell that ends is the only one of its kind that stands: each that stood
 * goes on once or ends, and only what did not stand begins. So nothing stands
 * twice after the month if nothing did before, and no trigger need look.
 */
static int end_spell(struct statement *ending, const struct store *store,
                     const struct held *held, struct failure *failure)
{
    if (statement_ask(ending,
                      SQL_VALUES(sql_int(store->period),
                                 sql_int((int64_t)held->person),
                                 sql_int(held->identity)),
                      failure) != 0 ||
        statement_next(ending, failure) != 0)
        return -1;
    const int64_t changed = database_changed(store->database);
    if (changed != 1)
        return failure_set(failure, DIAG_TIE_OUT, NULL,
                           "spells: %" PRId64 " ≠ 1", changed);
    return 0;
}

/* Walks along both; gathers what has ended. */
static int compare_spells(struct statement *standing, struct held_list *now,
                          struct held_list *ended, struct failure *failure)
{
    size_t at = 0;
    int status = 0;
    while ((status = statement_next(standing, failure)) == 1) {
        const struct held stood = {
            .person = (idkey)statement_int(standing, 0),
            .identity = (uint32_t)statement_int(standing, 1),
        };
        while (at < now->count && compare_held(&now->items[at], &stood) < 0)
            at++;
        if (at < now->count && compare_held(&now->items[at], &stood) == 0) {
            now->items[at++].stood = true;
            continue;
        }
        if (mem_grow(&ended->items, &ended->capacity, ended->count + 1,
                     sizeof *ended->items) != 0)
            return failure_memory(failure);
        ended->items[ended->count++] = stood;
    }
    return status;
}

static int end_spells(const struct store *store, const struct held_list *ended,
                      struct failure *failure)
{
    struct statement *ending = NULL;
    int result = statement_prepare(
        store->database,
        "UPDATE spells SET until = ?"
        " WHERE person = ? AND identity = ? AND until IS NULL",
        &ending, failure);
    for (size_t i = 0; result == 0 && i < ended->count; i++)
        result = end_spell(ending, store, &ended->items[i], failure);
    statement_finish(ending);
    return result;
}

/* What the new spells are fed from. */
struct beginning {
    const struct held_list *now;
    ym period;
};

static bool put_spell(const void *context, size_t index,
                      struct sql_value *values)
{
    const struct beginning *from = context;
    const struct held *held = &from->now->items[index];
    if (held->stood)
        return false;
    values[0] = sql_int((int64_t)held->person);
    values[1] = sql_int(held->identity);
    values[2] = sql_int(from->period);
    return true;
}

static int begin_spells(const struct store *store, const struct held_list *now,
                        struct failure *failure)
{
    const struct beginning from = {.now = now, .period = store->period};
    const struct feed feed = {
        .table = "spells",
        .columns = "person, identity, since",
        .count = now->count,
        .row = put_spell,
        .context = &from,
        .is_proved = true,
    };
    return database_feed(store->database, &feed, failure);
}

int spells_advance(const struct store *store, struct failure *failure)
{
    const struct allocation *allocation = store->allocation;
    struct identities identities = {.numbers = NULL};
    struct held_list now = {.count = 0};
    struct held_list ended = {.count = 0};
    struct statement *standing = NULL;
    int result = number_identities(store, &identities, failure);
    for (size_t i = 0; result == 0 && i < allocation->decision_count; i++)
        if (hold_person(store, &identities, &allocation->decisions[i], &now) !=
            0)
            result = failure_memory(failure);
    if (result == 0)
        result = statement_prepare(store->database,
                                   "SELECT person, identity FROM spells"
                                   " WHERE until IS NULL"
                                   " ORDER BY person, identity",
                                   &standing, failure);
    if (result == 0)
        result = statement_ask(standing, SQL_NO_VALUES, failure);
    if (result == 0)
        result = compare_spells(standing, &now, &ended, failure);
    statement_finish(standing);
    if (result == 0)
        result = end_spells(store, &ended, failure);
    if (result == 0)
        result = begin_spells(store, &now, failure);
    mem_free(identities.numbers);
    mem_free(now.items);
    mem_free(ended.items);
    return result;
}

int spells_revert(struct database *database, ym period, struct failure *failure)
{
    const struct sql_value month[] = {sql_int(period)};
    if (database_change(database, "DELETE FROM spells WHERE since = ?", month,
                        1, failure) != 0 ||
        database_change(database, "DELETE FROM identities WHERE since = ?",
                        month, 1, failure) != 0)
        return -1;
    return database_change(database,
                           "UPDATE spells SET until = NULL WHERE until = ?",
                           month, 1, failure);
}

/* ---- checking ---- */

/*
 * Every month of a spell must have a row that certifies it, and every row
 * must lie in a spell.
 */
static const char *const checks[] = {
    "SELECT r.person FROM roster_rows AS r"
    " JOIN sheets AS s ON s.period = r.period AND s.sheet = r.sheet"
    " JOIN categories AS c ON c.period = r.period AND c.category = r.category"
    " JOIN identities AS i ON i.kind = s.kind AND i.category = c.id"
    " WHERE " ROW_CERTIFIES(
        "r") " AND NOT EXISTS"
             " (SELECT 1 FROM spells AS p WHERE p.person = r.person"
             "  AND p.identity = i.identity AND p.since <= r.period"
             "  AND (p.until IS NULL OR p.until > r.period)) LIMIT 1",
    "SELECT p.person FROM spells AS p"
    " JOIN identities AS i ON i.identity = p.identity"
    " JOIN periods AS m ON m.period >= p.since"
    "  AND (p.until IS NULL OR m.period < p.until)"
    " WHERE NOT EXISTS (SELECT 1 FROM roster_rows AS r"
    "  JOIN sheets AS s ON s.period = r.period AND s.sheet = r.sheet"
    "  JOIN categories AS c ON c.period = r.period"
    "  AND c.category = r.category"
    "  WHERE r.period = m.period AND r.person = p.person AND s.kind = i.kind"
    "  AND c.id = i.category AND " ROW_CERTIFIES("r") ") LIMIT 1",
};

int spells_check(struct database *database, int64_t *out,
                 struct failure *failure)
{
    *out = 0;
    for (size_t i = 0; *out == 0 && i < sizeof checks / sizeof checks[0]; i++)
        if (database_number(database, checks[i], SQL_NO_VALUES, out, failure) !=
            0)
            return -1;
    return 0;
}
