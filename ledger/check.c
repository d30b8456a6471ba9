/*
 * Checking a ledger from within, cheapest first: what SQLite can say of its
 * own file, then the chain, then each month's rows against their seals, then
 * what follows from several months. The first thing that does not agree ends
 * it: everything after would only repeat it.
 */
#include "ledger/chain.h"
#include "ledger/ledger_file.h"
#include "ledger/seal.h"
#include "ledger/spells.h"
#include "ledger/subsidies.h"

#include "core/message.h"
#include <string.h>

/* What `sql` yields first, where it is not `sound`. */
static int check_structure(struct ledger *ledger, const char *sql,
                           const char *sound, enum language language,
                           struct text *out, struct failure *failure)
{
    struct statement *row = NULL;
    int status = statement_prepare(ledger->database, sql, &row, failure);
    if (status == 0)
        status = statement_ask(row, SQL_NO_VALUES, failure);
    if (status == 0)
        status = statement_next(row, failure);
    if (status == 1 && strcmp(statement_text(row, 0), sound) != 0)
        message_append(out, language, MESSAGE_VERIFY_STRUCTURE,
                       statement_text(row, 0), NULL);
    statement_finish(row);
    return status < 0 ? -1 : 0;
}

/* A month's rows against their seals. */
static int check_month(struct ledger *ledger, ym period, enum language language,
                       struct text *out, struct failure *failure)
{
    struct text found = TEXT_INIT;
    char month[YMD_TEXT_SIZE];
    int result = seal_check(ledger->database, period, &found, failure);
    if (result == 0 && found.length > 0)
        message_append(out, language, MESSAGE_VERIFY_ROW,
                       ym_text(period, month), text_of(&found), NULL);
    text_release(&found);
    return result;
}

static int check_months(struct ledger *ledger, enum language language,
                        struct text *out, struct failure *failure)
{
    struct arena *arena = arena_new();
    const ym *periods = NULL;
    size_t count = 0;
    if (arena == NULL)
        return failure_memory(failure);
    int result = ledger_periods(ledger, arena, &periods, &count, failure);
    for (size_t i = 0; result == 0 && out->length == 0 && i < count; i++)
        result = check_month(ledger, periods[i], language, out, failure);
    arena_free(arena);
    return result;
}

/* What follows from several months. */
static int check_persons(struct ledger *ledger, enum language language,
                         struct text *out, struct failure *failure)
{
    int64_t person = 0;
    char number[ID_TEXT_SIZE];
    if (spells_check(ledger->database, &person, failure) != 0)
        return -1;
    if (person != 0) {
        message_append(out, language, MESSAGE_VERIFY_SPELL,
                       id_number_text((idkey)person, number), NULL);
        return 0;
    }
    if (subsidies_check(ledger->database, &person, failure) != 0)
        return -1;
    if (person != 0)
        message_append(out, language, MESSAGE_VERIFY_SUBSIDY,
                       id_number_text((idkey)person, number), NULL);
    return 0;
}

int ledger_check(struct ledger *ledger, enum language language,
                 struct text *out, struct failure *failure)
{
    static const struct {
        const char *sql;
        const char *sound;
    } structure[] = {
        {"PRAGMA integrity_check(1)", "ok"},
        {"SELECT \"table\" || ' ' || ifnull(rowid, '') || ' → ' || parent"
         " FROM pragma_foreign_key_check LIMIT 1",
         ""},
    };
    int result = 0;
    for (size_t i = 0; result == 0 && out->length == 0 &&
                       i < sizeof structure / sizeof structure[0];
         i++)
        result = check_structure(ledger, structure[i].sql, structure[i].sound,
                                 language, out, failure);
    if (result == 0 && out->length == 0)
        result = chain_check(ledger->database, language, out, failure);
    if (result == 0 && out->length == 0)
        result = check_months(ledger, language, out, failure);
    if (result == 0 && out->length == 0)
        result = check_persons(ledger, language, out, failure);
    if (result == 0 && out->failed)
        result = failure_memory(failure);
    return result;
}

int ledger_periods(struct ledger *ledger, struct arena *arena, const ym **out,
                   size_t *out_count, struct failure *failure)
{
    struct statement *row = NULL;
    int64_t count = 0;
    if (database_number(ledger->database, "SELECT count(*) FROM periods",
                        SQL_NO_VALUES, &count, failure) != 0)
        return -1;
    ym *periods = arena_array(arena, (size_t)count + 1, sizeof *periods);
    if (periods == NULL)
        return failure_memory(failure);
    size_t at = 0;
    int status = statement_prepare(ledger->database,
                                   "SELECT period FROM periods ORDER BY period",
                                   &row, failure);
    if (status == 0)
        status = statement_ask(row, SQL_NO_VALUES, failure);
    while (status == 0 && (status = statement_next(row, failure)) == 1) {
        periods[at++] = (ym)statement_int(row, 0);
        status = 0;
    }
    statement_finish(row);
    *out = periods;
    *out_count = at;
    return status;
}

int ledger_outputs_of(struct ledger *ledger, ym period, struct arena *arena,
                      struct ledger_outputs *out, struct failure *failure)
{
    struct statement *row = NULL;
    int64_t count = 0;
    *out = (struct ledger_outputs){.period = period};
    if (database_number(ledger->database,
                        "SELECT count(*) FROM outputs WHERE period = ?",
                        SQL_VALUES(sql_int(period)), &count, failure) != 0)
        return -1;
    struct written_file *items =
        arena_array(arena, (size_t)count + 1, sizeof *items);
    if (items == NULL)
        return failure_memory(failure);
    int status = statement_prepare(ledger->database,
                                   "SELECT path, size, sha256, sm3 FROM outputs"
                                   " WHERE period = ? ORDER BY path",
                                   &row, failure);
    if (status == 0)
        status = statement_ask(row, SQL_VALUES(sql_int(period)), failure);
    while (status == 0 && (status = statement_next(row, failure)) == 1) {
        struct written_file *item = &items[out->count++];
        item->path = arena_string(arena, statement_text(row, 0));
        item->size = (uint64_t)statement_int(row, 1);
        snprintf(item->digests.sha256, sizeof item->digests.sha256, "%s",
                 statement_text(row, 2));
        snprintf(item->digests.sm3, sizeof item->digests.sm3, "%s",
                 statement_text(row, 3));
        status = item->path == NULL ? failure_memory(failure) : 0;
    }
    statement_finish(row);
    out->items = items;
    return status;
}
