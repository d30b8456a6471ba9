/* People of the month before, by how their numbers begin. */
#include "tests/support/ledger_fixture.h"
#include "tests/support/suite.h"

static void ask(const struct ledger_fixture *fixture, ym before,
                const struct number_prefixes *prefixes, struct arena *arena,
                struct known_people *out)
{
    struct failure failure = FAILURE_INIT;
    struct ledger *ledger = NULL;
    ledger_fixture_keep(fixture->place.file, &fixture->decided.allocation,
                        FIXTURE_PERIOD);
    assert_int_equal(
        ledger_open(fixture->place.file, LEDGER_READ, &ledger, &failure), 0);
    assert_int_equal(
        ledger_known_people(ledger, before, prefixes, arena, out, &failure), 0);
    ledger_close(ledger);
}

static void people_of_the_month_before_are_found(void **state)
{
    const idkey winner = ledger_fixture_winner();
    const uint64_t digits[] = {winner / 100};
    const struct number_prefixes prefixes = {digits, 1};
    struct arena *arena = arena_new();
    struct known_people known;
    ask(*state, FIXTURE_PERIOD + 1, &prefixes, arena, &known);
    assert_int_equal(known.period, FIXTURE_PERIOD);
    bool is_found = false;
    for (size_t i = 0; i < known.count; i++) {
        is_found = is_found || known.items[i].id == winner;
        assert_true(known.items[i].id / 100 == digits[0]);
        assert_true(i == 0 || known.items[i - 1].id < known.items[i].id);
        assert_true(known.items[i].name[0] != '\0');
    }
    assert_true(is_found);
    arena_free(arena);
}

static void nobody_is_known_in_the_first_month(void **state)
{
    const uint64_t digits[] = {ledger_fixture_winner() / 100};
    const struct number_prefixes prefixes = {digits, 1};
    struct arena *arena = arena_new();
    struct known_people known;
    ask(*state, FIXTURE_PERIOD, &prefixes, arena, &known);
    assert_int_equal(known.period, 0);
    assert_int_equal(known.count, 0);
    arena_free(arena);
}

static void others_are_left_alone(void **state)
{
    static const uint64_t digits[] = {123456789012345};
    const struct number_prefixes prefixes = {digits, 1};
    struct arena *arena = arena_new();
    struct known_people known;
    ask(*state, FIXTURE_PERIOD + 1, &prefixes, arena, &known);
    assert_int_equal(known.count, 0);
    arena_free(arena);
}

static void failing_allocations_end_cleanly(void **state)
{
    const struct ledger_fixture *fixture = *state;
    const uint64_t digits[] = {ledger_fixture_winner() / 100};
    const struct number_prefixes prefixes = {digits, 1};
    struct failure failure = FAILURE_INIT;
    struct ledger *ledger = NULL;
    ledger_fixture_keep(fixture->place.file, &fixture->decided.allocation,
                        FIXTURE_PERIOD);
    assert_int_equal(
        ledger_open(fixture->place.file, LEDGER_READ, &ledger, &failure), 0);
    int result = -1;
    for (unsigned long n = 1; result != 0; n++) {
        struct arena *arena = arena_new();
        struct known_people known;
        /* fill the block, so that the search must ask for more */
        assert_non_null(arena_alloc(arena, 65000));
        mem_fail_after(n);
        result = ledger_known_people(ledger, FIXTURE_PERIOD + 1, &prefixes,
                                     arena, &known, &failure);
        mem_fail_after(0);
        assert_true(result == 0 || failure.code == DIAG_OUT_OF_MEMORY);
        assert_true(n < 100);
        arena_free(arena);
    }
    ledger_close(ledger);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(people_of_the_month_before_are_found,
                                        ledger_fixture_set_up,
                                        ledger_fixture_tear_down),
        cmocka_unit_test_setup_teardown(nobody_is_known_in_the_first_month,
                                        ledger_fixture_set_up,
                                        ledger_fixture_tear_down),
        cmocka_unit_test_setup_teardown(others_are_left_alone,
                                        ledger_fixture_set_up,
                                        ledger_fixture_tear_down),
        cmocka_unit_test_setup_teardown(failing_allocations_end_cleanly,
                                        ledger_fixture_set_up,
                                        ledger_fixture_tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
