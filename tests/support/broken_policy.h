/*
 * Policies that are wrong in one place: a good policy's text with one
 * piece replaced, and what the loader must say, and where.
 */
#ifndef DAOPAN_TESTS_SUPPORT_BROKEN_POLICY_H
#define DAOPAN_TESTS_SUPPORT_BROKEN_POLICY_H

#include "core/arena.h"
#include "core/diag.h"
#include "core/policy.h"
#include <stddef.h>

enum policy_part { PART_POLICY, PART_COLUMNS, PART_CASES };

struct breakage {
    const char *name;
    const char *find; /* its first occurrence is replaced */
    const char *replace;
    const char *at;   /* what stands at the place named, once in the file */
    const char *says; /* part of the note */
};

/* Breaks the Meishan policy in each of the ways, one by one; ends the test
 * where one loads, or fails with another place or note. */
void breakages_check(enum policy_part part, const struct breakage *rows,
                     size_t count);

/* What the linter must say of a policy that loads all the same. */
struct lint_breakage {
    struct breakage breakage; /* says: part of the sentence */
    enum diag_code code;
};

/* The same for these; ends the test where the finding is missing, or names
 * another place. */
void lint_breakages_check(enum policy_part part,
                          const struct lint_breakage *rows, size_t count);

/* Writes the Meishan policy's three files into a folder that exists, the
 * first `find` of one part replaced (NULL = none). */
void broken_policy_write(const char *path, enum policy_part part,
                         const char *find, const char *replace);

/* Line and column, in characters, of the only occurrence of `word`. */
void text_place(const char *name, const char *text, const char *word,
                rownum *line, colnum *column);

/* The Meishan policy with one piece replaced: the result of
 * policy_load_text(). */
CHECKED int broken_policy_load(enum policy_part part, const char *find,
                               const char *replace, struct arena *arena,
                               const struct policy **out,
                               struct failure *failure);

/* The Meishan policy; ends the test where it does not load. */
const struct policy *meishan_policy(struct arena *arena);

#endif
