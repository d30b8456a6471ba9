/*
 * Spells are advanced month by month: the identities that this month's rows
 * certify are held against the spells that stand, person by person, in the
 * order of their numbers. What is in both goes on; what is only here begins;
 * what only stood ends.
 *
 * A row certifies where it was accepted, is no removal and has not ended by
 * its own date: whether the category's condition holds, or a later load
 * overwrites it, is no matter here.
 *
 * What is certified is worked out person by person where it is looked at, and
 * not kept: a list of it would be one of the longest of a run.
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

/*
 * What the month certifies, place by place: a person has as many places as
 * rows of evidence (those of allocation.order), and the identities that these
 * certify stand at the first of them.
 */
struct holdings {
    const struct store *store;
    struct identities identities;
    size_t count;       /* places */
    bool *stood;        /* by place: there is a spell of it already */
    size_t decision;    /* whose identities these are */
    bool is_gathered;   /* they are here */
    struct held *items; /* sorted, each once; room for anybody's */
    size_t item_count;
};

static size_t most_rows(const struct allocation *allocation)
{
    size_t most = 0;
    for (size_t i = 0; i < allocation->decision_count; i++)
        if (allocation->decisions[i].count > most)
            most = allocation->decisions[i].count;
    return most;
}

static void holdings_release(struct holdings *holdings)
{
    mem_free(holdings->identities.numbers);
    mem_free(holdings->stood);
    mem_free(holdings->items);
}

/* To be released in any case. */
static int holdings_init(struct holdings *holdings, const struct store *store,
                         struct failure *failure)
{
    *holdings = (struct holdings){
        .store = store,
        .count = store->allocation->order_count,
        .stood = mem_alloc(store->allocation->order_count * sizeof(bool)),
        .items = mem_alloc(most_rows(store->allocation) * sizeof(struct held)),
    };
    if (holdings->stood == NULL || holdings->items == NULL)
        return failure_memory(failure);
    return number_identities(store, &holdings->identities, failure);
}

/* An identity, into its place among the person's, if it is not there. */
static void hold(struct holdings *holdings, const struct held *held)
{
    struct held *items = holdings->items;
    size_t at = holdings->item_count;
    while (at > 0 && compare_held(&items[at - 1], held) >= 0)
        at--;
    if (at < holdings->item_count && compare_held(&items[at], held) == 0)
        return;
    memmove(&items[at + 1], &items[at],
            (holdings->item_count - at) * sizeof *items);
    items[at] = *held;
    holdings->item_count++;
}

static void hold_person(struct holdings *holdings)
{
    const struct store *store = holdings->store;
    const struct allocation *allocation = store->allocation;
    const struct decision *decision =
        &allocation->decisions[holdings->decision];
    allocation_expect(allocation, holdings->decision);
    holdings->item_count = 0;
    for (uint32_t i = 0; i < decision->count; i++) {
        const uint32_t index = allocation->order[decision->first + i];
        const struct roster_row *row = &store->roster->rows[index];
        if (!certifies(store, index))
            continue;
        const struct held held = {
            .person = decision->id,
            .identity = *identity_at(&holdings->identities,
                                     store->roster->sheets[row->sheet].kind,
                                     row->category),
        };
        hold(holdings, &held);
    }
    holdings->is_gathered = true;
}

static void holdings_begin(struct holdings *holdings)
{
    holdings->decision = 0;
    holdings->is_gathered = false;
}

/* What is held at a place, NULL = nothing. Places may only be asked for in
 * their order. */
static const struct held *held_at(struct holdings *holdings, size_t place)
{
    const struct decision *decisions = holdings->store->allocation->decisions;
    size_t first = decisions[holdings->decision].first;
    while (place - first >= decisions[holdings->decision].count) {
        first = decisions[++holdings->decision].first;
        holdings->is_gathered = false;
    }
    if (!holdings->is_gathered)
        hold_person(holdings);
    return place - first < holdings->item_count
               ? &holdings->items[place - first]
               : NULL;
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

/* Whether the spell that stood is held at `*place`, or at a later one. */
static bool goes_on(struct holdings *holdings, const struct held *stood,
                    size_t *place)
{
    for (; *place < holdings->count; ++*place) {
        const struct held *held = held_at(holdings, *place);
        const int order = held == NULL ? -1 : compare_held(held, stood);
        if (order >= 0)
            return order == 0;
    }
    return false;
}

/* Walks along both; gathers what has ended. */
static int compare_spells(struct statement *standing, struct holdings *holdings,
                          struct held_list *ended, struct failure *failure)
{
    size_t place = 0;
    int status = 0;
    holdings_begin(holdings);
    while ((status = statement_next(standing, failure)) == 1) {
        const struct held stood = {
            .person = (idkey)statement_int(standing, 0),
            .identity = (uint32_t)statement_int(standing, 1),
        };
        if (goes_on(holdings, &stood, &place)) {
            holdings->stood[place++] = true;
            continue;
        }
        if (mem_grow(&ended->items, &ended->capacity, ended->count + 1,
                     sizeof *ended->items) != 0)
            return failure_memory(failure);
        ended->items[ended->count++] = stood;
    }
    return status;
}

/* What stood and is held no more. */
static int find_ended(struct holdings *holdings, struct held_list *ended,
                      struct failure *failure)
{
    struct statement *standing = NULL;
    int result = statement_prepare(holdings->store->database,
                                   "SELECT person, identity FROM spells"
                                   " WHERE until IS NULL"
                                   " ORDER BY person, identity",
                                   &standing, failure);
    if (result == 0)
        result = statement_ask(standing, SQL_NO_VALUES, failure);
    if (result == 0)
        result = compare_spells(standing, holdings, ended, failure);
    statement_finish(standing);
    return result;
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
    struct holdings *holdings;
};

static bool put_spell(const void *context, size_t index,
                      struct sql_value *values)
{
    struct holdings *holdings = ((const struct beginning *)context)->holdings;
    const struct held *held = held_at(holdings, index);
    if (held == NULL || holdings->stood[index])
        return false;
    values[0] = sql_int((int64_t)held->person);
    values[1] = sql_int(held->identity);
    values[2] = sql_int(holdings->store->period);
    return true;
}

static int begin_spells(struct holdings *holdings, struct failure *failure)
{
    const struct beginning from = {.holdings = holdings};
    const struct feed feed = {
        .table = "spells",
        .columns = "person, identity, since",
        .count = holdings->count,
        .row = put_spell,
        .context = &from,
        .is_proved = true,
    };
    holdings_begin(holdings);
    return database_feed(holdings->store->database, &feed, failure);
}

int spells_advance(const struct store *store, struct failure *failure)
{
    struct holdings holdings;
    struct held_list ended = {.count = 0};
    int result = holdings_init(&holdings, store, failure);
    if (result == 0)
        result = find_ended(&holdings, &ended, failure);
    if (result == 0)
        result = end_spells(store, &ended, failure);
    if (result == 0)
        result = begin_spells(&holdings, failure);
    holdings_release(&holdings);
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
