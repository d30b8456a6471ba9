/*
 * Two policies side by side: the rules, the dates and the lists here,
 * categories and their order in files of their own. Lists go by id, or by
 * name where policies are free to choose the id.
 */
#include "cli/comparison.h"

#include "core/calendar.h"
#include "core/policy_facts.h"

#include <string.h>

/* ---- the whole ---- */

static const char *precedence_words(const struct comparison *compare,
                                    const struct policy *policy)
{
    return compare_say(compare, policy->precedence == PRECEDENCE_LAST_LOADED
                                    ? MESSAGE_DIFF_LAST_WINS
                                    : MESSAGE_DIFF_FIRST_WINS);
}

static const char *late_words(const struct comparison *compare,
                              const struct policy *policy)
{
    return compare_say(compare, policy->late == LATE_AT_ONCE
                                    ? MESSAGE_DIFF_LATE_AT_ONCE
                                    : MESSAGE_DIFF_LATE_NEXT_YEAR);
}

static const char *refund_words(const struct comparison *compare,
                                const struct policy *policy)
{
    return compare_say(compare, policy->refund == REFUND_NONE
                                    ? MESSAGE_DIFF_REFUND_NONE
                                    : MESSAGE_DIFF_REFUND_NOT_STATED);
}

static void compare_rules(struct comparison *compare)
{
    const struct policy *a = compare->from;
    const struct policy *b = compare->to;
    const enum message section = MESSAGE_DIFF_RULES;
    compare_note(compare, section, compare_say(compare, MESSAGE_DIFF_YEAR),
                 compare_count(compare, a->insured_year),
                 compare_count(compare, b->insured_year));
    compare_note(compare, section, compare_say(compare, MESSAGE_DIFF_PREMIUM),
                 compare_money(compare, a->premium),
                 compare_money(compare, b->premium));
    compare_note(compare, section,
                 compare_say(compare, MESSAGE_DIFF_CONTRIBUTION),
                 compare_money(compare, a->government_contribution),
                 compare_money(compare, b->government_contribution));
    compare_note(compare, section,
                 compare_say(compare, MESSAGE_DIFF_PRECEDENCE),
                 precedence_words(compare, a), precedence_words(compare, b));
    compare_note(compare, section, compare_say(compare, MESSAGE_DIFF_LATE),
                 late_words(compare, a), late_words(compare, b));
    compare_note(compare, section, compare_say(compare, MESSAGE_DIFF_REFUND),
                 refund_words(compare, a), refund_words(compare, b));
    compare_note(compare, section,
                 compare_say(compare, MESSAGE_DIFF_DROP_LIMIT),
                 compare_percent(compare, a->drop_limit_bp),
                 compare_percent(compare, b->drop_limit_bp));
}

static void compare_dates(struct comparison *compare)
{
    const struct policy *a = compare->from;
    const struct policy *b = compare->to;
    const enum message section = MESSAGE_DIFF_DATES;
    compare_note(compare, section, compare_say(compare, MESSAGE_DATES_IN_FORCE),
                 compare_span(compare, a->in_force_from, a->in_force_to),
                 compare_span(compare, b->in_force_from, b->in_force_to));
    compare_note(compare, section,
                 compare_say(compare, MESSAGE_DATES_COLLECTION),
                 compare_span(compare, a->collection_from, a->collection_to),
                 compare_span(compare, b->collection_from, b->collection_to));
}

/* ---- lists that go by name ---- */

static const struct fund *fund_named(const struct policy *policy,
                                     const char *name)
{
    for (size_t i = 0; i < policy->fund_count; i++)
        if (strcmp(policy->funds[i].name, name) == 0)
            return &policy->funds[i];
    return NULL;
}

static void compare_funds(struct comparison *compare)
{
    const struct policy *p = compare->from;
    const struct policy *q = compare->to;
    const enum message section = MESSAGE_DIFF_MONEY;
    for (size_t i = 0; i < p->fund_count; i++) {
        const struct fund *a = &p->funds[i];
        const struct fund *b = fund_named(q, a->name);
        if (b == NULL) {
            compare_note(compare, section,
                         compare_say(compare, MESSAGE_DIFF_FUND), a->name, "");
            continue;
        }
        compare_note(compare, section,
                     compare_text(compare, "%s %s", a->name,
                                  compare_say(compare, MESSAGE_DIFF_DUE)),
                     compare_span(compare, a->due_from, a->due_to),
                     compare_span(compare, b->due_from, b->due_to));
        compare_note(compare, section, a->name, a->transferred, b->transferred);
    }
    for (size_t i = 0; i < q->fund_count; i++)
        if (fund_named(p, q->funds[i].name) == NULL)
            compare_note(compare, section,
                         compare_say(compare, MESSAGE_DIFF_FUND), "",
                         q->funds[i].name);
}

static const struct applicant *applicant_named(const struct policy *policy,
                                               const char *name)
{
    for (size_t i = 0; i < policy->applicant_count; i++)
        if (strcmp(policy->applicants[i].name, name) == 0)
            return &policy->applicants[i];
    return NULL;
}

