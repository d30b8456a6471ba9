/*
 * Keeping a run: replaces what the ledger has of a period by an allocation
 * and all it rests on, inside the transaction under way, and then counts in
 * the tables whether everything arrived.
 *
 * Numbers are given by position in the run, so that the same run gives the
 * same rows. Nothing of a closed period is touched.
 */
#include "ledger/store.h"

#include "ledger/ledger_file.h"
#include "ledger/months.h"
#include "ledger/spells.h"
#include "ledger/subsidies.h"
#include <assert.h>
#include <inttypes.h>
#include <string.h>

/* What a part is fed from. */
struct part_feed {
    const struct store *store;
    const struct store_part *part;
};

/* A row of a part, the period before its own values. */
static bool part_row(const void *context, size_t index,
                     struct sql_value *values)
{
    const struct part_feed *from = context;
    values[0] = sql_int(from->store->period);
    return from->part->row(from->store, index, values + 1);
}

static int store_part(const struct store *store, const struct store_part *part,
                      struct failure *failure)
{
    char columns[512];
    const int length =
        snprintf(columns, sizeof columns, "period, %s", part->columns);
    assert(length > 0 && (size_t)length < sizeof columns);
    (void)length;
    const struct part_feed from = {.store = store, .part = part};
    const struct feed feed = {
        .table = part->table,
        .columns = columns,
        .count = part->count,
        .row = part_row,
        .context = &from,
    };
    return database_feed(store->database, &feed, failure);
}

int store_parts(const struct store *store, const struct store_part *parts,
                size_t count, struct failure *failure)
{
    for (size_t i = 0; i < count; i++)
        if (store_part(store, &parts[i], failure) != 0)
            return -1;
    return 0;
}

bool put_values(struct sql_value *values, const struct sql_value *given,
                size_t count)
{
    memcpy(values, given, count * sizeof *given);
    return true;
}

struct sql_value number_of(uint32_t index, uint32_t none)
{
    return sql_int_or_null(index == none ? 0 : (int64_t)index + 1);
}

struct sql_value pool_text(const struct store *store, strref ref)
{
    return sql_bytes(string_pool_get(store->roster->strings, ref),
                     string_pool_length(store->roster->strings, ref));
}

/* ---- did everything arrive ---- */

enum { SUMS = 5 };

/* What a query over the period must yield. */
struct expected {
    const char *sql;
    const char *names[SUMS]; /* of its columns; NULL = no more */
    int64_t sums[SUMS];
};

static int check_sums(struct store *store, const struct expected *expected,
                      struct failure *failure)
{
    struct statement *query = NULL;
    int result =
        statement_prepare(store->database, expected->sql, &query, failure);
    if (result == 0)
        result =
            statement_ask(query, SQL_VALUES(sql_int(store->period)), failure);
    if (result == 0)
        result = statement_next(query, failure) < 0 ? -1 : 0;
    for (int i = 0; result == 0 && i < SUMS; i++) {
        if (expected->names[i] == NULL)
            break;
        const int64_t found = statement_int(query, i);
        if (found != expected->sums[i])
            result = failure_set(failure, DIAG_TIE_OUT, NULL,
                                 "%s: %" PRId64 " ≠ %" PRId64,
                                 expected->names[i], found, expected->sums[i]);
    }
    statement_finish(query);
    return result;
}

static int64_t sum_of_fate(const struct roster *roster, enum fate fate)
{
    int64_t sum = 0;
    for (size_t i = 0; i < roster->sheet_count; i++)
        sum += roster->sheets[i].fates[fate];
    return sum;
}

/* Rows of earlier months that still count, by fate. */
static int64_t count_carried(const struct roster *roster, enum fate fate)
{
    int64_t count = 0;
    for (size_t i = 0; i < roster->row_count; i++)
        count +=
            roster->rows[i].carry != CARRY_NONE && roster->rows[i].fate == fate;
    return count;
}

static int check_contents(struct store *store, struct failure *failure)
{
    const struct allocation *allocation = store->allocation;
    const int64_t accepted = sum_of_fate(store->roster, FATE_ACCEPTED) +
                             count_carried(store->roster, FATE_ACCEPTED);
    const int64_t duplicate = sum_of_fate(store->roster, FATE_DUPLICATE) +
                              count_carried(store->roster, FATE_DUPLICATE);
    const struct expected decisions = {
        .sql = "SELECT count(*), sum(subsidy), sum(personal_due),"
               " sum(evidence), sum(accepted) FROM decisions WHERE period = ?",
        .names = {"decisions", "decisions.subsidy", "decisions.personal_due",
                  "decisions.evidence", "decisions.accepted"},
        .sums = {allocation->total.heads, allocation->total.subsidy,
                 allocation->total.personal_due,
                 (int64_t)allocation->order_count, accepted},
    };
    const struct expected rows = {
        .sql = "SELECT count(*), sum(fate = 1), sum(fate = 2), sum(fate = 3)"
               " FROM roster_rows WHERE period = ?",
        .names = {"roster_rows", "roster_rows.accepted",
                  "roster_rows.duplicate", "roster_rows.returned"},
        .sums = {(int64_t)store->roster->row_count, accepted, duplicate,
                 sum_of_fate(store->roster, FATE_RETURNED)},
    };
    if (check_sums(store, &decisions, failure) != 0)
        return -1;
    return check_sums(store, &rows, failure);
}

int ledger_store(struct ledger *ledger, const struct allocation *allocation,
                 ym period, const char *program_version,
                 struct failure *failure)
{
    assert(ledger->mode == LEDGER_WRITE);
    struct store store = {
        .database = ledger->database,
        .allocation = allocation,
        .policy = allocation->policy,
        .roster = allocation->roster,
        .period = period,
        .program_version = program_version,
    };
    int result = -1;
    ym base = 0;
    if (!database_is_in_transaction(ledger->database) &&
        database_begin_write(ledger->database, failure) != 0)
        return -1;
    if (ledger_base(ledger, period, &base, failure) == 0 &&
        month_erase(ledger->database, period, failure) == 0 &&
        store_rules(&store, failure) == 0 &&
        store_inputs(&store, failure) == 0 &&
        store_persons(&store, failure) == 0 &&
        check_contents(&store, failure) == 0 &&
        spells_advance(&store, failure) == 0 &&
        subsidies_advance(ledger->database, period, failure) == 0 &&
        policies_drop_unused(ledger->database, failure) == 0)
        result = 0;
    localities_release(&store.localities);
    return result;
}
