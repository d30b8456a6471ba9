/* Keeping a run: what is kept, what is refused, and that a run replaces the
 * month whole or not at all. */
#include "ledger/ledger_file.h"
#include "tests/support/ledger_fixture.h"
#include "tests/support/suite.h"
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define WITH_MONTH(test)                                                       \
    cmocka_unit_test_setup_teardown(test, ledger_fixture_set_up,               \
                                    ledger_fixture_tear_down)

static void keep(struct ledger_fixture *fixture, ym period)
{
    ledger_fixture_keep(fixture->place.file, &fixture->decided.allocation,
                        period);
}

/* Stores without committing; the failure's code. */
static enum diag_code store_code(struct ledger_fixture *fixture, ym period)
{
    struct failure failure = FAILURE_INIT;
    struct ledger *ledger = NULL;
    assert_int_equal(
        ledger_open(fixture->place.file, LEDGER_WRITE, &ledger, &failure), 0);
    if (ledger_store(ledger, &fixture->decided.allocation, period, "0.1.0",
                     &failure) == 0)
        assert_int_equal(failure.code, DIAG_NONE);
    ledger_close(ledger);
    return failure.code;
}

static void every_record_of_the_run_is_kept(void **state)
{
    struct ledger_fixture *fixture = *state;
    const struct roster *roster = &fixture->decided.roster;
    const struct allocation *allocation = &fixture->decided.allocation;
    const struct {
        const char *sql;
        int64_t value;
    } cases[] = {
        {"SELECT count(*) FROM policies", 1},
        {"SELECT count(*) FROM periods", 1},
        {"SELECT count(*) FROM categories", FIXTURE_CATEGORIES},
        {"SELECT count(*) FROM files", (int64_t)roster->file_count},
        {"SELECT count(*) FROM sheets", (int64_t)roster->sheet_count},
        {"SELECT count(*) FROM sheet_labels", 4},
        {"SELECT count(*) FROM sheet_fields", 7},
        {"SELECT count(*) FROM roster_rows", (int64_t)roster->row_count},
        {"SELECT count(*) FROM raw_cells", 4},
        {"SELECT count(*) FROM diagnostics", (int64_t)roster->diag_count},
        {"SELECT count(*) FROM decisions", 4},
        {"SELECT count(*) FROM slices", (int64_t)allocation->slice_count},
        {"SELECT count(*) FROM tie_outs", (int64_t)allocation->tie_count},
        {"SELECT sum(subsidy) FROM decisions", allocation->total.subsidy},
        {"SELECT subsidy FROM periods", allocation->total.subsidy},
        {"SELECT sum(subsidy) FROM slices", allocation->total.subsidy},
        {"SELECT count(*) FROM pragma_foreign_key_check", 0},
    };
    keep(fixture, FIXTURE_PERIOD);
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        const int64_t found =
            ledger_fixture_number(fixture->place.file, cases[i].sql);
        if (found != cases[i].value)
            fail_msg("%s: %lld, not %lld", cases[i].sql, (long long)found,
                     (long long)cases[i].value);
    }
}

static void same_run_again_leaves_the_same_rows_and_keys(void **state)
{
    struct ledger_fixture *fixture = *state;
    struct text first = TEXT_INIT;
    keep(fixture, 202307);
    ledger_fixture_close(fixture->place.file, 202307);
    keep(fixture, FIXTURE_PERIOD);
    ledger_fixture_dump(fixture->place.file, &first);
    assert_true(first.length > 1000);
    keep(fixture, FIXTURE_PERIOD);
    ledger_fixture_expect("again", fixture->place.file, &first);
    text_release(&first);
}

