/* What the linter finds in policies that load: one broken policy a rule. */
#include "allocate/allocate.h"
#include "core/arena.h"
#include "tests/support/broken_policy.h"
#include "tests/support/policy_fixture.h"
#include "tests/support/suite.h"

#include <string.h>

static const struct lint_breakage orders[] = {
    {{"a severe disability pays less than the steps before it",
      "        name: 重度残疾人\n        tier: quan-e-caizheng",
      "        name: 重度残疾人\n        tier: dinge-75-caizheng",
      "code: \"236046\"",
      "236046 重度残疾人（资助 285.00 元）覆盖资助更多的236010 "
      "计生特别扶助对象 380.00、01 被征地农民超龄人员 380.00"},
     DIAG_POLICY_BENEFIT_FALLS},
    {{"the first load wins", "winner: last_loaded", "winner: first_loaded",
      "code: \"993406\"",
      "993406 稳定脱贫户（资助 95.00 元）覆盖资助更多的230202"},
     DIAG_POLICY_BENEFIT_FALLS},
};

static void falling_benefits_name_both_sides(void **state)
{
    (void)state;
    lint_breakages_check(PART_POLICY, orders, COUNT_OF(orders));
}

static const struct lint_breakage names[] = {
    {{"a department's alias is another's name", "aliases: [民政部门]",
      "aliases: [民政部门, 残联]", "残联, title",
      "也是 departments[2].aliases"},
     DIAG_POLICY_NAME_SHARED},
    {{"two departments' aliases, but for a space", "aliases: [残疾人联合会]",
      "aliases: [民政 部门]", "民政 部门", "“民政 部门”也是"},
     DIAG_POLICY_NAME_SHARED},
    {{"two funds of one name", "name: 财政专项资金", "name: 医疗救助资金",
      "医疗救助资金\n    transferred: 由财政", "也是 funds[1].name"},
     DIAG_POLICY_NAME_SHARED},
    {{"two applicants of one name", "    name: 卫健\n", "    name: 残联\n",
      "残联\n    title: 残疾人联合会", "也是 applicants[3].name"},
     DIAG_POLICY_NAME_SHARED},
    {{"a group that is called like another category",
      "        name: 脱贫不稳定户\n        group: 防止返贫监测对象",
      "        name: 脱贫不稳定户\n        group: 孤儿",
      "孤儿\n        tier: d", "“孤儿”也是 steps[8].categories[1] 的名称"},
     DIAG_POLICY_NAME_SHARED},
};

static void names_are_not_shared(void **state)
{
    (void)state;
    lint_breakages_check(PART_POLICY, names, COUNT_OF(names));
}

static const struct lint_breakage uses[] = {
    {{"a department without roster", "departments:\n",
      "departments:\n  - {id: jiaoyu, name: 教育, title: 教育局}\n",
      "{id: jiaoyu", "departments 里的“教育”没有用到"},
     DIAG_POLICY_UNUSED},
    {{"a fund that pays nobody", "funds:\n",
      "funds:\n  - id: cishan\n    name: 慈善资金\n    source: {assumption: "
      "a-refund}\n",
      "id: cishan", "funds 里的“慈善资金”没有用到"},
     DIAG_POLICY_UNUSED},
    {{"an applicant that asks for nothing", "applicants:\n",
      "applicants:\n  - id: jiaoyu\n    name: 教育\n    title: 教育局\n"
      "    deadline: 2023-12-20\n    source: {assumption: a-refund}\n",
      "id: jiaoyu", "applicants 里的“教育”没有用到"},
     DIAG_POLICY_UNUSED},
    {{"an assumption that nothing rests on", "assumptions:\n",
      "assumptions:\n  - id: a-idle\n    text: 无\n    reason: 无\n",
      "id: a-idle", "assumptions 里的“a-idle”没有用到"},
     DIAG_POLICY_UNUSED},
    {{"a document that nothing cites", "documents:\n",
      "documents:\n  - key: d9\n    issuer: 无\n    title: 无\n", "key: d9",
      "documents 里的“d9”没有用到"},
     DIAG_POLICY_UNUSED},
    {{"an applicant without deadline",
      "    county_title: 天府新区和各县（区）残联\n    deadline: 2023-12-20\n",
      "    county_title: 天府新区和各县（区）残联\n",
      "id: canlian\n    name: 残联\n    title: 残疾人联合会\n    county_title",
      "申请单位“残联”没有写最迟申请日"},
     DIAG_POLICY_NO_DEADLINE},
    {{"a printed total that is not the sum", "counties:\n",
      "targets:\n  printed_total: 465874\n  source: {assumption: a-counties}\n"
      "counties:\n  - {name: 某镇, target: 465877}\n",
      "465874", "合计 465874 不等于各行之和 465877"},
     DIAG_POLICY_TARGETS_DIFFER},
    {{"a county without target", "counties:\n",
      "counties:\n  - {name: 某镇, target: 465877}\n", "{name: 天府新区,",
      "“天府新区”没有目标人数"},
     DIAG_POLICY_TARGET_MISSING},
};

