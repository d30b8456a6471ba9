/*
 * From the texts of a policy file to what they mean: dates, amounts, ratios,
 * sources, references. Each fails at its mark. Private to import/.
 */
#ifndef DAOPAN_IMPORT_POLICY_VALUES_H
#define DAOPAN_IMPORT_POLICY_VALUES_H

#include "core/policy.h"
#include "import/policy_raw.h"

/* One file on its way into a policy. */
struct build {
    const struct yaml_text *text;
    struct arena *arena;
    struct failure *failure;
    const struct policy *policy; /* to look things up in; while it is being
                                    filled, what stands before */
    struct policy *out;          /* the same policy, to fill; NULL for cases */
};

/* Zeroed records in the arena; NULL where memory is exhausted, which is set. */
void *new_list(const struct build *build, size_t count, size_t size);

/* Where the entry `index` of the list `key` at the top stands. */
const struct mark *entry_mark(const struct build *build, const char *key,
                              size_t index);

/* "" for a key that was left out. */
const char *text_or_empty(const char *text);
struct words words_of(const struct raw_words *raw);

/* "2023-08-31"; YMD_NONE for NULL. `mark` may be that of the mapping where
 * the key was left out. */
CHECKED int read_date(const struct build *build, const struct mark *mark,
                      const char *text, ymd *out);

/* `from` must not lie after `to`, where both are given. */
CHECKED int check_order(const struct build *build, const struct mark *mark,
                        ymd from, ymd to);

/*
 * What stands for a value that could not be read, in a text that collects its
 * defects; references are POLICY_NONE then, dates YMD_NONE.
 */
enum { AMOUNT_UNREAD = -1, RATIO_UNREAD = -1 };

/* "380.00": yuan with two decimals, as documents are checked against. */
CHECKED int read_amount(const struct build *build, const struct mark *mark,
                        const char *text, fen *out);

/* "75%", at most 100 %, at most two decimals, to basis points. */
CHECKED int read_ratio(const struct build *build, const struct mark *mark,
                       const char *text, int *out_bp);

/* A source is document, clause and quote, or an assumption, or both. Nothing
 * at all is wrong only where `mark` is the source's: a key that is not there
 * was missed before, if it is needed. */
CHECKED int read_source(const struct build *build, const struct mark *mark,
                        const struct raw_source *raw, struct source *out);

/* Ids of one list, for references into it. */
struct id_list {
    const char *what; /* "资金": for messages */
    const char **ids;
    size_t count;
};

/* The ids of `count` records that stand `step` bytes apart, the first at
 * `first`; ids NULL where memory is exhausted, which is set. */
struct id_list collect_ids(const struct build *build, const char *what,
                           const void *first, size_t count, size_t step);

/* The index of `text` in `list`, or fails with the nearest, or with all. */
CHECKED int read_reference(const struct build *build, const struct mark *mark,
                           const struct id_list *list, const char *text,
                           uint16_t *out);

/* Ids are of a-z, 0-9 and -; each once. `marks` is the mark of the list,
 * `key` where in an entry the id stands. */
CHECKED int check_ids(const struct build *build, const struct mark *marks,
                      const char *key, const struct id_list *list);

/* A name that becomes part of a file's name. */
CHECKED int check_file_name(const struct build *build, const struct mark *mark,
                            const char *name);

/* `text` folded (core/text.h), in the arena; fails where it is too long, or
 * nothing is left of it. */
CHECKED int read_folded(const struct build *build, const struct mark *mark,
                        const char *text, const char **out);

#endif
