/*
 * Fund requests: one workbook an applicant, and by option one a county too.
 * The letter, what it applies for by county and category with the month's
 * movements, the same by category with the clause behind each, the persons,
 * and those of its own people whom another applicant pays for.
 *
 * Only winners count: a person is subsidised once. The sums over all request
 * workbooks are therefore the grand total; each is held against the
 * allocation here.
 */
#include "reports/fund_request.h"
#include "reports/proof.h"
#include "reports/words.h"

#include <string.h>

static size_t count_categories(const struct policy *policy, size_t applicant)
{
    size_t count = 0;
    for (size_t i = 0; i < policy->category_count; i++)
        count += policy->categories[i].applicant == applicant;
    return count;
}

bool applicant_has_category(const struct policy *policy, size_t applicant)
{
    return count_categories(policy, applicant) > 0;
}

struct slice_filter request_filter(const struct request *request)
{
    struct slice_filter filter = SLICE_ALL;
    filter.applicant = request->index;
    filter.county = request->county;
    return filter;
}

void request_append_applicant(struct text *out, const struct request *request)
{
    const struct policy *policy = request->set->policy;
    const char *title = request->applicant->title;
    const size_t length = strlen(policy->region);
    if (strncmp(title, policy->region, length) != 0)
        text_append(out, policy->region);
    text_append(out, title);
}

static const struct category *category_at(const struct request *request,
                                          uint16_t index)
{
    return &request->set->policy->categories[index];
}

#define CATEGORY_GONE "（政策已无的类别）"

static const char *fund_name(const struct policy *policy,
                             const struct category *category)
{
    return category->fund == POLICY_NONE ? ""
                                         : policy->funds[category->fund].name;
}

/* ---- the month's movements: six columns of several tables ---- */

enum {
    FLOW_ADDED,
    FLOW_ADDED_AMOUNT,
    FLOW_DEDUCTED,
    FLOW_DEDUCTED_AMOUNT,
    FLOW_HEADS,
    FLOW_AMOUNT,
    FLOW_COLUMNS
};

static void flow_columns(struct column *columns)
{
    static const char *const groups[] = {"本月新增", "本月核减", "累计"};
    for (size_t i = 0; i < FLOW_COLUMNS / 2; i++) {
        columns[2 * i] = (struct column)SUMMED("人数", 8, COUNT);
        columns[2 * i + 1] = (struct column)SUMMED("金额", 13, MONEY);
        columns[2 * i].group = columns[2 * i + 1].group = groups[i];
    }
}

/* False where there is nothing to tell. */
static bool flow_values(const struct flow *flow, struct value *values)
{
    values[FLOW_ADDED] = value_number(flow->added.heads);
    values[FLOW_ADDED_AMOUNT] = value_number(flow->added.subsidy);
    values[FLOW_DEDUCTED] = value_number(flow->deducted.heads);
    values[FLOW_DEDUCTED_AMOUNT] = value_number(flow->deducted.subsidy);
    values[FLOW_HEADS] = value_number(flow->cumulative.heads);
    values[FLOW_AMOUNT] = value_number(flow->cumulative.subsidy);
    return flow->added.heads != 0 || flow->deducted.heads != 0 ||
           flow->cumulative.heads != 0;
}

/* What the table's sums must be. */
static void expect_flow(const struct request *request,
                        const struct sheet *sheet, const char *what,
                        size_t first)
{
    const struct flow *flow = &request->flow;
    book_expect(request->book, what, sheet_sum(sheet, first + FLOW_HEADS),
                flow->cumulative.heads);
    book_expect(request->book, what, sheet_sum(sheet, first + FLOW_AMOUNT),
                flow->cumulative.subsidy);
    book_expect(request->book, what,
                sheet_sum(sheet, first + FLOW_ADDED_AMOUNT),
                flow->added.subsidy);
    book_expect(request->book, what,
                sheet_sum(sheet, first + FLOW_DEDUCTED_AMOUNT),
                flow->deducted.subsidy);
}

/* ---- by county and category ---- */

enum {
    BY_COUNTY,
    BY_CODE,
    BY_CATEGORY,
    BY_FUND,
    BY_STANDARD,
    BY_FLOW,
    BY_COLUMNS = BY_FLOW + FLOW_COLUMNS
};

