/*
 * The transfer summary for finance: what each fund pays, to whom it is due by
 * when, and the same money by county, category, department and applicant.
 * Every sheet's total is held against the allocation's grand total; tie-outs
 * and assumptions stand at the end.
 */
#include "reports/transfer.h"

#include "reports/proof.h"
#include "reports/words.h"

#include "core/calendar.h"
#include "core/fen.h"
#include <string.h>

void transfer_expect(const struct transfer *transfer, const char *what,
                     int64_t amount)
{
    book_expect(transfer->book, what, amount,
                transfer->set->allocation->total.subsidy);
}

const char *transfer_name(const struct transfer *transfer, const char *before,
                          const char *after)
{
    struct text name = TEXT_INIT;
    text_printf(&name, "%s%s%s", before, transfer->set->policy->county_noun,
                after);
    const char *kept = book_keep(transfer->book, &name);
    text_release(&name);
    return kept;
}

/* ---- by fund ---- */

enum {
    FUND_NAME,
    FUND_APPLICANTS,
    FUND_HEADS,
    FUND_PREMIUM,
    FUND_AMOUNT,
    FUND_PERSONAL,
    FUND_HOW,
    FUND_WINDOW,
    FUND_SOURCE,
    FUND_COLUMNS
};

#define PREMIUM_FORMULA "E#+F#"

/* The applicants whose categories the fund pays for, by name. */
static void append_applicants(struct text *out, const struct policy *policy,
                              uint16_t fund)
{
    const size_t start = out->length;
    for (size_t a = 0; a < policy->applicant_count; a++) {
        bool applies = false;
        for (size_t i = 0; i < policy->category_count; i++)
            applies = applies || (policy->categories[i].fund == fund &&
                                  policy->categories[i].applicant == a);
        if (!applies)
            continue;
        if (out->length > start)
            text_append(out, "、");
        text_append(out, policy->applicants[a].name);
    }
}

static void put_fund(const struct transfer *transfer, struct sheet *sheet,
                     uint16_t index)
{
    const struct policy *policy = transfer->set->policy;
    const struct fund *fund = &policy->funds[index];
    struct slice_filter filter = SLICE_ALL;
    filter.fund = index;
    const struct tally tally = slices_sum(transfer->set, &filter);
    struct text applicants = TEXT_INIT;
    struct text window = TEXT_INIT;
    struct text source = TEXT_INIT;
    append_applicants(&applicants, policy, index);
    append_window(&window, fund->due_from, fund->due_to);
    append_source(&source, policy, &fund->source);
    const struct value values[FUND_COLUMNS] = {
        [FUND_NAME] = value_text(fund->name),
        [FUND_APPLICANTS] = value_text(book_text(transfer->book, &applicants)),
        [FUND_HEADS] = value_number(tally.heads),
        [FUND_PREMIUM] = value_formula(PREMIUM_FORMULA, tally_premium(&tally)),
        [FUND_AMOUNT] = value_number(tally.subsidy),
        [FUND_PERSONAL] = value_number(tally.personal_due),
        [FUND_HOW] = value_text(fund->transferred),
        [FUND_WINDOW] = value_text(book_text(transfer->book, &window)),
        [FUND_SOURCE] = value_text(book_text(transfer->book, &source)),
    };
    sheet_row(sheet, values);
    text_release(&applicants);
    text_release(&window);
    text_release(&source);
}

/* People without an eligible category, or with one that no fund pays. */
static void put_unfunded(const struct transfer *transfer, struct sheet *sheet)
{
    struct slice_filter filter = SLICE_ALL;
    filter.fund = POLICY_NONE;
    const struct tally tally = slices_sum(transfer->set, &filter);
    if (tally.heads == 0)
        return;
    const struct value values[FUND_COLUMNS] = {
        [FUND_NAME] = value_text("不享受资助"),
        [FUND_APPLICANTS] = value_text(""),
        [FUND_HEADS] = value_number(tally.heads),
        [FUND_PREMIUM] = value_formula(PREMIUM_FORMULA, tally_premium(&tally)),
        [FUND_AMOUNT] = value_number(tally.subsidy),
        [FUND_PERSONAL] = value_number(tally.personal_due),
        [FUND_HOW] = value_text("没有符合条件的身份，或身份不享受资助"),
        [FUND_WINDOW] = value_text(""),
        [FUND_SOURCE] = value_text(""),
    };
    sheet_row(sheet, values);
}

