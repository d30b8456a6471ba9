/* Each fund by county and category: the list, and the matrix. */
#include "tests/support/report_fixture.h"
#include "tests/support/suite.h"
#include <string.h>

#define FILE_NAME "财政划转汇总.xlsx"

static void people_without_a_fund_are_not_lost(void **state)
{
    (void)state;
    struct report_fixture fixture;
    report_fixture_write(&fixture, NULL, 0);
    struct book_view *view = report_view(&fixture, FILE_NAME);
    const char *sheet = "分资金分县（区）分类别";
    assert_string_equal(view_beside(view, sheet, "监测参保户", 'F').value, "1");
    assert_string_equal(view_beside(view, sheet, "无符合条件的身份", 'F').value,
                        "1");
    assert_string_equal(view_beside(view, sheet, "不享受资助小计", 'F').value,
                        "2");
    assert_string_equal(view_beside(view, sheet, "合计", 'F').value, "9");
    book_view_close(view);
    report_fixture_release(&fixture);
}

static void codes_keep_their_zeros(void **state)
{
    (void)state;
    struct report_fixture fixture;
    report_fixture_write(&fixture, NULL, 0);
    struct book_view *view = report_view(&fixture, FILE_NAME);
    const struct cell_view cell =
        view_find(view, "分资金分县（区）分类别", "01");
    assert_true(cell.is_text);
    assert_string_equal(view_format(view, &cell), "@");
    book_view_close(view);
    report_fixture_release(&fixture);
}

/* Pairs of columns: 东区 D E, 西区 F G, 未注明 H I, all J K. */
static void matrix_adds_up_both_ways(void **state)
{
    static const struct {
        const char *row;
        char column;
        const char *value, *formula;
    } cases[] = {
        {"稳定脱贫户", 'E', "95", ""},
        {"稳定脱贫户", 'G', "0", ""},
        {"稳定脱贫户", 'K', "95", "E4+G4+I4"},
        {"孤儿", 'G', "190", ""},
        {"医疗救助资金小计", 'K', "665", NULL},
        {"重度残疾人", 'H', "1", ""},
        {"重度残疾人", 'J', "2", NULL},
        {"财政专项资金小计", 'I', "380", NULL},
        {"不享受资助小计", 'J', "2", NULL},
    };
    (void)state;
    struct report_fixture fixture;
    report_fixture_write(&fixture, NULL, 0);
    struct book_view *view = report_view(&fixture, FILE_NAME);
    const char *sheet = "资金、县（区）、类别矩阵";
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        const struct cell_view cell =
            view_beside(view, sheet, cases[i].row, cases[i].column);
        EXPECT_TEXT(cases[i].row, cell.value, cases[i].value);
        if (cases[i].formula != NULL)
            EXPECT(cases[i].row, strstr(cell.formula, "+") != NULL ||
                                     cases[i].formula[0] == '\0');
    }
    assert_string_equal(view_cell(view, sheet, "A15").value, "合计");
    assert_string_equal(view_cell(view, sheet, "J15").value, "9");
    assert_string_equal(view_cell(view, sheet, "K15").value, "1995");
    book_view_close(view);
    report_fixture_release(&fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(people_without_a_fund_are_not_lost),
        cmocka_unit_test(codes_keep_their_zeros),
        cmocka_unit_test(matrix_adds_up_both_ways),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
