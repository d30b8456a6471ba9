/* The transfer summary: every view of the same money. */
#include "core/id_number.h"
#include "tests/support/report_fixture.h"
#include "tests/support/suite.h"
#include <string.h>

#define FILE_NAME "财政划转汇总.xlsx"

struct cell_case {
    const char *sheet, *ref, *value;
};

static void expect_cells(const struct cell_case *cases, size_t count)
{
    struct report_fixture fixture;
    report_fixture_write(&fixture, NULL, 0);
    struct book_view *view = report_view(&fixture, FILE_NAME);
    for (size_t i = 0; i < count; i++)
        EXPECT_TEXT(cases[i].ref,
                    view_cell(view, cases[i].sheet, cases[i].ref).value,
                    cases[i].value);
    book_view_close(view);
    report_fixture_release(&fixture);
}

static void every_view_has_the_grand_total(void **state)
{
    (void)state;
    /* 665 from the assistance fund, 1330 from the fiscal one. */
    static const struct {
        const char *sheet;
        char column;
    } cases[] = {
        {"资金划转汇总", 'E'},
        {"划转明细", 'G'},
        {"资金构成", 'C'},
        {"分县（区）分资金", 'G'},
        {"分资金分县（区）分类别", 'H'},
        {"分部门", 'E'},
    };
    struct report_fixture fixture;
    report_fixture_write(&fixture, NULL, 0);
    assert_int_equal(fixture.decided.allocation.total.subsidy, 199500);
    struct book_view *view = report_view(&fixture, FILE_NAME);
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        const struct cell_view cell =
            view_beside(view, cases[i].sheet, "合计", cases[i].column);
        EXPECT_TEXT(cases[i].sheet, cell.value, "1995");
        EXPECT_TEXT(cases[i].sheet, view_format(view, &cell), "#,##0.00_ ");
        if (cell.formula[0] == '\0')
            fail_msg("%s: the total is no formula", cases[i].sheet);
    }
    book_view_close(view);
    report_fixture_release(&fixture);
}

static void funds_say_who_transfers_what_by_when(void **state)
{
    (void)state;
    static const struct cell_case cases[] = {
        {"资金划转汇总", "A4", "医疗救助资金"},
        {"资金划转汇总", "B4", "医保"},
        {"资金划转汇总", "C4", "3"},
        {"资金划转汇总", "D4", "1140"},
        {"资金划转汇总", "E4", "665"},
        {"资金划转汇总", "F4", "475"},
        {"资金划转汇总", "G4", "由医疗保障部门直接划转"},
        {"资金划转汇总", "H4", "2023年10月1日至2023年12月31日"},
        {"资金划转汇总", "I4", "示医保发〔2023〕1号 四、（一）"},
        {"资金划转汇总", "B5", "民政、卫健、残联"},
        {"资金划转汇总", "E5", "1330"},
        {"资金划转汇总", "H5", "2023年12月20日前"},
        {"资金划转汇总", "A6", "不享受资助"},
        {"资金划转汇总", "C6", "2"},
        {"资金划转汇总", "E6", "0"},
        {"资金划转汇总", "F6", "760"},
        {"资金划转汇总", "C7", "9"},
        {"资金划转汇总", "A8",
         "应划转资助金额（大写）：人民币壹仟玖佰玖拾伍元整"},
    };
    expect_cells(cases, COUNT_OF(cases));
}

static void counties_stand_in_the_policys_order(void **state)
{
    (void)state;
    static const struct cell_case cases[] = {
        {"分县（区）分资金", "B3", "医疗救助资金"},
        {"分县（区）分资金", "B4", "人数"},
        {"分县（区）分资金", "A5", "东区"},
        {"分县（区）分资金", "C5", "475"},
        {"分县（区）分资金", "E5", "380"},
        {"分县（区）分资金", "A6", "西区"},
        {"分县（区）分资金", "C6", "190"},
        {"分县（区）分资金", "E6", "570"},
        {"分县（区）分资金", "A7", "未注明"},
        {"分县（区）分资金", "E7", "380"},
        {"分县（区）分资金", "F5", "3"},
        {"分县（区）分资金", "H5", "1"},
    };
    expect_cells(cases, COUNT_OF(cases));
}

static void departments_and_applicants_have_their_deadlines(void **state)
{
    (void)state;
    static const struct cell_case cases[] = {
        {"分部门", "A4", "乡村振兴"},   {"分部门", "B4", "医保"},
        {"分部门", "C4", "45291"},      {"分部门", "E4", "95"},
        {"分部门", "B5", "（不申请）"}, {"分部门", "D5", "1"},
        {"分部门", "A6", "民政"},       {"分部门", "B6", "医保"},
        {"分部门", "E6", "570"},        {"分部门", "B7", "民政"},
        {"分部门", "E7", "570"},        {"时限", "A5", "集中参保期"},
        {"时限", "B5", "45170"},        {"时限", "C5", "45291"},
        {"时限", "D4", "下次到期"},     {"时限", "D5", "45291"},
    };
    expect_cells(cases, COUNT_OF(cases));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_view_has_the_grand_total),
        cmocka_unit_test(funds_say_who_transfers_what_by_when),
        cmocka_unit_test(counties_stand_in_the_policys_order),
        cmocka_unit_test(departments_and_applicants_have_their_deadlines),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
