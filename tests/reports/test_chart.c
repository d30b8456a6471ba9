/* Charts: native ones over the table's cells. */
#include "tests/support/report_fixture.h"
#include "tests/support/sheet_fixture.h"
#include "tests/support/suite.h"
#include <string.h>

static const size_t values[] = {SF_AMOUNT};
static const char *const names[] = {"金额"};

static void write_chart(struct sheet_fixture *fixture, uint32_t row_limit,
                        int rows, enum chart_kind kind)
{
    const struct chart_plan chart = {
        .kind = kind,
        .title = "各人金额",
        .labels = SF_NAME,
        .values = values,
        .names = names,
        .value_count = 1,
        .rows = (size_t)rows,
    };
    sheet_fixture_open(fixture, row_limit);
    sheet_fixture_begin(fixture);
    for (int i = 0; i < rows; i++)
        sheet_fixture_row(fixture, 9500);
    sheet_total(fixture->sheet, "合计");
    sheet_chart(fixture->sheet, &chart);
    sheet_fixture_close(fixture);
}

static void chart_shows_the_rows_and_not_their_sum(void **state)
{
    static const char *const words[] = {"'名单'!$B$6:$B$8", "'名单'!$F$6:$F$8",
                                        "各人金额", "金额"};
    (void)state;
    struct sheet_fixture fixture;
    write_chart(&fixture, 0, 3, CHART_COLUMNS);
    const char *chart = book_view_part(fixture.view, "xl/charts/chart1.xml");
    assert_non_null(chart);
    for (size_t i = 0; i < COUNT_OF(words); i++)
        EXPECT(words[i], strstr(chart, words[i]) != NULL);
    assert_non_null(strstr(chart, "<c:barChart>"));
    assert_non_null(book_view_part(fixture.view, "xl/drawings/drawing1.xml"));
    sheet_fixture_release(&fixture);
}

static void pie_tells_shares(void **state)
{
    (void)state;
    struct sheet_fixture fixture;
    write_chart(&fixture, 0, 3, CHART_PIE);
    const char *chart = book_view_part(fixture.view, "xl/charts/chart1.xml");
    assert_non_null(strstr(chart, "<c:pieChart>"));
    assert_non_null(strstr(chart, "<c:showPercent val=\"1\"/>"));
    assert_non_null(strstr(chart, "<c:separator>\n</c:separator>"));
    sheet_fixture_release(&fixture);
}

static void no_chart_where_there_is_nothing_to_show(void **state)
{
    static const struct {
        const char *name;
        uint32_t row_limit;
        int rows;
    } cases[] = {{"no rows", 0, 0}, {"a table in parts", 60, 40}};
    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct sheet_fixture fixture;
        write_chart(&fixture, cases[i].row_limit, cases[i].rows, CHART_COLUMNS);
        EXPECT(cases[i].name,
               book_view_part(fixture.view, "xl/charts/chart1.xml") == NULL);
        sheet_fixture_release(&fixture);
    }
}

static void transfer_has_the_splits_by_fund_and_by_county(void **state)
{
    (void)state;
    struct report_fixture fixture;
    report_fixture_write(&fixture, NULL, 0);
    struct book_view *view = report_view(&fixture, "财政划转汇总.xlsx");
    const char *pie = book_view_part(view, "xl/charts/chart1.xml");
    const char *columns = book_view_part(view, "xl/charts/chart2.xml");
    assert_non_null(strstr(pie, "'资金构成'!$C$4:$C$5"));
    assert_non_null(strstr(columns, "'分县（区）分资金'!$A$5:$A$7"));
    assert_non_null(strstr(columns, "'分县（区）分资金'!$E$5:$E$7"));
    book_view_close(view);
    report_fixture_release(&fixture);
}

/* What comes of everybody being paid by one fund. */
static void a_pie_of_one_piece_is_left_out(void **state)
{
    (void)state;
    struct report_fixture fixture;
    report_fixture_write(&fixture, report_rows, 1);
    struct book_view *view = report_view(&fixture, "财政划转汇总.xlsx");
    const char *columns = book_view_part(view, "xl/charts/chart1.xml");
    assert_non_null(strstr(columns, "<c:barChart>"));
    assert_null(book_view_part(view, "xl/charts/chart2.xml"));
    assert_string_equal(view_cell(view, "资金构成", "C4").value, "95");
    book_view_close(view);
    report_fixture_release(&fixture);
}

static void one_fund_has_no_sheet_of_shares(void **state)
{
    (void)state;
    struct report_fixture fixture;
    struct failure failure = FAILURE_INIT;
    report_fixture_init(&fixture, report_rows, 1);
    struct policy policy = *fixture.input.policy;
    policy.fund_count = 1;
    fixture.input.policy = &policy;
    assert_int_equal(
        reports_write(&fixture.input, fixture.folder.path, &failure), 0);
    struct book_view *view = report_view(&fixture, "财政划转汇总.xlsx");
    const char *book = book_view_part(view, "xl/workbook.xml");
    assert_non_null(strstr(book, "\"分县（区）分资金\""));
    assert_null(strstr(book, "\"资金构成\""));
    book_view_close(view);
    report_fixture_release(&fixture);
}

static void chart_and_its_table_share_a_page(void **state)
{
    (void)state;
    for (int rows = 3; rows <= 18; rows += 5) {
        struct sheet_fixture fixture;
        write_chart(&fixture, 0, rows, CHART_COLUMNS);
        const char *setup =
            strstr(book_view_sheet(fixture.view, "名单"), "<pageSetup ");
        assert_non_null(setup);
        const char *more = strstr(setup, "fitToHeight=");
        if (more != NULL && more < strchr(setup, '>'))
            fail_msg("%d rows: %.120s", rows, setup);
        sheet_fixture_release(&fixture);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(chart_shows_the_rows_and_not_their_sum),
        cmocka_unit_test(pie_tells_shares),
        cmocka_unit_test(no_chart_where_there_is_nothing_to_show),
        cmocka_unit_test(transfer_has_the_splits_by_fund_and_by_county),
        cmocka_unit_test(a_pie_of_one_piece_is_left_out),
        cmocka_unit_test(one_fund_has_no_sheet_of_shares),
        cmocka_unit_test(chart_and_its_table_share_a_page),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
