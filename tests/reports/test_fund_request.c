/* Fund requests: what each applicant applies for, and for whom. */
#include "tests/support/report_fixture.h"
#include "tests/support/suite.h"
#include <string.h>

#define BUREAU "资金申请/医保-资金申请表.xlsx"
#define CIVIL "资金申请/民政-资金申请表.xlsx"
#define HEALTH "资金申请/卫健-资金申请表.xlsx"
#define DISABLED "资金申请/残联-资金申请表.xlsx"

/*
 * Who pays in the month of the fixture: 医保 for stable (95), destitute (380)
 * and the orphan (190); 民政 for two of 2305 (285 each); 残联 for two severe
 * ones (380 each).
 */
static void each_request_adds_up_to_what_its_people_get(void **state)
{
    (void)state;
    static const struct {
        const char *file, *heads, *amount;
    } cases[] = {
        {BUREAU, "3", "665"},
        {CIVIL, "2", "570"},
        {HEALTH, "0", "0"},
        {DISABLED, "2", "760"},
    };
    struct report_fixture fixture;
    report_fixture_write(&fixture, NULL, 0);
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct book_view *view = report_view(&fixture, cases[i].file);
        EXPECT_TEXT(cases[i].file,
                    view_beside(view, "请款函", "合计", 'J').value,
                    cases[i].amount);
        EXPECT_TEXT(cases[i].file,
                    view_beside(view, "资金申请表", "合计", 'J').value,
                    cases[i].heads);
        EXPECT_TEXT(cases[i].file,
                    view_beside(view, "资金申请表", "合计", 'K').value,
                    cases[i].amount);
        EXPECT_TEXT(cases[i].file,
                    view_beside(view, "按类别汇总", "合计", 'K').value,
                    cases[i].amount);
        EXPECT_TEXT(cases[i].file,
                    view_beside(view, "人员明细", "合计", 'J').value,
                    cases[i].amount);
        book_view_close(view);
    }
    report_fixture_release(&fixture);
}

static void request_stands_by_county_and_category(void **state)
{
    (void)state;
    static const struct {
        const char *ref, *value;
    } cases[] = {
        {"A3", "申请单位：示范市医疗保障局　　分级申请单位：区医疗保障局"},
        {"F4", "本月新增"},
        {"H4", "本月核减"},
        {"J4", "累计"},
        {"A6", "东区"},
        {"B6", "9902"},
        {"C6", "稳定脱贫户"},
        {"D6", "医疗救助资金"},
        {"E6", "95"},
        {"F6", "1"},
        {"G6", "95"},
        {"H6", "0"},
        {"I6", "0"},
        {"J6", "1"},
        {"K6", "95"},
        {"B7", "2304"},
        {"A8", "东区小计"},
        {"K8", "475"},
        {"A9", "西区"},
        {"B9", "01"},
        {"K10", "190"},
        {"A11", "合计"},
        {"G11", "665"},
        {"K11", "665"},
        {"A12",
         "累计=以前月份累计+本月新增-本月核减；没有已结账的月份时，本月认定的都"
         "是新增。资助标准依据见“按类别汇总”，人员见“人员明细”。"},
    };
    struct report_fixture fixture;
    report_fixture_write(&fixture, NULL, 0);
    struct book_view *view = report_view(&fixture, BUREAU);
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        EXPECT_TEXT(cases[i].ref,
                    view_cell(view, "资金申请表", cases[i].ref).value,
                    cases[i].value);
    book_view_close(view);
    report_fixture_release(&fixture);
}

static void unknown_county_is_printed_as_such(void **state)
{
    (void)state;
    struct report_fixture fixture;
    report_fixture_write(&fixture, NULL, 0);
    struct book_view *view = report_view(&fixture, DISABLED);
    assert_string_equal(view_beside(view, "资金申请表", "未注明", 'K').value,
                        "380");
    book_view_close(view);
    report_fixture_release(&fixture);
}

static void single_category_has_no_subtotals(void **state)
{
    (void)state;
    struct report_fixture fixture;
    report_fixture_write(&fixture, NULL, 0);
    struct book_view *view = report_view(&fixture, CIVIL);
    assert_string_equal(view_find(view, "资金申请表", "西区小计").ref, "");
    assert_string_equal(view_beside(view, "资金申请表", "合计", 'K').formula,
                        "SUM(K6:K6)");
    book_view_close(view);
    report_fixture_release(&fixture);
}

/* 东区: stable new, destitute stays, somebody was taken off; nobody of 别区 is
 * left; a category that the policy has no longer was paid for. */
