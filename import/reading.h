/*
 * What one call of rosters_read() knows: the policy and its words, made
 * ready for search. Nothing in it changes while files are read, so that they
 * could be read side by side. Private to import/.
 */
#ifndef DAOPAN_IMPORT_READING_H
#define DAOPAN_IMPORT_READING_H

#include "import/import.h"
#include "import/kind.h"

struct reading {
    const struct import_options *options;
    const struct policy *policy;
    struct label_index labels;
    struct kind_index kinds;
    struct mention_words counties; /* by index of the county */
    bool asks_types;    /* a condition of the policy asks disability types */
    bool is_inspecting; /* go on where a file cannot be read */
};

/* 0, or -1 when memory is exhausted. Lists live in `arena`. */
CHECKED int reading_init(struct reading *reading,
                         const struct import_options *options,
                         struct arena *arena);

/* Whether a category that rows of this kind may have asks for a disability
 * grade, or the kind itself cannot do without. */
bool reading_asks_grades(const struct reading *reading, uint16_t kind);

/* The fields in `bits` by their titles: 身份证号、姓名. */
void reading_append_fields(const struct reading *reading, uint32_t bits,
                           struct text *out);

#endif
