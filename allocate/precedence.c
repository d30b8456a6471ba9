/*
 * Precedence: each load overwrites the ones before it, so the policy's list
 * order of categories decides, and the policy says from which end.
 *
 * Takes categories that are eligible; whether they are is decided elsewhere,
 * before. Amounts play no part: a policy along whose order benefits fall is
 * followed (and its decisions flagged), not corrected.
 */
#include "allocate/precedence.h"

uint16_t category_prevailing(const struct policy *policy, uint16_t a,
                             uint16_t b)
{
    if (a == POLICY_NONE)
        return b;
    if (b == POLICY_NONE)
        return a;
    bool last_prevails = policy->precedence == PRECEDENCE_LAST_LOADED;
    return (a > b) == last_prevails ? a : b;
}
