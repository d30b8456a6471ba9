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
    LINE_ADDED,
    LINE_ADDED_AMOUNT,
    LINE_DEDUCTED,
    LINE_DEDUCTED_AMOUNT,
    LINE_NET, /* what the letter asks for */
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

static fen net_of(const struct flow *flow)
{
    return flow->added.subsidy - flow->deducted.subsidy;
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

/* "申请资助资金665.00元": what is new less what is taken off, which may come to
 * less than nothing. */
static void append_asked(struct text *out, const struct request *request)
{
    const fen net = net_of(&request->flow);
    char amount[WORDS_SIZE];
    text_printf(out, net < 0 ? "本次应退回%s元" : "本次申请资助资金%s元",
                money_words(net < 0 ? -net : net, amount));
}

static void make_head(struct text *out, const struct request *request)
{
    const struct report_set *set = request->set;
    const struct flow *flow = &request->flow;
    char amount[WORDS_SIZE];
    char date[WORDS_SIZE];
    append_addressee(out, request);
    append_basis(out, request);
    text_printf(
        out,
        "的规定，现申请拨付%d年度城乡居民基本医疗保险资助参保资金。截至%s，%s由"
        "本单位申请资助的特殊人员累计%lld人、%s元。",
        set->policy->insured_year, date_words(set->input->as_of, date),
        request->county == NULL ? "" : request->county->name,
        (long long)flow->cumulative.heads,
        money_words(flow->cumulative.subsidy, amount));
    text_printf(out, "本月新增%lld人、%s元", (long long)flow->added.heads,
                money_words(flow->added.subsidy, amount));
    text_printf(out, "，核减%lld人、%s元，", (long long)flow->deducted.heads,
                money_words(flow->deducted.subsidy, amount));
    append_asked(out, request);
    text_append(out, "。按资金来源和资助标准分列如下：");
}

/* ---- the table: a line for each fund and standard ---- */

static void add_flow(struct flow_sum *sum, const struct flow_sum *part)
{
    sum->heads += part->heads;
    sum->subsidy += part->subsidy;
}

static struct flow category_flow(const struct request *request, uint16_t index)
{
    struct slice_filter filter = request_filter(request);
    filter.category = index;
    return flows_sum(request->set, &filter);
}

static bool is_like(const struct category *a, const struct category *b)
{
    return a->fund == b->fund && a->subsidy == b->subsidy;
}

/* Names of the categories with this fund and standard that have anything, and
 * what they come to. */
static struct flow collect_line(const struct request *request,
                                const struct category *like, struct text *who)
{
    struct flow sum = {.added = {0, 0}};
    for (uint16_t i = 0; i < request->set->policy->category_count; i++) {
        const struct category *category = category_at(request, i);
        const struct flow flow = category_flow(request, i);
        if (!is_like(category, like) ||
            (flow.cumulative.heads == 0 && flow.deducted.heads == 0 &&
             flow.added.heads == 0))
            continue;
        text_printf(who, "%s%s", who->length > 0 ? "、" : "", category->name);
        add_flow(&sum.added, &flow.added);
        add_flow(&sum.deducted, &flow.deducted);
        add_flow(&sum.cumulative, &flow.cumulative);
    }
    return sum;
}

/* Whether an earlier category has the same fund and standard. */
static bool is_told_before(const struct request *request, uint16_t index)
{
    for (uint16_t i = 0; i < index; i++)
        if (is_like(category_at(request, i), category_at(request, index)))
            return true;
    return false;
}

static void put_flow(struct sheet *sheet, struct value *values,
                     const struct flow *flow)
{
    values[LINE_ADDED] = value_number(flow->added.heads);
    values[LINE_ADDED_AMOUNT] = value_number(flow->added.subsidy);
    values[LINE_DEDUCTED] = value_number(flow->deducted.heads);
    values[LINE_DEDUCTED_AMOUNT] = value_number(flow->deducted.subsidy);
    values[LINE_NET] = value_formula("E#-G#", net_of(flow));
    values[LINE_HEADS] = value_number(flow->cumulative.heads);
    values[LINE_AMOUNT] = value_number(flow->cumulative.subsidy);
    sheet_row(sheet, values);
}

static void put_line(const struct request *request, struct sheet *sheet,
                     uint16_t index)
{
    const struct policy *policy = request->set->policy;
    const struct category *category = category_at(request, index);
    const struct fund *fund =
        category->fund == POLICY_NONE ? NULL : &policy->funds[category->fund];
    struct text who = TEXT_INIT;
    struct text window = TEXT_INIT;
    const struct flow flow = collect_line(request, category, &who);
    if (fund != NULL)
        append_window(&window, fund->due_from, fund->due_to);
    if (window.length == 0)
        text_append(&window, "文件没有写明");
    struct value values[LINE_COLUMNS] = {
        [LINE_FUND] = value_text(fund == NULL ? "" : fund->name),
        [LINE_WHO] = value_text(book_text(request->book, &who)),
        [LINE_STANDARD] = value_number(category->subsidy),
        [LINE_WINDOW] = value_text(book_text(request->book, &window)),
    };
    if (who.length > 0)
        put_flow(sheet, values, &flow);
    text_release(&who);
    text_release(&window);
}

/* What earlier months requested for categories that the policy has no
 * longer. */
static void put_gone(const struct request *request, struct sheet *sheet)
{
    const struct flow flow = category_flow(request, SLICE_GONE);
    struct value values[LINE_COLUMNS] = {
        [LINE_FUND] = value_text(""),
        [LINE_WHO] = value_text("（政策已无的类别）"),
        [LINE_STANDARD] = value_text(""),
        [LINE_WINDOW] = value_text(""),
    };
    if (flow.cumulative.heads != 0 || flow.deducted.heads != 0)
        put_flow(sheet, values, &flow);
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
                "3.资助参保人员明细表（%lld人）",
                request->set->policy->county_noun,
                (long long)request->total.heads);
    if (request_has_others(request))
        text_printf(&line, "　4.已由他部门资助人员名单（%lld人）",
                    (long long)request->others);
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
    const fen net = net_of(&request->flow);
    text_printf(&line,
                net < 0 ? "本次应退回资助金额（大写）：人民币%s"
                        : "本次申请资助金额（大写）：人民币%s",
                fen_capital(net < 0 ? -net : net, capital));
    sheet_note(sheet, book_text(request->book, &line), true);
    note_accounts(request, sheet);
    note_deadline(request, sheet);
    note_attachments(request, sheet);
    put_closing(request, sheet);
    text_release(&line);
}

