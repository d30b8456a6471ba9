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

/* One person. Strings are "" where they do not apply, never NULL. */
struct change {
    idkey id;
    uint8_t kind; /* enum change_kind */
    const char *name, *county, *town, *village;
    const char *from_code, *from; /* the category before: code and name */
    const char *to_code, *to;     /* and now */
    const char *fund;             /* whose money `delta` is */
    fen delta;                    /* by how much the subsidy rises */
};

struct change_list {
    ym since;                   /* the closed month compared with */
    const struct change *items; /* in printing order */
    size_t count;
    int64_t kept; /* persons who stay as they were */
};

#endif
