/*
 * The life of a month: open while it is run, closed when its requests go out,
 * reopened with a reason, taken back whole while it is open. Months follow
 * each other: only the last one can be anything but closed.
 */
#include "ledger/months.h"

#include "ledger/chain.h"
#include "ledger/ledger_file.h"
#include "ledger/seal.h"
#include "ledger/spells.h"
#include "ledger/subsidies.h"
#include <assert.h>
#include <stdio.h>
#include <string.h>

static int fail_month(struct ledger *ledger, enum diag_code code, ym period,
                      struct failure *failure)
{
    char text[YMD_TEXT_SIZE];
    return database_fail(ledger->database, failure, code,
                         ym_text(period, text));
}

/* ---- taking a month out of the tables ---- */

/* Those that refer to others go first. */
static const char *const tables[] = {
    "seals",      "outputs",      "postings",     "request_lines",
    "tie_outs",   "slices",       "decisions",    "roster_rows",
    "localities", "diagnostics",  "raw_cells",    "accepted_drops",
    "standings",  "sheet_fields", "sheet_labels", "sheets",
    "files",      "categories",   "periods",
};

/*
 * Subsidies refer to request lines, and have no index by them. So SQLite is
 * not let search them for each line that goes: one pass shows that none of
 * the month's is left.
 */
static int erase_request(struct database *database, ym period,
                         struct failure *failure)
{
    int64_t left = 0;
    if (database_number(database,
                        "SELECT EXISTS (SELECT 1 FROM subsidies"
                        "  WHERE period = ?1)"
                        " OR EXISTS (SELECT 1 FROM postings"
                        "  WHERE period = ?1)",
                        SQL_VALUES(sql_int(period)), &left, failure) != 0)
        return -1;
    if (left != 0)
        return database_fail(database, failure, DIAG_LEDGER_DAMAGED,
                             "request_lines");
    return database_change_proved(database,
                                  "DELETE FROM request_lines WHERE period = ?",
                                  SQL_VALUES(sql_int(period)), failure);
}

static int erase_table(struct database *database, const char *table, ym period,
                       struct failure *failure)
{
    char sql[64];
    if (strcmp(table, "request_lines") == 0)
        return erase_request(database, period, failure);
    snprintf(sql, sizeof sql, "DELETE FROM %s WHERE period = ?", table);
    return database_change(database, sql, SQL_VALUES(sql_int(period)), failure);
}

int month_erase(struct database *database, ym period, struct failure *failure)
{
    if (spells_revert(database, period, failure) != 0 ||
        subsidies_revert(database, period, failure) != 0)
        return -1;
    for (size_t i = 0; i < sizeof tables / sizeof tables[0]; i++)
        if (erase_table(database, tables[i], period, failure) != 0)
            return -1;
    return 0;
}

int policies_drop_unused(struct database *database, struct failure *failure)
{
    return database_run(database,
                        "DELETE FROM policies WHERE sha256 NOT IN"
                        " (SELECT policy FROM periods)",
                        failure);
}

/* ---- where a month stands among the others ---- */

static int count_of(struct ledger *ledger, const char *sql, ym period,
                    int64_t *out, struct failure *failure)
{
    return database_number(ledger->database, sql, SQL_VALUES(sql_int(period)),
                           out, failure);
}

/* 1 = closed, 0 = open; a failure where the ledger has no such month. */
static int month_is_closed(struct ledger *ledger, ym period,
                           struct failure *failure)
{
    int64_t closed = 0;
    if (ledger_find_period(ledger, period, &period, failure) != 0 ||
        count_of(ledger,
                 "SELECT state = 'closed' FROM periods WHERE period = ?",
                 period, &closed, failure) != 0)
        return -1;
    return closed != 0;
}

static int refuse_later(struct ledger *ledger, ym period,
                        struct failure *failure)
{
    int64_t later = 0;
    if (count_of(ledger, "SELECT min(period) FROM periods WHERE period > ?",
                 period, &later, failure) != 0)
        return -1;
    if (later != 0)
        return fail_month(ledger, DIAG_PERIOD_LATER, (ym)later, failure);
    return 0;
}

int ledger_base(struct ledger *ledger, ym period, ym *out,
                struct failure *failure)
{
    int64_t closed = 0;
    int64_t open = 0;
    int64_t base = 0;
    *out = 0;
    if (count_of(ledger,
                 "SELECT state = 'closed' FROM periods WHERE period = ?",
                 period, &closed, failure) != 0)
        return -1;
    if (closed)
        return fail_month(ledger, DIAG_PERIOD_CLOSED, period, failure);
    if (refuse_later(ledger, period, failure) != 0 ||
        count_of(ledger,
                 "SELECT min(period) FROM periods"
                 " WHERE state = 'open' AND period < ?",
                 period, &open, failure) != 0)
        return -1;
    if (open != 0)
        return fail_month(ledger, DIAG_PERIOD_BEFORE_OPEN, (ym)open, failure);
    if (count_of(ledger, "SELECT max(period) FROM periods WHERE period < ?",
                 period, &base, failure) != 0)
        return -1;
    *out = (ym)base;
    return 0;
}

