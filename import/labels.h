/*
 * What a column label means. Private to import/.
 *
 * Labels are compared folded (text_fold). A label may stand under a group
 * title (残疾情况 over 等级): then the two together are asked first.
 */
#ifndef DAOPAN_IMPORT_LABELS_H
#define DAOPAN_IMPORT_LABELS_H

#include "core/arena.h"
#include "core/policy.h"
#include <stdbool.h>
#include <stddef.h>

enum { LABEL_SIZE = 192 }; /* longer texts are no labels */

struct label_meaning {
    enum field field;     /* FIELD_NONE = nothing to the policy */
    bool is_other_person; /* 户主身份证号: not the person's own */
    bool is_by_group;     /* known only together with its group */
    unsigned rank;        /* the smaller is preferred where two labels mean the
                             same: the kind's own first, then in the order of
                             the policy */
};

struct label_entry {
    const char *folded;
    uint16_t kind; /* POLICY_NONE = of every kind */
    struct label_meaning meaning;
};

/* Every alias of a policy, sorted. */
struct label_index {
    const struct label_entry *entries;
    size_t count;
    const char **stems; /* 户主, 监护人 …: what other people's labels begin
                           with, taken from the policy's own aliases */
    size_t stem_count;
};

/* 0, or -1 when memory is exhausted. */
CHECKED int label_index_init(struct label_index *index,
                             const struct policy *policy, struct arena *arena);

/*
 * The meaning of a label for a roster of `kind`; POLICY_NONE asks for any
 * kind's. `group` and `label` are folded; `group` is "" where there is none.
 */
struct label_meaning label_meaning(const struct label_index *index,
                                   uint16_t kind, const char *group,
                                   const char *label);

#endif
