/* A month's life: what may follow what, and what is taken back whole. */
#include "tests/support/chronicle.h"
#include "tests/support/suite.h"

#include <stdio.h>
#include <string.h>

static const struct row_spec july[] = {
    {.category = FIXTURE_DESTITUTE, .county = "甲县"},
    {.category = FIXTURE_STABLE, .county = "甲县"},
};
static const struct row_spec august[] = {
    {.category = FIXTURE_DESTITUTE, .county = "甲县"},
    {.category = FIXTURE_ORPHAN, .county = "乙县"},
};

/* The rows of a month, people numbered on: July's second does not come in
 * August, August's second is new. */
static void run_month(const char *file, ym period)
{
    struct row_spec rows[2];
    memcpy(rows, period == 202307 ? july : august, sizeof rows);
    rows[0].id = fixture_id(19500101, 1);
    rows[1].id = fixture_id(period == 202307 ? 19600101 : 20150101, 3);
    chronicle_run(file, period, rows, COUNT_OF(rows));
}

/* The code that a change of the ledger ends with; nothing is committed. */
enum move { BASE, CLOSE, REOPEN, UNDO };

static enum diag_code try(const char *file, enum move move, ym period)
{
    struct failure failure = FAILURE_INIT;
    struct ledger_head head;
    ym out = 0;
    int result = -1;
    struct ledger *ledger = chronicle_open(file, LEDGER_WRITE);
    switch (move) {
    case BASE:
        result = ledger_base(ledger, period, &out, &failure);
        break;
    case CLOSE:
        result = ledger_close_month(ledger, period, "0.1.0", &head, &failure);
        break;
    case REOPEN:
        result = ledger_reopen(ledger, period, "试", "0.1.0", &failure);
        break;
    case UNDO:
        result = ledger_undo(ledger, "0.1.0", &out, &failure);
        break;
    }
    ledger_close(ledger);
    return result == 0 ? DIAG_NONE : failure.code;
}

static void months_follow_each_other(void **state)
{
    const struct ledger_fixture *fixture = *state;
    const char *file = fixture->place.file;
    assert_int_equal(try(file, UNDO, 0), DIAG_PERIOD_UNKNOWN);
    assert_int_equal(try(file, BASE, 202307), DIAG_NONE);
    run_month(file, 202307);
    assert_int_equal(try(file, BASE, 202307), DIAG_NONE); /* again */
    assert_int_equal(try(file, BASE, 202308), DIAG_PERIOD_BEFORE_OPEN);
    assert_int_equal(try(file, BASE, 202306), DIAG_PERIOD_LATER);
    assert_int_equal(try(file, REOPEN, 202307), DIAG_PERIOD_IS_OPEN);
    assert_int_equal(try(file, CLOSE, 202308), DIAG_PERIOD_UNKNOWN);
    chronicle_close(file, 202307);
    assert_int_equal(try(file, CLOSE, 202307), DIAG_PERIOD_CLOSED_ALREADY);
    assert_int_equal(try(file, BASE, 202307), DIAG_PERIOD_CLOSED);
    assert_int_equal(try(file, UNDO, 0), DIAG_NOTHING_TO_UNDO);
    assert_int_equal(try(file, BASE, 202309), DIAG_NONE); /* a gap */
    run_month(file, 202308);
    assert_int_equal(try(file, REOPEN, 202307), DIAG_PERIOD_LATER);
    assert_int_equal(try(file, UNDO, 0), DIAG_NONE);
}

static void base_is_the_closed_month_before(void **state)
{
    const struct ledger_fixture *fixture = *state;
    struct failure failure = FAILURE_INIT;
    ym base = 1;
    run_month(fixture->place.file, 202307);
    chronicle_close(fixture->place.file, 202307);
    struct ledger *ledger = chronicle_open(fixture->place.file, LEDGER_READ);
    assert_int_equal(ledger_base(ledger, 202310, &base, &failure), 0);
    assert_int_equal(base, 202307);
    ledger_close(ledger);
}

