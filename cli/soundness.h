/* daopan policy check: what the loader refuses, what the linter finds, the
 * proof that every combination is decided, and the cases. */
#ifndef DAOPAN_CLI_SOUNDNESS_H
#define DAOPAN_CLI_SOUNDNESS_H

#include "cli/command.h"

/* Returns the exit status, or -1 with the failure set. */
int policy_check_run(const struct options *options, struct arena *arena,
                     struct failure *failure);

#endif
