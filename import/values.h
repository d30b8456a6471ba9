/*
 * What the value of a cell means: category, grade, state, movement …, by the
 * aliases of the roster kind and of the policy. Private to import/.
 */
#ifndef DAOPAN_IMPORT_VALUES_H
#define DAOPAN_IMPORT_VALUES_H

#include "core/language.h"
#include "core/policy.h"
#include "core/text.h"
#include <stdbool.h>

enum {
    VALUE_SIZE = 256,   /* longer texts are no values */
    VALUE_UNKNOWN = -1, /* no alias */
    VALUE_EMPTY = -2    /* nothing, or a sign for it: - / 无 */
};

/* Whether a folded text is a sign for nothing: - / 无. */
bool value_is_nothing(const char *folded);

/*
 * The meaning of a folded text (struct value_alias.meaning), the kind's own
 * aliases first; VALUE_UNKNOWN or VALUE_EMPTY. A dash counts as nothing only
 * where no alias says otherwise.
 */
int value_find(const struct policy *policy, uint16_t kind, enum field field,
               const char *folded);

/* The same for a disability type, which may list several: 肢体、智力. */
int value_find_types(const struct policy *policy, uint16_t kind,
                     const char *folded);

/*
 * The category of `kind` whose code is this text but for zeros that a
 * spreadsheet program dropped in front (1 for 01); POLICY_NONE where none is,
 * or more than one. *code is the code in full.
 */
uint16_t code_without_zeros(const struct policy *policy, uint16_t kind,
                            const char *folded, const char **code);

/* Whether a row of this kind may have this category. */
bool kind_allows(const struct policy *policy, uint16_t kind, uint16_t category);

/*
 * Appends what an unknown category may have been meant as: the nearest known
 * ones (是否为“在乡复员军人”？), else those that the kind may have. `field` is
 * one of the category columns.
 */
void category_suggest(const struct policy *policy, uint16_t kind,
                      enum field field, const char *folded,
                      enum language language, struct text *out);

#endif