static void put_premium_note(const struct transfer *transfer,
                             struct sheet *sheet)
{
    const struct policy *policy = transfer->set->policy;
    char premium[FEN_TEXT_SIZE];
    struct text line = TEXT_INIT;
    text_printf(&line, "个人缴费标准 %s 元/人·年（",
                fen_text(policy->premium, premium));
    append_source(&line, policy, &policy->premium_source);
    text_append(&line, "）；资助金额与个人应缴之和等于人数乘以个人缴费标准。");
    if (policy->government_contribution > 0)
        text_printf(&line, "财政补助 %s 元/人·年另行安排，不在本表之内。",
                    fen_text(policy->government_contribution, premium));
    sheet_note(sheet, book_text(transfer->book, &line), false);
    text_release(&line);
}

static void put_by_fund(const struct transfer *transfer)
{
    static const struct column columns[FUND_COLUMNS] = {
        [FUND_NAME] = COLUMN("资金来源", 16, TEXT),
        [FUND_APPLICANTS] = COLUMN("申请单位", 16, LINES),
        [FUND_HEADS] = SUMMED("人数", 9, COUNT),
        [FUND_PREMIUM] = SUMMED("应缴保费", 15, MONEY),
        [FUND_AMOUNT] = SUMMED("资助金额（应划转）", 15, MONEY),
        [FUND_PERSONAL] = SUMMED("个人应缴", 15, MONEY),
        [FUND_HOW] = COLUMN("划转办法", 28, LINES),
        [FUND_WINDOW] = COLUMN("划转时限", 18, LINES),
        [FUND_SOURCE] = COLUMN("依据", 20, LINES),
    };
    struct text title = TEXT_INIT;
    text_printf(&title, "%d年度城乡居民医保资助参保资金划转汇总表",
                transfer->set->policy->insured_year);
    const struct sheet_plan plan = {
        .name = "资金划转汇总",
        .title = book_text(transfer->book, &title),
        .unit = "单位：人、元",
        .head = "",
        .columns = columns,
        .column_count = FUND_COLUMNS,
        .has_signature = true,
        .if_empty = "本期没有认定人员",
    };
    struct sheet *sheet = sheet_begin(transfer->book, &plan);
    for (uint16_t f = 0; f < transfer->set->policy->fund_count; f++)
        put_fund(transfer, sheet, f);
    put_unfunded(transfer, sheet);
    sheet_total(sheet, "合计");
    char capital[FEN_CAPITAL_SIZE];
    text_clear(&title);
    text_printf(&title, "应划转资助金额（大写）：人民币%s",
                fen_capital(transfer->set->allocation->total.subsidy, capital));
    sheet_note(sheet, book_text(transfer->book, &title), true);
    put_premium_note(transfer, sheet);
    note_assumptions(sheet, transfer->book, transfer->set, SLICE_ANY);
    transfer_expect(transfer, "分资金合计=资助总额",
                    sheet_sum(sheet, FUND_AMOUNT));
    book_expect(transfer->book, "分资金人数=认定人数",
                sheet_sum(sheet, FUND_HEADS),
                transfer->set->allocation->total.heads);
    sheet_end(sheet);
    text_release(&title);
}

/* ---- the split by fund, to look at: where there are several ---- */

enum { PART_FUND, PART_HEADS, PART_AMOUNT, PART_COLUMNS };

