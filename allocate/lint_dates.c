/*
 * Dates that overlap or leave a gap: inside a policy, and between policies of
 * one region. That one insured year's policy is still in force while the next
 * year's collection has begun is how it should be; two policies for the same
 * year, or a day that no policy covers, are not.
 */
#include "allocate/lint.h"

#include <string.h>

struct span {
    ymd from, to; /* YMD_NONE = open */
};

static const char *span_text(struct lint *lint, struct span span)
{
    char from[YMD_TEXT_SIZE];
    char to[YMD_TEXT_SIZE];
    return lint_text(lint, "%s%s~%s%s", ymd_text(span.from, from),
                     span.from == YMD_NONE ? "" : " ",
                     span.to == YMD_NONE ? "" : " ", ymd_text(span.to, to));
}

static bool is_overlap(struct span a, struct span b)
{
    return a.from <= b.to && b.from <= a.to;
}

static bool is_closed(struct span span)
{
    return span.from != YMD_NONE && span.to != YMD_NONE;
}

static ymd day_after(ymd day)
{
    return ymd_from_days(ymd_to_days(day) + 1);
}

static struct span in_force(const struct policy *policy)
{
    return (struct span){policy->in_force_from, policy->in_force_to};
}

static struct span collection(const struct policy *policy)
{
    return (struct span){policy->collection_from, policy->collection_to};
}

static const char *say(struct lint *lint, enum message message)
{
    return message_text(message, lint->language);
}

/* ---- inside a policy ---- */

/* Something that should lie within the policy's time in force. */
static void check_within(struct lint *lint, const char *what, struct span span,
                         const char *path)
{
    const struct span whole = in_force(lint->policy);
    const bool is_early = span.from != YMD_NONE && span.from < whole.from;
    const bool is_past = span.to != YMD_NONE && span.to < whole.from;
    const bool is_late = span.to != YMD_NONE && span.to > whole.to;
    const bool begins_late = span.from != YMD_NONE && span.from > whole.to;
    if (!is_early && !is_late && !is_past && !begins_late)
        return;
    const struct diag_words words = {
        .label = what,
        .cell = span_text(lint, span),
        .note = say(lint, MESSAGE_DATES_IN_FORCE),
        .other = span_text(lint, whole),
    };
    lint_add(lint, DIAG_POLICY_DATE_OUTSIDE, &words, POLICY_FILE_RULES, "%s.%s",
             path, is_early || begins_late ? "from" : "to");
}

static void check_calendar(struct lint *lint)
{
    const struct policy *policy = lint->policy;
    for (size_t i = 0; i < policy->calendar_count; i++) {
        const struct calendar_entry *entry = &policy->calendar[i];
        const struct span span = {entry->from, entry->to};
        check_within(lint, entry->label, span,
                     lint_text(lint, "calendar[%zu]", i + 1));
        for (size_t k = 0; k < i; k++) {
            const struct calendar_entry *other = &policy->calendar[k];
            const struct span before = {other->from, other->to};
            if (strcmp(entry->label, other->label) != 0 || !is_closed(span) ||
                !is_closed(before) || !is_overlap(span, before))
                continue;
            const struct diag_words words = {
                .label = entry->label,
                .cell = span_text(lint, span),
                .note = other->label,
                .other = span_text(lint, before),
            };
            lint_add(lint, DIAG_POLICY_DATES_OVERLAP, &words, POLICY_FILE_RULES,
                     "calendar[%zu]", i + 1);
        }
    }
}

/* The policy must be there to the end of the year that it is for. */
static void check_year_end(struct lint *lint)
{
    const struct policy *policy = lint->policy;
    const ymd end = ymd_of(policy->insured_year, 12, 31);
    if (policy->in_force_to >= end)
        return;
    const struct diag_words words = {
        .label = say(lint, MESSAGE_DATES_IN_FORCE),
        .note =
            span_text(lint, (struct span){day_after(policy->in_force_to), end}),
        .other = say(lint, MESSAGE_DATES_YEAR_END),
    };
    lint_add(lint, DIAG_POLICY_DATES_GAP, &words, POLICY_FILE_RULES,
             "in_force.to");
}

