/*
 * Several hands for a list of jobs that know nothing of each other. Private to
 * reports/.
 */
#ifndef DAOPAN_REPORTS_CREW_H
#define DAOPAN_REPORTS_CREW_H

#include "reports/report_set.h"

/*
 * Writes the first `count` jobs of the set and measures their files, on up to
 * `threads` threads (0 = as many as there are processors): those with the most
 * rows first, so that none of them is left to the end. What comes out does not
 * depend on how many threads there are: 0, or -1 with the failure of the first
 * job in this order that failed.
 */
CHECKED int crew_write(struct report_set *set, size_t count, size_t threads,
                       struct failure *failure);

/* One job, in this thread. */
CHECKED int crew_write_one(struct report_set *set, struct report_job *job,
                           struct failure *failure);

#endif