static void put_parts(const struct transfer *transfer)
{
    static const struct column columns[PART_COLUMNS] = {
        [PART_FUND] = COLUMN("资金来源", 40, WORD),
        [PART_HEADS] = SUMMED("人数", 20, COUNT),
        [PART_AMOUNT] = SUMMED("资助金额", 30, MONEY),
    };
    static const size_t amounts[] = {PART_AMOUNT};
    static const char *const names[] = {"资助金额"};
    const struct policy *policy = transfer->set->policy;
    const struct sheet_plan plan = {
        .name = "资金构成",
        .title = "资助资金构成",
        .unit = "单位：人、元",
        .head = "",
        .columns = columns,
        .column_count = PART_COLUMNS,
        .has_signature = true,
        .if_empty = "本期没有认定人员",
    };
    const struct chart_plan chart = {
        .kind = CHART_PIE,
        .title = "各项资金资助金额及比例",
        .labels = PART_FUND,
        .values = amounts,
        .names = names,
        .value_count = 1,
        .rows = policy->fund_count,
    };
    struct sheet *sheet = sheet_begin(transfer->book, &plan);
    int paying = 0;
    for (uint16_t f = 0; f < policy->fund_count; f++) {
        struct slice_filter filter = SLICE_ALL;
        filter.fund = f;
        const struct tally tally = slices_sum(transfer->set, &filter);
        paying += tally.subsidy != 0;
        const struct value values[PART_COLUMNS] = {
            [PART_FUND] = value_text(policy->funds[f].name),
            [PART_HEADS] = value_number(tally.heads),
            [PART_AMOUNT] = value_number(tally.subsidy),
        };
        sheet_row(sheet, values);
    }
    sheet_total(sheet, "合计");
    transfer_expect(transfer, "资金构成合计=资助总额",
                    sheet_sum(sheet, PART_AMOUNT));
    if (paying > 1) /* a pie of one piece shows nothing */
        sheet_chart(sheet, &chart);
    sheet_end(sheet);
}

/* ---- county by fund ---- */

/* Columns: county, then heads and amount for each fund, then all funds. */
static void plan_matrix(const struct policy *policy, struct column *columns)
{
    struct column *at = columns;
    *at++ = (struct column)COLUMN(policy->county_noun, 14, WORD);
    for (size_t f = 0; f <= policy->fund_count; f++) {
        at[0] = (struct column)SUMMED("人数", 12, COUNT);
        at[1] = (struct column)SUMMED("金额", 16, MONEY);
        at[0].group =
            f < policy->fund_count ? policy->funds[f].name : "资助合计";
        at[1].group = at[0].group;
        at += 2;
    }
    *at++ = (struct column)SUMMED("不享受资助人数", 12, COUNT);
    *at = (struct column)SUMMED("个人应缴金额", 16, MONEY);
}

static void put_matrix_row(const struct transfer *transfer, struct sheet *sheet,
                           const struct home_county *county,
                           struct value *values)
{
    const size_t funds = transfer->set->policy->fund_count;
    struct slice_filter filter = SLICE_ALL;
    filter.county = county;
    const struct tally all = slices_sum(transfer->set, &filter);
    filter.fund = POLICY_NONE;
    const struct tally none = slices_sum(transfer->set, &filter);
    struct value *at = values;
    *at++ = value_text(county->name);
    for (size_t f = 0; f < funds; f++) {
        filter.fund = (uint16_t)f;
        const struct tally fund = slices_sum(transfer->set, &filter);
        *at++ = value_number(fund.heads);
        *at++ = value_number(fund.subsidy);
    }
    *at++ = value_formula(transfer->heads_formula, all.heads - none.heads);
    *at++ = value_formula(transfer->amount_formula, all.subsidy);
    *at++ = value_number(none.heads);
    *at = value_number(all.personal_due);
    sheet_row(sheet, values);
}

/* "C#+E#+G#": every second column from `first` on. */
static const char *sum_formula(const struct transfer *transfer, size_t first,
                               size_t count)
{
    char letters[8];
    struct text formula = TEXT_INIT;
    for (size_t i = 0; i < count; i++)
        text_printf(&formula, "%s%s#", i > 0 ? "+" : "",
                    column_letters((colnum)(first + 2 * i), letters));
    const char *kept = book_keep(transfer->book, &formula);
    text_release(&formula);
    return kept;
}

