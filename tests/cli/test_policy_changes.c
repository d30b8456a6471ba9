/* What is said of two policies that differ in one thing. */
#include "cli/policy_changes.h"
#include "tests/support/policy_fixture.h"
#include "tests/support/suite.h"

#include <string.h>

/* A policy that may be changed. */
struct changed {
    struct policy policy;
    struct category categories[FIXTURE_CATEGORIES];
    struct fund funds[2];
    struct applicant applicants[4];
    struct county counties[2];
    struct calendar_entry calendar[1];
    struct assumption assumptions[1];
    struct alternative ways[3];
};

static void changed_init(struct changed *changed)
{
    const struct policy *policy = policy_fixture();
    changed->policy = *policy;
    memcpy(changed->categories, policy->categories, sizeof changed->categories);
    memcpy(changed->funds, policy->funds, sizeof changed->funds);
    memcpy(changed->applicants, policy->applicants, sizeof changed->applicants);
    memcpy(changed->counties, policy->counties, sizeof changed->counties);
    memcpy(changed->calendar, policy->calendar, sizeof changed->calendar);
    memcpy(changed->assumptions, policy->assumptions,
           sizeof changed->assumptions);
    memcpy(changed->ways, policy->categories[FIXTURE_MARGIN].alternatives,
           sizeof changed->ways);
    changed->policy.categories = changed->categories;
    changed->policy.funds = changed->funds;
    changed->policy.applicants = changed->applicants;
    changed->policy.counties = changed->counties;
    changed->policy.calendar = changed->calendar;
    changed->policy.assumptions = changed->assumptions;
    changed->categories[FIXTURE_MARGIN].alternatives = changed->ways;
}

static void change_premium(struct changed *to)
{
    to->policy.premium = 40000;
}

static void change_precedence(struct changed *to)
{
    to->policy.precedence = PRECEDENCE_FIRST_LOADED;
}

static void change_amounts(struct changed *to)
{
    to->categories[FIXTURE_UNSTABLE].subsidy = 30000;
    to->categories[FIXTURE_MARGIN].subsidy = 30000;
}

static void change_fund(struct changed *to)
{
    to->categories[FIXTURE_ORPHAN].fund = 1;
}

static void drop_fund(struct changed *to)
{
    to->categories[FIXTURE_ORPHAN].fund = POLICY_NONE;
}

static void rename_category(struct changed *to)
{
    to->categories[FIXTURE_ORPHAN].name = "孤儿和弃婴";
}

static void replace_category(struct changed *to)
{
    to->categories[FIXTURE_ORPHAN].name = "困境儿童";
    to->categories[FIXTURE_ORPHAN].code = "02";
    to->categories[FIXTURE_ORPHAN].id = "02";
}

static void change_code(struct changed *to)
{
    to->categories[FIXTURE_ORPHAN].code = "02";
    to->categories[FIXTURE_ORPHAN].id = "02";
}

static void move_category(struct changed *to)
{
    const struct category destitute = to->categories[FIXTURE_DESTITUTE];
    memmove(&to->categories[1], &to->categories[0],
            sizeof to->categories - sizeof destitute);
    to->categories[0] = destitute;
}

static void change_age(struct changed *to)
{
    to->ways[0].age_min = 65;
}

static void drop_condition(struct changed *to)
{
    to->categories[FIXTURE_SEVERE].alternative_count = 0;
}

static void change_due(struct changed *to)
{
    to->funds[1].due_to = 20241220;
}

static void change_deadline(struct changed *to)
{
    to->applicants[1].deadline = YMD_NONE;
}

static void change_applicant(struct changed *to)
{
    to->applicants[3].name = "残疾人联合会";
}

static void change_collection(struct changed *to)
{
    to->policy.collection_to = 20240229;
}

static void change_calendar(struct changed *to)
{
    to->calendar[0].to = 20240229;
}

static void change_target(struct changed *to)
{
    to->counties[0].target = 120001;
}

static void change_county(struct changed *to)
{
    to->counties[1].name = "南区";
}

static void change_assumption(struct changed *to)
{
    to->assumptions[0].text = "按印发的先后导盘";
}

static void ask_for_a_report(struct changed *to)
{
    static const struct report_order progress = {.report = SPECIAL_PROGRESS,
                                                 .calendar = POLICY_NONE};
    to->policy.reports = &progress;
    to->policy.report_count = 1;
}

static void change_nothing(struct changed *to)
{
    (void)to;
}

static void append_all(struct text *out, const struct policy_changes *changes)
{
    for (size_t i = 0; i < changes->count; i++) {
        const struct policy_change *change = &changes->items[i];
        text_printf(out, "%s|%s|%s|%s|%s\n",
                    message_text(change->section, LANGUAGE_ZH), change->subject,
                    change->who, change->from, change->to);
    }
}

