/* The cases beside each policy of mappings/ hold. */
#include "cli/cases.h"
#include "core/arena.h"
#include "import/import.h"
#include "tests/support/suite.h"

static void check_policy(const char *path)
{
    struct arena *arena = arena_new();
    struct text said = TEXT_INIT;
    struct failure failure = FAILURE_INIT;
    struct case_outcome outcome = {0};
    const struct policy *policy = NULL;
    const struct case_list *cases = NULL;
    if (policy_load(path, arena, &policy, &failure) != 0 ||
        cases_load(path, policy, arena, &cases, &failure) != 0 ||
        cases_run(policy, cases, LANGUAGE_ZH, &said, &outcome, &failure) != 0)
        fail_msg("%s:%u:%u: %s", failure.file, (unsigned)failure.row,
                 (unsigned)failure.column, failure.note);
    if (outcome.failed != 0)
        fail_msg("%s", text_of(&said));
    EXPECT_INT(path, outcome.passed, cases->count);
    text_release(&said);
    arena_free(arena);
}

static void the_cases_of_every_policy_hold(void **state)
{
    (void)state;
    static const char *const roots[] = {"mappings"};
    struct arena *arena = arena_new();
    struct failure failure = FAILURE_INIT;
    struct words paths;
    assert_int_equal(policy_list(roots, 1, arena, &paths, &failure), 0);
    assert_true(paths.count > 0);
    for (size_t i = 0; i < paths.count; i++)
        check_policy(paths.items[i]);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_cases_of_every_policy_hold),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
