/* The runner of cases: it passes what is right and names what is not. */
#include "cli/cases.h"
#include "core/arena.h"
#include "import/import.h"
#include "tests/support/policy_fixture.h"
#include "tests/support/suite.h"
#include <glob.h>
#include <stdio.h>
#include <string.h>

enum { AS_OF = 20230831, G3 = 1 << 3 };

/* 甲, born 1978-03-01, on the margin and disabled persons' rosters. */
static const struct case_person persons[] = {
    {.name = "甲",
     .birth = 19780301,
     .sex = SEX_MALE,
     .id = UINT64_C(51149919780301001)},
    {.name = "乙",
     .birth = 19780301,
     .sex = SEX_FEMALE,
     .id = UINT64_C(51149919780301002)},
};

static const struct case_row rows[] = {
    {.kind = FIXTURE_KIND_CIVIL,
     .category = FIXTURE_MARGIN,
     .verdict = VERDICT_WON,
     .line = 11},
    {.kind = FIXTURE_KIND_DISABLED,
     .category = FIXTURE_SEVERE,
     .grades = G3,
     .verdict = VERDICT_CONDITION,
     .line = 12},
};

static const struct case_expectation margin_result = {
    .category = FIXTURE_MARGIN,
    .subsidy = 28500,
    .personal_due = 9500,
    .fund = 1,
    .applicant = 1,
    .line = 14,
};

static const enum diag_code unmet[] = {DIAG_CONDITION_NOT_MET};

static const struct policy_case grade_case = {
    .name = "三级残疾的低收入对象",
    .clause = "d1 三、3",
    .as_of = AS_OF,
    .persons = persons,
    .person_count = 1,
    .rows = rows,
    .row_count = 2,
    .expectations = &margin_result,
    .expectation_count = 1,
    .findings = unmet,
    .finding_count = 1,
    .line = 9,
};

/* Runs one case; what it prints, to be released. */
static struct text run_one(const struct policy_case *subject, bool is_right)
{
    const struct case_list list = {
        .path = "cases.yaml", .cases = subject, .count = 1};
    struct text out = TEXT_INIT;
    struct case_outcome outcome = {.passed = 0};
    struct failure failure = FAILURE_INIT;
    assert_int_equal(cases_run(policy_fixture(), &list, LANGUAGE_ZH, &out,
                               &outcome, &failure),
                     0);
    assert_int_equal(outcome.passed, is_right);
    assert_int_equal(outcome.failed, !is_right);
    return out;
}

static void check_says(const struct policy_case *subject, const char *want)
{
    struct text out = run_one(subject, false);
    assert_string_equal(text_of(&out), want);
    text_release(&out);
}

static void right_case_passes_without_a_word(void **state)
{
    (void)state;
    struct text out = run_one(&grade_case, true);
    assert_string_equal(text_of(&out), "");
    text_release(&out);
}

static void wrong_result_is_named_with_line_and_both_results(void **state)
{
    (void)state;
    struct case_expectation expectation = margin_result;
    struct policy_case subject = grade_case;
    subject.expectations = &expectation;
    expectation.category = FIXTURE_DESTITUTE;
    expectation.subsidy = 38000;
    expectation.personal_due = 0;
    expectation.fund = 0;
    expectation.applicant = 0;
    check_says(
        &subject,
        "cases.yaml:14: 算例“三级残疾的低收入对象”（d1 三、3）：甲：应为"
        "2304 特困人员，补助 380.00，个人应缴 0.00，医疗救助资金，医保；"
        "实为2305 低收入对象，补助 285.00，个人应缴 95.00，财政专项资金，"
        "民政\n");
}

static void each_part_of_a_result_counts(void **state)
{
    (void)state;
    struct case_expectation parts[5] = {margin_result, margin_result,
                                        margin_result, margin_result,
                                        margin_result};
    parts[0].category = FIXTURE_UNSTABLE;
    parts[1].subsidy++;
    parts[2].personal_due--;
    parts[3].fund = POLICY_NONE;
    parts[4].applicant = POLICY_NONE;
    for (size_t i = 0; i < 5; i++) {
        struct policy_case subject = grade_case;
        subject.expectations = &parts[i];
        struct text out = run_one(&subject, false);
        text_release(&out);
    }
}

