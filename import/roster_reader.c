/*
 * One file, from its map to the rows.
 *
 * The child gets a copy of the call with its fork, reads the file into a
 * roster of its own and sends that as a parcel; the parent opens it. Where no
 * child can be had, the file is read here, and the run says so once.
 */
#include "import/roster_reader.h"

#include "import/gather.h"
#include "import/parcel.h"

/* Reads a file into a roster, as that roster's file `entry`. */
static int read_workbook(struct call *call, size_t at, struct roster *roster,
                         uint32_t entry, struct failure *failure)
{
    const struct input_file *file = &call->files[at];
    struct arena *arena = arena_new();
    struct workbook workbook;
    if (arena == NULL)
        return failure_memory(failure);
    int result = workbook_open_with(&file->opened.bytes, &call->keyring, arena,
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
    string_pool_loosen(own.strings); /* the parent brings them together */
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
    const struct file_bytes head = file_head(&call->files[at].opened);
    return (struct confine_limits){
        .memory = options->memory_limit,
        .seconds = options->time_limit,
        .may_ask = xls_is(&head),
    };
}

void roster_reader_start(struct call *call, size_t at)
{
    struct input_file *file = &call->files[at];
    struct errand errand = {.call = call, .at = at};
    if (file->failure.code != DIAG_NONE || call->reading.options->in_process)
        return;
    const struct confine_limits limits = limits_of(call, at);
    file->has_child =
        file_map(&file->opened) == 0 &&
        confine_start(run_errand, &errand, &limits, &file->child) == 0;
    file_unmap(&file->opened); /* its reader has the map now */
}

/* Opens the parcel that a child left. */
static int open_parcel(struct call *call, size_t at, struct failure *failure)
{
    struct input_file *file = &call->files[at];
    struct parcel_note note = {.is_confined = false};
    struct parcel parcel = {.size = 0};
    parcel.bytes = confine_answer(&file->child, &parcel.size);
    const struct confine_limits limits = limits_of(call, at);
    if (parcel.bytes == NULL)
        return confine_fail(CONFINED_CRASHED, 0, &limits, file->path.path,
                            failure);
    const uint64_t before = call->roster->row_count;
    int result = parcel_read(&parcel, call->reading.policy, call->roster,
                             (uint32_t)at, &note, failure);
    confine_unmap(parcel.bytes, parcel.size);
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
    if (file_hold(&call->files[at].opened, failure) != 0)
        return -1;
    return read_workbook(call, at, call->roster, (uint32_t)at, failure);
}

int roster_reader_finish(struct call *call, size_t at, struct failure *failure)
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
    if (file_unchanged(&file->opened, failure) == 0)
        result = end == CONFINED_DONE ? open_parcel(call, at, failure)
                                      : confine_fail(end, signal, &limits,
                                                     file->path.path, failure);
    confine_close(&file->child);
    file->has_child = false;
    return result;
}
