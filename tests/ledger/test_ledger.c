/* Opening, committing and closing: what counts as a ledger, who may write,
 * and what is left behind. */
#include "core/arena.h"
#include "ledger/ledger_file.h"
#include "tests/support/ledger_fixture.h"
#include "tests/support/suite.h"
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define WITH_MONTH(test)                                                       \
    cmocka_unit_test_setup_teardown(test, ledger_fixture_set_up,               \
                                    ledger_fixture_tear_down)

/* Opens, and closes what could be opened; the failure's code. */
static enum diag_code open_code(const char *path, enum ledger_mode mode)
{
    struct failure failure = FAILURE_INIT;
    struct ledger *ledger = NULL;
    if (ledger_open(path, mode, &ledger, &failure) == 0) {
        assert_non_null(ledger);
        assert_int_equal(failure.code, DIAG_NONE);
    } else {
        assert_null(ledger);
        assert_string_equal(failure.file, path);
    }
    ledger_close(ledger);
    return failure.code;
}

static struct ledger *open_ledger(const char *path, enum ledger_mode mode)
{
    struct failure failure = FAILURE_INIT;
    struct ledger *ledger = NULL;
    if (ledger_open(path, mode, &ledger, &failure) != 0)
        fail_msg("%s: %s", diag_name(failure.code), failure.note);
    return ledger;
}

static void write_file(const char *path, const char *bytes, size_t length)
{
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, length, file), length);
    assert_int_equal(fclose(file), 0);
}

/* ---- what is left behind ---- */

static void new_ledger_that_comes_to_nothing_is_removed(void **state)
{
    const struct ledger_fixture *fixture = *state;
    struct failure failure = FAILURE_INIT;
    const char *path = fixture->place.file;
    assert_int_equal(open_code(path, LEDGER_WRITE), DIAG_NONE);
    assert_int_not_equal(access(path, F_OK), 0);
    struct ledger *ledger = open_ledger(path, LEDGER_WRITE);
    assert_int_equal(ledger_store(ledger, &fixture->decided.allocation,
                                  FIXTURE_PERIOD, "0.1.0", &failure),
                     0);
    ledger_close(ledger);
    assert_int_not_equal(access(path, F_OK), 0);
}

static void empty_file_that_was_there_stays(void **state)
{
    const struct ledger_fixture *fixture = *state;
    const char *path = fixture->place.file;
    write_file(path, "", 0);
    assert_int_equal(open_code(path, LEDGER_WRITE), DIAG_NONE);
    assert_int_equal(access(path, F_OK), 0);
    assert_int_equal(open_code(path, LEDGER_READ), DIAG_LEDGER_MISSING);
}

static void commit_makes_a_month_last(void **state)
{
    struct ledger_fixture *fixture = *state;
    struct failure failure = FAILURE_INIT;
    ym last = 1;
    struct ledger *ledger = open_ledger(fixture->place.file, LEDGER_WRITE);
    assert_int_equal(ledger_last_period(ledger, &last, &failure), 0);
    assert_int_equal(last, 0);
    for (ym period = 202308; period <= 202309; period++) {
        assert_int_equal(ledger_store(ledger, &fixture->decided.allocation,
                                      period, "0.1.0", &failure),
                         0);
        assert_int_equal(ledger_commit(ledger, &failure), 0);
        ledger_close(ledger);
        ledger_fixture_close(fixture->place.file, period);
        fixture->decided.allocation.posting_count = 0;
        ledger = open_ledger(fixture->place.file, LEDGER_WRITE);
    }
    ledger_close(ledger);
    ledger = open_ledger(fixture->place.file, LEDGER_READ);
    assert_int_equal(ledger_last_period(ledger, &last, &failure), 0);
    assert_int_equal(last, 202309);
    ledger_close(ledger);
}

/* ---- what counts as a ledger ---- */

static void missing_ledger_is_said_to_be_missing(void **state)
{
    const struct ledger_fixture *fixture = *state;
    char path[256];
    snprintf(path, sizeof path, "%s/no/folder.db", fixture->place.folder);
    assert_int_equal(open_code(fixture->place.file, LEDGER_READ),
                     DIAG_LEDGER_MISSING);
    assert_int_equal(open_code(path, LEDGER_READ), DIAG_LEDGER_MISSING);
    assert_int_equal(open_code(path, LEDGER_WRITE), DIAG_LEDGER_DENIED);
    assert_int_equal(open_code(fixture->place.folder, LEDGER_WRITE),
                     DIAG_LEDGER_DENIED);
}

