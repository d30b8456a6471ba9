/*
 * Each region's sample month from end to end, on its own policy, against an
 * answer key that the samples' generator worked out by itself; and, for the
 * rules that are the region's own, people whose lot is written down here.
 * What does not depend on the region is asked of one month in test_month.c.
 */
#include "tests/support/answer_key.h"
#include "tests/support/book_view.h"
#include "tests/support/csv_table.h"
#include "tests/support/process.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/suite.h"

#include <stdio.h>
#include <string.h>

struct sample_month {
    const char *policy;
    const char *region; /* the folder below samples/ */
    const char *period;
};

static struct sample_month months[] = {
    {"meizhou-2024", "meizhou", "2023-09"},
    {"shanwei-2023", "shanwei", "2022-10"},
    {"hunan-2024", "hunan", "2023-09"},
    {"hunan-2024", "hunan", "2023-10"},
    {"hunan-2024", "hunan", "2024-01"},
    {"kaiping-2024", "kaiping", "2023-08"},
    {"kaiping-2024", "kaiping", "2023-09"},
};

#define HUNAN "困难群众参保资助资金"
#define KAIPING "个人缴费财政补助金"

/* Somebody whose lot a rule of the region decides. */
struct person {
    const char *policy;
    const char *period;
    const char *rule;
    const char *number;
    const char *category; /* "" = none */
    const char *fund;
};

static const struct person people[] = {
    {"meizhou-2024", "2023-09", "girl of two, fourteen on the day",
     "511499200909300103", "ernv-nvhai", "县级政府统筹资金"},
    {"meizhou-2024", "2023-09", "girl of two, fifteen the day after",
     "511499200810010106", "ernv-nvhai", "县级政府统筹资金"},
    {"meizhou-2024", "2023-09", "girl of two, fifteen on the day",
     "511499200809300106", "", ""},
    {"meizhou-2024", "2023-09", "girl of two, but a boy", "511499201405050117",
     "", ""},
    {"meizhou-2024", "2023-09", "soldier and minimum income",
     "511499194908080112", "dibao", "医疗救助资金"},
    {"meizhou-2024", "2023-09", "soldier and severe disability",
     "511499195505150117", "zhongdu-canji", "县级政府统筹资金"},
    {"meizhou-2024", "2023-09", "on five lists", "511499195001200117", "tekun",
     "医疗救助资金"},
    {"shanwei-2023", "2022-10", "on five lists", "511499194904040113", "tekun",
     "医疗救助资金"},
    {"shanwei-2023", "2022-10", "severely disabled and monitored",
     "511499197101170102", "bianyuan-yizhipin", "医疗救助资金"},
    {"shanwei-2023", "2022-10", "severe in words, no certificate number",
     "51149919900919010X", "zhongdu-canji", "县级政府统筹资金"},
    {"shanwei-2023", "2022-10", "soldier, the certificate expired",
     "511499196312030113", "youfu", "县级政府统筹资金"},
    {"shanwei-2023", "2022-10", "certified the day after", "511499195510100106",
     "", ""},
    {"hunan-2024", "2023-09", "on four lists", "511499195104180104", "tekun",
     HUNAN},
    {"hunan-2024", "2023-09", "stable only", "511499196802110116",
     "wending-tuopin", ""},
    {"hunan-2024", "2023-09", "minimum income and its margin",
     "511499196312010112", "dibao-bianyuan", HUNAN},
    {"hunan-2024", "2023-09", "orphan, and unattended", "51149920110520011X",
     "guer", HUNAN},
    {"hunan-2024", "2023-09", "third grade, and stable", "51149919790303011X",
     "wending-tuopin", ""},
    {"hunan-2024", "2023-09", "severe, certificate cancelled",
     "511499196610100116", "dibao", HUNAN},
    {"hunan-2024", "2023-09", "grade in the number only", "511499197501300105",
     "tuopin-buwending", HUNAN},
    {"hunan-2024", "2023-09", "recognised the day after", "511499196211110106",
     "wending-tuopin", ""},
    {"hunan-2024", "2023-09", "ended on the day", "511499194902280105", "", ""},
    {"hunan-2024", "2023-10", "newly recognised", "511499196802110116", "dibao",
     HUNAN},
    {"hunan-2024", "2023-10", "second grade now", "51149919790303011X",
     "zhongdu-canji", HUNAN},
    {"hunan-2024", "2024-01", "recognised on the collection's last day",
     "511499196704160101", "dibao", HUNAN},
    {"hunan-2024", "2024-01", "recognised the day after", "511499195909030111",
     "", ""},
    {"kaiping-2024", "2023-08", "four departments", "511499194905060116",
     "dibao", KAIPING},
    {"kaiping-2024", "2023-08", "severe, and in extreme poverty",
     "511499195310120102", "tekun", KAIPING},
    {"kaiping-2024", "2023-08", "child of a poor family, and minimum income",
     "511499201401090103", "dibao", KAIPING},
    {"kaiping-2024", "2023-08", "mental, third grade, no category named",
     "511499199604040114", "jingshen-zhili-canji", KAIPING},
    {"kaiping-2024", "2023-08", "intellectual, second grade",
     "511499198808080105", "zhongdu-canji", KAIPING},
    {"kaiping-2024", "2023-08", "limbs, third grade", "511499196002020112", "",
     ""},
    {"kaiping-2024", "2023-08", "mental, first grade, on both lists",
     "511499197909290107", "zhongdu-canji", KAIPING},
    {"kaiping-2024", "2023-08", "limbs and mental, third grade",
     "511499198311230112", "jingshen-zhili-canji", KAIPING},
    {"kaiping-2024", "2023-08", "several types, not said which",
     "511499195706170106", "", ""},
    {"kaiping-2024", "2023-08", "severe, certificate cancelled",
     "511499196901010110", "dibao-bianyuan", KAIPING},
    {"kaiping-2024", "2023-08", "risk gone, unstable", "511499197812250117",
     "tuopin-buwending", KAIPING},
    {"kaiping-2024", "2023-08", "recognised the day after",
     "511499197407070112", "", ""},
    {"kaiping-2024", "2023-08", "orphan on a town's own list",
     "51149920160229011X", "kunjing-ertong", KAIPING},
    {"kaiping-2024", "2023-09", "second grade now", "511499196002020112",
     "zhongdu-canji", KAIPING},
    {"kaiping-2024", "2023-09", "born in the month", "511499202309120108",
     "kunjing-ertong", KAIPING},
};

