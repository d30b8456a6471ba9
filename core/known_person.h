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
#include <stdint.h>

struct known_person {
    idkey id;
    const char *name;
};

struct known_people {
    ym period;                        /* the month they are known from */
    const struct known_person *items; /* sorted by id */
    size_t count;
};

/*
 * The first fifteen digits of a number that a spreadsheet cut, from the cell
 * as it stands: "511499197803010000", "5.1149919780301E+17". 0 where that is
 * not what it is, or fewer digits are left.
 */
uint64_t cut_number_digits(const char *cell);

/* The first known person whose number begins with these fifteen digits, and
 * how many there are; they stand side by side. */
size_t known_people_find(const struct known_people *known, uint64_t digits,
                         size_t *out_count);

#endif
