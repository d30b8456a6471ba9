/*
 * Fund requests: one workbook an applicant, with what it applies for by
 * county and category, the same by category with the clause behind each, the
 * persons, and those of its own people whom another applicant pays for.
 *
 * Only winners count: a person is subsidised once. The sums over all request
 * workbooks are therefore the grand total; each is held against the
 * allocation here.
 */
#include "reports/proof.h"
#include "reports/report_set.h"
#include "reports/words.h"

#include "core/fen.h"
#include <string.h>

struct request {
    const struct report_set *set;
    const struct applicant *applicant;
    uint16_t index;
    struct book *book;
    const char *title;
    size_t categories; /* that it applies for */
    struct tally total;
};

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

/* "眉山市民政局": titles may leave the region out. */
static void append_applicant(struct text *out, const struct policy *policy,
                             const struct applicant *applicant)
{
    const size_t length = strlen(policy->region);
    if (strncmp(applicant->title, policy->region, length) != 0)
        text_append(out, policy->region);
    text_append(out, applicant->title);
}

static const struct category *category_at(const struct request *request,
                                          uint16_t index)
{
    return &request->set->policy->categories[index];
}

static const char *fund_name(const struct policy *policy,
                             const struct category *category)
{
    return category->fund == POLICY_NONE ? ""
                                         : policy->funds[category->fund].name;
}

/* ---- by county and category ---- */

enum {
    BY_COUNTY,
    BY_CODE,
    BY_CATEGORY,
    BY_FUND,
    BY_HEADS,
    BY_STANDARD,
    BY_AMOUNT,
    BY_COLUMNS
};

static void put_slice(const struct request *request, struct sheet *sheet,
                      const struct home_county *county, uint16_t index)
{
    const struct policy *policy = request->set->policy;
    const struct category *category = category_at(request, index);
    struct slice_filter filter = SLICE_ALL;
    filter.has_county = true;
    filter.county = county->ref;
    filter.category = index;
    const struct tally tally = slices_sum(request->set, &filter);
    if (tally.heads == 0)
        return;
    const struct value values[BY_COLUMNS] = {
        [BY_COUNTY] = value_text(county->name),
        [BY_CODE] = value_text(category->code),
        [BY_CATEGORY] = value_text(category->name),
        [BY_FUND] = value_text(fund_name(policy, category)),
        [BY_HEADS] = value_number(tally.heads),
        [BY_STANDARD] = value_number(category->subsidy),
        [BY_AMOUNT] = value_number(tally.subsidy),
    };
    sheet_row(sheet, values);
}

static void put_county(const struct request *request, struct sheet *sheet,
                       const struct home_county *county)
{
    const int64_t before = sheet_rows(sheet);
    for (uint16_t i = 0; i < request->set->policy->category_count; i++)
        if (category_at(request, i)->applicant == request->index)
            put_slice(request, sheet, county, i);
    if (sheet_rows(sheet) == before || request->categories == 1)
        return;
    struct text label = TEXT_INIT;
    text_printf(&label, "%s小计", county->name);
    sheet_subtotal(sheet, book_text(request->book, &label));
    text_release(&label);
}

/* How and by when the money of a fund comes, in the document's words. */
static void note_funds(const struct request *request, struct sheet *sheet)
{
    const struct policy *policy = request->set->policy;
    struct text line = TEXT_INIT;
    for (uint16_t f = 0; f < policy->fund_count; f++) {
        bool is_used = false;
        for (uint16_t i = 0; i < policy->category_count; i++)
            is_used =
                is_used || (policy->categories[i].applicant == request->index &&
                            policy->categories[i].fund == f);
        if (!is_used)
            continue;
        text_clear(&line);
        text_printf(&line, "资金划转：%s，%s（", policy->funds[f].name,
                    policy->funds[f].transferred);
        append_source(&line, policy, &policy->funds[f].source);
        text_append(&line, "）。");
        sheet_note(sheet, book_text(request->book, &line), false);
    }
    text_release(&line);
}