/* ---- closing, reopening, undoing ---- */

static int append_event(struct ledger *ledger, enum chain_event event,
                        ym period, const char *program, const char *detail,
                        struct failure *failure)
{
    const struct chain_entry entry = {
        .event = event,
        .period = period,
        .program = program,
        .detail = detail,
    };
    return chain_append(ledger->database, &entry, failure);
}

int ledger_close_month(struct ledger *ledger, ym period, const char *program,
                       struct ledger_head *out, struct failure *failure)
{
    const int closed = month_is_closed(ledger, period, failure);
    int64_t sealed = 0;
    if (closed < 0)
        return -1;
    if (closed)
        return fail_month(ledger, DIAG_PERIOD_CLOSED_ALREADY, period, failure);
    if (refuse_later(ledger, period, failure) != 0 ||
        count_of(ledger,
                 "SELECT count(*) FROM seals"
                 " WHERE period = ? AND table_name = 'outputs'",
                 period, &sealed, failure) != 0)
        return -1;
    if (sealed == 0)
        return fail_month(ledger, DIAG_PERIOD_UNSEALED, period, failure);
    if (database_change(ledger->database,
                        "UPDATE periods SET state = 'closed' WHERE period = ?",
                        SQL_VALUES(sql_int(period)), failure) != 0 ||
        append_event(ledger, CHAIN_CLOSE, period, program, "", failure) != 0)
        return -1;
    return ledger_head(ledger, out, failure);
}

int ledger_reopen(struct ledger *ledger, ym period, const char *why,
                  const char *program, struct failure *failure)
{
    const int closed = month_is_closed(ledger, period, failure);
    int64_t receipts = 0;
    if (closed < 0)
        return -1;
    if (!closed)
        return fail_month(ledger, DIAG_PERIOD_IS_OPEN, period, failure);
    if (refuse_later(ledger, period, failure) != 0 ||
        count_of(ledger, "SELECT count(*) FROM receipts WHERE period = ?",
                 period, &receipts, failure) != 0)
        return -1;
    if (receipts != 0)
        return fail_month(ledger, DIAG_PERIOD_RECEIVED, period, failure);
    if (database_change(ledger->database,
                        "UPDATE periods SET state = 'open' WHERE period = ?",
                        SQL_VALUES(sql_int(period)), failure) != 0)
        return -1;
    return append_event(ledger, CHAIN_REOPEN, period, program, why, failure);
}

int ledger_undo(struct ledger *ledger, const char *program, ym *out,
                struct failure *failure)
{
    ym period = 0;
    if (ledger_find_period(ledger, 0, &period, failure) != 0)
        return -1;
    const int closed = month_is_closed(ledger, period, failure);
    if (closed < 0)
        return -1;
    if (closed)
        return fail_month(ledger, DIAG_NOTHING_TO_UNDO, period, failure);
    *out = period;
    if (month_erase(ledger->database, period, failure) != 0 ||
        policies_drop_unused(ledger->database, failure) != 0)
        return -1;
    return append_event(ledger, CHAIN_UNDO, period, program, "", failure);
}

int ledger_head(struct ledger *ledger, struct ledger_head *out,
                struct failure *failure)
{
    struct chain_head head;
    if (chain_head(ledger->database, &head, failure) != 0)
        return -1;
    *out = (struct ledger_head){.link = head.link, .digests = head.digests};
    return 0;
}

/* ---- what was written ---- */

static bool put_output(const void *context, size_t index,
                       struct sql_value *values)
{
    const struct ledger_outputs *outputs = context;
    const struct written_file *output = &outputs->items[index];
    const struct sql_value row[] = {
        sql_int(outputs->period),       sql_text(output->path),
        sql_int((int64_t)output->size), sql_text(output->digests.sha256),
        sql_text(output->digests.sm3),
    };
    memcpy(values, row, sizeof row);
    return true;
}

int ledger_seal(struct ledger *ledger, const struct ledger_outputs *outputs,
                const char *program, struct failure *failure)
{
    const struct feed feed = {
        .table = "outputs",
        .columns = "period, path, size, sha256, sm3",
        .count = outputs->count,
        .row = put_output,
        .context = outputs,
    };
    assert(ledger->mode == LEDGER_WRITE);
    if (database_feed(ledger->database, &feed, failure) != 0 ||
        seal_period(ledger->database, outputs->period, failure) != 0)
        return -1;
    return append_event(ledger, CHAIN_RUN, outputs->period, program, "",
                        failure);
}
