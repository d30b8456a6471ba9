/*
 * Where policies are: the roots under which mappings/<region>/<year>/ lies,
 * and the policy that a name stands for. First root first:
 * $DAOPAN_MAPPINGS, the folders above the program's file (a build tree),
 * ./mappings, the share folder of an installation.
 */
#include "cli/command.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { ROOTS_MAX = 8 };

struct roots {
    const char *items[ROOTS_MAX];
    size_t count;
};

static bool is_folder(const char *path)
{
    struct stat status;
    return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

/* Adds `folder`/`name` where it is a folder. 0, or -1 without memory. */
static int add_root(struct roots *roots, struct arena *arena,
                    const char *folder, const char *name)
{
    char path[PATH_MAX];
    char real[PATH_MAX];
    const int length = snprintf(path, sizeof path, "%s%s", folder, name);
    if (length < 0 || (size_t)length >= sizeof path || !is_folder(path) ||
        realpath(path, real) == NULL)
        return 0;
    for (size_t i = 0; i < roots->count; i++)
        if (strcmp(roots->items[i], real) == 0)
            return 0;
    if (roots->count == ROOTS_MAX)
        return 0;
    const char *kept = arena_string(arena, real);
    if (kept == NULL)
        return -1;
    roots->items[roots->count++] = kept;
    return 0;
}

/* mappings/ in the folders above the program's own file. */
static int add_roots_of_program(struct roots *roots, struct arena *arena)
{
    char path[PATH_MAX];
    const ssize_t length = readlink("/proc/self/exe", path, sizeof path - 1);
    if (length < 0)
        return 0;
    path[length] = '\0';
    for (int level = 0; level < 4; level++) {
        char *slash = strrchr(path, '/');
        if (slash == NULL)
            return 0;
        *slash = '\0';
        if (add_root(roots, arena, path, "/mappings") != 0 ||
            add_root(roots, arena, path, "/share/daopan/mappings") != 0)
            return -1;
    }
    return 0;
}

static int find_roots(struct roots *roots, struct arena *arena)
{
    const char *chosen = getenv("DAOPAN_MAPPINGS");
    if (chosen != NULL && add_root(roots, arena, chosen, "") != 0)
        return -1;
    if (add_roots_of_program(roots, arena) != 0)
        return -1;
    return add_root(roots, arena, ".", "/mappings");
}

int policy_folders(struct arena *arena, struct words *out,
                   struct failure *failure)
{
    struct roots roots = {.count = 0};
    if (find_roots(&roots, arena) != 0)
        return failure_memory(failure);
    return policy_list(roots.items, roots.count, arena, out, failure);
}

/* "meishan-2024" -> "meishan/2024": the last dash is the year's. */
static bool folder_of_name(const char *name, char *out, size_t size)
{
    const char *dash = strrchr(name, '-');
    if (dash == NULL || dash == name)
        return false;
    const int length =
        snprintf(out, size, "/%.*s/%s", (int)(dash - name), name, dash + 1);
    return length > 0 && (size_t)length < size;
}

int policy_path(const char *name, struct arena *arena, const char **out,
                struct failure *failure)
{
    struct roots roots = {.count = 0};
    char folder[256];
    *out = name;
    if (strchr(name, '/') != NULL || is_folder(name))
        return 0;
    if (find_roots(&roots, arena) != 0)
        return failure_memory(failure);
    if (folder_of_name(name, folder, sizeof folder)) {
        for (size_t i = 0; i < roots.count; i++) {
            char path[PATH_MAX];
            const int length =
                snprintf(path, sizeof path, "%s%s", roots.items[i], folder);
            if (length < 0 || (size_t)length >= sizeof path || !is_folder(path))
                continue;
            *out = arena_string(arena, path);
            return *out == NULL ? failure_memory(failure) : 0;
        }
    }
    return failure_set(failure, DIAG_POLICY_NOT_FOUND, NULL, "%s", name);
}

int policy_by_name(const char *name, struct arena *arena,
                   const struct policy **out, struct failure *failure)
{
    const char *path = NULL;
    if (policy_path(name, arena, &path, failure) != 0)
        return -1;
    return policy_load(path, arena, out, failure);
}
