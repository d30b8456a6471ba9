/*
 * Benefits that fall along the order: somebody who may have two categories
 * gets less by the one that prevails. Conditions are tested before
 * precedence, so two categories that nobody can have together by their
 * conditions are no matter; what the document excludes otherwise is.
 */
#include "allocate/attribute_class.h"
#include "allocate/lint.h"
#include "allocate/precedence.h"

#include <string.h>

static const char *name_with_code(struct lint *lint,
                                  const struct category *category)
{
    return lint_text(lint, "%s%s%s", category->code,
                     category->code[0] == '\0' ? "" : " ", category->name);
}

/* "2303 低保对象 285.00、…": the categories that lose to `winner` and pay
 * more; NULL where there is none. */
static const char *better_losers(struct lint *lint,
                                 const struct eligible_sets *sets,
                                 uint16_t winner)
{
    const struct policy *policy = lint->policy;
    const char *list = NULL;
    char amount[FEN_TEXT_SIZE];
    for (uint16_t i = 0; i < policy->category_count; i++) {
        const struct category *other = &policy->categories[i];
        if (i == winner ||
            other->subsidy <= policy->categories[winner].subsidy ||
            category_prevailing(policy, winner, i) != winner ||
            !eligible_sets_together(sets, winner, i))
            continue;
        list = lint_text(
            lint, "%s%s%s %s", list == NULL ? "" : list,
            list == NULL ? ""
                         : message_text(MESSAGE_LIST_COMMA, lint->language),
            name_with_code(lint, other), fen_text(other->subsidy, amount));
    }
    return list;
}

void lint_order(struct lint *lint)
{
    const struct policy *policy = lint->policy;
    struct attribute_classes classes;
    struct eligible_sets sets;
    if (attribute_classes_init(policy, lint->arena, &classes) != 0 ||
        eligible_sets_init(policy, &classes, lint->arena, &sets) != 0) {
        lint->failed = true;
        return;
    }
    for (uint16_t i = 0; i < policy->category_count; i++) {
        const struct category *category = &policy->categories[i];
        const char *losers = better_losers(lint, &sets, i);
        char amount[FEN_TEXT_SIZE];
        if (losers == NULL)
            continue;
        const struct diag_words words = {
            .label = name_with_code(lint, category),
            .cell = lint_text(lint, "%s", fen_text(category->subsidy, amount)),
            .note = losers,
        };
        lint_add(lint, DIAG_POLICY_BENEFIT_FALLS, &words, POLICY_FILE_RULES,
                 "%s", lint_category_path(lint, i));
    }
}
