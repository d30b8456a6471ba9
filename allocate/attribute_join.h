/* What is known about a person, joined over all rosters. */
#ifndef DAOPAN_ALLOCATE_ATTRIBUTE_JOIN_H
#define DAOPAN_ALLOCATE_ATTRIBUTE_JOIN_H

#include "allocate/allocate.h"

/*
 * Age and sex from the ID number; disability grades and types from every row
 * that is in force (VERDICT_SUPERSEDED by row_verdict()) and whose
 * certificate counts, whichever department sent it.
 */
struct attributes attributes_join(const struct allocation *allocation,
                                  const struct decision *decision);

#endif