static void put_request_notes(const struct request *request,
                              struct sheet *sheet)
{
    const struct report_set *set = request->set;
    char capital[FEN_CAPITAL_SIZE];
    struct text line = TEXT_INIT;
    text_printf(&line, "申请资助金额（大写）：人民币%s",
                fen_capital(request->total.subsidy, capital));
    sheet_note(sheet, book_text(request->book, &line), true);
    note_funds(request, sheet);
    text_clear(&line);
    text_append(&line, "资助标准依据见“按类别汇总”，人员见“人员明细”。");
    if (request->applicant->deadline != YMD_NONE) {
        text_append(&line, "申请时限：");
        append_window(&line, YMD_NONE, request->applicant->deadline);
        text_append(&line, "（");
        append_source(&line, set->policy, &request->applicant->source);
        text_append(&line, "）。");
    }
    sheet_note(sheet, book_text(request->book, &line), false);
    note_assumptions(sheet, request->book, set, request->index);
    sheet_note(sheet, "申请单位（盖章）：", true);
    text_release(&line);
}

static void put_by_county(const struct request *request)
{
    const struct report_set *set = request->set;
    struct column columns[BY_COLUMNS] = {
        [BY_COUNTY] = COLUMN(set->policy->county_noun, 14, WORD),
        [BY_CODE] = COLUMN("身份类别代码", 13, CODE),
        [BY_CATEGORY] = COLUMN("身份类别", 22, TEXT),
        [BY_FUND] = COLUMN("资金来源", 16, WORD),
        [BY_HEADS] = SUMMED("人数", 10, COUNT),
        [BY_STANDARD] = COLUMN("资助标准（元/人）", 14, MONEY),
        [BY_AMOUNT] = SUMMED("资助金额", 16, MONEY),
    };
    struct text head = TEXT_INIT;
    text_append(&head, "申请单位：");
    append_applicant(&head, set->policy, request->applicant);
    if (*request->applicant->county_title != '\0')
        text_printf(&head, "　　分级申请单位：%s",
                    request->applicant->county_title);
    const struct sheet_plan plan = {
        .name = "资金申请表",
        .title = request->title,
        .unit = "单位：人、元",
        .head = book_text(request->book, &head),
        .columns = columns,
        .column_count = BY_COLUMNS,
        .has_signature = true,
        .if_empty = "本期没有由本单位申请资助的人员",
    };
    struct sheet *sheet = sheet_begin(request->book, &plan);
    for (size_t i = 0; i < set->gazetteer.county_count; i++)
        put_county(request, sheet, &set->gazetteer.counties[i]);
    sheet_total(sheet, "合计");
    put_request_notes(request, sheet);
    book_expect(request->book, "资金申请表人数=认定人数",
                sheet_sum(sheet, BY_HEADS), request->total.heads);
    book_expect(request->book, "资金申请表金额=资助总额",
                sheet_sum(sheet, BY_AMOUNT), request->total.subsidy);
    sheet_end(sheet);
    text_release(&head);
}

/* ---- by category, with sources ---- */

enum {
    CAT_CODE,
    CAT_NAME,
    CAT_TIER,
    CAT_STANDARD,
    CAT_PERSONAL,
    CAT_HEADS,
    CAT_AMOUNT,
    CAT_SOURCE,
    CAT_COLUMNS
};

static void put_category(const struct request *request, struct sheet *sheet,
                         uint16_t index)
{
    const struct policy *policy = request->set->policy;
    const struct category *category = category_at(request, index);
    struct slice_filter filter = SLICE_ALL;
    filter.category = index;
    const struct tally tally = slices_sum(request->set, &filter);
    struct text source = TEXT_INIT;
    append_source(&source, policy, &category->amount);
    const struct value values[CAT_COLUMNS] = {
        [CAT_CODE] = value_text(category->code),
        [CAT_NAME] = value_text(category->name),
        [CAT_TIER] = value_text(category->tier),
        [CAT_STANDARD] = value_number(category->subsidy),
        [CAT_PERSONAL] = value_number(category->personal_due),
        [CAT_HEADS] = value_number(tally.heads),
        [CAT_AMOUNT] = value_number(tally.subsidy),
        [CAT_SOURCE] = value_text(book_text(request->book, &source)),
    };
    sheet_row(sheet, values);
    text_release(&source);
}