static void foreign_files_are_refused_and_not_touched(void **state)
{
    const struct ledger_fixture *fixture = *state;
    const char *path = fixture->place.file;
    static const struct {
        const char *name;
        const char *bytes;
    } cases[] = {
        {"a short text", "姓名,身份证号\n"},
        {"a longer text",
         "................................................................"
         "................................................................"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct stat status;
        const size_t length = strlen(cases[i].bytes);
        write_file(path, cases[i].bytes, length);
        EXPECT(cases[i].name,
               open_code(path, LEDGER_READ) == DIAG_LEDGER_FOREIGN);
        EXPECT(cases[i].name,
               open_code(path, LEDGER_WRITE) == DIAG_LEDGER_FOREIGN);
        assert_int_equal(stat(path, &status), 0);
        assert_int_equal(status.st_size, length);
    }
}

static void newer_ledger_is_refused_with_its_version(void **state)
{
    const struct ledger_fixture *fixture = *state;
    const char *path = fixture->place.file;
    struct failure failure = FAILURE_INIT;
    struct ledger *ledger = NULL;
    ledger_fixture_keep(path, &fixture->decided.allocation, FIXTURE_PERIOD);
    assert_int_equal(
        ledger_fixture_run(path, "PRAGMA user_version = 99", &failure), 0);
    assert_int_equal(ledger_open(path, LEDGER_READ, &ledger, &failure), -1);
    assert_int_equal(failure.code, DIAG_LEDGER_FOREIGN);
    assert_non_null(strstr(failure.note, "99"));
    assert_int_equal(open_code(path, LEDGER_WRITE), DIAG_LEDGER_FOREIGN);
}

/* ---- who may write ---- */

static void second_writer_is_told_at_opening(void **state)
{
    const struct ledger_fixture *fixture = *state;
    const char *path = fixture->place.file;
    struct ledger *first = open_ledger(path, LEDGER_WRITE);
    assert_int_equal(open_code(path, LEDGER_WRITE), DIAG_LEDGER_BUSY);
    assert_int_equal(access(path, F_OK), 0); /* not the second's to remove */
    ledger_close(first);
    assert_int_equal(open_code(path, LEDGER_WRITE), DIAG_NONE);
}

static void reader_sees_the_old_month_while_another_writes(void **state)
{
    struct ledger_fixture *fixture = *state;
    const char *path = fixture->place.file;
    struct failure failure = FAILURE_INIT;
    ym last = 0;
    ledger_fixture_keep(path, &fixture->decided.allocation, FIXTURE_PERIOD);
    ledger_fixture_close(path, FIXTURE_PERIOD);
    fixture->decided.allocation.posting_count = 0;
    struct ledger *writer = open_ledger(path, LEDGER_WRITE);
    assert_int_equal(ledger_store(writer, &fixture->decided.allocation, 202309,
                                  "0.1.0", &failure),
                     0);
    struct ledger *reader = open_ledger(path, LEDGER_READ);
    assert_int_equal(ledger_last_period(reader, &last, &failure), 0);
    assert_int_equal(last, FIXTURE_PERIOD);
    ledger_close(reader);
    ledger_close(writer);
}

/* Runs `test` as somebody whom the folder's permissions bind. */
static void as_nobody(const char *folder, const char *file,
                      void (*test)(const char *file))
{
    enum { NOBODY = 65534 };
    const bool is_root = geteuid() == 0;
    assert_int_equal(chmod(folder, 0555), 0);
    if (is_root)
        assert_int_equal(seteuid(NOBODY), 0);
    test(file);
    if (is_root)
        assert_int_equal(seteuid(0), 0);
    assert_int_equal(chmod(folder, 0755), 0);
}

static void expect_denied(const char *file)
{
    assert_int_equal(open_code(file, LEDGER_WRITE), DIAG_LEDGER_DENIED);
}

static void expect_read_only(const char *file)
{
    struct failure failure = FAILURE_INIT;
    ym last = 0;
    expect_denied(file);
    struct ledger *ledger = open_ledger(file, LEDGER_READ);
    assert_int_equal(ledger_last_period(ledger, &last, &failure), 0);
    assert_int_equal(last, FIXTURE_PERIOD);
    ledger_close(ledger);
}

static void read_only_folder_can_be_read_but_not_written(void **state)
{
    const struct ledger_fixture *fixture = *state;
    as_nobody(fixture->place.folder, fixture->place.file, expect_denied);
    ledger_fixture_keep(fixture->place.file, &fixture->decided.allocation,
                        FIXTURE_PERIOD);
    assert_int_equal(chmod(fixture->place.file, 0444), 0);
    as_nobody(fixture->place.folder, fixture->place.file, expect_read_only);
}

static void reading_changes_nothing(void **state)
{
    const struct ledger_fixture *fixture = *state;
    struct failure failure = FAILURE_INIT;
    ledger_fixture_keep(fixture->place.file, &fixture->decided.allocation,
                        FIXTURE_PERIOD);
    struct ledger *ledger = open_ledger(fixture->place.file, LEDGER_READ);
    assert_int_equal(
        database_run(ledger->database, "DELETE FROM decisions", &failure), -1);
    ledger_close(ledger);
}

static void each_failing_allocation_is_a_failure(void **state)
{
    const struct ledger_fixture *fixture = *state;
    static const enum ledger_mode modes[] = {LEDGER_WRITE, LEDGER_READ};
    ledger_fixture_keep(fixture->place.file, &fixture->decided.allocation,
                        FIXTURE_PERIOD);
    for (size_t i = 0; i < 2; i++) {
        enum diag_code code = DIAG_OUT_OF_MEMORY;
        for (unsigned long n = 1; code != DIAG_NONE; n++) {
            struct failure failure = FAILURE_INIT;
            struct ledger *ledger = NULL;
            mem_fail_after(n);
            const int result =
                ledger_open(fixture->place.file, modes[i], &ledger, &failure);
            mem_fail_after(0);
            code = failure.code;
            assert_int_equal(code,
                             result == 0 ? DIAG_NONE : DIAG_OUT_OF_MEMORY);
            ledger_close(ledger);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_MONTH(new_ledger_that_comes_to_nothing_is_removed),
        WITH_MONTH(empty_file_that_was_there_stays),
        WITH_MONTH(commit_makes_a_month_last),
        WITH_MONTH(missing_ledger_is_said_to_be_missing),
        WITH_MONTH(foreign_files_are_refused_and_not_touched),
        WITH_MONTH(newer_ledger_is_refused_with_its_version),
        WITH_MONTH(second_writer_is_told_at_opening),
        WITH_MONTH(reader_sees_the_old_month_while_another_writes),
        WITH_MONTH(read_only_folder_can_be_read_but_not_written),
        WITH_MONTH(reading_changes_nothing),
        WITH_MONTH(each_failing_allocation_is_a_failure),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
