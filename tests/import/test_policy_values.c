/* Dates, amounts, ratios, sources and references as policies write them. */
#include "tests/support/broken_policy.h"
#include "tests/support/suite.h"

static const struct breakage dates[] = {
    {"written otherwise", "issued: 2023-08-29", "issued: 2023/8/29",
     "2023/8/29", "应写成 2023-08-31 的样子"},
    {"a month only", "issued: 2023-08-29", "issued: 2023-08", "2023-08\n",
     "应写成 2023-08-31 的样子"},
    {"letters", "issued: 2023-08-29", "issued: 2023-0a-29", "2023-0a-29",
     "应写成 2023-08-31 的样子"},
    {"no such day", "  to: 2024-02-29", "  to: 2024-02-30", "2024-02-30",
     "没有“2024-02-30”这一天"},
    {"no leap year", "checked_on: 2026-11-22", "checked_on: 2025-02-29",
     "2025-02-29", "没有“2025-02-29”这一天"},
    {"ends before it starts", "  from: 2023-08-29", "  from: 2025-01-01",
     "from: 2025-01-01", "起始日 2025-01-01 晚于截止日 2024-12-31"},
    {"collection ends before it starts", "collection:\n  from: 2023-09-01",
     "collection:\n  from: 2024-03-01", "from: 2024-03-01",
     "晚于截止日 2024-02-29"},
    {"due before it starts", "due: {from: 2023-10-01, to: 2023-12-31}",
     "due: {from: 2024-10-01, to: 2023-12-31}", "{from: 2024-10-01",
     "晚于截止日 2023-12-31"},
    {"due without a day", "due: {to: 2023-12-20}", "due: {}", "due: {}",
     "至少要写“from”或“to”"},
    {"calendar ends before it starts",
     "    from: 2023-09-01\n    to: 2023-12-20",
     "    from: 2024-09-01\n    to: 2023-12-20", "id: personal",
     "calendar[4]：起始日 2024-09-01 晚于截止日 2023-12-20"},
};

static void dates_have_one_form_and_exist(void **state)
{
    (void)state;
    breakages_check(PART_POLICY, dates, COUNT_OF(dates));
}

static const struct breakage amounts[] = {
    {"no decimals", "amount: \"380.00\"", "amount: \"380\"", "\"380\"",
     "以元为单位写两位小数"},
    {"one decimal", "amount: \"380.00\"", "amount: 380.0", "380.0\n",
     "以元为单位写两位小数"},
    {"three decimals", "amount: \"380.00\"", "amount: \"380.000\"",
     "\"380.000\"", "以元为单位写两位小数"},
    {"a comma", "amount: \"380.00\"", "amount: \"1,380.00\"", "\"1,380.00\"",
     "以元为单位写两位小数"},
    {"a minus", "amount: \"380.00\"", "amount: \"-380.00\"", "\"-380.00\"",
     "以元为单位写两位小数"},
    {"a unit", "amount: \"380.00\"", "amount: 380.00元", "380.00元",
     "以元为单位写两位小数"},
    {"nothing before the point", "amount: \"380.00\"", "amount: \".00\"",
     "\".00\"", "以元为单位写两位小数"},
    {"ratio without percent", "ratio: 25%", "ratio: 0.25", "0.25",
     "应写成 75% 的样子"},
    {"ratio over the whole", "ratio: 25%", "ratio: 125%", "125%",
     "在 0% 至 100% 之间"},
    {"ratio too fine", "ratio: 25%", "ratio: 25.125%", "25.125%",
     "应写成 75% 的样子"},
    {"bare percent", "ratio: 25%", "ratio: \"%\"", "\"%\"",
     "应写成 75% 的样子"},
    {"drop limit", "ratio: 20%", "ratio: 二成", "二成", "应写成 75% 的样子"},
};

static void amounts_and_ratios_have_one_form(void **state)
{
    (void)state;
    breakages_check(PART_POLICY, amounts, COUNT_OF(amounts));
}

