/* Steps, categories and exclusions that cannot be. */
#include "tests/support/broken_policy.h"
#include "tests/support/suite.h"

#include <string.h>

static const struct breakage rows[] = {
    {"grade five", "grades: [3, 4]", "grades: [3, 5]", "5]\n",
     "steps[3].categories[2].conditions[3].grades[2]：“5”不在1至4之间"},
    {"grade nought", "grades: [3, 4]", "grades: [0, 4]", "0, 4]",
     "“0”不在1至4之间"},
    {"grade twice", "grades: [3, 4]", "grades: [3, 3]", "3]\n", "“3”写了两次"},
    {"type eight", "grades: [3, 4]", "types: [8]", "8]\n", "“8”不在1至7之间"},
    {"applicant without source",
     "        applicant_source: {document: d1, clause: 附件1, quote: \"卫生健康"
     "部门：负责计生特别扶助对象的身份认定和参保缴费工作\"}\n",
     "", "code: \"236010\"", "有“applicant”就要写“applicant_source”"},
    {"source without applicant", "        applicant: weijian\n", "",
     "applicant_source: {document: d1, clause: 附件1, quote: \"卫生健康",
     "没有“applicant”，这一项没有用处"},
    {"exclusion without source",
     "    reason: 一名残疾军人只有一个等级\n"
     "    source: {assumption: a-exclusive}\n",
     "    reason: 一名残疾军人只有一个等级\n", "label: 残疾军人的两个等级",
     "exclusions[2]：缺少“source”一项"},
};

static void a_step_that_cannot_be_is_refused(void **state)
{
    (void)state;
    breakages_check(PART_POLICY, rows, COUNT_OF(rows));
}

static void steps_keep_the_order_of_the_file(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    const struct policy *policy = meishan_policy(arena);
    size_t next = 0;
    for (size_t i = 0; i < policy->step_count; i++) {
        const struct step *step = &policy->steps[i];
        assert_int_equal(step->number, i + 1);
        assert_int_equal(step->first, next);
        for (size_t j = 0; j < step->count; j++) {
            const struct category *category =
                &policy->categories[step->first + j];
            assert_int_equal(category->step, i);
            assert_int_equal(category->department, step->department);
        }
        next += step->count;
    }
    assert_int_equal(next, policy->category_count);
    arena_free(arena);
}

static void a_category_without_code_goes_by_its_pinyin(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    const struct policy *policy = NULL;
    struct failure failure = FAILURE_INIT;
    /* No roster kind names the code 2361 any more: the columns must fail. */
    assert_int_equal(broken_policy_load(PART_POLICY, "code: \"2361\"",
                                        "id: guer", arena, &policy, &failure),
                     -1);
    assert_string_equal(failure.file, "columns.yaml");
    assert_non_null(strstr(failure.note, "“2361”"));
    assert_non_null(strstr(failure.note, "guer"));
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_step_that_cannot_be_is_refused),
        cmocka_unit_test(steps_keep_the_order_of_the_file),
        cmocka_unit_test(a_category_without_code_goes_by_its_pinyin),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
