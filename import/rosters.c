/*
 * Files in, one roster out.
 *
 * All files are found, mapped and hashed first, and then read in an order
 * that follows from their names and contents only: by base name, then by
 * SHA-256. So nothing that comes later, not even the text of a finding,
 * depends on how the files were given.
 *
 * Each file is read by a child process that can do nothing else (confine.h),
 * several of them side by side; what they send is opened in the files' order.
 *
 * A file is refused as a whole or read as a whole, and one refused file ends
 * the call; `inspect` turns the failure into a finding and goes on. The same
 * content under two names is read twice and reported: its rows come out as
 * duplicates, so that nobody has to trust a hash to see what became of a
 * file.
 */
#include "core/digest.h"
#include "core/message.h"
#include "import/confine.h"
#include "import/encoding.h"
#include "import/gather.h"
#include "import/keyring.h"
#include "import/parcel.h"
#include "import/paths.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct input_file {
    struct input_path path;
    struct mapped_file map;
    char sha256[DIGEST_HEX_SIZE];
    uint16_t named_kind;
    struct failure failure; /* why it cannot be read; inspecting only */
    struct confined child;  /* that reads it */
    bool has_child;
};

/* One call of rosters_read() or rosters_inspect(). */
struct call {
    struct reading reading;
    struct arena *arena; /* of the call */
    struct input_paths paths;
    struct input_file *files;
    size_t file_count;
    struct roster *roster;
    struct ciphers *ciphers; /* NULL where no file can be protected */
    struct keyring keyring;
    uint64_t rows_done;
    bool is_unconfined; /* a file was read without a cage around its reader */
    struct failure *failure;
};

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

/* Gives each file the kind that the nearest naming above it has. */
static int apply_namings(struct call *call)
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

static int open_file(struct call *call, struct input_file *file)
{
    struct failure *failure = &file->failure;
    if (file_map(file->path.path, file->sha256, &file->map, failure) == 0)
        return 0;
    file->sha256[0] = '\0';
    if (call->reading.is_inspecting && failure->code != DIAG_OUT_OF_MEMORY)
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

static int open_files(struct call *call, const char *const *paths,
                      size_t path_count)
{
    if (input_paths_collect(&call->paths, paths, path_count, call->arena) != 0)
        return failure_memory(call->failure);
    call->files =
        arena_array(call->arena, call->paths.count, sizeof *call->files);
    if (call->files == NULL)
        return failure_memory(call->failure);
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

/* Where a file may be protected: a keyring, ready before any child is
 * confined. */
static int make_keyring(struct call *call)
{
    bool is_needed = false;
    call->keyring.passwords = call->reading.options->passwords;
    for (size_t i = 0; i < call->file_count && !is_needed; i++) {
        const struct file_bytes head = file_head(&call->files[i].map);
        is_needed = xls_is(&head);
    }
    if (!is_needed)
        return 0;
    call->ciphers = ciphers_open();
    call->keyring.ciphers = call->ciphers;
    return call->ciphers == NULL ? failure_memory(call->failure) : 0;
}

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
    for (size_t i = 0; i < text.length; i++)
        if (text.data[i] == '\n' || text.data[i] == '\t')
            text.data[i] = '?';
    const char *name =
        text.failed ? NULL : arena_string(call->roster->arena, text_of(&text));
    text_release(&text);
    return name;
}

static int enter_files(struct call *call)
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
            .size = file->map.bytes.size,
        };
        if (entry.path == NULL || entry.name == NULL)
            return failure_memory(call->failure);
        memcpy(entry.sha256, file->sha256, sizeof entry.sha256);
        roster->files[roster->file_count++] = entry;
    }
    return 0;
}

