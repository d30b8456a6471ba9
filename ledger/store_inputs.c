/*
 * Keeping a run's inputs: files by digest, sheets with their counts and
 * columns, returned rows cell by cell, and the findings.
 */
#include "ledger/store.h"

static int insert_file(struct store *store, struct statement *insert,
                       size_t index, struct failure *failure)
{
    const struct roster_file *file = &store->roster->files[index];
    return statement_run(
        insert,
        SQL_VALUES(sql_int(store->period), sql_int((int64_t)index + 1),
                   sql_text(file->name), sql_text(file->format),
                   sql_int((int64_t)file->size), sql_text(file->sha256)),
        failure);
}

/* ---- sheets ---- */

static const char *visibility_name(enum visibility visibility)
{
    static const char *const names[] = {
        [SHEET_VISIBLE] = "visible",
        [SHEET_HIDDEN] = "hidden",
        [SHEET_VERY_HIDDEN] = "very-hidden",
    };
    return names[visibility];
}

static int insert_sheet(struct store *store, struct statement *insert,
                        size_t index, struct failure *failure)
{
    const struct policy *policy = store->policy;
    const struct roster_sheet *sheet = &store->roster->sheets[index];
    const struct roster_kind *kind =
        sheet->kind == POLICY_NONE ? NULL : &policy->kinds[sheet->kind];
    return statement_run(
        insert,
        SQL_VALUES(
            sql_int(store->period), sql_int((int64_t)index + 1),
            number_of(sheet->file, PLACE_NONE), pool_text(store, sheet->name),
            sql_text(visibility_name(sheet->visibility)),
            sql_text(kind == NULL ? NULL : kind->id),
            sql_text(kind == NULL ? NULL : kind->name),
            sql_text(kind == NULL ? NULL
                                  : policy->departments[kind->department].name),
            pool_text(store, sheet->title), pool_text(store, sheet->county),
            sql_int_or_null(sheet->header_row), sql_int(sheet->header_depth),
            sql_int(sheet->rows_read), sql_int(sheet->fates[FATE_ACCEPTED]),
            sql_int(sheet->fates[FATE_DUPLICATE]),
            sql_int(sheet->fates[FATE_RETURNED]),
            sql_int(sheet->fates[FATE_SKIPPED]),
            sql_int(sheet->skips[SKIP_BLANK]),
            sql_int(sheet->skips[SKIP_TITLE]),
            sql_int(sheet->skips[SKIP_HEADER]),
            sql_int(sheet->skips[SKIP_TOTAL]),
            sql_int(sheet->skips[SKIP_NOTE])),
        failure);
}

static int insert_labels(struct store *store, struct statement *insert,
                         size_t index, struct failure *failure)
{
    const struct roster_sheet *sheet = &store->roster->sheets[index];
    for (uint16_t i = 0; i < sheet->label_count; i++)
        if (statement_run(insert,
                          SQL_VALUES(sql_int(store->period),
                                     sql_int((int64_t)index + 1),
                                     sql_int((int64_t)i + 1),
                                     pool_text(store, sheet->labels[i])),
                          failure) != 0)
            return -1;
    return 0;
}

static int insert_fields(struct store *store, struct statement *insert,
                         size_t index, struct failure *failure)
{
    const struct roster_sheet *sheet = &store->roster->sheets[index];
    for (int field = 0; field < FIELD_COUNT; field++) {
        const struct column_choice *choice = &sheet->columns[field];
        if (choice->column == 0)
            continue;
        if (statement_run(insert,
                          SQL_VALUES(sql_int(store->period),
                                     sql_int((int64_t)index + 1),
                                     sql_text(field_id((enum field)field)),
                                     sql_int(choice->column),
                                     pool_text(store, choice->label)),
                          failure) != 0)
            return -1;
    }
    return 0;
}

/* ---- returned rows and findings ---- */

static int insert_cells(struct store *store, struct statement *insert,
                        size_t index, struct failure *failure)
{
    const struct raw_row *raw = &store->roster->raw[index];
    for (uint16_t i = 0; i < raw->cell_count; i++) {
        const struct sql_value text = pool_text(store, raw->cells[i]);
        if (text.length == 0)
            continue;
        if (statement_run(insert,
                          SQL_VALUES(sql_int(store->period),
                                     number_of(raw->sheet, PLACE_NONE),
                                     sql_int(raw->row), sql_int((int64_t)i + 1),
                                     text),
                          failure) != 0)
            return -1;
    }
    return 0;
}

static int insert_diagnostic(struct store *store, struct statement *insert,
                             size_t index, struct failure *failure)
{
    const struct diag *diag = &store->roster->diags[index];
    const struct place *at = &diag->at;
    const struct place *other = &diag->other;
    return statement_run(
        insert,
        SQL_VALUES(
            sql_int(store->period), sql_int((int64_t)index + 1),
            sql_text(diag_name(diag->code)),
            sql_text(diag_severity_name(diag_severity(diag->code))),
            number_of(at->file, PLACE_NONE), number_of(at->sheet, PLACE_NONE),
            sql_int_or_null(at->row), sql_int_or_null(at->column),
            number_of(other->file, PLACE_NONE),
            number_of(other->sheet, PLACE_NONE), sql_int_or_null(other->row),
            sql_int_or_null(other->column), sql_int_or_null((int64_t)diag->id),
            pool_text(store, diag->name), pool_text(store, diag->label),
            pool_text(store, diag->cell), pool_text(store, diag->note)),
        failure);
}

int store_inputs(struct store *store, struct failure *failure)
{
    const struct roster *roster = store->roster;
    const struct store_part parts[] = {
        {"INSERT INTO files (period, file, name, format, size, sha256)"
         " VALUES (?, ?, ?, ?, ?, ?)",
         roster->file_count, insert_file},
        {"INSERT INTO sheets (period, sheet, file, name, visibility, kind,"
         " kind_name, department, title, county, header_row, header_depth,"
         " rows_read, accepted, duplicate, returned, skipped, skipped_blank,"
         " skipped_title, skipped_header, skipped_total, skipped_note)"
         " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,"
         " ?, ?)",
         roster->sheet_count, insert_sheet},
        {"INSERT INTO sheet_labels (period, sheet, column_no, label)"
         " VALUES (?, ?, ?, ?)",
         roster->sheet_count, insert_labels},
        {"INSERT INTO sheet_fields (period, sheet, field, column_no, label)"
         " VALUES (?, ?, ?, ?, ?)",
         roster->sheet_count, insert_fields},
        {"INSERT INTO raw_cells (period, sheet, row_no, column_no, text)"
         " VALUES (?, ?, ?, ?, ?)",
         roster->raw_count, insert_cells},
        {"INSERT INTO diagnostics (period, diagnostic, code, severity, file,"
         " sheet, row_no, column_no, other_file, other_sheet, other_row_no,"
         " other_column_no, person, name, label, cell, note)"
         " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
         roster->diag_count, insert_diagnostic},
    };
    return store_parts(store, parts, sizeof parts / sizeof parts[0], failure);
}
