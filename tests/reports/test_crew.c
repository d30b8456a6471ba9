/* Jobs side by side, and an inquiry beside them: the same bytes, the same
 * failure, whoever takes them. */
#include "reports/crew.h"

#include "tests/support/process.h"
#include "tests/support/report_fixture.h"
#include "tests/support/suite.h"
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

enum { JOBS = 12, MOST_HANDS = 8 };

/* Writes the first `count` jobs: 0, or -1 with the failure. */
static int write_jobs(struct report_set *set, size_t count, size_t threads,
                      struct failure *failure)
{
    struct crew *crew = NULL;
    assert_int_equal(crew_open(set, threads, &crew, failure), 0);
    const int written = crew_write(crew, count, failure);
    return crew_close(crew, failure) == 0 ? written : -1;
}

static void number_of_threads_changes_no_byte(void **state)
{
    (void)state;
    static const unsigned threads[] = {1, 2, 7, 0};
    struct text first = TEXT_INIT;
    for (size_t i = 0; i < COUNT_OF(threads); i++) {
        struct report_fixture fixture;
        struct failure failure = FAILURE_INIT;
        struct text lines = TEXT_INIT;
        report_fixture_init(&fixture, NULL, 0);
        fixture.input.threads = threads[i];
        assert_int_equal(
            reports_write(&fixture.input, fixture.folder.path, &failure), 0);
        folder_digest(fixture.folder.path, &lines);
        if (i == 0)
            text_append(&first, text_of(&lines));
        assert_string_equal(text_of(&lines), text_of(&first));
        text_release(&lines);
        report_fixture_release(&fixture);
    }
    text_release(&first);
}

/* As where threads are used up: none has room for its stack. */
static void work_is_done_where_no_thread_can_be_had(void **state)
{
    (void)state;
    const size_t beyond_addresses = (size_t)1 << 60;
    struct report_fixture fixture;
    struct failure failure = FAILURE_INIT;
    pthread_attr_t usual, none;
    report_fixture_init(&fixture, NULL, 0);
    fixture.input.threads = 4;
    assert_int_equal(pthread_getattr_default_np(&usual), 0);
    assert_int_equal(pthread_getattr_default_np(&none), 0);
    assert_int_equal(pthread_attr_setstacksize(&none, beyond_addresses), 0);
    assert_int_equal(pthread_setattr_default_np(&none), 0);
    const int status =
        reports_write(&fixture.input, fixture.folder.path, &failure);
    assert_int_equal(pthread_setattr_default_np(&usual), 0);
    pthread_attr_destroy(&none);
    pthread_attr_destroy(&usual);
    assert_int_equal(status, 0);
    report_fixture_release(&fixture);
}

/* Fails for jobs from the fifth on, each with its own name. */
static int write_number(const struct report_set *set,
                        const struct report_job *job, struct failure *failure)
{
    (void)set;
    if (job->index >= 4)
        return failure_set(failure, DIAG_OUTPUT_FAILED, job->path, "%s", "");
    FILE *file = fopen(job->path, "w");
    assert_non_null(file);
    fprintf(file, "%zu", job->index);
    return fclose(file);
}

static void first_job_that_fails_is_reported(void **state)
{
    (void)state;
    static const struct report_input input = {.inquire = NULL};
    for (size_t threads = 1; threads <= MOST_HANDS; threads++) {
        struct scratch_folder folder;
        struct report_job jobs[JOBS];
        char paths[JOBS][100];
        struct report_set set = {
            .input = &input, .jobs = jobs, .job_count = JOBS};
        struct failure failure = FAILURE_INIT;
        scratch_make(&folder);
        for (size_t i = 0; i < JOBS; i++) {
            snprintf(paths[i], sizeof paths[i], "%s/%zu", folder.path, i);
            jobs[i] = (struct report_job){
                .write = write_number, .path = paths[i], .index = i};
        }
        assert_int_equal(write_jobs(&set, JOBS, threads, &failure), -1);
        assert_string_equal(failure.file, paths[4]);
        for (size_t i = 0; i < 4; i++)
            assert_int_equal(jobs[i].file.size, 1);
        scratch_remove(&folder);
    }
}

/* All jobs write the same file, one behind the other. */
static int write_turn(const struct report_set *set,
                      const struct report_job *job, struct failure *failure)
{
    (void)set;
    (void)failure;
    FILE *file = fopen(job->path, "a");
    assert_non_null(file);
    fprintf(file, "%zu", job->index);
    return fclose(file);
}

