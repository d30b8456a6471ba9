/*
 * The sealed tables. Columns are named one by one: a column that a later
 * version adds does not change what an earlier one sealed. A month's state is
 * left out, since closing must not change what was sealed before.
 */
#include "ledger/sealed_tables.h"

#include <string.h>

#define OF_PERIOD(table) " FROM " table " WHERE period = ?1"

const struct sealed_table sealed_tables[SEALED_TABLES] = {
    {"policies", SEAL_POLICY, 0,
     "sha256, id, region, title, insured_year, premium, text",
     " FROM policies WHERE sha256 ="
     " (SELECT policy FROM periods WHERE period = ?1)",
     "sha256"},
    {"categories", SEAL_POLICY, 1,
     "category, code, id, name, department, step, fund, applicant, ratio_bp,"
     " premium, subsidy, personal_due",
     OF_PERIOD("categories"), "category"},
    {"files", SEAL_INPUTS, 1, "file, name, format, size, sha256, carried_from",
     OF_PERIOD("files"), "file"},
    {"sheets", SEAL_INPUTS, 1,
     "sheet, file, name, visibility, kind, kind_name, department, title,"
     " county, header_row, header_depth, rows_read, accepted, duplicate,"
     " returned, skipped, skipped_blank, skipped_title, skipped_header,"
     " skipped_total, skipped_note, mode, unplaced, why_no_roster",
     OF_PERIOD("sheets"), "sheet"},
    {"sheet_labels", SEAL_INPUTS, 2, "sheet, column_no, label",
     OF_PERIOD("sheet_labels"), "sheet, column_no"},
    {"sheet_fields", SEAL_INPUTS, 0, "sheet, field, column_no, label",
     OF_PERIOD("sheet_fields"), "sheet, field"},
    {"localities", SEAL_INPUTS, 1, "locality, county, town, village",
     OF_PERIOD("localities"), "locality"},
    {"roster_rows", SEAL_INPUTS, 3,
     "person, sheet, row_no, name, locality, category, recognised, ended,"
     " grades, types, fate, verdict, movement, marks, carry,"
     " is_known, is_late",
     OF_PERIOD("roster_rows"), "person, sheet, row_no"},
    {"raw_cells", SEAL_INPUTS, 3, "sheet, row_no, column_no, text",
     OF_PERIOD("raw_cells"), "sheet, row_no, column_no"},
    {"diagnostics", SEAL_INPUTS, 1,
     "diagnostic, code, severity, file, sheet, row_no, column_no, other_file,"
     " other_sheet, other_row_no, other_column_no, person, name, label, cell,"
     " note",
     OF_PERIOD("diagnostics"), "diagnostic"},
    {"accepted_drops", SEAL_INPUTS, 0, "kind, county, before, now",
     OF_PERIOD("accepted_drops"), "kind, county"},
    {"standings", SEAL_INPUTS, 1,
     "period, base, standing, replaced, removed, missing, gone, unchanged,"
     " not_sent, pending",
     OF_PERIOD("standings"), "period"},
    {"periods", SEAL_DECISIONS, 1,
     "period, as_of, policy, program, premium, heads, subsidy, personal_due",
     OF_PERIOD("periods"), "period"},
    {"decisions", SEAL_DECISIONS, 1,
     "person, name, locality, category, premium, subsidy, personal_due, age,"
     " grades, types, flags, evidence, accepted",
     OF_PERIOD("decisions"), "person"},
    {"slices", SEAL_DECISIONS, 1,
     "slice, county, category, premium, heads, subsidy, personal_due",
     OF_PERIOD("slices"), "slice"},
    {"tie_outs", SEAL_DECISIONS, 1,
     "tie_out, what, left_side, right_side, is_money", OF_PERIOD("tie_outs"),
     "tie_out"},
    {"request_lines", SEAL_DECISIONS, 1,
     "line, applicant, fund, county, category, added_heads, added,"
     " deducted_heads, deducted, heads, amount",
     OF_PERIOD("request_lines"), "line"},
    {"postings", SEAL_DECISIONS, 3, "person, line, heads, amount, corrects",
     OF_PERIOD("postings"), "person, line, heads"},
    {"outputs", SEAL_OUTPUTS, 0, "path, size, sha256, sm3",
     OF_PERIOD("outputs"), "path"},
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
