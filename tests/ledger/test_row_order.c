/* The order in which a month's rows are kept. */
#include "ledger/row_order.h"

#include "core/arena.h"
#include "tests/support/ledger_fixture.h"
#include "tests/support/random_roster.h"
#include "tests/support/suite.h"

static bool precedes(const struct roster_row *a, const struct roster_row *b)
{
    if (a->id != b->id)
        return a->id < b->id;
    return a->sheet != b->sheet ? a->sheet < b->sheet : a->row < b->row;
}

static void expect_order(const struct decided *decided)
{
    const struct roster *roster = &decided->roster;
    uint32_t *order = row_order_new(roster, &decided->allocation);
    assert_non_null(order);
    for (size_t i = 1; i < roster->row_count; i++)
        assert_true(
            precedes(&roster->rows[order[i - 1]], &roster->rows[order[i]]));
    mem_free(order);
}

/* Strictly ascending and as many as there are: each row once. */
static void rows_of_every_fate_stand_in_the_order_of_their_key(void **state)
{
    enum { ROWS = 400, PERSONS = 90, ROUNDS = 8 };
    struct random random = {.seed = 11};
    struct decided decided;
    (void)state;
    ledger_fixture_month(&decided);
    expect_order(&decided);
    decided_release(&decided);
    for (int round = 0; round < ROUNDS; round++) {
        static struct row_spec rows[ROWS];
        for (size_t i = 0; i < ROWS; i++)
            rows[i] = random_row(&random, PERSONS);
        decided_init(&decided, NULL, rows, ROWS);
        expect_order(&decided);
        decided_release(&decided);
    }
}

static void failing_allocation_gives_no_order(void **state)
{
    struct decided decided;
    (void)state;
    ledger_fixture_month(&decided);
    for (size_t n = 1; n <= 2; n++) {
        mem_fail_after(n);
        uint32_t *order = row_order_new(&decided.roster, &decided.allocation);
        mem_fail_after(0);
        assert_null(order);
    }
    decided_release(&decided);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_of_every_fate_stand_in_the_order_of_their_key),
        cmocka_unit_test(failing_allocation_gives_no_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