/* The money of a category must be asked for before it is to be moved. */
static void check_deadline(struct lint *lint, size_t applicant)
{
    const struct policy *policy = lint->policy;
    const ymd deadline = policy->applicants[applicant].deadline;
    for (size_t i = 0; i < policy->category_count; i++) {
        const struct category *category = &policy->categories[i];
        if (category->applicant != applicant || category->fund == POLICY_NONE)
            continue;
        const struct fund *fund = &policy->funds[category->fund];
        if (fund->due_to == YMD_NONE || deadline <= fund->due_to)
            continue;
        char dates[2][YMD_TEXT_SIZE];
        const struct diag_words words = {
            .label = policy->applicants[applicant].name,
            .cell = lint_text(lint, "%s", ymd_text(deadline, dates[0])),
            .note = lint_text(lint, "%s", ymd_text(fund->due_to, dates[1])),
            .other = fund->name,
        };
        lint_add(lint, DIAG_POLICY_DEADLINE_LATE, &words, POLICY_FILE_RULES,
                 "applicants[%zu].deadline", applicant + 1);
        return;
    }
}

void lint_dates(struct lint *lint)
{
    check_year_end(lint);
    check_within(lint, say(lint, MESSAGE_DATES_COLLECTION),
                 collection(lint->policy), "collection");
    check_calendar(lint);
    for (size_t i = 0; i < lint->policy->applicant_count; i++)
        check_deadline(lint, i);
}

/* ---- against another policy of the region ---- */

static void add_overlap(struct lint *lint, const struct policy *other,
                        enum message what, struct span ours, struct span theirs,
                        const char *path)
{
    const struct diag_words words = {
        .label = say(lint, what),
        .cell = span_text(lint, ours),
        .note = lint_text(lint, "%s %s", other->id, say(lint, what)),
        .other = span_text(lint, theirs),
    };
    lint_add(lint, DIAG_POLICY_DATES_OVERLAP, &words, POLICY_FILE_RULES, "%s",
             path);
}

/* `early` and `late` are of consecutive years; one of them is the policy that
 * is looked at. */
static void check_consecutive(struct lint *lint, const struct policy *early,
                              const struct policy *late)
{
    const bool is_early = early == lint->policy;
    const struct policy *other = is_early ? late : early;
    if (late->in_force_from > day_after(early->in_force_to)) {
        const struct span gap = {
            day_after(early->in_force_to),
            ymd_from_days(ymd_to_days(late->in_force_from) - 1)};
        const struct diag_words words = {
            .label = say(lint, MESSAGE_DATES_IN_FORCE),
            .note = span_text(lint, gap),
            .other = other->id,
        };
        lint_add(lint, DIAG_POLICY_DATES_GAP, &words, POLICY_FILE_RULES,
                 "in_force.%s", is_early ? "to" : "from");
    } else if (late->in_force_from <= early->in_force_to) {
        const struct span both = {late->in_force_from, early->in_force_to};
        const struct diag_words words = {
            .label = lint->policy->id,
            .note = span_text(lint, both),
            .other = other->id,
        };
        lint_add(lint, DIAG_POLICY_YEARS_MEET, &words, POLICY_FILE_RULES,
                 "in_force.%s", is_early ? "to" : "from");
    }
    if (is_closed(collection(early)) && is_closed(collection(late)) &&
        is_overlap(collection(early), collection(late)))
        add_overlap(lint, other, MESSAGE_DATES_COLLECTION,
                    collection(lint->policy), collection(other), "collection");
}

void lint_years(struct lint *lint)
{
    const struct policy *policy = lint->policy;
    for (size_t i = 0; i < lint->other_count; i++) {
        const struct policy *other = lint->others[i];
        if (strcmp(other->region, policy->region) != 0 ||
            strcmp(other->id, policy->id) == 0)
            continue;
        if (other->insured_year == policy->insured_year &&
            is_overlap(in_force(policy), in_force(other)))
            add_overlap(lint, other, MESSAGE_DATES_IN_FORCE, in_force(policy),
                        in_force(other), "in_force");
        else if (other->insured_year == policy->insured_year + 1)
            check_consecutive(lint, policy, other);
        else if (other->insured_year == policy->insured_year - 1)
            check_consecutive(lint, other, policy);
    }
}
