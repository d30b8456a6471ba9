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
#include "ledger/seal.h"
#include "ledger/spells.h"
#include "ledger/subsidies.h"
#include <assert.h>
#include <stdio.h>
#include <string.h>

/* What a part is fed from, and what its rows go into besides the table. */
struct part_feed {
    struct store *store;
    const struct store_part *part;
    struct table_seal *seal; /* NULL = it is sealed later */
    int columns;             /* besides the period */
};

static int count_columns(const char *columns)
{
    int count = 1;
    for (; *columns != '\0'; columns++)
        count += *columns == ',';
    return count;
}

/* A row of a part, the period before its own values. */
static bool part_row(const void *context, size_t index,
                     struct sql_value *values)
{
    const struct part_feed *from = context;
    struct sql_value *own = values + 1;
    values[0] = sql_int(from->store->period);
    if (!from->part->row(from->store, index, own))
        return false;
    if (from->part->proof != PROOF_NONE)
        store_prove(from->store, from->part->proof, own);
    if (from->seal != NULL)
        table_seal_add(from->seal, own, from->columns);
    return true;
}

static int feed_part(struct store *store, const struct store_part *part,
                     struct table_seal *seal, struct failure *failure)
{
    char columns[512];
    const int length =
        snprintf(columns, sizeof columns, "period, %s", part->columns);
    assert(length > 0 && (size_t)length < sizeof columns);
    (void)length;
    const struct part_feed from = {
        .store = store,
        .part = part,
        .seal = seal,
        .columns = count_columns(part->columns),
    };
    const struct feed feed = {
        .table = part->table,
        .columns = columns,
        .count = part->count,
        .row = part_row,
        .context = &from,
        .is_proved = part->proof != PROOF_NONE,
    };
    return database_feed(store->database, &feed, failure);
}

static int store_part(struct store *store, const struct store_part *part,
                      struct failure *failure)
{
    const struct sealed_table *sealed =
        sealed_table_fed(part->table, part->columns);
    struct table_seal seal;
    if (sealed == NULL)
        return feed_part(store, part, NULL, failure);
    if (table_seal_begin(&seal, sealed, ROW_FORM_SHORT) != 0)
        return failure_memory(failure);
    int result = feed_part(store, part, &seal, failure);
    if (table_seal_end(&seal) != 0 && result == 0)
        result = failure_memory(failure);
    if (result == 0 && !seal.is_disordered)
        result = seal_keep(store->database, store->period, &seal, failure);
    table_seal_release(&seal);
    return result;
}

int store_parts(struct store *store, const struct store_part *parts,
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
        .numbered =
            {
                .files = (int64_t)allocation->roster->file_count,
                .sheets = (int64_t)allocation->roster->sheet_count,
                .categories = (int64_t)allocation->policy->category_count,
                .lines = (int64_t)allocation->request_count,
            },
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
        subsidies_advance(&store, failure) == 0 &&
        policies_drop_unused(ledger->database, failure) == 0)
        result = 0;
    localities_release(&store.localities);
    return result;
}
