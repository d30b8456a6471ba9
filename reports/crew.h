/*
 * Several hands for a list of jobs that know nothing of each other, and for
 * the one inquiry that some of them wait for. Private to reports/.
 */
#ifndef DAOPAN_REPORTS_CREW_H
#define DAOPAN_REPORTS_CREW_H

#include "reports/report_set.h"

struct crew; /* opaque: threads at work for a set */

/*
 * Sets off the inquiry of the set's input, if it has one: on a thread of its
 * own, which then takes jobs like the others; where there is to be one thread
 * only, it has ended when this returns. Its answer becomes set->past, which
 * nobody else touches meanwhile. `threads` 0 = as many as there are processors.
 * To be followed by crew_close() where it returns 0.
 */
CHECKED int crew_open(struct report_set *set, size_t threads, struct crew **out,
                      struct failure *failure);

/*
 * Writes the first `count` jobs of the set and measures their files: those
 * with the most rows first, so that none of them is left to the end; those that
 * tell of earlier months once the inquiry has been answered. None is written
 * where it failed. What comes out does not depend on how many threads there
 * are: 0, or -1 with the failure of the first job in this order that fails.
 * At most once.
 */
CHECKED int crew_write(struct crew *crew, size_t count,
                       struct failure *failure);

/* Waits for the inquiry, and ends the crew. 0, or -1 where the inquiry failed:
 * its failure then takes the place of any other. */
CHECKED int crew_close(struct crew *crew, struct failure *failure);

/* One job, in this thread. */
CHECKED int crew_write_one(struct report_set *set, struct report_job *job,
                           struct failure *failure);

#endif