/* A category of a county; SLICE_GONE = those that the policy has no longer. */
static void put_slice(const struct request *request, struct sheet *sheet,
                      const struct home_county *county, uint16_t index)
{
    const struct policy *policy = request->set->policy;
    const struct category *category =
        index == SLICE_GONE ? NULL : category_at(request, index);
    struct slice_filter filter = request_filter(request);
    filter.county = county;
    filter.category = index;
    const struct flow flow = flows_sum(request->set, &filter);
    struct value values[BY_COLUMNS] = {
        [BY_COUNTY] = value_text(county->name),
        [BY_CODE] = value_text(""),
        [BY_CATEGORY] = value_text(CATEGORY_GONE),
        [BY_FUND] = value_text(""),
        [BY_STANDARD] = value_text(""),
    };
    if (category != NULL) {
        values[BY_CODE] = value_text(category->code);
        values[BY_CATEGORY] = value_text(category->name);
        values[BY_FUND] = value_text(fund_name(policy, category));
        values[BY_STANDARD] = value_number(category->subsidy);
    }
    if (flow_values(&flow, values + BY_FLOW))
        sheet_row(sheet, values);
}

static void put_county(const struct request *request, struct sheet *sheet,
                       const struct home_county *county)
{
    const int64_t before = sheet_rows(sheet);
    for (uint16_t i = 0; i < request->set->policy->category_count; i++)
        put_slice(request, sheet, county, i);
    put_slice(request, sheet, county, SLICE_GONE);
    if (sheet_rows(sheet) == before || request->categories == 1 ||
        request->county != NULL)
        return;
    struct text label = TEXT_INIT;
    text_printf(&label, "%s小计", county->name);
    sheet_subtotal(sheet, book_text(request->book, &label));
    text_release(&label);
}

static void put_counties(const struct request *request, struct sheet *sheet)
{
    const struct gazetteer *gazetteer = &request->set->gazetteer;
    for (size_t i = 0; i < gazetteer->county_count; i++)
        if (request->county == NULL ||
            request->county == &gazetteer->counties[i])
            put_county(request, sheet, &gazetteer->counties[i]);
}

static void make_head(struct text *out, const struct request *request)
{
    text_append(out, "申请单位：");
    request_append_applicant(out, request);
    if (*request->applicant->county_title != '\0')
        text_printf(out, "　　分级申请单位：%s",
                    request->applicant->county_title);
}

static void put_by_county(const struct request *request)
{
    const struct report_set *set = request->set;
    struct column columns[BY_COLUMNS] = {
        [BY_COUNTY] = COLUMN(set->policy->county_noun, 12, WORD),
        [BY_CODE] = COLUMN("身份类别代码", code_width(request->set, 9), CODE),
        [BY_CATEGORY] = COLUMN("身份类别", 20, TEXT),
        [BY_FUND] = COLUMN("资金来源", 14, WORD),
        [BY_STANDARD] = COLUMN("资助标准\n（元/人）", 11, MONEY),
    };
    flow_columns(columns + BY_FLOW);
    struct text title = TEXT_INIT;
    struct text head = TEXT_INIT;
    text_printf(&title, "%d年度城乡居民医保资助参保资金申请表",
                set->policy->insured_year);
    make_head(&head, request);
    const struct sheet_plan plan = {
        .name = "资金申请表",
        .title = book_text(request->book, &title),
        .unit = "单位：人、元",
        .head = book_text(request->book, &head),
        .columns = columns,
        .column_count = BY_COLUMNS,
        .has_signature = true,
        .if_empty = "本期没有由本单位申请资助的人员",
    };
    struct sheet *sheet = sheet_begin(request->book, &plan);
    put_counties(request, sheet);
    sheet_total(sheet, "合计");
    sheet_note(sheet,
               "累计=以前月份累计+本月新增-本月核减；没有已结账的月份时，本月"
               "认定的都是新增。资助标准依据见“按类别汇总”，人员见“人员明细”。",
               false);
    note_assumptions(sheet, request->book, set, request->index);
    expect_flow(request, sheet, "资金申请表=认定人数和资助总额", BY_FLOW);
    sheet_end(sheet);
    text_release(&title);
    text_release(&head);
}

/* ---- by category, with sources ---- */

enum {
    CAT_CODE,
    CAT_NAME,
    CAT_TIER,
    CAT_STANDARD,
    CAT_PERSONAL,
    CAT_FLOW,
    CAT_SOURCE = CAT_FLOW + FLOW_COLUMNS,
    CAT_COLUMNS
};

