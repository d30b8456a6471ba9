/* The audit workbook's list of decisions with their evidence. */
#include "core/id_number.h"
#include "tests/support/report_fixture.h"
#include "tests/support/suite.h"
#include <string.h>

#define FILE_NAME "审计底稿.xlsx"
#define SHEET "认定明细"

static void decision_has_each_row_of_its_evidence(void **state)
{
    (void)state;
    static const struct {
        enum report_person person;
        const char *category, *subsidy, *due, *rows, *evidence;
    } cases[] = {
        {PERSON_CHAIN, "特困人员", "380", "0", "3",
         "1.xlsx!名单!4 稳定脱贫户：符合，被后导入的覆盖\n"
         "2.xlsx!名单!3 低保对象：符合，被后导入的覆盖\n"
         "2.xlsx!名单!4 特困人员：生效\n"
         "2.xlsx!名单!5 特困人员：重复，只计一次"},
        {PERSON_NO_GRADE, "无符合条件的身份", "0", "380", "1",
         "2.xlsx!名单!7 低收入对象：不符合该类别的条件，不计"},
        {PERSON_ZERO, "监测参保户", "0", "380", "1",
         "1.xlsx!名单!5 监测参保户：生效"},
    };
    struct report_fixture fixture;
    report_fixture_write(&fixture, NULL, 0);
    struct book_view *view = report_view(&fixture, FILE_NAME);
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        char id[ID_TEXT_SIZE];
        id_number_text(report_person(cases[i].person), id);
        EXPECT_TEXT(id, view_beside(view, SHEET, id, 'I').value,
                    cases[i].category);
        EXPECT_TEXT(id, view_beside(view, SHEET, id, 'J').value,
                    cases[i].subsidy);
        EXPECT_TEXT(id, view_beside(view, SHEET, id, 'K').value, cases[i].due);
        EXPECT_TEXT(id, view_beside(view, SHEET, id, 'L').value, cases[i].rows);
        EXPECT_TEXT(id, view_beside(view, SHEET, id, 'M').value,
                    cases[i].evidence);
    }
    book_view_close(view);
    report_fixture_release(&fixture);
}

static void everybody_is_listed_and_the_sums_are_the_totals(void **state)
{
    (void)state;
    struct report_fixture fixture;
    report_fixture_write(&fixture, NULL, 0);
    struct book_view *view = report_view(&fixture, FILE_NAME);
    for (int i = 0; i < PERSON_COUNT; i++) {
        char id[ID_TEXT_SIZE];
        id_number_text(report_person((enum report_person)i), id);
        if (view_find(view, SHEET, id).ref[0] == '\0')
            fail_msg("%s is not listed", id);
    }
    assert_string_equal(view_beside(view, SHEET, "合计", 'J').value, "1995");
    assert_string_equal(view_beside(view, SHEET, "合计", 'K').value, "1425");
    book_view_close(view);
    report_fixture_release(&fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(decision_has_each_row_of_its_evidence),
        cmocka_unit_test(everybody_is_listed_and_the_sums_are_the_totals),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
