/*
 * Sealing a month: what storing it did not seal already is read in the order
 * of its key and sealed then. Checking reads everything.
 *
 * Cost of checking: one pass over the month's rows, twice the time of reading
 * them.
 */
#include "ledger/seal.h"

#include "core/arena.h"
#include "ledger/row_bytes.h"
#include <inttypes.h>
#include <string.h>

static const char *const part_names[SEAL_PART_COUNT] = {
    [SEAL_INPUTS] = "inputs",
    [SEAL_POLICY] = "policy",
    [SEAL_DECISIONS] = "decisions",
    [SEAL_OUTPUTS] = "outputs",
};

/* ---- a table ---- */

/* Asks for the month's rows of a table. */
static int ask_table(struct database *database,
                     const struct sealed_table *table, ym period,
                     struct statement **out, struct failure *failure)
{
    struct text sql = TEXT_INIT;
    text_printf(&sql, "SELECT %s%s ORDER BY %s", table->columns, table->source,
                table->key);
    int result = sql.failed
                     ? failure_memory(failure)
                     : statement_prepare(database, text_of(&sql), out, failure);
    text_release(&sql);
    if (result == 0)
        result = statement_ask(*out, SQL_VALUES(sql_int(period)), failure);
    return result;
}

static int add_rows(struct statement *rows, struct table_seal *seal,
                    struct failure *failure)
{
    struct sql_value values[FEED_COLUMNS];
    int status = 0;
    while ((status = statement_next(rows, failure)) == 1) {
        const int count = statement_values(rows, values, FEED_COLUMNS);
        table_seal_add(seal, values, count);
    }
    return status;
}

/* `out` is to be released, always. */
static int seal_table(struct database *database,
                      const struct sealed_table *table, ym period,
                      enum row_form form, struct table_seal *out,
                      struct failure *failure)
{
    struct statement *rows = NULL;
    if (table_seal_begin(out, table, form) != 0)
        return failure_memory(failure);
    int result = ask_table(database, table, period, &rows, failure);
    if (result == 0)
        result = add_rows(rows, out, failure);
    statement_finish(rows);
    if (table_seal_end(out) != 0 && result == 0)
        result = failure_memory(failure);
    return result;
}

int seal_keep(struct database *database, ym period,
              const struct table_seal *seal, struct failure *failure)
{
    return database_change(
        database,
        "INSERT INTO seals (period, table_name, part, row_count,"
        " sha256, sm3, marks, form) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        SQL_VALUES(sql_int(period), sql_text(seal->table->name),
                   sql_text(part_names[seal->table->part]), sql_int(seal->rows),
                   sql_text(seal->digests.sha256), sql_text(seal->digests.sm3),
                   sql_blob(text_of(&seal->marks), seal->marks.length),
                   sql_int(seal->form)),
        failure);
}

static int is_sealed(struct database *database, ym period, const char *name,
                     bool *out, struct failure *failure)
{
    int64_t found = 0;
    const int result = database_number(
        database,
        "SELECT count(*) FROM seals"
        " WHERE period = ? AND table_name = ?",
        SQL_VALUES(sql_int(period), sql_text(name)), &found, failure);
    *out = found != 0;
    return result;
}

int seal_period(struct database *database, ym period, struct failure *failure)
{
    int result = 0;
    for (int i = 0; result == 0 && i < SEALED_TABLES; i++) {
        struct table_seal seal;
        bool is_done = false;
        result = is_sealed(database, period, sealed_tables[i].name, &is_done,
                           failure);
        if (result != 0 || is_done)
            continue;
        result = seal_table(database, &sealed_tables[i], period, ROW_FORM_SHORT,
                            &seal, failure);
        if (result == 0)
            result = seal_keep(database, period, &seal, failure);
        table_seal_release(&seal);
    }
    return result;
}

/* ---- the parts ---- */

static const char part_sql[] =
    "SELECT table_name, row_count, sha256, sm3 FROM seals"
    " WHERE period = ? AND part = ? ORDER BY table_name";

static int read_part(struct database *database, ym period, enum seal_part part,
                     struct digest_pair *out, struct failure *failure)
{
    struct statement *row = NULL;
    struct digest *digest = digest_new_pair();
    struct row_bytes bytes = {.data = NULL};
    int status = -1;
    bool is_empty = true;
    if (digest == NULL)
        return failure_memory(failure);
    if (statement_prepare(database, part_sql, &row, failure) == 0 &&
        statement_ask(row,
                      SQL_VALUES(sql_int(period), sql_text(part_names[part])),
                      failure) == 0)
        while ((status = statement_next(row, failure)) == 1) {
            struct sql_value values[FEED_COLUMNS];
            const int count = statement_values(row, values, FEED_COLUMNS);
            is_empty = false;
            if (row_bytes_add(&bytes, ROW_FORM_WIDE, values, count, NULL) !=
                0) {
                status = failure_memory(failure);
                break;
            }
        }
    statement_finish(row);
    if (bytes.length > 0)
        digest_add(digest, bytes.data, bytes.length);
    mem_free(bytes.data);
    if (digest_finish_pair(digest, out) != 0 && status == 0)
        status = failure_memory(failure);
    if (is_empty)
        *out = (struct digest_pair){.sha256 = "", .sm3 = ""};
    return status;
}

