/*
 * Keeping a run's inputs: files by digest, sheets with their counts and
 * columns, returned rows cell by cell, and the findings.
 *
 * What a sheet or row has several of is numbered through with a fixed width,
 * and the places where there is nothing are left out.
 */
#include "ledger/store.h"

static bool put_file(const struct store *store, size_t index,
                     struct sql_value *values)
{
    const struct roster_file *file = &store->roster->files[index];
    return PUT_VALUES(values, sql_int((int64_t)index + 1), sql_text(file->name),
                      sql_text(file->format), sql_int((int64_t)file->size),
                      sql_text(file->sha256),
                      sql_int_or_null(file->carried_from));
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

static bool put_sheet(const struct store *store, size_t index,
                      struct sql_value *values)
{
    const struct policy *policy = store->policy;
    const struct roster_sheet *sheet = &store->roster->sheets[index];
    const struct roster_kind *kind =
        sheet->kind == POLICY_NONE ? NULL : &policy->kinds[sheet->kind];
    return PUT_VALUES(
        values, sql_int((int64_t)index + 1), number_of(sheet->file, PLACE_NONE),
        pool_text(store, sheet->name),
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
        sql_int(sheet->fates[FATE_SKIPPED]), sql_int(sheet->skips[SKIP_BLANK]),
        sql_int(sheet->skips[SKIP_TITLE]), sql_int(sheet->skips[SKIP_HEADER]),
        sql_int(sheet->skips[SKIP_TOTAL]), sql_int(sheet->skips[SKIP_NOTE]),
        sql_int(sheet->mode), pool_text(store, sheet->unplaced),
        sql_text(sheet->why_no_roster));
}

static bool put_label(const struct store *store, size_t index,
                      struct sql_value *values)
{
    const size_t width = store->label_width;
    const struct roster_sheet *sheet = &store->roster->sheets[index / width];
    const size_t column = index % width;
    if (column >= sheet->label_count)
        return false;
    return PUT_VALUES(values, sql_int((int64_t)(index / width) + 1),
                      sql_int((int64_t)column + 1),
                      pool_text(store, sheet->labels[column]));
}

static bool put_field(const struct store *store, size_t index,
                      struct sql_value *values)
{
    const size_t sheet = index / FIELD_COUNT;
    const enum field field = (enum field)(index % FIELD_COUNT);
    const struct column_choice *choice =
        &store->roster->sheets[sheet].columns[field];
    if (choice->column == 0)
        return false;
    return PUT_VALUES(values, sql_int((int64_t)sheet + 1),
                      sql_text(field_id(field)), sql_int(choice->column),
                      pool_text(store, choice->label));
}

/* ---- returned rows and findings ---- */

static bool put_cell(const struct store *store, size_t index,
                     struct sql_value *values)
{
    const struct raw_row *raw = &store->roster->raw[index / store->cell_width];
    const size_t column = index % store->cell_width;
    if (column >= raw->cell_count)
        return false;
    const struct sql_value text = pool_text(store, raw->cells[column]);
    if (text.length == 0)
        return false;
    return PUT_VALUES(values, number_of(raw->sheet, PLACE_NONE),
                      sql_int(raw->row), sql_int((int64_t)column + 1), text);
}

static bool put_diagnostic(const struct store *store, size_t index,
                           struct sql_value *values)
{
    const struct diag *diag = &store->roster->diags[index];
    const struct place *at = &diag->at;
    const struct place *other = &diag->other;
    return PUT_VALUES(
        values, sql_int((int64_t)index + 1), sql_text(diag_name(diag->code)),
        sql_text(diag_severity_name(diag_severity(diag->code))),
        number_of(at->file, PLACE_NONE), number_of(at->sheet, PLACE_NONE),
        sql_int_or_null(at->row), sql_int_or_null(at->column),
        number_of(other->file, PLACE_NONE), number_of(other->sheet, PLACE_NONE),
        sql_int_or_null(other->row), sql_int_or_null(other->column),
        sql_int_or_null((int64_t)diag->id), pool_text(store, diag->name),
        pool_text(store, diag->label), pool_text(store, diag->cell),
        pool_text(store, diag->note));
}

static bool put_drop(const struct store *store, size_t index,
                     struct sql_value *values)
{
    const struct unit_drop *drop = &store->roster->drops[index];
    return PUT_VALUES(values, sql_text(store->policy->kinds[drop->kind].id),
                      pool_text(store, drop->county), sql_int(drop->before),
                      sql_int(drop->now));
}

/* Only where there is a month before. */
static bool put_standing(const struct store *store, size_t index,
                         struct sql_value *values)
{
    const struct roster *roster = store->roster;
    const struct standing_count *count = &roster->before;
    (void)index;
    return roster->base != 0 &&
           PUT_VALUES(values, sql_int(roster->base), sql_int(count->standing),
                      sql_int(count->replaced), sql_int(count->removed),
                      sql_int(count->missing), sql_int(count->gone),
                      sql_int(count->carried[CARRY_UNCHANGED]),
                      sql_int(count->carried[CARRY_NOT_SENT]),
                      sql_int(count->carried[CARRY_PENDING]));
}

/* ---- all of it ---- */

static void measure(struct store *store)
{
    const struct roster *roster = store->roster;
    for (size_t i = 0; i < roster->sheet_count; i++)
        if (roster->sheets[i].label_count > store->label_width)
            store->label_width = roster->sheets[i].label_count;
    for (size_t i = 0; i < roster->raw_count; i++)
        if (roster->raw[i].cell_count > store->cell_width)
            store->cell_width = roster->raw[i].cell_count;
}

int store_inputs(struct store *store, struct failure *failure)
{
    const struct roster *roster = store->roster;
    measure(store);
    const struct store_part parts[] = {
        {"files", "file, name, format, size, sha256, carried_from",
         roster->file_count, put_file, PROOF_NONE},
        {"sheets",
         "sheet, file, name, visibility, kind, kind_name, department, title,"
         " county, header_row, header_depth, rows_read, accepted, duplicate,"
         " returned, skipped, skipped_blank, skipped_title, skipped_header,"
         " skipped_total, skipped_note, mode, unplaced, why_no_roster",
         roster->sheet_count, put_sheet, PROOF_NONE},
        {"sheet_labels", "sheet, column_no, label",
         roster->sheet_count * store->label_width, put_label, PROOF_NONE},
        {"sheet_fields", "sheet, field, column_no, label",
         roster->sheet_count * FIELD_COUNT, put_field, PROOF_NONE},
        {"accepted_drops", "kind, county, before, now", roster->drop_count,
         put_drop, PROOF_NONE},
        {"standings",
         "base, standing, replaced, removed, missing, gone, unchanged,"
         " not_sent, pending",
         1, put_standing, PROOF_NONE},
        {"raw_cells", "sheet, row_no, column_no, text",
         roster->raw_count * store->cell_width, put_cell, PROOF_NONE},
        {"diagnostics",
         "diagnostic, code, severity, file, sheet, row_no, column_no,"
         " other_file, other_sheet, other_row_no, other_column_no, person,"
         " name, label, cell, note",
         roster->diag_count, put_diagnostic, PROOF_DIAGNOSTICS},
    };
    return store_parts(store, parts, sizeof parts / sizeof parts[0], failure);
}
