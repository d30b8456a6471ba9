/* Rosters from CSV text, for the targets that need one. */
#ifndef DAOPAN_TESTS_FUZZ_FUZZ_ROSTER_H
#define DAOPAN_TESTS_FUZZ_FUZZ_ROSTER_H

#include "core/roster.h"
#include "tests/fuzz/fuzz_target.h"

/* The policy that rosters are read by. */
const struct policy *fuzz_roster_policy(void);

/* A roster that holds one file and nothing of it yet. */
void fuzz_roster_init(struct roster *roster);

/* Reads text as that file. 0 or -1. */
int fuzz_roster_gather(const uint8_t *bytes, size_t size, bool is_inspecting,
                       struct roster *roster);

/* Says every finding and decides every person. */
void fuzz_roster_use(struct roster *roster);

#endif