static int find_in_file(struct call *call, size_t file, size_t other,
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

/* Reports each file that has the content of one before it. */
static int find_twins(struct call *call)
{
    const struct failure twice = {.code = DIAG_FILE_TWICE};
    for (size_t i = 1; i < call->file_count; i++) {
        const struct input_file *file = &call->files[i];
        if (file->sha256[0] == '\0')
            continue;
        for (size_t j = 0; j < i; j++)
            if (strcmp(file->sha256, call->files[j].sha256) == 0) {
                if (find_in_file(call, i, j, &twice) != 0)
                    return -1;
                break;
            }
    }
    return 0;
}

/* ---- reading ---- */

/* Reads a file into a roster, as that roster's file `entry`. */
static int read_workbook(struct call *call, size_t at, struct roster *roster,
                         uint32_t entry, struct failure *failure)
{
    const struct input_file *file = &call->files[at];
    struct arena *arena = arena_new();
    struct workbook workbook;
    if (arena == NULL)
        return failure_memory(failure);
    int result = workbook_open_with(&file->map.bytes, &call->keyring, arena,
                                    &workbook, failure);
    if (result == 0) {
        const struct gathering gathering = {
            .reading = &call->reading,
            .workbook = &workbook,
            .file_name = file->path.base,
            .file = entry,
            .named_kind = file->named_kind,
            .roster = roster,
            .rows_done = &call->rows_done,
        };
        result = workbook_gather(&gathering, failure);
        workbook_release(&workbook);
    }
    arena_free(arena);
    return result;
}

/* What a child is to do. */
struct errand {
    struct call *call;
    size_t at;
};

/* In the child: reads the file into a roster of its own, and sends that. */
static int run_errand(void *context, int answer, bool is_confined)
{
    struct errand *errand = context;
    struct call *call = errand->call;
    struct import_options silent = *call->reading.options;
    struct parcel_note note = {.is_confined = is_confined};
    struct roster own;
    silent.progress = NULL; /* the parent tells it */
    call->reading.options = &silent;
    if (roster_init(&own) != 0)
        return -1;
    if (mem_grow(&own.files, &own.file_capacity, 1, sizeof *own.files) != 0)
        return -1;
    own.files[own.file_count++] = call->roster->files[errand->at];
    if (read_workbook(call, errand->at, &own, 0, &note.failure) != 0 &&
        note.failure.code == DIAG_NONE)
        return -1;
    return parcel_write(&own, &note, answer);
}

static struct confine_limits limits_of(const struct call *call, size_t at)
{
    const struct import_options *options = call->reading.options;
    const struct file_bytes head = file_head(&call->files[at].map);
    return (struct confine_limits){
        .memory = options->memory_limit,
        .seconds = options->time_limit,
        .may_ask = xls_is(&head),
    };
}

/* Starts the child that reads a file. Without one, the file is read here
 * when its turn comes. */
static void start_file(struct call *call, size_t at)
{
    struct input_file *file = &call->files[at];
    struct errand errand = {.call = call, .at = at};
    if (file->failure.code != DIAG_NONE || call->reading.options->in_process)
        return;
    const struct confine_limits limits = limits_of(call, at);
    file->has_child =
        confine_start(run_errand, &errand, &limits, &file->child) == 0;
}

/* Opens the parcel that a child left. */
static int open_parcel(struct call *call, size_t at, struct failure *failure)
{
    struct input_file *file = &call->files[at];
    struct parcel_note note = {.is_confined = false};
    size_t size = 0;
    const unsigned char *bytes = confine_answer(&file->child, &size);
    const struct confine_limits limits = limits_of(call, at);
    if (bytes == NULL)
        return confine_fail(CONFINED_CRASHED, 0, &limits, file->path.path,
                            failure);
    const uint64_t before = call->roster->row_count;
    int result = parcel_read(bytes, size, call->reading.policy, call->roster,
                             (uint32_t)at, &note, failure);
    confine_unmap(bytes, size);
    call->rows_done += call->roster->row_count - before;
    call->is_unconfined = call->is_unconfined || !note.is_confined;
    if (result == 0 && note.failure.code != DIAG_NONE) {
        *failure = note.failure;
        result = -1;
    }
    if (result != 0 && note.failure.code == DIAG_OUT_OF_MEMORY)
        return confine_fail_memory(&limits, file->path.path, failure);
    return result;
}

enum { PROGRESS_MILLISECONDS = 250 };

static void show_progress(struct call *call, size_t at)
{
    const struct import_options *options = call->reading.options;
    if (options->progress != NULL)
        options->progress(options->context, call->roster->files[at].name, at,
                          call->file_count, call->rows_done);
}

/* Without a child to read it: from a copy, which nobody cuts short. */
static int read_here(struct call *call, size_t at, struct failure *failure)
{
    if (!call->reading.options->in_process)
        call->is_unconfined = true;
    if (file_hold(&call->files[at].map, failure) != 0)
        return -1;
    return read_workbook(call, at, call->roster, (uint32_t)at, failure);
}

/* Waits for a file's child, or reads the file here. */
static int finish_file(struct call *call, size_t at, struct failure *failure)
{
    struct input_file *file = &call->files[at];
    const struct confine_limits limits = limits_of(call, at);
    int signal = 0;
    int result = -1;
    show_progress(call, at);
    if (!file->has_child)
        return read_here(call, at, failure);
    while (!confine_wait(&file->child, PROGRESS_MILLISECONDS))
        show_progress(call, at);
    const enum confined_end end = confine_end(&file->child, &signal);
    /* A file that changed may be why the child fell, and its rows would not
     * be those of the digest. */
    if (file_unchanged(&file->map, failure) == 0)
        result = end == CONFINED_DONE ? open_parcel(call, at, failure)
                                      : confine_fail(end, signal, &limits,
                                                     file->path.path, failure);
    confine_close(&file->child);
    file->has_child = false;
    return result;
}

/* When inspecting: what is wrong with a file is a finding, and nothing of it
 * stays that was read half. */
static int inspect_file(struct call *call, size_t at)
{
    struct roster *roster = call->roster;
    const struct roster before = *roster;
    struct failure failure = call->files[at].failure;
    if (failure.code == DIAG_NONE) {
        if (finish_file(call, at, &failure) == 0)
            return 0;
        roster->sheet_count = before.sheet_count;
        roster->row_count = before.row_count;
        roster->raw_count = before.raw_count;
        roster->diag_count = before.diag_count;
        roster->files[at].sheet_count = 0;
    }
    if (failure.code == DIAG_OUT_OF_MEMORY) {
        *call->failure = failure;
        return -1;
    }
    return find_in_file(call, at, at, &failure);
}

/* One finding for the whole run, however many files. */
static int find_unconfined(struct call *call)
{
    const struct diag diag = {
        .code = DIAG_FILE_UNCONFINED,
        .at = PLACE_NOWHERE,
        .other = PLACE_NOWHERE,
    };
    if (call->is_unconfined && roster_add_diag(call->roster, &diag) != 0)
        return failure_memory(call->failure);
    return 0;
}

/* How many files are read side by side; what comes out does not depend on
 * it, since parcels are opened in the files' order. */
static size_t side_by_side(const struct import_options *options)
{
    const long processors = sysconf(_SC_NPROCESSORS_ONLN);
    if (options->jobs > 0)
        return options->jobs;
    return processors > 1 ? (size_t)processors : 1;
}

static int read_files(struct call *call)
{
    const size_t width = side_by_side(call->reading.options);
    size_t started = 0;
    for (size_t i = 0; i < call->file_count; i++) {
        for (; started < call->file_count && started < i + width; started++)
            start_file(call, started);
        const int result = call->reading.is_inspecting
                               ? inspect_file(call, i)
                               : finish_file(call, i, call->failure);
        if (result != 0)
            return -1;
    }
    return find_unconfined(call);
}

static int perform(struct call *call, const char *const *paths,
                   size_t path_count)
{
    struct charsets_held held;
    if (open_files(call, paths, path_count) != 0 || apply_namings(call) != 0 ||
        enter_files(call) != 0 || find_twins(call) != 0 ||
        make_keyring(call) != 0)
        return -1;
    charsets_hold(&held);
    const int result = read_files(call);
    charsets_release(&held);
    if (result != 0)
        return -1;
    roster_sort_diags(call->roster);
    return 0;
}

static int run(const char *const *paths, size_t path_count,
               const struct import_options *options, bool is_inspecting,
               struct roster *out, struct failure *failure)
{
    struct call call = {
        .arena = arena_new(),
        .roster = out,
        .failure = failure,
    };
    int result = -1;
    if (call.arena == NULL || roster_init(out) != 0) {
        arena_free(call.arena);
        return failure_memory(failure);
    }
    if (reading_init(&call.reading, options, call.arena) != 0) {
        failure_memory(failure);
        goto out;
    }
    call.reading.is_inspecting = is_inspecting;
    result = perform(&call, paths, path_count);
out:
    for (size_t i = 0; i < call.file_count; i++) {
        if (call.files[i].has_child)
            confine_close(&call.files[i].child);
        file_unmap(&call.files[i].map);
    }
    ciphers_close(call.ciphers);
    input_paths_release(&call.paths);
    arena_free(call.arena);
    if (result != 0)
        roster_release(out);
    return result;
}

int rosters_read(const char *const *paths, size_t path_count,
                 const struct import_options *options, struct roster *out,
                 struct failure *failure)
{
    return run(paths, path_count, options, false, out, failure);
}

int rosters_inspect(const char *const *paths, size_t path_count,
                    const struct import_options *options, struct roster *out,
                    struct failure *failure)
{
    return run(paths, path_count, options, true, out, failure);
}
