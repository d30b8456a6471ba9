/* Where carried rows stand. */
#include "tests/support/months_fixture.h"
#include "tests/support/suite.h"

#define ANNA UINT64_C(51149919500101001)
#define BERT UINT64_C(51149919500101003)
#define CIVIL .kind = FIXTURE_KIND_CIVIL
#define EAST .county = "东区"
#define LOW_INCOME CIVIL, .category = FIXTURE_LOW_INCOME
#define WAS                                                                    \
    {                                                                          \
        .id = ANNA, .name = "安娜", LOW_INCOME, EAST                           \
    }

/* ---- where carried rows stand ---- */

static void carried_rows_stand_where_they_came(void **state)
{
    struct months months;
    struct failure failure = FAILURE_INIT;
    (void)state;
    months_init(&months);
    months_sheet(&months.before, FIXTURE_KIND_CIVIL, MODE_FULL, "东区");
    roster_fixture_row(&months.before, &(struct row_spec)WAS);
    months_sheet(&months.before, FIXTURE_KIND_RURAL, MODE_CHANGE, NULL);
    assert_int_equal(
        roster_file_carry(&months.before, &months.before.files[1], 202305), 0);
    roster_fixture_row(&months.before, &(struct row_spec){
                                           .id = BERT,
                                           .category = FIXTURE_STABLE,
                                           .town = "一镇",
                                       });
    months.before.rows[1].carry = CARRY_UNCHANGED;
    assert_int_equal(months_carry(&months, &failure), 0);
    const struct roster *now = &months.now;
    assert_int_equal(now->row_count, 2);
    assert_int_equal(now->file_count, 2);
    assert_int_equal(now->files[0].carried_from, MONTHS_BASE);
    assert_string_equal(now->files[0].name, "1.xlsx");
    assert_string_equal(roster_file_name(now, 0), "2023年7月 1.xlsx");
    assert_string_equal(now->files[0].sha256, months.before.files[0].sha256);
    assert_int_equal(now->files[1].carried_from, 202305);
    assert_string_equal(roster_file_name(now, 1), "2023年5月 2.xlsx");
    assert_int_equal(now->sheets[0].rows_read, 0);
    assert_int_equal(now->sheets[0].fates[FATE_ACCEPTED], 0);
    assert_int_equal(now->rows[0].row, months.before.rows[0].row);
    assert_string_equal(roster_string(now, now->rows[0].name), "安娜");
    assert_string_equal(roster_string(now, now->rows[1].town), "一镇");
    assert_true(now->rows[0].is_known);
    assert_int_equal(now->base, MONTHS_BASE);
    months_release(&months);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(carried_rows_stand_where_they_came),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
