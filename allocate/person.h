/* The decision about one person. */
#ifndef DAOPAN_ALLOCATE_PERSON_H
#define DAOPAN_ALLOCATE_PERSON_H

#include "core/allocation.h"

/*
 * Decides allocation->decisions[index], whose id, first and count are set:
 * fills the rest of it and the verdicts of its rows. Reads and writes
 * nothing of any other person, so that persons can be decided in any order,
 * or at once.
 */
void person_decide(struct allocation *allocation, size_t index);

#endif
