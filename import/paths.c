/*
 * Walking folders.
 *
 * What a clerk does not see in a folder is not taken for a roster: hidden
 * files, the lock files that spreadsheet programs leave (~$…, .~lock…), and
 * what file managers leave; nor is a description in Markdown (.md), a form in
 * which no department sends anything. Everything else is: a letter among the
 * rosters is refused by the reader, with its name, rather than passed over,
 * because a roster under a wrong name must not be lost.
 *
 * Links to folders inside a folder are not followed, so that a ring of links
 * does no harm. The same file given twice by two ways is read once.
 */
#include "import/paths.h"

#include <dirent.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

enum { DEPTH_MAX = 64 };

const char *path_real(const char *path, struct arena *arena)
{
    char real[PATH_MAX];
    return arena_string(arena, realpath(path, real) == NULL ? path : real);
}

const char *path_tail(const char *path, size_t parts)
{
    const char *at = path + strlen(path);
    while (at > path) {
        if (at[-1] == '/' && --parts == 0)
            break;
        at--;
    }
    return at;
}

bool path_is_below(const char *real, const char *above)
{
    size_t length = strlen(above);
    while (length > 1 && above[length - 1] == '/')
        length--;
    return strncmp(real, above, length) == 0 &&
           (real[length] == '\0' || real[length] == '/' ||
            (length == 1 && above[0] == '/'));
}

static bool is_passed_over(const char *name)
{
    const char *suffix = strrchr(name, '.');
    return name[0] == '.' || strncmp(name, "~$", 2) == 0 ||
           (suffix != NULL && strcasecmp(suffix, ".md") == 0) ||
           strcasecmp(name, "Thumbs.db") == 0 ||
           strcasecmp(name, "desktop.ini") == 0;
}

static int add(struct input_paths *out, const char *path, struct arena *arena)
{
    if (mem_grow(&out->items, &out->capacity, out->count + 1,
                 sizeof *out->items) != 0)
        return -1;
    const char *real = path_real(path, arena);
    if (real == NULL)
        return -1;
    out->items[out->count++] = (struct input_path){
        .path = path,
        .real = real,
        .base = path_tail(real, 1),
    };
    return 0;
}

static const char *join(const char *folder, const char *name,
                        struct arena *arena)
{
    const size_t length = strlen(folder);
    const bool has_slash = length > 0 && folder[length - 1] == '/';
    const size_t size = length + strlen(name) + 2;
    char *path = arena_alloc(arena, size);
    if (path != NULL)
        snprintf(path, size, "%s%s%s", folder, has_slash ? "" : "/", name);
    return path;
}

static int add_folder(struct input_paths *out, const char *folder,
                      unsigned depth, struct arena *arena);

/* What stands in a folder: a file, a folder, or neither. */
static int add_entry(struct input_paths *out, const char *path, unsigned depth,
                     struct arena *arena)
{
    struct stat status;
    if (lstat(path, &status) != 0)
        return 0;
    if (S_ISDIR(status.st_mode))
        return depth < DEPTH_MAX ? add_folder(out, path, depth + 1, arena) : 0;
    if (S_ISLNK(status.st_mode) && stat(path, &status) != 0)
        return 0;
    return S_ISREG(status.st_mode) ? add(out, path, arena) : 0;
}

static int add_folder(struct input_paths *out, const char *folder,
                      unsigned depth, struct arena *arena)
{
    DIR *directory = opendir(folder);
    if (directory == NULL)
        return add(out, folder, arena); /* opening it will say why */
    int result = -1;
    const struct dirent *entry = NULL;
    while ((entry = readdir(directory)) != NULL) {
        if (is_passed_over(entry->d_name))
            continue;
        const char *path = join(folder, entry->d_name, arena);
        if (path == NULL || add_entry(out, path, depth, arena) != 0)
            goto out;
    }
    result = 0;
out:
    closedir(directory);
    return result;
}

static int compare_paths(const void *a, const void *b)
{
    const struct input_path *pa = a;
    const struct input_path *pb = b;
    const int order = strcmp(pa->real, pb->real);
    return order != 0 ? order : strcmp(pa->path, pb->path);
}

static void sort_and_unite(struct input_paths *paths)
{
    size_t kept = 0;
    if (paths->count == 0)
        return;
    qsort(paths->items, paths->count, sizeof *paths->items, compare_paths);
    for (size_t i = 1; i < paths->count; i++)
        if (strcmp(paths->items[i].real, paths->items[kept].real) != 0)
            paths->items[++kept] = paths->items[i];
    paths->count = kept + 1;
}

int input_paths_collect(struct input_paths *out, const char *const *paths,
                        size_t count, struct arena *arena)
{
    int result = -1;
    *out = (struct input_paths){.items = NULL};
    for (size_t i = 0; i < count; i++) {
        struct stat status;
        const char *path = arena_string(arena, paths[i]);
        if (path == NULL)
            goto out;
        const bool is_folder =
            stat(path, &status) == 0 && S_ISDIR(status.st_mode);
        if ((is_folder ? add_folder(out, path, 0, arena)
                       : add(out, path, arena)) != 0)
            goto out;
    }
    sort_and_unite(out);
    result = 0;
out:
    if (result != 0)
        input_paths_release(out);
    return result;
}

void input_paths_release(struct input_paths *paths)
{
    mem_free(paths->items);
    *paths = (struct input_paths){.items = NULL};
}
