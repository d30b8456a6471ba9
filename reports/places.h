/*
 * Targets, insured people and people with an identity, by place. Private to
 * reports/.
 */
#ifndef DAOPAN_REPORTS_PLACES_H
#define DAOPAN_REPORTS_PLACES_H

#include "reports/report_set.h"

struct place_count {
    const char *name;
    int64_t target;   /* -1 = the document states none */
    int64_t enrolled; /* on the enrolment list */
    int64_t special;  /* with an identity in this period */
    int64_t insured;  /* of these, on the enrolment list, wherever it puts
                         them */
};

/* The policy's places in its order, all of them; then others where people
 * are, by name; last, where anybody is, the unknown one. */
struct place_list {
    struct place_count *items;
    size_t count;
};

/* The set must have an enrolment. 0, or -1 when memory is exhausted. */
CHECKED int place_list_init(struct place_list *list,
                            const struct report_set *set);
void place_list_release(struct place_list *list);

#endif
