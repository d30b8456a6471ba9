/*
 * The words of columns.yaml: labels that mean fields, values that mean
 * something, each word once in its scope. Private to import/.
 */
#ifndef DAOPAN_IMPORT_COLUMN_WORDS_H
#define DAOPAN_IMPORT_COLUMN_WORDS_H

#include "import/policy_values.h"

/* A list of labels as written, and where. */
struct label_list {
    const struct mark *mark;
    const struct raw_labels *raw;
    size_t count;
    bool is_other_person;
};

/* A list of values as written, and where. */
struct value_list {
    const struct mark *mark;
    const struct raw_values *raw;
    size_t count;
};

/* A field by its id; FIELD_NONE for "none". */
CHECKED int read_field(const struct build *build, const struct mark *mark,
                       const char *text, enum field *out);

/* The labels of `count` lists, which are one scope. */
CHECKED int labels_build(const struct build *build,
                         const struct label_list *lists, size_t count,
                         const struct field_alias **out, size_t *out_count);

/* The values of a scope; with codes, names and aliases of the categories
 * among them where `with_categories`. */
CHECKED int values_build(const struct build *build,
                         const struct id_list *categories,
                         const struct value_list *list, bool with_categories,
                         const struct value_alias **out, size_t *out_count);

/* The title words of all kinds are one scope: a word tells one kind. */
CHECKED int title_words_check(const struct build *build,
                              const struct raw_columns *raw);

#endif
