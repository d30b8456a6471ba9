/* What goes from where into which account by which day. */
#include "tests/support/report_fixture.h"
#include "tests/support/suite.h"
#include <string.h>

#define FILE_NAME "财政划转汇总.xlsx"
#define SHEET "划转明细"

static const struct money_route routes[] = {
    {.fund = 0,
     .payer = "医保部门",
     .account = "医保基金专户",
     .holder = "示范市医疗保障局",
     .bank = "示范银行",
     .number = "0001",
     .addressee = ""},
};

static struct book_view *write_with(struct report_fixture *fixture,
                                    struct bureau *bureau)
{
    struct failure failure = FAILURE_INIT;
    *bureau = *bureau_default();
    bureau->routes = routes;
    bureau->route_count = COUNT_OF(routes);
    report_fixture_init(fixture, NULL, 0);
    fixture->input.bureau = bureau;
    assert_int_equal(
        reports_write(&fixture->input, fixture->folder.path, &failure), 0);
    return report_view(fixture, FILE_NAME);
}

static void each_fund_and_county_has_its_line(void **state)
{
    static const struct {
        const char *ref, *value;
    } cases[] = {
        {"A5", "医疗救助资金"},
        {"B5", "东区"},
        {"C5", "医保部门"},
        {"D5", "医保基金专户\n户名：示范市医疗保障局\n开户银行：示范银行"},
        {"E5", "0001"},
        {"F5", "2"},
        {"G5", "475"},
        {"H5", "475"},
        {"I5", "45200"}, /* 2023-10-01 */
        {"J5", "45291"}, /* 2023-12-31 */
        {"K5", "示医保发〔2023〕1号 四、（一）"},
        {"A7", "医疗救助资金小计"},
        {"C8", "（文件没有写明）"},
        {"D8", "（文件没有写明）"},
        {"E8", "＿＿＿＿＿＿"},
        {"I8", ""},
        {"J8", "45280"}, /* 2023-12-20 */
        {"B10", "未注明"},
    };
    (void)state;
    struct report_fixture fixture;
    struct bureau bureau;
    struct book_view *view = write_with(&fixture, &bureau);
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        EXPECT_TEXT(cases[i].ref, view_cell(view, SHEET, cases[i].ref).value,
                    cases[i].value);
    book_view_close(view);
    report_fixture_release(&fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_fund_and_county_has_its_line),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
