/*
 * The classes into which a policy's conditions divide people: two persons of
 * one class meet the same conditions, whatever else differs between them.
 */
#ifndef DAOPAN_ALLOCATE_ATTRIBUTE_CLASS_H
#define DAOPAN_ALLOCATE_ATTRIBUTE_CLASS_H

#include "allocate/allocate.h"
#include "core/arena.h"

/* One person of each class: every combination of one value of each axis. */
struct attribute_classes {
    const int *ages; /* the first year of each span of ages */
    size_t age_count;
    size_t sex_count;   /* 2 where a condition asks the sex, else 1 */
    size_t grade_count; /* sets of disability grades: 16, or 1 (none) */
    size_t type_count;  /* sets of disability types: 128, or 1 */
    size_t count;       /* of classes: the product */
};

/*
 * The sets of categories that a class of people may have by the conditions:
 * `count` different ones, each a bit set of `words` 64-bit words.
 */
struct eligible_sets {
    uint64_t *bits;
    size_t words;
    size_t count;
};

/* 0, or -1 when memory is exhausted. */
CHECKED int attribute_classes_init(const struct policy *policy,
                                   struct arena *arena,
                                   struct attribute_classes *out);

/* What is known about people of the index-th class. */
struct attributes attribute_class(const struct attribute_classes *classes,
                                  size_t index);

CHECKED int eligible_sets_init(const struct policy *policy,
                               const struct attribute_classes *classes,
                               struct arena *arena, struct eligible_sets *out);

/* Whether people of the set-th set may have the category. */
bool eligible_sets_has(const struct eligible_sets *sets, size_t set,
                       size_t category);

/* Whether anybody may have both. */
bool eligible_sets_together(const struct eligible_sets *sets, size_t a,
                            size_t b);

#endif
