/* What earlier months contribute: people behind the numbers that were cut. */
#include "cli/earlier_months.h"
#include "core/arena.h"
#include "tests/support/ledger_fixture.h"
#include "tests/support/suite.h"

#include <stdio.h>

/* A finding about a number of which fifteen digits are left. */
static void add_cut_number(struct roster *roster, idkey id)
{
    char cell[24];
    struct diag diag = {.code = DIAG_ID_PRECISION, .other = PLACE_NOWHERE};
    snprintf(cell, sizeof cell, "%llu000", (unsigned long long)(id / 100));
    assert_int_equal(string_pool_add(roster->strings, cell, 18, &diag.cell), 0);
    assert_int_equal(roster_add_diag(roster, &diag), 0);
}

static void numbers_that_were_cut_are_asked_for_once(void **state)
{
    const struct ledger_fixture *fixture = *state;
    struct failure failure = FAILURE_INIT;
    struct ledger *ledger = NULL;
    struct arena *arena = arena_new();
    struct earlier_months earlier;
    struct roster roster;
    assert_int_equal(roster_init(&roster), 0);
    add_cut_number(&roster, ledger_fixture_winner());
    add_cut_number(&roster, ledger_fixture_winner());
    ledger_fixture_keep(fixture->place.file, &fixture->decided.allocation,
                        FIXTURE_PERIOD);
    assert_int_equal(
        ledger_open(fixture->place.file, LEDGER_READ, &ledger, &failure), 0);
    assert_int_equal(earlier_months_read(ledger, FIXTURE_PERIOD + 1, &roster,
                                         arena, &earlier, &failure),
                     0);
    size_t count = 0;
    for (size_t i = 0; i < earlier.known.count; i++)
        count += earlier.known.items[i].id == ledger_fixture_winner();
    assert_int_equal(count, 1);
    assert_int_equal(earlier_months_read(ledger, FIXTURE_PERIOD, &roster, arena,
                                         &earlier, &failure),
                     0);
    assert_int_equal(earlier.known.period, 0);
    ledger_close(ledger);
    roster_release(&roster);
    arena_free(arena);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(
            numbers_that_were_cut_are_asked_for_once, ledger_fixture_set_up,
            ledger_fixture_tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
