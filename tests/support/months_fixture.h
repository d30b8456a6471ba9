/*
 * Two months for tests of what the one leaves to the other: rows of the month
 * before and of this one, sheet by sheet, without files.
 */
#ifndef DAOPAN_TESTS_SUPPORT_MONTHS_FIXTURE_H
#define DAOPAN_TESTS_SUPPORT_MONTHS_FIXTURE_H

#include "allocate/allocate.h"
#include "tests/support/policy_fixture.h"
#include "tests/support/roster_fixture.h"

enum { MONTHS_BASE = 202307, MONTHS_PERIOD = 202308, MONTHS_AS_OF = 20230831 };

struct months {
    struct policy policy; /* policy_fixture(), without a drop limit */
    struct roster before, now;
    struct standing_options options;
};

/* Empty months; the options may be changed before months_carry(). */
void months_init(struct months *months);
void months_release(struct months *months);

/* Adds a sheet, on a file of its own, to one of the two rosters; its index.
 * `county` NULL = it names none. */
uint32_t months_sheet(struct roster *roster, uint16_t kind,
                      enum roster_mode mode, const char *county);

/* Adds `count` people of a category in 东区 to the last sheet. */
void months_people(struct roster *roster, uint16_t category, int first,
                   int count);

/* standing_carry(): 0 or -1. */
int months_carry(struct months *months, struct failure *failure);

/* Why the person's row of the category was carried; CARRY_NONE = it was not. */
enum carry months_carried(const struct months *months, idkey id,
                          uint16_t category);

/* How many rows were carried. */
size_t months_carried_count(const struct months *months);

#endif
