/*
 * Conditions that the rosters cannot answer. Age and sex are in the ID
 * number; disability grades and types must come from a column of some
 * roster, whichever department sends it, or from the number of a disability
 * certificate; and the column must have words for what is asked.
 */
#include "allocate/lint.h"

static bool has_label(const struct field_alias *labels, size_t count,
                      enum field field)
{
    for (size_t i = 0; i < count; i++)
        if (labels[i].field == field && !labels[i].is_other_person)
            return true;
    return false;
}

/* Whether some kind of roster may have a column of the field. */
static bool has_column(const struct policy *policy, enum field field)
{
    if (policy->kind_count > 0 &&
        has_label(policy->labels, policy->label_count, field))
        return true;
    for (size_t k = 0; k < policy->kind_count; k++)
        if (has_label(policy->kinds[k].labels, policy->kinds[k].label_count,
                      field))
            return true;
    return false;
}

static unsigned masks_of(const struct value_alias *values, size_t count,
                         enum field field)
{
    unsigned masks = 0;
    for (size_t i = 0; i < count; i++)
        if (values[i].field == field)
            masks |= values[i].meaning;
    return masks;
}

/* Grades or types that some word of some roster stands for. */
static unsigned known_masks(const struct policy *policy, enum field field)
{
    unsigned masks = masks_of(policy->values, policy->value_count, field);
    for (size_t k = 0; k < policy->kind_count; k++)
        masks |= masks_of(policy->kinds[k].values, policy->kinds[k].value_count,
                          field);
    return masks;
}

static const char *digits_of(struct lint *lint, unsigned mask)
{
    const char *digits = "";
    for (int bit = 1; bit < 8; bit++)
        if ((mask & 1U << bit) != 0)
            digits = lint_text(lint, "%s%s%d", digits,
                               *digits == '\0' ? "" : ",", bit);
    return digits;
}

/* One thing that an alternative asks: one of the grades, one of the types. */
struct asked {
    const struct category *category;
    const struct alternative *way;
    const char *path;
    enum field field;
    unsigned mask;
};

static void check_asked(struct lint *lint, const struct asked *asked)
{
    const struct policy *policy = lint->policy;
    struct diag_words words = {
        .label = asked->category->name,
        .cell = asked->way->label,
        .note = field_title(asked->field),
    };
    if (asked->mask == 0 || has_column(policy, FIELD_CERTIFICATE))
        return;
    if (!has_column(policy, asked->field)) {
        lint_add(lint, DIAG_POLICY_COLUMN_MISSING, &words, POLICY_FILE_RULES,
                 "%s", asked->path);
        return;
    }
    const unsigned missing = asked->mask & ~known_masks(policy, asked->field);
    if (missing == 0)
        return;
    words.other = digits_of(lint, missing);
    lint_add(lint, DIAG_POLICY_VALUE_MISSING, &words, POLICY_FILE_RULES, "%s",
             asked->path);
}

void lint_conditions(struct lint *lint)
{
    const struct policy *policy = lint->policy;
    for (size_t i = 0; i < policy->category_count; i++) {
        const struct category *category = &policy->categories[i];
        for (size_t k = 0; k < category->alternative_count; k++) {
            const struct alternative *way = &category->alternatives[k];
            const char *path = lint_text(lint, "%s.conditions[%zu]",
                                         lint_category_path(lint, i), k + 1);
            struct asked asked = {.category = category,
                                  .way = way,
                                  .path = path,
                                  .field = FIELD_DISABILITY_GRADE,
                                  .mask = way->grades};
            check_asked(lint, &asked);
            asked.field = FIELD_DISABILITY_TYPE;
            asked.mask = way->types;
            check_asked(lint, &asked);
        }
    }
}
