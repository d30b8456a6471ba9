/* Print set-up and widths. */
#include "reports/sheet.h"

#include "tests/support/sheet_fixture.h"
#include "tests/support/suite.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void expect_mark(struct sheet_fixture *fixture, const char *mark)
{
    if (strstr(book_view_sheet(fixture->view, "名单"), mark) == NULL)
        fail_msg("the sheet has no %s", mark);
}

static void page_is_a4_landscape_with_repeated_header(void **state)
{
    (void)state;
    static const char *const marks[] = {
        "<pageSetUpPr fitToPage=\"1\"/>",
        "topLeftCell=\"C6\" activePane=\"bottomRight\" state=\"frozen\"",
        "paperSize=\"9\" orientation=\"landscape\"",
        "<oddFooter>&amp;C第 &amp;P 页 共 &amp;N 页</oddFooter>",
        "<printOptions horizontalCentered=\"1\"/>",
        "<ignoredError sqref=\"A1:H11\" numberStoredAsText=\"1\"/>",
        "<ignoredError sqref=\"A1:H11\" formula=\"1\"/>",
        "<ignoredError sqref=\"A1:H11\" formulaRange=\"1\"/>",
    };
    struct sheet_fixture fixture;
    sheet_fixture_write(&fixture, 0, 3);
    for (size_t i = 0; i < COUNT_OF(marks); i++)
        expect_mark(&fixture, marks[i]);
    assert_non_null(strstr(book_view_part(fixture.view, "xl/workbook.xml"),
                           ">'名单'!$5:$5<"));
    sheet_fixture_release(&fixture);
}

/* The width of column `number` (from 1). */
static double width_of(struct sheet_fixture *fixture, int number)
{
    char mark[32];
    snprintf(mark, sizeof mark, "<col min=\"%d\"", number);
    const char *at = strstr(book_view_sheet(fixture->view, "名单"), mark);
    assert_non_null(at);
    at = strstr(at, "width=\"");
    assert_non_null(at);
    return strtod(at + strlen("width=\""), NULL);
}

static void column_grows_with_its_contents_up_to_a_limit(void **state)
{
    (void)state;
    struct sheet_fixture fixture;
    double widths[3];
    static const char *const names[3] = {
        "甲", "西昌市礼州镇第一居民委员会",
        "凉山彝族自治州西昌市礼州镇第一居民委员会第二居民小组第三联户单元"};
    for (int i = 0; i < 3; i++) {
        sheet_fixture_open(&fixture, 0);
        sheet_fixture_begin(&fixture);
        const struct value values[SF_COLUMNS] = {[SF_NAME] =
                                                     value_text(names[i])};
        sheet_row(fixture.sheet, values);
        sheet_fixture_close(&fixture);
        widths[i] = width_of(&fixture, SF_NAME + 1);
        sheet_fixture_release(&fixture);
    }
    assert_true(widths[0] < 16);
    assert_true(widths[1] > 26 && widths[1] < 31);
    assert_true(widths[2] > 39 && widths[2] < 42);
}

static void amount_is_never_shown_as_hashes(void **state)
{
    (void)state;
    struct sheet_fixture fixture;
    sheet_fixture_open(&fixture, 0);
    sheet_fixture_begin(&fixture);
    sheet_fixture_row(&fixture, 12345678901234567);
    sheet_fixture_close(&fixture);
    /* 123,456,789,012,345.67 */
    assert_true(width_of(&fixture, SF_AMOUNT + 1) > 23);
    sheet_fixture_release(&fixture);
}

static void wrapped_row_is_as_high_as_its_lines(void **state)
{
    (void)state;
    struct sheet_fixture fixture;
    sheet_fixture_open(&fixture, 0);
    sheet_fixture_begin(&fixture);
    struct value values[SF_COLUMNS] = {[SF_WORDS] = value_text("一行")};
    sheet_row(fixture.sheet, values);
    values[SF_WORDS] = value_text("一\n二\n三\n四");
    sheet_row(fixture.sheet, values);
    sheet_fixture_close(&fixture);
    expect_mark(&fixture, "<row r=\"6\">");
    expect_mark(&fixture, "<row r=\"7\" ht=\"64\" customHeight=\"1\">");
    expect_mark(&fixture, "defaultRowHeight=\"19\"");
    sheet_fixture_release(&fixture);
}

/* fitToHeight of a sheet with so many rows; 0 = as many pages as it needs. */
static int pages_down(int rows)
{
    struct sheet_fixture fixture;
    sheet_fixture_write(&fixture, 0, rows);
    const char *at =
        strstr(book_view_sheet(fixture.view, "名单"), "<pageSetup ");
    assert_non_null(at);
    const char *end = strchr(at, '>');
    at = strstr(at, "fitToHeight=\"");
    /* libxlsxwriter leaves out what is 1. */
    const int pages =
        at == NULL || at > end ? 1 : atoi(at + strlen("fitToHeight=\""));
    sheet_fixture_release(&fixture);
    return pages;
}

