/* A policy as facts with their basis. */
#include "core/policy_facts.h"
#include "tests/support/policy_fixture.h"
#include "tests/support/suite.h"

#include <string.h>

static const struct policy_fact *fact_of(const struct policy_facts *facts,
                                         const char *what)
{
    for (size_t i = 0; i < facts->count; i++)
        if (strcmp(facts->items[i].what, what) == 0)
            return &facts->items[i];
    return NULL;
}

static void each_rule_stands_with_value_and_basis(void **state)
{
    (void)state;
    static const struct {
        const char *what, *section, *value, *basis;
    } cases[] = {
        {"个人缴费标准", "缴费标准", "380.00 元/人·年",
         "示医保发〔2023〕1号 一：“个人缴费标准380元”"},
        {"几种身份以哪种为准", "规则",
         "后导入的覆盖先导入的，最后导入的身份生效",
         "示医保发〔2023〕1号 三：“后导入的覆盖先导入的”"},
        {"集中缴费期", "日程", "2023-09-01 至 2023-12-31",
         "示医保发〔2023〕1号 五：“9月1日至12月31日”"},
        {"财政专项资金", "资金和申请单位",
         "由各部门申请后划入基金收入户\n2023-12-20 前（含当日）",
         "示医保发〔2023〕1号 四、（二）：“各部门申请财政专项资金”"},
        {"申请单位：民政", "资金和申请单位",
         "示范市民政局；区民政局\n最迟申请 2023-12-20 前（含当日）",
         "示医保发〔2023〕1号 四、（二）：“民政部门申请”"},
        {"共 2 个", "县（区）", "东区（目标 120000 人）、西区",
         "示医保发〔2023〕1号 一：“东区、西区”"},
        {"口径1", "口径：文件没有写明、由我们决定的",
         "同一步内按文件所列代码的先后导盘\n理由：文件没有写明同一步内的先后",
         ""},
        {"没有印代码的类别", "文件没有写、这里也不补的",
         "二女户女儿、精神和智力残疾人", ""},
    };
    struct arena *arena = arena_new();
    struct policy_facts facts = {.items = NULL};
    assert_int_equal(policy_facts_make(policy_fixture(), arena, &facts), 0);
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        const struct policy_fact *fact = fact_of(&facts, cases[i].what);
        EXPECT(cases[i].what, fact != NULL);
        EXPECT_TEXT(cases[i].what, fact->section, cases[i].section);
        EXPECT_TEXT(cases[i].what, fact->value, cases[i].value);
        EXPECT_TEXT(cases[i].what, fact->basis, cases[i].basis);
    }
    assert_null(fact_of(&facts, "没有写最迟申请日的单位"));
    mem_free(facts.items);
    arena_free(arena);
}

static void what_is_left_out_is_said(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct policy_facts facts = {.items = NULL};
    struct policy policy = *policy_fixture();
    struct applicant applicants[4];
    memcpy(applicants, policy.applicants, sizeof applicants);
    applicants[1].deadline = YMD_NONE;
    policy.applicants = applicants;
    policy.target_printed = 119999;
    policy.target_source = policy.county_source;
    policy.ledgers.count = 0;
    assert_int_equal(policy_facts_make(&policy, arena, &facts), 0);
    assert_string_equal(fact_of(&facts, "没有写最迟申请日的单位")->value,
                        "民政");
    assert_string_equal(fact_of(&facts, "文件印出的目标合计")->value,
                        "119999 人\n各行之和是 120000 "
                        "人，与印出的合计不同：照录");
    assert_string_equal(fact_of(&facts, "台账")->value, "文件没有要求建立台账");
    assert_non_null(fact_of(&facts, "退补"));
    mem_free(facts.items);
    arena_free(arena);
}

static void an_assumption_is_named_by_its_number(void **state)
{
    (void)state;
    static const struct source alone = {"", "", "", "order-inside-step"};
    static const struct source both = {"d1", "三", "第一步",
                                       "order-inside-step"};
    struct text text = TEXT_INIT;
    policy_append_basis(&text, policy_fixture(), &alone);
    text_append(&text, "\n");
    policy_append_basis(&text, policy_fixture(), &both);
    assert_string_equal(text_of(&text),
                        "口径1\n示医保发〔2023〕1号 三：“第一步”；口径1");
    text_release(&text);
}

/* Mental disability is paid for the same reasons as severe disability. */
static void amounts_of_the_same_basis_are_told_once(void **state)
{
    (void)state;
    const struct category *categories = policy_fixture()->categories;
    struct text text = TEXT_INIT;
    policy_append_category_basis(&text, policy_fixture(),
                                 &categories[FIXTURE_SEVERE]);
    assert_string_equal(text_of(&text),
                        "示医保发〔2023〕1号 三、5：“重度残疾人”\n"
                        "示医保发〔2023〕1号 三、5：“全额资助”\n"
                        "示医保发〔2023〕1号 四、（二）：“残联”\n"
                        "示医保发〔2023〕1号 二、3：“一、二级残疾人”");
    text_clear(&text);
    policy_append_category_basis(&text, policy_fixture(),
                                 &categories[FIXTURE_MENTAL]);
    assert_string_equal(text_of(&text),
                        "示医保发〔2023〕1号 三、5：“精神和智力残疾人”\n"
                        "资助标准和申请单位的依据同“重度残疾人”\n"
                        "示医保发〔2023〕1号 二、4：“智力和精神残疾人”");
    text_release(&text);
}

static void each_failing_allocation_is_reported(void **state)
{
    (void)state;
    int result = -1;
    for (unsigned long after = 1; result != 0; after++) {
        struct arena *arena = arena_new();
        struct policy_facts facts = {.items = NULL};
        mem_fail_after(after);
        result = policy_facts_make(policy_fixture(), arena, &facts);
        mem_fail_after(0);
        mem_free(facts.items);
        arena_free(arena);
        assert_true(after < 1000);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_rule_stands_with_value_and_basis),
        cmocka_unit_test(what_is_left_out_is_said),
        cmocka_unit_test(an_assumption_is_named_by_its_number),
        cmocka_unit_test(amounts_of_the_same_basis_are_told_once),
        cmocka_unit_test(each_failing_allocation_is_reported),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
