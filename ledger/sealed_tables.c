/*
 * The sealed tables. Columns are named one by one: a column that a later
 * version adds does not change what an earlier one sealed. A month's state is
 * left out, since closing must not change what was sealed before.
 */
#include "ledger/sealed_tables.h"

#include <string.h>

#define OF_PERIOD(table) " FROM " table " WHERE period = ?1"

const struct sealed_table sealed_tables[SEALED_TABLES] = {
    {"policies", SEAL_POLICY,
     "sha256, id, region, title, insured_year, premium, text",
     " FROM policies WHERE sha256 ="
     " (SELECT policy FROM periods WHERE period = ?1)",
     "sha256", 0},
    {"categories", SEAL_POLICY,
     "category, code, id, name, department, step, fund, applicant, ratio_bp,"
     " premium, subsidy, personal_due",
     OF_PERIOD("categories"), "category", 1},
    {"files", SEAL_INPUTS, "file, name, format, size, sha256, carried_from",
     OF_PERIOD("files"), "file", 1},
    {"sheets", SEAL_INPUTS,
     "sheet, file, name, visibility, kind, kind_name, department, title,"
     " county, header_row, header_depth, rows_read, accepted, duplicate,"
     " returned, skipped, skipped_blank, skipped_title, skipped_header,"
     " skipped_total, skipped_note, mode, unplaced, why_no_roster",
     OF_PERIOD("sheets"), "sheet", 1},
    {"sheet_labels", SEAL_INPUTS, "sheet, column_no, label",
     OF_PERIOD("sheet_labels"), "sheet, column_no", 2},
    {"sheet_fields", SEAL_INPUTS, "sheet, field, column_no, label",
     OF_PERIOD("sheet_fields"), "sheet, field", 0},
    {"localities", SEAL_INPUTS, "locality, county, town, village",
     OF_PERIOD("localities"), "locality", 1},
    {"roster_rows", SEAL_INPUTS,
     "person, sheet, row_no, name, locality, category, recognised, ended,"
     " grades, types, fate, verdict, movement, marks, carry,"
     " is_known, is_late",
     OF_PERIOD("roster_rows"), "person, sheet, row_no", 3},
    {"raw_cells", SEAL_INPUTS, "sheet, row_no, column_no, text",
     OF_PERIOD("raw_cells"), "sheet, row_no, column_no", 3},
    {"diagnostics", SEAL_INPUTS,
     "diagnostic, code, severity, file, sheet, row_no, column_no, other_file,"
     " other_sheet, other_row_no, other_column_no, person, name, label, cell,"
     " note",
     OF_PERIOD("diagnostics"), "diagnostic", 1},
    {"accepted_drops", SEAL_INPUTS, "kind, county, before, now",
     OF_PERIOD("accepted_drops"), "kind, county", 0},
    {"standings", SEAL_INPUTS,
     "period, base, standing, replaced, removed, missing, gone, unchanged,"
     " not_sent, pending",
     OF_PERIOD("standings"), "period", 1},
    {"periods", SEAL_DECISIONS,
     "period, as_of, policy, program, premium, heads, subsidy, personal_due",
     OF_PERIOD("periods"), "period", 1},
    {"decisions", SEAL_DECISIONS,
     "person, name, locality, category, premium, subsidy, personal_due, age,"
     " grades, types, flags, evidence, accepted",
     OF_PERIOD("decisions"), "person", 1},
    {"slices", SEAL_DECISIONS,
     "slice, county, category, premium, heads, subsidy, personal_due",
     OF_PERIOD("slices"), "slice", 1},
    {"tie_outs", SEAL_DECISIONS,
     "tie_out, what, left_side, right_side, is_money", OF_PERIOD("tie_outs"),
     "tie_out", 1},
    {"request_lines", SEAL_DECISIONS,
     "line, applicant, fund, county, category, added_heads, added,"
     " deducted_heads, deducted, heads, amount",
     OF_PERIOD("request_lines"), "line", 1},
    {"postings", SEAL_DECISIONS, "person, line, heads, amount, corrects",
     OF_PERIOD("postings"), "person, line, heads", 3},
    {"outputs", SEAL_OUTPUTS, "path, size, sha256, sm3", OF_PERIOD("outputs"),
     "path", 0},
};

const struct sealed_table *sealed_table_fed(const char *name,
                                            const char *columns)
{
    for (int i = 0; i < SEALED_TABLES; i++)
        if (strcmp(sealed_tables[i].name, name) == 0)
            return sealed_tables[i].key_numbers > 0 &&
                           strcmp(sealed_tables[i].columns, columns) == 0
                       ? &sealed_tables[i]
                       : NULL;
    return NULL;
}
