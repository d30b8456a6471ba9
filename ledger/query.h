/*
 * Pieces of queries that exports and stories share.
 */
#ifndef DAOPAN_LEDGER_QUERY_H
#define DAOPAN_LEDGER_QUERY_H

#include "core/diag.h"
#include "ledger/database.h"

/* How a category is named: by its code, or by its id where none is printed. */
#define QUERY_CODE_OF(categories)                                              \
    "ifnull(nullif(" categories ".code, ''), " categories ".id)"

/* The values that a finding's sentence is made of, for diagnostics AS d; to
 * be read by query_append_message(). */
#define QUERY_FINDING_VALUES                                                   \
    "d.code, d.label, d.cell, d.note, other_f.name, other_s.name,"             \
    " d.other_row_no, d.other_column_no"
#define QUERY_FINDING_JOINS                                                    \
    " LEFT JOIN files AS other_f"                                              \
    " ON other_f.period = d.period AND other_f.file = d.other_file"            \
    " LEFT JOIN sheets AS other_s"                                             \
    " ON other_s.period = d.period AND other_s.sheet = d.other_sheet"

/* Whether the receipts of a request cover it, for request_lines AS l; `same`
 * says which lines and receipts (AS r) belong to it. Without any the sum is
 * NULL, which covers nothing. */
#define QUERY_IS_COVERED(same)                                                 \
    "ifnull((SELECT sum(r.amount) FROM receipts AS r WHERE r.period ="         \
    " l.period AND r.applicant = l.applicant AND r.fund = l.fund" same         \
    ") >= (SELECT sum(r.added) - sum(r.deducted) FROM request_lines AS r"      \
    " WHERE r.period = l.period AND r.applicant = l.applicant"                 \
    " AND r.fund = l.fund" same "), 0)"

/* Appends the finding's sentence; `first` is the column of d.code. */
void query_append_message(struct text *out, struct statement *row, int first,
                          enum language language);

#endif