static void expected_nothing_is_said_in_words(void **state)
{
    (void)state;
    const struct case_expectation nothing = {
        .category = POLICY_NONE,
        .personal_due = 38000,
        .fund = POLICY_NONE,
        .applicant = POLICY_NONE,
        .line = 14,
    };
    struct policy_case subject = grade_case;
    subject.expectations = &nothing;
    struct text out = run_one(&subject, false);
    assert_non_null(strstr(text_of(&out),
                           "应为无符合条件的类别，补助 0.00，个人应缴 380.00，"
                           "无资金，无申请部门；"));
    text_release(&out);

    /* and without the grade it is what comes out */
    subject.row_count = 1;
    struct case_row row = rows[0];
    row.verdict = VERDICT_CONDITION;
    subject.rows = &row;
    out = run_one(&subject, true);
    text_release(&out);
}

static void wrong_verdict_is_named_by_the_row_s_line(void **state)
{
    (void)state;
    struct case_row wrong[2] = {rows[0], rows[1]};
    struct policy_case subject = grade_case;
    wrong[1].verdict = VERDICT_SUPERSEDED;
    subject.rows = wrong;
    check_says(&subject,
               "cases.yaml:12: 算例“三级残疾的低收入对象”（d1 三、3）：这一行："
               "应为superseded；实为condition\n");
    wrong[1].verdict = CASE_VERDICT_OPEN;
    struct text out = run_one(&subject, true);
    text_release(&out);
}

static void findings_must_be_exactly_those_expected(void **state)
{
    (void)state;
    static const enum diag_code two[] = {DIAG_CATEGORIES_EXCLUDE,
                                         DIAG_CONDITION_NOT_MET};
    static const enum diag_code repeated[] = {DIAG_ROW_DUPLICATE,
                                              DIAG_CONDITION_NOT_MET};
    struct policy_case subject = grade_case;
    subject.finding_count = 0;
    check_says(&subject,
               "cases.yaml:9: 算例“三级残疾的低收入对象”（d1 三、3）：诊断："
               "应为无此诊断；实为condition-not-met\n");
    subject.findings = two;
    subject.finding_count = 2;
    check_says(&subject,
               "cases.yaml:9: 算例“三级残疾的低收入对象”（d1 三、3）：诊断："
               "应为categories-exclude；实为无此诊断\n");
    subject.findings = repeated;
    check_says(&subject,
               "cases.yaml:9: 算例“三级残疾的低收入对象”（d1 三、3）：诊断："
               "应为row-duplicate；实为无此诊断\n");
}

static void person_without_a_row_is_noticed(void **state)
{
    (void)state;
    struct case_expectation expectation = margin_result;
    struct policy_case subject = grade_case;
    subject.person_count = 2;
    subject.expectations = &expectation;
    expectation.person = 1;
    struct text out = run_one(&subject, false);
    assert_non_null(strstr(text_of(&out), "乙：应为"));
    assert_non_null(strstr(text_of(&out), "实为不在任何花名册中"));
    text_release(&out);
}

static void repeated_row_need_not_be_expected(void **state)
{
    (void)state;
    const struct case_row thrice[] = {rows[0], rows[1], rows[0]};
    struct policy_case subject = grade_case;
    subject.rows = thrice;
    subject.row_count = 3;
    struct text out = run_one(&subject, true);
    text_release(&out);
}

static void type_of_a_row_reaches_the_decision(void **state)
{
    (void)state;
    const struct case_row row = {.kind = FIXTURE_KIND_DISABLED,
                                 .category = FIXTURE_MENTAL,
                                 .types = 1 << 5,
                                 .verdict = VERDICT_WON};
    const struct case_expectation expectation = {
        .category = FIXTURE_MENTAL,
        .subsidy = 38000,
        .fund = 1,
        .applicant = 3,
    };
    struct policy_case subject = grade_case;
    subject.rows = &row;
    subject.row_count = 1;
    subject.expectations = &expectation;
    subject.finding_count = 0;
    struct text out = run_one(&subject, true);
    text_release(&out);
}