static void job_with_the_most_rows_is_taken_first(void **state)
{
    (void)state;
    static const int64_t rows[] = {0, 300, 7, 900, 300, 0};
    struct scratch_folder folder;
    struct report_job jobs[COUNT_OF(rows)];
    static const struct report_input input = {.inquire = NULL};
    struct report_set set = {
        .input = &input, .jobs = jobs, .job_count = COUNT_OF(rows)};
    struct failure failure = FAILURE_INIT;
    char path[100];
    char turns[COUNT_OF(rows) + 1] = "";
    scratch_make(&folder);
    snprintf(path, sizeof path, "%s/turns", folder.path);
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        jobs[i] = (struct report_job){
            .write = write_turn, .path = path, .index = i, .rows = rows[i]};
    assert_int_equal(write_jobs(&set, COUNT_OF(rows), 1, &failure), 0);
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    assert_non_null(fgets(turns, sizeof turns, file));
    fclose(file);
    assert_string_equal(turns, "314205");
    scratch_remove(&folder);
}

/* ---- the inquiry ---- */

/* What is asked, what is answered, and what came of it. */
struct question {
    struct change_list changes;
    bool has_answer, fails;
    unsigned awaited;          /* jobs that must be written first */
    atomic_uint written;       /* jobs, whichever */
    atomic_uint written_first; /* of these before the answer */
    atomic_bool is_answered;
    atomic_bool is_told_early; /* a job was written that had to wait */
};

/* Lets others come first where they may. */
static int answer(void *inquirer, struct report_past *out,
                  struct failure *failure)
{
    static const struct timespec millisecond = {.tv_nsec = 1000000};
    enum { MOST_MILLISECONDS = 20000 };
    struct question *question = inquirer;
    for (int i = 0;
         i < MOST_MILLISECONDS && question->written < question->awaited; i++)
        nanosleep(&millisecond, NULL);
    question->written_first = question->written;
    question->is_answered = true;
    if (question->has_answer)
        out->changes = &question->changes;
    if (question->fails)
        return failure_set(failure, DIAG_LEDGER_FAILED, "inquiry", "%s", "");
    return 0;
}

/* A job of a set that inquires; one with rows below 0 fails. */
static int write_beside(const struct report_set *set,
                        const struct report_job *job, struct failure *failure)
{
    struct question *question = set->input->inquirer;
    if (job->tells_past &&
        (!question->is_answered || set->past.changes != &question->changes))
        question->is_told_early = true;
    question->written++;
    if (job->rows < 0)
        return failure_set(failure, DIAG_OUTPUT_FAILED, job->path, "%s", "");
    FILE *file = fopen(job->path, "w");
    assert_non_null(file);
    return fclose(file);
}

/* Six jobs of which every other one waits; `failing` has a bit for each that
 * fails. */
struct scene {
    struct question question;
    struct report_input input;
    struct report_job jobs[6];
    char paths[6][100];
    struct scratch_folder folder;
};

static void scene_init(struct scene *scene, bool has_past, unsigned failing)
{
    *scene = (struct scene){
        .question = {.has_answer = has_past},
        .input = {.inquire = answer, .has_past = has_past},
    };
    scene->input.inquirer = &scene->question;
    scratch_make(&scene->folder);
    for (size_t i = 0; i < COUNT_OF(scene->jobs); i++) {
        snprintf(scene->paths[i], sizeof scene->paths[i], "%s/%zu",
                 scene->folder.path, i);
        scene->jobs[i] = (struct report_job){
            .write = write_beside,
            .path = scene->paths[i],
            .tells_past = i % 2 == 0,
            .rows = (failing >> i & 1) != 0 ? -1 : 1,
        };
    }
}

/* `awaited` jobs must come before the answer, where there are several hands. */
static int scene_write(struct scene *scene, size_t threads, unsigned awaited,
                       struct failure *failure)
{
    scene->question.awaited = threads == 1 ? 0 : awaited;
    struct report_set set = {
        .input = &scene->input,
        .jobs = scene->jobs,
        .job_count = COUNT_OF(scene->jobs),
    };
    return write_jobs(&set, COUNT_OF(scene->jobs), threads, failure);
}

