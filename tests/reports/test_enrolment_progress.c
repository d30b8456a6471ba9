/* Enrolment progress and the ledger of those not insured. */
#include "core/arena.h"
#include "tests/support/enrolment_fixture.h"
#include "tests/support/policy_fixture.h"
#include "tests/support/report_fixture.h"
#include "tests/support/suite.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define PROGRESS "参保进度.xlsx"
#define UNINSURED "特殊身份未参保台账.xlsx"

/* A month with an enrolment list. */
struct month {
    struct report_fixture fixture;
    struct enrolment enrolment;
    struct policy policy;
};

static const struct report_order orders[] = {
    {.report = SPECIAL_PROGRESS,
     .calendar = 0,
     .source = {"d1", "六", "每周四上报", ""}},
    {.report = SPECIAL_UNINSURED,
     .calendar = POLICY_NONE,
     .source = {"d1", "七", "建立台账", ""}},
};

static void month_init(struct month *month)
{
    const struct row_spec list[] = {
        {.id = report_person(PERSON_STABLE), .county = "西区"},
        {.id = report_person(PERSON_STABLE), .county = "东区"},
        {.id = report_person(PERSON_MARGIN), .county = "西区"},
        {.id = report_person(PERSON_SEVERE), .county = "别处"},
        {.id = fixture_id(19900101, 1), .county = "东区"},
        {.id = 0, .is_returned = true},
    };
    report_fixture_init(&month->fixture, NULL, 0);
    enrolment_fixture(&month->enrolment, list, COUNT_OF(list));
    month->policy = *policy_fixture();
    month->policy.reports = orders;
    month->policy.report_count = COUNT_OF(orders);
    month->policy.target_printed = 119997;
    month->policy.target_source =
        (struct source){"d1", "附件3", "目标", "order-inside-step"};
    month->fixture.input.policy = &month->policy;
    month->fixture.input.enrolment = &month->enrolment;
}

static void month_write(struct month *month)
{
    struct failure failure = FAILURE_INIT;
    month_init(month);
    if (reports_write(&month->fixture.input, month->fixture.folder.path,
                      &failure) != 0)
        fail_msg("%s", failure.note);
}

static void month_release(struct month *month)
{
    enrolment_release(&month->enrolment);
    report_fixture_release(&month->fixture);
}

struct expected_cell {
    const char *sheet, *ref, *value;
};

static void expect_cells(struct book_view *view,
                         const struct expected_cell *cells, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        char name[64];
        snprintf(name, sizeof name, "%s!%s", cells[i].sheet, cells[i].ref);
        EXPECT_TEXT(name, view_cell(view, cells[i].sheet, cells[i].ref).value,
                    cells[i].value);
    }
}

static void without_a_list_there_is_neither(void **state)
{
    (void)state;
    static const char *const names[] = {PROGRESS, UNINSURED};
    struct report_fixture fixture;
    report_fixture_write(&fixture, NULL, 0);
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        char path[200];
        snprintf(path, sizeof path, "%s/%s", fixture.folder.path, names[i]);
        EXPECT_INT(names[i], access(path, F_OK), -1);
    }
    char *json = scratch_read(&fixture.folder, "run.json", NULL);
    assert_null(strstr(json, "enrolled"));
    free(json);
    report_fixture_release(&fixture);
}

static void places_show_target_insured_and_special_people(void **state)
{
    (void)state;
    static const struct expected_cell cells[] = {
        {"参保进度", "A5", "东区"},      {"参保进度", "B5", "120000"},
        {"参保进度", "C5", "2"},         {"参保进度", "D5", "0.00%"},
        {"参保进度", "E5", "119998"},    {"参保进度", "F5", "4"},
        {"参保进度", "G5", "1"},         {"参保进度", "H5", "3"},
        {"参保进度", "I5", "25.00%"},    {"参保进度", "A6", "西区"},
        {"参保进度", "B6", "未列"},      {"参保进度", "C6", "1"},
        {"参保进度", "D6", ""},          {"参保进度", "E6", ""},
        {"参保进度", "I6", "33.33%"},    {"参保进度", "A7", "别处"},
        {"参保进度", "C7", "1"},         {"参保进度", "F7", "0"},
        {"参保进度", "A8", "未注明"},    {"参保进度", "C8", "0"},
        {"参保进度", "F8", "1"},         {"参保进度", "I8", "100.00%"},
        {"参保进度", "A9", "合计"},      {"参保进度", "B9", "120000"},
        {"参保进度", "C9", "4"},         {"参保进度", "F9", "8"},
        {"参保进度", "G9", "3"},         {"参保进度", "H9", "5"},
        {"特殊身份参保", "D4", "1"},     {"特殊身份参保", "E4", "0"},
        {"特殊身份参保", "G4", "0.00%"},
    };
    struct month month;
    month_write(&month);
    struct book_view *view = report_view(&month.fixture, PROGRESS);
    expect_cells(view, cells, COUNT_OF(cells));
    book_view_close(view);
    month_release(&month);
}

