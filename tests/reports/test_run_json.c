/* run.json: the run for machines. */
#include "tests/support/report_fixture.h"
#include "tests/support/suite.h"
#include <stdlib.h>
#include <string.h>

static void run_states_inputs_totals_and_findings(void **state)
{
    (void)state;
    static const char *const marks[] = {
        "\"program\":\"daopan 测试\"",
        "\"period\":\"2023-08\"",
        "\"as_of\":\"2023-08-31\"",
        "\"policy\":{\"id\":\"shifan-2024\"",
        "\"document\":\"示医保发〔2023〕1号\"",
        "\"premium_fen\":38000",
        "\"bureau_sha256\":\"\"",
        "{\"file\":\"2.xlsx\",\"format\":\"xlsx\"",
        "{\"sheet\":\"名单\",\"rows\":12,\"skipped\":2,\"accepted\":8,"
        "\"duplicate\":1,\"returned\":1}",
        "{\"name\":\"医疗救助资金\",\"heads\":3,\"subsidy_fen\":66500,"
        "\"personal_due_fen\":47500}",
        "{\"name\":\"残联\",\"heads\":2,\"subsidy_fen\":76000,"
        "\"personal_due_fen\":0}",
        "{\"name\":\"未注明\",\"heads\":1,\"subsidy_fen\":38000,"
        "\"personal_due_fen\":0}",
        "{\"id\":\"01\",\"name\":\"孤儿\",\"heads\":1,\"subsidy_fen\":19000,"
        "\"personal_due_fen\":19000}",
        "{\"id\":\"\",\"name\":\"\",\"heads\":1,\"subsidy_fen\":0,"
        "\"personal_due_fen\":38000}",
        "\"total\":{\"persons\":9,\"heads\":9,\"subsidy_fen\":199500,"
        "\"personal_due_fen\":142500}",
        "{\"code\":\"id-length\",\"severity\":\"error\",\"count\":1}",
        "{\"code\":\"row-duplicate\",\"severity\":\"info\",\"count\":1}",
    };
    struct report_fixture fixture;
    report_fixture_write(&fixture, NULL, 0);
    char *json = scratch_read(&fixture.folder, "run.json", NULL);
    for (size_t i = 0; i < COUNT_OF(marks); i++)
        if (strstr(json, marks[i]) == NULL)
            fail_msg("run.json has no %s", marks[i]);
    free(json);
    report_fixture_release(&fixture);
}

/* Brackets and braces outside strings close what was opened. */
static void brackets_are_balanced(void **state)
{
    (void)state;
    struct report_fixture fixture;
    report_fixture_write(&fixture, NULL, 0);
    char *json = scratch_read(&fixture.folder, "run.json", NULL);
    char open[64];
    size_t depth = 0;
    bool is_string = false;
    for (const char *at = json; *at != '\0'; at++) {
        if (is_string && *at == '\\')
            at++;
        else if (*at == '"')
            is_string = !is_string;
        else if (!is_string && (*at == '{' || *at == '[')) {
            assert_true(depth < sizeof open);
            open[depth++] = *at;
        } else if (!is_string && (*at == '}' || *at == ']')) {
            assert_true(depth > 0);
            assert_int_equal(open[--depth], *at == '}' ? '{' : '[');
        }
    }
    assert_int_equal(depth, 0);
    assert_false(is_string);
    free(json);
    report_fixture_release(&fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(run_states_inputs_totals_and_findings),
        cmocka_unit_test(brackets_are_balanced),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
