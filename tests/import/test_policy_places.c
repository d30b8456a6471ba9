/* Findings get the line and column of what they name. */
#include "import/import.h"
#include "tests/support/broken_policy.h"
#include "tests/support/suite.h"

static void a_path_or_a_word_becomes_line_and_column(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        struct policy_spot at;
        rownum line;
        colnum column;
    } cases[] = {
        {"the file", {POLICY_FILE_RULES, "", NULL}, 5, 1},
        {"a key", {POLICY_FILE_RULES, "insured_year", NULL}, 11, 15},
        {"a key in a mapping", {POLICY_FILE_RULES, "in_force.to", NULL}, 14, 7},
        {"an entry of a list",
         {POLICY_FILE_RULES, "documents[1]", NULL},
         19,
         5},
        {"a key of it",
         {POLICY_FILE_RULES, "documents[1].number", NULL},
         20,
         13},
        {"what is not there",
         {POLICY_FILE_RULES, "documents[1].colour", NULL},
         19,
         5},
        {"a word", {POLICY_FILE_RULES, "documents", "d1"}, 19, 10},
        {"a word that is not there",
         {POLICY_FILE_RULES, "documents", "d2"},
         19,
         3},
    };
    struct arena *arena = arena_new();
    struct failure failure = FAILURE_INIT;
    const struct policy *policy = meishan_policy(arena);
    struct policy_findings findings = {.items = NULL};
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        const struct policy_finding finding = {.code = DIAG_POLICY_UNUSED,
                                               .at = cases[i].at};
        assert_int_equal(policy_findings_add(&findings, &finding), 0);
    }
    assert_int_equal(policy_locate(policy, &findings, &failure), 0);
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        EXPECT_INT(cases[i].name, findings.items[i].line, cases[i].line);
        EXPECT_INT(cases[i].name, findings.items[i].column, cases[i].column);
    }
    policy_findings_release(&findings);
    arena_free(arena);
}

static void each_failing_allocation_is_reported(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    const struct policy *policy = meishan_policy(arena);
    int result = -1;
    for (unsigned long after = 1; result != 0; after++) {
        struct policy_findings findings = {.items = NULL};
        struct failure failure = FAILURE_INIT;
        mem_fail_after(after);
        result = policy_locate(policy, &findings, &failure);
        mem_fail_after(0);
        assert_true(result == 0 || failure.code == DIAG_OUT_OF_MEMORY ||
                    failure.code == DIAG_POLICY_INVALID);
        assert_true(after < 100000);
    }
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_path_or_a_word_becomes_line_and_column),
        cmocka_unit_test(each_failing_allocation_is_reported),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
