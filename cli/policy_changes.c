/*
 * Two policies side by side. Categories are the same where code or id is,
 * else where the name is; everything else goes by id, or by name where
 * policies are free to choose the id.
 *
 * Order is compared among categories that both have: those that must be
 * lifted out so that the rest stands in the same order have moved (the rest
 * is a longest common sequence), and it is said behind which one each stood.
 */
#include "cli/policy_changes.h"

#include "core/policy_facts.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

struct comparison {
    const struct policy *from, *to;
    enum language language;
    struct arena *arena;
    struct policy_changes *out;
    bool failed;
};

/* ---- texts ---- */

__attribute__((format(printf, 2, 3))) static const char *
make(struct comparison *compare, const char *format, ...)
{
    struct text text = TEXT_INIT;
    va_list arguments;
    va_start(arguments, format);
    text_vprintf(&text, format, arguments);
    va_end(arguments);
    const char *kept =
        text.failed ? NULL
                    : arena_text(compare->arena, text_of(&text), text.length);
    text_release(&text);
    compare->failed = compare->failed || kept == NULL;
    return kept == NULL ? "" : kept;
}

static const char *say(const struct comparison *compare, enum message message)
{
    return message_text(message, compare->language);
}

static const char *money(struct comparison *compare, fen amount)
{
    char text[FEN_TEXT_SIZE];
    return make(compare, "%s", fen_text(amount, text));
}

static const char *percent(struct comparison *compare, int ratio_bp)
{
    if (ratio_bp % 100 == 0)
        return make(compare, "%d%%", ratio_bp / 100);
    return make(compare, "%d.%02d%%", ratio_bp / 100, ratio_bp % 100);
}

static const char *date(struct comparison *compare, ymd day)
{
    char text[YMD_TEXT_SIZE];
    return make(compare, "%s", ymd_text(day, text));
}

static const char *span(struct comparison *compare, ymd from, ymd to)
{
    char dates[2][YMD_TEXT_SIZE];
    if (from == YMD_NONE && to == YMD_NONE)
        return "";
    return make(compare, "%s ~ %s", ymd_text(from, dates[0]),
                ymd_text(to, dates[1]));
}

static const char *count(struct comparison *compare, int64_t number)
{
    return number < 0 ? "" : make(compare, "%" PRId64, number);
}

static void add_change(struct comparison *compare,
                       const struct policy_change *change)
{
    struct policy_changes *out = compare->out;
    if (mem_grow(&out->items, &out->capacity, out->count + 1,
                 sizeof *out->items) != 0) {
        compare->failed = true;
        return;
    }
    out->items[out->count++] = *change;
}

/* Adds a change, unless nothing differs. */
static void change(struct comparison *compare, enum message section,
                   const char *subject, const char *from, const char *to)
{
    const struct policy_change found = {.section = section,
                                        .subject = subject,
                                        .who = "",
                                        .from = from,
                                        .to = to};
    if (strcmp(from, to) != 0)
        add_change(compare, &found);
}

/* The same for a category; those that change alike are told together. */
static void change_of(struct comparison *compare, const char *who,
                      enum message subject, const char *from, const char *to)
{
    const struct policy_change found = {.section = MESSAGE_DIFF_CATEGORIES,
                                        .subject = say(compare, subject),
                                        .who = who,
                                        .from = from,
                                        .to = to};
    if (strcmp(from, to) == 0)
        return;
    for (size_t i = 0; i < compare->out->count; i++) {
        struct policy_change *other = &compare->out->items[i];
        if (other->subject != found.subject || other->who[0] == '\0' ||
            strcmp(other->from, from) != 0 || strcmp(other->to, to) != 0)
            continue;
        other->who = make(compare, "%s%s%s", other->who,
                          say(compare, MESSAGE_LIST_COMMA), who);
        return;
    }
    add_change(compare, &found);
}

/* ---- the whole ---- */

