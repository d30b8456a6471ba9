/*
 * Kinds of roster that can be taken for each other. A title word belongs to
 * one kind (the loader sees to it), so a sheet that says in words what it is
 * can always be told; a bare sheet is told by its columns and by who sends
 * it. Two kinds alike in both are told by titles alone.
 */
#include "allocate/lint.h"

#include <string.h>

static bool has_word(struct lint *lint, const struct words *words,
                     const char *text)
{
    const char *folded = lint_folded(lint, text);
    for (size_t i = 0; i < words->count; i++)
        if (strcmp(lint_folded(lint, words->items[i]), folded) == 0)
            return true;
    return false;
}

static bool has_all_words(struct lint *lint, const struct words *words,
                          const struct words *of)
{
    for (size_t i = 0; i < of->count; i++)
        if (!has_word(lint, words, of->items[i]))
            return false;
    return true;
}

static bool is_alike(struct lint *lint, const struct roster_kind *a,
                     const struct roster_kind *b)
{
    return a->department == b->department && a->required == b->required &&
           has_all_words(lint, &a->label_words, &b->label_words) &&
           has_all_words(lint, &b->label_words, &a->label_words);
}

/* Where two kinds have a label that, so the file says, only one has. */
static void check_label_words(struct lint *lint, size_t first, size_t second)
{
    const struct roster_kind *a = &lint->policy->kinds[first];
    const struct roster_kind *b = &lint->policy->kinds[second];
    for (size_t i = 0; i < b->label_words.count; i++) {
        const char *word = b->label_words.items[i];
        if (!has_word(lint, &a->label_words, word))
            continue;
        const struct diag_words words = {
            .label = word, .cell = b->name, .other = a->name};
        lint_add(lint, DIAG_POLICY_LABEL_SHARED, &words, POLICY_FILE_COLUMNS,
                 "kinds[%zu].label_words[%zu]", second + 1, i + 1);
    }
}

void lint_kinds(struct lint *lint)
{
    const struct policy *policy = lint->policy;
    for (size_t i = 0; i < policy->kind_count; i++) {
        for (size_t k = 0; k < i; k++) {
            const struct roster_kind *a = &policy->kinds[k];
            const struct roster_kind *b = &policy->kinds[i];
            if (is_alike(lint, a, b)) {
                const struct diag_words words = {.label = b->name,
                                                 .other = a->name};
                lint_add(lint, DIAG_POLICY_KINDS_ALIKE, &words,
                         POLICY_FILE_COLUMNS, "kinds[%zu].label_words", i + 1);
            } else {
                check_label_words(lint, k, i);
            }
        }
    }
}
