/*
 * What the policies of Hunan and Kaiping say, as tables from their documents;
 * Meishan's is in test_policy_file.c.
 */
#include "core/arena.h"
#include "import/import.h"
#include "tests/support/suite.h"

#include <string.h>

struct fact {
    int step;
    const char *department;
    const char *id;
    const char *name;
    int ratio_bp;
    fen subsidy, personal_due;
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

/* Every amount above nought is from `fund`, requested by `applicant`; no
 * category has a code. */
static void check_facts(const struct policy *policy, const struct fact *facts,
                        size_t count, const char *fund, const char *applicant)
{
    assert_int_equal(policy->category_count, count);
    assert_int_equal(policy->fund_count, 1);
    assert_int_equal(policy->applicant_count, 1);
    assert_string_equal(policy->funds[0].name, fund);
    assert_string_equal(policy->applicants[0].name, applicant);
    for (size_t i = 0; i < count; i++) {
        const struct fact *fact = &facts[i];
        const struct category *category = &policy->categories[i];
        EXPECT_TEXT(fact->id, category->id, fact->id);
        EXPECT_TEXT(fact->id, category->code, "");
        EXPECT_TEXT(fact->id, category->name, fact->name);
        EXPECT_INT(fact->id, policy->steps[category->step].number, fact->step);
        EXPECT_TEXT(fact->id, policy->departments[category->department].name,
                    fact->department);
        EXPECT_INT(fact->id, category->ratio_bp, fact->ratio_bp);
        EXPECT_INT(fact->id, category->subsidy, fact->subsidy);
        EXPECT_INT(fact->id, category->personal_due, fact->personal_due);
        const uint16_t payer = fact->ratio_bp == 0 ? POLICY_NONE : 0;
        EXPECT_INT(fact->id, category->fund, payer);
        EXPECT_INT(fact->id, category->applicant, payer);
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

/* Only those that a test names have conditions. */
static size_t conditional_categories(const struct policy *policy)
{
    size_t count = 0;
    for (size_t i = 0; i < policy->category_count; i++)
        count += policy->categories[i].alternative_count > 0;
    return count;
}

enum { SEVERE = 1 << 1 | 1 << 2, INTELLECT_AND_MIND = 1 << 5 | 1 << 6 };

/* ---- Hunan: 湘医保发〔2023〕41号 ---- */

static const struct fact hunan[] = {
    {1, "乡村振兴", "wending-tuopin", "稳定脱贫人口", 0, 0, 38000},
    {2, "乡村振兴", "tuopin-buwending", "脱贫不稳定户", 5000, 19000, 19000},
    {2, "乡村振兴", "bianyuan-yizhipin", "边缘易致贫户", 5000, 19000, 19000},
    {2, "乡村振兴", "tufa-yanzhong-kunnan", "突发严重困难户", 5000, 19000,
     19000},
    {3, "民政", "dibao", "低保对象", 5000, 19000, 19000},
    {3, "民政", "dibao-bianyuan", "最低生活保障边缘家庭成员", 5000, 19000,
     19000},
    {4, "残联", "zhongdu-canji", "重度残疾人", 10000, 38000, 0},
    {5, "民政", "shishi-wuren-fuyang", "事实无人抚养儿童", 10000, 38000, 0},
    {5, "民政", "guer", "孤儿", 10000, 38000, 0},
    {5, "民政", "tekun", "特困供养人员", 10000, 38000, 0},
};

static void hunan_says_what_its_document_says(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    const struct policy *policy = load("mappings/hunan/2024", arena);
    check_facts(policy, hunan, COUNT_OF(hunan), "困难群众参保资助资金", "医保");
    assert_int_equal(policy->premium, 38000);
    assert_int_equal(policy->government_contribution, 64000);
    assert_int_equal(policy->in_force_from, 20230901);
    assert_int_equal(policy->in_force_to, 20241231);
    assert_int_equal(policy->collection_from, 20230901);
    assert_int_equal(policy->collection_to, 20231231);
    assert_int_equal(policy->late, LATE_NEXT_YEAR);
    assert_int_equal(policy->refund, REFUND_NOT_STATED);
    assert_int_equal(conditional_categories(policy), 1);
    assert_int_equal(only_condition(policy, "zhongdu-canji")->grades, SEVERE);
    arena_free(arena);
}

static void what_hunan_leaves_out_is_not_invented(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    const struct policy *policy = load("mappings/hunan/2024", arena);
    assert_int_equal(policy->county_count, 0);
    assert_int_equal(policy->target_printed, -1);
    assert_int_equal(policy->documents[0].issued, YMD_NONE);
    assert_int_equal(policy->funds[0].due_from, 20240101);
    assert_int_equal(policy->funds[0].due_to, YMD_NONE);
    assert_int_equal(policy->applicants[0].deadline, YMD_NONE);
    arena_free(arena);
}

/* ---- Kaiping: 开医保发〔2023〕34号 ---- */

static const struct fact kaiping[] = {
    {1, "退役军人", "youfu", "优抚对象", 10000, 40600, 0},
    {2, "民政", "kunjing-ertong", "困境儿童", 10000, 40600, 0},
    {3, "残联", "jingshen-zhili-canji", "精神和智力残疾人", 10000, 40600, 0},
    {3, "残联", "zhongdu-canji", "重度残疾人", 10000, 40600, 0},
    {4, "民政", "tuopin-buwending",
     "脱贫不稳定且纳入相关部门农村低收入人口监测范围人员", 10000, 40600, 0},
    {5, "乡村振兴", "chengzhen-fanpin", "城镇易返贫致贫人口", 10000, 40600, 0},
    {5, "乡村振兴", "nongcun-fanpin", "农村易返贫致贫人口", 10000, 40600, 0},
    {6, "民政", "dibao-bianyuan", "最低生活保障边缘家庭成员", 10000, 40600, 0},
    {6, "民政", "tekun", "特困供养人员", 10000, 40600, 0},
    {6, "民政", "dibao", "最低生活保障对象", 10000, 40600, 0},
};

static void kaiping_says_what_its_document_says(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    const struct policy *policy = load("mappings/kaiping/2024", arena);
    check_facts(policy, kaiping, COUNT_OF(kaiping), "个人缴费财政补助金",
                "市医保中心");
    assert_int_equal(policy->premium, 40600);
    assert_int_equal(policy->government_contribution, -1);
    assert_true(policy->in_force_from <= 20230831);
    assert_int_equal(policy->collection_from, 20230901);
    assert_int_equal(policy->collection_to, 20231231);
    assert_int_equal(policy->late, LATE_AT_ONCE);
    assert_int_equal(policy->refund, REFUND_NONE);
    assert_int_equal(policy->applicants[0].deadline, 20240630);
    assert_int_equal(policy->documents[0].issued, 20230913);
    assert_int_equal(conditional_categories(policy), 2);
    assert_int_equal(only_condition(policy, "zhongdu-canji")->grades, SEVERE);
    const struct alternative *mind =
        only_condition(policy, "jingshen-zhili-canji");
    assert_int_equal(mind->types, INTELLECT_AND_MIND);
    assert_int_equal(mind->grades, 0);
    arena_free(arena);
}

static const struct {
    const char *town;
    int64_t target;
} annex_3[] = {
    {"三埠办事处", 48680}, {"长沙办事处", 42348}, {"月山镇", 36636},
    {"水口镇", 47436},     {"沙塘镇", 27000},     {"苍城镇", 25732},
    {"龙胜镇", 29767},     {"大沙镇", 25901},     {"马冈镇", 44404},
    {"塘口镇", 24573},     {"赤坎镇", 32526},     {"百合镇", 19314},
    {"蚬冈镇", 14601},     {"金鸡镇", 16658},     {"赤水镇", 30301},
    {"翠山湖", -1},
};

static void kaiping_keeps_rows_and_total_as_printed(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    const struct policy *policy = load("mappings/kaiping/2024", arena);
    int64_t sum = 0;
    assert_int_equal(policy->county_count, COUNT_OF(annex_3));
    for (size_t i = 0; i < COUNT_OF(annex_3); i++) {
        EXPECT_TEXT(annex_3[i].town, policy->counties[i].name, annex_3[i].town);
        EXPECT_INT(annex_3[i].town, policy->counties[i].target,
                   annex_3[i].target);
        sum += annex_3[i].target > 0 ? annex_3[i].target : 0;
    }
    assert_int_equal(sum, 465877);
    assert_int_equal(policy->target_printed, 465874);
    assert_string_not_equal(policy->target_source.assumption, "");
    assert_string_equal(policy->county_noun, "镇（街）");
    arena_free(arena);
}

/* What each document asks for beyond the usual workbooks. */
static void documents_ask_for_reports_of_their_own(void **state)
{
    (void)state;
    static const struct {
        const char *path;
        enum special_report report;
        bool is_asked;
        const char *calendar; /* "" = none */
    } cases[] = {
        {"mappings/meizhou/2024", SPECIAL_EXEMPTION_LEDGER, true, ""},
        {"mappings/meizhou/2024", SPECIAL_PROGRESS, true, "weekly"},
        {"mappings/shanwei/2023", SPECIAL_PROGRESS, true, "weekly"},
        {"mappings/kaiping/2024", SPECIAL_PROGRESS, true, "progress"},
        {"mappings/kaiping/2024", SPECIAL_EXEMPTION_LEDGER, false, ""},
        {"mappings/meishan/2024", SPECIAL_UNINSURED, true, ""},
        {"mappings/hunan/2024", SPECIAL_EXEMPTION_LEDGER, false, ""},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct arena *arena = arena_new();
        const struct policy *policy = load(cases[i].path, arena);
        const struct report_order *order =
            policy_report(policy, cases[i].report);
        EXPECT_INT(cases[i].path, order != NULL, cases[i].is_asked);
        if (order != NULL) {
            EXPECT_TEXT(cases[i].path,
                        order->calendar == POLICY_NONE
                            ? ""
                            : policy->calendar[order->calendar].id,
                        cases[i].calendar);
            EXPECT(cases[i].path, order->source.quote[0] != '\0');
        }
        arena_free(arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hunan_says_what_its_document_says),
        cmocka_unit_test(what_hunan_leaves_out_is_not_invented),
        cmocka_unit_test(kaiping_says_what_its_document_says),
        cmocka_unit_test(kaiping_keeps_rows_and_total_as_printed),
        cmocka_unit_test(documents_ask_for_reports_of_their_own),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