static const struct {
    const char *applicant, *fund, *county, *category;
    struct flow flow;
} flows[] = {
    {"医保", "医疗救助资金", "东区", "9902", {{1, 9500}, {0, 0}, {1, 9500}}},
    {"医保", "医疗救助资金", "东区", "2304", {{0, 0}, {1, 38000}, {1, 38000}}},
    {"医保", "医疗救助资金", "东区", "old", {{0, 0}, {1, 100}, {2, 200}}},
    {"医保", "医疗救助资金", "西区", "01", {{0, 0}, {0, 0}, {1, 19000}}},
    {"医保", "医疗救助资金", "别区", "9902", {{0, 0}, {2, 19000}, {0, 0}}},
    {"民政", "财政专项资金", "西区", "2305", {{2, 57000}, {0, 0}, {2, 57000}}},
};

static strref pooled(struct report_fixture *fixture, const char *text)
{
    strref ref = 0;
    assert_int_equal(string_pool_add(fixture->decided.roster.strings, text,
                                     strlen(text), &ref),
                     0);
    return ref;
}

static void movements_come_from_the_months_before(void **state)
{
    static const struct {
        const char *ref, *value;
    } cases[] = {
        {"F6", "1"},     {"H6", "0"},
        {"J6", "1"},     {"F7", "0"},
        {"H7", "1"},     {"I7", "380"},
        {"K7", "380"},   {"C8", "（政策已无的类别）"},
        {"H8", "1"},     {"J8", "2"},
        {"A12", "别区"}, {"H12", "2"},
        {"J12", "0"},    {"A14", "合计"},
        {"G14", "95"},   {"I14", "571"},
        {"K14", "667"},
    };
    (void)state;
    struct report_fixture fixture;
    struct failure failure = FAILURE_INIT;
    struct request_line lines[COUNT_OF(flows)];
    report_fixture_init(&fixture, NULL, 0);
    for (size_t i = 0; i < COUNT_OF(flows); i++)
        lines[i] = (struct request_line){
            .applicant = pooled(&fixture, flows[i].applicant),
            .fund = pooled(&fixture, flows[i].fund),
            .county = pooled(&fixture, flows[i].county),
            .category = pooled(&fixture, flows[i].category),
            .flow = flows[i].flow,
        };
    fixture.decided.allocation.requests = lines;
    fixture.decided.allocation.request_count = COUNT_OF(lines);
    if (reports_write(&fixture.input, fixture.folder.path, &failure) != 0)
        fail_msg("%s", failure.note);
    struct book_view *view = report_view(&fixture, BUREAU);
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        EXPECT_TEXT(cases[i].ref,
                    view_cell(view, "资金申请表", cases[i].ref).value,
                    cases[i].value);
    assert_string_equal(view_beside(view, "请款函", "合计", 'H').value, "-476");
    assert_true(view_find(view, "请款函",
                          "本次应退回资助金额（大写）：人民币肆佰柒拾陆元整")
                    .ref[0] != '\0');
    assert_string_equal(
        view_beside(view, "按类别汇总", "（政策已无的类别）", 'I').value, "1");
    book_view_close(view);
    report_fixture_release(&fixture);
}

static void one_a_county_holds_that_countys_people_only(void **state)
{
    static const struct {
        const char *file, *heads, *amount;
    } cases[] = {
        {"资金申请/医保-东区-资金申请表.xlsx", "2", "475"},
        {"资金申请/医保-西区-资金申请表.xlsx", "1", "190"},
        {"资金申请/残联-未注明-资金申请表.xlsx", "1", "380"},
    };
    (void)state;
    struct report_fixture fixture;
    struct failure failure = FAILURE_INIT;
    report_fixture_init(&fixture, NULL, 0);
    fixture.input.by_county = true;
    assert_int_equal(
        reports_write(&fixture.input, fixture.folder.path, &failure), 0);
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct book_view *view = report_view(&fixture, cases[i].file);
        EXPECT_TEXT(cases[i].file,
                    view_beside(view, "资金申请表", "合计", 'J').value,
                    cases[i].heads);
        EXPECT_TEXT(cases[i].file,
                    view_beside(view, "人员明细", "合计", 'J').value,
                    cases[i].amount);
        book_view_close(view);
    }
    struct book_view *whole = report_view(&fixture, BUREAU);
    assert_string_equal(view_beside(whole, "请款函", "合计", 'J').value, "665");
    book_view_close(whole);
    report_fixture_release(&fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_request_adds_up_to_what_its_people_get),
        cmocka_unit_test(request_stands_by_county_and_category),
        cmocka_unit_test(unknown_county_is_printed_as_such),
        cmocka_unit_test(single_category_has_no_subtotals),
        cmocka_unit_test(movements_come_from_the_months_before),
        cmocka_unit_test(one_a_county_holds_that_countys_people_only),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
