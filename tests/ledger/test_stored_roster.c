/* A month read back from the ledger decides as it did. */
#include "allocate/allocate.h"
#include "tests/support/ledger_fixture.h"
#include "tests/support/suite.h"

#include <string.h>

static struct ledger *open_ledger(const struct ledger_fixture *fixture)
{
    struct ledger *ledger = NULL;
    struct failure failure = FAILURE_INIT;
    ledger_fixture_keep(fixture->place.file, &fixture->decided.allocation,
                        FIXTURE_PERIOD);
    assert_int_equal(
        ledger_open(fixture->place.file, LEDGER_READ, &ledger, &failure), 0);
    return ledger;
}

static void check_decision(const struct decided *was,
                           const struct allocation *is, size_t index)
{
    const struct decision *before = &was->allocation.decisions[index];
    const struct decision *now = &is->decisions[index];
    assert_true(before->id == now->id);
    assert_int_equal(before->category, now->category);
    assert_int_equal(before->count, now->count);
    assert_int_equal(before->accepted, now->accepted);
    assert_int_equal(before->grades, now->grades);
    assert_int_equal(before->types, now->types);
    assert_int_equal(before->flags, now->flags);
    assert_string_equal(
        roster_string(&was->roster, was->roster.rows[before->row].name),
        roster_string(is->roster, is->roster->rows[now->row].name));
    assert_string_equal(
        roster_string(&was->roster, was->roster.rows[before->place_row].county),
        roster_string(is->roster, is->roster->rows[now->place_row].county));
}

static void the_month_is_decided_as_before(void **state)
{
    const struct ledger_fixture *fixture = *state;
    const struct decided *was = &fixture->decided;
    struct ledger *ledger = open_ledger(fixture);
    struct failure failure = FAILURE_INIT;
    struct roster roster;
    struct allocation again;
    assert_int_equal(ledger_roster(ledger, FIXTURE_PERIOD, policy_fixture(),
                                   &roster, &failure),
                     0);
    assert_int_equal(roster.file_count, was->roster.file_count);
    assert_int_equal(roster.sheet_count, was->roster.sheet_count);
    assert_int_equal(roster.row_count, was->roster.row_count);
    assert_int_equal(
        allocate(policy_fixture(), &roster, FIXTURE_AS_OF, &again, &failure),
        0);
    assert_int_equal(again.decision_count, was->allocation.decision_count);
    assert_int_equal(again.total.subsidy, was->allocation.total.subsidy);
    assert_int_equal(allocation_first_untied(&again), -1);
    for (size_t i = 0; i < again.decision_count; i++)
        check_decision(was, &again, i);
    for (size_t i = 0; i < roster.sheet_count; i++)
        assert_memory_equal(roster.sheets[i].fates, was->roster.sheets[i].fates,
                            sizeof roster.sheets[i].fates);
    allocation_release(&again);
    roster_release(&roster);
    ledger_close(ledger);
}

static void rows_are_not_decided_yet(void **state)
{
    const struct ledger_fixture *fixture = *state;
    struct ledger *ledger = open_ledger(fixture);
    struct failure failure = FAILURE_INIT;
    struct roster roster;
    assert_int_equal(
        ledger_roster(ledger, 0, policy_fixture(), &roster, &failure), 0);
    for (size_t i = 0; i < roster.row_count; i++)
        assert_int_not_equal(roster.rows[i].fate, FATE_DUPLICATE);
    assert_int_equal(roster.diag_count, 0);
    for (size_t i = 0; i < roster.file_count; i++) {
        const struct roster_file *was = &fixture->decided.roster.files[i];
        assert_string_equal(roster.files[i].name, was->name);
        assert_string_equal(roster.files[i].sha256, was->sha256);
        assert_int_equal(roster.files[i].sheet_count, was->sheet_count);
    }
    roster_release(&roster);
    ledger_close(ledger);
}

static void a_period_names_its_policy(void **state)
{
    struct ledger *ledger = open_ledger(*state);
    struct failure failure = FAILURE_INIT;
    struct arena *arena = arena_new();
    struct ledger_period period;
    assert_int_equal(ledger_period(ledger, 0, arena, &period, &failure), 0);
    assert_int_equal(period.period, FIXTURE_PERIOD);
    assert_int_equal(period.as_of, FIXTURE_AS_OF);
    assert_string_equal(period.policy_id, policy_fixture()->id);
    assert_string_equal(period.policy_sha256, policy_fixture()->sha256);
    assert_int_equal(ledger_period(ledger, 202307, arena, &period, &failure),
                     -1);
    assert_int_equal(failure.code, DIAG_PERIOD_UNKNOWN);
    struct roster roster;
    assert_int_equal(
        ledger_roster(ledger, 202307, policy_fixture(), &roster, &failure), -1);
    assert_int_equal(failure.code, DIAG_PERIOD_UNKNOWN);
    arena_free(arena);
    ledger_close(ledger);
}

static void each_failing_allocation_is_reported(void **state)
{
    struct ledger *ledger = open_ledger(*state);
    int result = -1;
    for (unsigned long after = 1; result != 0; after++) {
        struct failure failure = FAILURE_INIT;
        struct roster roster;
        mem_fail_after(after);
        result = ledger_roster(ledger, 0, policy_fixture(), &roster, &failure);
        mem_fail_after(0);
        assert_true(result == 0 || failure.code == DIAG_OUT_OF_MEMORY);
        if (result == 0)
            roster_release(&roster);
        assert_true(after < 1000);
    }
    ledger_close(ledger);
}

#define TEST(name)                                                             \
    cmocka_unit_test_setup_teardown(name, ledger_fixture_set_up,               \
                                    ledger_fixture_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_month_is_decided_as_before),
        TEST(rows_are_not_decided_yet),
        TEST(a_period_names_its_policy),
        TEST(each_failing_allocation_is_reported),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