static void what_nothing_uses_is_named(void **state)
{
    (void)state;
    lint_breakages_check(PART_POLICY, uses, COUNT_OF(uses));
}

static const struct lint_breakage dates[] = {
    {{"in force too short",
      "to: 2024-12-31\n  source: {assumption: a-in-force}",
      "to: 2024-11-30\n  source: {assumption: a-in-force}", "2024-11-30",
      "空档：2024-12-01 ~ 2024-12-31"},
     DIAG_POLICY_DATES_GAP},
    {{"collection begins too early", "collection:\n  from: 2023-09-01",
      "collection:\n  from: 2023-08-01", "2023-08-01",
      "“集中缴费期”（2023-08-01 ~ 2024-02-29）不在适用期"},
     DIAG_POLICY_DATE_OUTSIDE},
    {{"a due day after the policy", "calendar:\n",
      "calendar:\n  - id: spaet\n    label: 清算\n    to: 2025-01-15\n"
      "    source: {assumption: a-due-day}\n",
      "2025-01-15", "“清算”（~ 2025-01-15）不在适用期"},
     DIAG_POLICY_DATE_OUTSIDE},
    {{"the same thing at two times", "calendar:\n",
      "calendar:\n  - id: eins\n    label: 清算\n    from: 2024-01-01\n"
      "    to: 2024-01-15\n    source: {assumption: a-due-day}\n"
      "  - id: zwei\n    label: 清算\n    from: 2024-01-15\n"
      "    to: 2024-01-31\n    source: {assumption: a-due-day}\n",
      "id: zwei", "清算（2024-01-15 ~ 2024-01-31）与清算（2024-01-01"},
     DIAG_POLICY_DATES_OVERLAP},
    {{"an application after the transfer",
      "    county_title: 天府新区和各县（区）残联\n    deadline: 2023-12-20",
      "    county_title: 天府新区和各县（区）残联\n    deadline: 2023-12-21",
      "2023-12-21", "晚于财政专项资金的划转日（2023-12-20）"},
     DIAG_POLICY_DEADLINE_LATE},
};

static void dates_fit_together(void **state)
{
    (void)state;
    lint_breakages_check(PART_POLICY, dates, COUNT_OF(dates));
}

