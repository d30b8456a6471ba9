/* cases.yaml: what it must be, and what becomes of it. */
#include "core/case.h"
#include "import/import.h"
#include "tests/support/broken_policy.h"
#include "tests/support/suite.h"

#include <string.h>

static const struct breakage rows[] = {
    {"another policy", "policy: meishan-2024", "policy: meishan-2025",
     "meishan-2025", "应与 policy.yaml 的 id“meishan-2024”相同"},
    {"a day outside the policy", "as_of: 2023-08-31", "as_of: 2025-01-01",
     "2025-01-01", "不在政策的适用期内（2023-08-29 至 2024-12-31）"},
    {"a birth date that is none", "born: 1975-06-15", "born: 1975-06-31",
     "1975-06-31", "没有“1975-06-31”这一天"},
    {"a sex that is none", "sex: male", "sex: 男", "男", "male、female"},
    {"a person twice", "{name: 乙, born", "{name: 甲, born",
     "甲, born: 1978-02-03", "“甲”写了两次"},
    {"a row of nobody", "{person: 丙, kind: minzheng-dibao",
     "{person: 某甲, kind: minzheng-dibao", "某甲, kind",
     "persons 里没有“某甲”"},
    {"a kind that is none", "kind: xiangcun-tuopin, verdict",
     "kind: xiangcun, verdict", "xiangcun, verdict",
     "没有“xiangcun”这种花名册"},
    {"a category left out where a roster has several",
     "kind: xiangcun-jiance, category: 脱贫不稳定户", "kind: xiangcun-jiance",
     "{person: 甲, kind: xiangcun-jiance, verdict: won}", "要写“category”"},
    {"a category of another roster",
     "kind: xiangcun-jiance, category: 脱贫不稳定户",
     "kind: xiangcun-jiance, category: 孤儿", "孤儿, verdict",
     "“防止返贫监测对象花名册”里没有这个类别"},
    {"a category that is none", "kind: xiangcun-jiance, category: 脱贫不稳定户",
     "kind: xiangcun-jiance, category: 事实无人抚养儿童", "事实无人抚养儿童",
     "不是人员类别的写法"},
    {"a grade that is none", "grade: 三级, verdict: condition",
     "grade: 五等, verdict: condition", "五等", "“五等”不是残疾等级的写法"},
    {"a state that is none", "state: 冻结", "state: 丢失", "丢失",
     "“丢失”不是持证状态的写法"},
    {"a verdict that is none", "verdict: won", "verdict: win", "win",
     "没有这个结论“win”；是不是“won”"},
    {"a fund that is none", "fund: 医疗救助资金", "fund: 医疗资金", "医疗资金",
     "没有这个资金“医疗资金”"},
    {"an applicant that is none", "applicant: 医保", "applicant: 公安", "公安",
     "没有这个申请部门“公安”；可用：医保"},
    {"an amount that is none", "subsidy: \"95.00\"", "subsidy: 九十五",
     "九十五", "以元为单位写两位小数"},
    {"somebody of whom nothing is expected",
     "      - {person: 丙, category: \"2305\", subsidy: \"285.00\", "
     "personal_due: \"95.00\", fund: 财政专项资金, applicant: 民政}\n",
     "",
     "- {person: 甲, category: \"236046\", subsidy: \"380.00\", "
     "personal_due: \"0.00\", fund: 财政专项资金, applicant: 残联}\n      - "
     "{person: 乙",
     "“丙”要写一次，现有0次"},
    {"a finding that is none", "findings: [row-duplicate]",
     "findings: [row-twice]", "row-twice", "没有这个诊断代码“row-twice”"},
};

static void a_case_that_cannot_be_is_refused(void **state)
{
    (void)state;
    breakages_check(PART_CASES, rows, COUNT_OF(rows));
}

/* The case of that name; ends the test where there is none. */
static const struct policy_case *case_named(const struct case_list *cases,
                                            const char *name)
{
    for (size_t i = 0; i < cases->count; i++) {
        if (strcmp(cases->cases[i].name, name) == 0)
            return &cases->cases[i];
    }
    fail_msg("no case %s", name);
    return NULL;
}

static void words_of_a_case_are_read_as_a_rosters(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    const struct policy *policy = meishan_policy(arena);
    const struct case_list *cases = NULL;
    struct failure failure = FAILURE_INIT;
    assert_int_equal(
        cases_load("mappings/meishan/2024", policy, arena, &cases, &failure),
        0);
    assert_true(cases->count >= 40);

    const struct policy_case *certificate =
        case_named(cases, "一级残疾，持证状态注销，不资助");
    assert_int_equal(certificate->as_of, 20230831);
    assert_int_equal(certificate->row_count, 1);
    assert_int_equal(certificate->rows[0].grades, 1 << 1);
    assert_true(certificate->rows[0].has_invalid_certificate);
    assert_int_equal(certificate->rows[0].verdict, VERDICT_CERTIFICATE);
    assert_int_equal(certificate->rows[0].category,
                     policy_category(policy, "236046"));
    assert_int_equal(certificate->expectations[0].category, POLICY_NONE);
    assert_int_equal(certificate->expectations[0].fund, POLICY_NONE);
    assert_int_equal(certificate->expectations[0].personal_due, 38000);

    const struct policy_case *ended =
        case_named(cases, "监测对象风险已消除，不再算监测对象");
    assert_true(ended->rows[0].is_ended);

    const struct policy_case *family =
        case_named(cases, "一家三口，各按各的身份");
    assert_int_equal(family->person_count, 3);
    for (size_t i = 0; i < family->person_count; i++) {
        const struct case_person *person = &family->persons[i];
        assert_int_equal(id_number_birth(person->id), person->birth);
        assert_int_equal(id_number_sex(person->id), person->sex);
        for (size_t j = 0; j < i; j++)
            assert_true(person->id != family->persons[j].id);
    }
    arena_free(arena);
}

static void cases_without_memory_fail_cleanly(void **state)
{
    (void)state;
    bool is_loaded = false;
    struct arena *for_policy = arena_new();
    const struct policy *policy = meishan_policy(for_policy);
    for (unsigned long n = 1; !is_loaded; n += 1 + n / 16) {
        struct arena *arena = arena_new();
        const struct case_list *cases = NULL;
        struct failure failure = FAILURE_INIT;
        mem_fail_after(n);
        is_loaded = cases_load("mappings/meishan/2024", policy, arena, &cases,
                               &failure) == 0;
        mem_fail_after(0);
        if (!is_loaded)
            assert_int_equal(failure.code, DIAG_OUT_OF_MEMORY);
        arena_free(arena);
    }
    arena_free(for_policy);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_case_that_cannot_be_is_refused),
        cmocka_unit_test(words_of_a_case_are_read_as_a_rosters),
        cmocka_unit_test(cases_without_memory_fail_cleanly),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
