/* What the linter's parts share; each part looks at one side of a policy. */
#ifndef DAOPAN_ALLOCATE_LINT_H
#define DAOPAN_ALLOCATE_LINT_H

#include "allocate/allocate.h"
#include "core/message.h"

struct lint {
    const struct policy *policy;
    const struct policy *const *others;
    size_t other_count;
    enum language language;
    struct arena *arena;
    struct policy_findings *out;
    bool failed; /* memory is exhausted */
};

/* Adds a finding at a place that `path` (printf) names in `file`. */
void lint_add(struct lint *lint, enum diag_code code,
              const struct diag_words *words, enum policy_file file,
              const char *path, ...) PRINTF_LIKE(5, 6);

/* The same at the first value below the place that is `word`. */
void lint_add_word(struct lint *lint, enum diag_code code,
                   const struct diag_words *words, enum policy_file file,
                   const char *word, const char *path, ...) PRINTF_LIKE(6, 7);

/* A text that lives as long as the findings; "" where memory is exhausted. */
const char *lint_text(struct lint *lint, const char *format, ...)
    PRINTF_LIKE(2, 3);

/* `text` folded for comparison, likewise. */
const char *lint_folded(struct lint *lint, const char *text);

/* "steps[3].categories[2]" */
const char *lint_category_path(struct lint *lint, size_t category);

/* ---- the parts ---- */

void lint_order(struct lint *lint);      /* benefits that fall */
void lint_conditions(struct lint *lint); /* what no roster can answer */
void lint_names(struct lint *lint);      /* words with two meanings */
void lint_kinds(struct lint *lint);      /* rosters taken for each other */
void lint_dates(struct lint *lint);      /* inside the policy */
void lint_years(struct lint *lint);      /* against the other policies */
void lint_use(struct lint *lint);        /* what nothing uses */

#endif