static const char *precedence_words(const struct comparison *compare,
                                    const struct policy *policy)
{
    return say(compare, policy->precedence == PRECEDENCE_LAST_LOADED
                            ? MESSAGE_DIFF_LAST_WINS
                            : MESSAGE_DIFF_FIRST_WINS);
}

static const char *late_words(const struct comparison *compare,
                              const struct policy *policy)
{
    return say(compare, policy->late == LATE_AT_ONCE
                            ? MESSAGE_DIFF_LATE_AT_ONCE
                            : MESSAGE_DIFF_LATE_NEXT_YEAR);
}

static const char *refund_words(const struct comparison *compare,
                                const struct policy *policy)
{
    return say(compare, policy->refund == REFUND_NONE
                            ? MESSAGE_DIFF_REFUND_NONE
                            : MESSAGE_DIFF_REFUND_NOT_STATED);
}

static void compare_rules(struct comparison *compare)
{
    const struct policy *a = compare->from;
    const struct policy *b = compare->to;
    const enum message section = MESSAGE_DIFF_RULES;
    change(compare, section, say(compare, MESSAGE_DIFF_YEAR),
           count(compare, a->insured_year), count(compare, b->insured_year));
    change(compare, section, say(compare, MESSAGE_DIFF_PREMIUM),
           money(compare, a->premium), money(compare, b->premium));
    change(compare, section, say(compare, MESSAGE_DIFF_CONTRIBUTION),
           money(compare, a->government_contribution),
           money(compare, b->government_contribution));
    change(compare, section, say(compare, MESSAGE_DIFF_PRECEDENCE),
           precedence_words(compare, a), precedence_words(compare, b));
    change(compare, section, say(compare, MESSAGE_DIFF_LATE),
           late_words(compare, a), late_words(compare, b));
    change(compare, section, say(compare, MESSAGE_DIFF_REFUND),
           refund_words(compare, a), refund_words(compare, b));
    change(compare, section, say(compare, MESSAGE_DIFF_DROP_LIMIT),
           percent(compare, a->drop_limit_bp),
           percent(compare, b->drop_limit_bp));
}

static void compare_dates(struct comparison *compare)
{
    const struct policy *a = compare->from;
    const struct policy *b = compare->to;
    const enum message section = MESSAGE_DIFF_DATES;
    change(compare, section, say(compare, MESSAGE_DATES_IN_FORCE),
           span(compare, a->in_force_from, a->in_force_to),
           span(compare, b->in_force_from, b->in_force_to));
    change(compare, section, say(compare, MESSAGE_DATES_COLLECTION),
           span(compare, a->collection_from, a->collection_to),
           span(compare, b->collection_from, b->collection_to));
}

/* ---- categories ---- */

uint16_t policy_same_category(const struct policy *policy,
                              const struct policy *of, uint16_t category)
{
    const struct category *wanted = &of->categories[category];
    const uint16_t found = policy_category(policy, wanted->id);
    if (found != POLICY_NONE)
        return found;
    for (size_t i = 0; i < policy->category_count; i++)
        if (strcmp(policy->categories[i].name, wanted->name) == 0 &&
            policy_category(of, policy->categories[i].id) == POLICY_NONE)
            return (uint16_t)i;
    return POLICY_NONE;
}

static const char *category_name(struct comparison *compare,
                                 const struct category *category)
{
    return make(compare, "%s%s%s", category->code,
                category->code[0] == '\0' ? "" : " ", category->name);
}

static const char *fund_name(const struct policy *policy, uint16_t fund)
{
    return fund == POLICY_NONE ? "" : policy->funds[fund].name;
}

static const char *applicant_name(const struct policy *policy,
                                  uint16_t applicant)
{
    return applicant == POLICY_NONE ? "" : policy->applicants[applicant].name;
}

