/* What standing_carry() works with. */
#ifndef DAOPAN_ALLOCATE_STANDING_H
#define DAOPAN_ALLOCATE_STANDING_H

#include "allocate/allocate.h"
#include "allocate/person_rows.h"
#include "allocate/roster_unit.h"

/* What becomes of a row of the month before. */
enum outcome {
    OUTCOME_NONE,     /* it did not stand: returned, removed, ended */
    OUTCOME_GONE,     /* the policy has no such category any more */
    OUTCOME_REPLACED, /* the person came with the category again */
    OUTCOME_REMOVED,  /* reported as removed, or as changed to another */
    OUTCOME_MISSING,  /* not on the full roster any more */
    OUTCOME_PENDING,
    OUTCOME_UNCHANGED,
    OUTCOME_NOT_SENT,
    OUTCOME_OPEN /* not known yet: depends on what its unit's roster was */
};

/* A row of the month before, in today's terms. */
struct standing_row {
    uint32_t unit;    /* index into units */
    uint32_t because; /* OUTCOME_PENDING: this month's row; else ROW_NONE */
    uint16_t category;
    uint8_t outcome;
};

/* A returned row of this month without a number. */
struct nameless {
    uint64_t hash; /* of its name */
    uint32_t row;
    uint8_t digit_count;
    char digits[15]; /* of its number, those that are true */
};

struct standing {
    const struct standing_options *options;
    const struct policy *policy; /* options->policy */
    const struct roster *before; /* options->before */
    struct roster *roster;
    size_t row_count;          /* of the roster before anything is carried */
    struct person_rows now;    /* its rows by person */
    struct person_rows was;    /* rows of the month before by person */
    struct standing_row *rows; /* by row of the month before */
    struct unit_table units;
    bool *all_full;       /* by kind: an empty roster covers every county */
    bool *all_changes;    /* by kind: a change roster without a county came */
    uint16_t *kinds;      /* by kind of the policy before: today's, or NONE */
    uint16_t *categories; /* likewise */
    struct nameless *nameless; /* sorted by hash, then row */
    size_t nameless_count, nameless_capacity;
};

/* Whether a kind may have the category. */
bool kind_has(const struct policy *policy, uint16_t kind, uint16_t category);

/* The kind of a row's sheet. */
uint16_t kind_of_row(const struct roster *roster, const struct roster_row *row);

/* Whether the person stood in the month before with a category from the
 * department: the row's index there, or ROW_NONE. */
uint32_t standing_find(const struct standing *standing, idkey id,
                       uint16_t department, uint16_t category);

/* A count, which is not negative, in digits: inside `out`. */
enum { COUNT_TEXT_SIZE = 24 };
const char *count_text(int64_t count, char out[COUNT_TEXT_SIZE]);

/* ---- its parts, in the order of their work; each 0 or -1 (memory) ---- */

/* Today's terms for every row of the month before. */
CHECKED int standing_translate(struct standing *standing);

/* What this month's sheets cover, and how many people they have. */
CHECKED int standing_cover(struct standing *standing);

/* Collects returned rows without a number; finds the one that may be about a
 * row of the month before, or ROW_NONE. */
CHECKED int nameless_collect(struct standing *standing);
uint32_t nameless_find(const struct standing *standing, uint32_t index);

/* What becomes of every row. */
CHECKED int standing_judge(struct standing *standing);

/* Full rosters that are too short: -1 with DIAG_ROSTER_DROPPED where nobody
 * consented. */
CHECKED int standing_check_drops(struct standing *standing,
                                 struct failure *failure);

/* Appends the rows that stay; adds findings about them and about movements. */
CHECKED int standing_append(struct standing *standing);
CHECKED int standing_tell(struct standing *standing);

#endif
