/* Which of a person's eligible categories becomes the identity. */
#ifndef DAOPAN_ALLOCATE_PRECEDENCE_H
#define DAOPAN_ALLOCATE_PRECEDENCE_H

#include "core/policy.h"

/* The one of two categories that prevails; POLICY_NONE yields to any. */
uint16_t category_prevailing(const struct policy *policy, uint16_t a,
                             uint16_t b);

#endif
