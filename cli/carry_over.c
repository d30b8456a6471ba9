/*
 * Telling a run's own files from those of others.
 *
 * run.json lists what the old run wrote: a file that stands there is its own,
 * wherever the new run has it or not. The names at the top of a run's folder
 * are its own even where run.json is lost. Everything else is kept, since a
 * leftover can be deleted by hand, and a signed scan not be brought back.
 *
 * run.json is searched, not parsed: the list is the last thing in it, and
 * inside strings its quotes would be escaped.
 */
#include "cli/carry_over.h"

#include "core/arena.h"
#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { NAMES_TRIED = 1000 };

struct move {
    char *from, *to;
};

/* A place in the old folder, and the same in the new one; `name` is the path
 * below the folder: "退回清单/民政.xlsx". */
struct spot {
    char from[PATH_MAX];
    char to[PATH_MAX];
    const char *name;
};

/* The names at the top of a run's folder (CONTRACT "Output folder"). */
static const char *const own_files[] = {
    "财政划转汇总.xlsx", "税务征收名单.xlsx", "身份重叠裁定.xlsx",
    "月度变动.xlsx",     "审计底稿.xlsx",     "run.json",
};
static const char *const own_folders[] = {"导盘", "资金申请", "退回清单",
                                          "公示"};

static bool is_among(const char *name, const char *const *names, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(names[i], name) == 0)
            return true;
    return false;
}

/* ---- which files are the run's ---- */

/* Keeps run.json's list of outputs; none where there is no such file. */
static int read_outputs(struct carry_over *carried, const char *folder)
{
    static const char list[] = "\n  \"outputs\":[";
    struct text *all = &carried->outputs;
    struct text path = TEXT_INIT;
    char block[4096];
    size_t got;
    text_clear(all);
    text_printf(&path, "%s/run.json", folder);
    FILE *file = path.failed ? NULL : fopen(text_of(&path), "rb");
    text_release(&path);
    if (file == NULL)
        return 0;
    while ((got = fread(block, 1, sizeof block, file)) > 0)
        text_append_bytes(all, block, got);
    fclose(file);
    if (all->failed) {
        errno = ENOMEM;
        return -1;
    }
    const char *outputs = strstr(text_of(all), list);
    if (outputs == NULL) {
        text_clear(all);
        return 0;
    }
    all->length -= (size_t)(outputs - all->data);
    memmove(all->data, outputs, all->length + 1);
    return 0;
}

/* -1 where memory runs out. */
static int is_own_file(const struct carry_over *carried, const char *name)
{
    if (is_among(name, own_files, sizeof own_files / sizeof own_files[0]))
        return 1;
    struct text entry = TEXT_INIT;
    text_append(&entry, "{");
    text_append_json_field(&entry, "file", name);
    const int found = entry.failed ? -1
                                   : strstr(text_of(&carried->outputs),
                                            text_of(&entry)) != NULL;
    if (entry.failed)
        errno = ENOMEM;
    text_release(&entry);
    return found;
}

/* ---- moving ---- */

static char *keep_string(const char *string)
{
    const size_t size = strlen(string) + 1;
    char *copy = mem_alloc(size);
    if (copy != NULL)
        memcpy(copy, string, size);
    return copy;
}

static void forget_last(struct carry_over *carried)
{
    struct move *move = &carried->moves[--carried->count];
    mem_free(move->from);
    mem_free(move->to);
}

/* Noted before it is made, so that no move can be lost. */
static int move_noted(struct carry_over *carried, const char *from,
                      const char *to)
{
    if (mem_grow(&carried->moves, &carried->capacity, carried->count + 1,
                 sizeof *carried->moves) != 0) {
        errno = ENOMEM;
        return -1;
    }
    const struct move move = {keep_string(from), keep_string(to)};
    carried->moves[carried->count++] = move;
    if (move.from == NULL || move.to == NULL)
        errno = ENOMEM;
    else if (rename(from, to) == 0)
        return 0;
    const int error = errno;
    forget_last(carried);
    errno = error;
    return -1;
}

