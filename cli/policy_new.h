/* daopan policy new: next year's policy as a copy to be worked through. */
#ifndef DAOPAN_CLI_POLICY_NEW_H
#define DAOPAN_CLI_POLICY_NEW_H

#include "cli/command.h"

/* Returns the exit status, or -1 with the failure set. */
int policy_new_run(const struct options *options, struct arena *arena,
                   struct failure *failure);

#endif
