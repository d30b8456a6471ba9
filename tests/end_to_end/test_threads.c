/*
 * The sample month on one thread and on several: the ledger is kept beside the
 * workbooks then, and nobody can tell from what comes out, nor from what is
 * said where it fails.
 */
#include "tests/support/ledger_dump.h"
#include "tests/support/process.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/suite.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char *const thread_counts[] = {"1", "2", "4"};

/* One run's places. */
struct place {
    struct scratch_folder scratch;
    char ledger[128], out[128], errors[128];
};

static void place_make(struct place *place)
{
    scratch_make(&place->scratch);
    const char *folder = place->scratch.path;
    snprintf(place->ledger, sizeof place->ledger, "%s/daopan.db", folder);
    snprintf(place->out, sizeof place->out, "%s/out", folder);
    snprintf(place->errors, sizeof place->errors, "%s/errors", folder);
}

static int run(const struct place *place, const char *period,
               const char *threads)
{
    char rosters[64];
    snprintf(rosters, sizeof rosters, "samples/meishan/%s", period);
    const char *const words[] = {"run",           "--quiet",
                                 "--policy",      "meishan-2024",
                                 "--period",      period,
                                 "--ledger",      place->ledger,
                                 "--out",         place->out,
                                 "--threads",     threads,
                                 "--accept-drop", "ziran-beizhengdi",
                                 rosters,         NULL};
    return daopan_run(words, NULL);
}

static void close_month(const struct place *place, const char *period)
{
    const char *const words[] = {"close",    "--quiet",     "--period", period,
                                 "--ledger", place->ledger, NULL};
    assert_int_equal(daopan_run(words, NULL), 0);
}

static void expect_same(const char *threads, const struct text *is,
                        const struct text *should)
{
    if (strcmp(text_of(is), text_of(should)) != 0)
        fail_msg("%s threads: another, from:\n%s", threads,
                 first_difference(is, should));
}

static void second_month_is_the_same_on_any_number_of_threads(void **state)
{
    (void)state;
    struct text ledger = TEXT_INIT;
    struct text results = TEXT_INIT;
    for (size_t i = 0; i < COUNT_OF(thread_counts); i++) {
        struct place place;
        struct text now = TEXT_INIT;
        place_make(&place);
        assert_int_equal(run(&place, "2023-08", thread_counts[i]), 0);
        close_month(&place, "2023-08");
        assert_int_equal(run(&place, "2023-09", thread_counts[i]), 0);
        ledger_dump(place.ledger, i == 0 ? &ledger : &now);
        if (i > 0)
            expect_same(thread_counts[i], &now, &ledger);
        text_clear(&now);
        folder_digest(place.out, i == 0 ? &results : &now);
        if (i > 0)
            expect_same(thread_counts[i], &now, &results);
        text_release(&now);
        scratch_remove(&place.scratch);
    }
    text_release(&ledger);
    text_release(&results);
}

/* ---- a ledger that fails ---- */

/* From now on the ledger takes no equation, which is one of the last things
 * that it is given. */
static void refuse_equations(const struct place *place)
{
    sqlite3 *database = NULL;
    assert_int_equal(sqlite3_open(place->ledger, &database), SQLITE_OK);
    assert_int_equal(
        sqlite3_exec(database,
                     "CREATE TRIGGER refusal BEFORE INSERT ON tie_outs"
                     " BEGIN SELECT RAISE(ABORT, 'refused by the test'); END",
                     NULL, NULL, NULL),
        SQLITE_OK);
    sqlite3_close(database);
}

/* Runs September; what it says on standard error goes into a file. */
static int run_heard(const struct place *place, const char *threads)
{
    const int usual = dup(STDERR_FILENO);
    const int file = open(place->errors, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    assert_true(usual >= 0 && file >= 0);
    dup2(file, STDERR_FILENO);
    const int status = run(place, "2023-09", threads);
    dup2(usual, STDERR_FILENO);
    close(file);
    close(usual);
    return status;
}

static void expect_refusal(const struct place *place, const char *threads)
{
    char *said = scratch_read(&place->scratch, "errors", NULL);
    if (strstr(said, "ledger-failed") == NULL ||
        strstr(said, "refused by the test") == NULL)
        fail_msg("%s threads: %s", threads, said);
    free(said);
}

static void ledger_that_fails_beside_workbooks_ends_the_run(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(thread_counts); i++) {
        struct place place;
        struct text before = TEXT_INIT;
        struct text after = TEXT_INIT;
        place_make(&place);
        assert_int_equal(run(&place, "2023-08", "1"), 0);
        close_month(&place, "2023-08");
        refuse_equations(&place);
        ledger_dump(place.ledger, &before);
        folder_digest(place.out, &before);
        EXPECT(thread_counts[i], run_heard(&place, thread_counts[i]) != 0);
        expect_refusal(&place, thread_counts[i]);
        ledger_dump(place.ledger, &after);
        folder_digest(place.out, &after);
        expect_same(thread_counts[i], &after, &before);
        unlink(place.errors);
        text_clear(&before);
        text_clear(&after);
        folder_digest(place.scratch.path, &before);
        EXPECT(thread_counts[i], strstr(text_of(&before), ".daopan-") == NULL);
        text_release(&before);
        text_release(&after);
        scratch_remove(&place.scratch);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(second_month_is_the_same_on_any_number_of_threads),
        cmocka_unit_test(ledger_that_fails_beside_workbooks_ends_the_run),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