static void what_differs_is_said_and_nothing_else(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        void (*apply)(struct changed *to);
        const char *want;
    } cases[] = {
        {"nothing", change_nothing, ""},
        {"premium", change_premium,
         "标准和规则|个人缴费标准（元）||380.00|400.00\n"},
        {"precedence", change_precedence,
         "标准和规则|几种身份以哪种为准||最后导入的|最先导入的\n"},
        {"two categories alike", change_amounts,
         "类别、资助和资金|资助（元/人）|9903 脱贫不稳定户、2305 "
         "低收入对象|285.00|300.00\n"},
        {"fund", change_fund,
         "类别、资助和资金|资金|01 孤儿|医疗救助资金|财政专项资金\n"},
        {"no fund any more", drop_fund,
         "类别、资助和资金|资金|01 孤儿|医疗救助资金|\n"},
        {"name", rename_category,
         "类别、资助和资金|名称|01 孤儿|01 孤儿|01 孤儿和弃婴\n"},
        {"another category", replace_category,
         "类别、资助和资金|01 孤儿||50% 190.00 + 190.00 医疗救助资金|\n"
         "类别、资助和资金|02 困境儿童|||50% 190.00 + 190.00 医疗救助资金\n"},
        {"the same by name", change_code,
         "类别、资助和资金|名称|01 孤儿|01 孤儿|02 孤儿\n"},
        {"order", move_category,
         "导盘次序|2304 特困人员||在 01 孤儿 之后导入|最先导入\n"},
        {"an age", change_age,
         "条件|2305 低收入对象||年满60周岁 { age_min: 60 }；或未满18周岁 { "
         "age_max: 17 }；或残疾三级、四级 { grade: 3 grade: 4 }|年满60周岁 { "
         "age_min: 65 }；或未满18周岁 { age_max: 17 }；或残疾三级、四级 { "
         "grade: 3 grade: 4 }\n"},
        {"no condition", drop_condition,
         "条件|236046 重度残疾人||残疾一级、二级 { grade: 1 grade: 2 "
         "}|没有条件\n"},
        {"transfer", change_due,
         "资金和申请单位|财政专项资金 划转日期||~ 2023-12-20|~ "
         "2024-12-20\n"},
        {"deadline", change_deadline,
         "资金和申请单位|民政 最迟申请日||2023-12-20|\n"},
        {"applicant", change_applicant,
         "类别、资助和资金|申请单位|236046 重度残疾人、jingshen|残联|"},
        {"collection", change_collection,
         "日期|集中缴费期||2023-09-01 ~ 2023-12-31|2023-09-01 ~ "
         "2024-02-29\n"},
        {"calendar", change_calendar,
         "日期|集中参保期||2023-09-01 ~ 2023-12-31|2023-09-01 ~ "
         "2024-02-29\n"},
        {"target", change_target,
         "下一级地区和目标|东区 目标人数||120000|120001\n"},
        {"county", change_county,
         "下一级地区和目标|县（区）||西区|\n"
         "下一级地区和目标|县（区）|||南区\n"},
        {"report", ask_for_a_report, "专门报表|报表|||参保进度\n"},
        {"assumption", change_assumption,
         "文件没有写明、由我们决定的事|order-inside-step||"
         "同一步内按文件所列代码的先后导盘|按印发的先后导盘\n"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct changed to;
        struct arena *arena = arena_new();
        struct policy_changes changes = {.items = NULL};
        struct text said = TEXT_INIT;
        changed_init(&to);
        cases[i].apply(&to);
        assert_int_equal(policy_changes_find(policy_fixture(), &to.policy,
                                             LANGUAGE_ZH, arena, &changes),
                         0);
        append_all(&said, &changes);
        if (cases[i].apply != change_applicant)
            EXPECT_TEXT(cases[i].name, text_of(&said), cases[i].want);
        else
            EXPECT(cases[i].name, changes.count == 3);
        text_release(&said);
        mem_free(changes.items);
        arena_free(arena);
    }
}

static void each_failing_allocation_is_reported(void **state)
{
    (void)state;
    struct changed to;
    changed_init(&to);
    change_amounts(&to);
    move_category(&to);
    int result = -1;
    for (unsigned long after = 1; result != 0; after++) {
        struct arena *arena = arena_new();
        struct policy_changes changes = {.items = NULL};
        mem_fail_after(after);
        result = policy_changes_find(policy_fixture(), &to.policy, LANGUAGE_ZH,
                                     arena, &changes);
        mem_fail_after(0);
        mem_free(changes.items);
        arena_free(arena);
        assert_true(after < 2000);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_differs_is_said_and_nothing_else),
        cmocka_unit_test(each_failing_allocation_is_reported),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