static void compare_applicants(struct comparison *compare)
{
    const struct policy *p = compare->from;
    const struct policy *q = compare->to;
    const char *title = compare_say(compare, MESSAGE_DIFF_APPLICANT);
    const enum message section = MESSAGE_DIFF_MONEY;
    for (size_t i = 0; i < p->applicant_count; i++) {
        const struct applicant *a = &p->applicants[i];
        const struct applicant *b = applicant_named(q, a->name);
        if (b == NULL)
            compare_note(compare, section, title, a->name, "");
        else
            compare_note(
                compare, section,
                compare_text(compare, "%s %s", a->name,
                             compare_say(compare, MESSAGE_DIFF_DEADLINE)),
                compare_date(compare, a->deadline),
                compare_date(compare, b->deadline));
    }
    for (size_t i = 0; i < q->applicant_count; i++)
        if (applicant_named(p, q->applicants[i].name) == NULL)
            compare_note(compare, section, title, "", q->applicants[i].name);
}

static const struct calendar_entry *entry_of(const struct policy *policy,
                                             const char *id)
{
    for (size_t i = 0; i < policy->calendar_count; i++)
        if (strcmp(policy->calendar[i].id, id) == 0)
            return &policy->calendar[i];
    return NULL;
}

/* "每周四 2023-09-01 ~ "; what has no day at all is there all the same. */
static const char *when(struct comparison *compare,
                        const struct calendar_entry *entry)
{
    char rhythm[RHYTHM_SIZE];
    if (entry == NULL)
        return "";
    const char *span = compare_span(compare, entry->from, entry->to);
    calendar_rhythm(entry, rhythm);
    if (rhythm[0] == '\0' && span[0] == '\0')
        return compare_say(compare, MESSAGE_DIFF_NO_DAY);
    return compare_text(compare, "%s%s%s", rhythm,
                        rhythm[0] != '\0' && span[0] != '\0' ? " " : "", span);
}

static void compare_calendar(struct comparison *compare)
{
    const struct policy *p = compare->from;
    const struct policy *q = compare->to;
    for (size_t i = 0; i < p->calendar_count; i++) {
        const struct calendar_entry *a = &p->calendar[i];
        compare_note(compare, MESSAGE_DIFF_DATES, a->label, when(compare, a),
                     when(compare, entry_of(q, a->id)));
    }
    for (size_t i = 0; i < q->calendar_count; i++)
        if (entry_of(p, q->calendar[i].id) == NULL)
            compare_note(compare, MESSAGE_DIFF_DATES, q->calendar[i].label, "",
                         when(compare, &q->calendar[i]));
}

static void compare_counties(struct comparison *compare)
{
    const struct policy *p = compare->from;
    const struct policy *q = compare->to;
    const enum message section = MESSAGE_DIFF_COUNTIES;
    for (size_t i = 0; i < p->county_count; i++) {
        const struct county *a = &p->counties[i];
        const uint16_t other = policy_county(q, a->name);
        if (other == POLICY_NONE)
            compare_note(compare, section, p->county_noun, a->name, "");
        else
            compare_note(
                compare, section,
                compare_text(compare, "%s %s", a->name,
                             compare_say(compare, MESSAGE_DIFF_TARGET)),
                compare_count(compare, a->target),
                compare_count(compare, q->counties[other].target));
    }
    for (size_t i = 0; i < q->county_count; i++)
        if (policy_county(p, q->counties[i].name) == POLICY_NONE)
            compare_note(compare, section, q->county_noun, "",
                         q->counties[i].name);
}

/* Workbooks that only one of the two documents asks for. */
static void compare_reports(struct comparison *compare)
{
    for (int i = 0; i < SPECIAL_COUNT; i++) {
        const enum special_report report = (enum special_report)i;
        const char *words = special_report_words(report);
        const bool had = policy_report(compare->from, report) != NULL;
        const bool has = policy_report(compare->to, report) != NULL;
        compare_note(compare, MESSAGE_DIFF_REPORTS,
                     compare_say(compare, MESSAGE_DIFF_REPORT),
                     had ? words : "", has ? words : "");
    }
}

static void compare_assumptions(struct comparison *compare)
{
    const struct policy *p = compare->from;
    const struct policy *q = compare->to;
    const enum message section = MESSAGE_DIFF_ASSUMPTIONS;
    for (size_t i = 0; i < p->assumption_count; i++) {
        const struct assumption *a = &p->assumptions[i];
        const struct assumption *b = policy_assumption(q, a->id);
        compare_note(compare, section, a->id, a->text,
                     b == NULL ? "" : b->text);
    }
    for (size_t i = 0; i < q->assumption_count; i++)
        if (policy_assumption(p, q->assumptions[i].id) == NULL)
            compare_note(compare, section, q->assumptions[i].id, "",
                         q->assumptions[i].text);
}

int policy_changes_find(const struct policy *from, const struct policy *to,
                        enum language language, struct arena *arena,
                        struct policy_changes *out)
{
    struct comparison compare = {.from = from,
                                 .to = to,
                                 .language = language,
                                 .arena = arena,
                                 .out = out};
    compare_rules(&compare);
    compare_categories(&compare);
    compare_order(&compare);
    compare_funds(&compare);
    compare_applicants(&compare);
    compare_dates(&compare);
    compare_calendar(&compare);
    compare_counties(&compare);
    compare_reports(&compare);
    compare_assumptions(&compare);
    return compare.failed ? -1 : 0;
}
