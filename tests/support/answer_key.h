/*
 * Holds a run of a sample month against its answer key, which the samples'
 * generator worked out by itself (tests/golden/<region>-<period>/):
 *
 *     const struct answered_run run = {
 *         .answers = "tests/golden/meishan-2023-08",
 *         .ledger = ledger, .out = folder, .summary = json};
 *     expect_decisions(&run);
 *
 * What does not agree fails the test, with the person, row or workbook.
 */
#ifndef DAOPAN_TESTS_SUPPORT_ANSWER_KEY_H
#define DAOPAN_TESTS_SUPPORT_ANSWER_KEY_H

#include "core/text.h"
#include "tests/support/csv_table.h"
#include <stdint.h>

struct answered_run {
    const char *answers; /* the key's folder */
    const char *ledger;  /* that the run wrote */
    const char *out;     /* the folder of its workbooks */
    const char *summary; /* what it printed, as JSON */
};

/* Every person: category, amounts, fund, applicant, rows of evidence. */
void expect_decisions(const struct answered_run *run);

/* Every row that goes back or is warned of, and no other. */
void expect_findings(const struct answered_run *run);

/* Each row read is accepted, a duplicate, returned or skipped. */
void expect_fates(const struct answered_run *run);

/* One grand total in export, summary and workbooks; each applicant requests
 * what its people get. */
void expect_totals(const struct answered_run *run);

/* `daopan export WHAT`; to be freed. */
struct csv_table *ledger_export(const char *ledger, const char *what);

/* The number behind `key` in a summary, from `from` on. */
int64_t summary_number(const char *from, const char *key);

/* Appends every cell of a workbook of an output folder, as JSON Lines. */
void dump_workbook(const char *out_folder, const char *workbook,
                   struct text *out);

#endif