static void plan_columns(struct column *columns)
{
    static const struct column plain[LINE_COLUMNS] = {
        [LINE_FUND] = COLUMN("资金来源", 14, WORD),
        [LINE_WHO] = COLUMN("资助对象", 30, LINES),
        [LINE_STANDARD] = COLUMN("资助标准\n（元/人）", 10, MONEY),
        [LINE_ADDED] = SUMMED("人数", 8, COUNT),
        [LINE_ADDED_AMOUNT] = SUMMED("金额", 13, MONEY),
        [LINE_DEDUCTED] = SUMMED("人数", 8, COUNT),
        [LINE_DEDUCTED_AMOUNT] = SUMMED("金额", 13, MONEY),
        [LINE_NET] = SUMMED("本次申请金额", 14, MONEY),
        [LINE_HEADS] = SUMMED("人数", 8, COUNT),
        [LINE_AMOUNT] = SUMMED("金额", 13, MONEY),
        [LINE_WINDOW] = COLUMN("划转时限", 16, LINES),
    };
    memcpy(columns, plain, sizeof plain);
    columns[LINE_ADDED].group = columns[LINE_ADDED_AMOUNT].group = "本月新增";
    columns[LINE_DEDUCTED].group = columns[LINE_DEDUCTED_AMOUNT].group =
        "本月核减";
    columns[LINE_HEADS].group = columns[LINE_AMOUNT].group = "累计";
}

static void check_sums(const struct request *request, const struct sheet *sheet)
{
    const struct flow *flow = &request->flow;
    book_expect(request->book, "请款函累计人数=申请表累计人数",
                sheet_sum(sheet, LINE_HEADS), flow->cumulative.heads);
    book_expect(request->book, "请款函累计金额=申请表累计金额",
                sheet_sum(sheet, LINE_AMOUNT), flow->cumulative.subsidy);
    book_expect(request->book, "请款函本次申请金额=新增-核减",
                sheet_sum(sheet, LINE_NET), net_of(flow));
}

void request_letter(const struct request *request)
{
    struct column columns[LINE_COLUMNS];
    struct text title = TEXT_INIT;
    struct text head = TEXT_INIT;
    plan_columns(columns);
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
        if (!is_told_before(request, i))
            put_line(request, sheet, i);
    put_gone(request, sheet);
    sheet_total(sheet, "合计");
    check_sums(request, sheet);
    put_notes(request, sheet);
    sheet_end(sheet);
    text_release(&title);
    text_release(&head);
}
