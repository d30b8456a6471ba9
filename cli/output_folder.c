/*
 * Folders by two names: results appear complete or not at all.
 *
 * The exchange is one system call (renameat2 with RENAME_EXCHANGE); where a
 * file system does not know it, two renames, the first of which is taken back
 * if the second fails.
 */
#include "cli/output_folder.h"

#include "cli/output_sweep.h"
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { NAME_ROOM = 48, ATTEMPTS = 100 };

static bool is_dot(const char *name)
{
    return strcmp(name, ".") == 0 || strcmp(name, "..") == 0;
}

static int fail(struct failure *failure, const char *path)
{
    return failure_output(failure, path, errno);
}

static bool join(char *out, const char *folder, const char *name)
{
    const int length = snprintf(out, PATH_MAX, "%s/%s", folder, name);
    return length > 0 && length < PATH_MAX;
}

/* Removes a folder and all in it, as far as it can. Links are removed, never
 * followed. */
void output_remove(const char *path)
{
    const int descriptor =
        open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    DIR *folder = descriptor < 0 ? NULL : fdopendir(descriptor);
    if (folder == NULL)
        return;
    const struct dirent *entry = NULL;
    while ((entry = readdir(folder)) != NULL) {
        char child[PATH_MAX];
        struct stat status;
        if (is_dot(entry->d_name) || !join(child, path, entry->d_name))
            continue;
        if (lstat(child, &status) == 0 && S_ISDIR(status.st_mode))
            output_remove(child);
        else
            unlink(child);
    }
    closedir(folder);
    rmdir(path);
}

/* Writes the folder's entries to disk, so that a power cut after the run
 * finds what the ledger says. */
static void sync_folder(const char *path)
{
    const int descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0)
        return;
    fsync(descriptor);
    close(descriptor);
}

static int make_parents(char *path)
{
    for (char *p = path + 1; *p != '\0'; p++) {
        if (*p != '/')
            continue;
        *p = '\0';
        const int made = mkdir(path, 0777);
        *p = '/';
        if (made != 0 && errno != EEXIST)
            return -1;
    }
    return 0;
}

/* A link to a folder stands for the folder: the folder is what is exchanged,
 * and the link stays. */
static int resolve(char *path)
{
    char real[PATH_MAX];
    if (realpath(path, real) == NULL)
        return -1;
    if (strlen(real) + NAME_ROOM >= PATH_MAX) {
        errno = ENAMETOOLONG;
        return -1;
    }
    memcpy(path, real, strlen(real) + 1);
    return 0;
}

/* A folder that nobody else has: what a run left that was killed is not
 * taken, whatever number its process had. */
static int make_beside(struct output_folder *out, struct failure *failure)
{
    const size_t length = strlen(out->final);
    memcpy(out->beside, out->final, length + 1);
    if (make_parents(out->beside) != 0)
        return fail(failure, out->final);
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
        snprintf(out->beside + length, sizeof out->beside - length,
                 ".daopan-%ld-%d" UNFINISHED, (long)getpid(), attempt);
        if (mkdir(out->beside, 0777) == 0) {
            out->lock = folder_lock(out->beside);
            return 0;
        }
        if (errno != EEXIST)
            break;
    }
    const int error = errno;
    out->beside[0] = '\0';
    errno = error;
    return fail(failure, out->final);
}

int output_open(struct output_folder *out, const char *path,
                struct failure *failure)
{
    struct stat status;
    *out = (struct output_folder){.lock = -1};
    size_t length = strlen(path);
    while (length > 1 && path[length - 1] == '/')
        length--;
    if (length + NAME_ROOM >= sizeof out->final) {
        errno = ENAMETOOLONG;
        return fail(failure, path);
    }
    memcpy(out->final, path, length);
    out->final[length] = '\0';
    output_sweep(out->final);
    if (stat(out->final, &status) == 0) {
        if (!S_ISDIR(status.st_mode)) {
            errno = ENOTDIR;
            return fail(failure, out->final);
        }
        out->had_final = true;
        if (resolve(out->final) != 0)
            return fail(failure, path);
    }
    return make_beside(out, failure);
}

static int exchange(const char *a, const char *b)
{
    if (renameat2(AT_FDCWD, a, AT_FDCWD, b, RENAME_EXCHANGE) == 0)
        return 0;
    if (errno != EINVAL && errno != ENOSYS)
        return -1;
    char aside[PATH_MAX];
    const int length = snprintf(aside, sizeof aside, "%s-old", b);
    if (length < 0 || (size_t)length >= sizeof aside) {
        errno = ENAMETOOLONG;
        return -1;
    }
    if (rename(a, aside) != 0)
        return -1;
    if (rename(b, a) != 0) {
        const int error = errno;
        if (rename(aside, a) == 0)
            errno = error;
        return -1;
    }
    return rename(aside, b);
}

/* All files are written: the name says so from now on. */
static int finish(struct output_folder *out)
{
    char complete[PATH_MAX];
    sync_folder(out->beside);
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
        snprintf(complete, sizeof complete, "%.*s.daopan-%ld-%d",
                 PATH_MAX - NAME_ROOM, out->final, (long)getpid(), attempt);
        if (renameat2(AT_FDCWD, out->beside, AT_FDCWD, complete,
                      RENAME_NOREPLACE) == 0 ||
            (errno == EINVAL && rename(out->beside, complete) == 0)) {
            memcpy(out->beside, complete, strlen(complete) + 1);
            return 0;
        }
        if (errno != EEXIST)
            break;
    }
    return -1;
}

int output_place(struct output_folder *out, struct failure *failure)
{
    if (finish(out) != 0)
        return fail(failure, out->final);
    if (!out->had_final) {
        if (rename(out->beside, out->final) != 0)
            return fail(failure, out->final);
    } else {
        if (exchange(out->final, out->beside) != 0)
            return fail(failure, out->final);
        if (carry_over(&out->carried, out->beside, out->final) != 0) {
            const int error = errno;
            out->is_exchanged = true;
            output_withdraw(out);
            errno = error;
            return fail(failure, out->final);
        }
    }
    out->is_exchanged = true;
    return 0;
}

void output_withdraw(struct output_folder *out)
{
    if (!out->is_exchanged)
        return;
    out->is_exchanged = false;
    if (!out->had_final) {
        if (rename(out->final, out->beside) != 0)
            output_remove(out->final);
    } else if (carry_back(&out->carried) != 0 ||
               exchange(out->final, out->beside) != 0) {
        /* Both folders are still there, under either name: nothing is lost,
         * and output_close() must not remove the old one. */
        out->beside[0] = '\0';
    }
}

void output_close(struct output_folder *out)
{
    if (out->beside[0] != '\0')
        output_remove(out->beside);
    if (out->lock >= 0)
        close(out->lock);
    carry_over_release(&out->carried);
}