static bool exists(const char *path)
{
    struct stat status;
    return lstat(path, &status) == 0;
}

/* A name that is free: "民政.xlsx" becomes "民政（2）.xlsx". */
static int find_free_name(char path[PATH_MAX])
{
    char wanted[PATH_MAX];
    memcpy(wanted, path, PATH_MAX);
    const char *slash = strrchr(wanted, '/');
    const char *dot = strrchr(slash, '.');
    const int stem = dot != NULL && dot > slash + 1 ? (int)(dot - wanted)
                                                    : (int)strlen(wanted);
    for (int i = 2; exists(path) && i < NAMES_TRIED; i++) {
        const int length = snprintf(path, PATH_MAX, "%.*s（%d）%s", stem,
                                    wanted, i, wanted + stem);
        if (length < 0 || length >= PATH_MAX) {
            errno = ENAMETOOLONG;
            return -1;
        }
    }
    if (!exists(path))
        return 0;
    errno = EEXIST;
    return -1;
}

static int carry_folder(struct carry_over *carried, const char *from,
                        const char *to, bool is_top);

static int carry_entry(struct carry_over *carried, struct spot *spot,
                       bool is_top)
{
    struct stat status;
    if (lstat(spot->from, &status) != 0)
        return -1;
    if (S_ISDIR(status.st_mode)) {
        if (is_top && is_among(spot->name, own_folders,
                               sizeof own_folders / sizeof own_folders[0]))
            return carry_folder(carried, spot->from, spot->to, false);
    } else {
        const int is_own = is_own_file(carried, spot->name);
        if (is_own != 0)
            return is_own < 0 ? -1 : 0;
    }
    if (find_free_name(spot->to) != 0)
        return -1;
    if (!is_top) {
        char *slash = strrchr(spot->to, '/');
        *slash = '\0';
        const int made = mkdir(spot->to, 0777);
        *slash = '/';
        if (made != 0 && errno != EEXIST)
            return -1;
    }
    return move_noted(carried, spot->from, spot->to);
}

static int fill_spot(struct spot *spot, const char *from, const char *to,
                     const char *entry, bool is_top)
{
    const int a = snprintf(spot->from, PATH_MAX, "%s/%s", from, entry);
    const int b = snprintf(spot->to, PATH_MAX, "%s/%s", to, entry);
    if (a < 0 || a >= PATH_MAX || b < 0 || b >= PATH_MAX) {
        errno = ENAMETOOLONG;
        return -1;
    }
    const char *folder = strrchr(from, '/');
    const size_t start = is_top ? strlen(from) : (size_t)(folder - from);
    spot->name = spot->from + start + 1;
    return 0;
}

static int carry_folder(struct carry_over *carried, const char *from,
                        const char *to, bool is_top)
{
    DIR *folder = opendir(from);
    if (folder == NULL)
        return -1;
    int result = 0;
    const struct dirent *entry = NULL;
    while (result == 0 && (entry = readdir(folder)) != NULL) {
        struct spot spot = {.name = ""};
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
            continue;
        result = fill_spot(&spot, from, to, entry->d_name, is_top);
        if (result == 0)
            result = carry_entry(carried, &spot, is_top);
    }
    const int error = errno;
    closedir(folder);
    errno = error;
    return result;
}

int carry_over(struct carry_over *carried, const char *from, const char *to)
{
    if (read_outputs(carried, from) != 0)
        return -1;
    if (carry_folder(carried, from, to, true) == 0)
        return 0;
    const int error = errno;
    if (carry_back(carried) == 0)
        errno = error;
    return -1;
}

int carry_back(struct carry_over *carried)
{
    while (carried->count > 0) {
        const struct move *move = &carried->moves[carried->count - 1];
        if (rename(move->to, move->from) != 0)
            return -1;
        forget_last(carried);
    }
    return 0;
}

void carry_over_release(struct carry_over *carried)
{
    while (carried->count > 0)
        forget_last(carried);
    mem_free(carried->moves);
    text_release(&carried->outputs);
    *carried = (struct carry_over){.count = 0};
}
