/*
 * What a run wrote, listed for the ledger: each file below the folder by its
 * path in it, with both digests.
 */
#include "cli/results.h"

#include "cli/file_digests.h"
#include <dirent.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

struct listing {
    const char *folder;
    struct arena *arena;
    struct file_digests *files;
    size_t count, capacity;
    struct failure *failure;
};

static int fail(struct failure *failure, const char *path)
{
    return failure_set(failure, DIAG_OUTPUT_FAILED, path, "%s", path);
}

static int digest_all(struct file_digests *files, size_t count,
                      struct failure *failure)
{
    const char *unread = NULL;
    if (file_digests(files, count, &unread) == 0)
        return 0;
    return unread == NULL ? failure_memory(failure) : fail(failure, unread);
}

int results_digest(const char *path, struct ledger_output *out,
                   struct failure *failure)
{
    struct file_digests file = {.path = path};
    if (digest_all(&file, 1, failure) != 0)
        return -1;
    out->size = file.size;
    out->digests = file.digests;
    return 0;
}

static int add_file(struct listing *listing, const char *path, off_t size)
{
    if (mem_grow(&listing->files, &listing->capacity, listing->count + 1,
                 sizeof *listing->files) != 0)
        return failure_memory(listing->failure);
    struct file_digests *file = &listing->files[listing->count];
    *file = (struct file_digests){
        .path = arena_string(listing->arena, path),
        .size = (uint64_t)size,
    };
    if (file->path == NULL)
        return failure_memory(listing->failure);
    listing->count++;
    return 0;
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
            result = add_file(listing, path, status.st_size);
        else if (S_ISDIR(status.st_mode) && depth > 0)
            result = add_folder(listing, path, depth - 1);
    }
    closedir(entries);
    return result;
}

static int compare_sizes(const void *left, const void *right)
{
    const struct file_digests *a = left;
    const struct file_digests *b = right;
    return (a->size < b->size) - (a->size > b->size);
}

static int compare_paths(const void *left, const void *right)
{
    const struct ledger_output *a = left;
    const struct ledger_output *b = right;
    return strcmp(a->path, b->path);
}

/* The longest first: they are read side by side. */
static int digest_listed(const struct listing *listing,
                         struct ledger_output *items)
{
    if (listing->count == 0)
        return 0;
    qsort(listing->files, listing->count, sizeof *listing->files,
          compare_sizes);
    if (digest_all(listing->files, listing->count, listing->failure) != 0)
        return -1;
    for (size_t i = 0; i < listing->count; i++)
        items[i] = (struct ledger_output){
            .path = listing->files[i].path + strlen(listing->folder) + 1,
            .size = listing->files[i].size,
            .digests = listing->files[i].digests,
        };
    qsort(items, listing->count, sizeof *items, compare_paths);
    return 0;
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
    struct ledger_output *items =
        arena_array(arena, listing.count + 1, sizeof *items);
    if (result == 0 && items == NULL)
        result = failure_memory(failure);
    if (result == 0)
        result = digest_listed(&listing, items);
    mem_free(listing.files);
    *out = (struct ledger_outputs){
        .period = period,
        .items = items,
        .count = listing.count,
    };
    return result;
}
