/* Tables from their first row to their last: splitting, emptiness, failing
 * memory. */
#include "reports/sheet.h"

#include "core/arena.h"
#include "tests/support/sheet_fixture.h"
#include "tests/support/suite.h"
#include <stdio.h>
#include <string.h>

static void long_table_goes_on_in_another_sheet(void **state)
{
    (void)state;
    struct sheet_fixture fixture;
    sheet_fixture_write(&fixture, 60, 40);
    static const struct {
        const char *sheet, *ref, *value;
    } cases[] = {
        {"名单", "A20", "15"}, /* 60 rows - 5 above - 40 kept free */
        {"名单", "A21", ""},       {"名单(2)", "A1", "测试名单"},
        {"名单(2)", "B5", "姓名"}, {"名单(2)", "A6", "16"},
        {"名单(3)", "A15", "40"},  {"名单(3)", "A16", "合计"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        EXPECT_TEXT(cases[i].ref,
                    view_cell(fixture.view, cases[i].sheet, cases[i].ref).value,
                    cases[i].value);
    sheet_fixture_release(&fixture);
}

static void empty_table_says_so(void **state)
{
    (void)state;
    struct sheet_fixture fixture;
    sheet_fixture_write(&fixture, 0, 0);
    assert_string_equal(view_cell(fixture.view, "名单", "A6").value,
                        "没有人员");
    assert_string_equal(view_cell(fixture.view, "名单", "A7").value, "合计");
    assert_string_equal(view_cell(fixture.view, "名单", "A8").value,
                        "备注一行");
    sheet_fixture_release(&fixture);
}

static void empty_table_without_total_says_so_once(void **state)
{
    (void)state;
    struct sheet_fixture fixture;
    sheet_fixture_open(&fixture, 0);
    sheet_fixture_begin(&fixture);
    sheet_note(fixture.sheet, "备注一行", false);
    sheet_fixture_close(&fixture);
    assert_string_equal(view_cell(fixture.view, "名单", "A6").value,
                        "没有人员");
    assert_string_equal(view_cell(fixture.view, "名单", "A7").value,
                        "备注一行");
    assert_memory_equal(view_cell(fixture.view, "名单", "A8").value, "制表人：",
                        sizeof "制表人：" - 1);
    sheet_fixture_release(&fixture);
}

static void rows_and_sums_are_counted(void **state)
{
    (void)state;
    struct sheet_fixture fixture;
    sheet_fixture_open(&fixture, 0);
    sheet_fixture_begin(&fixture);
    sheet_fixture_row(&fixture, 100);
    sheet_fixture_row(&fixture, 250);
    assert_int_equal(sheet_rows(fixture.sheet), 2);
    assert_int_equal(sheet_sum(fixture.sheet, SF_AMOUNT), 350);
    assert_int_equal(sheet_sum(fixture.sheet, SF_HEADS), 2);
    assert_int_equal(sheet_sum(fixture.sheet, SF_NUMBER), 0);
    sheet_fixture_close(&fixture);
    sheet_fixture_release(&fixture);
}

/* Where no document prints codes, no column for them is printed. */
static void columns_without_width_are_left_out(void **state)
{
    (void)state;
    struct sheet_fixture fixture;
    struct column columns[SF_COLUMNS];
    sheet_fixture_open(&fixture, 0);
    memcpy(columns, fixture.plan.columns, sizeof columns);
    columns[SF_NAME].width = 0;
    columns[SF_CODE].width = 0;
    fixture.plan.columns = columns;
    sheet_fixture_begin(&fixture);
    sheet_fixture_row(&fixture, 9510);
    sheet_fixture_row(&fixture, 9511);
    sheet_total(fixture.sheet, "合计");
    assert_int_equal(sheet_sum(fixture.sheet, SF_HEADS), 2);
    assert_int_equal(sheet_sum(fixture.sheet, SF_AMOUNT), 9510 + 9511);
    sheet_fixture_close(&fixture);
    static const struct {
        const char *ref, *value;
    } cases[] = {
        {"A6", "1"},     {"B6", "511499197803010015"},
        {"C6", "1"},     {"D6", "95.1"},
        {"D7", "95.11"}, {"A8", "合计"},
        {"C8", "2"},     {"D8", "190.21"},
        {"G5", ""},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        EXPECT_TEXT(cases[i].ref,
                    view_cell(fixture.view, "名单", cases[i].ref).value,
                    cases[i].value);
    sheet_fixture_release(&fixture);
}

static void sum_that_overflows_fails_the_book(void **state)
{
    (void)state;
    struct sheet_fixture fixture;
    struct failure failure = FAILURE_INIT;
    sheet_fixture_open(&fixture, 0);
    sheet_fixture_begin(&fixture);
    sheet_fixture_row(&fixture, INT64_MAX);
    sheet_fixture_row(&fixture, 1);
    sheet_end(fixture.sheet);
    assert_int_equal(book_close(fixture.book, &failure), -1);
    assert_int_equal(failure.code, DIAG_TIE_OUT);
    sheet_fixture_release(&fixture);
}

static void no_sheet_is_taken_after_an_error(void **state)
{
    (void)state;
    sheet_row(NULL, NULL);
    sheet_subtotal(NULL, "");
    sheet_total(NULL, "");
    sheet_note(NULL, "", false);
    sheet_end(NULL);
    assert_int_equal(sheet_sum(NULL, 0), 0);
    assert_int_equal(sheet_rows(NULL), 0);
}

static void every_allocation_may_fail(void **state)
{
    (void)state;
    struct scratch_folder folder;
    char path[100];
    scratch_make(&folder);
    snprintf(path, sizeof path, "%s/a.xlsx", folder.path);
    int status = -1;
    unsigned long after = 1;
    for (; status != 0; after++) {
        struct failure failure = FAILURE_INIT;
        mem_fail_after(after);
        status = sheet_fixture_try(path, 3, &failure);
        mem_fail_after(0);
        if (status != 0)
            assert_int_equal(failure.code, DIAG_OUT_OF_MEMORY);
        assert_true(after < 1000);
    }
    assert_true(after > 5);
    scratch_remove(&folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(long_table_goes_on_in_another_sheet),
        cmocka_unit_test(empty_table_says_so),
        cmocka_unit_test(empty_table_without_total_says_so_once),
        cmocka_unit_test(rows_and_sums_are_counted),
        cmocka_unit_test(columns_without_width_are_left_out),
        cmocka_unit_test(sum_that_overflows_fails_the_book),
        cmocka_unit_test(no_sheet_is_taken_after_an_error),
        cmocka_unit_test(every_allocation_may_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
