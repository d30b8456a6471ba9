/* The audit workbook's sheets about what came in. */
#include "core/id_number.h"
#include "tests/support/report_fixture.h"
#include "tests/support/suite.h"
#include <string.h>

#define FILE_NAME "审计底稿.xlsx"

static void files_have_their_hashes_and_rows_by_fate(void **state)
{
    (void)state;
    static const struct {
        char column;
        const char *value;
    } cases[] = {
        {'C', "xlsx"},
        {'E', "1"},
        {'F', "12"},
        {'G', "8"},
        {'H', "1"},
        {'I', "1"},
        {'J', "2"},
        {'K',
         "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"},
    };
    struct report_fixture fixture;
    report_fixture_write(&fixture, NULL, 0);
    struct book_view *view = report_view(&fixture, FILE_NAME);
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        EXPECT_TEXT(
            cases[i].value,
            view_beside(view, "输入文件", "2.xlsx", cases[i].column).value,
            cases[i].value);
    assert_string_equal(view_beside(view, "输入文件", "合计", 'F').value, "23");
    book_view_close(view);
    report_fixture_release(&fixture);
}

static void rows_of_each_sheet_leave_no_gap(void **state)
{
    (void)state;
    struct report_fixture fixture;
    report_fixture_write(&fixture, NULL, 0);
    struct book_view *view = report_view(&fixture, FILE_NAME);
    const char *sheet = "各表行数";
    assert_string_equal(view_beside(view, sheet, "2.xlsx", 'D').value,
                        "民政对象花名册");
    assert_string_equal(view_beside(view, sheet, "2.xlsx", 'E').value, "2");
    assert_string_equal(view_beside(view, sheet, "2.xlsx", 'F').value, "12");
    assert_string_equal(view_beside(view, sheet, "2.xlsx", 'K').value, "0");
    assert_string_equal(view_beside(view, sheet, "2.xlsx", 'L').value,
                        "标题和表头2");
    assert_string_equal(view_beside(view, sheet, "合计", 'K').value, "0");
    book_view_close(view);
    report_fixture_release(&fixture);
}

static void sheet_that_was_not_read_says_so_and_why(void **state)
{
    (void)state;
    static const struct {
        const char *name, *why, *words;
        enum visibility visibility;
    } cases[] = {
        {"no header", "前30行里没有表头", "未读取：前30行里没有表头",
         SHEET_VISIBLE},
        {"hidden", "", "未读取：隐藏的工作表", SHEET_HIDDEN},
        {"no reason", "", "未读取：不是花名册", SHEET_VISIBLE},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct report_fixture fixture;
        struct failure failure = FAILURE_INIT;
        report_fixture_init(&fixture, NULL, 0);
        struct roster *roster = &fixture.decided.roster;
        assert_int_equal(mem_grow(&roster->sheets, &roster->sheet_capacity,
                                  roster->sheet_count + 1,
                                  sizeof *roster->sheets),
                         0);
        roster->sheets[roster->sheet_count++] = (struct roster_sheet){
            .kind = POLICY_NONE,
            .visibility = cases[i].visibility,
            .why_no_roster = cases[i].why,
        };
        assert_int_equal(
            reports_write(&fixture.input, fixture.folder.path, &failure), 0);
        struct book_view *view = report_view(&fixture, FILE_NAME);
        EXPECT_TEXT(cases[i].name,
                    view_beside(view, "各表行数", "不是花名册", 'F').value,
                    "未读取");
        EXPECT_TEXT(cases[i].name,
                    view_beside(view, "各表行数", "不是花名册", 'L').value,
                    cases[i].words);
        book_view_close(view);
        report_fixture_release(&fixture);
    }
}

static void gap_between_rows_and_fates_stops_the_run(void **state)
{
    (void)state;
    struct report_fixture fixture;
    struct failure failure = FAILURE_INIT;
    report_fixture_init(&fixture, NULL, 0);
    fixture.decided.roster.sheets[0].rows_read++;
    assert_int_equal(
        reports_write(&fixture.input, fixture.folder.path, &failure), -1);
    assert_int_equal(failure.code, DIAG_TIE_OUT);
    assert_non_null(strstr(failure.note, "各表行数"));
    report_fixture_release(&fixture);
}

static void columns_taken_and_not_taken_are_listed(void **state)
{
    (void)state;
    struct report_fixture fixture;
    report_fixture_write(&fixture, NULL, 0);
    struct book_view *view = report_view(&fixture, FILE_NAME);
    const char *sheet = "取列情况";
    assert_string_equal(view_beside(view, sheet, "身份证号", 'D').value, "C");
    assert_string_equal(view_beside(view, sheet, "姓名", 'D').value, "B");
    assert_string_equal(view_beside(view, sheet, "未用的列", 'E').value,
                        "序号、备注");
    book_view_close(view);
    report_fixture_release(&fixture);
}

static void findings_have_code_place_and_words(void **state)
{
    (void)state;
    static const struct {
        char column;
        const char *value;
    } cases[] = {
        {'B', "错误"},   {'D', "2.xlsx"},
        {'E', "名单"},   {'F', "C12"},
        {'H', "退回癸"}, {'I', "身份证号“51149919780301”是14位，应为18位"},
    };
    struct report_fixture fixture;
    report_fixture_write(&fixture, NULL, 0);
    struct book_view *view = report_view(&fixture, FILE_NAME);
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        EXPECT_TEXT(
            cases[i].value,
            view_beside(view, "问题清单", "id-length", cases[i].column).value,
            cases[i].value);
    assert_string_equal(
        view_beside(view, "问题清单", "row-duplicate", 'B').value, "说明");
    assert_string_equal(
        view_beside(view, "问题清单", "name-conflict", 'B').value, "警告");
    book_view_close(view);
    report_fixture_release(&fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(files_have_their_hashes_and_rows_by_fate),
        cmocka_unit_test(rows_of_each_sheet_leave_no_gap),
        cmocka_unit_test(sheet_that_was_not_read_says_so_and_why),
        cmocka_unit_test(gap_between_rows_and_fates_stops_the_run),
        cmocka_unit_test(columns_taken_and_not_taken_are_listed),
        cmocka_unit_test(findings_have_code_place_and_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
