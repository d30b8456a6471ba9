/*
 * What the policies of Meizhou and Shanwei say, as tables from their
 * documents. Both pay all of the premium, from two funds; the other regions
 * are in test_policy_file.c and test_region_policies.c.
 */
#include "core/arena.h"
#include "import/import.h"
#include "tests/support/suite.h"

#include <string.h>

#define COUNTY "县级政府统筹资金"
#define MEDICAL "医疗救助资金"

struct fact {
    int step;
    const char *department; /* certifies, and requests the money */
    const char *id;
    const char *name;
    const char *fund;
};

static const struct policy *load(const char *path, struct arena *arena)
{
    const struct policy *policy = NULL;
    struct failure failure = FAILURE_INIT;
    if (policy_load(path, arena, &policy, &failure) != 0)
        fail_msg("%s:%u:%u: %s", failure.file, (unsigned)failure.row,
                 (unsigned)failure.column, failure.note);
    return policy;
}

/* All full subsidy, no category with a code. */
static void check_facts(const struct policy *policy, const struct fact *facts,
                        size_t count)
{
    assert_int_equal(policy->category_count, count);
    for (size_t i = 0; i < count; i++) {
        const struct fact *fact = &facts[i];
        const struct category *category = &policy->categories[i];
        EXPECT_TEXT(fact->id, category->id, fact->id);
        EXPECT_TEXT(fact->id, category->code, "");
        EXPECT_TEXT(fact->id, category->name, fact->name);
        EXPECT_INT(fact->id, policy->steps[category->step].number, fact->step);
        EXPECT_TEXT(fact->id, policy->departments[category->department].name,
                    fact->department);
        EXPECT_INT(fact->id, category->subsidy, policy->premium);
        EXPECT_INT(fact->id, category->personal_due, 0);
        EXPECT_TEXT(fact->id, policy->funds[category->fund].name, fact->fund);
        EXPECT_TEXT(fact->id, policy->applicants[category->applicant].name,
                    fact->department);
    }
}

static const struct alternative *only_condition(const struct policy *policy,
                                                const char *id)
{
    const struct category *category =
        &policy->categories[policy_category(policy, id)];
    EXPECT_INT(id, category->alternative_count, 1);
    return category->alternatives;
}

static size_t conditional_categories(const struct policy *policy)
{
    size_t count = 0;
    for (size_t i = 0; i < policy->category_count; i++)
        count += policy->categories[i].alternative_count > 0;
    return count;
}

enum { SEVERE = 1 << 1 | 1 << 2 };

/* ---- Meizhou: 梅市医保〔2023〕8号 ---- */

static const struct fact meizhou[] = {
    {1, "退役军人", "youfu", "优抚对象", COUNTY},
    {2, "卫健", "ernv-nvhai", "农村纯生二女结扎户女孩", COUNTY},
    {2, "卫健", "ernv-fufu", "农村纯生二女结扎夫妇", COUNTY},
    {3, "残联", "zhongdu-canji", "重度残疾人员", COUNTY},
    {4, "乡村振兴", "tufa-yanzhong-kunnan", "突发严重困难户", MEDICAL},
    {4, "乡村振兴", "bianyuan-yizhipin", "边缘易致贫户", MEDICAL},
    {4, "乡村振兴", "tuopin-buwending", "脱贫不稳定户", MEDICAL},
    {5, "民政", "dibao-bianyuan", "低保边缘家庭成员", MEDICAL},
    {6, "民政", "dibao", "低保对象", MEDICAL},
    {7, "民政", "shishi-wuren-fuyang", "事实无人抚养儿童", MEDICAL},
    {8, "民政", "guer", "孤儿", MEDICAL},
    {9, "民政", "tekun", "特困人员", MEDICAL},
};

static void meizhou_says_what_its_document_says(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    const struct policy *policy = load("mappings/meizhou/2024", arena);
    check_facts(policy, meizhou, COUNT_OF(meizhou));
    assert_int_equal(policy->premium, 38000);
    assert_int_equal(policy->government_contribution, 64000);
    assert_int_equal(policy->insured_year, 2024);
    assert_int_equal(policy->collection_from, 20230901);
    assert_int_equal(policy->collection_to, 20231231);
    assert_int_equal(policy->late, LATE_AT_ONCE);
    assert_int_equal(policy->refund, REFUND_NOT_STATED);
    assert_int_equal(policy->county_count, 8);
    assert_int_equal(policy->ledgers.count, 1);
    assert_string_equal(policy->ledgers.items[0], "免缴台账");
    arena_free(arena);
}

static void meizhou_asks_for_grade_and_for_girls_to_fourteen(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    const struct policy *policy = load("mappings/meizhou/2024", arena);
    const struct alternative *girl = only_condition(policy, "ernv-nvhai");
    assert_int_equal(conditional_categories(policy), 2);
    assert_int_equal(girl->sex, SEX_FEMALE);
    assert_int_equal(girl->age_min, -1);
    assert_int_equal(girl->age_max, 14);
    assert_int_equal(only_condition(policy, "zhongdu-canji")->grades, SEVERE);
    arena_free(arena);
}

