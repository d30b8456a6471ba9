/*
 * Conditions ask for ages between bounds, a sex, one of some disability
 * grades, one of some types. So ages matter only by the spans between bounds,
 * and everything else has few values: all combinations can be gone through,
 * where there are endlessly many people.
 *
 * Grades and types are sets, since several rosters may name different ones.
 */
#include "allocate/attribute_class.h"

#include <stdlib.h>
#include <string.h>

enum { GRADE_SETS = 16, TYPE_SETS = 128 };

static int compare_ages(const void *a, const void *b)
{
    const int left = *(const int *)a;
    const int right = *(const int *)b;
    return (left > right) - (left < right);
}

/* Adds where the alternative's spans of ages begin, and what else it asks. */
static void add_alternative(struct attribute_classes *classes, int *ages,
                            const struct alternative *way)
{
    if (way->age_min > 0)
        ages[classes->age_count++] = way->age_min;
    if (way->age_max >= 0)
        ages[classes->age_count++] = way->age_max + 1;
    if (way->sex != SEX_ANY)
        classes->sex_count = 2;
    if (way->grades != 0)
        classes->grade_count = GRADE_SETS;
    if (way->types != 0)
        classes->type_count = TYPE_SETS;
}

static void settle_ages(struct attribute_classes *classes, int *ages)
{
    size_t kept = 0;
    qsort(ages, classes->age_count, sizeof *ages, compare_ages);
    for (size_t i = 0; i < classes->age_count; i++)
        if (kept == 0 || ages[i] != ages[kept - 1])
            ages[kept++] = ages[i];
    classes->ages = ages;
    classes->age_count = kept;
}

int attribute_classes_init(const struct policy *policy, struct arena *arena,
                           struct attribute_classes *out)
{
    size_t ways = 0;
    for (size_t i = 0; i < policy->category_count; i++)
        ways += policy->categories[i].alternative_count;
    int *ages = arena_array(arena, 2 * ways + 1, sizeof *ages);
    if (ages == NULL)
        return -1;
    *out = (struct attribute_classes){
        .age_count = 1, .sex_count = 1, .grade_count = 1, .type_count = 1};
    for (size_t i = 0; i < policy->category_count; i++) {
        const struct category *category = &policy->categories[i];
        for (size_t k = 0; k < category->alternative_count; k++)
            add_alternative(out, ages, &category->alternatives[k]);
    }
    settle_ages(out, ages);
    out->count =
        out->age_count * out->sex_count * out->grade_count * out->type_count;
    return 0;
}

struct attributes attribute_class(const struct attribute_classes *classes,
                                  size_t index)
{
    struct attributes person = {.age =
                                    classes->ages[index % classes->age_count]};
    index /= classes->age_count;
    person.sex = index % classes->sex_count == 0 ? SEX_MALE : SEX_FEMALE;
    index /= classes->sex_count;
    /* bit g for grade g: bit 0 stands for none */
    person.grades = (uint8_t)(index % classes->grade_count << 1);
    person.types = (uint8_t)(index / classes->grade_count << 1);
    return person;
}

/* ---- what they may have ---- */

static void fill_set(const struct policy *policy,
                     const struct attributes *person, uint64_t *set)
{
    for (size_t i = 0; i < policy->category_count; i++)
        if (category_eligible(&policy->categories[i], person) >= 0)
            set[i / 64] |= UINT64_C(1) << i % 64;
}

static bool is_known(const struct eligible_sets *sets, const uint64_t *set)
{
    for (size_t i = 0; i < sets->count; i++)
        if (memcmp(sets->bits + i * sets->words, set,
                   sets->words * sizeof *set) == 0)
            return true;
    return false;
}

/* Keeps the set at the end of the list, unless it is there already. */
static int keep_set(struct eligible_sets *sets, size_t *capacity,
                    const struct policy *policy,
                    const struct attributes *person)
{
    if (mem_grow(&sets->bits, capacity, (sets->count + 1) * sets->words,
                 sizeof *sets->bits) != 0)
        return -1;
    uint64_t *set = sets->bits + sets->count * sets->words;
    memset(set, 0, sets->words * sizeof *set);
    fill_set(policy, person, set);
    sets->count += !is_known(sets, set);
    return 0;
}

int eligible_sets_init(const struct policy *policy,
                       const struct attribute_classes *classes,
                       struct arena *arena, struct eligible_sets *out)
{
    struct eligible_sets found = {.words = policy->category_count / 64 + 1};
    size_t capacity = 0;
    int result = 0;
    for (size_t i = 0; i < classes->count && result == 0; i++) {
        const struct attributes person = attribute_class(classes, i);
        result = keep_set(&found, &capacity, policy, &person);
    }
    *out = found;
    out->bits =
        arena_array(arena, found.count * found.words, sizeof *found.bits);
    if (result == 0 && out->bits != NULL && found.bits != NULL)
        memcpy(out->bits, found.bits,
               found.count * found.words * sizeof *found.bits);
    mem_free(found.bits);
    return out->bits == NULL ? -1 : result;
}

bool eligible_sets_has(const struct eligible_sets *sets, size_t set,
                       size_t category)
{
    const uint64_t word = sets->bits[set * sets->words + category / 64];
    return (word >> category % 64 & 1) != 0;
}

bool eligible_sets_together(const struct eligible_sets *sets, size_t a,
                            size_t b)
{
    for (size_t i = 0; i < sets->count; i++)
        if (eligible_sets_has(sets, i, a) && eligible_sets_has(sets, i, b))
            return true;
    return false;
}
