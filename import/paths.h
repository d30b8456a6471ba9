/*
 * The files that the paths of a command line stand for. Private to import/.
 */
#ifndef DAOPAN_IMPORT_PATHS_H
#define DAOPAN_IMPORT_PATHS_H

#include "core/arena.h"
#include "core/diag.h"
#include <stdbool.h>
#include <stddef.h>

struct input_path {
    const char *path; /* as it can be opened: the argument, or below it */
    const char *real; /* without links and dots; the path where it has none */
    const char *base; /* the last part of `real` */
};

struct input_paths {
    struct input_path *items; /* sorted by `real`, each once; a heap block */
    size_t count, capacity;
};

/*
 * Files stand for themselves, existing or not (who opens them says so);
 * folders for all that is in them, deep, be it a regular file or not, without
 * hidden files (.name, Thumbs.db, desktop.ini) and lock files (~$name). 0, or -1 when memory is
 * exhausted. Texts are in `arena`; released with input_paths_release().
 */
CHECKED int input_paths_collect(struct input_paths *out,
                                const char *const *paths, size_t count,
                                struct arena *arena);
void input_paths_release(struct input_paths *paths);

/* A path without links and dots, in `arena`; the path itself where there is
 * no such file; NULL when memory is exhausted. */
CHECKED const char *path_real(const char *path, struct arena *arena);

/* Whether `real` is `above` or lies below it. */
bool path_is_below(const char *real, const char *above);

/* The last `parts` parts of a path: 2 of /a/b/c is b/c. */
const char *path_tail(const char *path, size_t parts);

#endif
