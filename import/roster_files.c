/*
 * From paths to files: which there are, what --as says of them, and how they
 * are called.
 *
 * Order and names follow from the files only, never from how they were given.
 * A file is shown by its name, with as many folders before it as tell it from
 * others; what a terminal would obey or a line would break at is taken out of
 * it. A file that cannot be opened stays in the list, so that whoever reads
 * them can name it beside others.
 */
#include "import/roster_files.h"

#include "core/digest.h"
#include "core/message.h"
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

/* ---- --as ---- */

static int fail_unknown_kind(const struct call *call, const char *name)
{
    const struct policy *policy = call->reading.policy;
    const enum language language = call->reading.options->language;
    struct text types = TEXT_INIT;
    struct text note = TEXT_INIT;
    for (size_t k = 0; k < policy->kind_count; k++) {
        if (k > 0)
            text_append(&types, message_text(MESSAGE_LIST_COMMA, language));
        text_printf(&types, "%s (%s)", policy->kinds[k].id,
                    policy->kinds[k].name);
    }
    message_append(&note, language, MESSAGE_NAMING_TYPES, name, text_of(&types),
                   NULL);
    failure_set(call->failure, DIAG_USAGE, NULL, "%s", text_of(&note));
    text_release(&types);
    text_release(&note);
    return -1;
}

static int fail_unused_naming(const struct call *call,
                              const struct roster_naming *naming)
{
    struct text note = TEXT_INIT;
    message_append(&note, call->reading.options->language,
                   MESSAGE_NAMING_UNUSED, naming->kind, naming->path, NULL);
    failure_set(call->failure, DIAG_USAGE, NULL, "%s", text_of(&note));
    text_release(&note);
    return -1;
}

int roster_files_name_kinds(struct call *call)
{
    const struct import_options *options = call->reading.options;
    size_t *reach = arena_array(call->arena, call->file_count, sizeof *reach);
    if (reach == NULL)
        return failure_memory(call->failure);
    for (size_t n = 0; n < options->naming_count; n++) {
        const struct roster_naming *naming = &options->namings[n];
        const uint16_t kind = policy_kind(options->policy, naming->kind);
        const char *real = path_real(naming->path, call->arena);
        bool is_used = false;
        if (kind == POLICY_NONE)
            return fail_unknown_kind(call, naming->kind);
        if (real == NULL)
            return failure_memory(call->failure);
        for (size_t i = 0; i < call->file_count; i++) {
            if (!path_is_below(call->files[i].path.real, real))
                continue;
            is_used = true;
            if (strlen(real) <= reach[i])
                continue;
            reach[i] = strlen(real);
            call->files[i].named_kind = kind;
        }
        if (!is_used)
            return fail_unused_naming(call, naming);
    }
    return 0;
}

/* ---- the files ---- */

/* Files stay open until they are read, and there may be more of them than a
 * process usually has open. Where that cannot be, opening will tell. */
static void let_be_open(size_t files)
{
    enum { OTHERS = 64 };
    struct rlimit limit;
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0 ||
        limit.rlim_cur >= files + OTHERS)
        return;
    limit.rlim_cur =
        files + OTHERS < limit.rlim_max ? files + OTHERS : limit.rlim_max;
    (void)setrlimit(RLIMIT_NOFILE, &limit);
}

static int open_file(struct call *call, struct input_file *file)
{
    struct failure *failure = &file->failure;
    if (file_open(file->path.path, file->sha256, &file->opened, failure) == 0)
        return 0;
    file->sha256[0] = '\0';
    if (failure->code != DIAG_OUT_OF_MEMORY)
        return 0;
    *call->failure = *failure;
    return -1;
}

static int compare_files(const void *a, const void *b)
{
    const struct input_file *fa = a;
    const struct input_file *fb = b;
    int order = strcmp(fa->path.base, fb->path.base);
    if (order == 0)
        order = strcmp(fa->sha256, fb->sha256);
    return order != 0 ? order : strcmp(fa->path.real, fb->path.real);
}

/* The file that --password-file names is no roster. */
static bool is_password_file(const struct call *call,
                             const struct input_path *path)
{
    const struct passwords *passwords = call->reading.options->passwords;
    return passwords != NULL && passwords->path != NULL &&
           strcmp(passwords->path, path->real) == 0;
}

