/*
 * `daopan dump` from a confined child: its pieces come through a pipe, each
 * behind its length; behind the last stands how it ended. The parent passes
 * the pieces on, and believes of the end only what it can check.
 *
 * Where no child can be had, the file is read here, from a copy.
 */
#include "import/dump.h"

#include "import/confine.h"
#include "import/encoding.h"
#include <errno.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>

enum { PIECE_MOST = 1 << 30, BUFFER_SIZE = 64 * 1024, WAIT_MILLISECONDS = 250 };

/* Behind the last piece, in the place of a length. */
#define THE_END UINT32_MAX

struct ending {
    struct failure failure; /* DIAG_NONE = all was written */
    uint32_t is_confined;
};

/* ---- the child ---- */

struct errand {
    const struct file_bytes *file;
    const struct keyring *keyring;
    const struct dump_options *options;
    int answer;
};

static int send(int pipe, const void *bytes, size_t size)
{
    const char *at = bytes;
    while (size > 0) {
        const ssize_t wrote = write(pipe, at, size);
        if (wrote < 0 && errno == EINTR)
            continue;
        if (wrote <= 0)
            return -1;
        at += wrote;
        size -= (size_t)wrote;
    }
    return 0;
}

static int send_piece(void *context, const char *bytes, size_t length,
                      struct failure *failure)
{
    const struct errand *errand = context;
    while (length > 0) {
        const uint32_t size =
            (uint32_t)(length < PIECE_MOST ? length : PIECE_MOST);
        if (send(errand->answer, &size, sizeof size) != 0 ||
            send(errand->answer, bytes, size) != 0)
            return failure_output(failure, NULL, errno);
        bytes += size;
        length -= size;
    }
    return 0;
}

static int run_errand(void *context, int answer, bool is_confined)
{
    static const uint32_t end = THE_END;
    struct errand *errand = context;
    struct ending ending = {.is_confined = is_confined};
    errand->answer = answer;
    const struct dump_out out = {.write = send_piece, .context = errand};
    if (dump_file(errand->file, errand->keyring, errand->options, &out,
                  &ending.failure) != 0 &&
        ending.failure.code == DIAG_NONE)
        return -1;
    if (send(answer, &end, sizeof end) != 0)
        return -1;
    return send(answer, &ending, sizeof ending);
}

/* ---- the parent ---- */

struct receiver {
    struct confined child;
    FILE *out;
    struct failure *failure;
};

static int pass_on(void *context, const char *bytes, size_t length,
                   struct failure *failure)
{
    if (fwrite(bytes, 1, length, context) == length)
        return 0;
    return failure_output(failure, NULL, errno);
}

/* Waits until there is something to read, or nothing more to come. */
static void wait_for_more(struct receiver *receiver)
{
    struct pollfd pipe = {.fd = receiver->child.answer, .events = POLLIN};
    while (poll(&pipe, 1, WAIT_MILLISECONDS) <= 0)
        (void)confine_wait(&receiver->child, 0); /* stops it when it is late */
}

/* The next `size` bytes; false where they do not come. */
static bool receive(struct receiver *receiver, void *out, size_t size)
{
    char *at = out;
    while (size > 0) {
        wait_for_more(receiver);
        const ssize_t got = read(receiver->child.answer, at, size);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return false;
        at += got;
        size -= (size_t)got;
    }
    return true;
}

/* 1 after a piece; 0 at the sound end, with `ending` filled; -1 where the
 * child broke off, or *failure says that nothing can be written. */
static int take_piece(struct receiver *receiver, struct ending *ending)
{
    char buffer[BUFFER_SIZE];
    uint32_t left = 0;
    if (!receive(receiver, &left, sizeof left))
        return -1;
    if (left == THE_END)
        return receive(receiver, ending, sizeof *ending) &&
                       failure_is_sound(&ending->failure)
                   ? 0
                   : -1;
    while (left > 0) {
        const size_t part = left < sizeof buffer ? left : sizeof buffer;
        if (!receive(receiver, buffer, part) ||
            pass_on(receiver->out, buffer, part, receiver->failure) != 0)
            return -1;
        left -= (uint32_t)part;
    }
    return 1;
}

