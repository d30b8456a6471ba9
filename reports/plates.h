/* Load plates, for their control sheet. Private to reports/. */
#ifndef DAOPAN_REPORTS_PLATES_H
#define DAOPAN_REPORTS_PLATES_H

#include "reports/report_set.h"

/* The number, as Excel shows it, of the first row that holds a person. */
uint32_t plate_first_row(const struct report_set *set);

/* "01-乡村振兴-稳定脱贫户.xlsx" */
void plate_append_name(struct text *out, const struct policy *policy,
                       size_t step);

#endif
