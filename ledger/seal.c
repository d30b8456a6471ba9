/*
 * Sealing a month: each table is read in the order of its key, each row
 * written out as bytes that no other row has, and these are digested by
 * SHA-256 and SM3 together. Beside the digests stand four bytes a row, too
 * few to prove anything, enough to find the row that differs.
 *
 * Columns are named one by one: a column that a later version adds does not
 * change what an earlier one sealed. A month's state is left out, since
 * closing must not change what was sealed before.
 *
 * Cost: one pass over the month's rows, twice the time of reading them.
 */
#include "ledger/seal.h"

#include "core/arena.h"
#include "ledger/row_bytes.h"
#include <assert.h>
#include <inttypes.h>
#include <string.h>

struct sealed_table {
    const char *name;
    enum seal_part part;
    const char *columns; /* the key's first, in its order */
    const char *source;  /* FROM and WHERE, with the period as ?1 */
    const char *key;
};

#define OF_PERIOD(table) " FROM " table " WHERE period = ?1"

static const struct sealed_table tables[] = {
    {"policies", SEAL_POLICY,
     "sha256, id, region, title, insured_year, premium, text",
     " FROM policies WHERE sha256 ="
     " (SELECT policy FROM periods WHERE period = ?1)",
     "sha256"},
    {"categories", SEAL_POLICY,
     "category, code, id, name, department, step, fund, applicant, ratio_bp,"
     " premium, subsidy, personal_due",
     OF_PERIOD("categories"), "category"},
    {"files", SEAL_INPUTS, "file, name, format, size, sha256, carried_from",
     OF_PERIOD("files"), "file"},
    {"sheets", SEAL_INPUTS,
     "sheet, file, name, visibility, kind, kind_name, department, title,"
     " county, header_row, header_depth, rows_read, accepted, duplicate,"
     " returned, skipped, skipped_blank, skipped_title, skipped_header,"
     " skipped_total, skipped_note, mode, unplaced, why_no_roster",
     OF_PERIOD("sheets"), "sheet"},
    {"sheet_labels", SEAL_INPUTS, "sheet, column_no, label",
     OF_PERIOD("sheet_labels"), "sheet, column_no"},
    {"sheet_fields", SEAL_INPUTS, "sheet, field, column_no, label",
     OF_PERIOD("sheet_fields"), "sheet, field"},
    {"localities", SEAL_INPUTS, "locality, county, town, village",
     OF_PERIOD("localities"), "locality"},
    {"roster_rows", SEAL_INPUTS,
     "person, sheet, row_no, name, locality, category, recognised, ended,"
     " grades, types, fate, verdict, movement, marks, carry,"
     " is_known, is_late",
     OF_PERIOD("roster_rows"), "person, sheet, row_no"},
    {"raw_cells", SEAL_INPUTS, "sheet, row_no, column_no, text",
     OF_PERIOD("raw_cells"), "sheet, row_no, column_no"},
    {"diagnostics", SEAL_INPUTS,
     "diagnostic, code, severity, file, sheet, row_no, column_no, other_file,"
     " other_sheet, other_row_no, other_column_no, person, name, label, cell,"
     " note",
     OF_PERIOD("diagnostics"), "diagnostic"},
    {"accepted_drops", SEAL_INPUTS, "kind, county, before, now",
     OF_PERIOD("accepted_drops"), "kind, county"},
    {"standings", SEAL_INPUTS,
     "period, base, standing, replaced, removed, missing, gone, unchanged,"
     " not_sent, pending",
     OF_PERIOD("standings"), "period"},
    {"periods", SEAL_DECISIONS,
     "period, as_of, policy, program, premium, heads, subsidy, personal_due",
     OF_PERIOD("periods"), "period"},
    {"decisions", SEAL_DECISIONS,
     "person, name, locality, category, premium, subsidy, personal_due, age,"
     " grades, types, flags, evidence, accepted",
     OF_PERIOD("decisions"), "person"},
    {"slices", SEAL_DECISIONS,
     "slice, county, category, premium, heads, subsidy, personal_due",
     OF_PERIOD("slices"), "slice"},
    {"tie_outs", SEAL_DECISIONS,
     "tie_out, what, left_side, right_side, is_money", OF_PERIOD("tie_outs"),
     "tie_out"},
    {"request_lines", SEAL_DECISIONS,
     "line, applicant, fund, county, category, added_heads, added,"
     " deducted_heads, deducted, heads, amount",
     OF_PERIOD("request_lines"), "line"},
    {"postings", SEAL_DECISIONS, "person, line, heads, amount, corrects",
     OF_PERIOD("postings"), "person, line, heads"},
    {"outputs", SEAL_OUTPUTS, "path, size, sha256, sm3", OF_PERIOD("outputs"),
     "path"},
};

enum { TABLE_COUNT = sizeof tables / sizeof tables[0] };

static const char *const part_names[SEAL_PART_COUNT] = {
    [SEAL_INPUTS] = "inputs",
    [SEAL_POLICY] = "policy",
    [SEAL_DECISIONS] = "decisions",
    [SEAL_OUTPUTS] = "outputs",
};

/* ---- a table ---- */

struct table_seal {
    int64_t rows;
    struct digest_pair digests;
    struct text marks; /* 4 bytes a row, lowest first */
};

static void append_mark(struct text *marks, uint32_t mark)
{
    char little[4];
    for (int i = 0; i < 4; i++)
        little[i] = (char)(unsigned char)(mark >> (8 * i));
    text_append_bytes(marks, little, sizeof little);
}

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