static void expect_people(const struct sample_month *month, const char *ledger)
{
    struct csv_table *decisions = ledger_export(ledger, "decisions");
    size_t count = 0;
    for (size_t i = 0; i < COUNT_OF(people); i++) {
        const struct person *person = &people[i];
        if (strcmp(person->policy, month->policy) != 0 ||
            strcmp(person->period, month->period) != 0)
            continue;
        const size_t row =
            csv_table_find(decisions, "id_number", person->number);
        if (row == csv_table_rows(decisions))
            fail_msg("%s: not decided", person->rule);
        EXPECT_TEXT(person->rule,
                    csv_table_cell(decisions, row, "category_code"),
                    person->category);
        EXPECT_TEXT(person->rule, csv_table_cell(decisions, row, "fund"),
                    person->fund);
        count++;
    }
    EXPECT(month->policy, count > 0);
    csv_table_free(decisions);
}

/* What a region's document wants said in a workbook. */
static const struct sentence {
    const char *policy;
    const char *book;
    const char *sheet;
    const char *words;
} sentences[] = {
    {"kaiping-2024", "资金申请/市医保中心-资金申请表.xlsx", "请款函",
     "申请时限：2024年6月30日前（开医保发〔2023〕34号 五、（一）；口径"},
    {"kaiping-2024", "资金申请/市医保中心-资金申请表.xlsx", "资金申请表",
     "镇（街）"},
    {"kaiping-2024", "财政划转汇总.xlsx", "分镇（街）分资金",
     "分镇（街）分资金汇总表"},
    {"hunan-2024", "财政划转汇总.xlsx", "资金划转汇总",
     "在集中参保缴费期结束后及时划入医疗保险基金财政专户"},
    {"hunan-2024", "财政划转汇总.xlsx", "资金划转汇总",
     "湘医保发〔2023〕41号 三、（二）"},
    {"hunan-2024", "税务征收名单.xlsx", "个人应缴", "资助金额"},
    {"meizhou-2024", "免缴台账.xlsx", "分身份汇总", "按身份类别进行分类造册"},
    {"meizhou-2024", "免缴台账.xlsx", "低保对象", "免缴金额"},
};

