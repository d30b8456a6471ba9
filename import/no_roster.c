/*
 * The words for what is no roster: each sheet's reason, the kind of roster
 * that a file without any comes nearest to, and what it lacks of that. Where
 * nothing in the file speaks of any kind, what all of them need is said.
 */
#include "import/no_roster.h"

#include <stdio.h>
#include <string.h>

enum { NOTES_MAX = 3 };

#define HEADER_ROWS_TEXT "30" /* HEADER_ROWS */

static enum language language_of(const struct survey *survey)
{
    return survey->reading->options->language;
}

/* The roster kind as lists name it: name and id. */
void survey_append_kind(const struct survey *survey, uint16_t kind,
                        enum language language, struct text *out)
{
    const struct roster_kind *found = &survey->reading->policy->kinds[kind];
    message_append(out, language, MESSAGE_KIND_IN_LIST, found->name, found->id,
                   NULL);
}

/* Why a sheet is left out. */
void survey_append_why(const struct survey *survey,
                       const struct sheet_plan *plan, enum language language,
                       struct text *out)
{
    struct text kind = TEXT_INIT;
    message_append(out, language, plan->why, HEADER_ROWS_TEXT, NULL);
    if (plan->status == PLAN_HIDDEN && plan->looks_like == POLICY_NONE &&
        plan->head.has_id_numbers)
        text_append(out, message_text(MESSAGE_SHEET_LISTS_PEOPLE, language));
    if (plan->looks_like == POLICY_NONE)
        return;
    survey_append_kind(survey, plan->looks_like, language, &kind);
    message_append(out, language, MESSAGE_SHEET_LOOKS_LIKE, text_of(&kind),
                   NULL);
    out->failed = out->failed || kind.failed;
    text_release(&kind);
}

/* The fields that every kind of roster needs. */
static uint32_t needed_by_all(const struct policy *policy)
{
    uint32_t needed = UINT32_MAX;
    for (size_t k = 0; k < policy->kind_count; k++)
        needed &= policy->kinds[k].required;
    return policy->kind_count == 0 ? 0 : needed;
}

/* The sheet that is most like a roster: that speaks of a kind and lacks
 * least; NULL where none speaks of any. */
static const struct sheet_plan *nearest_sheet(const struct survey *survey)
{
    const struct sheet_plan *nearest = NULL;
    for (size_t i = 0; i < survey->workbook->sheet_count; i++) {
        const struct sheet_plan *plan = &survey->plans[i];
        if (plan->status != PLAN_NOT_ROSTER || !plan->choice.has_points ||
            plan->choice.nearest == POLICY_NONE)
            continue;
        if (nearest == NULL || plan->choice.lacks < nearest->choice.lacks)
            nearest = plan;
    }
    return nearest;
}

/* Which roster a file comes nearest to, and what it lacks. */
static void append_nearest(const struct survey *survey, struct text *out)
{
    const enum language language = language_of(survey);
    const struct sheet_plan *plan = nearest_sheet(survey);
    const uint32_t lacks = plan == NULL
                               ? needed_by_all(survey->reading->policy)
                               : plan->choice.lacks & ~plan->header.near_fields;
    struct text fields = TEXT_INIT;
    struct text kind = TEXT_INIT;
    if (lacks == 0)
        return;
    text_append(out, "；");
    reading_append_fields(survey->reading, lacks, &fields);
    if (plan == NULL) {
        message_append(out, language, MESSAGE_KIND_NONE_NEAR, text_of(&fields),
                       NULL);
    } else {
        survey_append_kind(survey, plan->choice.nearest, language, &kind);
        message_append(out, language, MESSAGE_KIND_NEAREST, text_of(&kind),
                       text_of(&fields), NULL);
    }
    out->failed = out->failed || fields.failed || kind.failed;
    text_release(&fields);
    text_release(&kind);
}

/* Whether hidden sheets, which were not read, are all that might be one. */
static bool has_hidden(const struct survey *survey)
{
    for (size_t i = 0; i < survey->workbook->sheet_count; i++)
        if (survey->plans[i].status == PLAN_HIDDEN)
            return true;
    return false;
}

/* What its sheets are, where none is a roster. */
static int fail_without_roster(const struct survey *survey, const char *path,
                               struct failure *failure)
{
    struct text note = TEXT_INIT;
    size_t notes = 0;
    const size_t count = survey->workbook->sheet_count;
    for (size_t i = 0; i < count && notes < NOTES_MAX; i++) {
        const struct sheet_plan *plan = &survey->plans[i];
        if (plan->status == PLAN_EMPTY && count > 1)
            continue;
        if (notes > 0)
            text_append(&note, "；");
        struct text why = TEXT_INIT;
        survey_append_why(survey, plan, language_of(survey), &why);
        const char *name = survey_sheet_name(survey, i);
        if (name[0] == '\0')
            text_append(&note, text_of(&why));
        else
            message_append(&note, language_of(survey), MESSAGE_SHEET_PART, name,
                           text_of(&why), NULL);
        note.failed = note.failed || why.failed;
        text_release(&why);
        notes++;
    }
    if (!has_hidden(survey))
        append_nearest(survey, &note);
    failure_set(failure, DIAG_FILE_NOT_ROSTER, path, "%s", text_of(&note));
    if (note.failed)
        failure_memory(failure);
    text_release(&note);
    return -1;
}

int survey_check(const struct survey *survey, const char *path,
                 struct failure *failure)
{
    for (size_t i = 0; i < survey->workbook->sheet_count; i++) {
        const struct sheet_plan *plan = &survey->plans[i];
        if (plan->status != PLAN_REFUSED)
            continue;
        failure_set(failure, plan->problem, path, "%s", plan->note);
        snprintf(failure->sheet, sizeof failure->sheet, "%s",
                 survey_sheet_name(survey, i));
        failure->row = plan->header.row;
        failure->column = plan->problem_column;
        return -1;
    }
    return survey->rosters > 0 ? 0 : fail_without_roster(survey, path, failure);
}