static void unsealed_month_cannot_be_closed(void **state)
{
    const struct ledger_fixture *fixture = *state;
    ledger_fixture_keep(fixture->place.file, &fixture->decided.allocation,
                        FIXTURE_PERIOD);
    assert_int_equal(try(fixture->place.file, CLOSE, FIXTURE_PERIOD),
                     DIAG_PERIOD_UNSEALED);
}

static void month_with_receipts_stays_closed(void **state)
{
    const struct ledger_fixture *fixture = *state;
    const char *file = fixture->place.file;
    run_month(file, 202307);
    chronicle_close(file, 202307);
    assert_int_equal(try(file, REOPEN, 202307), DIAG_NONE);
    chronicle_receive(file, 202307, "医保", 100, "A1");
    assert_int_equal(try(file, REOPEN, 202307), DIAG_PERIOD_RECEIVED);
}

/* Everything but the chain, which remembers. */
static void forget_chain(const char *file)
{
    struct failure failure = FAILURE_INIT;
    assert_int_equal(ledger_fixture_run(file,
                                        "DROP TRIGGER chain_is_not_cut;"
                                        "DELETE FROM chain",
                                        &failure),
                     0);
}

static void undo_leaves_the_ledger_as_before_the_run(void **state)
{
    const struct ledger_fixture *fixture = *state;
    const char *file = fixture->place.file;
    struct failure failure = FAILURE_INIT;
    struct text before = TEXT_INIT;
    ym undone = 0;
    run_month(file, 202307);
    chronicle_close(file, 202307);
    run_month(file, 202308);
    /* Put aside: what stands before August. */
    struct ledger *ledger = chronicle_open(file, LEDGER_WRITE);
    assert_int_equal(ledger_undo(ledger, "0.1.0", &undone, &failure), 0);
    assert_int_equal(undone, 202308);
    assert_int_equal(ledger_commit(ledger, &failure), 0);
    ledger_close(ledger);
    assert_int_equal(ledger_fixture_number(file, "SELECT count(*) FROM chain"
                                                 " WHERE event = 'undo'"),
                     1);
    forget_chain(file);
    ledger_fixture_dump(file, &before);
    remove(file);
    run_month(file, 202307);
    chronicle_close(file, 202307);
    forget_chain(file);
    ledger_fixture_expect("as if August had never been run", file, &before);
    text_release(&before);
}

static void reopened_month_runs_again_to_the_same(void **state)
{
    const struct ledger_fixture *fixture = *state;
    const char *file = fixture->place.file;
    struct failure failure = FAILURE_INIT;
    struct text before = TEXT_INIT;
    char said[512];
    run_month(file, 202307);
    ledger_fixture_dump(file, &before);
    run_month(file, 202307); /* adds no link */
    ledger_fixture_expect("run again", file, &before);
    chronicle_close(file, 202307);
    struct ledger *ledger = chronicle_open(file, LEDGER_WRITE);
    assert_int_equal(
        ledger_reopen(ledger, 202307, "漏了一份", "0.1.0", &failure), 0);
    assert_int_equal(ledger_commit(ledger, &failure), 0);
    ledger_close(ledger);
    EXPECT_TEXT("reopened", chronicle_check(file, said), "");
    assert_int_equal(
        ledger_fixture_number(file, "SELECT count(*) FROM chain WHERE event ="
                                    " 'reopen' AND detail = '漏了一份'"),
        1);
    run_month(file, 202307);
    chronicle_close(file, 202307);
    EXPECT_TEXT("closed again", chronicle_check(file, said), "");
    text_release(&before);
}

#define IN_FOLDER(test)                                                        \
    cmocka_unit_test_setup_teardown(test, ledger_fixture_set_up,               \
                                    ledger_fixture_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_FOLDER(months_follow_each_other),
        IN_FOLDER(base_is_the_closed_month_before),
        IN_FOLDER(unsealed_month_cannot_be_closed),
        IN_FOLDER(month_with_receipts_stays_closed),
        IN_FOLDER(undo_leaves_the_ledger_as_before_the_run),
        IN_FOLDER(reopened_month_runs_again_to_the_same),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
