/*
 * A YAML text with the place of everything in it, so that whatever is wrong
 * with it can be named by line and column. Private to import/.
 */
#ifndef DAOPAN_IMPORT_YAML_TEXT_H
#define DAOPAN_IMPORT_YAML_TEXT_H

#include "core/arena.h"
#include "core/diag.h"
#include <stddef.h>

struct defects;

enum mark_kind { MARK_SCALAR, MARK_SEQUENCE, MARK_MAPPING };

/* A value and where it stands. Lines and columns count from 1, columns in
 * characters. */
struct mark {
    enum mark_kind kind;
    rownum line;
    colnum column;
    rownum end_line; /* of a scalar: its last line */
    rownum key_line; /* of its key, inside a mapping; else 0 */
    colnum key_column;
    const char *key;   /* inside a mapping; else NULL */
    const char *value; /* of a scalar; else NULL */
    size_t index;      /* among its siblings, from 0 */
    size_t count;      /* of children */
    struct mark *parent;
    struct mark *first; /* child */
    struct mark *last;
    struct mark *next; /* sibling */
};

struct yaml_text {
    const char *file; /* as messages name it */
    const char *bytes;
    size_t length;
    const struct mark *root; /* a mapping or a sequence */
    struct defects *defects; /* where what is wrong is noted; NULL = the first
                                defect ends the reading */
};

/*
 * Parses `length` bytes. Anchors, tags, several documents and nesting deeper
 * than any file of ours are refused. 0, or -1 with DIAG_POLICY_INVALID or
 * DIAG_OUT_OF_MEMORY. `bytes` and `file` must outlive `out`.
 */
CHECKED int yaml_text_parse(const char *file, const char *bytes, size_t length,
                            struct arena *arena, struct yaml_text *out,
                            struct failure *failure);

/* The child with that key, or that index; where there is none, `mark`
 * itself: the nearest place that a message can name. */
const struct mark *mark_of(const struct mark *mark, const char *key);
const struct mark *mark_item(const struct mark *mark, size_t index);

/*
 * Fails with DIAG_POLICY_INVALID at `mark`: "steps[3].label：…". -1.
 *
 * Of a text that collects its defects it notes this one and returns 0, or -1
 * when memory is exhausted. So whoever reads a value sets a harmless one
 * first, and goes on after 0.
 */
CHECKED int yaml_fail(const struct yaml_text *text, const struct mark *mark,
                      struct failure *failure, const char *note, ...)
    PRINTF_LIKE(4, 5);

/* The same at the key of `mark`, for keys that should not be there. */
CHECKED int yaml_fail_key(const struct yaml_text *text, const struct mark *mark,
                          struct failure *failure, const char *note, ...)
    PRINTF_LIKE(4, 5);

#endif
