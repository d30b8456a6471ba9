/*
 * Keeping a run: replaces what the ledger has of a period by an allocation
 * and all it rests on, inside the transaction under way.
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
#include <stdio.h>
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
        .is_proved = part->is_proved,
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
        store_check(&store, failure) == 0 &&
        spells_advance(&store, failure) == 0 &&
        subsidies_advance(ledger->database, period, failure) == 0 &&
        policies_drop_unused(ledger->database, failure) == 0)
        result = 0;
    localities_release(&store.localities);
    return result;
}