int roster_files_open(struct call *call, const char *const *paths,
                      size_t path_count)
{
    if (input_paths_collect(&call->paths, paths, path_count, call->arena) != 0)
        return failure_memory(call->failure);
    call->files =
        arena_array(call->arena, call->paths.count, sizeof *call->files);
    if (call->files == NULL)
        return failure_memory(call->failure);
    let_be_open(call->paths.count);
    for (size_t i = 0; i < call->paths.count; i++) {
        if (is_password_file(call, &call->paths.items[i]))
            continue;
        struct input_file *file = &call->files[call->file_count++];
        file->path = call->paths.items[i];
        file->named_kind = POLICY_NONE;
        if (open_file(call, file) != 0)
            return -1;
    }
    if (call->file_count == 0)
        return failure_set(call->failure, DIAG_NO_INPUT, NULL, "%s", "");
    qsort(call->files, call->file_count, sizeof *call->files, compare_files);
    return 0;
}

/* ---- their names ---- */

static bool is_named_alike(const struct call *call, size_t a, size_t b,
                           size_t parts)
{
    return strcmp(path_tail(call->files[a].path.real, parts),
                  path_tail(call->files[b].path.real, parts)) == 0;
}

/* The file's name, with as many folders before it as tell it from others. */
static const char *shown_name(const struct call *call, size_t file)
{
    size_t parts = 1;
    for (size_t i = 0; i < call->file_count; i++)
        while (i != file && is_named_alike(call, file, i, parts))
            parts++;
    return path_tail(call->files[file].path.real, parts);
}

/* A name is shown in one line. */
static const char *harmless_name(const struct call *call, size_t file)
{
    struct text text = TEXT_INIT;
    text_append(&text, shown_name(call, file));
    text_make_harmless(&text);
    text_make_one_line(&text, 0);
    const char *name =
        text.failed ? NULL : arena_string(call->roster->arena, text_of(&text));
    text_release(&text);
    return name;
}

int roster_files_enter(struct call *call)
{
    struct roster *roster = call->roster;
    if (mem_grow(&roster->files, &roster->file_capacity, call->file_count,
                 sizeof *roster->files) != 0)
        return failure_memory(call->failure);
    for (size_t i = 0; i < call->file_count; i++) {
        const struct input_file *file = &call->files[i];
        struct roster_file entry = {
            .path = arena_string(roster->arena, file->path.path),
            .name = harmless_name(call, i),
            .format = "",
            .size = file->opened.bytes.size,
        };
        if (entry.path == NULL || entry.name == NULL)
            return failure_memory(call->failure);
        memcpy(entry.sha256, file->sha256, sizeof entry.sha256);
        roster->files[roster->file_count++] = entry;
    }
    return 0;
}

int roster_files_find(struct call *call, size_t file, size_t other,
                      const struct failure *failure)
{
    struct diag diag = {
        .code = failure->code,
        .at = {.file = (uint32_t)file,
               .sheet = PLACE_NONE,
               .row = failure->row,
               .column = failure->column},
        .other = PLACE_NOWHERE,
    };
    if (other != file)
        diag.other.file = (uint32_t)other;
    struct text note = TEXT_INIT;
    failure_append_note(&note, failure, call->reading.options->language);
    const int result =
        note.failed ||
                string_pool_add(call->roster->strings, text_of(&note),
                                note.length, &diag.note) != 0 ||
                roster_add_diag(call->roster, &diag) != 0
            ? failure_memory(call->failure)
            : 0;
    text_release(&note);
    return result;
}

int roster_files_find_twins(struct call *call)
{
    const struct failure twice = {.code = DIAG_FILE_TWICE};
    for (size_t i = 1; i < call->file_count; i++) {
        const struct input_file *file = &call->files[i];
        if (file->sha256[0] == '\0')
            continue;
        for (size_t j = 0; j < i; j++)
            if (strcmp(file->sha256, call->files[j].sha256) == 0) {
                if (roster_files_find(call, i, j, &twice) != 0)
                    return -1;
                break;
            }
    }
    return 0;
}