static void what_came_between_leaves_no_trace(void **state)
{
    struct ledger_fixture *fixture = *state;
    const struct row_spec rows[] = {
        {.id = fixture_id(19330303, 3), .county = "某县", .category = 1},
        {.id = fixture_id(19440404, 4), .town = "别处", .category = 9},
    };
    struct policy other_policy = *policy_fixture();
    struct decided other;
    struct text first = TEXT_INIT;
    other_policy.sha256 =
        "1111111111111111111111111111111111111111111111111111111111111111";
    decided_init(&other, &other_policy, rows, 2);
    keep(fixture, FIXTURE_PERIOD);
    ledger_fixture_dump(fixture->place.file, &first);
    ledger_fixture_keep(fixture->place.file, &other.allocation, FIXTURE_PERIOD);
    assert_int_equal(ledger_fixture_number(fixture->place.file,
                                           "SELECT count(*) FROM decisions"),
                     2);
    assert_int_equal(ledger_fixture_number(fixture->place.file,
                                           "SELECT count(*) FROM policies"),
                     1);
    keep(fixture, FIXTURE_PERIOD);
    ledger_fixture_expect("the first inputs again", fixture->place.file,
                          &first);
    text_release(&first);
    decided_release(&other);
}

static void what_is_not_committed_changes_nothing(void **state)
{
    struct ledger_fixture *fixture = *state;
    struct text before = TEXT_INIT;
    keep(fixture, FIXTURE_PERIOD);
    ledger_fixture_dump(fixture->place.file, &before);
    fixture->decided.allocation.as_of = 20230815;
    assert_int_equal(store_code(fixture, FIXTURE_PERIOD), DIAG_NONE);
    ledger_fixture_expect("closed without commit", fixture->place.file,
                          &before);
    text_release(&before);
}

static void closed_month_is_refused_and_stays(void **state)
{
    struct ledger_fixture *fixture = *state;
    struct failure failure = FAILURE_INIT;
    struct text before = TEXT_INIT;
    keep(fixture, FIXTURE_PERIOD);
    assert_int_equal(ledger_fixture_run(fixture->place.file,
                                        "UPDATE periods SET state = 'closed'",
                                        &failure),
                     0);
    ledger_fixture_dump(fixture->place.file, &before);
    assert_int_equal(store_code(fixture, FIXTURE_PERIOD), DIAG_PERIOD_CLOSED);
    ledger_fixture_expect("closed", fixture->place.file, &before);
    fixture->decided.allocation.posting_count = 0;
    assert_int_equal(store_code(fixture, 202309), DIAG_NONE);
    text_release(&before);
}

static void sums_that_differ_from_the_tables_are_refused(void **state)
{
    struct ledger_fixture *fixture = *state;
    struct decided *decided = &fixture->decided;
    const struct {
        const char *name;
        int64_t heads, order;
        uint32_t returned;
    } cases[] = {
        {"a head more", 1, 0, 0},
        {"a row of evidence less", 0, -1, 0},
        {"a returned row more", 0, 0, 1},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        const struct tally total = decided->allocation.total;
        const size_t order_count = decided->allocation.order_count;
        struct roster_sheet *sheet = &decided->roster.sheets[2];
        const struct roster_sheet kept = *sheet;
        decided->allocation.total.heads += cases[i].heads;
        decided->allocation.total.personal_due += cases[i].heads * 38000;
        decided->allocation.order_count =
            (size_t)((int64_t)order_count + cases[i].order);
        sheet->fates[FATE_RETURNED] += cases[i].returned;
        sheet->rows_read += cases[i].returned;
        EXPECT(cases[i].name,
               store_code(fixture, FIXTURE_PERIOD) == DIAG_TIE_OUT);
        decided->allocation.total = total;
        decided->allocation.order_count = order_count;
        *sheet = kept;
    }
    assert_int_equal(store_code(fixture, FIXTURE_PERIOD), DIAG_NONE);
}

static void full_disk_leaves_the_old_month(void **state)
{
    struct ledger_fixture *fixture = *state;
    struct failure failure = FAILURE_INIT;
    struct ledger *ledger = NULL;
    struct text before = TEXT_INIT;
    keep(fixture, 202301);
    ledger_fixture_close(fixture->place.file, 202301);
    ledger_fixture_dump(fixture->place.file, &before);
    fixture->decided.allocation.posting_count = 0;
    assert_int_equal(
        ledger_open(fixture->place.file, LEDGER_WRITE, &ledger, &failure), 0);
    assert_int_equal(
        database_run(ledger->database, "PRAGMA max_page_count = 1", &failure),
        0);
    for (ym period = 202302; failure.code == DIAG_NONE; period++) {
        assert_true(period <= 202312); /* room must run out */
        if (ledger_store(ledger, &fixture->decided.allocation, period, "0.1.0",
                         &failure) == 0)
            assert_int_equal(database_run(ledger->database,
                                          "UPDATE periods SET state = 'closed'",
                                          &failure),
                             0);
    }
    assert_int_equal(failure.code, DIAG_LEDGER_FULL);
    ledger_close(ledger);
    ledger_fixture_expect("full", fixture->place.file, &before);
    text_release(&before);
}

