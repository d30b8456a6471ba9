/* The people of a request: who is applied for, and whom another pays for. */
#include "core/id_number.h"
#include "tests/support/answer_key.h"
#include "tests/support/report_fixture.h"
#include "tests/support/suite.h"
#include <string.h>

#define BUREAU "资金申请/医保-资金申请表.xlsx"
#define CIVIL "资金申请/民政-资金申请表.xlsx"
#define DISABLED "资金申请/残联-资金申请表.xlsx"

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
    const char *sheet = "已由他部门资助";
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

static void nobody_else_can_pay_where_there_is_one_applicant(void **state)
{
    (void)state;
    struct report_fixture fixture;
    struct failure failure = FAILURE_INIT;
    report_fixture_init(&fixture, report_rows, 1);
    struct policy policy = *fixture.input.policy;
    policy.applicant_count = 1;
    fixture.input.policy = &policy;
    assert_int_equal(
        reports_write(&fixture.input, fixture.folder.path, &failure), 0);
    struct text cells = TEXT_INIT;
    dump_workbook(fixture.folder.path, BUREAU, &cells);
    assert_non_null(strstr(text_of(&cells), "3.资助参保人员明细表（1人）\""));
    assert_null(strstr(text_of(&cells), "已由他部门资助"));
    text_release(&cells);
    report_fixture_release(&fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_winners_are_in_the_detail),
        cmocka_unit_test(people_whom_another_pays_for_are_listed),
        cmocka_unit_test(nobody_else_can_pay_where_there_is_one_applicant),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