/* The split by county, a series a fund. */
static void put_county_chart(const struct transfer *transfer,
                             struct sheet *sheet)
{
    const struct policy *policy = transfer->set->policy;
    const size_t funds = policy->fund_count;
    size_t *values = book_array(transfer->book, funds, sizeof *values);
    const char **names = book_array(transfer->book, funds, sizeof *names);
    if (values == NULL || names == NULL)
        return;
    for (size_t f = 0; f < funds; f++) {
        values[f] = 2 * f + 2;
        names[f] = policy->funds[f].name;
    }
    const struct chart_plan chart = {
        .kind = CHART_COLUMNS,
        .title = transfer_name(transfer, "各", "资助金额"),
        .labels = 0,
        .values = values,
        .names = names,
        .value_count = funds,
        .rows = transfer->set->gazetteer.county_count,
    };
    sheet_chart(sheet, &chart);
}

static void put_matrix(struct transfer *transfer)
{
    const struct report_set *set = transfer->set;
    const size_t count = 2 * set->policy->fund_count + 5;
    struct column *columns = book_array(transfer->book, count, sizeof *columns);
    struct value *values = book_array(transfer->book, count, sizeof *values);
    if (columns == NULL || values == NULL)
        return;
    plan_matrix(set->policy, columns);
    const struct sheet_plan plan = {
        .name = transfer_name(transfer, "分", "分资金"),
        .title = transfer_name(transfer, "分", "分资金汇总表"),
        .unit = "单位：人、元",
        .head = "",
        .columns = columns,
        .column_count = count,
        .frozen = 1,
        .has_signature = true,
        .if_empty = "本期没有认定人员",
    };
    transfer->heads_formula = sum_formula(transfer, 2, set->policy->fund_count);
    transfer->amount_formula =
        sum_formula(transfer, 3, set->policy->fund_count);
    struct sheet *sheet = sheet_begin(transfer->book, &plan);
    for (size_t i = 0; i < set->gazetteer.county_count; i++)
        put_matrix_row(transfer, sheet, &set->gazetteer.counties[i], values);
    sheet_total(sheet, "合计");
    transfer_expect(transfer, "分地区合计=资助总额",
                    sheet_sum(sheet, count - 3));
    put_county_chart(transfer, sheet);
    sheet_end(sheet);
}

/* ---- by department and applicant ---- */

enum {
    PAIR_DEPARTMENT,
    PAIR_APPLICANT,
    PAIR_DEADLINE,
    PAIR_HEADS,
    PAIR_AMOUNT,
    PAIR_PERSONAL,
    PAIR_COLUMNS
};

static bool pair_exists(const struct policy *policy, uint16_t department,
                        uint16_t applicant)
{
    for (size_t i = 0; i < policy->category_count; i++)
        if (policy->categories[i].department == department &&
            policy->categories[i].applicant == applicant)
            return true;
    return false;
}

static void put_pair(const struct transfer *transfer, struct sheet *sheet,
                     uint16_t department, uint16_t applicant)
{
    const struct policy *policy = transfer->set->policy;
    if (!pair_exists(policy, department, applicant))
        return;
    const bool applies = applicant != POLICY_NONE;
    struct slice_filter filter = SLICE_ALL;
    filter.department = department;
    filter.applicant = applicant;
    const struct tally tally = slices_sum(transfer->set, &filter);
    const struct value values[PAIR_COLUMNS] = {
        [PAIR_DEPARTMENT] = value_text(policy->departments[department].name),
        [PAIR_APPLICANT] = value_text(
            applies ? policy->applicants[applicant].name : "（不申请）"),
        [PAIR_DEADLINE] =
            value_number(applies ? policy->applicants[applicant].deadline : 0),
        [PAIR_HEADS] = value_number(tally.heads),
        [PAIR_AMOUNT] = value_number(tally.subsidy),
        [PAIR_PERSONAL] = value_number(tally.personal_due),
    };
    sheet_row(sheet, values);
}

