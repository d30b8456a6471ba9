/* What proves the figures of a workbook: tie-outs, and the assumptions that
 * they rest on. Private to reports/. */
#ifndef DAOPAN_REPORTS_PROOF_H
#define DAOPAN_REPORTS_PROOF_H

#include "reports/report_set.h"

/* Every equation of the allocation with both sides and the difference. */
void tie_sheet(struct book *book, const struct report_set *set);

/* All assumptions of the policy, with their reasons. */
void assumption_sheet(struct book *book, const struct report_set *set);

/* Lines below a table: the assumptions that the categories of an applicant
 * rest on (SLICE_ANY = of all categories), and the rules for everybody. */
void note_assumptions(struct sheet *sheet, struct book *book,
                      const struct report_set *set, uint16_t applicant);

/* The same of a step's categories. */
void note_step_assumptions(struct sheet *sheet, struct book *book,
                           const struct report_set *set, uint16_t step);

#endif