/* "75%：285.00 + 95.00，医疗救助资金" */
static const char *category_terms(struct comparison *compare,
                                  const struct policy *policy,
                                  const struct category *category)
{
    return make(compare, "%s %s + %s %s", percent(compare, category->ratio_bp),
                money(compare, category->subsidy),
                money(compare, category->personal_due),
                fund_name(policy, category->fund));
}

/* "{age_min: 60, grades: [3,4]}": as the file has it. */
static const char *values_of(struct comparison *compare,
                             const struct alternative *way)
{
    const char *list = "";
    if (way->age_min >= 0)
        list = make(compare, " age_min: %d", way->age_min);
    if (way->age_max >= 0)
        list = make(compare, "%s age_max: %d", list, way->age_max);
    if (way->sex != SEX_ANY)
        list = make(compare, "%s sex: %s", list,
                    way->sex == SEX_MALE ? "male" : "female");
    for (int bit = 1; bit < 8; bit++) {
        if ((way->grades & 1U << bit) != 0)
            list = make(compare, "%s grade: %d", list, bit);
        if ((way->types & 1U << bit) != 0)
            list = make(compare, "%s type: %d", list, bit);
    }
    return list;
}

static const char *conditions_of(struct comparison *compare,
                                 const struct category *category)
{
    const char *list = "";
    for (size_t i = 0; i < category->alternative_count; i++) {
        const struct alternative *way = &category->alternatives[i];
        list = make(compare, "%s%s%s {%s }", list,
                    i == 0 ? "" : say(compare, MESSAGE_DIFF_OR), way->label,
                    values_of(compare, way));
    }
    return list[0] == '\0' ? say(compare, MESSAGE_DIFF_ALWAYS) : list;
}

static bool is_same_way(const struct alternative *a,
                        const struct alternative *b)
{
    return a->age_min == b->age_min && a->age_max == b->age_max &&
           a->sex == b->sex && a->grades == b->grades && a->types == b->types;
}

static bool is_same_conditions(const struct category *a,
                               const struct category *b)
{
    if (a->alternative_count != b->alternative_count)
        return false;
    for (size_t i = 0; i < a->alternative_count; i++)
        if (!is_same_way(&a->alternatives[i], &b->alternatives[i]))
            return false;
    return true;
}

static void compare_conditions(struct comparison *compare, const char *name,
                               const struct category *a,
                               const struct category *b)
{
    if (is_same_conditions(a, b))
        return;
    change(compare, MESSAGE_DIFF_CONDITIONS, name, conditions_of(compare, a),
           conditions_of(compare, b));
}

static void compare_category(struct comparison *compare, uint16_t index,
                             uint16_t other)
{
    const struct policy *p = compare->from;
    const struct policy *q = compare->to;
    const struct category *a = &p->categories[index];
    const struct category *b = &q->categories[other];
    const char *name = category_name(compare, a);
    change_of(compare, name, MESSAGE_DIFF_NAME, name,
              category_name(compare, b));
    change_of(compare, name, MESSAGE_DIFF_RATIO, percent(compare, a->ratio_bp),
              percent(compare, b->ratio_bp));
    change_of(compare, name, MESSAGE_DIFF_SUBSIDY, money(compare, a->subsidy),
              money(compare, b->subsidy));
    change_of(compare, name, MESSAGE_DIFF_PERSONAL,
              money(compare, a->personal_due), money(compare, b->personal_due));
    change_of(compare, name, MESSAGE_DIFF_FUND, fund_name(p, a->fund),
              fund_name(q, b->fund));
    change_of(compare, name, MESSAGE_DIFF_APPLICANT,
              applicant_name(p, a->applicant), applicant_name(q, b->applicant));
    change_of(compare, name, MESSAGE_DIFF_DEPARTMENT,
              p->departments[a->department].name,
              q->departments[b->department].name);
}

