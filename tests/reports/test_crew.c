/* Jobs side by side: the same bytes, the same failure, whoever takes them. */
#include "reports/crew.h"

#include "tests/support/process.h"
#include "tests/support/report_fixture.h"
#include "tests/support/suite.h"
#include <stdio.h>
#include <string.h>

enum { JOBS = 12 };

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
    for (size_t threads = 1; threads <= 8; threads++) {
        struct scratch_folder folder;
        struct report_job jobs[JOBS];
        char paths[JOBS][100];
        struct report_set set = {.jobs = jobs, .job_count = JOBS};
        struct failure failure = FAILURE_INIT;
        scratch_make(&folder);
        for (size_t i = 0; i < JOBS; i++) {
            snprintf(paths[i], sizeof paths[i], "%s/%zu", folder.path, i);
            jobs[i] = (struct report_job){
                .write = write_number, .path = paths[i], .index = i};
        }
        assert_int_equal(crew_write(&set, JOBS, threads, &failure), -1);
        assert_string_equal(failure.file, paths[4]);
        for (size_t i = 0; i < 4; i++)
            assert_int_equal(jobs[i].size, 1);
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
    struct report_set set = {.jobs = jobs, .job_count = COUNT_OF(rows)};
    struct failure failure = FAILURE_INIT;
    char path[100];
    char turns[COUNT_OF(rows) + 1] = "";
    scratch_make(&folder);
    snprintf(path, sizeof path, "%s/turns", folder.path);
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        jobs[i] = (struct report_job){
            .write = write_turn, .path = path, .index = i, .rows = rows[i]};
    assert_int_equal(crew_write(&set, COUNT_OF(rows), 1, &failure), 0);
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    assert_non_null(fgets(turns, sizeof turns, file));
    fclose(file);
    assert_string_equal(turns, "314205");
    scratch_remove(&folder);
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
        cmocka_unit_test(first_job_that_fails_is_reported),
        cmocka_unit_test(job_with_the_most_rows_is_taken_first),
        cmocka_unit_test(no_memory_fails_every_number_of_threads),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
