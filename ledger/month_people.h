/*
 * The people of a month who have a category, in the order of their numbers,
 * each with what the month calls the category and the place.
 */
#ifndef DAOPAN_LEDGER_MONTH_PEOPLE_H
#define DAOPAN_LEDGER_MONTH_PEOPLE_H

#include "core/arena.h"
#include "core/date.h"
#include "core/id_number.h"
#include "ledger/database.h"

/* Texts are never NULL: "" where there is none. */
struct month_category {
    const char *id, *code; /* the code as lists print it: never "" */
    const char *name, *fund, *applicant;
};

struct month_place {
    const char *county, *town, *village;
};

struct month_people {
    /* The person at hand; UINT64_MAX after the last. */
    idkey id;
    const char *name; /* until month_people_next() */
    const struct month_category *category;
    const struct month_place *place;
    int64_t subsidy; /* fen */

    /* Its own. */
    struct database *database;
    struct arena *arena;
    struct statement *rows;
    struct month_category *categories; /* number n is [n - 1] */
    size_t category_count, category_capacity;
    struct month_place *places;
    size_t place_count, place_capacity;
    struct failure *failure;
};

/* Stands at the first person; nobody where the period is 0. Texts of
 * categories and places live in `arena`. Closed in any case. */
CHECKED int month_people_open(struct month_people *people,
                              struct database *database, ym period,
                              struct arena *arena, struct failure *failure);
CHECKED int month_people_next(struct month_people *people);
void month_people_close(struct month_people *people);

#endif