static void jobs_that_tell_of_the_past_wait_for_the_answer(void **state)
{
    (void)state;
    for (size_t threads = 1; threads <= MOST_HANDS; threads++) {
        struct scene scene;
        struct failure failure = FAILURE_INIT;
        scene_init(&scene, true, 0);
        assert_int_equal(scene_write(&scene, threads, 3, &failure), 0);
        assert_int_equal(scene.question.written, COUNT_OF(scene.jobs));
        assert_false(scene.question.is_told_early);
        /* The others did not, where somebody was free. */
        assert_int_equal(scene.question.written_first, threads == 1 ? 0 : 3);
        scratch_remove(&scene.folder);
    }
}

static void nobody_waits_where_there_is_no_past(void **state)
{
    (void)state;
    for (size_t threads = 1; threads <= MOST_HANDS; threads++) {
        struct scene scene;
        struct failure failure = FAILURE_INIT;
        scene_init(&scene, false, 0);
        assert_int_equal(scene_write(&scene, threads, 6, &failure), 0);
        assert_int_equal(scene.question.written_first, threads == 1 ? 0 : 6);
        assert_true(scene.question.is_answered);
        scratch_remove(&scene.folder);
    }
}

static void job_that_waits_fails_before_those_behind_it(void **state)
{
    (void)state;
    for (size_t threads = 1; threads <= MOST_HANDS; threads++) {
        struct scene scene;
        struct failure failure = FAILURE_INIT;
        scene_init(&scene, true, 1 << 4 | 1 << 5);
        assert_int_equal(scene_write(&scene, threads, 3, &failure), -1);
        assert_string_equal(failure.file, scene.paths[4]);
        assert_int_equal(scene.question.written, threads == 1 ? 5 : 6);
        scratch_remove(&scene.folder);
    }
}

static void failed_inquiry_is_reported_before_any_job(void **state)
{
    (void)state;
    static const unsigned failing[] = {0, 1 << 5};
    for (size_t threads = 1; threads <= MOST_HANDS; threads++)
        for (size_t i = 0; i < COUNT_OF(failing); i++) {
            struct scene scene;
            struct failure failure = FAILURE_INIT;
            scene_init(&scene, true, failing[i]);
            scene.question.fails = true;
            assert_int_equal(scene_write(&scene, threads, 3, &failure), -1);
            assert_int_equal(failure.code, DIAG_LEDGER_FAILED);
            assert_int_equal(scene.question.written, threads == 1 ? 0 : 3);
            scratch_remove(&scene.folder);
        }
}

/* What stands before the jobs fails: the inquiry is not left alone. */
static void inquiry_is_waited_for_where_nothing_is_written(void **state)
{
    (void)state;
    for (size_t threads = 1; threads <= 2; threads++) {
        struct report_fixture fixture;
        struct question question = {.fails = threads == 2};
        struct failure failure = FAILURE_INIT;
        report_fixture_init(&fixture, NULL, 0);
        fixture.decided.allocation.total.subsidy += 100;
        fixture.input.inquire = answer;
        fixture.input.inquirer = &question;
        fixture.input.threads = (unsigned)threads;
        assert_int_equal(
            reports_write(&fixture.input, fixture.folder.path, &failure), -1);
        assert_true(question.is_answered);
        assert_int_equal(failure.code,
                         question.fails ? DIAG_LEDGER_FAILED : DIAG_TIE_OUT);
        report_fixture_release(&fixture);
    }
}

static void no_memory_fails_every_number_of_threads(void **state)
{
    (void)state;
    for (unsigned threads = 1; threads <= 3; threads++) {
        struct report_fixture fixture;
        struct failure failure = FAILURE_INIT;
        report_fixture_init(&fixture, NULL, 0);
        fixture.input.threads = threads;
        mem_fail_after(60);
        const int status =
            reports_write(&fixture.input, fixture.folder.path, &failure);
        mem_fail_after(0);
        assert_int_equal(status, -1);
        assert_int_equal(failure.code, DIAG_OUT_OF_MEMORY);
        report_fixture_release(&fixture);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(number_of_threads_changes_no_byte),
        cmocka_unit_test(work_is_done_where_no_thread_can_be_had),
        cmocka_unit_test(first_job_that_fails_is_reported),
        cmocka_unit_test(job_with_the_most_rows_is_taken_first),
        cmocka_unit_test(jobs_that_tell_of_the_past_wait_for_the_answer),
        cmocka_unit_test(nobody_waits_where_there_is_no_past),
        cmocka_unit_test(job_that_waits_fails_before_those_behind_it),
        cmocka_unit_test(failed_inquiry_is_reported_before_any_job),
        cmocka_unit_test(inquiry_is_waited_for_where_nothing_is_written),
        cmocka_unit_test(no_memory_fails_every_number_of_threads),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
