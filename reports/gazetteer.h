/*
 * Where people live (county, town, village), in printing order, and who
 * lives there. Private to reports/.
 */
#ifndef DAOPAN_REPORTS_GAZETTEER_H
#define DAOPAN_REPORTS_GAZETTEER_H

#include "core/allocation.h"
#include "reports/measure.h"

/* A village, as rosters name it. */
struct home {
    strref county_ref, town_ref, village_ref;
    struct phrase county, town, village; /* county: "未注明" where unknown */
    uint32_t county_index;               /* into gazetteer.counties */
    uint32_t first; /* order[first] … order[first + count - 1] */
    uint32_t count; /* persons */
};

/* A county that a person of the run belongs to, or one whose money is among
 * the month's requests. */
struct home_county {
    strref ref;
    const char *key;  /* as the policy names it; "" where unknown */
    const char *name; /* "未注明" where unknown */
    uint32_t rank;    /* in printing order */
};

/*
 * Counties stand in the policy's order, then others by name, the unknown one
 * last; towns and villages inside them by name, the unnamed last.
 */
struct gazetteer {
    struct home *homes; /* once they are laid out */
    size_t count;
    struct home_county *counties;
    size_t county_count;
    uint32_t *order; /* indexes of decisions by home, inside one by ID; NULL
                        once it is given back */
    bool has_towns;  /* somebody has one */
    bool has_villages;
};

/* Lists the counties. 0, or -1 when memory is exhausted; then nothing needs
 * releasing. */
CHECKED int gazetteer_init(struct gazetteer *gazetteer,
                           const struct allocation *allocation);
/* Lists the homes and who lives there. 0, or -1 when memory is exhausted. */
CHECKED int gazetteer_lay_out(struct gazetteer *gazetteer,
                              const struct allocation *allocation);
/* Gives `order` back, once the people themselves lie in it (people.h). */
void gazetteer_forget_order(struct gazetteer *gazetteer);
void gazetteer_release(struct gazetteer *gazetteer);

/* Where the county of that name stands in printing order; one that nobody of
 * the run belongs to stands last. */
uint32_t gazetteer_county_rank(const struct gazetteer *gazetteer,
                               const char *name);

/* Whether a name stands before another, the unnamed last: < 0, 0, > 0. */
int gazetteer_compare_names(const char *a, const char *b);

#endif
