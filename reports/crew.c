/*
 * Jobs are taken one by one by whoever is free, the longest first of those that
 * can be done; the calling thread is one of the hands, and so is the one that
 * inquired, once it has its answer.
 *
 * After a failure nobody takes a job behind the one that failed, but those
 * before it are all taken, even those that wait, and come to their end: so it
 * is always the same one that is reported.
 *
 * Threads share what a report_set holds. Nobody changes it while jobs are
 * written, but for set->past, which is there before a job that needs it is
 * taken.
 */
#include "reports/crew.h"

#include <assert.h>
#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

enum { MOST_THREADS = 64 };

/* A job of the list. */
struct errand {
    struct report_job *job;
    bool is_taken;
};

struct crew {
    struct report_set *set;
    size_t hands; /* the calling thread's among them */
    pthread_t inquirer;
    bool has_inquirer;    /* it is a thread of its own */
    pthread_mutex_t lock; /* what follows is looked at under it */
    pthread_cond_t changed;
    struct errand *errands; /* in the order in which they are to be taken */
    size_t end;     /* nobody takes one from here on: the first that failed, or
                       all are before it; 0 as long as there is no list */
    bool is_listed; /* no job comes in addition */
    bool is_answered;       /* so far as any job needs to know */
    struct failure failure; /* of the job at `end`; DIAG_NONE = none */
    struct failure inquiry; /* the inquiry's; likewise */
};

/* ---- one job ---- */

int crew_write_one(struct report_set *set, struct report_job *job,
                   struct failure *failure)
{
    if (job->write(set, job, failure) != 0)
        return -1;
    return written_file_measure(&job->file, job->path, set->is_sealed, failure);
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

/* The first errand that nobody has taken and that can be done; NULL = there is
 * none now, and `is_more` says whether one may come. */
static struct errand *find_errand(const struct crew *crew, bool *is_more)
{
    *is_more = !crew->is_listed;
    for (size_t i = 0; i < crew->end; i++) {
        struct errand *errand = &crew->errands[i];
        if (errand->is_taken)
            continue;
        if (crew->is_answered || !errand->job->tells_past)
            return errand;
        *is_more = true;
    }
    return NULL;
}

/* Waits for an errand, and takes it; NULL = all are taken. */
static struct errand *take_errand(struct crew *crew)
{
    bool is_more = true;
    pthread_mutex_lock(&crew->lock);
    struct errand *errand = find_errand(crew, &is_more);
    while (errand == NULL && is_more) {
        pthread_cond_wait(&crew->changed, &crew->lock);
        errand = find_errand(crew, &is_more);
    }
    if (errand != NULL)
        errand->is_taken = true;
    pthread_mutex_unlock(&crew->lock);
    return errand;
}

/* Where several fail, the first in order is the one that counts. */
static void give_up(struct crew *crew, const struct errand *errand,
                    const struct failure *failure)
{
    const size_t at = (size_t)(errand - crew->errands);
    pthread_mutex_lock(&crew->lock);
    if (at < crew->end) {
        crew->end = at;
        crew->failure = *failure;
    }
    pthread_mutex_unlock(&crew->lock);
}

static void *take_jobs(void *context)
{
    struct crew *crew = context;
    struct errand *errand;
    while ((errand = take_errand(crew)) != NULL) {
        struct failure failure = FAILURE_INIT;
        if (crew_write_one(crew->set, errand->job, &failure) != 0)
            give_up(crew, errand, &failure);
    }
    return NULL;
}

/* ---- the inquiry ---- */

static void inquire(struct crew *crew)
{
    const struct report_input *input = crew->set->input;
    struct failure failure = FAILURE_INIT;
    struct report_past past = {.changes = NULL};
    const int status = input->inquire(input->inquirer, &past, &failure);
    assert(status == 0 || failure.code != DIAG_NONE);
    pthread_mutex_lock(&crew->lock);
    assert(input->has_past || (past.changes == NULL && past.known == NULL));
    if (input->has_past)
        crew->set->past = past;
    crew->is_answered = true;
    if (status != 0) {
        crew->inquiry = failure;
        crew->end = 0;
    }
    pthread_cond_broadcast(&crew->changed);
    pthread_mutex_unlock(&crew->lock);
}

static void *inquire_and_take_jobs(void *context)
{
    inquire(context);
    return take_jobs(context);
}

static size_t count_hands(size_t threads)
{
    if (threads == 0) {
        const long processors = sysconf(_SC_NPROCESSORS_ONLN);
        threads = processors > 1 ? (size_t)processors : 1;
    }
    return threads < MOST_THREADS ? threads : MOST_THREADS;
}

int crew_open(struct report_set *set, size_t threads, struct crew **out,
              struct failure *failure)
{
    struct crew *crew = mem_alloc(sizeof *crew);
    if (crew == NULL)
        return failure_memory(failure);
    crew->set = set;
    crew->hands = count_hands(threads);
    crew->is_answered = !set->input->has_past;
    pthread_mutex_init(&crew->lock, NULL);
    pthread_cond_init(&crew->changed, NULL);
    *out = crew;
    if (set->input->inquire == NULL)
        return 0;
    /* Where no thread can be had, one does after the other. */
    crew->has_inquirer =
        crew->hands > 1 &&
        pthread_create(&crew->inquirer, NULL, inquire_and_take_jobs, crew) == 0;
    if (!crew->has_inquirer)
        inquire(crew);
    return 0;
}

/* ---- from the list to the end ---- */

/* From now on there are `count` errands, and no others. */
static void set_list(struct crew *crew, size_t count)
{
    pthread_mutex_lock(&crew->lock);
    crew->is_listed = true;
    crew->end = crew->inquiry.code == DIAG_NONE ? count : 0;
    pthread_cond_broadcast(&crew->changed);
    pthread_mutex_unlock(&crew->lock);
}

static void join_inquirer(struct crew *crew)
{
    if (crew->has_inquirer)
        pthread_join(crew->inquirer, NULL);
    crew->has_inquirer = false;
}

int crew_write(struct crew *crew, size_t count, struct failure *failure)
{
    pthread_t others[MOST_THREADS];
    size_t started = 0;
    crew->errands = mem_alloc(count * sizeof *crew->errands);
    if (crew->errands == NULL)
        return failure_memory(failure);
    for (size_t i = 0; i < count; i++)
        crew->errands[i].job = &crew->set->jobs[i];
    if (count > 1)
        qsort(crew->errands, count, sizeof *crew->errands, compare_errands);
    const size_t hands = crew->hands < count ? crew->hands : count;
    const size_t here = crew->has_inquirer ? 2 : 1;
    set_list(crew, count);
    /* Where no thread can be had, fewer do the work. */
    while (started + here < hands &&
           pthread_create(&others[started], NULL, take_jobs, crew) == 0)
        started++;
    take_jobs(crew);
    for (size_t i = 0; i < started; i++)
        pthread_join(others[i], NULL);
    join_inquirer(crew);
    if (crew->failure.code == DIAG_NONE)
        return 0;
    *failure = crew->failure;
    return -1;
}

int crew_close(struct crew *crew, struct failure *failure)
{
    if (!crew->is_listed) /* nor will anything be */
        set_list(crew, 0);
    join_inquirer(crew);
    const bool is_failed = crew->inquiry.code != DIAG_NONE;
    if (is_failed)
        *failure = crew->inquiry;
    pthread_cond_destroy(&crew->changed);
    pthread_mutex_destroy(&crew->lock);
    mem_free(crew->errands);
    mem_free(crew);
    return is_failed ? -1 : 0;
}