static void each_failing_allocation_leaves_the_old_month(void **state)
{
    struct ledger_fixture *fixture = *state;
    struct text before = TEXT_INIT;
    int result = -1;
    keep(fixture, 202307);
    ledger_fixture_close(fixture->place.file, 202307);
    ledger_fixture_dump(fixture->place.file, &before);
    fixture->decided.allocation.posting_count = 0;
    for (unsigned long n = 1; result != 0; n++) {
        struct failure failure = FAILURE_INIT;
        struct ledger *ledger = NULL;
        assert_true(n < 1000);
        mem_fail_after(n);
        result =
            ledger_open(fixture->place.file, LEDGER_WRITE, &ledger, &failure);
        if (result == 0)
            result = ledger_store(ledger, &fixture->decided.allocation,
                                  FIXTURE_PERIOD, "0.1.0", &failure);
        mem_fail_after(0);
        if (result != 0)
            assert_int_equal(failure.code, DIAG_OUT_OF_MEMORY);
        ledger_close(ledger);
        ledger_fixture_expect("memory", fixture->place.file, &before);
    }
    text_release(&before);
}

/* A child that runs the month over and over until it is killed. The month is
 * its own: what a roster has read is withheld from processes forked later. */
static void run_until_killed(const char *file)
{
    struct decided decided;
    ledger_fixture_month(&decided);
    for (;;) {
        struct failure failure = FAILURE_INIT;
        struct ledger *ledger = NULL;
        if (ledger_open(file, LEDGER_WRITE, &ledger, &failure) != 0 ||
            ledger_store(ledger, &decided.allocation, FIXTURE_PERIOD, "0.1.0",
                         &failure) != 0 ||
            ledger_commit(ledger, &failure) != 0)
            _exit(1);
        ledger_close(ledger);
    }
}

static void killed_run_leaves_the_old_month_or_the_new(void **state)
{
    struct ledger_fixture *fixture = *state;
    struct text old = TEXT_INIT;
    struct text new = TEXT_INIT;
    keep(fixture, FIXTURE_PERIOD);
    ledger_fixture_dump(fixture->place.file, &new);
    for (useconds_t round = 1; round <= 12; round++) {
        text_clear(&old);
        fixture->decided.allocation.as_of = 20230800 + (ymd)round;
        keep(fixture, FIXTURE_PERIOD);
        ledger_fixture_dump(fixture->place.file, &old);
        fixture->decided.allocation.as_of = FIXTURE_AS_OF;
        const pid_t child = fork();
        if (child == 0)
            run_until_killed(fixture->place.file);
        int status = 0;
        usleep(round * 1300);
        assert_int_equal(kill(child, SIGKILL), 0);
        assert_int_equal(waitpid(child, &status, 0), child);
        assert_true(WIFSIGNALED(status));
        struct text found = TEXT_INIT;
        ledger_fixture_dump(fixture->place.file, &found);
        assert_true(strcmp(text_of(&found), text_of(&old)) == 0 ||
                    strcmp(text_of(&found), text_of(&new)) == 0);
        text_release(&found);
    }
    text_release(&old);
    text_release(&new);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_MONTH(every_record_of_the_run_is_kept),
        WITH_MONTH(same_run_again_leaves_the_same_rows_and_keys),
        WITH_MONTH(what_came_between_leaves_no_trace),
        WITH_MONTH(what_is_not_committed_changes_nothing),
        WITH_MONTH(closed_month_is_refused_and_stays),
        WITH_MONTH(sums_that_differ_from_the_tables_are_refused),
        WITH_MONTH(full_disk_leaves_the_old_month),
        WITH_MONTH(each_failing_allocation_leaves_the_old_month),
        WITH_MONTH(killed_run_leaves_the_old_month_or_the_new),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
