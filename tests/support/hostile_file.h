/*
 * Reading a file that means harm the way `daopan dump` and `daopan inspect`
 * do: by a confined child, within a gibibyte and a minute.
 */
#ifndef DAOPAN_TESTS_SUPPORT_HOSTILE_FILE_H
#define DAOPAN_TESTS_SUPPORT_HOSTILE_FILE_H

#include "core/diag.h"
#include "core/roster.h"
#include "core/text.h"

/* Dumps the bytes, and throws away what is printed: 0 or -1. */
CHECKED int hostile_dump(const char *bytes, size_t size,
                         struct failure *failure);

/* Fails the test unless dumping is refused by this code. `why` is an enum
 * message, or -1 where the failure has no reason of that kind. */
void hostile_expect(const char *name, const char *bytes, size_t size,
                    enum diag_code code, int why);

/* What `inspect` finds, as "[code code …] accepted returned": the codes of
 * failures, then rows by fate. The text's release is the caller's. */
void hostile_inspect(const char *bytes, size_t size, struct text *out);

#endif
