/* A ledger's contents as text, for comparison. */
#ifndef DAOPAN_TESTS_SUPPORT_LEDGER_DUMP_H
#define DAOPAN_TESTS_SUPPORT_LEDGER_DUMP_H

#include "core/text.h"

/* Every row of every table of an SQLite file, one line each, sorted. */
void ledger_dump(const char *path, struct text *out);

#endif
