/* What a department may have meant. Private to reports/. */
#ifndef DAOPAN_REPORTS_SUGGESTIONS_H
#define DAOPAN_REPORTS_SUGGESTIONS_H

#include "reports/report_set.h"

/* Appends the full numbers that a cut number may have been, a line each:
 * those of people of the same name, known from this month's other rows or from
 * the month before. Nothing for other findings. */
void suggestions_append(struct text *out, const struct report_set *set,
                        const struct diag *diag);

#endif
