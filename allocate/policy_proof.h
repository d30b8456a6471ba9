/* That every combination of categories has exactly one result. */
#ifndef DAOPAN_ALLOCATE_POLICY_PROOF_H
#define DAOPAN_ALLOCATE_POLICY_PROOF_H

#include "allocate/allocate.h"
#include "core/arena.h"

/* The rule under proof: category_prevailing(), or a broken one in tests. */
typedef uint16_t prevailing_rule(const struct policy *policy, uint16_t a,
                                 uint16_t b);

/* policy_prove() for a rule. */
CHECKED int policy_prove_rule(const struct policy *policy,
                              prevailing_rule *prevailing, struct arena *arena,
                              struct policy_proof *out);

#endif