static void the_other_language_is_english(void **state)
{
    (void)state;
    struct policy_case subject = grade_case;
    subject.finding_count = 0;
    const struct case_list list = {
        .path = "cases.yaml", .cases = &subject, .count = 1};
    struct text out = TEXT_INIT;
    struct case_outcome outcome = {.passed = 0};
    struct failure failure = FAILURE_INIT;
    assert_int_equal(cases_run(policy_fixture(), &list, LANGUAGE_EN, &out,
                               &outcome, &failure),
                     0);
    assert_non_null(strstr(text_of(&out), "expected no such finding"));
    text_release(&out);
}

static void every_failing_allocation_is_a_clean_failure(void **state)
{
    (void)state;
    struct policy_case subject = grade_case;
    subject.finding_count = 0; /* so that there is something to print */
    const struct case_list list = {
        .path = "cases.yaml", .cases = &subject, .count = 1};
    for (unsigned long n = 1;; n++) {
        struct text out = TEXT_INIT;
        struct case_outcome outcome = {.passed = 0};
        struct failure failure = FAILURE_INIT;
        mem_fail_after(n);
        int result = cases_run(policy_fixture(), &list, LANGUAGE_ZH, &out,
                               &outcome, &failure);
        mem_fail_after(0);
        text_release(&out);
        if (result == 0) {
            assert_int_equal(outcome.failed, 1);
            assert_true(n > 10);
            break;
        }
        assert_int_equal(failure.code, DIAG_OUT_OF_MEMORY);
    }
}

/* ---- the cases beside each policy ---- */

static void check_policy_cases(const char *path)
{
    struct failure failure = FAILURE_INIT;
    struct text out = TEXT_INIT;
    struct case_outcome outcome = {.passed = 0};
    const struct policy *policy = NULL;
    const struct case_list *list = NULL;
    struct arena *arena = arena_new();
    assert_non_null(arena);

    char folder[512];
    snprintf(folder, sizeof folder, "%.*s", (int)(strrchr(path, '/') - path),
             path);
    if (policy_load(folder, arena, &policy, &failure) != 0 ||
        cases_load(folder, policy, arena, &list, &failure) != 0 ||
        cases_run(policy, list, LANGUAGE_ZH, &out, &outcome, &failure) != 0) {
        failure_append(&out, &failure, LANGUAGE_ZH);
        fail_msg("%s: %s", path, text_of(&out));
    }
    if (outcome.failed > 0)
        fail_msg("%zu of %zu cases:\n%s", outcome.failed, list->count,
                 text_of(&out));
    assert_true(outcome.passed > 0);
    assert_int_equal(outcome.passed, list->count);
    text_release(&out);
    arena_free(arena);
}

static void every_policy_agrees_with_its_cases(void **state)
{
    (void)state;
    glob_t found;
    assert_int_equal(glob("mappings/*/*/cases.yaml", 0, NULL, &found), 0);
    for (size_t i = 0; i < found.gl_pathc; i++)
        check_policy_cases(found.gl_pathv[i]);
    globfree(&found);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(right_case_passes_without_a_word),
        cmocka_unit_test(wrong_result_is_named_with_line_and_both_results),
        cmocka_unit_test(each_part_of_a_result_counts),
        cmocka_unit_test(expected_nothing_is_said_in_words),
        cmocka_unit_test(wrong_verdict_is_named_by_the_row_s_line),
        cmocka_unit_test(findings_must_be_exactly_those_expected),
        cmocka_unit_test(person_without_a_row_is_noticed),
        cmocka_unit_test(repeated_row_need_not_be_expected),
        cmocka_unit_test(type_of_a_row_reaches_the_decision),
        cmocka_unit_test(the_other_language_is_english),
        cmocka_unit_test(every_failing_allocation_is_a_clean_failure),
        cmocka_unit_test(every_policy_agrees_with_its_cases),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
