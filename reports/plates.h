/* Who is on a load plate; for the plates and for their control sheet. Private
 * to reports/. */
#ifndef DAOPAN_REPORTS_PLATES_H
#define DAOPAN_REPORTS_PLATES_H

#include "reports/report_set.h"

/* Goes through the rows of a step's plate in printing order. Start with {0};
 * decision, home and row are the row's. */
struct plate_walk {
    struct person_walk persons;
    const struct decision *decision;
    const struct home *home;
    const struct roster_row *row; /* that speaks for the category */
    uint32_t at;                  /* next of the decision's evidence */
    uint16_t done;                /* category told last */
    bool is_inside;
};

/* False after the last. */
bool plate_next(const struct report_set *set, uint16_t step,
                struct plate_walk *walk);

/* The number, as Excel shows it, of the first row that holds a person. */
uint32_t plate_first_row(const struct report_set *set);

/* "01-乡村振兴-稳定脱贫户.xlsx" */
void plate_append_name(struct text *out, const struct policy *policy,
                       size_t step);

#endif
