/* Keeping a run: what is kept, what is refused, and that a run replaces the
 * month whole or not at all. */
#include "ledger/ledger.h"
#include "tests/support/check.h"
#include "tests/support/ledger_fixture.h"
#include <string.h>

struct fixture {
    struct ledger_place place;
    struct decided decided;
};

static int set_up(void **state)
{
    static struct fixture fixture;
    ledger_place_make(&fixture.place);
    ledger_fixture_month(&fixture.decided);
    *state = &fixture;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *fixture = *state;
    decided_release(&fixture->decided);
    ledger_place_remove(&fixture->place);
    return 0;
}

static void keep(struct fixture *fixture, ym period)
{
    ledger_fixture_keep(fixture->place.file, &fixture->decided.allocation,
                        period);
}

static void every_record_of_the_run_is_kept(void **state)
{
    struct fixture *fixture = *state;
    const struct roster *roster = &fixture->decided.roster;
    const struct allocation *allocation = &fixture->decided.allocation;
    const struct {
        const char *sql;
        int64_t count;
    } cases[] = {
        {"SELECT count(*) FROM policies", 1},
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
    };
    keep(fixture, FIXTURE_PERIOD);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (ledger_fixture_number(fixture->place.file, cases[i].sql) !=
            cases[i].count)
            fail_msg("%s", cases[i].sql);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(every_record_of_the_run_is_kept, set_up,
                                        tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
