/*
 * The letter of a fund request, 请款函: to whom, by which document, for how
 * many people, which standard, which amount in figures and in capital
 * numerals, into which account, with which sheets behind it; date and seal
 * are left to the office.
 *
 * What neither the document nor the bureau's settings state stays a line to
 * be filled in by hand, and says so: an account is never invented.
 */
#include "reports/fund_request.h"
#include "reports/proof.h"
#include "reports/words.h"

#include "core/fen.h"
#include <string.h>

enum {
    LINE_FUND,
    LINE_WHO,
    LINE_STANDARD,
    LINE_HEADS,
    LINE_AMOUNT,
    LINE_WINDOW,
    LINE_COLUMNS
};

#define TO_FILL_IN "＿＿＿＿＿＿＿＿"

static const struct bureau *bureau_of(const struct request *request)
{
    return request->set->bureau;
}

static const struct category *category_at(const struct request *request,
                                          uint16_t index)
{
    return &request->set->policy->categories[index];
}

static struct tally category_sum(const struct request *request, uint16_t index)
{
    struct slice_filter filter = request_filter(request);
    filter.category = index;
    return slices_sum(request->set, &filter);
}

/* Whether the applicant applies for the fund at all. */
static bool uses_fund(const struct request *request, uint16_t fund)
{
    const struct policy *policy = request->set->policy;
    for (uint16_t i = 0; i < policy->category_count; i++)
        if (policy->categories[i].applicant == request->index &&
            policy->categories[i].fund == fund)
            return true;
    return false;
}

/* ---- before the table ---- */

static void append_addressee(struct text *out, const struct request *request)
{
    const struct policy *policy = request->set->policy;
    const size_t start = out->length;
    for (uint16_t f = 0; f < policy->fund_count; f++) {
        const char *to = bureau_route(bureau_of(request), f)->addressee;
        if (!uses_fund(request, f) || *to == '\0' ||
            strstr(text_of(out) + start, to) != NULL)
            continue;
        text_printf(out, "%s%s", out->length > start ? "、" : "", to);
    }
    if (out->length == start)
        text_append(out, TO_FILL_IN);
    text_append(out, "：\n");
}

static void append_basis(struct text *out, const struct request *request)
{
    const struct policy *policy = request->set->policy;
    const struct document *document =
        policy_document(policy, request->applicant->source.document);
    if (document == NULL && policy->document_count > 0)
        document = &policy->documents[0];
    text_append(out, "　　根据");
    if (document == NULL)
        text_append(out, policy->title);
    else if (*document->number != '\0')
        text_printf(out, "%s《%s》", document->number, document->title);
    else
        text_printf(out, "《%s》", document->title);
    if (*request->applicant->source.clause != '\0')
        text_printf(out, "%s", request->applicant->source.clause);
}

/* How this month's amount came about, where a month before is known. */
static void append_flow(struct text *out, const struct request *request)
{
    const struct flow *flow = &request->flow;
    char amount[FEN_TEXT_SIZE];
    text_printf(out, "其中本月新增%lld人、%s元", (long long)flow->added.heads,
                fen_text(flow->added.subsidy, amount));
    text_printf(out, "，本月核减%lld人、%s元。",
                (long long)flow->deducted.heads,
                fen_text(flow->deducted.subsidy, amount));
}

static void make_head(struct text *out, const struct request *request)
{
    const struct report_set *set = request->set;
    char amount[FEN_TEXT_SIZE];
    char date[WORDS_SIZE];
    append_addressee(out, request);
    append_basis(out, request);
    text_printf(
        out,
        "的规定，现申请拨付%d年度城乡居民基本医疗保险资助参保资金。截至%s，%s由"
        "本单位申请资助的特殊人员累计%lld人，申请资助资金%s元。",
        set->policy->insured_year, date_words(set->input->as_of, date),
        request->county == NULL ? "" : request->county->name,
        (long long)request->total.heads,
        fen_text(request->total.subsidy, amount));
    append_flow(out, request);
    text_append(out, "按资金来源和资助标准分列如下：");
}

