/* Numbering places. */
#include "core/arena.h"
#include "ledger/locality.h"
#include "tests/support/suite.h"
#include <stdbool.h>

enum { MANY = 5000 };

static struct locality place(uint32_t n)
{
    return (struct locality){
        .county = n % 7, .town = n / 7 % 61, .village = n / (7 * 61)};
}

static void places_are_numbered_in_order_of_arrival(void **state)
{
    struct localities localities = {.items = NULL};
    (void)state;
    assert_int_equal(localities_find(&localities, place(1)), 0);
    for (int round = 0; round < 2; round++)
        for (uint32_t i = 0; i < MANY; i++)
            assert_int_equal(localities_add(&localities, place(i)), 0);
    assert_int_equal(localities.count, MANY);
    for (uint32_t i = 0; i < MANY; i++)
        assert_int_equal(localities_find(&localities, place(i)), i + 1);
    assert_int_equal(localities_find(&localities, place(MANY)), 0);
    localities_release(&localities);
}

static void same_town_in_another_county_is_another_place(void **state)
{
    struct localities localities = {.items = NULL};
    const struct locality places[] = {{1, 2, 3}, {3, 2, 1}, {2, 1, 3},
                                      {1, 2, 0}, {0, 0, 0}, {1, 3, 2}};
    const uint32_t count = sizeof places / sizeof *places;
    (void)state;
    for (uint32_t i = 0; i < count; i++)
        assert_int_equal(localities_add(&localities, places[i]), 0);
    for (uint32_t i = 0; i < count; i++)
        assert_int_equal(localities_find(&localities, places[i]), i + 1);
    localities_release(&localities);
}

static void each_failing_allocation_keeps_what_was_there(void **state)
{
    bool is_done = false;
    (void)state;
    for (unsigned long n = 1; !is_done; n++) {
        struct localities localities = {.items = NULL};
        uint32_t added = 0;
        mem_fail_after(n);
        while (added < MANY && localities_add(&localities, place(added)) == 0)
            added++;
        mem_fail_after(0);
        is_done = added == MANY;
        assert_int_equal(localities.count, added);
        for (uint32_t i = 0; i < added; i++)
            assert_int_equal(localities_find(&localities, place(i)), i + 1);
        localities_release(&localities);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(places_are_numbered_in_order_of_arrival),
        cmocka_unit_test(same_town_in_another_county_is_another_place),
        cmocka_unit_test(each_failing_allocation_keeps_what_was_there),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