static void expect_sentences(const struct sample_month *month, const char *out)
{
    for (size_t i = 0; i < COUNT_OF(sentences); i++) {
        const struct sentence *sentence = &sentences[i];
        if (strcmp(sentence->policy, month->policy) != 0)
            continue;
        struct book_view *view = book_view_open(out, sentence->book);
        EXPECT(sentence->words, strstr(book_view_sheet(view, sentence->sheet),
                                       sentence->words) != NULL);
        book_view_close(view);
    }
}

/* Where all subsidies are full, nobody is on a list of personal dues. */
static void expect_no_dues(const struct sample_month *month, const char *out)
{
    struct book_view *view = book_view_open(out, "税务征收名单.xlsx");
    const char *book = book_view_part(view, "xl/workbook.xml");
    const bool is_split = strcmp(month->region, "meishan") == 0 ||
                          strcmp(month->region, "hunan") == 0;
    EXPECT(month->policy, (strstr(book, "\"个人应缴\"") != NULL) == is_split);
    EXPECT(month->policy, strstr(book, "\"零缴费核定\"") != NULL);
    book_view_close(view);
}

static void month_comes_out_as_its_answer_key_says(void **state)
{
    const struct sample_month *month = *state;
    struct scratch_folder scratch;
    struct text summary = TEXT_INIT;
    char rosters[64];
    char answers[64];
    char out[96];
    char ledger[96];
    scratch_make(&scratch);
    snprintf(rosters, sizeof rosters, "samples/%s/%s", month->region,
             month->period);
    snprintf(answers, sizeof answers, "tests/golden/%s-%s", month->region,
             month->period);
    snprintf(out, sizeof out, "%s/out", scratch.path);
    snprintf(ledger, sizeof ledger, "%s/ledger.db", scratch.path);
    const char *const arguments[] = {
        "run",      "--policy", month->policy, "--period", month->period,
        "--ledger", ledger,     "--out",       out,        "--format",
        "json",     rosters,    NULL,
    };
    EXPECT_INT(month->policy, daopan_run(arguments, &summary), 0);
    const struct answered_run run = {.answers = answers,
                                     .ledger = ledger,
                                     .out = out,
                                     .summary = text_of(&summary)};
    expect_decisions(&run);
    expect_findings(&run);
    expect_fates(&run);
    expect_totals(&run);
    expect_people(month, ledger);
    expect_sentences(month, out);
    expect_no_dues(month, out);
    text_release(&summary);
    scratch_remove(&scratch);
}

/* Who is insured, beside a month: what stands in the progress report. */
struct enrolled_month {
    const char *name;
    const char *arguments[12];
    const char *answers;
    const char *printed; /* a total that is not the sum of its rows */
    const char *report;  /* when progress is due */
    char missing;        /* the column of those not insured: no towns are told
                            where the policy's places are towns */
};

