/* Fund requests: what each applicant applies for, and for whom. */
#include "core/id_number.h"
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
                    view_beside(view, "资金申请表", "合计", 'E').value,
                    cases[i].heads);
        EXPECT_TEXT(cases[i].file,
                    view_beside(view, "资金申请表", "合计", 'G').value,
                    cases[i].amount);
        EXPECT_TEXT(cases[i].file,
                    view_beside(view, "按类别汇总", "合计", 'G').value,
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
        {"A5", "东区"},
        {"B5", "9902"},
        {"C5", "稳定脱贫户"},
        {"D5", "医疗救助资金"},
        {"E5", "1"},
        {"F5", "95"},
        {"G5", "95"},
        {"B6", "2304"},
        {"A7", "东区小计"},
        {"G7", "475"},
        {"A8", "西区"},
        {"B8", "01"},
        {"G9", "190"},
        {"A10", "合计"},
        {"G10", "665"},
        {"A11", "申请资助金额（大写）：人民币陆佰陆拾伍元整"},
        {"A12", "资金划转：医疗救助资金，由医疗保障部门直接划转（示医保发〔2023"
                "〕1号 四、（一））。"},
        {"A13", "资助标准依据见“按类别汇总”，人员见“人员明细”。申请时限：2023年"
                "12月31日前（示医保发〔2023〕1号 四、（一））。"},
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
    assert_string_equal(view_beside(view, "资金申请表", "未注明", 'G').value,
                        "380");
    book_view_close(view);
    report_fixture_release(&fixture);
}

static void only_winners_are_in_the_detail(void **state)
{
    (void)state;
    static const struct {
        enum report_person person;
        const char *file;
        const char *amount; /* NULL = not in it */
    } cases[] = {
        {PERSON_CHAIN, BUREAU, "380"},    {PERSON_STABLE, BUREAU, "95"},
        {PERSON_FALLS, BUREAU, "190"},    {PERSON_MARGIN, CIVIL, "285"},
        {PERSON_MARGIN, BUREAU, NULL},    {PERSON_NO_GRADE, CIVIL, NULL},
        {PERSON_ZERO, BUREAU, NULL},      {PERSON_BOTH, CIVIL, "285"},
        {PERSON_TWO_NAMES, BUREAU, NULL}, {PERSON_TWO_NAMES, DISABLED, "380"},
    };
    struct report_fixture fixture;
    report_fixture_write(&fixture, NULL, 0);
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        char id[ID_TEXT_SIZE];
        struct book_view *view = report_view(&fixture, cases[i].file);
        id_number_text(report_person(cases[i].person), id);
        if (cases[i].amount == NULL)
            EXPECT_TEXT(id, view_find(view, "人员明细", id).ref, "");
        else
            EXPECT_TEXT(id, view_beside(view, "人员明细", id, 'J').value,
                        cases[i].amount);
        book_view_close(view);
    }
    report_fixture_release(&fixture);
}

static void people_whom_another_pays_for_are_listed(void **state)
{
    (void)state;
    struct report_fixture fixture;
    report_fixture_write(&fixture, NULL, 0);
    char id[ID_TEXT_SIZE];
    id_number_text(report_person(PERSON_TWO_NAMES), id);
    struct book_view *view = report_view(&fixture, BUREAU);
    const char *sheet = "已由其他单位资助";
    assert_string_equal(view_beside(view, sheet, id, 'E').value, "另名壬");
    assert_string_equal(view_beside(view, sheet, id, 'G').value,
                        "脱贫不稳定户");
    assert_string_equal(view_beside(view, sheet, id, 'H').value, "重度残疾人");
    assert_string_equal(view_beside(view, sheet, id, 'I').value, "残联");
    id_number_text(report_person(PERSON_CHAIN), id);
    assert_string_equal(view_find(view, sheet, id).ref, "");
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
    assert_string_equal(view_beside(view, "资金申请表", "合计", 'G').formula,
                        "SUM(G5:G5)");
    book_view_close(view);
    report_fixture_release(&fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_request_adds_up_to_what_its_people_get),
        cmocka_unit_test(request_stands_by_county_and_category),
        cmocka_unit_test(unknown_county_is_printed_as_such),
        cmocka_unit_test(only_winners_are_in_the_detail),
        cmocka_unit_test(people_whom_another_pays_for_are_listed),
        cmocka_unit_test(single_category_has_no_subtotals),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