static void printed_total_that_is_no_sum_is_pointed_out(void **state)
{
    (void)state;
    static const struct expected_cell cells[] = {
        {"参保进度", "A10",
         "目标合计（各行之和）120000 人，已参保 4 人，完成 0.00%。"},
        {"参保进度", "A11",
         "注意：文件印出的目标合计 119997 与各行之和 120000 不一致，相差 "
         "3；本表按各行之和（示医保发〔2023〕1号 附件3；口径1）。"},
        {"参保进度", "A12",
         "口径：同一步内按文件所列代码的先后导盘。文件没有写明同一步内的先后"
         "。"},
        {"参保进度", "A13",
         "集中参保期：2023年9月1日至2023年12月31日；下一次是2023年12月31日（"
         "星期日）。依据：示医保发〔2023〕1号 六“每周四上报”。"},
    };
    struct month month;
    month_write(&month);
    struct book_view *view = report_view(&month.fixture, PROGRESS);
    expect_cells(view, cells, COUNT_OF(cells));
    book_view_close(view);
    month_release(&month);
}

static void people_with_an_identity_and_not_insured_are_listed(void **state)
{
    (void)state;
    static const struct {
        enum report_person person;
        bool is_listed;
    } cases[] = {
        {PERSON_STABLE, false},   {PERSON_CHAIN, true},
        {PERSON_MARGIN, false},   {PERSON_NO_GRADE, false},
        {PERSON_SEVERE, false},   {PERSON_ZERO, true},
        {PERSON_BOTH, true},      {PERSON_FALLS, true},
        {PERSON_TWO_NAMES, true},
    };
    static const struct expected_cell cells[] = {
        {"汇总", "A5", "东区"},
        {"汇总", "D5", "4"},
        {"汇总", "E5", "1"},
        {"汇总", "F5", "3"},
        {"汇总", "A6", "东区小计"},
        {"汇总", "A9", "合计"},
        {"汇总", "F9", "5"},
        {"汇总", "A10", "依据：示医保发〔2023〕1号 七“建立台账”。"},
    };
    struct month month;
    month_write(&month);
    struct book_view *view = report_view(&month.fixture, UNINSURED);
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        char id[ID_TEXT_SIZE];
        id_number_text(report_person(cases[i].person), id);
        EXPECT_TEXT(id, view_find(view, "未参保人员", id).value,
                    cases[i].is_listed ? id : "");
    }
    expect_cells(view, cells, COUNT_OF(cells));
    book_view_close(view);
    month_release(&month);
}

static void run_json_names_the_lists(void **state)
{
    (void)state;
    struct month month;
    month_write(&month);
    char *json = scratch_read(&month.fixture.folder, "run.json", NULL);
    const char *lists = strstr(json, "\"enrolled_lists\":[");
    assert_non_null(lists);
    assert_non_null(strstr(lists, "{\"file\":\"1.xlsx\""));
    assert_non_null(
        strstr(lists, "\"enrolled\":{\"persons\":4,\"repeated_rows\":1}"));
    free(json);
    month_release(&month);
}

static void writing_without_memory_is_a_clean_failure(void **state)
{
    (void)state;
    struct month month;
    month_init(&month);
    int result = -1;
    for (unsigned long n = 1; result != 0; n += 1 + n / 40) {
        struct failure failure = FAILURE_INIT;
        mem_fail_after(n);
        result = reports_write(&month.fixture.input, month.fixture.folder.path,
                               &failure);
        mem_fail_after(0);
        if (result != 0)
            EXPECT_INT(failure.note, failure.code, DIAG_OUT_OF_MEMORY);
    }
    month_release(&month);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(without_a_list_there_is_neither),
        cmocka_unit_test(places_show_target_insured_and_special_people),
        cmocka_unit_test(printed_total_that_is_no_sum_is_pointed_out),
        cmocka_unit_test(people_with_an_identity_and_not_insured_are_listed),
        cmocka_unit_test(run_json_names_the_lists),
        cmocka_unit_test(writing_without_memory_is_a_clean_failure),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
