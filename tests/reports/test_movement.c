/* Movements: without a closed month, and with one. */
#include "core/id_number.h"
#include "tests/support/report_fixture.h"
#include "tests/support/suite.h"
#include <stdio.h>
#include <string.h>

#define FILE_NAME "月度变动.xlsx"

static void without_a_closed_month_everybody_is_new(void **state)
{
    (void)state;
    struct report_fixture fixture;
    report_fixture_write(&fixture, NULL, 0);
    struct book_view *view = report_view(&fixture, FILE_NAME);
    static const struct {
        const char *sheet, *ref, *value;
    } cases[] = {
        {"新增", "A3", "无上期结账月，全部享受身份人员列为新增。"},
        {"减员", "A5", "本期没有这类人员"},
        {"变更", "A5", "本期没有这类人员"},
        {"汇总", "A5", "医疗救助资金"},
        {"汇总", "B5", "3"},
        {"汇总", "C5", "665"},
        {"汇总", "H5", "665"},
        {"汇总", "A7", "不享受资助"},
        {"汇总", "B7", "1"},
        {"汇总", "B8", "8"},
        {"汇总", "H8", "1995"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        EXPECT_TEXT(cases[i].ref,
                    view_cell(view, cases[i].sheet, cases[i].ref).value,
                    cases[i].value);
    char id[ID_TEXT_SIZE];
    id_number_text(report_person(PERSON_CHAIN), id);
    assert_string_equal(view_beside(view, "新增", id, 'G').value, "特困人员");
    assert_string_equal(view_beside(view, "新增", id, 'I').value, "380");
    id_number_text(report_person(PERSON_NO_GRADE), id);
    assert_string_equal(view_find(view, "新增", id).ref, "");
    book_view_close(view);
    report_fixture_release(&fixture);
}

static void changes_of_the_ledger_are_printed_by_kind_and_fund(void **state)
{
    (void)state;
    const struct change changes[] = {
        {.id = report_person(PERSON_STABLE),
         .kind = CHANGE_ADDED,
         .name = "甲",
         .county = "东区",
         .town = "",
         .village = "",
         .from_code = "",
         .from = "",
         .to_code = "9902",
         .to = "稳定脱贫户",
         .fund = "医疗救助资金",
         .delta = 9500},
        {.id = report_person(PERSON_FALLS),
         .kind = CHANGE_REMOVED,
         .name = "乙",
         .county = "西区",
         .town = "",
         .village = "",
         .from_code = "01",
         .from = "孤儿",
         .to_code = "",
         .to = "",
         .fund = "医疗救助资金",
         .delta = -19000},
        {.id = report_person(PERSON_CHAIN),
         .kind = CHANGE_CHANGED,
         .name = "丙",
         .county = "东区",
         .town = "",
         .village = "",
         .from_code = "2303",
         .from = "低保对象",
         .to_code = "2304",
         .to = "特困人员",
         .fund = "医疗救助资金",
         .what = CHANGE_OF_PAYER,
         .delta = 9500},
        {.id = report_person(PERSON_CHAIN),
         .kind = CHANGE_CHANGED,
         .name = "丙",
         .county = "东区",
         .town = "",
         .village = "",
         .from_code = "2303",
         .from = "低保对象",
         .to_code = "2304",
         .to = "特困人员",
         .fund = "财政专项资金",
         .what = CHANGE_OF_PAYER,
         .delta = -28500},
    };
    const struct change_list list = {.since = 202307,
                                     .items = changes,
                                     .count = COUNT_OF(changes),
                                     .kept = 5};
    static const struct {
        const char *sheet, *ref, *value;
    } cases[] = {
        {"新增", "A3", "与上期结账月 2023年7月 比较；身份不变 5 人。"},
        {"新增", "E5", "甲"},
        {"新增", "G4", "现身份类别"},
        {"新增", "I6", "95"},
        {"减员", "E5", "乙"},
        {"减员", "G5", "孤儿"},
        {"减员", "H5", "医疗救助资金"},
        {"减员", "I5", "-190"},
        {"变更", "G5", "低保对象"},
        {"变更", "H5", "特困人员"},
        {"汇总", "B5", "1"},
        {"汇总", "C5", "95"},
        {"汇总", "D5", "1"},
        {"汇总", "E5", "-190"},
        {"汇总", "F5", "1"},
        {"汇总", "G5", "95"},
        {"汇总", "H5", "0"},
        {"汇总", "F6", "1"},
        {"汇总", "G6", "-285"},
        {"汇总", "A8",
         "改变资金或付款方的人，原来的资金减、现在的资金增，变更人员名单上各列"
         "一"
         "行，变更人数两边各计一次。"},
    };
    struct report_fixture fixture;
    struct failure failure = FAILURE_INIT;
    report_fixture_init(&fixture, NULL, 0);
    fixture.input.past.changes = &list;
    assert_int_equal(
        reports_write(&fixture.input, fixture.folder.path, &failure), 0);
    struct book_view *view = report_view(&fixture, FILE_NAME);
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        EXPECT_TEXT(cases[i].ref,
                    view_cell(view, cases[i].sheet, cases[i].ref).value,
                    cases[i].value);
    book_view_close(view);
    report_fixture_release(&fixture);
}

static void people_stand_by_where_they_live(void **state)
{
    (void)state;
    static const struct {
        const char *name, *county, *town;
    } people[] = {{"三", "西区", "复兴镇"},
                  {"二", "东区", ""},
                  {"四", "外县", "某镇"},
                  {"一", "东区", "永寿镇"}};
    static const char *const order[] = {"一", "二", "三", "四"};
    struct change changes[COUNT_OF(people)];
    for (size_t i = 0; i < COUNT_OF(people); i++)
        changes[i] = (struct change){
            .id = report_person(PERSON_STABLE) + i,
            .kind = CHANGE_REMOVED,
            .name = people[i].name,
            .county = people[i].county,
            .town = people[i].town,
            .village = "",
            .from = "孤儿",
            .to = "",
            .fund = "医疗救助资金",
        };
    const struct change_list list = {
        .since = 202307, .items = changes, .count = COUNT_OF(changes)};
    struct report_fixture fixture;
    struct failure failure = FAILURE_INIT;
    report_fixture_init(&fixture, NULL, 0);
    fixture.input.past.changes = &list;
    assert_int_equal(
        reports_write(&fixture.input, fixture.folder.path, &failure), 0);
    struct book_view *view = report_view(&fixture, FILE_NAME);
    for (size_t i = 0; i < COUNT_OF(order); i++) {
        char ref[8];
        snprintf(ref, sizeof ref, "E%zu", i + 5);
        EXPECT_TEXT(ref, view_cell(view, "减员", ref).value, order[i]);
    }
    book_view_close(view);
    report_fixture_release(&fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(without_a_closed_month_everybody_is_new),
        cmocka_unit_test(changes_of_the_ledger_are_printed_by_kind_and_fund),
        cmocka_unit_test(people_stand_by_where_they_live),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
