/*
 * Everybody on whom there is a decision, in printing order and side by side
 * in memory. Decisions lie by ID number and rows by file, so that a walk by
 * village would look for each of them somewhere else, once a workbook. Private
 * to reports/.
 */
#ifndef DAOPAN_REPORTS_PEOPLE_H
#define DAOPAN_REPORTS_PEOPLE_H

#include "reports/gazetteer.h"

struct person {
    struct decision decision; /* a copy */
    struct phrase name; /* of the row that the decision rests on; a copy */
};

/* The people of a home are items[home->first] … items[home->first +
 * home->count - 1]. */
struct people {
    struct person *items;
    size_t count;
    struct arena *names; /* the texts, one behind the other */
};

/* 0, or -1 when memory is exhausted; then nothing needs releasing. */
CHECKED int people_init(struct people *people,
                        const struct allocation *allocation,
                        const struct gazetteer *gazetteer);
void people_release(struct people *people);

/* To be called where the rows behind the people are looked at, one person
 * after the other: those of one further on are fetched meanwhile, where all
 * these flags are set of that person (enum decision_flag; 0 = any). */
void people_expect(const struct people *people,
                   const struct allocation *allocation, size_t position,
                   unsigned flags);

#endif
