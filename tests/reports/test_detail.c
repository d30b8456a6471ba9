/* What each department sent and what came of it, and nothing but that. */
#include "tests/support/policy_fixture.h"
#include "tests/support/process.h"
#include "tests/support/report_fixture.h"
#include "tests/support/suite.h"

#include <stdio.h>
#include <string.h>

static const struct source source = {
    .document = "d1", .clause = "六", .quote = "分部门核对", .assumption = ""};

/* The month of report_fixture, to be written by a policy that asks for
 * `count` of these. */
static void list(struct report_fixture *fixture, size_t count)
{
    static struct report_order orders[2];
    static struct policy policy;
    orders[0] = (struct report_order){SPECIAL_DETAIL, POLICY_NONE, source};
    orders[1] = (struct report_order){SPECIAL_ONLY_LISTED, POLICY_NONE, source};
    report_fixture_init(fixture, NULL, 0);
    policy = *policy_fixture();
    policy.reports = orders;
    policy.report_count = count;
    fixture->input.policy = &policy;
}

static void write_listed(struct report_fixture *fixture, size_t count)
{
    struct failure failure = FAILURE_INIT;
    list(fixture, count);
    assert_int_equal(
        reports_write(&fixture->input, fixture->folder.path, &failure), 0);
}

static bool is_written(const struct report_fixture *fixture, const char *name)
{
    struct text lines = TEXT_INIT;
    folder_digest(fixture->folder.path, &lines);
    const bool is_there = strstr(text_of(&lines), name) != NULL;
    text_release(&lines);
    return is_there;
}

static void only_what_is_listed_is_written(void **state)
{
    (void)state;
    static const char *const usual[] = {"导盘/", "资金申请/", "财政划转汇总",
                                        "月度变动", "审计底稿"};
    for (size_t count = 1; count <= 2; count++) {
        struct report_fixture fixture;
        write_listed(&fixture, count);
        for (size_t i = 0; i < COUNT_OF(usual); i++)
            EXPECT_INT(usual[i], is_written(&fixture, usual[i]), count == 1);
        assert_true(is_written(&fixture, "部门明细/民政.xlsx"));
        assert_true(is_written(&fixture, "资助汇总.xlsx"));
        assert_true(is_written(&fixture, "run.json"));
        report_fixture_release(&fixture);
    }
}

/* A person of two departments stands in both lists, with the one decision. */
static void rows_carry_the_decision_of_their_person(void **state)
{
    (void)state;
    static const struct {
        const char *file, *category;
    } cases[] = {
        {"部门明细/乡村振兴.xlsx", "脱贫户"},
        {"部门明细/民政.xlsx", "特困人员"},
    };
    char id[ID_TEXT_SIZE];
    struct report_fixture fixture;
    write_listed(&fixture, 2);
    id_number_text(report_person(PERSON_CHAIN), id);
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct book_view *view = report_view(&fixture, cases[i].file);
        EXPECT_TEXT(cases[i].file, view_beside(view, "明细", id, 'H').value,
                    "特困人员");
        const struct cell_view ratio = view_beside(view, "明细", id, 'I');
        EXPECT_TEXT(cases[i].file, ratio.value, "1");
        EXPECT_TEXT(cases[i].file, view_format(view, &ratio), "0.00%");
        book_view_close(view);
    }
    report_fixture_release(&fixture);
}

/* A row of the month before is on the list, and no sheet of this month has
 * counted it. */
static void carried_row_is_listed(void **state)
{
    (void)state;
    struct report_fixture fixture;
    struct failure failure = FAILURE_INIT;
    char id[ID_TEXT_SIZE];
    list(&fixture, 2);
    struct roster *roster = &fixture.decided.roster;
    struct roster_row *row = roster->rows;
    while (row->fate != FATE_ACCEPTED || row->id != report_person(PERSON_CHAIN))
        row++;
    row->carry = CARRY_PENDING;
    roster->sheets[row->sheet].fates[FATE_ACCEPTED]--;
    assert_int_equal(
        reports_write(&fixture.input, fixture.folder.path, &failure), 0);
    struct book_view *view = report_view(&fixture, "部门明细/乡村振兴.xlsx");
    id_number_text(row->id, id);
    assert_string_equal(view_beside(view, "明细", id, 'H').value, "特困人员");
    book_view_close(view);
    report_fixture_release(&fixture);
}

static void person_without_identity_says_so(void **state)
{
    (void)state;
    char id[ID_TEXT_SIZE];
    struct report_fixture fixture;
    write_listed(&fixture, 2);
    id_number_text(report_person(PERSON_NO_GRADE), id);
    struct book_view *view = report_view(&fixture, "部门明细/民政.xlsx");
    assert_string_equal(view_beside(view, "明细", id, 'H').value, "无");
    assert_string_equal(view_beside(view, "明细", id, 'J').value, "0");
    book_view_close(view);
    report_fixture_release(&fixture);
}

static void summary_adds_up_everybody(void **state)
{
    (void)state;
    char heads[24];
    struct report_fixture fixture;
    write_listed(&fixture, 2);
    struct book_view *view = report_view(&fixture, "资助汇总.xlsx");
    snprintf(heads, sizeof heads, "%zu",
             fixture.input.allocation->decision_count);
    assert_string_equal(view_beside(view, "汇总", "合计", 'C').value, heads);
    book_view_close(view);
    report_fixture_release(&fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_what_is_listed_is_written),
        cmocka_unit_test(rows_carry_the_decision_of_their_person),
        cmocka_unit_test(carried_row_is_listed),
        cmocka_unit_test(person_without_identity_says_so),
        cmocka_unit_test(summary_adds_up_everybody),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
