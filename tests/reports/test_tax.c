/* The tax authority's list: who pays the rest, who pays nothing. */
#include "core/id_number.h"
#include "tests/support/report_fixture.h"
#include "tests/support/suite.h"
#include <string.h>

#define FILE_NAME "税务征收名单.xlsx"

static void person_stands_on_the_list_of_what_is_left_to_pay(void **state)
{
    (void)state;
    static const struct {
        enum report_person person;
        const char *sheet; /* NULL = on neither */
        const char *due;
    } cases[] = {
        {PERSON_STABLE, "个人应缴", "285"}, {PERSON_MARGIN, "个人应缴", "95"},
        {PERSON_FALLS, "个人应缴", "190"},  {PERSON_CHAIN, "零缴费核定", "0"},
        {PERSON_SEVERE, "零缴费核定", "0"}, {PERSON_ZERO, NULL, NULL},
        {PERSON_NO_GRADE, NULL, NULL},
    };
    struct report_fixture fixture;
    report_fixture_write(&fixture, NULL, 0);
    struct book_view *view = report_view(&fixture, FILE_NAME);
    static const char *const sheets[] = {"个人应缴", "零缴费核定"};
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        char id[ID_TEXT_SIZE];
        id_number_text(report_person(cases[i].person), id);
        for (size_t s = 0; s < COUNT_OF(sheets); s++) {
            if (cases[i].sheet != NULL &&
                strcmp(cases[i].sheet, sheets[s]) == 0)
                EXPECT_TEXT(id, view_beside(view, sheets[s], id, 'K').value,
                            cases[i].due);
            else
                EXPECT_TEXT(id, view_find(view, sheets[s], id).ref, "");
        }
    }
    book_view_close(view);
    report_fixture_release(&fixture);
}

static void villages_and_counties_add_up(void **state)
{
    (void)state;
    static const struct {
        const char *sheet, *ref, *value;
    } cases[] = {
        {"汇总", "A4", "东区"},
        {"汇总", "B4", "永寿镇"},
        {"汇总", "C4", "第1村"},
        {"汇总", "D4", "1"},
        {"汇总", "E4", "285"},
        {"汇总", "F4", "2"},
        {"汇总", "G4", "855"},
        {"汇总", "A5", "东区小计"},
        {"汇总", "A6", "西区"},
        {"汇总", "D6", "3"},
        {"汇总", "E6", "380"},
        {"汇总", "A8", "未注明"},
        {"汇总", "F8", "1"},
        {"汇总", "A10", "合计"},
        {"汇总", "D10", "4"},
        {"汇总", "E10", "665"},
        {"汇总", "F10", "3"},
        {"汇总", "G10", "1995"},
        {"汇总", "A11",
         "另有 2 人列入部门名单但不享受资助（没有符合条件的身份，或身份不享受"
         "资助），按普通居民缴费，不列入本名单。"},
        {"个人应缴", "A8", "合计"},
        {"个人应缴", "K8", "665"},
        {"零缴费核定", "A7", "合计"},
        {"零缴费核定", "J7", "1140"},
    };
    struct report_fixture fixture;
    report_fixture_write(&fixture, NULL, 0);
    struct book_view *view = report_view(&fixture, FILE_NAME);
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        EXPECT_TEXT(cases[i].ref,
                    view_cell(view, cases[i].sheet, cases[i].ref).value,
                    cases[i].value);
    book_view_close(view);
    report_fixture_release(&fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(person_stands_on_the_list_of_what_is_left_to_pay),
        cmocka_unit_test(villages_and_counties_add_up),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