/* ---- the table: a line for each fund and standard ---- */

/* Names of the categories with this fund and standard that have people, and
 * what they come to. */
static struct tally collect_line(const struct request *request,
                                 const struct category *like, struct text *who)
{
    struct tally sum = {.heads = 0};
    for (uint16_t i = 0; i < request->set->policy->category_count; i++) {
        const struct category *category = category_at(request, i);
        if (category->applicant != request->index ||
            category->fund != like->fund || category->subsidy != like->subsidy)
            continue;
        const struct tally tally = category_sum(request, i);
        if (tally.heads == 0)
            continue;
        text_printf(who, "%s%s", who->length > 0 ? "、" : "", category->name);
        sum.heads += tally.heads;
        sum.subsidy += tally.subsidy;
    }
    return sum;
}

/* Whether an earlier category has the same fund and standard. */
static bool is_told_before(const struct request *request, uint16_t index)
{
    const struct category *category = category_at(request, index);
    for (uint16_t i = 0; i < index; i++) {
        const struct category *earlier = category_at(request, i);
        if (earlier->applicant == request->index &&
            earlier->fund == category->fund &&
            earlier->subsidy == category->subsidy)
            return true;
    }
    return false;
}

static void put_line(const struct request *request, struct sheet *sheet,
                     uint16_t index)
{
    const struct policy *policy = request->set->policy;
    const struct category *category = category_at(request, index);
    struct text who = TEXT_INIT;
    struct text window = TEXT_INIT;
    const struct tally sum = collect_line(request, category, &who);
    if (sum.heads > 0) {
        const struct fund *fund = category->fund == POLICY_NONE
                                      ? NULL
                                      : &policy->funds[category->fund];
        if (fund != NULL)
            append_window(&window, fund->due_from, fund->due_to);
        if (window.length == 0)
            text_append(&window, "文件没有写明");
        const struct value values[LINE_COLUMNS] = {
            [LINE_FUND] = value_text(fund == NULL ? "" : fund->name),
            [LINE_WHO] = value_text(book_text(request->book, &who)),
            [LINE_STANDARD] = value_number(category->subsidy),
            [LINE_HEADS] = value_number(sum.heads),
            [LINE_AMOUNT] = value_number(sum.subsidy),
            [LINE_WINDOW] = value_text(book_text(request->book, &window)),
        };
        sheet_row(sheet, values);
    }
    text_release(&who);
    text_release(&window);
}

/* ---- below the table ---- */

static void append_or_line(struct text *out, const char *label,
                           const char *value)
{
    text_printf(out, "　%s：%s", label, *value != '\0' ? value : TO_FILL_IN);
}

static void note_accounts(const struct request *request, struct sheet *sheet)
{
    const struct policy *policy = request->set->policy;
    struct text line = TEXT_INIT;
    for (uint16_t f = 0; f < policy->fund_count; f++) {
        if (!uses_fund(request, f))
            continue;
        const struct money_route *route = bureau_route(bureau_of(request), f);
        text_clear(&line);
        text_printf(&line, "收款账户（%s）：%s", policy->funds[f].name,
                    *route->account != '\0' ? route->account
                                            : TO_FILL_IN
                        "（文件没有写明划入哪个账户）");
        append_or_line(&line, "户名", route->holder);
        append_or_line(&line, "开户银行", route->bank);
        append_or_line(&line, "账号", route->number);
        if (*route->holder == '\0' || *route->bank == '\0' ||
            *route->number == '\0')
            text_append(&line, "（文件没有写明，请填写）");
        sheet_note(sheet, book_text(request->book, &line), false);
        if (*policy->funds[f].transferred == '\0')
            continue;
        text_clear(&line);
        text_printf(&line, "划转办法（%s）：%s（", policy->funds[f].name,
                    policy->funds[f].transferred);
        append_source(&line, policy, &policy->funds[f].source);
        text_append(&line, "）。");
        sheet_note(sheet, book_text(request->book, &line), false);
    }
    text_release(&line);
}

