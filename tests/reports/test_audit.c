/* The audit workbook: its guide, versions, and the order of its sheets. */
#include "tests/support/report_fixture.h"
#include "tests/support/suite.h"
#include <string.h>

static void sheets_follow_the_way_of_the_data(void **state)
{
    (void)state;
    static const char *const sheets[] = {
        "核查说明", "版本",     "输入文件", "各表行数", "取列情况",
        "政策依据", "导盘顺序", "其他规定", "口径说明", "金额核对",
        "数量核对", "问题清单", "认定明细",
    };
    struct report_fixture fixture;
    report_fixture_write(&fixture, NULL, 0);
    struct book_view *view = report_view(&fixture, "审计底稿.xlsx");
    const char *at = book_view_part(view, "xl/workbook.xml");
    for (size_t i = 0; i < COUNT_OF(sheets); i++) {
        at = strstr(at, sheets[i]);
        if (at == NULL)
            fail_msg("%s does not stand in its place", sheets[i]);
    }
    book_view_close(view);
    report_fixture_release(&fixture);
}

static void guide_names_only_sheets_that_are_there(void **state)
{
    (void)state;
    struct report_fixture fixture;
    report_fixture_write(&fixture, NULL, 0);
    struct book_view *view = report_view(&fixture, "审计底稿.xlsx");
    const char *workbook = book_view_part(view, "xl/workbook.xml");
    for (char row = '5'; row <= '9'; row++) {
        const char ref[] = {'D', row, '\0'};
        const char *at = view_cell(view, "核查说明", ref).value;
        assert_string_not_equal(at, "");
        while (*at != '\0') {
            char name[64] = "";
            const size_t length = strcspn(at, "\xE3"); /* before 、 */
            strncat(name, at, length < 60 ? length : 60);
            if (strstr(workbook, name) == NULL)
                fail_msg("there is no sheet %s", name);
            at += length;
            if (strncmp(at, "、", 3) == 0)
                at += 3;
        }
    }
    book_view_close(view);
    report_fixture_release(&fixture);
}

static void versions_are_stated(void **state)
{
    (void)state;
    static const struct {
        const char *name, *value;
    } cases[] = {
        {"程序版本", "daopan 测试"},
        {"所属期", "2023-08"},
        {"截止日期", "2023-08-31"},
        {"政策", "shifan-2024"},
        {"政策文件 SHA-256",
         "0000000000000000000000000000000000000000000000000000000000000000"},
        {"最近一次与文件原文核对", "2023-09-01"},
    };
    struct report_fixture fixture;
    report_fixture_write(&fixture, NULL, 0);
    struct book_view *view = report_view(&fixture, "审计底稿.xlsx");
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        EXPECT_TEXT(cases[i].name,
                    view_beside(view, "版本", cases[i].name, 'B').value,
                    cases[i].value);
    book_view_close(view);
    report_fixture_release(&fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sheets_follow_the_way_of_the_data),
        cmocka_unit_test(guide_names_only_sheets_that_are_there),
        cmocka_unit_test(versions_are_stated),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
