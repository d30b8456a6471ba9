/* Keys and kinds of value: what the tables do not allow is named. */
#include "tests/support/broken_policy.h"
#include "tests/support/suite.h"

static const struct breakage rows[] = {
    {"unknown key, a known one near",
     "region_code:", "region_cod:", "region_cod:", "是不是“region_code”"},
    {"unknown key, none near",
     "region_code:", "邮政编码:", "邮政编码:", "这里可用：schema、id、region"},
    {"unknown key in a list", "        tier: dinge-25-yiliao",
     "        tiers: dinge-25-yiliao", "tiers: dinge-25-yiliao",
     "steps[1].categories[1].tiers：没有这一项；是不是“tier”"},
    {"unknown key in a source", "clause: 抬头", "clauses: 抬头",
     "clauses: 抬头", "是不是“clause”"},
    {"repeated key", "bureau: 眉山市医疗保障局",
     "bureau: 眉山市医疗保障局\nbureau: 眉山市医保局", "bureau: 眉山市医保局",
     "这一项写了两次，第9行已有"},
    {"missing key at the top", "insured_year: 2024\n", "", "schema: 1",
     "缺少“insured_year”一项"},
    {"missing key in a list", "    label: 计生特别扶助\n", "",
     "department: weijian\n", "steps[4]：缺少“label”一项"},
    {"text where a number belongs", "insured_year: 2024",
     "insured_year: 二〇二四", "二〇二四", "“二〇二四”不是整数"},
    {"number with a fraction", "age_min: 60", "age_min: 60.5", "60.5",
     "“60.5”不是整数"},
    {"negative number", "age_min: 60", "age_min: -60", "-60", "“-60”不是整数"},
    {"number with a zero before it", "age_min: 60", "age_min: 060", "060",
     "“060”不是整数"},
    {"number too big", "age_min: 60", "age_min: 99999999999", "99999999999",
     "不是整数"},
    {"empty number", "insured_year: 2024", "insured_year: ''", "''",
     "“”不是整数"},
    {"text where a list belongs",
     "ledgers:\n  names: [户籍人口未参保人员, 常住人口未参保人员, "
     "上年度参保本年度未参保人员, 特殊身份群体未参保人员]",
     "ledgers:\n  names: 都要建", "都要建", "应是列表"},
    {"list where a text belongs", "region: 眉山市", "region: [眉山市]",
     "[眉山市]", "应只写一个值"},
    {"text where a mapping belongs", "premium:\n  amount: \"380.00\"",
     "premium: 380\nother:\n  amount: \"380.00\"", "380\nother",
     "先写“amount:”"},
    {"list where a mapping belongs", "ledgers:", "ledgers: []\nothers:", "[]",
     "先写“names:”"},
    {"empty list", "aliases: [乡村振兴部门, 扶贫办]", "aliases: []", "[]",
     "列表是空的"},
    {"empty text", "region: 眉山市", "region: ''", "''", "是空的"},
    {"word outside the closed list", "winner: last_loaded",
     "winner: highest_benefit", "highest_benefit",
     "可选的写法里：last_loaded、first_loaded"},
    {"another version of the keys", "schema: 1", "schema: 2",
     "2\nid:", "只认得第1版"},
};

static void what_the_tables_do_not_allow_is_named(void **state)
{
    (void)state;
    breakages_check(PART_POLICY, rows, COUNT_OF(rows));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_the_tables_do_not_allow_is_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
