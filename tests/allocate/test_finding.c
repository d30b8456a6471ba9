/* Places of rows, as findings name them. */
#include "allocate/finding.h"
#include "tests/support/roster_fixture.h"
#include "tests/support/suite.h"

static void setup_roster(struct roster *roster)
{
    assert_int_equal(roster_init(roster), 0);
    roster_fixture_file(roster, "甲.xlsx");
    roster_fixture_sheet(roster, "说明", POLICY_NONE);
    roster_fixture_file(roster, "乙.xlsx");
    roster_fixture_sheet(roster, "名单", 0);
    roster_fixture_row(roster, &(struct row_spec){.id = 7, .name = "张三"});
    roster_fixture_row(roster, &(struct row_spec){.id = 8, .name = "李四"});
}

static void place_is_file_sheet_row_and_column(void **state)
{
    (void)state;
    struct roster roster;
    setup_roster(&roster);
    struct place place = row_place(&roster, 1, FIELD_ID_NUMBER);
    assert_int_equal(place.file, 1);
    assert_int_equal(place.sheet, 1);
    assert_int_equal(place.row, 4);
    assert_int_equal(place.column, 3);
    assert_int_equal(row_place(&roster, 1, FIELD_COUNTY).column, 0);
    assert_int_equal(row_place(&roster, 1, FIELD_NONE).column, 0);
    roster_release(&roster);
}

static void finding_names_person_places_and_label(void **state)
{
    (void)state;
    struct roster roster;
    setup_roster(&roster);
    const struct diag what = {.code = DIAG_NAME_CONFLICT};
    assert_int_equal(finding_add(&roster, 0, 1, FIELD_NAME, what), 0);
    assert_int_equal(finding_add(&roster, 1, ROW_NONE, FIELD_NONE, what), 0);
    assert_int_equal(roster.diag_count, 2);
    const struct diag *diag = &roster.diags[0];
    assert_int_equal(diag->code, DIAG_NAME_CONFLICT);
    assert_int_equal(diag->id, 7);
    assert_string_equal(roster_string(&roster, diag->name), "张三");
    assert_string_equal(roster_string(&roster, diag->label), "姓名");
    assert_int_equal(diag->at.row, 3);
    assert_int_equal(diag->other.row, 4);
    diag = &roster.diags[1];
    assert_int_equal(diag->other.file, PLACE_NONE);
    assert_int_equal(diag->other.sheet, PLACE_NONE);
    assert_int_equal(diag->label, 0);
    roster_release(&roster);
}

static void failing_allocation_is_reported(void **state)
{
    (void)state;
    struct roster roster;
    setup_roster(&roster);
    mem_fail_after(1);
    int result = finding_add(&roster, 0, ROW_NONE, FIELD_NONE,
                             (struct diag){.code = DIAG_ROW_DUPLICATE});
    mem_fail_after(0);
    assert_int_equal(result, -1);
    assert_int_equal(roster.diag_count, 0);
    roster_release(&roster);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(place_is_file_sheet_row_and_column),
        cmocka_unit_test(finding_names_person_places_and_label),
        cmocka_unit_test(failing_allocation_is_reported),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