static void put_by_department(const struct transfer *transfer)
{
    static const struct column columns[PAIR_COLUMNS] = {
        [PAIR_DEPARTMENT] = COLUMN("认定部门", 18, WORD),
        [PAIR_APPLICANT] = COLUMN("资金申请单位", 18, WORD),
        [PAIR_DEADLINE] = COLUMN("申请时限", 14, DATE),
        [PAIR_HEADS] = SUMMED("人数", 12, COUNT),
        [PAIR_AMOUNT] = SUMMED("资助金额", 18, MONEY),
        [PAIR_PERSONAL] = SUMMED("个人应缴", 18, MONEY),
    };
    const struct sheet_plan plan = {
        .name = "分部门",
        .title = "分认定部门、申请单位汇总表",
        .unit = "单位：人、元",
        .head = "",
        .columns = columns,
        .column_count = PAIR_COLUMNS,
        .has_signature = true,
        .if_empty = "本期没有认定人员",
    };
    struct sheet *sheet = sheet_begin(transfer->book, &plan);
    const struct policy *policy = transfer->set->policy;
    for (uint16_t d = 0; d < policy->department_count; d++) {
        for (uint16_t a = 0; a < policy->applicant_count; a++)
            put_pair(transfer, sheet, d, a);
        put_pair(transfer, sheet, d, POLICY_NONE);
    }
    sheet_total(sheet, "合计");
    transfer_expect(transfer, "分部门合计=资助总额",
                    sheet_sum(sheet, PAIR_AMOUNT));
    sheet_end(sheet);
}

/* ---- by when ---- */

static bool has_rhythm(const struct policy *policy)
{
    char rhythm[RHYTHM_SIZE];
    for (size_t i = 0; i < policy->calendar_count; i++)
        if (*calendar_rhythm(&policy->calendar[i], rhythm) != '\0')
            return true;
    return false;
}

static void put_calendar(const struct transfer *transfer)
{
    enum { LABEL, FROM, TO, RHYTHM, NEXT, SOURCE, QUOTE, COLUMNS };
    const struct policy *policy = transfer->set->policy;
    const struct column columns[COLUMNS] = {
        [LABEL] = COLUMN("事项", 30, LINES),
        [FROM] = COLUMN("开始", 12, DATE),
        [TO] = COLUMN("截止", 12, DATE),
        [RHYTHM] = COLUMN("定期", has_rhythm(policy) ? 12 : 0, WORD),
        [NEXT] = COLUMN("下次到期", 12, DATE),
        [SOURCE] = COLUMN("依据", 26, LINES),
        [QUOTE] = COLUMN("原文", 40, LINES),
    };
    const struct sheet_plan plan = {
        .name = "时限",
        .title = "文件规定的时限",
        .unit = "",
        .head =
            "“下次到期”是本期截止日期以后最近的一次；已经过去的，文件没有写明"
            "哪一天的，空着。",
        .columns = columns,
        .column_count = COLUMNS,
        .has_signature = true,
        .if_empty = "文件没有规定时限",
    };
    struct sheet *sheet = sheet_begin(transfer->book, &plan);
    struct text source = TEXT_INIT;
    for (size_t i = 0; i < policy->calendar_count; i++) {
        const struct calendar_entry *entry = &policy->calendar[i];
        char rhythm[RHYTHM_SIZE];
        text_clear(&source);
        append_source(&source, policy, &entry->source);
        const struct value values[COLUMNS] = {
            [LABEL] = value_text(entry->label),
            [FROM] = value_number(entry->from),
            [TO] = value_number(entry->to),
            [RHYTHM] = value_text(calendar_rhythm(entry, rhythm)),
            [NEXT] = value_number(
                calendar_due(entry, transfer->set->allocation->as_of)),
            [SOURCE] = value_text(book_text(transfer->book, &source)),
            [QUOTE] = value_text(entry->source.quote),
        };
        sheet_row(sheet, values);
    }
    sheet_end(sheet);
    text_release(&source);
}

int transfer_write(const struct report_set *set, const struct report_job *job,
                   struct failure *failure)
{
    struct transfer transfer = {.set = set};
    if (report_book_open(set, job, "财政划转汇总", &transfer.book, failure) !=
        0)
        return -1;
    put_by_fund(&transfer);
    transfer_routes(&transfer);
    if (set->policy->fund_count > 1)
        put_parts(&transfer);
    put_matrix(&transfer);
    transfer_matrix(&transfer);
    transfer_cells(&transfer);
    put_by_department(&transfer);
    put_calendar(&transfer);
    tie_sheet(transfer.book, set);
    assumption_sheet(transfer.book, set);
    return book_close(transfer.book, failure);
}