static int finish(struct receiver *receiver, int last,
                  const struct ending *ending, const struct opened_file *file,
                  const struct confine_limits *limits)
{
    struct failure *failure = receiver->failure;
    int signal = 0;
    if (failure->code != DIAG_NONE) /* nothing can be written */
        return -1;
    while (!confine_wait(&receiver->child, WAIT_MILLISECONDS))
        ;
    const enum confined_end end = confine_end(&receiver->child, &signal);
    if (file_unchanged(file, failure) != 0)
        return -1;
    if (last != 0)
        return confine_fail(end == CONFINED_DONE ? CONFINED_CRASHED : end,
                            signal, limits, file->bytes.path, failure);
    if (ending->failure.code == DIAG_OUT_OF_MEMORY && limits->memory != 0)
        return confine_fail_memory(limits, file->bytes.path, failure);
    *failure = ending->failure;
    return failure->code == DIAG_NONE ? 0 : -1;
}

/* 0 or -1; 1 where no child can be had. */
static int dump_confined(struct opened_file *file,
                         const struct keyring *keyring,
                         const struct dump_options *options, FILE *out,
                         bool *is_unconfined, struct failure *failure)
{
    struct errand errand = {
        .file = &file->bytes, .keyring = keyring, .options = options};
    struct receiver receiver = {.out = out, .failure = failure};
    struct ending ending = {.is_confined = 0};
    struct charsets_held held;
    const struct confine_limits limits = {
        .memory = options->memory_limit,
        .seconds = options->time_limit,
        .is_stream = true,
    };
    if (file_map(file) != 0)
        return 1;
    charsets_hold(&held);
    const int started =
        confine_start(run_errand, &errand, &limits, &receiver.child);
    charsets_release(&held);
    file_unmap(file); /* its reader has the map now */
    if (started != 0)
        return 1;
    int last = 1;
    while (last == 1)
        last = take_piece(&receiver, &ending);
    const int result = finish(&receiver, last, &ending, file, &limits);
    *is_unconfined = last == 0 && ending.is_confined == 0;
    confine_close(&receiver.child);
    return result;
}

static int dump_here(struct opened_file *file, const struct keyring *keyring,
                     const struct dump_options *options, FILE *out,
                     bool *is_unconfined, struct failure *failure)
{
    const struct dump_out direct = {.write = pass_on, .context = out};
    *is_unconfined = true;
    if (file_hold(file, failure) != 0)
        return -1;
    return dump_file(&file->bytes, keyring, options, &direct, failure);
}

int workbook_dump(const char *path, const struct dump_options *options,
                  FILE *out, bool *is_unconfined, struct failure *failure)
{
    static const struct dump_options everything = {.rows = 0};
    struct opened_file file;
    *failure = (struct failure)FAILURE_INIT;
    *is_unconfined = false;
    if (file_open(path, NULL, &file, failure) != 0)
        return -1;
    if (options == NULL)
        options = &everything;
    const struct file_bytes head = file_head(&file);
    struct ciphers *ciphers = xls_is(&head) ? ciphers_open() : NULL;
    const struct keyring keyring = {
        .passwords = options->passwords,
        .ciphers = ciphers,
    };
    int result = ciphers == NULL && xls_is(&head)
                     ? failure_memory(failure)
                     : dump_confined(&file, &keyring, options, out,
                                     is_unconfined, failure);
    if (result > 0)
        result =
            dump_here(&file, &keyring, options, out, is_unconfined, failure);
    ciphers_close(ciphers);
    if (result == 0 && fflush(out) != 0)
        result = failure_output(failure, NULL, errno);
    file_close(&file);
    return result;
}
