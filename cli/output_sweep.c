/*
 * Sweeping: beside a folder OUT there may be OUT.daopan-PID-N… of a run that
 * was killed, at one of three moments.
 *
 *   while it wrote: its name ends in ".part", and all in it is the run's;
 *   when it was complete, or after the exchange, when it is the old OUT: what
 *     is not of a run in it goes into OUT;
 *   between the two renames that stand for an exchange where the file system
 *     knows none: its name ends in "-old", and there is no OUT.
 *
 * A run holds a lock on its folder as long as it lives, so a folder that can
 * be locked is nobody's. What cannot be mended is left as it is: the next
 * sweep sees it again.
 */
#include "cli/output_sweep.h"

#include "cli/carry_over.h"
#include "cli/output_folder.h"
#include <dirent.h>
#include <fcntl.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

int folder_lock(const char *path)
{
    const int folder =
        open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (folder >= 0 && flock(folder, LOCK_EX | LOCK_NB) != 0) {
        close(folder);
        return -1;
    }
    return folder;
}

static bool ends_in(const char *name, const char *ending)
{
    const size_t length = strlen(name);
    const size_t wanted = strlen(ending);
    return length >= wanted && strcmp(name + length - wanted, ending) == 0;
}

/* One folder that a run left. */
static void sweep_folder(const char *path, const char *final)
{
    const int lock = folder_lock(path);
    if (lock < 0)
        return;
    if (ends_in(path, UNFINISHED)) {
        output_remove(path);
    } else if (access(final, F_OK) != 0) {
        if (ends_in(path, "-old"))
            (void)!rename(path, final);
    } else {
        struct carry_over carried = {.count = 0};
        if (carry_over(&carried, path, final) == 0)
            output_remove(path);
        carry_over_release(&carried);
    }
    close(lock);
}

void output_sweep(const char *final)
{
    char path[PATH_MAX];
    char prefix[PATH_MAX];
    const char *slash = strrchr(final, '/');
    const char *base = slash == NULL ? final : slash + 1;
    const int parent = slash == NULL ? 0 : (int)(slash - final) + 1;
    snprintf(prefix, sizeof prefix, "%s.daopan-", base);
    snprintf(path, sizeof path, "%.*s", parent, final);
    DIR *entries = opendir(parent == 0 ? "." : path);
    if (entries == NULL)
        return;
    for (const struct dirent *entry = readdir(entries); entry != NULL;
         entry = readdir(entries)) {
        if (strncmp(entry->d_name, prefix, strlen(prefix)) != 0)
            continue;
        const int length =
            snprintf(path, sizeof path, "%.*s%s", parent, final, entry->d_name);
        if (length > 0 && (size_t)length < sizeof path)
            sweep_folder(path, final);
    }
    closedir(entries);
}
