/*
 * Categories of two policies side by side. They are the same where code or id
 * is, else where the name is: a document that prints codes for the first time
 * has not replaced everybody.
 */
#include "cli/comparison.h"

#include <string.h>

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

const char *compare_category_name(struct comparison *compare,
                                  const struct category *category)
{
    return compare_text(compare, "%s%s%s", category->code,
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
    return compare_text(compare, "%s %s + %s %s",
                        compare_percent(compare, category->ratio_bp),
                        compare_money(compare, category->subsidy),
                        compare_money(compare, category->personal_due),
                        fund_name(policy, category->fund));
}

/* "{age_min: 60, grades: [3,4]}": as the file has it. */
static const char *values_of(struct comparison *compare,
                             const struct alternative *way)
{
    const char *list = "";
    if (way->age_min >= 0)
        list = compare_text(compare, " age_min: %d", way->age_min);
    if (way->age_max >= 0)
        list = compare_text(compare, "%s age_max: %d", list, way->age_max);
    if (way->sex != SEX_ANY)
        list = compare_text(compare, "%s sex: %s", list,
                            way->sex == SEX_MALE ? "male" : "female");
    for (int bit = 1; bit < 8; bit++) {
        if ((way->grades & 1U << bit) != 0)
            list = compare_text(compare, "%s grade: %d", list, bit);
        if ((way->types & 1U << bit) != 0)
            list = compare_text(compare, "%s type: %d", list, bit);
    }
    return list;
}

static const char *conditions_of(struct comparison *compare,
                                 const struct category *category)
{
    const char *list = "";
    for (size_t i = 0; i < category->alternative_count; i++) {
        const struct alternative *way = &category->alternatives[i];
        list = compare_text(compare, "%s%s%s {%s }", list,
                            i == 0 ? "" : compare_say(compare, MESSAGE_DIFF_OR),
                            way->label, values_of(compare, way));
    }
    return list[0] == '\0' ? compare_say(compare, MESSAGE_DIFF_ALWAYS) : list;
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
    compare_note(compare, MESSAGE_DIFF_CONDITIONS, name,
                 conditions_of(compare, a), conditions_of(compare, b));
}

static void compare_category(struct comparison *compare, uint16_t index,
                             uint16_t other)
{
    const struct policy *p = compare->from;
    const struct policy *q = compare->to;
    const struct category *a = &p->categories[index];
    const struct category *b = &q->categories[other];
    const char *name = compare_category_name(compare, a);
    compare_note_category(compare, name, MESSAGE_DIFF_NAME, name,
                          compare_category_name(compare, b));
    compare_note_category(compare, name, MESSAGE_DIFF_RATIO,
                          compare_percent(compare, a->ratio_bp),
                          compare_percent(compare, b->ratio_bp));
    compare_note_category(compare, name, MESSAGE_DIFF_SUBSIDY,
                          compare_money(compare, a->subsidy),
                          compare_money(compare, b->subsidy));
    compare_note_category(compare, name, MESSAGE_DIFF_PERSONAL,
                          compare_money(compare, a->personal_due),
                          compare_money(compare, b->personal_due));
    compare_note_category(compare, name, MESSAGE_DIFF_FUND,
                          fund_name(p, a->fund), fund_name(q, b->fund));
    compare_note_category(compare, name, MESSAGE_DIFF_APPLICANT,
                          applicant_name(p, a->applicant),
                          applicant_name(q, b->applicant));
    compare_note_category(compare, name, MESSAGE_DIFF_DEPARTMENT,
                          p->departments[a->department].name,
                          q->departments[b->department].name);
}

void compare_categories(struct comparison *compare)
{
    const struct policy *p = compare->from;
    const struct policy *q = compare->to;
    for (uint16_t i = 0; i < p->category_count; i++) {
        const struct category *a = &p->categories[i];
        if (policy_same_category(q, p, i) == POLICY_NONE)
            compare_note(compare, MESSAGE_DIFF_CATEGORIES,
                         compare_category_name(compare, a),
                         category_terms(compare, p, a), "");
    }
    for (uint16_t i = 0; i < q->category_count; i++) {
        const struct category *b = &q->categories[i];
        if (policy_same_category(p, q, i) == POLICY_NONE)
            compare_note(compare, MESSAGE_DIFF_CATEGORIES,
                         compare_category_name(compare, b), "",
                         category_terms(compare, q, b));
    }
    for (uint16_t i = 0; i < p->category_count; i++) {
        const uint16_t other = policy_same_category(q, p, i);
        if (other != POLICY_NONE)
            compare_category(compare, i, other);
    }
    for (uint16_t i = 0; i < p->category_count; i++) {
        const uint16_t other = policy_same_category(q, p, i);
        if (other != POLICY_NONE)
            compare_conditions(
                compare, compare_category_name(compare, &p->categories[i]),
                &p->categories[i], &q->categories[other]);
    }
}