static void compare_categories(struct comparison *compare)
{
    const struct policy *p = compare->from;
    const struct policy *q = compare->to;
    for (uint16_t i = 0; i < p->category_count; i++) {
        const struct category *a = &p->categories[i];
        if (policy_same_category(q, p, i) == POLICY_NONE)
            change(compare, MESSAGE_DIFF_CATEGORIES, category_name(compare, a),
                   category_terms(compare, p, a), "");
    }
    for (uint16_t i = 0; i < q->category_count; i++) {
        const struct category *b = &q->categories[i];
        if (policy_same_category(p, q, i) == POLICY_NONE)
            change(compare, MESSAGE_DIFF_CATEGORIES, category_name(compare, b),
                   "", category_terms(compare, q, b));
    }
    for (uint16_t i = 0; i < p->category_count; i++) {
        const uint16_t other = policy_same_category(q, p, i);
        if (other != POLICY_NONE)
            compare_category(compare, i, other);
    }
    for (uint16_t i = 0; i < p->category_count; i++) {
        const uint16_t other = policy_same_category(q, p, i);
        if (other != POLICY_NONE)
            compare_conditions(compare,
                               category_name(compare, &p->categories[i]),
                               &p->categories[i], &q->categories[other]);
    }
}

/* ---- order ---- */

/* Categories that both have, in the order of `from`. */
struct common {
    uint16_t *from, *to; /* indexes into each policy */
    size_t *length;      /* of the longest sequence that ends here */
    size_t *before;      /* the one before in it; SIZE_MAX = none */
    bool *stays;
    size_t count;
};

static int common_init(struct comparison *compare, struct common *out)
{
    const size_t room = compare->from->category_count;
    struct arena *arena = compare->arena;
    *out = (struct common){
        .from = arena_array(arena, room, sizeof *out->from),
        .to = arena_array(arena, room, sizeof *out->to),
        .length = arena_array(arena, room, sizeof *out->length),
        .before = arena_array(arena, room, sizeof *out->before),
        .stays = arena_array(arena, room, sizeof *out->stays),
    };
    if (out->from == NULL || out->to == NULL || out->length == NULL ||
        out->before == NULL || out->stays == NULL)
        return -1;
    for (uint16_t i = 0; i < room; i++) {
        out->from[out->count] = i;
        out->to[out->count] =
            policy_same_category(compare->to, compare->from, i);
        out->count += out->to[out->count] != POLICY_NONE;
    }
    return 0;
}

/* Marks a longest sequence that stands in the same order in both. */
static void find_staying(struct common *common)
{
    size_t best = SIZE_MAX;
    for (size_t i = 0; i < common->count; i++) {
        common->length[i] = 1;
        common->before[i] = SIZE_MAX;
        for (size_t k = 0; k < i; k++) {
            if (common->to[k] < common->to[i] &&
                common->length[k] + 1 > common->length[i]) {
                common->length[i] = common->length[k] + 1;
                common->before[i] = k;
            }
        }
        if (best == SIZE_MAX || common->length[i] > common->length[best])
            best = i;
    }
    for (size_t at = best; at != SIZE_MAX; at = common->before[at])
        common->stays[at] = true;
}

static const char *after(struct comparison *compare,
                         const struct policy *policy, uint16_t category)
{
    if (category == 0)
        return say(compare, MESSAGE_DIFF_ORDER_FIRST);
    struct text text = TEXT_INIT;
    message_append(&text, compare->language, MESSAGE_DIFF_ORDER_AFTER,
                   category_name(compare, &policy->categories[category - 1]),
                   NULL);
    const char *words = make(compare, "%s", text_of(&text));
    text_release(&text);
    return words;
}

