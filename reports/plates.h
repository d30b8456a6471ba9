/* Who is on a load plate; for the plates and for their control sheet. Private
 * to reports/. */
#ifndef DAOPAN_REPORTS_PLATES_H
#define DAOPAN_REPORTS_PLATES_H

#include "reports/report_set.h"

/* The rows of a step's plate, in printing order; returns how many. */
size_t plate_rows(const struct report_set *set, size_t step,
                  const struct plate_row **out);

/* The number, as Excel shows it, of the first row that holds a person. */
uint32_t plate_first_row(const struct report_set *set);

/* "01-乡村振兴-稳定脱贫户.xlsx" */
void plate_append_name(struct text *out, const struct policy *policy,
                       size_t step);

#endif
