/* The sheets of the audit workbook; each file adds its own. Private to
 * reports/. */
#ifndef DAOPAN_REPORTS_AUDIT_H
#define DAOPAN_REPORTS_AUDIT_H

#include "reports/report_set.h"

/* audit_input.c: files, rows of each sheet by fate, where fields were read
 * from, and every finding. */
void audit_files(struct book *book, const struct report_set *set);
void audit_sheets(struct book *book, const struct report_set *set);
void audit_fields(struct book *book, const struct report_set *set);
void audit_findings(struct book *book, const struct report_set *set);

/* audit_policy.c: documents, the import order with amounts and clauses, and
 * what else the policy orders. */
void audit_documents(struct book *book, const struct report_set *set);
void audit_order(struct book *book, const struct report_set *set);
void audit_rules(struct book *book, const struct report_set *set);

/* audit_sample.c: some decisions, chosen by the inputs alone, with all that is
 * behind them. */
void audit_sample(struct book *book, const struct report_set *set);

/* audit_decisions.c: every person with the rows behind the decision. */
void audit_decisions(struct book *book, const struct report_set *set);

#endif