static void compare_order(struct comparison *compare)
{
    struct common common;
    if (common_init(compare, &common) != 0) {
        compare->failed = true;
        return;
    }
    find_staying(&common);
    for (size_t i = 0; i < common.count; i++) {
        if (common.stays[i])
            continue;
        const struct policy *p = compare->from;
        change(compare, MESSAGE_DIFF_ORDER,
               category_name(compare, &p->categories[common.from[i]]),
               after(compare, p, common.from[i]),
               after(compare, compare->to, common.to[i]));
    }
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
            change(compare, section, say(compare, MESSAGE_DIFF_FUND), a->name,
                   "");
            continue;
        }
        change(compare, section,
               make(compare, "%s %s", a->name, say(compare, MESSAGE_DIFF_DUE)),
               span(compare, a->due_from, a->due_to),
               span(compare, b->due_from, b->due_to));
        change(compare, section, a->name, a->transferred, b->transferred);
    }
    for (size_t i = 0; i < q->fund_count; i++)
        if (fund_named(p, q->funds[i].name) == NULL)
            change(compare, section, say(compare, MESSAGE_DIFF_FUND), "",
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
    const char *title = say(compare, MESSAGE_DIFF_APPLICANT);
    const enum message section = MESSAGE_DIFF_MONEY;
    for (size_t i = 0; i < p->applicant_count; i++) {
        const struct applicant *a = &p->applicants[i];
        const struct applicant *b = applicant_named(q, a->name);
        if (b == NULL)
            change(compare, section, title, a->name, "");
        else
            change(compare, section,
                   make(compare, "%s %s", a->name,
                        say(compare, MESSAGE_DIFF_DEADLINE)),
                   date(compare, a->deadline), date(compare, b->deadline));
    }
    for (size_t i = 0; i < q->applicant_count; i++)
        if (applicant_named(p, q->applicants[i].name) == NULL)
            change(compare, section, title, "", q->applicants[i].name);
}

static const struct calendar_entry *entry_of(const struct policy *policy,
                                             const char *id)
{
    for (size_t i = 0; i < policy->calendar_count; i++)
        if (strcmp(policy->calendar[i].id, id) == 0)
            return &policy->calendar[i];
    return NULL;
}

static void compare_calendar(struct comparison *compare)
{
    const struct policy *p = compare->from;
    const struct policy *q = compare->to;
    for (size_t i = 0; i < p->calendar_count; i++) {
        const struct calendar_entry *a = &p->calendar[i];
        const struct calendar_entry *b = entry_of(q, a->id);
        change(compare, MESSAGE_DIFF_DATES, a->label,
               span(compare, a->from, a->to),
               b == NULL ? "" : span(compare, b->from, b->to));
    }
    for (size_t i = 0; i < q->calendar_count; i++)
        if (entry_of(p, q->calendar[i].id) == NULL)
            change(compare, MESSAGE_DIFF_DATES, q->calendar[i].label, "",
                   span(compare, q->calendar[i].from, q->calendar[i].to));
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
            change(compare, section, p->county_noun, a->name, "");
        else
            change(compare, section,
                   make(compare, "%s %s", a->name,
                        say(compare, MESSAGE_DIFF_TARGET)),
                   count(compare, a->target),
                   count(compare, q->counties[other].target));
    }
    for (size_t i = 0; i < q->county_count; i++)
        if (policy_county(p, q->counties[i].name) == POLICY_NONE)
            change(compare, section, q->county_noun, "", q->counties[i].name);
}

/* Workbooks that only one of the two documents asks for. */
static void compare_reports(struct comparison *compare)
{
    for (int i = 0; i < SPECIAL_COUNT; i++) {
        const enum special_report report = (enum special_report)i;
        const char *words = special_report_words(report);
        const bool had = policy_report(compare->from, report) != NULL;
        const bool has = policy_report(compare->to, report) != NULL;
        change(compare, MESSAGE_DIFF_REPORTS, say(compare, MESSAGE_DIFF_REPORT),
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
        change(compare, section, a->id, a->text, b == NULL ? "" : b->text);
    }
    for (size_t i = 0; i < q->assumption_count; i++)
        if (policy_assumption(p, q->assumptions[i].id) == NULL)
            change(compare, section, q->assumptions[i].id, "",
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
