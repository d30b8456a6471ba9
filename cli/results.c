/*
 * What a run wrote, listed for the ledger: each file below the folder by its
 * path in it, with both digests.
 */
#include "cli/results.h"

#include <dirent.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

struct listing {
    const char *folder;
    struct arena *arena;
    struct written_file *items;
    size_t count, capacity;
    struct failure *failure;
};

static int fail(struct failure *failure, const char *path)
{
    return failure_set(failure, DIAG_OUTPUT_FAILED, path, "%s", path);
}

static int add_file(struct listing *listing, const char *path)
{
    if (mem_grow(&listing->items, &listing->capacity, listing->count + 1,
                 sizeof *listing->items) != 0)
        return failure_memory(listing->failure);
    struct written_file *item = &listing->items[listing->count];
    item->path =
        arena_string(listing->arena, path + strlen(listing->folder) + 1);
    if (item->path == NULL)
        return failure_memory(listing->failure);
    listing->count++;
    return written_file_measure(item, path, true, listing->failure);
}

/* The folder's own files, then those of the folders in it, one level. */
static int add_folder(struct listing *listing, const char *folder, int depth)
{
    char path[PATH_MAX];
    struct stat status;
    int result = 0;
    DIR *entries = opendir(folder);
    if (entries == NULL)
        return fail(listing->failure, folder);
    for (struct dirent *entry = readdir(entries); result == 0 && entry != NULL;
         entry = readdir(entries)) {
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
            continue;
        const int length =
            snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
        if (length < 0 || (size_t)length >= sizeof path ||
            lstat(path, &status) != 0)
            result = fail(listing->failure, folder);
        else if (S_ISREG(status.st_mode))
            result = add_file(listing, path);
        else if (S_ISDIR(status.st_mode) && depth > 0)
            result = add_folder(listing, path, depth - 1);
    }
    closedir(entries);
    return result;
}

static int compare_paths(const void *left, const void *right)
{
    const struct written_file *a = left;
    const struct written_file *b = right;
    return strcmp(a->path, b->path);
}

int results_list(const char *folder, ym period, struct arena *arena,
                 struct ledger_outputs *out, struct failure *failure)
{
    enum { DEPTH = 3 };
    struct listing listing = {
        .folder = folder,
        .arena = arena,
        .failure = failure,
    };
    int result = add_folder(&listing, folder, DEPTH);
    struct written_file *items =
        arena_array(arena, listing.count + 1, sizeof *items);
    if (result == 0 && items == NULL)
        result = failure_memory(failure);
    if (result == 0 && listing.count > 0) {
        memcpy(items, listing.items, listing.count * sizeof *items);
        qsort(items, listing.count, sizeof *items, compare_paths);
    }
    mem_free(listing.items);
    *out = (struct ledger_outputs){
        .period = period,
        .items = items,
        .count = listing.count,
    };
    return result;
}
