/* The letter: to whom, by what, how much, into which account. */
#include "tests/support/report_fixture.h"
#include "tests/support/suite.h"
#include <string.h>

#define BUREAU "资金申请/医保-资金申请表.xlsx"
#define CIVIL "资金申请/民政-资金申请表.xlsx"
#define HEALTH "资金申请/卫健-资金申请表.xlsx"
#define SHEET "请款函"

static void expect_lines(struct book_view *view, const char *const *lines,
                         size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (view_find(view, SHEET, lines[i]).ref[0] == '\0')
            fail_msg("not in the letter: %s", lines[i]);
}

static void letter_states_basis_heads_and_amount(void **state)
{
    static const char *const lines[] = {
        "关于申请拨付2024年度城乡居民医保资助参保资金的函",
        "＿＿＿＿＿＿＿＿：",
        "　　根据示医保发〔2023〕1号《关于做好2024年度城乡居民基本医疗保险参保"
        "工作的通知》"
        "四、（一）的规定，现申请拨付2024年度城乡居民基本医疗保险资助参保资金。"
        "截至2023年8月31日，由本单位申请资助的特殊人员累计3人、665.00元。本月"
        "新增3人、665.00元，核减0人、0.00元，本次申请资助资金665.00元。按资金来"
        "源和资助标准分列如下：",
        "本次申请资助金额（大写）：人民币陆佰陆拾伍元整",
        "收款账户（医疗救助资金）：＿＿＿＿＿＿＿＿（文件没有写明划入哪个账户）"
        "　"
        "户名：＿＿＿＿＿＿＿＿　开户银行：＿＿＿＿＿＿＿＿　账号：＿＿＿＿＿＿"
        "＿"
        "＿（文件没有写明，请填写）",
        "申请时限：2023年12月31日前（示医保发〔2023〕1号 四、（一））。",
        "附件：1.资金申请表（分县（区）、分类别）　2.按身份类别汇总表　3."
        "资助参保人"
        "员明细表（3人）　4.已由他部门资助人员名单（2人）",
        "示范市医疗保障局（盖章）",
        "　　　　年　　月　　日",
    };
    (void)state;
    struct report_fixture fixture;
    report_fixture_write(&fixture, NULL, 0);
    struct book_view *view = report_view(&fixture, BUREAU);
    expect_lines(view, lines, COUNT_OF(lines));
    book_view_close(view);
    report_fixture_release(&fixture);
}

static void accounts_are_the_bureaus(void **state)
{
    static const struct money_route routes[] = {
        {.fund = 1,
         .payer = "财政局",
         .account = "医保基金收入户",
         .holder = "示范市医疗保障局",
         .bank = "示范银行",
         .number = "0001",
         .addressee = "示范市财政局"},
    };
    static const struct bureau settings = {
        .path = "x", .sha256 = "", .routes = routes, .route_count = 1};
    static const char *const lines[] = {
        "示范市财政局：",
        "收款账户（财政专项资金）：医保基金收入户　户名：示范市医疗保障局　开户"
        "银行"
        "：示范银行　账号：0001",
    };
    (void)state;
    struct report_fixture fixture;
    struct failure failure = FAILURE_INIT;
    struct bureau bureau = settings;
    bureau.plate = bureau_default()->plate;
    report_fixture_init(&fixture, NULL, 0);
    fixture.input.bureau = &bureau;
    assert_int_equal(
        reports_write(&fixture.input, fixture.folder.path, &failure), 0);
    struct book_view *view = report_view(&fixture, CIVIL);
    expect_lines(view, lines, COUNT_OF(lines));
    book_view_close(view);
    report_fixture_release(&fixture);
}

static void each_standard_has_its_line(void **state)
{
    (void)state;
    struct report_fixture fixture;
    report_fixture_write(&fixture, NULL, 0);
    struct book_view *view = report_view(&fixture, BUREAU);
    static const struct {
        const char *who, *standard, *heads, *amount;
    } cases[] = {
        {"稳定脱贫户", "95", "1", "95"},
        {"孤儿", "190", "1", "190"},
        {"特困人员", "380", "1", "380"},
        {"合计", "", "3", "665"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        EXPECT_TEXT(cases[i].who,
                    view_beside(view, SHEET, cases[i].who, 'C').value,
                    cases[i].standard);
        EXPECT_TEXT(cases[i].who,
                    view_beside(view, SHEET, cases[i].who, 'I').value,
                    cases[i].heads);
        EXPECT_TEXT(cases[i].who,
                    view_beside(view, SHEET, cases[i].who, 'J').value,
                    cases[i].amount);
    }
    book_view_close(view);
    report_fixture_release(&fixture);
}

static void letter_for_nobody_asks_for_nothing(void **state)
{
    (void)state;
    struct report_fixture fixture;
    report_fixture_write(&fixture, NULL, 0);
    struct book_view *view = report_view(&fixture, HEALTH);
    assert_true(
        view_find(view, SHEET, "本期没有由本单位申请资助的人员").ref[0] !=
        '\0');
    assert_true(view_find(view, SHEET, "本次申请资助金额（大写）：人民币零元整")
                    .ref[0] != '\0');
    book_view_close(view);
    report_fixture_release(&fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(letter_states_basis_heads_and_amount),
        cmocka_unit_test(accounts_are_the_bureaus),
        cmocka_unit_test(each_standard_has_its_line),
        cmocka_unit_test(letter_for_nobody_asks_for_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
