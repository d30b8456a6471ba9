/*
 * Who is insured: the list that a region takes out of the insurance system,
 * against which targets and special identities are held. import/ makes it;
 * decisions, totals and the ledger know nothing of it.
 */
#ifndef DAOPAN_CORE_ENROLMENT_H
#define DAOPAN_CORE_ENROLMENT_H

#include "core/roster.h"

struct enrolled {
    idkey id;
    uint16_t county; /* index into policy.counties; behind them, those of
                        struct enrolment.others; POLICY_NONE where the list
                        names none */
};

struct enrolment {
    struct roster roster; /* the files as they were read: sheets, rows by fate,
                             findings; its categories mean nothing */
    struct enrolled *persons; /* sorted by id, each person once */
    size_t count;
    const char **others; /* counties that the policy does not list, by name;
                            in the roster's pool */
    size_t other_count;
    size_t repeated; /* accepted rows beyond the first of their person */
};

/*
 * Fills persons from the accepted rows of enrolment->roster. Of several rows
 * of a person the county that the policy lists first counts, then others by
 * name, so that neither files nor rows have an order. 0, or -1 when memory is
 * exhausted.
 */
CHECKED int enrolment_collect(struct enrolment *enrolment,
                              const struct policy *policy);
void enrolment_release(struct enrolment *enrolment);

bool enrolment_has(const struct enrolment *enrolment, idkey id);

#endif
