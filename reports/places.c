/*
 * Counting by place. People with an identity are counted where the rosters
 * put them, insured people where the enrolment list does: a list that knows
 * a place by another name shows a row of its own.
 */
#include "reports/places.h"

#include "core/arena.h"
#include <stdlib.h>
#include <string.h>

#define PLACE_UNKNOWN "未注明"

/* The place of that name, added where there is none. Room is enough. */
static struct place_count *place_named(struct place_list *list,
                                       const char *name)
{
    for (size_t i = 0; i < list->count; i++)
        if (strcmp(list->items[i].name, name) == 0)
            return &list->items[i];
    struct place_count *place = &list->items[list->count++];
    *place = (struct place_count){.name = name, .target = -1};
    return place;
}

static void count_special(struct place_list *list, const struct report_set *set)
{
    const struct gazetteer *gazetteer = &set->gazetteer;
    const struct enrolment *enrolment = set->input->enrolment;
    for (size_t h = 0; h < gazetteer->count; h++) {
        const struct home *home = &gazetteer->homes[h];
        struct place_count *place = place_named(list, home->county.text);
        for (uint32_t i = 0; i < home->count; i++) {
            const struct decision *decision =
                &set->people.items[home->first + i].decision;
            if (decision->category == POLICY_NONE)
                continue;
            place->special++;
            place->insured += enrolment_has(enrolment, decision->id);
        }
    }
}

/* numbers[county]: those on the list, POLICY_NONE behind all others. */
static void count_enrolled(struct place_list *list,
                           const struct report_set *set, int64_t *numbers)
{
    const struct enrolment *enrolment = set->input->enrolment;
    const size_t counties = set->policy->county_count;
    const size_t known = counties + enrolment->other_count;
    for (size_t i = 0; i < enrolment->count; i++) {
        const uint16_t county = enrolment->persons[i].county;
        numbers[county == POLICY_NONE ? known : county]++;
    }
    for (size_t i = 0; i < counties; i++)
        list->items[i].enrolled = numbers[i];
    for (size_t i = counties; i <= known; i++)
        if (numbers[i] > 0)
            place_named(list, i == known ? PLACE_UNKNOWN
                                         : enrolment->others[i - counties])
                ->enrolled = numbers[i];
}

static int compare_places(const void *a, const void *b)
{
    const struct place_count *left = a;
    const struct place_count *right = b;
    const bool is_left_unknown = strcmp(left->name, PLACE_UNKNOWN) == 0;
    const bool is_right_unknown = strcmp(right->name, PLACE_UNKNOWN) == 0;
    if (is_left_unknown != is_right_unknown)
        return is_left_unknown ? 1 : -1;
    return strcmp(left->name, right->name);
}

/* Places that the policy does not list stand there for their people only. */
static void settle_others(struct place_list *list, size_t counties)
{
    size_t count = counties;
    for (size_t i = counties; i < list->count; i++)
        if (list->items[i].special > 0 || list->items[i].enrolled > 0)
            list->items[count++] = list->items[i];
    list->count = count;
    if (count - counties > 1)
        qsort(list->items + counties, count - counties, sizeof *list->items,
              compare_places);
}

int place_list_init(struct place_list *list, const struct report_set *set)
{
    const struct policy *policy = set->policy;
    const size_t own = policy->county_count;
    const size_t others = set->input->enrolment->other_count;
    size_t capacity = 0;
    int64_t *numbers = mem_alloc((own + others + 1) * sizeof *numbers);
    *list = (struct place_list){.items = NULL};
    if (numbers == NULL ||
        mem_grow(&list->items, &capacity,
                 own + set->gazetteer.county_count + others + 1,
                 sizeof *list->items) != 0) {
        mem_free(numbers);
        return -1;
    }
    memset(numbers, 0, (own + others + 1) * sizeof *numbers);
    for (size_t i = 0; i < own; i++)
        list->items[list->count++] =
            (struct place_count){.name = policy->counties[i].name,
                                 .target = policy->counties[i].target};
    count_special(list, set);
    count_enrolled(list, set, numbers);
    settle_others(list, own);
    mem_free(numbers);
    return 0;
}

void place_list_release(struct place_list *list)
{
    mem_free(list->items);
}
