/*
 * Counting by place. People with an identity are counted where the rosters
 * put them; insured people where the enrolment list does, which knows the
 * policy's places only.
 */
#include "reports/places.h"

#include "core/arena.h"
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
        struct place_count *place = place_named(list, home->county);
        for (uint32_t i = 0; i < home->count; i++) {
            const uint32_t index = gazetteer->order[home->first + i];
            const struct decision *decision =
                &set->allocation->decisions[index];
            if (decision->category == POLICY_NONE)
                continue;
            place->special++;
            place->insured += enrolment_has(enrolment, decision->id);
        }
    }
}

static void count_enrolled(struct place_list *list,
                           const struct report_set *set)
{
    const struct enrolment *enrolment = set->input->enrolment;
    int64_t unknown = 0;
    for (size_t i = 0; i < enrolment->count; i++) {
        const uint16_t county = enrolment->persons[i].county;
        if (county == POLICY_NONE)
            unknown++;
        else
            list->items[county].enrolled++;
    }
    if (unknown > 0)
        place_named(list, PLACE_UNKNOWN)->enrolled = unknown;
}

int place_list_init(struct place_list *list, const struct report_set *set)
{
    const struct policy *policy = set->policy;
    size_t capacity = 0;
    *list = (struct place_list){.items = NULL};
    if (mem_grow(&list->items, &capacity,
                 policy->county_count + set->gazetteer.county_count + 1,
                 sizeof *list->items) != 0)
        return -1;
    for (size_t i = 0; i < policy->county_count; i++)
        list->items[list->count++] =
            (struct place_count){.name = policy->counties[i].name,
                                 .target = policy->counties[i].target};
    count_special(list, set);
    count_enrolled(list, set);
    return 0;
}

void place_list_release(struct place_list *list)
{
    mem_free(list->items);
}
