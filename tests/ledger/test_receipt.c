/* Receipts: what is refused, and what is shown. */
#include "tests/support/chronicle.h"
#include "tests/support/suite.h"

#include <string.h>

static void keep_months(const char *file)
{
    const struct row_spec rows[] = {
        {.id = fixture_id(19500101, 1),
         .category = FIXTURE_DESTITUTE,
         .county = "甲县"},
        {.id = fixture_id(19600101, 3),
         .category = FIXTURE_STABLE,
         .county = "乙县"},
    };
    chronicle_month(file, 202306, rows, 1);
    chronicle_run(file, 202307, rows, 2);
}

static const struct ledger_receipt sound = {
    .period = 202306,
    .applicant = "医保",
    .fund = "医疗救助资金",
    .county = "",
    .received_on = 20231215,
    .amount = 38000,
    .voucher = "A1",
};

/* The code, and what is shown. */
static enum diag_code receive(const char *file,
                              const struct ledger_receipt *receipt,
                              struct ledger_received *out)
{
    struct failure failure = FAILURE_INIT;
    struct arena *arena = arena_new();
    struct ledger *ledger = chronicle_open(file, LEDGER_WRITE);
    int result = ledger_receive(ledger, receipt, "0.1.0", arena, out, &failure);
    if (result == 0)
        result = ledger_commit(ledger, &failure);
    ledger_close(ledger);
    arena_free(arena);
    return result == 0 ? DIAG_NONE : failure.code;
}

static void difference_is_shown(void **state)
{
    const struct ledger_fixture *fixture = *state;
    struct ledger_received received;
    struct ledger_receipt receipt = sound;
    keep_months(fixture->place.file);
    receipt.amount = 30000;
    receipt.fund = ""; /* the only one */
    assert_int_equal(receive(fixture->place.file, &receipt, &received),
                     DIAG_NONE);
    assert_int_equal(received.requested, 38000);
    assert_int_equal(received.received, 30000);
    receipt.amount = -1000;
    receipt.voucher = "A2";
    receipt.county = "甲县";
    assert_int_equal(receive(fixture->place.file, &receipt, &received),
                     DIAG_NONE);
    assert_int_equal(received.requested, 38000);
    assert_int_equal(received.received, -1000); /* of this county alone */
}

static void wrong_receipts_are_refused(void **state)
{
    const struct ledger_fixture *fixture = *state;
    const char *file = fixture->place.file;
    struct ledger_received received;
    struct ledger_receipt wrong[] = {sound, sound, sound, sound, sound};
    keep_months(file);
    wrong[0].applicant = "民政局";
    wrong[1].fund = "别的资金";
    wrong[2].county = "乙县"; /* asked nothing in June */
    wrong[3].period = 202307; /* open */
    wrong[4].period = 202308;
    assert_int_equal(receive(file, &sound, &received), DIAG_NONE);
    for (size_t i = 0; i < COUNT_OF(wrong) - 1; i++)
        EXPECT_INT(wrong[i].applicant, receive(file, &wrong[i], &received),
                   DIAG_RECEIPT_REFUSED);
    assert_int_equal(receive(file, &wrong[4], &received), DIAG_PERIOD_UNKNOWN);
    assert_int_equal(receive(file, &sound, &received), DIAG_RECEIPT_REFUSED);
    assert_int_equal(
        ledger_fixture_number(file, "SELECT count(*) FROM receipts"), 1);
}

#define IN_FOLDER(test)                                                        \
    cmocka_unit_test_setup_teardown(test, ledger_fixture_set_up,               \
                                    ledger_fixture_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_FOLDER(difference_is_shown),
        IN_FOLDER(wrong_receipts_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
