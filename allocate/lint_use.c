/*
 * Entries that nothing uses, applicants without a deadline, and targets whose
 * printed total is not the sum of their rows. A document may well order such
 * things; somebody should have looked.
 */
#include "allocate/lint.h"

#include <string.h>

/* Goes through every source of the policy; true stops it. */
typedef bool source_test(const struct source *source, const char *key);

static bool cites_document(const struct source *source, const char *key)
{
    return strcmp(source->document, key) == 0;
}

static bool rests_on_assumption(const struct source *source, const char *id)
{
    return strcmp(source->assumption, id) == 0;
}

static bool any_of_category(const struct category *category, source_test *test,
                            const char *key)
{
    for (size_t i = 0; i < category->alternative_count; i++)
        if (test(&category->alternatives[i].source, key))
            return true;
    return test(&category->source, key) || test(&category->amount, key) ||
           test(&category->applicant_source, key);
}

static bool any_of_lists(const struct policy *policy, source_test *test,
                         const char *key)
{
    for (size_t i = 0; i < policy->fund_count; i++)
        if (test(&policy->funds[i].source, key))
            return true;
    for (size_t i = 0; i < policy->applicant_count; i++)
        if (test(&policy->applicants[i].source, key))
            return true;
    for (size_t i = 0; i < policy->step_count; i++)
        if (test(&policy->steps[i].source, key))
            return true;
    for (size_t i = 0; i < policy->exclusion_count; i++)
        if (test(&policy->exclusions[i].source, key))
            return true;
    for (size_t i = 0; i < policy->calendar_count; i++)
        if (test(&policy->calendar[i].source, key))
            return true;
    for (size_t i = 0; i < policy->report_count; i++)
        if (test(&policy->reports[i].source, key))
            return true;
    return false;
}

static bool any_source(const struct policy *policy, source_test *test,
                       const char *key)
{
    const struct source *const single[] = {
        &policy->in_force_source,   &policy->premium_source,
        &policy->collection_source, &policy->government_contribution_source,
        &policy->precedence_source, &policy->late_source,
        &policy->refund_source,     &policy->drop_limit_source,
        &policy->county_source,     &policy->target_source,
        &policy->ledgers_source,
    };
    for (size_t i = 0; i < sizeof single / sizeof single[0]; i++)
        if (test(single[i], key))
            return true;
    for (size_t i = 0; i < policy->category_count; i++)
        if (any_of_category(&policy->categories[i], test, key))
            return true;
    return any_of_lists(policy, test, key);
}

static void add_unused(struct lint *lint, const char *list, size_t index,
                       const char *name)
{
    const struct diag_words words = {.label = name, .cell = list};
    lint_add(lint, DIAG_POLICY_UNUSED, &words, POLICY_FILE_RULES, "%s[%zu]",
             list, index + 1);
}

static bool is_department_used(const struct policy *policy, size_t department)
{
    for (size_t i = 0; i < policy->step_count; i++)
        if (policy->steps[i].department == department)
            return true;
    for (size_t i = 0; i < policy->kind_count; i++)
        if (policy->kinds[i].department == department)
            return true;
    return false;
}

static void check_unused(struct lint *lint)
{
    const struct policy *policy = lint->policy;
    for (size_t i = 0; i < policy->document_count; i++)
        if (!any_source(policy, cites_document, policy->documents[i].key))
            add_unused(lint, "documents", i, policy->documents[i].key);
    for (size_t i = 0; i < policy->assumption_count; i++)
        if (!any_source(policy, rests_on_assumption, policy->assumptions[i].id))
            add_unused(lint, "assumptions", i, policy->assumptions[i].id);
    for (size_t i = 0; i < policy->department_count; i++)
        if (!is_department_used(policy, i))
            add_unused(lint, "departments", i, policy->departments[i].name);
}

static void check_unused_payers(struct lint *lint)
{
    const struct policy *policy = lint->policy;
    for (size_t i = 0; i < policy->fund_count; i++) {
        bool is_used = false;
        for (size_t k = 0; k < policy->category_count; k++)
            is_used = is_used || policy->categories[k].fund == i;
        if (!is_used)
            add_unused(lint, "funds", i, policy->funds[i].name);
    }
    for (size_t i = 0; i < policy->applicant_count; i++) {
        bool is_used = false;
        for (size_t k = 0; k < policy->category_count; k++)
            is_used = is_used || policy->categories[k].applicant == i;
        if (!is_used)
            add_unused(lint, "applicants", i, policy->applicants[i].name);
    }
}

static void check_deadlines(struct lint *lint)
{
    const struct policy *policy = lint->policy;
    for (size_t i = 0; i < policy->applicant_count; i++) {
        const struct diag_words words = {.label = policy->applicants[i].name};
        if (policy->applicants[i].deadline == YMD_NONE)
            lint_add(lint, DIAG_POLICY_NO_DEADLINE, &words, POLICY_FILE_RULES,
                     "applicants[%zu]", i + 1);
    }
}

static void check_targets(struct lint *lint)
{
    const struct policy *policy = lint->policy;
    int64_t sum = 0;
    size_t stated = 0;
    for (size_t i = 0; i < policy->county_count; i++) {
        const int64_t target = policy->counties[i].target;
        stated += target >= 0;
        sum += target >= 0 ? target : 0;
    }
    if (policy->target_printed >= 0 && policy->target_printed != sum) {
        const struct diag_words words = {
            .cell = lint_text(lint, "%lld", (long long)policy->target_printed),
            .note = lint_text(lint, "%lld", (long long)sum),
        };
        lint_add(lint, DIAG_POLICY_TARGETS_DIFFER, &words, POLICY_FILE_RULES,
                 "targets.printed_total");
    }
    for (size_t i = 0; i < policy->county_count && stated > 0; i++) {
        const struct diag_words words = {.label = policy->counties[i].name};
        if (policy->counties[i].target < 0)
            lint_add(lint, DIAG_POLICY_TARGET_MISSING, &words,
                     POLICY_FILE_RULES, "counties[%zu]", i + 1);
    }
}

void lint_use(struct lint *lint)
{
    check_unused(lint);
    check_unused_payers(lint);
    check_deadlines(lint);
    check_targets(lint);
}
