/*
 * What a month changes for persons, against the last closed month. ledger/
 * works it out; reports/ prints it. Where no month is closed yet there is no
 * list: everybody decided with a category is new.
 */
#ifndef DAOPAN_CORE_CHANGE_H
#define DAOPAN_CORE_CHANGE_H

#include "core/date.h"
#include "core/fen.h"
#include "core/id_number.h"
#include <stddef.h>
#include <stdint.h>

enum change_kind { CHANGE_ADDED, CHANGE_REMOVED, CHANGE_CHANGED };
enum { CHANGE_KIND_COUNT = CHANGE_CHANGED + 1 };

/* What is different about somebody who changed: the first that holds. */
enum change_what {
    CHANGE_OF_NOTHING, /* added or removed */
    CHANGE_OF_PAYER,   /* another fund or applicant, or in another county */
    CHANGE_OF_TIER,    /* another amount */
    CHANGE_OF_IDENTITY /* another category, and nothing else */
};
enum { CHANGE_WHAT_COUNT = CHANGE_OF_IDENTITY + 1 };

/* One person and fund. Strings are "" where they do not apply, never NULL. */
struct change {
    idkey id;
    uint8_t kind; /* enum change_kind */
    uint8_t what; /* enum change_what */
    const char *name, *county, *town, *village;
    const char *from_code, *from; /* the category before: code and name */
    const char *to_code, *to;     /* and now */
    const char *fund;             /* whose money `delta` is */
    fen delta;                    /* by how much its request rises */
    ym corrects; /* 补 or 扣: the closed month that it makes good; 0 = none */
};

struct change_list {
    ym since;                   /* the closed month compared with */
    const struct change *items; /* in printing order */
    size_t count;
    int64_t kept; /* persons who stay as they were */
};

#endif
