/*
 * People known from an earlier month, by full number: what a number that a
 * spreadsheet cut to fifteen digits may have been. ledger/ lists them;
 * reports/ suggest from them, and never put them in place of anything.
 */
#ifndef DAOPAN_CORE_KNOWN_PERSON_H
#define DAOPAN_CORE_KNOWN_PERSON_H

#include "core/date.h"
#include "core/id_number.h"
#include <stddef.h>

struct known_person {
    idkey id;
    const char *name;
};

struct known_people {
    ym period;                        /* the month they are known from */
    const struct known_person *items; /* sorted by id */
    size_t count;
};

#endif