static void what_meizhou_leaves_out_is_not_invented(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    const struct policy *policy = load("mappings/meizhou/2024", arena);
    assert_int_equal(policy->target_printed, -1);
    assert_int_equal(policy->documents[0].issued, YMD_NONE);
    assert_string_not_equal(policy->county_source.assumption, "");
    for (size_t i = 0; i < policy->fund_count; i++) {
        EXPECT_INT(policy->funds[i].id, policy->funds[i].due_from, YMD_NONE);
        EXPECT_INT(policy->funds[i].id, policy->funds[i].due_to, YMD_NONE);
    }
    for (size_t i = 0; i < policy->applicant_count; i++)
        EXPECT_INT(policy->applicants[i].id, policy->applicants[i].deadline,
                   YMD_NONE);
    arena_free(arena);
}

/* ---- Shanwei: a draft ---- */

static const struct fact shanwei[] = {
    {1, "退役军人", "youfu", "优抚对象", COUNTY},
    {2, "残联", "zhongdu-canji", "重度残疾人员", COUNTY},
    {3, "乡村振兴", "tufa-yanzhong-kunnan", "突发严重困难户", MEDICAL},
    {3, "乡村振兴", "bianyuan-yizhipin", "边缘易致贫户", MEDICAL},
    {3, "乡村振兴", "tuopin-buwending", "脱贫不稳定户", MEDICAL},
    {4, "民政", "dibao-bianyuan", "低保边缘家庭成员", MEDICAL},
    {5, "民政", "dibao", "低保对象", MEDICAL},
    {6, "民政", "shishi-wuren-fuyang", "事实无人抚养儿童", MEDICAL},
    {7, "民政", "guer", "孤儿", MEDICAL},
    {8, "民政", "tekun", "特困人员", MEDICAL},
};

static void shanwei_says_what_was_decided_for_its_draft(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    const struct policy *policy = load("mappings/shanwei/2023", arena);
    check_facts(policy, shanwei, COUNT_OF(shanwei));
    assert_int_equal(policy->premium, 35000);
    assert_int_equal(policy->government_contribution, -1);
    assert_int_equal(policy->insured_year, 2023);
    assert_int_equal(policy->collection_from, 20221001);
    assert_int_equal(policy->collection_to, 20221231);
    assert_int_equal(policy->department_count, 4);
    assert_string_equal(policy->documents[0].number, "");
    assert_string_equal(policy->documents[0].issuer, "");
    assert_int_equal(conditional_categories(policy), 1);
    assert_int_equal(only_condition(policy, "zhongdu-canji")->grades, SEVERE);
    arena_free(arena);
}

static void each_category_of_shanwei_is_an_assumption_of_its_own(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    const struct policy *policy = load("mappings/shanwei/2023", arena);
    for (size_t i = 0; i < policy->category_count; i++) {
        const struct category *category = &policy->categories[i];
        const char *id = category->source.assumption;
        const struct assumption *assumption = policy_assumption(policy, id);
        EXPECT(category->id, assumption != NULL);
        EXPECT(category->id, strstr(assumption->text, category->name) != NULL);
        for (size_t j = 0; j < i; j++)
            EXPECT(id,
                   strcmp(id, policy->categories[j].source.assumption) != 0);
    }
    arena_free(arena);
}

static const struct {
    const char *unit;
    int64_t target;
} targets[] = {
    {"市城区", 278341},      {"海丰县（含深汕合作区）", 680007},
    {"陆丰市", 1294398},     {"陆河县", 257036},
    {"红海湾开发区", 84406}, {"华侨管理区", 14002},
};

static void shanwei_keeps_rows_and_total_as_printed(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    const struct policy *policy = load("mappings/shanwei/2023", arena);
    int64_t sum = 0;
    assert_int_equal(policy->county_count, COUNT_OF(targets));
    for (size_t i = 0; i < COUNT_OF(targets); i++) {
        EXPECT_TEXT(targets[i].unit, policy->counties[i].name, targets[i].unit);
        EXPECT_INT(targets[i].unit, policy->counties[i].target,
                   targets[i].target);
        sum += targets[i].target;
    }
    assert_int_equal(sum, 2608190);
    assert_int_equal(policy->target_printed, 2608189);
    assert_string_not_equal(policy->target_source.assumption, "");
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(meizhou_says_what_its_document_says),
        cmocka_unit_test(meizhou_asks_for_grade_and_for_girls_to_fourteen),
        cmocka_unit_test(what_meizhou_leaves_out_is_not_invented),
        cmocka_unit_test(shanwei_says_what_was_decided_for_its_draft),
        cmocka_unit_test(each_category_of_shanwei_is_an_assumption_of_its_own),
        cmocka_unit_test(shanwei_keeps_rows_and_total_as_printed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