static const struct breakage sources[] = {
    {"nothing in it", "source: {assumption: a-refund}", "source: {}", "{}",
     "没有依据：要写 document、clause、quote，或者 assumption"},
    {"no document", "county_source: {document: d1, clause: 抬头",
     "county_source: {clause: 抬头", "{clause: 抬头", "缺少“document”"},
    {"no clause", "clause: 抬头, ", "", "{document: d1, quote: \"天府",
     "缺少“clause”"},
    {"no quote",
     "quote: \"2024 年度城乡居民基本医疗保险个人缴费标准为 380 元/人·年\"}",
     "}", "{document: d1, clause: 二、（一）, }", "缺少“quote”"},
    {"unknown document", "document: d1, clause: 抬头",
     "document: d2, clause: 抬头", "d2", "documents 里没有“d2”这份文件"},
    {"unknown assumption", "assumption: a-counties}", "assumption: a-county}",
     "a-county}", "assumptions 里没有“a-county”"},
    {"source left out", "  source: {assumption: a-refund}\n", "",
     "rule: not_stated", "refund：缺少“source”一项"},
};

static void a_source_is_complete_or_an_assumption(void **state)
{
    (void)state;
    breakages_check(PART_POLICY, sources, COUNT_OF(sources));
}

static const struct breakage references[] = {
    {"unknown department, one near", "department: weijian",
     "department: weijan", "weijan", "没有这个部门“weijan”；是不是“weijian”"},
    {"unknown department, none near", "department: weijian",
     "department: health-bureau", "health-bureau",
     "可用：xiangcunzhenxing、minzheng、weijian"},
    {"unknown fund", "    fund: caizheng", "    fund: caizhen", "caizhen\n",
     "没有这个资金“caizhen”；是不是“caizheng”"},
    {"unknown tier", "tier: dinge-25-yiliao", "tier: dinge-20-yiliao",
     "dinge-20-yiliao", "是不是“dinge-25-yiliao”"},
    {"unknown applicant", "applicant: weijian", "applicant: gongan", "gongan",
     "没有这个申请部门“gongan”；可用：yibao"},
    {"unknown category in an exclusion", "categories: [\"2303\", \"2305\"]",
     "categories: [\"2303\", \"2309\"]", "\"2309\"", "没有这个类别“2309”"},
    {"department twice", "{id: minzheng, name: 民政, title",
     "{id: xiangcunzhenxing, name: 民政, title", "xiangcunzhenxing, name: 民政",
     "“xiangcunzhenxing”重复，第1项已有"},
    {"document key in capitals", "key: d1", "key: D1", "D1",
     "“D1”只能用小写字母、数字和-"},
    {"assumption twice", "id: a-counties", "id: a-in-force",
     "a-in-force\n    text: 县", "假设“a-in-force”重复"},
    {"calendar entry twice", "id: benefits", "id: collection",
     "collection\n    label: 享受", "日程“collection”重复"},
    {"unknown special report", "report: uninsured_ledger",
     "report: uninsured_lists", "uninsured_lists", "uninsured_ledger"},
    {"special report without a source", "reports:\n",
     "reports:\n  - report: exemption_ledger\n", "report: exemption_ledger",
     "source"},
    {"special report twice", "reports:\n",
     "reports:\n  - report: uninsured_ledger\n"
     "    source: {document: d1, clause: 六, quote: 四本台账}\n",
     "uninsured_ledger\n    source: {document: d1, clause: 六、（二）, quote: "
     "\"“特",
     "这种报表已经写过"},
    {"special report by an unknown calendar entry",
     "report: uninsured_ledger\n",
     "report: uninsured_ledger\n    calendar: benefit\n", "benefit\n    source",
     "没有这个日程“benefit”；是不是“benefits”"},
    {"tier twice", "id: dinge-75-yiliao", "id: dinge-25-yiliao",
     "dinge-25-yiliao\n    label: 75%", "资助档次“dinge-25-yiliao”重复"},
    {"step label that is no file name", "label: 低保低收入",
     "label: 低保/低收入", "低保/低收入", "要作文件名"},
    {"department name that is no file name", "name: 残联, title",
     "name: 残联?, title", "残联?", "要作文件名"},
    {"applicant name that is no file name", "    name: 医保\n",
     "    name: 医保|局\n", "医保|局", "要作文件名"},
};

static void references_name_what_there_is(void **state)
{
    (void)state;
    breakages_check(PART_POLICY, references, COUNT_OF(references));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(dates_have_one_form_and_exist),
        cmocka_unit_test(amounts_and_ratios_have_one_form),
        cmocka_unit_test(a_source_is_complete_or_an_assumption),
        cmocka_unit_test(references_name_what_there_is),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