static struct enrolled_month enrolled_months[] = {
    {"kaiping enrolled",
     {"run", "--policy", "kaiping-2024", "--period", "2023-08", "--enrolled",
      "samples/kaiping/enrolled", "samples/kaiping/2023-08"},
     "tests/golden/kaiping-2023-08/expected_enrolment.csv",
     "文件印出的目标合计 465874 与各行之和 465877 不一致，相差 3",
     "各镇（街）上报参保进度：每周四，2023年9月1日起；下一次是2023年9月7日（星"
     "期四）。",
     'E'},
    {"shanwei enrolled",
     {"run", "--policy", "shanwei-2023", "--period", "2022-10", "--enrolled",
      "samples/shanwei/enrolled", "samples/shanwei/2022-10"},
     "tests/golden/shanwei-2022-10/expected_enrolment.csv",
     "文件印出的目标合计 2608189 与各行之和 2608190 不一致，相差 1",
     "通报各地参保缴费进展：每周。",
     'F'},
};

static void expect_place(struct book_view *view, const struct csv_table *key,
                         size_t row)
{
    static const struct {
        const char *label;
        char column;
    } fields[] = {
        {"target", 'B'}, {"enrolled", 'C'}, {"special", 'F'}, {"insured", 'G'}};
    const char *place = csv_table_cell(key, row, "place");
    for (size_t i = 0; i < COUNT_OF(fields); i++) {
        const char *expected = csv_table_cell(key, row, fields[i].label);
        char name[96];
        snprintf(name, sizeof name, "%s %s", place, fields[i].label);
        EXPECT_TEXT(
            name, view_beside(view, "参保进度", place, fields[i].column).value,
            *expected == '\0' ? "未列" : expected);
    }
}

/* The workbook against the key; the other one lists who is missing. */
static void expect_progress(const struct enrolled_month *month, const char *out)
{
    struct csv_table *key = csv_table_read(month->answers);
    struct book_view *view = book_view_open(out, "参保进度.xlsx");
    for (size_t i = 0; i < csv_table_rows(key); i++)
        expect_place(view, key, i);
    const char *strings = book_view_sheet(view, "参保进度");
    EXPECT(month->name, strstr(strings, month->printed) != NULL);
    EXPECT(month->name, strstr(strings, month->report) != NULL);
    book_view_close(view);
    char missing[24];
    snprintf(missing, sizeof missing, "%lld",
             (long long)(csv_table_sum(key, "special") -
                         csv_table_sum(key, "insured")));
    view = book_view_open(out, "特殊身份未参保台账.xlsx");
    EXPECT_TEXT(month->name,
                view_beside(view, "汇总", "合计", month->missing).value,
                missing);
    book_view_close(view);
    csv_table_free(key);
}

static void enrolment_comes_out_as_its_answer_key_says(void **state)
{
    const struct enrolled_month *month = *state;
    struct scratch_folder scratch;
    struct text summary = TEXT_INIT;
    char out[96];
    char ledger[96];
    const char *arguments[COUNT_OF(month->arguments) + 4];
    size_t count = 0;
    scratch_make(&scratch);
    snprintf(out, sizeof out, "--out=%s/out", scratch.path);
    snprintf(ledger, sizeof ledger, "--ledger=%s/ledger.db", scratch.path);
    while (month->arguments[count] != NULL) {
        arguments[count] = month->arguments[count];
        count++;
    }
    arguments[count++] = out;
    arguments[count++] = ledger;
    arguments[count] = NULL;
    EXPECT_INT(month->name, daopan_run(arguments, &summary), 0);
    expect_progress(month, out + strlen("--out="));
    text_release(&summary);
    scratch_remove(&scratch);
}

int main(void)
{
    struct CMUnitTest tests[COUNT_OF(months) + COUNT_OF(enrolled_months)];
    for (size_t i = 0; i < COUNT_OF(months); i++)
        tests[i] = (struct CMUnitTest){
            .name = months[i].policy,
            .test_func = month_comes_out_as_its_answer_key_says,
            .initial_state = &months[i],
        };
    for (size_t i = 0; i < COUNT_OF(enrolled_months); i++)
        tests[COUNT_OF(months) + i] = (struct CMUnitTest){
            .name = enrolled_months[i].name,
            .test_func = enrolment_comes_out_as_its_answer_key_says,
            .initial_state = &enrolled_months[i],
        };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
