/*
 * A month read back: the roster that a run decided, rebuilt from the tables,
 * so that it can be decided once more, by the same policy to prove the
 * ledger, or by another one to see what would change.
 *
 * Nothing is kept here that a decision does not need. Rows come in order of
 * sheet and row, as rosters are.
 */
#include "ledger/ledger_file.h"
#include "ledger/store.h"
#include "ledger/stored_bounds.h"

#include "core/arena.h"
#include <stdlib.h>
#include <string.h>

/* What filling a roster needs at hand. */
struct refill {
    struct roster *roster;
    const struct policy *policy;
    ym period;
    struct failure *failure;
    struct locality *localities; /* by number, from 1 */
    size_t locality_count, locality_capacity;
};

static int add_string(struct refill *refill, struct statement *row, int column,
                      strref *out)
{
    return string_pool_add(refill->roster->strings, statement_text(row, column),
                           statement_length(row, column), out);
}

/* ---- files ---- */

static int take_file(void *context, struct statement *row)
{
    struct refill *refill = context;
    struct roster *roster = refill->roster;
    if (mem_grow(&roster->files, &roster->file_capacity, roster->file_count + 1,
                 sizeof *roster->files) != 0)
        return -1;
    struct roster_file *file = &roster->files[roster->file_count];
    *file = (struct roster_file){
        .path = "",
        .name = arena_string(roster->arena, statement_text(row, 0)),
        .format = arena_string(roster->arena, statement_text(row, 1)),
        .size = (uint64_t)statement_int(row, 2),
    };
    const ym carried_from = (ym)statement_int(row, 4);
    const char *sha256 = statement_text(row, 3);
    if (file->name == NULL || file->format == NULL ||
        strlen(sha256) >= sizeof file->sha256)
        return -1;
    memcpy(file->sha256, sha256, strlen(sha256) + 1);
    if (carried_from != 0 && roster_file_carry(roster, file, carried_from) != 0)
        return -1;
    roster->file_count++;
    return 0;
}

static const char files_sql[] = "SELECT name, format, size, sha256, "
                                "carried_from FROM files WHERE period = ?"
                                " ORDER BY file";

/* ---- sheets ---- */

static enum visibility visibility_of(const char *name)
{
    if (strcmp(name, "very-hidden") == 0)
        return SHEET_VERY_HIDDEN;
    return strcmp(name, "hidden") == 0 ? SHEET_HIDDEN : SHEET_VISIBLE;
}

/* Duplicates are accepted until they are found out. */
static void take_counts(struct roster_sheet *sheet, struct statement *row)
{
    enum { ROWS_READ = 8 };
    static const enum fate fates[] = {FATE_ACCEPTED, FATE_ACCEPTED,
                                      FATE_RETURNED, FATE_SKIPPED};
    sheet->rows_read = (uint32_t)statement_int(row, ROWS_READ);
    int column = ROWS_READ + 1;
    for (size_t i = 0; i < sizeof fates / sizeof fates[0]; i++)
        sheet->fates[fates[i]] += (uint32_t)statement_int(row, column++);
    for (int skip = 0; skip < SKIP_COUNT; skip++)
        sheet->skips[skip] = (uint32_t)statement_int(row, column++);
}

static int take_sheet(void *context, struct statement *row)
{
    struct refill *refill = context;
    struct roster *roster = refill->roster;
    size_t at = 0;
    if (stored_index(row, 0, roster->file_count, "sheets", &at,
                     refill->failure) != 0 ||
        mem_grow(&roster->sheets, &roster->sheet_capacity,
                 roster->sheet_count + 1, sizeof *roster->sheets) != 0)
        return -1;
    struct roster_sheet *sheet = &roster->sheets[roster->sheet_count];
    *sheet = (struct roster_sheet){
        .file = (uint32_t)at,
        .visibility = visibility_of(statement_text(row, 2)),
        .kind = statement_is_null(row, 3)
                    ? POLICY_NONE
                    : policy_kind(refill->policy, statement_text(row, 3)),
        .header_row = (rownum)statement_int(row, 6),
        .header_depth = (uint8_t)statement_int(row, 7),
        .mode = (uint8_t)statement_int(row, 18),
    };
    take_counts(sheet, row);
    sheet->why_no_roster = arena_string(roster->arena, statement_text(row, 20));
    if (sheet->why_no_roster == NULL ||
        add_string(refill, row, 19, &sheet->unplaced) != 0 ||
        add_string(refill, row, 1, &sheet->name) != 0 ||
        add_string(refill, row, 4, &sheet->title) != 0 ||
        add_string(refill, row, 5, &sheet->county) != 0)
        return -1;
    struct roster_file *file = &roster->files[sheet->file];
    if (file->sheet_count++ == 0)
        file->first_sheet = (uint32_t)roster->sheet_count;
    roster->sheet_count++;
    return 0;
}

