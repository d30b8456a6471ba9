/*
 * Findings about persons: what departments should look at once all rosters
 * lie side by side. None of them changes a decision.
 *
 * Takes final decisions; yields records of places. Every row of a name
 * conflict gets a finding, the one whose name is used among them, since
 * nobody but the departments can tell whose number it is. Duplicate rows are
 * told as well: which of two rows is the duplicate rests on their places, and
 * what is found must not.
 */
#include "allocate/person_findings.h"
#include "allocate/exclusion.h"
#include "allocate/finding.h"
#include "allocate/row_choice.h"
#include "core/arena.h"
#include "core/text.h"
#include <string.h>

/* The first row, by place, whose name is not that of the chosen row. */
static uint32_t first_other_name(const struct allocation *allocation,
                                 const struct decision *decision)
{
    uint32_t first = ROW_NONE;
    for (uint32_t i = 0; i < decision->count; i++) {
        uint32_t index = allocation->order[decision->first + i];
        if (index < first &&
            row_names_differ(allocation->roster, index, decision->row))
            first = index;
    }
    return first;
}

static int add_name_conflicts(const struct person_findings *findings,
                              const struct decision *decision)
{
    const struct allocation *allocation = findings->allocation;
    struct roster *roster = findings->roster;
    uint32_t another = first_other_name(allocation, decision);
    for (uint32_t i = 0; i < decision->count; i++) {
        uint32_t index = allocation->order[decision->first + i];
        bool differs = row_names_differ(roster, index, decision->row);
        uint32_t other = differs ? decision->row : another;
        const struct diag conflict = {
            .code = DIAG_NAME_CONFLICT,
            .cell = roster->rows[index].name,
            .note = roster->rows[other].name,
        };
        if (finding_add(roster, index, other, FIELD_NAME, conflict) != 0)
            return -1;
    }
    return 0;
}

static int add_contradictions(const struct person_findings *findings,
                              const struct decision *decision, size_t which)
{
    const struct allocation *allocation = findings->allocation;
    const struct exclusion *exclusion = &allocation->policy->exclusions[which];
    struct roster *roster = findings->roster;
    struct contradiction found;
    if (!exclusion_find(allocation, decision, exclusion, &found))
        return 0;
    uint16_t first_category = roster->rows[found.first].category;
    for (uint32_t i = 0; i < decision->count; i++) {
        uint32_t index = allocation->order[decision->first + i];
        const struct roster_row *row = &roster->rows[index];
        if (!verdict_is_in_force(allocation->verdicts[index]) ||
            !exclusion_covers(exclusion, row->category))
            continue;
        uint32_t other =
            row->category == first_category ? found.second : found.first;
        const struct diag excluded = {
            .code = DIAG_CATEGORIES_EXCLUDE,
            .note = findings->exclusions[which],
        };
        if (finding_add(roster, index, other, FIELD_NONE, excluded) != 0)
            return -1;
    }
    return 0;
}

static int add_unmet_conditions(const struct person_findings *findings,
                                const struct decision *decision)
{
    const struct allocation *allocation = findings->allocation;
    for (uint32_t i = 0; i < decision->count; i++) {
        uint32_t index = allocation->order[decision->first + i];
        const struct roster_row *row = &findings->roster->rows[index];
        if (allocation->verdicts[index] != VERDICT_CONDITION)
            continue;
        const struct diag unmet = {
            .code = DIAG_CONDITION_NOT_MET,
            .note = findings->conditions[row->category],
        };
        if (finding_add(findings->roster, index, ROW_NONE, FIELD_NONE, unmet) !=
            0)
            return -1;
    }
    return 0;
}

int person_findings_add(const struct person_findings *findings,
                        const struct decision *decision)
{
    if ((decision->flags & DECISION_NAMES_DIFFER) != 0 &&
        add_name_conflicts(findings, decision) != 0)
        return -1;
    size_t exclusions = findings->allocation->policy->exclusion_count;
    for (size_t i = 0;
         (decision->flags & DECISION_EXCLUSIVE) != 0 && i < exclusions; i++)
        if (add_contradictions(findings, decision, i) != 0)
            return -1;
    return add_unmet_conditions(findings, decision);
}

/* "年满60周岁；未满18周岁": the alternatives, any of which would do. */
static int condition_words(const struct category *category,
                           struct string_pool *strings, strref *out)
{
    struct text words = TEXT_INIT;
    for (size_t i = 0; i < category->alternative_count; i++) {
        if (i > 0)
            text_append(&words, "；");
        text_append(&words, category->alternatives[i].label);
    }
    int result = words.failed ? -1
                              : string_pool_add(strings, text_of(&words),
                                                words.length, out);
    text_release(&words);
    return result;
}

static int prepare_words(struct person_findings *findings)
{
    const struct policy *policy = findings->allocation->policy;
    struct string_pool *strings = findings->roster->strings;
    for (size_t i = 0; i < policy->category_count; i++)
        if (condition_words(&policy->categories[i], strings,
                            &findings->conditions[i]) != 0)
            return -1;
    for (size_t i = 0; i < policy->exclusion_count; i++) {
        const char *label = policy->exclusions[i].label;
        if (string_pool_add(strings, label, strlen(label),
                            &findings->exclusions[i]) != 0)
            return -1;
    }
    return 0;
}

int person_findings_init(struct person_findings *findings,
                         const struct allocation *allocation,
                         struct roster *roster)
{
    const struct policy *policy = allocation->policy;
    *findings = (struct person_findings){
        .allocation = allocation,
        .roster = roster,
        .conditions = mem_alloc((policy->category_count + 1) *
                                sizeof *findings->conditions),
        .exclusions = mem_alloc((policy->exclusion_count + 1) *
                                sizeof *findings->exclusions),
    };
    if (findings->conditions == NULL || findings->exclusions == NULL)
        return -1;
    return prepare_words(findings);
}

void person_findings_release(struct person_findings *findings)
{
    mem_free(findings->exclusions);
    mem_free(findings->conditions);
}
