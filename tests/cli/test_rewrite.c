/* The workbooks of a month, written once more from its ledger alone, are the
 * ones that were written. */
#include "cli/rewrite.h"

#include "cli/command.h"
#include "core/written_file.h"
#include "tests/support/process.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/suite.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

static void run_sample(const char *folder, const char *period)
{
    char ledger[512];
    char out[512];
    char rosters[512];
    snprintf(ledger, sizeof ledger, "%s/daopan.db", folder);
    snprintf(out, sizeof out, "%s/%s", folder, period);
    snprintf(rosters, sizeof rosters, "samples/meishan/%s", period);
    const char *const words[] = {
        "run",      "--quiet", "--policy",      "meishan-2024",
        "--period", period,    "--ledger",      ledger,
        "--out",    out,       "--accept-drop", "ziran-beizhengdi",
        rosters,    NULL};
    const char *const close_words[] = {
        "close", "--quiet", "--period", period, "--ledger", ledger, NULL};
    assert_int_equal(daopan_run(words, NULL), EXIT_DONE);
    assert_int_equal(daopan_run(close_words, NULL), EXIT_DONE);
}

/* Writes a month again, and holds each file's digests against those kept. */
static void expect_same(const char *folder, ym period)
{
    struct failure failure = FAILURE_INIT;
    struct ledger_outputs outputs;
    struct ledger *ledger = NULL;
    char path[1024];
    char again[512];
    struct arena *arena = arena_new();
    snprintf(path, sizeof path, "%s/daopan.db", folder);
    snprintf(again, sizeof again, "%s/again-%d", folder, period);
    assert_int_equal(mkdir(again, 0700), 0);
    assert_int_equal(ledger_open(path, LEDGER_READ, &ledger, &failure), 0);
    assert_int_equal(
        ledger_outputs_of(ledger, period, arena, &outputs, &failure), 0);
    assert_true(outputs.count > 20);
    if (rewrite_month(ledger, &outputs, again, &failure) != 0)
        fail_msg("%s: %s", diag_name(failure.code), failure.note);
    for (size_t i = 0; i < outputs.count; i++) {
        struct written_file now;
        snprintf(path, sizeof path, "%s/%s", again, outputs.items[i].path);
        assert_int_equal(written_file_measure(&now, path, true, &failure), 0);
        EXPECT_TEXT(outputs.items[i].path, now.digests.sha256,
                    outputs.items[i].digests.sha256);
        EXPECT_TEXT(outputs.items[i].path, now.digests.sm3,
                    outputs.items[i].digests.sm3);
    }
    ledger_close(ledger);
    arena_free(arena);
}

static void sample_months_are_written_again_byte_for_byte(void **state)
{
    const struct scratch_folder *scratch = *state;
    run_sample(scratch->path, "2023-08");
    run_sample(scratch->path, "2023-09");
    expect_same(scratch->path, 202308);
    expect_same(scratch->path, 202309);
}

static int set_up(void **state)
{
    static struct scratch_folder folder;
    scratch_make(&folder);
    *state = &folder;
    return 0;
}

static int tear_down(void **state)
{
    scratch_remove(*state);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(
            sample_months_are_written_again_byte_for_byte, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