static void note_deadline(const struct request *request, struct sheet *sheet)
{
    const struct policy *policy = request->set->policy;
    struct text line = TEXT_INIT;
    if (request->applicant->deadline != YMD_NONE) {
        text_append(&line, "申请时限：");
        append_window(&line, YMD_NONE, request->applicant->deadline);
        text_append(&line, "（");
        append_source(&line, policy, &request->applicant->source);
        text_append(&line, "）。");
        sheet_note(sheet, book_text(request->book, &line), false);
    }
    text_release(&line);
}

static void note_attachments(const struct request *request, struct sheet *sheet)
{
    struct text line = TEXT_INIT;
    text_printf(&line,
                "附件：1.资金申请表（分%s、分类别）　2.按身份类别汇总表　"
                "3.资助参保人员明细表（%lld人）　4.已由他部门资助人员名单"
                "（%lld人）",
                request->set->policy->county_noun,
                (long long)request->total.heads, (long long)request->others);
    sheet_note(sheet, book_text(request->book, &line), false);
    text_release(&line);
}

static void put_closing(const struct request *request, struct sheet *sheet)
{
    struct text line = TEXT_INIT;
    sheet_closing(sheet, "（请审核拨付）");
    request_append_applicant(&line, request);
    text_append(&line, "（盖章）");
    sheet_closing(sheet, book_text(request->book, &line));
    sheet_closing(sheet, "　　　　年　　月　　日");
    text_release(&line);
}

static void put_notes(const struct request *request, struct sheet *sheet)
{
    char capital[FEN_CAPITAL_SIZE];
    struct text line = TEXT_INIT;
    text_printf(&line, "申请资助金额（大写）：人民币%s",
                fen_capital(request->total.subsidy, capital));
    sheet_note(sheet, book_text(request->book, &line), true);
    note_accounts(request, sheet);
    note_deadline(request, sheet);
    note_attachments(request, sheet);
    put_closing(request, sheet);
    text_release(&line);
}

void request_letter(const struct request *request)
{
    static const struct column columns[LINE_COLUMNS] = {
        [LINE_FUND] = COLUMN("资金来源", 18, WORD),
        [LINE_WHO] = COLUMN("资助对象", 42, LINES),
        [LINE_STANDARD] = COLUMN("资助标准\n（元/人）", 12, MONEY),
        [LINE_HEADS] = SUMMED("人数", 10, COUNT),
        [LINE_AMOUNT] = SUMMED("申请金额", 16, MONEY),
        [LINE_WINDOW] = COLUMN("划转时限", 20, LINES),
    };
    struct text title = TEXT_INIT;
    struct text head = TEXT_INIT;
    text_printf(&title, "关于申请拨付%d年度城乡居民医保资助参保资金的函",
                request->set->policy->insured_year);
    make_head(&head, request);
    const struct sheet_plan plan = {
        .name = "请款函",
        .title = book_text(request->book, &title),
        .unit = "单位：人、元",
        .head = book_text(request->book, &head),
        .columns = columns,
        .column_count = LINE_COLUMNS,
        .is_letter = true,
        .has_signature = true,
        .if_empty = "本期没有由本单位申请资助的人员",
    };
    struct sheet *sheet = sheet_begin(request->book, &plan);
    for (uint16_t i = 0; i < request->set->policy->category_count; i++)
        if (category_at(request, i)->applicant == request->index &&
            !is_told_before(request, i))
            put_line(request, sheet, i);
    sheet_total(sheet, "合计");
    book_expect(request->book, "请款函人数=认定人数",
                sheet_sum(sheet, LINE_HEADS), request->total.heads);
    book_expect(request->book, "请款函金额=资助总额",
                sheet_sum(sheet, LINE_AMOUNT), request->total.subsidy);
    put_notes(request, sheet);
    sheet_end(sheet);
    text_release(&title);
    text_release(&head);
}
