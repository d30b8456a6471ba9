/* Tie-outs and assumptions as sheets and lines. */
#include "tests/support/report_fixture.h"
#include "tests/support/suite.h"
#include <string.h>

#define FILE_NAME "财政划转汇总.xlsx"

static void every_equation_is_printed_with_both_sides(void **state)
{
    (void)state;
    struct report_fixture fixture;
    report_fixture_write(&fixture, NULL, 0);
    struct book_view *view = report_view(&fixture, FILE_NAME);
    const struct allocation *allocation = &fixture.decided.allocation;
    assert_true(allocation->tie_count > 10);
    for (size_t i = 0; i < allocation->tie_count; i++) {
        const struct tie_out *tie = &allocation->ties[i];
        const char *sheet = tie->is_money ? "金额核对" : "数量核对";
        const struct cell_view left = view_beside(view, sheet, tie->what, 'C');
        EXPECT_TEXT(tie->what, left.value,
                    view_beside(view, sheet, tie->what, 'D').value);
        EXPECT_TEXT(tie->what, view_format(view, &left),
                    tie->is_money ? "#,##0.00_ " : "#,##0_ ");
        EXPECT_TEXT(tie->what, view_beside(view, sheet, tie->what, 'E').value,
                    "0");
        EXPECT_TEXT(tie->what, view_beside(view, sheet, tie->what, 'F').value,
                    "平");
    }
    assert_string_equal(view_beside(view, "金额核对", "差额合计", 'E').value,
                        "0");
    book_view_close(view);
    report_fixture_release(&fixture);
}

static void assumptions_stand_with_their_reasons(void **state)
{
    (void)state;
    struct report_fixture fixture;
    report_fixture_write(&fixture, NULL, 0);
    struct book_view *view = report_view(&fixture, FILE_NAME);
    const char *text = "同一步内按文件所列代码的先后导盘";
    assert_string_equal(view_beside(view, "口径说明", text, 'A').value, "1");
    assert_string_equal(view_beside(view, "口径说明", text, 'C').value,
                        "文件没有写明同一步内的先后");
    book_view_close(view);
    report_fixture_release(&fixture);
}

/* The fixture's policy, its step 3 resting on the assumption. */
static struct policy policy_with_assumption(struct step *steps)
{
    struct policy policy = *policy_fixture();
    memcpy(steps, policy.steps, policy.step_count * sizeof *steps);
    steps[2].source.assumption = "order-inside-step";
    policy.steps = steps;
    return policy;
}

static void figures_name_the_assumptions_they_rest_on(void **state)
{
    (void)state;
    static const struct {
        const char *file, *sheet;
        bool rests;
    } cases[] = {
        {FILE_NAME, "资金划转汇总", true},
        {"资金申请/医保-资金申请表.xlsx", "资金申请表", true},
        {"资金申请/民政-资金申请表.xlsx", "资金申请表", true},
        {"资金申请/残联-资金申请表.xlsx", "资金申请表", false},
        {"税务征收名单.xlsx", "汇总", true},
        {"月度变动.xlsx", "汇总", true},
        {"身份重叠裁定.xlsx", "身份重叠裁定", true},
        {"导盘/03-民政-低保低收入.xlsx", "低保低收入", true},
        {"导盘/04-卫健-二女户女儿.xlsx", "二女户女儿", false},
    };
    struct report_fixture fixture;
    struct failure failure = FAILURE_INIT;
    struct step steps[16];
    report_fixture_init(&fixture, NULL, 0);
    assert_true(policy_fixture()->step_count <= COUNT_OF(steps));
    const struct policy policy = policy_with_assumption(steps);
    fixture.input.policy = &policy;
    assert_int_equal(
        reports_write(&fixture.input, fixture.folder.path, &failure), 0);
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct book_view *view = report_view(&fixture, cases[i].file);
        const struct cell_view line = view_find(
            view, cases[i].sheet, "口径1：同一步内按文件所列代码的先后导盘。");
        EXPECT_INT(cases[i].file, line.ref[0] != '\0', cases[i].rests);
        book_view_close(view);
    }
    report_fixture_release(&fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_equation_is_printed_with_both_sides),
        cmocka_unit_test(assumptions_stand_with_their_reasons),
        cmocka_unit_test(figures_name_the_assumptions_they_rest_on),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