static void put_by_category(const struct request *request)
{
    static const struct column columns[CAT_COLUMNS] = {
        [CAT_CODE] = COLUMN("身份类别代码", 9, CODE),
        [CAT_NAME] = COLUMN("身份类别", 20, TEXT),
        [CAT_TIER] = COLUMN("资助档次", 14, WORD),
        [CAT_STANDARD] = COLUMN("资助标准（元/人）", 10, MONEY),
        [CAT_PERSONAL] = COLUMN("个人应缴（元/人）", 10, MONEY),
        [CAT_HEADS] = SUMMED("人数", 9, COUNT),
        [CAT_AMOUNT] = SUMMED("资助金额", 14, MONEY),
        [CAT_SOURCE] = COLUMN("资助标准的依据", 36, LINES),
    };
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
        if (category_at(request, i)->applicant == request->index)
            put_category(request, sheet, i);
    sheet_total(sheet, "合计");
    book_expect(request->book, "按类别汇总金额=资助总额",
                sheet_sum(sheet, CAT_AMOUNT), request->total.subsidy);
    sheet_end(sheet);
}

/* ---- persons ---- */

enum {
    WHO_CODE = PERSON_COLUMNS,
    WHO_CATEGORY,
    WHO_FUND,
    WHO_AMOUNT,
    WHO_COLUMNS
};

static void put_persons(const struct request *request)
{
    const struct report_set *set = request->set;
    struct column columns[WHO_COLUMNS] = {
        [WHO_CODE] = COLUMN("身份类别代码", 9, CODE),
        [WHO_CATEGORY] = COLUMN("身份类别", 18, TEXT),
        [WHO_FUND] = COLUMN("资金来源", 14, WORD),
        [WHO_AMOUNT] = SUMMED("资助金额", 12, MONEY),
    };
    person_columns(set, columns);
    const struct sheet_plan plan = {
        .name = "人员明细",
        .title = "资助参保人员明细表",
        .unit = "单位：元",
        .head = "",
        .columns = columns,
        .column_count = WHO_COLUMNS,
        .frozen = PERSON_COLUMNS,
        .has_filter = true,
        .has_signature = true,
        .if_empty = "本期没有由本单位申请资助的人员",
    };
    struct sheet *sheet = sheet_begin(request->book, &plan);
    struct person_walk walk = {.home = 0};
    const struct decision *decision;
    const struct home *home;
    while (person_next(set, &walk, &decision, &home)) {
        const struct category *category = decision_category(set, decision);
        if (category == NULL || category->applicant != request->index)
            continue;
        struct value values[WHO_COLUMNS];
        person_values(set, decision, home, sheet_rows(sheet) + 1, values);
        values[WHO_CODE] = value_text(category->code);
        values[WHO_CATEGORY] = value_text(category->name);
        values[WHO_FUND] = value_text(fund_name(set->policy, category));
        values[WHO_AMOUNT] =
            value_number(decision_subsidy(set->policy, decision));
        sheet_row(sheet, values);
    }
    sheet_total(sheet, "合计");
    book_expect(request->book, "人员明细人数=认定人数", sheet_rows(sheet),
                request->total.heads);
    book_expect(request->book, "人员明细金额=资助总额",
                sheet_sum(sheet, WHO_AMOUNT), request->total.subsidy);
    sheet_end(sheet);
}

/* ---- paid for by others ---- */

