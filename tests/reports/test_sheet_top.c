/* What stands over a table. */
#include "reports/sheet.h"

#include "tests/support/sheet_fixture.h"
#include "tests/support/suite.h"
#include <string.h>

static void expect_merge(struct sheet_fixture *fixture, const char *range)
{
    char mark[48] = "<mergeCell ref=\"";
    strcat(strcat(mark, range), "\"/>");
    if (strstr(book_view_sheet(fixture->view, "名单"), mark) == NULL)
        fail_msg("%s is not merged", range);
}

static void title_period_unit_lines_and_header_stand_in_order(void **state)
{
    (void)state;
    static const struct {
        const char *ref, *value;
    } cases[] = {
        {"A1", "测试名单"},   {"A2", "所属期：2023年8月"},
        {"H2", "单位：元"},   {"A3", "第一行说明"},
        {"A4", "第二行说明"}, {"A5", "序号"},
        {"B5", "姓名"},       {"H5", "说明"},
    };
    struct sheet_fixture fixture;
    sheet_fixture_write(&fixture, 0, 1);
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        EXPECT_TEXT(cases[i].ref,
                    view_cell(fixture.view, "名单", cases[i].ref).value,
                    cases[i].value);
    expect_merge(&fixture, "A1:H1");
    expect_merge(&fixture, "A2:G2");
    expect_merge(&fixture, "A3:H3");
    sheet_fixture_release(&fixture);
}

static void groups_stand_over_the_titles_they_share(void **state)
{
    (void)state;
    static const struct column columns[] = {
        {"姓名", 10, COLUMN_TEXT, false, NULL},
        {"户主", 10, COLUMN_TEXT, false, "家庭情况"},
        {"人口", 10, COLUMN_COUNT, true, "家庭情况"},
        {"等级", 10, COLUMN_TEXT, false, "残疾情况"},
        {"备注\n（元）", 10, COLUMN_TEXT, false, ""},
    };
    static const struct {
        const char *ref, *value;
    } cases[] = {
        {"A5", "姓名"},         {"B5", "家庭情况"}, {"D5", "残疾情况"},
        {"E5", "备注\n（元）"}, {"A6", ""},         {"B6", "户主"},
        {"C6", "人口"},         {"D6", "等级"},     {"A7", "甲"},
    };
    struct sheet_fixture fixture;
    sheet_fixture_open(&fixture, 0);
    fixture.plan.columns = columns;
    fixture.plan.column_count = COUNT_OF(columns);
    sheet_fixture_begin(&fixture);
    const struct value values[COUNT_OF(columns)] = {
        value_text("甲"), value_text("乙"), value_number(3), value_text("一"),
        value_text("")};
    sheet_row(fixture.sheet, values);
    sheet_total(fixture.sheet, "合计");
    sheet_fixture_close(&fixture);
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        EXPECT_TEXT(cases[i].ref,
                    view_cell(fixture.view, "名单", cases[i].ref).value,
                    cases[i].value);
    expect_merge(&fixture, "B5:C5");
    expect_merge(&fixture, "A5:A6");
    expect_merge(&fixture, "E5:E6");
    assert_non_null(strstr(book_view_sheet(fixture.view, "名单"),
                           "<autoFilter ref=\"A6:E7\"/>"));
    assert_non_null(strstr(book_view_part(fixture.view, "xl/workbook.xml"),
                           ">'名单'!$5:$6<"));
    assert_string_equal(view_cell(fixture.view, "名单", "C8").formula,
                        "SUM(C7:C7)");
    /* The title of two lines has one of them in the upper row. */
    assert_non_null(strstr(book_view_sheet(fixture.view, "名单"),
                           "<row r=\"6\" ht=\"26\" "));
    sheet_fixture_release(&fixture);
}

static void lines_of_a_very_wide_table_stay_on_the_first_page(void **state)
{
    (void)state;
    enum { WIDE = 40 };
    static const struct column column = COLUMN("列", 10, TEXT);
    struct column columns[WIDE];
    struct value values[WIDE];
    for (int i = 0; i < WIDE; i++) {
        columns[i] = column;
        values[i] = value_text("值");
    }
    struct sheet_fixture fixture;
    sheet_fixture_open(&fixture, 0);
    fixture.plan.columns = columns;
    fixture.plan.column_count = WIDE;
    sheet_fixture_begin(&fixture);
    sheet_row(fixture.sheet, values);
    sheet_fixture_close(&fixture);
    expect_merge(&fixture, "A1:O1");
    assert_non_null(
        strstr(book_view_sheet(fixture.view, "名单"), "fitToWidth=\"2\""));
    sheet_fixture_release(&fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(title_period_unit_lines_and_header_stand_in_order),
        cmocka_unit_test(groups_stand_over_the_titles_they_share),
        cmocka_unit_test(lines_of_a_very_wide_table_stay_on_the_first_page),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
