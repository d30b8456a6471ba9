/*
 * Jobs are taken one by one, the longest first, by whoever is free; the calling
 * thread is one of them. After a failure nobody takes another job, but those
 * before it have all been taken and come to their end: so it is always the
 * same one that is reported.
 *
 * Threads share what a report_set holds, which nobody changes meanwhile.
 */
#include "reports/crew.h"

#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { DIGEST_BLOCK = 1 << 16, MOST_THREADS = 64 };

/* A job of the list, and what became of it. */
struct errand {
    struct report_job *job;
    struct failure failure; /* DIAG_NONE = none */
};

struct crew {
    struct report_set *set;
    size_t count;
    struct errand *errands; /* in the order in which they are taken */
    atomic_size_t next;
    atomic_bool has_failed;
};

/* ---- one job ---- */

/* Reads a file block by block into `digest`. */
static int add_file(FILE *file, struct digest *digest, uint64_t *size)
{
    char *block = mem_alloc(DIGEST_BLOCK);
    if (block == NULL)
        return -1;
    size_t read;
    while ((read = fread(block, 1, DIGEST_BLOCK, file)) > 0) {
        digest_add(digest, block, read);
        *size += read;
    }
    mem_free(block);
    return 0;
}

/* Size and SHA-256 of the file just written, as run.json states them. */
static int measure_file(struct report_job *job, struct failure *failure)
{
    FILE *file = fopen(job->path, "rb");
    if (file == NULL)
        return failure_set(failure, DIAG_OUTPUT_FAILED, job->path, "%s",
                           strerror(errno));
    int status = -1;
    struct digest *digest = digest_new();
    if (digest != NULL) {
        status = add_file(file, digest, &job->size);
        if (digest_finish(digest, job->sha256) != 0)
            status = -1;
    }
    if (status != 0)
        failure_memory(failure);
    else if (ferror(file))
        status = failure_set(failure, DIAG_OUTPUT_FAILED, job->path, "%s",
                             strerror(errno));
    fclose(file);
    return status;
}

int crew_write_one(struct report_set *set, struct report_job *job,
                   struct failure *failure)
{
    return job->write(set, job, failure) == 0 ? measure_file(job, failure) : -1;
}

/* ---- all of them ---- */

/* By rows, the most first; then as listed. */
static int compare_errands(const void *a, const void *b)
{
    const struct report_job *left = ((const struct errand *)a)->job;
    const struct report_job *right = ((const struct errand *)b)->job;
    if (left->rows != right->rows)
        return left->rows > right->rows ? -1 : 1;
    return left < right ? -1 : left > right;
}

static void *take_jobs(void *context)
{
    struct crew *crew = context;
    while (!atomic_load(&crew->has_failed)) {
        const size_t at = atomic_fetch_add(&crew->next, 1);
        if (at >= crew->count)
            break;
        struct errand *errand = &crew->errands[at];
        if (crew_write_one(crew->set, errand->job, &errand->failure) != 0)
            atomic_store(&crew->has_failed, true);
    }
    return NULL;
}

static size_t crew_size(size_t threads, size_t jobs)
{
    if (threads == 0) {
        const long processors = sysconf(_SC_NPROCESSORS_ONLN);
        threads = processors > 1 ? (size_t)processors : 1;
    }
    if (threads > MOST_THREADS)
        threads = MOST_THREADS;
    return threads < jobs ? threads : jobs;
}

int crew_write(struct report_set *set, size_t count, size_t threads,
               struct failure *failure)
{
    pthread_t others[MOST_THREADS];
    size_t started = 0;
    struct crew crew = {.set = set, .count = count};
    crew.errands = mem_alloc(count * sizeof *crew.errands);
    if (crew.errands == NULL)
        return failure_memory(failure);
    for (size_t i = 0; i < count; i++)
        crew.errands[i].job = &set->jobs[i];
    if (count > 1)
        qsort(crew.errands, count, sizeof *crew.errands, compare_errands);
    const size_t size = crew_size(threads, count);
    /* Where no thread can be had, fewer do the work. */
    while (started + 1 < size &&
           pthread_create(&others[started], NULL, take_jobs, &crew) == 0)
        started++;
    take_jobs(&crew);
    for (size_t i = 0; i < started; i++)
        pthread_join(others[i], NULL);
    int status = 0;
    for (size_t i = 0; i < count && status == 0; i++) {
        if (crew.errands[i].failure.code == DIAG_NONE)
            continue;
        *failure = crew.errands[i].failure;
        status = -1;
    }
    mem_free(crew.errands);
    return status;
}