enum {
    ELSE_OWN = PERSON_COLUMNS,
    ELSE_WINNER,
    ELSE_APPLICANT,
    ELSE_FUND,
    ELSE_COLUMNS
};

/* The eligible category of the applicant that another one overwrote, or
 * NULL. */
static const struct category *overwritten(const struct request *request,
                                          const struct decision *decision)
{
    const struct allocation *allocation = request->set->allocation;
    for (uint32_t i = 0; i < decision->count; i++) {
        const uint32_t index = allocation->order[decision->first + i];
        const struct roster_row *row = &request->set->roster->rows[index];
        if (allocation->verdicts[index] == VERDICT_SUPERSEDED &&
            category_at(request, row->category)->applicant == request->index)
            return category_at(request, row->category);
    }
    return NULL;
}

static void put_other_payer(const struct request *request, struct sheet *sheet,
                            const struct decision *decision,
                            const struct home *home)
{
    const struct policy *policy = request->set->policy;
    const struct category *winner = decision_category(request->set, decision);
    if (winner == NULL || winner->applicant == request->index)
        return;
    const struct category *own = overwritten(request, decision);
    if (own == NULL)
        return;
    struct value values[ELSE_COLUMNS];
    person_values(request->set, decision, home, sheet_rows(sheet) + 1, values);
    values[ELSE_OWN] = value_text(own->name);
    values[ELSE_WINNER] = value_text(winner->name);
    values[ELSE_APPLICANT] =
        value_text(winner->applicant == POLICY_NONE
                       ? ""
                       : policy->applicants[winner->applicant].name);
    values[ELSE_FUND] = value_text(fund_name(policy, winner));
    sheet_row(sheet, values);
}

static void put_others(const struct request *request)
{
    const struct report_set *set = request->set;
    struct column columns[ELSE_COLUMNS] = {
        [ELSE_OWN] = COLUMN("本单位申请的类别", 18, TEXT),
        [ELSE_WINNER] = COLUMN("生效的类别", 18, TEXT),
        [ELSE_APPLICANT] = COLUMN("资助申请单位", 12, WORD),
        [ELSE_FUND] = COLUMN("资金来源", 14, WORD),
    };
    person_columns(set, columns);
    const struct sheet_plan plan = {
        .name = "已由其他单位资助",
        .title = "已由其他单位资助人员名单",
        .unit = "",
        .head = "下列人员也有本单位申请资助的身份，但每人只资助一次，"
                "以生效的身份为准，不在本单位申请之列。",
        .columns = columns,
        .column_count = ELSE_COLUMNS,
        .frozen = PERSON_COLUMNS,
        .has_filter = true,
        .has_signature = true,
        .if_empty = "本期没有这类人员",
    };
    struct sheet *sheet = sheet_begin(request->book, &plan);
    struct person_walk walk = {.home = 0};
    const struct decision *decision;
    const struct home *home;
    while (person_next(set, &walk, &decision, &home))
        put_other_payer(request, sheet, decision, home);
    sheet_end(sheet);
}

int fund_request_write(const struct report_set *set,
                       const struct report_job *job, struct failure *failure)
{
    struct request request = {
        .set = set,
        .applicant = &set->policy->applicants[job->index],
        .index = (uint16_t)job->index,
        .categories = count_categories(set->policy, job->index),
    };
    struct slice_filter filter = SLICE_ALL;
    filter.applicant = request.index;
    request.total = slices_sum(set, &filter);
    struct text title = TEXT_INIT;
    text_printf(&title, "%d年度城乡居民医保资助参保资金申请表",
                set->policy->insured_year);
    request.title = text_of(&title);
    int status = -1;
    if (title.failed)
        failure_memory(failure);
    else
        status =
            report_book_open(set, job, request.title, &request.book, failure);
    if (status == 0) {
        put_by_county(&request);
        put_by_category(&request);
        put_persons(&request);
        put_others(&request);
        status = book_close(request.book, failure);
    }
    text_release(&title);
    return status;
}