static void put_category(const struct request *request, struct sheet *sheet,
                         uint16_t index)
{
    const struct policy *policy = request->set->policy;
    const struct category *category = category_at(request, index);
    struct slice_filter filter = request_filter(request);
    filter.category = index;
    const struct flow flow = flows_sum(request->set, &filter);
    struct text source = TEXT_INIT;
    append_source(&source, policy, &category->amount);
    struct value values[CAT_COLUMNS] = {
        [CAT_CODE] = value_text(category->code),
        [CAT_NAME] = value_text(category->name),
        [CAT_TIER] = value_text(category->tier),
        [CAT_STANDARD] = value_number(category->subsidy),
        [CAT_PERSONAL] = value_number(category->personal_due),
        [CAT_SOURCE] = value_text(book_text(request->book, &source)),
    };
    if (flow_values(&flow, values + CAT_FLOW) ||
        category->applicant == request->index)
        sheet_row(sheet, values);
    text_release(&source);
}

/* What was requested for categories that the policy has no longer. */
static void put_gone(const struct request *request, struct sheet *sheet)
{
    struct slice_filter filter = request_filter(request);
    filter.category = SLICE_GONE;
    const struct flow flow = flows_sum(request->set, &filter);
    struct value values[CAT_COLUMNS] = {
        [CAT_CODE] = value_text(""),
        [CAT_NAME] = value_text(CATEGORY_GONE),
        [CAT_TIER] = value_text(""),
        [CAT_STANDARD] = value_text(""),
        [CAT_PERSONAL] = value_text(""),
        [CAT_SOURCE] = value_text("以前月份申请时的政策"),
    };
    if (flow_values(&flow, values + CAT_FLOW))
        sheet_row(sheet, values);
}

static void put_by_category(const struct request *request)
{
    struct column columns[CAT_COLUMNS] = {
        [CAT_CODE] = COLUMN("身份类别代码", code_width(request->set, 9), CODE),
        [CAT_NAME] = COLUMN("身份类别", 20, TEXT),
        [CAT_TIER] = COLUMN("资助档次", 14, WORD),
        [CAT_STANDARD] = COLUMN("资助标准\n（元/人）", 10, MONEY),
        [CAT_PERSONAL] = COLUMN("个人应缴\n（元/人）", 10, MONEY),
        [CAT_SOURCE] = COLUMN("资助标准的依据", 44, LINES),
    };
    flow_columns(columns + CAT_FLOW);
    const struct sheet_plan plan = {
        .name = "按类别汇总",
        .title = "按身份类别汇总表",
        .unit = "单位：人、元",
        .head = "",
        .columns = columns,
        .column_count = CAT_COLUMNS,
        .has_signature = true,
        .if_empty = "没有由本单位申请资助的类别",
    };
    struct sheet *sheet = sheet_begin(request->book, &plan);
    for (uint16_t i = 0; i < request->set->policy->category_count; i++)
        put_category(request, sheet, i);
    put_gone(request, sheet);
    sheet_total(sheet, "合计");
    expect_flow(request, sheet, "按类别汇总=认定人数和资助总额", CAT_FLOW);
    sheet_end(sheet);
}

int fund_request_write(const struct report_set *set,
                       const struct report_job *job, struct failure *failure)
{
    struct request request = {
        .set = set,
        .applicant = &set->policy->applicants[job->index],
        .index = (uint16_t)job->index,
        .county = job->county,
        .categories = count_categories(set->policy, job->index),
    };
    const struct slice_filter filter = request_filter(&request);
    request.total = slices_sum(set, &filter);
    request.flow = flows_sum(set, &filter);
    request.others = request_count_others(&request);
    struct text title = TEXT_INIT;
    text_printf(&title, "%d年度城乡居民医保资助参保资金申请表",
                set->policy->insured_year);
    int status = -1;
    if (title.failed)
        failure_memory(failure);
    else
        status =
            report_book_open(set, job, text_of(&title), &request.book, failure);
    if (status == 0) {
        request_letter(&request);
        put_by_county(&request);
        put_by_category(&request);
        request_people(&request);
        if (request_has_others(&request))
            request_others(&request);
        status = book_close(request.book, failure);
    }
    text_release(&title);
    return status;
}
