/*
 * Confinement: work on a file that a stranger made runs in a child process
 * that can compute and write one answer, and nothing else. A defect in a
 * parser then costs one file, never the ledger. Private to import/.
 */
#ifndef DAOPAN_IMPORT_CONFINE_H
#define DAOPAN_IMPORT_CONFINE_H

#include "core/attributes.h"
#include "core/diag.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

struct confine_limits {
    uint64_t memory;  /* bytes beyond what the parent has; 0 = no limit */
    unsigned seconds; /* of processor time, and by the clock; 0 = no limit */
    bool may_ask;     /* files may be opened for reading, and a child of its
                         own started: the second reader of .xls wants both */
    bool is_stream;   /* the answer is a pipe, read while it is written */
};

/* A child at work. */
struct confined {
    pid_t pid;
    int answer; /* descriptor of what the child writes: a file, or a pipe's
                   end to read from */
    int watch;  /* pidfd; -1 where the kernel has none */
    int64_t deadline; /* milliseconds of the clock that never goes back; 0 =
                         none */
    bool is_late;     /* it was stopped at its deadline */
};

enum confined_end {
    CONFINED_DONE,    /* the answer is complete */
    CONFINED_CRASHED, /* it was stopped by a signal, or left early */
    CONFINED_TIME     /* it used up its time */
};

/*
 * Starts `work` in a child, which writes its answer to the descriptor that it
 * is given and returns 0, or something else to leave early. is_confined tells
 * the work whether the kernel took the filter. 0, or -1 where no child can be
 * had (then nothing has changed).
 */
typedef int confined_work(void *context, int answer, bool is_confined);
CHECKED int confine_start(confined_work *work, void *context,
                          const struct confine_limits *limits,
                          struct confined *out);

/* Waits for the child, up to `milliseconds`: true once it has ended. One that
 * is beyond its deadline is stopped. */
bool confine_wait(struct confined *child, int milliseconds);

/* Collects a child and says how it ended; *signal is what stopped it, or 0.
 * The answer stays open. */
enum confined_end confine_end(struct confined *child, int *signal);

/* The answer, mapped read-only; NULL where it is empty or cannot be mapped.
 * Released with confine_unmap(). */
const unsigned char *confine_answer(const struct confined *child, size_t *size);
void confine_unmap(const unsigned char *answer, size_t size);

/* Says why a child that ended badly gave no answer about the file `path`.
 * Returns -1. */
int confine_fail(enum confined_end end, int signal,
                 const struct confine_limits *limits, const char *path,
                 struct failure *failure);

/* The same for one that ran out of memory. */
int confine_fail_memory(const struct confine_limits *limits, const char *path,
                        struct failure *failure);

/* Stops a child that is no longer wanted, collects it, closes its answer.
 * Also the last call for a child that has ended. */
void confine_close(struct confined *child);

#endif