static const char sheets_sql[] =
    "SELECT file, name, visibility, kind, title, county, header_row,"
    " header_depth, rows_read, accepted, duplicate, returned, skipped,"
    " skipped_blank, skipped_title, skipped_header, skipped_total,"
    " skipped_note, mode, unplaced, why_no_roster FROM sheets WHERE period = ? "
    "ORDER BY sheet";

static int take_field(void *context, struct statement *row)
{
    struct refill *refill = context;
    const enum field field = field_find(statement_text(row, 1));
    size_t sheet = 0;
    if (field == FIELD_NONE)
        return 0; /* of a newer program */
    if (stored_index(row, 0, refill->roster->sheet_count, "sheet_fields",
                     &sheet, refill->failure) != 0)
        return -1;
    struct column_choice *choice =
        &refill->roster->sheets[sheet].columns[field];
    choice->column = (colnum)statement_int(row, 2);
    return add_string(refill, row, 3, &choice->label);
}

static const char fields_sql[] =
    "SELECT sheet, field, column_no, label FROM sheet_fields WHERE period = ?";

/* ---- rows ---- */

static uint16_t category_of(struct statement *row, int column)
{
    if (statement_is_null(row, column))
        return POLICY_NONE;
    return (uint16_t)(statement_int(row, column) - 1);
}

/* They are numbered from 1 without a gap. */
static int take_locality(void *context, struct statement *row)
{
    struct refill *refill = context;
    if (mem_grow(&refill->localities, &refill->locality_capacity,
                 refill->locality_count + 1, sizeof *refill->localities) != 0)
        return -1;
    struct locality *locality = &refill->localities[refill->locality_count++];
    if ((size_t)statement_int(row, 3) != refill->locality_count)
        return stored_damaged("localities", refill->failure);
    return add_string(refill, row, 0, &locality->county) != 0 ||
                   add_string(refill, row, 1, &locality->town) != 0 ||
                   add_string(refill, row, 2, &locality->village) != 0
               ? -1
               : 0;
}

static const char localities_sql[] =
    "SELECT county, town, village, locality FROM localities WHERE period = ?"
    " ORDER BY locality";

static int take_person_row(void *context, struct statement *row)
{
    struct refill *refill = context;
    struct roster *roster = refill->roster;
    size_t place = 0;
    if (stored_index(row, 4, refill->locality_count, "roster_rows", &place,
                     refill->failure) != 0)
        return -1;
    if (mem_grow(&roster->rows, &roster->row_capacity, roster->row_count + 1,
                 sizeof *roster->rows) != 0)
        return -1;
    const struct locality *locality = &refill->localities[place];
    struct roster_row *out = &roster->rows[roster->row_count];
    const int64_t marks = statement_int(row, 12);
    const uint8_t fate = (uint8_t)statement_int(row, 10);
    *out = (struct roster_row){
        .id = (idkey)statement_int(row, 0),
        .sheet = (uint32_t)statement_int(row, 1) - 1,
        .row = (rownum)statement_int(row, 2),
        .county = locality->county,
        .town = locality->town,
        .village = locality->village,
        .category = category_of(row, 5),
        .recognised = (ymd)statement_int(row, 6),
        .ended = (ymd)statement_int(row, 7),
        .grades = (uint8_t)statement_int(row, 8),
        .types = (uint8_t)statement_int(row, 9),
        .fate = fate == FATE_DUPLICATE ? FATE_ACCEPTED : fate,
        .movement = (uint8_t)statement_int(row, 11),
        .has_invalid_certificate = (marks & ROW_MARK_CERTIFICATE) != 0,
        .is_ended = (marks & ROW_MARK_ENDED) != 0,
        .is_hidden = (marks & ROW_MARK_HIDDEN) != 0,
        .carry = (uint8_t)statement_int(row, 13),
        .is_known = statement_int(row, 14) != 0,
        .is_late = statement_int(row, 15) != 0,
    };
    if (add_string(refill, row, 3, &out->name) != 0)
        return -1;
    roster->row_count++;
    return 0;
}

