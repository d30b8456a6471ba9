/*
 * Telling which kind of roster a sheet is. Private to import/.
 */
#ifndef DAOPAN_IMPORT_KIND_H
#define DAOPAN_IMPORT_KIND_H

#include "core/diag.h"
#include "import/header.h"
#include "import/mentions.h"

/* The words that tell the kinds of a policy, folded. */
struct kind_index {
    const struct policy *policy;
    const struct label_index *labels;
    struct mention_words titles;      /* of kinds, by index */
    struct mention_words columns;     /* labels that only one kind has */
    struct mention_words foreign;     /* identities of no kind; owner 0 */
    struct mention_words departments; /* by index of the department */
};

/* 0, or -1 when memory is exhausted. `labels` must outlive the index. */
CHECKED int kind_index_init(struct kind_index *index,
                            const struct policy *policy,
                            const struct label_index *labels,
                            struct arena *arena);

/* What a sheet says of itself; texts folded, "" where there is none. */
struct kind_hints {
    const char *title; /* all that stands above the header */
    const char *sheet; /* its name */
    const char *file;  /* the file's name */
    const struct header *header;
    bool has_certificates; /* certificates were seen among the first rows */
};

/* What came of it. */
struct kind_choice {
    uint16_t kind;          /* POLICY_NONE = not told; see `problem` */
    enum diag_code problem; /* DIAG_NONE, KIND_AMBIGUOUS, COLUMN_MISSING (of
                               the kind `nearest`), or FILE_NOT_ROSTER */
    bool has_words;   /* title, sheet name or columns speak of some kind */
    bool has_points;  /* these or the file's name do */
    uint16_t nearest; /* the kind that comes nearest */
    uint32_t lacks;   /* bits FIELD_…: columns that `nearest` lacks */
    bool is_mixed;    /* the title names identities beside the kind's own: no
                         row takes the kind's default category */
    uint16_t *rivals; /* KIND_AMBIGUOUS: between these */
    size_t rival_count;
};

/* Tells the kind. 0, or -1 when memory is exhausted (lists are in `arena`). */
CHECKED int kind_tell(const struct kind_index *index,
                      const struct kind_hints *hints, struct arena *arena,
                      struct kind_choice *out);

/* Whether a text (folded) below the header speaks of another kind than `kind`
 * and not of that, or of an identity that the policy does not know. `found`
 * has room for every kind. */
bool kind_names_another(const struct kind_index *index, uint16_t kind,
                        const char *text, bool *found);

/* The choice where the kind is given (--as): only its columns are checked. */
void kind_given(const struct kind_index *index, const struct kind_hints *hints,
                uint16_t kind, struct kind_choice *out);

#endif
