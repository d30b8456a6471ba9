/* --mode and --accept-drop, in the policy's terms. */
#ifndef DAOPAN_CLI_ROSTER_OPTIONS_H
#define DAOPAN_CLI_ROSTER_OPTIONS_H

#include "allocate/allocate.h"
#include "cli/options.h"

struct roster_options {
    struct kind_mode *modes;
    size_t mode_count;
    struct drop_consent *consents;
    uint16_t *may_be_empty; /* their kinds */
    size_t consent_count;
};

/* Lists live in `arena`; 0, or -1 with a usage failure that names the types. */
CHECKED int roster_options_read(const struct options *options,
                                const struct policy *policy,
                                struct arena *arena, struct roster_options *out,
                                struct failure *failure);

#endif
