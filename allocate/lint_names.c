/*
 * Words with two meanings: names that two departments, funds, applicants or
 * kinds of roster share (files and sheets are named after them), a group that
 * is called like a category outside it, and words of a roster that overrule
 * the policy's own. Compared as rosters are: folded.
 */
#include "allocate/lint.h"

#include <stdlib.h>
#include <string.h>

/* A word on its way, and what it stands for. */
struct called {
    const char *folded;
    const char *text;
    const char *path;
    size_t owner;
};

struct calling {
    struct called *items;
    size_t count, capacity;
};

static void call(struct lint *lint, struct calling *calling, const char *text,
                 size_t owner, const char *path)
{
    if (text[0] == '\0')
        return;
    if (mem_grow(&calling->items, &calling->capacity, calling->count + 1,
                 sizeof *calling->items) != 0) {
        lint->failed = true;
        return;
    }
    calling->items[calling->count++] =
        (struct called){.folded = lint_folded(lint, text),
                        .text = text,
                        .path = path,
                        .owner = owner};
}

static int compare_called(const void *a, const void *b)
{
    const struct called *left = a;
    const struct called *right = b;
    const int order = strcmp(left->folded, right->folded);
    if (order != 0)
        return order;
    return (left->owner > right->owner) - (left->owner < right->owner);
}

/* Reports words that two owners share; empties the list. */
static void settle(struct lint *lint, struct calling *calling,
                   enum policy_file file)
{
    if (calling->count > 1)
        qsort(calling->items, calling->count, sizeof *calling->items,
              compare_called);
    for (size_t i = 1; i < calling->count; i++) {
        const struct called *first = &calling->items[i - 1];
        const struct called *again = &calling->items[i];
        if (strcmp(first->folded, again->folded) != 0 ||
            first->owner == again->owner)
            continue;
        const struct diag_words words = {.label = again->text,
                                         .other = first->path};
        lint_add(lint, DIAG_POLICY_NAME_SHARED, &words, file, "%s",
                 again->path);
    }
    mem_free(calling->items);
    *calling = (struct calling){.items = NULL};
}

static void check_departments(struct lint *lint)
{
    struct calling calling = {.items = NULL};
    for (size_t i = 0; i < lint->policy->department_count; i++) {
        const struct department *department = &lint->policy->departments[i];
        const char *path = lint_text(lint, "departments[%zu]", i + 1);
        call(lint, &calling, department->name, i,
             lint_text(lint, "%s.name", path));
        call(lint, &calling, department->title, i,
             lint_text(lint, "%s.title", path));
        for (size_t k = 0; k < department->aliases.count; k++)
            call(lint, &calling, department->aliases.items[k], i,
                 lint_text(lint, "%s.aliases[%zu]", path, k + 1));
    }
    settle(lint, &calling, POLICY_FILE_RULES);
}

static void check_payers(struct lint *lint)
{
    const struct policy *policy = lint->policy;
    struct calling calling = {.items = NULL};
    for (size_t i = 0; i < policy->fund_count; i++)
        call(lint, &calling, policy->funds[i].name, i,
             lint_text(lint, "funds[%zu].name", i + 1));
    settle(lint, &calling, POLICY_FILE_RULES);
    for (size_t i = 0; i < policy->applicant_count; i++)
        call(lint, &calling, policy->applicants[i].name, i,
             lint_text(lint, "applicants[%zu].name", i + 1));
    settle(lint, &calling, POLICY_FILE_RULES);
}

static void check_kind_names(struct lint *lint)
{
    const struct policy *policy = lint->policy;
    struct calling calling = {.items = NULL};
    for (size_t i = 0; i < policy->kind_count; i++) {
        call(lint, &calling, policy->kinds[i].id, i,
             lint_text(lint, "kinds[%zu].id", i + 1));
        call(lint, &calling, policy->kinds[i].name, i,
             lint_text(lint, "kinds[%zu].name", i + 1));
    }
    settle(lint, &calling, POLICY_FILE_COLUMNS);
}

/* A group's name in a roster would be taken for the category of that name. */
static void check_groups(struct lint *lint)
{
    const struct policy *policy = lint->policy;
    for (size_t i = 0; i < policy->category_count; i++) {
        const struct category *category = &policy->categories[i];
        if (category->group[0] == '\0')
            continue;
        const struct value_alias *meant =
            policy_value(policy, POLICY_NONE, FIELD_CATEGORY, category->group);
        if (meant == NULL || meant->meaning == POLICY_NONE ||
            strcmp(policy->categories[meant->meaning].group, category->group) ==
                0)
            continue;
        const struct diag_words words = {
            .label = category->group,
            .other = lint_category_path(lint, meant->meaning),
        };
        lint_add(lint, DIAG_POLICY_NAME_SHARED, &words, POLICY_FILE_RULES,
                 "%s.group", lint_category_path(lint, i));
    }
}

/* ---- words of rosters ---- */

static const char *meaning_name(const struct policy *policy, uint16_t category)
{
    return category == POLICY_NONE ? "blank"
                                   : policy->categories[category].name;
}

/* A kind's word for a category that the policy knows as another one's. */
static void check_kind_values(struct lint *lint, size_t index)
{
    const struct policy *policy = lint->policy;
    const struct roster_kind *kind = &policy->kinds[index];
    for (size_t i = 0; i < kind->value_count; i++) {
        const struct value_alias *value = &kind->values[i];
        if (value->field != FIELD_CATEGORY &&
            value->field != FIELD_CATEGORY_CODE)
            continue;
        const struct value_alias *common =
            policy_value(policy, POLICY_NONE, value->field, value->text);
        if (common == NULL || common->meaning == value->meaning)
            continue;
        const struct diag_words words = {
            .label = value->text,
            .cell = kind->name,
            .note = meaning_name(policy, value->meaning),
            .other = meaning_name(policy, common->meaning),
        };
        lint_add_word(lint, DIAG_POLICY_WORD_OVERRULED, &words,
                      POLICY_FILE_COLUMNS, value->text, "kinds[%zu].values",
                      index + 1);
    }
}

void lint_names(struct lint *lint)
{
    check_departments(lint);
    check_payers(lint);
    check_kind_names(lint);
    check_groups(lint);
    for (size_t i = 0; i < lint->policy->kind_count; i++)
        check_kind_values(lint, i);
}