int seal_read(struct database *database, ym period, struct seal_digests *out,
              struct failure *failure)
{
    for (int part = 0; part < SEAL_PART_COUNT; part++)
        if (read_part(database, period, (enum seal_part)part, &out->parts[part],
                      failure) != 0)
            return -1;
    return 0;
}

/* ---- checking ---- */

/* A row in words, up to some length: texts as they are. */
static void append_row(struct text *out, struct statement *row)
{
    enum { SHOWN_BYTES = 200 };
    const size_t start = out->length;
    const int columns = statement_columns(row);
    for (int i = 0; i < columns; i++) {
        if (out->length - start > SHOWN_BYTES) {
            text_append(out, " …");
            return;
        }
        text_append(out, i == 0 ? "" : " | ");
        text_append(out, statement_text(row, i));
    }
}

/* Columns of a seal that is checked. */
enum { KEPT_ROWS, KEPT_SHA256, KEPT_SM3, KEPT_MARKS, KEPT_FORM };

static enum row_form form_of(struct statement *kept)
{
    return statement_int(kept, KEPT_FORM) == ROW_FORM_WIDE ? ROW_FORM_WIDE
                                                           : ROW_FORM_SHORT;
}

/* Whether the row has the mark that was kept for the at-th one. -1 when memory
 * is exhausted. */
static int has_mark(struct statement *row, enum row_form form,
                    struct row_bytes *bytes, size_t at,
                    const struct sql_value *marks)
{
    struct sql_value values[FEED_COLUMNS];
    char mark[TABLE_SEAL_MARK];
    uint32_t found = 0;
    const int count = statement_values(row, values, FEED_COLUMNS);
    bytes->length = 0;
    if (row_bytes_add(bytes, form, values, count, &found) != 0)
        return -1;
    table_seal_mark(found, mark);
    return (at + 1) * sizeof mark <= marks->length &&
           memcmp(marks->text + at * sizeof mark, mark, sizeof mark) == 0;
}

/* The first row whose mark is not the one that was kept. */
static int name_row(struct database *database, const struct sealed_table *table,
                    ym period, struct statement *kept, struct text *out,
                    struct failure *failure)
{
    struct statement *rows = NULL;
    struct row_bytes bytes = {.data = NULL};
    const struct sql_value marks = statement_value(kept, KEPT_MARKS);
    const enum row_form form = form_of(kept);
    int is_same = 1;
    int status = ask_table(database, table, period, &rows, failure);
    for (size_t at = 0; status == 0 && is_same == 1; at++) {
        status = statement_next(rows, failure);
        if (status != 1)
            break;
        status = 0;
        is_same = has_mark(rows, form, &bytes, at, &marks);
    }
    if (is_same == 0)
        append_row(out, rows);
    if (is_same < 0)
        status = failure_memory(failure);
    statement_finish(rows);
    mem_free(bytes.data);
    return status;
}

/* The table against its seal; appends where they differ. */
static int check_table(struct database *database,
                       const struct sealed_table *table, ym period,
                       struct statement *kept, struct text *out,
                       struct failure *failure)
{
    struct table_seal now;
    int result =
        seal_table(database, table, period, form_of(kept), &now, failure);
    const bool agrees =
        result == 0 && now.rows == statement_int(kept, KEPT_ROWS) &&
        strcmp(now.digests.sha256, statement_text(kept, KEPT_SHA256)) == 0 &&
        strcmp(now.digests.sm3, statement_text(kept, KEPT_SM3)) == 0;
    if (result == 0 && !agrees) {
        const int64_t rows = statement_int(kept, KEPT_ROWS);
        text_printf(out, "%s (%" PRId64 " / %" PRId64 "): ", table->name,
                    now.rows, rows);
        result = name_row(database, table, period, kept, out, failure);
    }
    table_seal_release(&now);
    return result;
}

int seal_check(struct database *database, ym period, struct text *out,
               struct failure *failure)
{
    struct statement *kept = NULL;
    const size_t before = out->length;
    int result = statement_prepare(
        database,
        "SELECT row_count, sha256, sm3, marks, form FROM seals"
        " WHERE period = ? AND table_name = ?",
        &kept, failure);
    for (int i = 0; result == 0 && i < SEALED_TABLES; i++) {
        result = statement_ask(
            kept, SQL_VALUES(sql_int(period), sql_text(sealed_tables[i].name)),
            failure);
        if (result != 0)
            break;
        const int status = statement_next(kept, failure);
        if (status < 0)
            result = -1;
        else if (status == 0)
            text_printf(out, "seals: %s", sealed_tables[i].name);
        else
            result = check_table(database, &sealed_tables[i], period, kept, out,
                                 failure);
        if (out->length > before)
            break;
    }
    statement_finish(kept);
    return result;
}