static const struct lint_breakage columns[] = {
    {{"a word that means another category elsewhere",
      "texts: [城市, 农村, 城镇,", "texts: [特困户, 农村, 城镇,",
      "特困户, 农村", "“特困户”在“低保对象花名册”里是低保救助对象"},
     DIAG_POLICY_WORD_OVERRULED},
    {{"a label that two kinds claim", "label_words: [低收入类别,",
      "label_words: [低保类别,", "低保类别, 低收入证号",
      "“低保类别”写成“低收入对象花名册”独有的列名"},
     DIAG_POLICY_LABEL_SHARED},
    {{"two kinds that columns cannot tell",
      "label_words: [低收入类别, 低收入证号]",
      "label_words: [低保类别, 低保证号, 低保金额, 月低保金, 保障金额, "
      "低保户号]",
      "[低保类别, 低保证号, 低保金额, 月低保金, 保障金额, 低保户号]\n    "
      "household_labels: [家庭人口, 家庭人口数, 家庭人数, 家庭成员数, 户人口, "
      "户人口数, 户籍人口, 户籍人口数, 共同生活人数, 保障人口, 保障人数, "
      "享受人口, 享受人数, 低保人口, 低保人数, 救助人数, 人口, 人口数]\n    "
      "required: [id_number, name]\n    values:\n      - {field: category, "
      "means: \"2305\"",
      "“低收入对象花名册”和“低保对象花名册”"},
     DIAG_POLICY_KINDS_ALIKE},
    {{"two kinds of one name", "name: 低收入对象花名册", "name: 低保对象花名册",
      "低保对象花名册\n    department: minzheng\n    "
      "categories: [\"2305\"]",
      "“低保对象花名册”也是 kinds[3].name"},
     DIAG_POLICY_NAME_SHARED},
};

static void rosters_can_be_told_apart(void **state)
{
    (void)state;
    lint_breakages_check(PART_COLUMNS, columns, COUNT_OF(columns));
}

/* ---- on policies that are not read from files ---- */

static size_t count_code(const struct policy *policy,
                         const struct policy *const *others, size_t count,
                         enum diag_code code)
{
    struct arena *arena = arena_new();
    struct policy_findings findings = {.items = NULL};
    size_t found = 0;
    assert_int_equal(
        policy_lint(policy, others, count, LANGUAGE_EN, arena, &findings), 0);
    for (size_t i = 0; i < findings.count; i++)
        found += findings.items[i].code == code;
    policy_findings_release(&findings);
    arena_free(arena);
    return found;
}

static void conditions_need_a_column_and_words(void **state)
{
    (void)state;
    static const struct field_alias label = {
        .label = "等级", .folded = "等级", .field = FIELD_DISABILITY_GRADE};
    static const struct field_alias certificate = {
        .label = "残疾证号", .folded = "残疾证号", .field = FIELD_CERTIFICATE};
    static const struct value_alias grade = {.text = "三级",
                                             .folded = "三级",
                                             .field = FIELD_DISABILITY_GRADE,
                                             .meaning = 1U << 3};
    struct policy policy = *policy_fixture();
    /* grades of two categories, types of one */
    assert_int_equal(count_code(&policy, NULL, 0, DIAG_POLICY_COLUMN_MISSING),
                     3);
    policy.labels = &label;
    policy.label_count = 1;
    policy.values = &grade;
    policy.value_count = 1;
    assert_int_equal(count_code(&policy, NULL, 0, DIAG_POLICY_COLUMN_MISSING),
                     1);
    assert_int_equal(count_code(&policy, NULL, 0, DIAG_POLICY_VALUE_MISSING),
                     2);
    policy.labels = &certificate;
    assert_int_equal(count_code(&policy, NULL, 0, DIAG_POLICY_COLUMN_MISSING),
                     0);
    assert_int_equal(count_code(&policy, NULL, 0, DIAG_POLICY_VALUE_MISSING),
                     0);
}

