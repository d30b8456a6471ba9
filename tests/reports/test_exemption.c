/* The exemption ledger: the fully subsidised by identity, where asked for. */
#include "core/arena.h"
#include "tests/support/policy_fixture.h"
#include "tests/support/report_fixture.h"
#include "tests/support/suite.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define FILE_NAME "免缴台账.xlsx"
#define SUMMARY "分身份汇总"

static const struct report_order orders[] = {
    {.report = SPECIAL_EXEMPTION_LEDGER,
     .calendar = POLICY_NONE,
     .source = {.document = "d1",
                .clause = "六",
                .quote = "分类造册",
                .assumption = ""}},
};

/* The month of report_fixture, by a policy that asks for the ledger. */
static void init(struct report_fixture *fixture, struct policy *policy)
{
    report_fixture_init(fixture, NULL, 0);
    *policy = *policy_fixture();
    policy->reports = orders;
    policy->report_count = COUNT_OF(orders);
    fixture->input.policy = policy;
}

static struct book_view *write_ledger(struct report_fixture *fixture,
                                      struct policy *policy)
{
    struct failure failure = FAILURE_INIT;
    init(fixture, policy);
    assert_int_equal(
        reports_write(&fixture->input, fixture->folder.path, &failure), 0);
    return report_view(fixture, FILE_NAME);
}

static void ledger_is_written_only_where_the_policy_asks_for_it(void **state)
{
    (void)state;
    struct report_fixture fixture;
    char path[200];
    report_fixture_write(&fixture, NULL, 0);
    snprintf(path, sizeof path, "%s/" FILE_NAME, fixture.folder.path);
    assert_int_not_equal(access(path, F_OK), 0);
    report_fixture_release(&fixture);
    struct policy policy;
    book_view_close(write_ledger(&fixture, &policy));
    char *json = scratch_read(&fixture.folder, "run.json", NULL);
    assert_non_null(strstr(json, "{\"file\":\"" FILE_NAME "\""));
    free(json);
    report_fixture_release(&fixture);
}

static void people_stand_under_their_identity(void **state)
{
    (void)state;
    static const struct {
        enum report_person person;
        const char *sheet;
        bool is_there;
    } cases[] = {
        {PERSON_CHAIN, "特困人员", true},
        {PERSON_SEVERE, "重度残疾人", true},
        {PERSON_TWO_NAMES, "重度残疾人", true},
        {PERSON_CHAIN, "重度残疾人", false},
    };
    struct report_fixture fixture;
    struct policy policy;
    struct book_view *view = write_ledger(&fixture, &policy);
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        char id[ID_TEXT_SIZE];
        id_number_text(report_person(cases[i].person), id);
        const struct cell_view cell = view_find(view, cases[i].sheet, id);
        EXPECT_TEXT(id, cell.value, cases[i].is_there ? id : "");
        if (cases[i].is_there)
            EXPECT_TEXT(id, view_beside(view, cases[i].sheet, id, 'I').value,
                        "380");
    }
    book_view_close(view);
    report_fixture_release(&fixture);
}

static void identities_and_counties_add_up(void **state)
{
    (void)state;
    static const struct {
        const char *ref, *value;
    } cases[] = {
        {"A4", "残联"},     {"C4", "重度残疾人"},
        {"D4", "东区"},     {"E4", "1"},
        {"D5", "未注明"},   {"E5", "1"},
        {"F5", "380"},      {"A6", "重度残疾人小计"},
        {"E6", "2"},        {"G6", "760"},
        {"C7", "特困人员"}, {"I7", "医保"},
        {"A9", "合计"},     {"E9", "3"},
        {"G9", "1140"},
    };
    struct report_fixture fixture;
    struct policy policy;
    struct book_view *view = write_ledger(&fixture, &policy);
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        EXPECT_TEXT(cases[i].ref, view_cell(view, SUMMARY, cases[i].ref).value,
                    cases[i].value);
    EXPECT_TEXT("source",
                view_find(view, SUMMARY,
                          "依据：示医保发〔2023〕1号 六“分类造册”。各部门按本"
                          "台账申请资金，见“资金申请”。")
                    .ref,
                "A11");
    book_view_close(view);
    report_fixture_release(&fixture);
}

static void ledger_without_memory_is_a_clean_failure(void **state)
{
    (void)state;
    struct report_fixture fixture;
    struct policy policy;
    init(&fixture, &policy);
    int result = -1;
    for (unsigned long n = 1; result != 0; n += 1 + n / 40) {
        struct failure failure = FAILURE_INIT;
        mem_fail_after(n);
        result = reports_write(&fixture.input, fixture.folder.path, &failure);
        mem_fail_after(0);
        if (result != 0)
            EXPECT_INT("code", failure.code, DIAG_OUT_OF_MEMORY);
    }
    report_fixture_release(&fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ledger_is_written_only_where_the_policy_asks_for_it),
        cmocka_unit_test(people_stand_under_their_identity),
        cmocka_unit_test(identities_and_counties_add_up),
        cmocka_unit_test(ledger_without_memory_is_a_clean_failure),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