static const char rows_sql[] =
    "SELECT person, sheet, row_no, name, locality, category, recognised, ended,"
    " grades, types, fate, movement, marks, carry, is_known, is_late"
    " FROM roster_rows WHERE period = ?";

/* By sheet and row; no two stand at the same place. */
static int compare_rows(const void *left, const void *right)
{
    const struct roster_row *a = left;
    const struct roster_row *b = right;
    if (a->sheet != b->sheet)
        return a->sheet < b->sheet ? -1 : 1;
    return (a->row > b->row) - (a->row < b->row);
}

/* ---- the month before ---- */

static int take_standing(void *context, struct statement *row)
{
    struct refill *refill = context;
    struct roster *roster = refill->roster;
    roster->base = (ym)statement_int(row, 0);
    roster->before = (struct standing_count){
        .standing = statement_int(row, 1),
        .replaced = statement_int(row, 2),
        .removed = statement_int(row, 3),
        .missing = statement_int(row, 4),
        .gone = statement_int(row, 5),
        .carried = {[CARRY_UNCHANGED] = statement_int(row, 6),
                    [CARRY_NOT_SENT] = statement_int(row, 7),
                    [CARRY_PENDING] = statement_int(row, 8)},
    };
    return 0;
}

static const char standing_sql[] =
    "SELECT base, standing, replaced, removed, missing, gone, unchanged,"
    " not_sent, pending FROM standings WHERE period = ?";

/* ---- all of it ---- */

int ledger_roster(struct ledger *ledger, ym period, const struct policy *policy,
                  struct roster *out, struct failure *failure)
{
    static const struct {
        const char *sql;
        take_row *take;
    } parts[] = {
        {files_sql, take_file},      {sheets_sql, take_sheet},
        {fields_sql, take_field},    {localities_sql, take_locality},
        {rows_sql, take_person_row}, {standing_sql, take_standing},
    };
    struct refill refill = {
        .roster = out,
        .policy = policy,
        .failure = failure,
    };
    if (ledger_find_period(ledger, period, &refill.period, failure) != 0)
        return -1;
    if (roster_init(out) != 0)
        return failure_memory(failure);
    const struct sql_value month = sql_int(refill.period);
    int result = 0;
    for (size_t i = 0; result == 0 && i < sizeof parts / sizeof parts[0]; i++)
        result =
            database_each(ledger->database, parts[i].sql, &month, 1,
                          &(struct row_taker){parts[i].take, &refill}, failure);
    mem_free(refill.localities);
    if (result == 0 && out->row_count > 0)
        qsort(out->rows, out->row_count, sizeof *out->rows, compare_rows);
    if (result == 0)
        result = stored_rows_check(out, policy, failure);
    if (result != 0)
        roster_release(out);
    return result;
}

int ledger_period(struct ledger *ledger, ym period, struct arena *arena,
                  struct ledger_period *out, struct failure *failure)
{
    struct statement *row = NULL;
    int status = -1;
    if (ledger_find_period(ledger, period, &period, failure) != 0)
        return -1;
    if (statement_prepare(ledger->database,
                          "SELECT p.as_of, policies.id, p.policy"
                          " FROM periods AS p"
                          " JOIN policies ON policies.sha256 = p.policy"
                          " WHERE p.period = ?",
                          &row, failure) == 0 &&
        statement_ask(row, SQL_VALUES(sql_int(period)), failure) == 0)
        status = statement_next(row, failure) == 1 ? 0 : -1;
    if (status == 0) {
        *out = (struct ledger_period){
            .period = period,
            .as_of = (ymd)statement_int(row, 0),
            .policy_id = arena_string(arena, statement_text(row, 1)),
            .policy_sha256 = arena_string(arena, statement_text(row, 2)),
        };
        if (out->policy_id == NULL || out->policy_sha256 == NULL)
            status = failure_memory(failure);
    }
    statement_finish(row);
    return status;
}
