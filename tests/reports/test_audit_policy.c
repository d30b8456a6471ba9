/* The audit workbook's sheets about the policy. */
#include "tests/support/report_fixture.h"
#include "tests/support/suite.h"
#include <string.h>

#define FILE_NAME "审计底稿.xlsx"

static void order_has_codes_amounts_conditions_and_quotes(void **state)
{
    (void)state;
    static const struct {
        char column;
        const char *value;
    } cases[] = {
        {'A', "3"},
        {'B', "民政"},
        {'C', "2305"},
        {'E', "年满60周岁；或未满18周岁；或残疾三级、四级"},
        {'F', "定额资助"},
        {'G', "285"},
        {'H', "95"},
        {'I', "财政专项资金"},
        {'J', "民政"},
        {'K', "示医保发〔2023〕1号 三、3：“低收入对象”\n"
              "示医保发〔2023〕1号 三、3：“资助285元”\n"
              "示医保发〔2023〕1号 二、1：“60周岁以上”\n"
              "示医保发〔2023〕1号 二、1：“未成年人”\n"
              "示医保发〔2023〕1号 二、1：“三、四级残疾人”"},
    };
    struct report_fixture fixture;
    report_fixture_write(&fixture, NULL, 0);
    struct book_view *view = report_view(&fixture, FILE_NAME);
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        EXPECT_TEXT(
            cases[i].value,
            view_beside(view, "导盘顺序", "低收入对象", cases[i].column).value,
            cases[i].value);
    const struct cell_view code = view_beside(view, "导盘顺序", "孤儿", 'C');
    assert_string_equal(code.value, "01");
    assert_true(code.is_text);
    book_view_close(view);
    report_fixture_release(&fixture);
}

static void documents_and_rules_have_their_sources(void **state)
{
    (void)state;
    struct report_fixture fixture;
    report_fixture_write(&fixture, NULL, 0);
    struct book_view *view = report_view(&fixture, FILE_NAME);
    assert_string_equal(
        view_beside(view, "政策依据", "示医保发〔2023〕1号", 'B').value,
        "示范市医疗保障局");
    assert_string_equal(
        view_beside(view, "其他规定", "个人缴费标准", 'B').value,
        "380.00元/人·年");
    assert_string_equal(
        view_beside(view, "其他规定", "个人缴费标准", 'C').value,
        "示医保发〔2023〕1号 一：“个人缴费标准380元”");
    assert_string_equal(view_beside(view, "其他规定", "集中缴费期", 'B').value,
                        "2023年9月1日至2023年12月31日");
    assert_string_equal(
        view_beside(view, "其他规定", "低保对象与低收入对象", 'B').value,
        "低收入对象是不享受低保的人");
    book_view_close(view);
    report_fixture_release(&fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(order_has_codes_amounts_conditions_and_quotes),
        cmocka_unit_test(documents_and_rules_have_their_sources),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
