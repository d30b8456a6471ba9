/* A month's inputs in the ledger: files, sheets, returned rows, findings. */
#include "tests/support/ledger_fixture.h"
#include "tests/support/suite.h"

static void inputs_are_kept_as_they_came(void **state)
{
    const struct ledger_fixture *fixture = *state;
    /* Each counts to 1 where the rows are as they should be. */
    static const char *const facts[] = {
        "SELECT count(*) FROM files WHERE file = 1 AND name = '民政.xlsx'"
        " AND format = 'xlsx' AND size = 0 AND sha256 LIKE '%01'",
        "SELECT count(*) FROM files WHERE file = 2"
        " AND name = '残联, \"全部\".csv'",
        "SELECT count(*) FROM sheets WHERE sheet = 1 AND file = 1"
        " AND name = '低保' AND visibility = 'visible' AND kind = 'minzheng'"
        " AND kind_name = '民政对象花名册' AND department = '民政'"
        " AND title = '花名册, \"八月\"' AND county = '东区'"
        " AND header_row = 2 AND header_depth = 1 AND rows_read = 7"
        " AND accepted = 4 AND duplicate = 1 AND returned = 0 AND skipped = 2"
        " AND skipped_title = 2",
        "SELECT count(*) FROM sheets WHERE sheet = 2 AND file = 1"
        " AND visibility = 'hidden' AND kind IS NULL AND kind_name IS NULL"
        " AND department IS NULL AND header_row IS NULL",
        "SELECT count(*) FROM sheets WHERE sheet = 3 AND file = 2"
        " AND accepted = 3 AND returned = 2",
        "SELECT group_concat(label, '|') = '序号|姓名|身份证号|' FROM"
        " (SELECT label FROM sheet_labels WHERE sheet = 1 ORDER BY column_no)",
        "SELECT group_concat(field || column_no) ="
        " 'disability_grade28,id_number3,name2' FROM"
        " (SELECT * FROM sheet_fields WHERE sheet = 3 ORDER BY field)",
        "SELECT count(*) FROM sheet_fields WHERE sheet = 1"
        " AND field = 'id_number' AND label = '身份证号'",
        /* empty cells are left out, the others keep their columns */
        "SELECT group_concat(row_no || '/' || column_no || '/' || text, ' ')"
        " = '5/2/赵六 5/3/5.11499E+17 6/2/钱七 6/3/511499196001010077'"
        " FROM (SELECT * FROM raw_cells ORDER BY row_no, column_no)",
        "SELECT count(*) FROM diagnostics WHERE code = 'id-scientific'"
        " AND severity = 'error' AND file = 2 AND sheet = 3 AND row_no = 5"
        " AND column_no = 3 AND person IS NULL AND name = '赵六'"
        " AND label = '身份证号' AND cell = '5.11499E+17' AND note = ''"
        " AND other_file IS NULL AND other_sheet IS NULL"
        " AND other_row_no IS NULL AND other_column_no IS NULL",
        "SELECT count(*) FROM diagnostics WHERE code = 'name-conflict'"
        " AND severity = 'warning' AND file = 1 AND row_no = 6"
        " AND other_file = 2 AND other_sheet = 3 AND other_row_no = 4"
        " AND other_column_no = 2 AND person = 51149919800101002",
        "SELECT count(*) FROM diagnostics WHERE code = 'sheet-hidden'"
        " AND file = 1 AND sheet = 2 AND row_no IS NULL",
        "SELECT count(*) FROM diagnostics WHERE code = 'file-twice'"
        " AND file IS NULL AND sheet IS NULL",
    };
    ledger_fixture_keep(fixture->place.file, &fixture->decided.allocation,
                        FIXTURE_PERIOD);
    for (size_t i = 0; i < COUNT_OF(facts); i++)
        EXPECT(facts[i],
               ledger_fixture_number(fixture->place.file, facts[i]) == 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(inputs_are_kept_as_they_came,
                                        ledger_fixture_set_up,
                                        ledger_fixture_tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