static void page_with_a_few_lines_only_is_avoided(void **state)
{
    (void)state;
    /* A row of the fixture is 34 points high, a page 500. */
    assert_int_equal(pages_down(3), 1);
    assert_int_equal(pages_down(10), 1);
    assert_int_equal(pages_down(18), 2);
    assert_int_equal(pages_down(40), 3);
    assert_int_equal(pages_down(400), 0);
}

static void long_list_is_signed_at_the_foot_of_each_page(void **state)
{
    (void)state;
    for (int rows = 40; rows <= 400; rows += 360) {
        struct sheet_fixture fixture;
        sheet_fixture_open(&fixture, 0);
        sheet_fixture_begin(&fixture);
        for (int i = 0; i < rows; i++)
            sheet_fixture_row(&fixture, 9510);
        sheet_fixture_close(&fixture);
        const char *sheet =
            book_view_part(fixture.view, "xl/worksheets/sheet1.xml");
        const char *foot = strstr(sheet, "<oddFooter>");
        const char *line = strstr(sheet, "制表人：");
        assert_non_null(foot);
        assert_true(rows == 400 ? line > foot : line == NULL || line < foot);
        assert_true((strstr(foot, "&amp;L制表人：") != NULL) == (rows == 400));
        assert_non_null(strstr(foot, "第 &amp;P 页 共 &amp;N 页"));
        sheet_fixture_release(&fixture);
    }
}

/* A table with a column of so many characters, and names that were planned for
 * so many; name and number to be repeated. */
static void write_wide(struct sheet_fixture *fixture, double width,
                       double name_width)
{
    struct column columns[SF_COLUMNS];
    sheet_fixture_open(fixture, 0);
    memcpy(columns, fixture->plan.columns, sizeof columns);
    columns[SF_WORDS].width = width;
    columns[SF_NAME].width = name_width;
    fixture->plan.columns = columns;
    fixture->plan.repeated = SF_NAME;
    fixture->plan.repeated_count = 2;
    sheet_fixture_begin(fixture);
    sheet_fixture_row(fixture, 9510);
    sheet_fixture_close(fixture);
}

static void wide_table_is_not_shrunk_beyond_reading(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        double width, name_width;
        const char *set_up, *titles;
    } cases[] = {
        {"two thirds of A4", 90, 10, "paperSize=\"9\" orientation",
         "'名单'!$5:$5<"},
        {"A3", 180, 10, "paperSize=\"8\" orientation", "'名单'!$5:$5<"},
        {"two pages of A3", 250, 10,
         "paperSize=\"8\" fitToWidth=\"2\" fitToHeight=\"0\"",
         "'名单'!$B:$C,'名单'!$5:$5<"},
        {"lines beside what is repeated", 250, 10,
         "<mergeCell ref=\"D1:", "'名单'!$B:$C,'名单'!$5:$5<"},
        {"two pages, for the borders of its columns", 230, 10,
         "paperSize=\"8\" fitToWidth=\"2\" fitToHeight=\"0\"",
         "'名单'!$B:$C,'名单'!$5:$5<"},
        {"lines of that", 230, 10,
         "<mergeCell ref=\"D1:", "'名单'!$B:$C,'名单'!$5:$5<"},
        {"planned for one page, and a little wider", 236, 1,
         "paperSize=\"8\" orientation", "'名单'!$5:$5<"},
        {"lines of that, too", 236, 1, "<mergeCell ref=\"A1:H1\"/>",
         "'名单'!$5:$5<"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct sheet_fixture fixture;
        write_wide(&fixture, cases[i].width, cases[i].name_width);
        expect_mark(&fixture, cases[i].set_up);
        EXPECT(cases[i].name,
               strstr(book_view_part(fixture.view, "xl/workbook.xml"),
                      cases[i].titles) != NULL);
        sheet_fixture_release(&fixture);
    }
}

/* The first column alone is repeated, and no title reaches there. */
static void title_stands_in_the_middle_where_it_can(void **state)
{
    (void)state;
    struct sheet_fixture fixture;
    struct column columns[SF_COLUMNS];
    sheet_fixture_open(&fixture, 0);
    memcpy(columns, fixture.plan.columns, sizeof columns);
    columns[SF_WORDS].width = 250;
    fixture.plan.columns = columns;
    fixture.plan.repeated = SF_NUMBER;
    fixture.plan.repeated_count = 1;
    sheet_fixture_begin(&fixture);
    sheet_fixture_row(&fixture, 9510);
    sheet_fixture_close(&fixture);
    expect_mark(&fixture, "<mergeCell ref=\"A1:G1\"/>");
    expect_mark(&fixture, "<mergeCell ref=\"B3:G3\"/>");
    sheet_fixture_release(&fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(page_is_a4_landscape_with_repeated_header),
        cmocka_unit_test(column_grows_with_its_contents_up_to_a_limit),
        cmocka_unit_test(amount_is_never_shown_as_hashes),
        cmocka_unit_test(wrapped_row_is_as_high_as_its_lines),
        cmocka_unit_test(wide_table_is_not_shrunk_beyond_reading),
        cmocka_unit_test(page_with_a_few_lines_only_is_avoided),
        cmocka_unit_test(long_list_is_signed_at_the_foot_of_each_page),
        cmocka_unit_test(title_stands_in_the_middle_where_it_can),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
