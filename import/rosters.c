/*
 * Files in, one roster out.
 *
 * All files are found, opened and hashed first, and then read in an order
 * that follows from their names and contents only: by base name, then by
 * SHA-256. So nothing that comes later, not even the text of a finding,
 * depends on how the files were given.
 *
 * Each file is read by a child process that can do nothing else (confine.h),
 * several of them side by side; what they send is opened in the files' order.
 *
 * A file is refused as a whole or read as a whole, and where one is refused
 * nothing comes out; the others are read all the same, so that a clerk hears
 * of every file that must be asked for again, not of one a run. `inspect`
 * turns the failure into a finding. The same content under two names is read
 * twice and reported: its rows come out as duplicates, so that nobody has to
 * trust a hash to see what became of a file.
 */
#include "import/encoding.h"
#include "import/roster_files.h"
#include "import/roster_reader.h"
#include <unistd.h>

/* Where a file may be protected: a keyring, ready before any child is
 * confined. */
static int make_keyring(struct call *call)
{
    bool is_needed = false;
    call->keyring.passwords = call->reading.options->passwords;
    for (size_t i = 0; i < call->file_count && !is_needed; i++) {
        const struct file_bytes head = file_head(&call->files[i].opened);
        is_needed = xls_is(&head);
    }
    if (!is_needed)
        return 0;
    call->ciphers = ciphers_open();
    call->keyring.ciphers = call->ciphers;
    return call->ciphers == NULL ? failure_memory(call->failure) : 0;
}

/* When inspecting: what is wrong with a file is a finding, and nothing of it
 * stays that was read half. */
static int inspect_file(struct call *call, size_t at)
{
    struct roster *roster = call->roster;
    const struct roster before = *roster;
    struct failure failure = call->files[at].failure;
    if (failure.code == DIAG_NONE) {
        if (roster_reader_finish(call, at, &failure) == 0)
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
    return roster_files_find(call, at, at, &failure);
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

/* A file that cannot be read: the call has failed, and goes on only to hear of
 * others. Of two failures the earlier is told now. */
static int refuse_file(struct call *call, const struct failure *failure)
{
    const struct import_options *options = call->reading.options;
    if (call->has_refused)
        options->refused(options->context, call->failure);
    *call->failure = *failure;
    call->has_refused = failure->code != DIAG_OUT_OF_MEMORY;
    return call->has_refused && options->refused != NULL ? 0 : -1;
}

static int read_file(struct call *call, size_t at)
{
    struct failure failure = call->files[at].failure;
    if (failure.code == DIAG_NONE &&
        roster_reader_finish(call, at, &failure) == 0)
        return 0;
    return refuse_file(call, &failure);
}

/* Readers need nothing of what was read before them, and would begin the
 * later the more it is. */
static void withhold(const struct roster *roster, bool is_withheld)
{
    string_pool_withhold(roster->strings, is_withheld);
    mem_withhold(roster->sheets, is_withheld);
    mem_withhold(roster->rows, is_withheld);
    mem_withhold(roster->raw, is_withheld);
    mem_withhold(roster->diags, is_withheld);
}

static int read_files(struct call *call)
{
    const size_t width = side_by_side(call->reading.options);
    size_t started = 0;
    for (size_t i = 0; i < call->file_count; i++) {
        for (; started < call->file_count && started < i + width; started++)
            roster_reader_start(call, started);
        const int result = call->reading.is_inspecting ? inspect_file(call, i)
                                                       : read_file(call, i);
        if (result != 0)
            return -1;
        file_close(&call->files[i].opened);
        withhold(call->roster, true);
    }
    return call->has_refused ? -1 : find_unconfined(call);
}

static int perform(struct call *call, const char *const *paths,
                   size_t path_count)
{
    struct charsets_held held;
    if (roster_files_open(call, paths, path_count) != 0 ||
        roster_files_name_kinds(call) != 0 || roster_files_enter(call) != 0 ||
        roster_files_find_twins(call) != 0 || make_keyring(call) != 0)
        return -1;
    charsets_hold(&held);
    const int result = read_files(call);
    withhold(call->roster, false);
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
        file_close(&call.files[i].opened);
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