/* Rows go into the digests by blocks: a call costs as much as many bytes. */
static int digest_rows(struct statement *rows, struct digest *digest,
                       struct table_seal *out, struct failure *failure)
{
    enum { BLOCK = 32 * 1024 };
    struct row_bytes bytes = {.data = NULL};
    uint32_t mark = 0;
    int status = 0;
    while ((status = statement_next(rows, failure)) == 1) {
        if (row_bytes_add(&bytes, rows, &mark) != 0) {
            status = failure_memory(failure);
            break;
        }
        append_mark(&out->marks, mark);
        out->rows++;
        if (bytes.length < BLOCK)
            continue;
        digest_add(digest, bytes.data, bytes.length);
        bytes.length = 0;
    }
    if (bytes.length > 0)
        digest_add(digest, bytes.data, bytes.length);
    if (status == 0 && out->marks.failed)
        status = failure_memory(failure);
    mem_free(bytes.data);
    return status;
}

/* `out` is released with text_release(&out->marks), always. */
static int seal_table(struct database *database,
                      const struct sealed_table *table, ym period,
                      struct table_seal *out, struct failure *failure)
{
    struct statement *rows = NULL;
    struct digest *digest = digest_new_pair();
    *out = (struct table_seal){.marks = TEXT_INIT};
    if (digest == NULL)
        return failure_memory(failure);
    int result = ask_table(database, table, period, &rows, failure);
    if (result == 0)
        result = digest_rows(rows, digest, out, failure);
    statement_finish(rows);
    if (digest_finish_pair(digest, &out->digests) != 0 && result == 0)
        result = failure_memory(failure);
    return result;
}

static int keep_seal(struct database *database,
                     const struct sealed_table *table, ym period,
                     const struct table_seal *seal, struct failure *failure)
{
    return database_change(
        database,
        "INSERT OR REPLACE INTO seals (period, table_name, part, row_count,"
        " sha256, sm3, marks) VALUES (?, ?, ?, ?, ?, ?, ?)",
        SQL_VALUES(sql_int(period), sql_text(table->name),
                   sql_text(part_names[table->part]), sql_int(seal->rows),
                   sql_text(seal->digests.sha256), sql_text(seal->digests.sm3),
                   sql_blob(text_of(&seal->marks), seal->marks.length)),
        failure);
}

int seal_period(struct database *database, ym period, struct failure *failure)
{
    int result = 0;
    for (int i = 0; result == 0 && i < TABLE_COUNT; i++) {
        struct table_seal seal;
        result = seal_table(database, &tables[i], period, &seal, failure);
        if (result == 0)
            result = keep_seal(database, &tables[i], period, &seal, failure);
        text_release(&seal.marks);
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
            is_empty = false;
            if (row_bytes_add(&bytes, row, NULL) != 0) {
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

/* The first row whose mark is not the one that was kept. */
static int name_row(struct database *database, const struct sealed_table *table,
                    ym period, const struct sql_value *marks, struct text *out,
                    struct failure *failure)
{
    struct statement *rows = NULL;
    struct row_bytes bytes = {.data = NULL};
    struct text mark = TEXT_INIT;
    uint32_t found = 0;
    size_t at = 0;
    int status = ask_table(database, table, period, &rows, failure);
    while (status == 0 && (status = statement_next(rows, failure)) == 1) {
        text_clear(&mark);
        bytes.length = 0;
        if (row_bytes_add(&bytes, rows, &found) == 0)
            append_mark(&mark, found);
        if (mark.length == 0) {
            status = failure_memory(failure);
            break;
        }
        if (at + 4 > marks->length ||
            memcmp(marks->text + at, mark.data, 4) != 0)
            break;
        at += 4;
        status = 0;
    }
    if (status == 1)
        append_row(out, rows);
    statement_finish(rows);
    mem_free(bytes.data);
    text_release(&mark);
    return status < 0 ? -1 : 0;
}

/* The table against its seal; appends where they differ. */
static int check_table(struct database *database,
                       const struct sealed_table *table, ym period,
                       struct statement *kept, struct text *out,
                       struct failure *failure)
{
    struct table_seal now;
    int result = seal_table(database, table, period, &now, failure);
    const bool agrees =
        result == 0 && now.rows == statement_int(kept, 0) &&
        strcmp(now.digests.sha256, statement_text(kept, 1)) == 0 &&
        strcmp(now.digests.sm3, statement_text(kept, 2)) == 0;
    if (result == 0 && !agrees) {
        const int64_t rows = statement_int(kept, 0);
        const struct sql_value marks = statement_value(kept, 3);
        text_printf(out, "%s (%" PRId64 " / %" PRId64 "): ", table->name,
                    now.rows, rows);
        result = name_row(database, table, period, &marks, out, failure);
    }
    text_release(&now.marks);
    return result;
}

int seal_check(struct database *database, ym period, struct text *out,
               struct failure *failure)
{
    struct statement *kept = NULL;
    const size_t before = out->length;
    int result =
        statement_prepare(database,
                          "SELECT row_count, sha256, sm3, marks FROM seals"
                          " WHERE period = ? AND table_name = ?",
                          &kept, failure);
    for (int i = 0; result == 0 && i < TABLE_COUNT; i++) {
        result = statement_ask(
            kept, SQL_VALUES(sql_int(period), sql_text(tables[i].name)),
            failure);
        if (result != 0)
            break;
        const int status = statement_next(kept, failure);
        if (status < 0)
            result = -1;
        else if (status == 0)
            text_printf(out, "seals: %s", tables[i].name);
        else
            result =
                check_table(database, &tables[i], period, kept, out, failure);
        if (out->length > before)
            break;
    }
    statement_finish(kept);
    return result;
}
