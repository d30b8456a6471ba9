/* Findings about a policy as a list. */
#include "core/policy_finding.h"
#include "tests/support/suite.h"

static void findings_are_counted_by_severity_and_sorted_by_place(void **state)
{
    (void)state;
    static const struct policy_finding given[] = {
        {.code = DIAG_POLICY_UNUSED,
         .at = {.file = POLICY_FILE_COLUMNS, .path = ""},
         .line = 1},
        {.code = DIAG_POLICY_NAME_SHARED,
         .at = {.file = POLICY_FILE_RULES, .path = ""},
         .line = 9,
         .column = 3},
        {.code = DIAG_POLICY_UNUSED,
         .at = {.file = POLICY_FILE_RULES, .path = ""},
         .line = 9,
         .column = 1},
        {.code = DIAG_POLICY_TARGETS_DIFFER,
         .at = {.file = POLICY_FILE_RULES, .path = ""},
         .line = 2},
    };
    struct policy_findings findings = {.items = NULL};
    for (size_t i = 0; i < COUNT_OF(given); i++)
        assert_int_equal(policy_findings_add(&findings, &given[i]), 0);
    assert_int_equal(policy_findings_count(&findings, SEVERITY_INFO), 4);
    assert_int_equal(policy_findings_count(&findings, SEVERITY_WARNING), 3);
    assert_int_equal(policy_findings_count(&findings, SEVERITY_ERROR), 1);
    policy_findings_sort(&findings);
    assert_int_equal(findings.items[0].line, 2);
    assert_int_equal(findings.items[1].column, 1);
    assert_int_equal(findings.items[2].column, 3);
    assert_int_equal(findings.items[3].at.file, POLICY_FILE_COLUMNS);
    policy_findings_release(&findings);
    assert_int_equal(findings.count, 0);
}

static void a_finding_that_does_not_fit_is_reported(void **state)
{
    (void)state;
    static const struct policy_finding finding = {.code = DIAG_POLICY_UNUSED};
    struct policy_findings findings = {.items = NULL};
    mem_fail_after(1);
    assert_int_equal(policy_findings_add(&findings, &finding), -1);
    mem_fail_after(0);
    assert_int_equal(findings.count, 0);
    policy_findings_release(&findings);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(findings_are_counted_by_severity_and_sorted_by_place),
        cmocka_unit_test(a_finding_that_does_not_fit_is_reported),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
