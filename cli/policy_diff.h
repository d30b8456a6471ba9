/* daopan policy diff: what changes for whom, and on a ledger how much. */
#ifndef DAOPAN_CLI_POLICY_DIFF_H
#define DAOPAN_CLI_POLICY_DIFF_H

#include "cli/command.h"

/* Returns the exit status, or -1 with the failure set. */
int policy_diff_run(const struct options *options, struct arena *arena,
                    struct failure *failure);

#endif
