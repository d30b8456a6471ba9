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
 * does no harm; one that leads elsewhere is named, as are pipes, devices, and
 * links to nothing: whoever put them there meant rows. The same file given
 * twice by two ways is read once.
 */
#include "import/paths.h"

#include <dirent.h>
#include <errno.h>
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

/* A walk through one given folder. */
struct walk {
    struct input_paths *out;
    const char *root; /* the folder given, without links and dots */
    struct arena *arena;
};

static int add_folder(const struct walk *walk, const char *folder,
                      unsigned depth);

/* Whether a link leads to a folder that the walk comes to anyhow, or that
 * holds the one given: nothing is lost with it. */
static bool is_ring(const struct walk *walk, const char *path)
{
    char target[PATH_MAX];
    return realpath(path, target) != NULL &&
           (path_is_below(target, walk->root) ||
            path_is_below(walk->root, target));
}

/* What stands in a folder. What is no file, or cannot be looked at, is added
 * all the same: opening it will say what it is. */
static int add_entry(const struct walk *walk, const char *path, unsigned depth)
{
    struct stat status;
    const bool is_seen = lstat(path, &status) == 0;
    if (is_seen && S_ISDIR(status.st_mode) && depth < DEPTH_MAX)
        return add_folder(walk, path, depth + 1);
    if (is_seen && S_ISLNK(status.st_mode) && stat(path, &status) == 0 &&
        S_ISDIR(status.st_mode) && is_ring(walk, path))
        return 0;
    return add(walk->out, path, walk->arena);
}

static int add_folder(const struct walk *walk, const char *folder,
                      unsigned depth)
{
    DIR *directory = opendir(folder);
    if (directory == NULL)
        return add(walk->out, folder, walk->arena); /* opening it says why */
    int result = -1;
    for (;;) {
        errno = 0;
        const struct dirent *entry = readdir(directory);
        if (entry == NULL)
            break;
        if (is_passed_over(entry->d_name))
            continue;
        const char *path = join(folder, entry->d_name, walk->arena);
        if (path == NULL || add_entry(walk, path, depth) != 0)
            goto out;
    }
    /* One that cannot be read to its end is named as well. */
    result = errno == 0 ? 0 : add(walk->out, folder, walk->arena);
out:
    closedir(directory);
    return result;
}

static int add_given(struct input_paths *out, const char *path,
                     struct arena *arena)
{
    struct stat status;
    if (stat(path, &status) != 0 || !S_ISDIR(status.st_mode))
        return add(out, path, arena);
    const struct walk walk = {
        .out = out, .root = path_real(path, arena), .arena = arena};
    return walk.root == NULL ? -1 : add_folder(&walk, path, 0);
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
        const char *path = arena_string(arena, paths[i]);
        if (path == NULL || add_given(out, path, arena) != 0)
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
