/*
 * Comparing real paths. A folder that a run is still to make has none: the
 * part of its path that exists is made real, the rest put behind it.
 *
 * Results come to their place by an exchange of whole folders. That cannot be
 * done to where a disk begins, and would leave whoever stands in the folder in
 * one that is no more.
 */
#include "cli/run_places.h"

#include "core/message.h"
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* Where the last part of a path begins: 0 where it is the only one. */
static size_t last_part(const char *path, size_t length)
{
    while (length > 0 && path[length - 1] == '/')
        length--;
    while (length > 0 && path[length - 1] != '/')
        length--;
    return length;
}

/* The real path, as far as there is one. 0; -1 where nothing can be said,
 * and then whoever opens the path will say why. */
static int find_real_path(const char *path, char real[PATH_MAX])
{
    char head[PATH_MAX];
    size_t length = strlen(path);
    if (length == 0 || length >= sizeof head)
        return -1;
    memcpy(head, path, length + 1);
    while (realpath(length == 0 ? "." : head, real) == NULL) {
        if (errno != ENOENT || length == 0)
            return -1;
        length = last_part(head, length);
        head[length] = '\0';
    }
    const size_t have = strlen(real);
    const int added = snprintf(real + have, PATH_MAX - have, "%s%s",
                               path[length] == '\0' ? "" : "/", path + length);
    return added < 0 || (size_t)added >= PATH_MAX - have ? -1 : 0;
}

static bool is_inside(const char *path, const char *folder)
{
    const size_t length = strlen(folder);
    return strncmp(path, folder, length) == 0 &&
           (path[length] == '\0' || path[length] == '/' ||
            folder[length - 1] == '/');
}

/* "option path is inside folder: put it at …" */
static int refuse(enum language language, const char *option, const char *path,
                  const char *folder, struct failure *failure)
{
    struct text instead = TEXT_INIT;
    struct text note = TEXT_INIT;
    const char *slash = strrchr(folder, '/');
    text_append_bytes(&instead, folder, (size_t)(slash - folder) + 1);
    text_append(&instead, option[2] == 'o'
                              ? message_text(MESSAGE_RESULTS_FOLDER, language)
                              : "daopan.db");
    message_append(&note, language, MESSAGE_USAGE_INSIDE, option, path, folder,
                   text_of(&instead), NULL);
    failure_set(failure, DIAG_USAGE, NULL, "%s", text_of(&note));
    text_release(&instead);
    text_release(&note);
    return -1;
}

/* Whether the real path `place` is outside what stands under `given`; if not,
 * `folder` is the latter's real path. */
static bool is_outside(const char *place, const char *given,
                       char folder[PATH_MAX])
{
    struct stat status;
    return stat(given, &status) != 0 || !S_ISDIR(status.st_mode) ||
           realpath(given, folder) == NULL || !is_inside(place, folder);
}

static int check_place(const struct options *options, const char *option,
                       const char *path, struct failure *failure)
{
    char place[PATH_MAX];
    char folder[PATH_MAX];
    if (find_real_path(path, place) != 0)
        return 0;
    for (size_t i = 0; i < options->argument_count; i++)
        if (!is_outside(place, options->arguments[i], folder))
            return refuse(options->language, option, path, folder, failure);
    for (size_t i = 0; i < options->enrolled_count; i++)
        if (!is_outside(place, options->enrolled[i], folder))
            return refuse(options->language, option, path, folder, failure);
    return 0;
}

/* ---- what cannot be exchanged ---- */

static int refuse_out(const struct options *options, enum message why,
                      struct failure *failure)
{
    struct text instead = TEXT_INIT;
    struct text note = TEXT_INIT;
    size_t length = strlen(options->out);
    while (length > 0 && options->out[length - 1] == '/')
        length--;
    text_append_bytes(&instead, options->out, length);
    text_append(&instead, "/");
    text_append(&instead,
                message_text(MESSAGE_RESULTS_FOLDER, options->language));
    message_append(&note, options->language, why, options->out,
                   text_of(&instead), NULL);
    failure_set(failure, DIAG_USAGE, NULL, "%s", text_of(&note));
    text_release(&instead);
    text_release(&note);
    return -1;
}

static bool is_current(const char *folder)
{
    struct stat here;
    struct stat there;
    return stat(".", &here) == 0 && stat(folder, &there) == 0 &&
           here.st_dev == there.st_dev && here.st_ino == there.st_ino;
}

static bool is_mounted(const char *folder)
{
    struct statx status;
    return statx(AT_FDCWD, folder, 0, STATX_TYPE, &status) == 0 &&
           (status.stx_attributes_mask & STATX_ATTR_MOUNT_ROOT) != 0 &&
           (status.stx_attributes & STATX_ATTR_MOUNT_ROOT) != 0;
}

static int check_exchange(const struct options *options,
                          struct failure *failure)
{
    struct stat status;
    if (stat(options->out, &status) != 0)
        return 0;
    if (!S_ISDIR(status.st_mode))
        return refuse_out(options, MESSAGE_USAGE_OUT_FILE, failure);
    if (is_current(options->out))
        return refuse_out(options, MESSAGE_USAGE_OUT_HERE, failure);
    if (is_mounted(options->out))
        return refuse_out(options, MESSAGE_USAGE_OUT_MOUNT, failure);
    return 0;
}

int run_places_check(const struct options *options, const char *ledger,
                     struct failure *failure)
{
    if (options->out != NULL &&
        (check_exchange(options, failure) != 0 ||
         check_place(options, "--out", options->out, failure) != 0))
        return -1;
    return ledger == NULL ? 0
                          : check_place(options, "--ledger", ledger, failure);
}
