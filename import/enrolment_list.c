/*
 * A list of who is insured is read as a roster is: any format, the same
 * rules for ID numbers, bad rows reported. What differs is the policy that it
 * is read by: a single kind of list with one category, which needs a number
 * and a name, and of the policy's labels those that name a person and a
 * place. Categories, dates and grades in it mean nothing.
 */
#include "import/import.h"

#include <string.h>

#define LIST_ID "enrolled"
#define LIST_NAME "参保名单"

enum { BIT_NUMBER = 1 << FIELD_ID_NUMBER, BIT_NAME = 1 << FIELD_NAME };

static bool is_wanted(enum field field)
{
    return field == FIELD_ID_NUMBER || field == FIELD_NAME ||
           field == FIELD_COUNTY || field == FIELD_TOWN ||
           field == FIELD_VILLAGE || field == FIELD_NONE;
}

static int take_labels(struct policy *out, const struct policy *policy,
                       struct arena *arena)
{
    struct field_alias *labels =
        arena_array(arena, policy->label_count, sizeof *labels);
    if (labels == NULL)
        return -1;
    out->labels = labels;
    out->label_count = 0;
    for (size_t i = 0; i < policy->label_count; i++)
        if (is_wanted(policy->labels[i].field))
            labels[out->label_count++] = policy->labels[i];
    return 0;
}

/* The policy that lists are read by; NULL when memory is exhausted. */
static const struct policy *list_policy(const struct policy *policy,
                                        struct arena *arena)
{
    static const uint16_t only[] = {0};
    static const struct category anybody = {
        .code = "",
        .id = LIST_ID,
        .name = LIST_NAME,
        .group = "",
        .fund = POLICY_NONE,
        .applicant = POLICY_NONE,
        .tier = "",
    };
    static const struct roster_kind kind = {
        .id = LIST_ID,
        .name = LIST_NAME,
        .categories = only,
        .category_count = 1,
        .required = BIT_NUMBER | BIT_NAME,
    };
    struct policy *out = arena_alloc(arena, sizeof *out);
    if (out == NULL)
        return NULL;
    *out = *policy;
    out->categories = &anybody;
    out->category_count = 1;
    out->kinds = &kind;
    out->kind_count = 1;
    out->values = NULL;
    out->value_count = 0;
    out->steps = NULL;
    out->step_count = 0;
    out->exclusions = NULL;
    out->exclusion_count = 0;
    return take_labels(out, policy, arena) == 0 ? out : NULL;
}

int enrolment_read(const char *const *paths, size_t path_count,
                   const struct import_options *options, struct enrolment *out,
                   struct failure *failure)
{
    int result = -1;
    bool has_roster = false;
    *out = (struct enrolment){.count = 0};
    struct arena *arena = arena_new();
    if (arena == NULL)
        return failure_memory(failure);
    struct import_options list = *options;
    struct roster_naming *namings =
        arena_array(arena, path_count, sizeof *namings);
    list.policy = list_policy(options->policy, arena);
    if (namings == NULL || list.policy == NULL) {
        failure_memory(failure);
        goto out;
    }
    for (size_t i = 0; i < path_count; i++)
        namings[i] = (struct roster_naming){.kind = LIST_ID, .path = paths[i]};
    list.namings = namings;
    list.naming_count = path_count;
    list.is_flat = true; /* a system wrote it, row by row */
    if (rosters_read(paths, path_count, &list, &out->roster, failure) != 0)
        goto out;
    has_roster = true;
    if (enrolment_collect(out, options->policy) == 0)
        result = 0;
    else
        failure_memory(failure);
out:
    if (result != 0 && has_roster)
        enrolment_release(out);
    arena_free(arena);
    return result;
}
