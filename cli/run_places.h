/*
 * Where a run's results may go: nowhere inside what it reads, or the next run
 * would take them for rosters; and only where a folder can be replaced.
 */
#ifndef DAOPAN_CLI_RUN_PLACES_H
#define DAOPAN_CLI_RUN_PLACES_H

#include "cli/options.h"

/*
 * Whether --out and the ledger lie outside the folders given, those of
 * --enrolled as well, by real paths: links and ".." are followed, folders not
 * yet made are allowed; and --out is no file, not the current folder and not
 * where a disk is mounted. 0, or -1 with a usage failure that names both and a
 * place that would do.
 */
CHECKED int run_places_check(const struct options *options, const char *ledger,
                             struct failure *failure);

#endif
