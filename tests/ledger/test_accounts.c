/* Accounts as closed months leave them: from when to when, in whose request,
 * and whether the money came. */
#include "tests/support/chronicle.h"
#include "tests/support/suite.h"

#include "core/arena.h"
#include <string.h>

#define MOVER fixture_id(19600101, 3)    /* passes from one payer to another */
#define STAYER fixture_id(19500101, 1)   /* stays in one account */
#define LEAVER fixture_id(19700101, 5)   /* is taken off */
#define RETURNED fixture_id(19800101, 7) /* row returned in July */

static void keep_months(const char *file)
{
    const struct row_spec june[] = {
        {.id = STAYER, .category = FIXTURE_DESTITUTE, .county = "甲县"},
        {.id = MOVER, .category = FIXTURE_STABLE, .county = "乙县"},
        {.id = LEAVER, .category = FIXTURE_STABLE, .county = "乙县"},
    };
    const struct row_spec july[] = {
        {.id = STAYER, .category = FIXTURE_DESTITUTE, .county = "甲县"},
        {.id = MOVER,
         .category = FIXTURE_SEVERE,
         .county = "乙县",
         .grades = 1U << 1},
        {.id = RETURNED, .category = FIXTURE_STABLE, .is_returned = true},
    };
    chronicle_month(file, 202306, june, COUNT_OF(june));
    chronicle_month(file, 202307, july, COUNT_OF(july));
}

/* The accounts before August, in words: person's last digit of the birth
 * decade, amount, fund, category, county, since, until, received. */
static void describe(const char *file, int insured_year, struct text *out)
{
    struct failure failure = FAILURE_INIT;
    struct account_book book;
    struct string_pool *strings = string_pool_new();
    struct ledger *ledger = chronicle_open(file, LEDGER_READ);
    assert_non_null(strings);
    assert_int_equal(
        ledger_accounts(ledger, insured_year, 202308, strings, &book, &failure),
        0);
    for (size_t i = 0; i < book.account_count; i++) {
        const struct account *account = &book.accounts[i];
        const char *who = account->id == STAYER  ? "stayer"
                          : account->id == MOVER ? "mover"
                                                 : "leaver";
        text_printf(out, "%s %d %s/%s/%s/%s %d-%d%s\n", who,
                    (int)account->amount,
                    string_pool_get(strings, account->applicant),
                    string_pool_get(strings, account->fund),
                    string_pool_get(strings, account->county),
                    string_pool_get(strings, account->category), account->since,
                    account->until, account->is_received ? " received" : "");
    }
    for (size_t i = 0; i < book.month_count; i++)
        text_printf(out, "%d %d\n", book.months[i].period,
                    book.months[i].as_of);
    for (size_t i = 0; i < book.returned_count; i++)
        text_printf(out, "returned %d %d\n", book.returned[i].id == RETURNED,
                    book.returned[i].period);
    account_book_release(&book);
    string_pool_free(strings);
    ledger_close(ledger);
}

#define MONTHS "202306 20230630\n202307 20230731\nreturned 1 202307\n"

static void expect(const char *name, const char *file, const char *want)
{
    struct text got = TEXT_INIT;
    describe(file, policy_fixture()->insured_year, &got);
    EXPECT_TEXT(name, text_of(&got), want);
    text_release(&got);
}

static void additions_and_deductions_become_accounts(void **state)
{
    const struct ledger_fixture *fixture = *state;
    keep_months(fixture->place.file);
    expect("three people, two months", fixture->place.file,
           "stayer 38000 医保/医疗救助资金/甲县/2304 202306-0\n"
           "mover 9500 医保/医疗救助资金/乙县/9902 202306-202307\n"
           "mover 38000 残联/财政专项资金/乙县/236046 202307-0\n"
           "leaver 9500 医保/医疗救助资金/乙县/9902 202306-202307\n" MONTHS);
}

static void other_years_and_open_months_do_not_count(void **state)
{
    const struct ledger_fixture *fixture = *state;
    struct text got = TEXT_INIT;
    const struct row_spec august[] = {
        {.id = LEAVER, .category = FIXTURE_DESTITUTE, .county = "乙县"}};
    keep_months(fixture->place.file);
    describe(fixture->place.file, policy_fixture()->insured_year + 1, &got);
    assert_string_equal(text_of(&got), "");
    text_clear(&got);
    describe(fixture->place.file, policy_fixture()->insured_year, &got);
    struct text before = got;
    got = (struct text)TEXT_INIT;
    chronicle_run(fixture->place.file, 202308, august, 1);
    describe(fixture->place.file, policy_fixture()->insured_year, &got);
    assert_string_equal(text_of(&got), text_of(&before));
    text_release(&got);
    text_release(&before);
}

/* June asks 570.00 of the assistance fund: 380.00 in 甲县, 190.00 in 乙县. */
static void money_counts_where_the_request_is_covered(void **state)
{
    const struct ledger_fixture *fixture = *state;
    const char *file = fixture->place.file;
    keep_months(file);
    chronicle_receive(file, 202306, "医保", 56999, "A1");
    expect("one fen short", file,
           "stayer 38000 医保/医疗救助资金/甲县/2304 202306-0\n"
           "mover 9500 医保/医疗救助资金/乙县/9902 202306-202307\n"
           "mover 38000 残联/财政专项资金/乙县/236046 202307-0\n"
           "leaver 9500 医保/医疗救助资金/乙县/9902 202306-202307\n" MONTHS);
    chronicle_receive(file, 202306, "医保", 1, "A2");
    expect("covered", file,
           "stayer 38000 医保/医疗救助资金/甲县/2304 202306-0 received\n"
           "mover 9500 医保/医疗救助资金/乙县/9902 202306-202307 received\n"
           "mover 38000 残联/财政专项资金/乙县/236046 202307-0\n"
           "leaver 9500 医保/医疗救助资金/乙县/9902 202306-202307 "
           "received\n" MONTHS);
}

static void each_failing_allocation_is_reported(void **state)
{
    const struct ledger_fixture *fixture = *state;
    int result = -1;
    keep_months(fixture->place.file);
    for (unsigned long n = 1; result != 0; n++) {
        struct failure failure = FAILURE_INIT;
        struct account_book book = {.accounts = NULL};
        struct string_pool *strings = string_pool_new();
        struct ledger *ledger =
            chronicle_open(fixture->place.file, LEDGER_READ);
        assert_non_null(strings);
        mem_fail_after(n);
        result = ledger_accounts(ledger, policy_fixture()->insured_year, 202308,
                                 strings, &book, &failure);
        mem_fail_after(0);
        if (result != 0)
            assert_int_equal(failure.code, DIAG_OUT_OF_MEMORY);
        account_book_release(&book);
        string_pool_free(strings);
        ledger_close(ledger);
    }
}

#define IN_FOLDER(test)                                                        \
    cmocka_unit_test_setup_teardown(test, ledger_fixture_set_up,               \
                                    ledger_fixture_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_FOLDER(additions_and_deductions_become_accounts),
        IN_FOLDER(other_years_and_open_months_do_not_count),
        IN_FOLDER(money_counts_where_the_request_is_covered),
        IN_FOLDER(each_failing_allocation_is_reported),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