static void other_years_meet_overlap_or_leave_a_gap(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        int year;
        ymd from, to, collection_from, collection_to;
        size_t meets, overlaps, gaps;
    } cases[] = {
        {"next year, from the autumn", 2025, 20240901, 20251231, 20240901,
         20241231, 1, 0, 0},
        {"next year, from its first day", 2025, 20250101, 20251231, 20250101,
         20250131, 0, 0, 0},
        {"next year, a day too late", 2025, 20250102, 20251231, 20250102,
         20250131, 0, 0, 1},
        {"the year before, ending a day too early", 2023, 20220901, 20230827,
         20220901, 20221231, 0, 0, 1},
        {"next year, collected at the same time", 2025, 20231231, 20251231,
         20231231, 20240131, 1, 1, 0},
        {"the same year twice", 2024, 20240101, 20241231, 20240101, 20240131, 0,
         1, 0},
        {"the same year, one after the other", 2024, 20250101, 20251231,
         20250101, 20250131, 0, 0, 0},
        {"two years on", 2026, 20240101, 20261231, 20240101, 20240131, 0, 0, 0},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        const struct policy *policy = policy_fixture();
        struct policy other = *policy;
        other.id = "shifan-other";
        other.insured_year = cases[i].year;
        other.in_force_from = cases[i].from;
        other.in_force_to = cases[i].to;
        other.collection_from = cases[i].collection_from;
        other.collection_to = cases[i].collection_to;
        const struct policy *const both[] = {policy, &other};
        EXPECT_INT(cases[i].name,
                   count_code(policy, both, 2, DIAG_POLICY_YEARS_MEET),
                   cases[i].meets);
        EXPECT_INT(cases[i].name,
                   count_code(policy, both, 2, DIAG_POLICY_DATES_OVERLAP),
                   cases[i].overlaps);
        EXPECT_INT(cases[i].name,
                   count_code(policy, both, 2, DIAG_POLICY_DATES_GAP),
                   cases[i].gaps);
        other.region = "别的市";
        EXPECT_INT(cases[i].name,
                   count_code(policy, both, 2, DIAG_POLICY_DATES_OVERLAP), 0);
    }
}

/* Girls of 14 and younger are not 60: what they get is no matter. */
static void categories_that_nobody_has_together_do_not_fall(void **state)
{
    (void)state;
    static const struct alternative old = {.label = "年满60周岁",
                                           .age_min = 60,
                                           .age_max = -1,
                                           .source = {"", "", "", ""}};
    struct category categories[FIXTURE_CATEGORIES];
    struct policy policy = *policy_fixture();
    memcpy(categories, policy.categories, sizeof categories);
    policy.categories = categories;
    assert_int_equal(count_code(&policy, NULL, 0, DIAG_POLICY_BENEFIT_FALLS),
                     1);
    for (size_t i = 0; i < FIXTURE_ORPHAN; i++) {
        categories[i].alternatives = &old;
        categories[i].alternative_count = 1;
    }
    static const struct alternative young = {.label = "未满18周岁",
                                             .age_min = -1,
                                             .age_max = 17,
                                             .source = {"", "", "", ""}};
    categories[FIXTURE_ORPHAN].alternatives = &young;
    categories[FIXTURE_ORPHAN].alternative_count = 1;
    assert_int_equal(count_code(&policy, NULL, 0, DIAG_POLICY_BENEFIT_FALLS),
                     0);
}

static void each_failing_allocation_is_reported(void **state)
{
    (void)state;
    int result = -1;
    for (unsigned long after = 1; result != 0; after++) {
        struct arena *arena = arena_new();
        struct policy_findings findings = {.items = NULL};
        mem_fail_after(after);
        result = policy_lint(policy_fixture(), NULL, 0, LANGUAGE_ZH, arena,
                             &findings);
        mem_fail_after(0);
        policy_findings_release(&findings);
        arena_free(arena);
        assert_true(after < 1000);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(falling_benefits_name_both_sides),
        cmocka_unit_test(names_are_not_shared),
        cmocka_unit_test(what_nothing_uses_is_named),
        cmocka_unit_test(dates_fit_together),
        cmocka_unit_test(rosters_can_be_told_apart),
        cmocka_unit_test(conditions_need_a_column_and_words),
        cmocka_unit_test(other_years_meet_overlap_or_leave_a_gap),
        cmocka_unit_test(categories_that_nobody_has_together_do_not_fall),
        cmocka_unit_test(each_failing_allocation_is_reported),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
