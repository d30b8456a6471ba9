/* Policies that contradict themselves. */
#include "tests/support/broken_policy.h"
#include "tests/support/suite.h"

static const struct breakage amounts[] = {
    {"subsidy is not premium times ratio", "subsidy: \"95.00\"",
     "subsidy: \"96.00\"", "\"96.00\"",
     "tiers[1].subsidy：与缴费标准乘以比例不符，应为 \"95.00\""},
    {"personal due is not the rest", "personal_due: \"285.00\"",
     "personal_due: \"284.00\"", "\"284.00\"",
     "与 subsidy 相加不等于缴费标准，应为 \"285.00\""},
    {"premium changed, amounts not", "amount: \"380.00\"", "amount: \"400.00\"",
     "\"95.00\"\n    personal_due: \"285.00\"\n    fund: yiliaojiuzhu\n    "
     "source: {document: d1, clause: 三、（三）2.（2）",
     "应为 \"100.00\""},
    {"premium of nought", "amount: \"380.00\"", "amount: \"0.00\"",
     "\"0.00\"\n  source", "缴费标准不能是 0"},
    {"subsidy without fund",
     "    personal_due: \"285.00\"\n    fund: yiliaojiuzhu\n",
     "    personal_due: \"285.00\"\n", "id: dinge-25-yiliao",
     "有资助就要写“fund”"},
    {"fund without subsidy",
     "    ratio: 25%\n    subsidy: \"95.00\"\n    personal_due: \"285.00\"\n",
     "    ratio: 0%\n    subsidy: \"0.00\"\n    personal_due: \"380.00\"\n"
     "    # none\n",
     "yiliaojiuzhu\n    source: {document: d1, clause: 三、（三）2.（2）",
     "比例是 0%，不该有资金"},
    {"tier of no category", "tier: dinge-75-caizheng", "tier: dinge-75-yiliao",
     "dinge-75-caizheng", "没有类别用这个资助档次"},
    {"subsidy without applicant",
     "        applicant: weijian\n        applicant_source: {document: d1, "
     "clause: 附件1, quote: \"卫生健康部门：负责计生特别扶助对象的身份认定和参"
     "保缴费工作\"}\n",
     "", "code: \"236010\"", "有资助就要写“applicant”"},
};

static void amounts_and_payers_agree(void **state)
{
    (void)state;
    breakages_check(PART_POLICY, amounts, COUNT_OF(amounts));
}

static const struct breakage names[] = {
    {"a code twice", "code: \"2361\"", "code: \"2304\"",
     "\"2304\"\n        name: 特困救助对象", "行的“孤儿”已有"},
    {"a name twice", "name: 烈士遗属", "name: 因公牺牲军人遗属",
     "因公牺牲军人遗属\n        tier: quan-e-caizheng\n        applicant: "
     "tuiyijunren\n        applicant_source: {document: d1, clause: 附件1, "
     "quote: \"退役军人管理部门：负责享受国家定期抚恤和生活补助优抚对象的身份"
     "认定和参保缴费工作\", assumption: a-youfu}\n        source: {document: "
     "d1, clause: 三、（二）, quote: \"因公牺牲军人遗属 992601\"",
     "写了两次"},
    {"an alias that is another's name", "aliases: [低收入对象]",
     "aliases: [低收入对象, 特困救助对象]", "特困救助对象\n",
     "“特困救助对象”写了两次"},
    {"an alias twice, but for its spaces", "aliases: [低收入对象]",
     "aliases: [低收入对象, 低收入 对象]", "低收入 对象",
     "“低收入 对象”写了两次"},
    {"an alias that is nothing", "aliases: [低收入对象]", "aliases: [\" \"]",
     "\" \"", "没有可比对的文字"},
    {"neither code nor id", "      - code: \"2361\"\n        name",
     "      - name", "name: 孤儿", "要写“code”"},
    {"code with a dash", "code: \"2361\"", "code: \"23-61\"", "\"23-61\"",
     "代码“23-61”只能有数字和大写字母"},
    {"id in capitals", "code: \"2361\"", "id: GUER", "GUER",
     "“GUER”只能用小写字母、数字和-"},
    {"policy id with a space", "id: meishan-2024", "id: meishan 2024",
     "meishan 2024", "只能用小写字母、数字和-"},
    {"county twice", "{name: 彭山区, aliases: [彭山,",
     "{name: 东坡区, aliases: [彭山,", "东坡区, aliases: [彭山",
     "“东坡区”已经是“东坡区”的名称"},
    {"county's alias is another's", "aliases: [彭山,", "aliases: [东坡,",
     "东坡, 眉山市彭山区", "“东坡”已经是“东坡区”的名称"},
};

static void codes_and_names_stand_once(void **state)
{
    (void)state;
    breakages_check(PART_POLICY, names, COUNT_OF(names));
}

static const struct breakage conditions[] = {
    {"a condition that asks nothing", "            grades: [3, 4]\n", "",
     "label: 三级或者四级残疾", "没有条件"},
    {"ages that nobody has", "age_max: 17",
     "age_max: 17\n            age_min: 18", "18\n", "age_min 大于 age_max"},
    {"an age beyond any", "age_min: 60", "age_min: 600", "label: 年满60周岁",
     "年龄不能超过150"},
    {"an exclusion of one", "categories: [\"2303\", \"2305\"]",
     "categories: [\"2303\"]", "[\"2303\"]", "至少要有两个"},
    {"an exclusion of the same two", "categories: [\"2303\", \"2305\"]",
     "categories: [\"2303\", \"2303\"]", "\"2303\"]", "类别写了两次"},
    {"a year long past", "insured_year: 2024", "insured_year: 1924", "1924",
     "参保年度应在2000至2099之间"},
    {"in force before the year", "insured_year: 2024", "insured_year: 2025",
     "2024-12-31\n  source: {assumption: a-in-force}",
     "in_force.to：在参保年度2025年之前"},
    {"checked before it was issued", "checked_on: 2026-11-22",
     "checked_on: 2023-08-28", "2023-08-28", "早于第19行文件的印发日"},
};

static void conditions_can_hold_and_dates_agree(void **state)
{
    (void)state;
    breakages_check(PART_POLICY, conditions, COUNT_OF(conditions));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(amounts_and_payers_agree),
        cmocka_unit_test(codes_and_names_stand_once),
        cmocka_unit_test(conditions_can_hold_and_dates_agree),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
