/*
 * What finance does: which amount goes from where into which account by which
 * day, a line for each fund and county. Payers and accounts are the bureau's
 * settings, days the policy's; what neither states stays to be filled in.
 */
#include "reports/transfer.h"
#include "reports/words.h"

enum {
    ROUTE_FUND,
    ROUTE_COUNTY,
    ROUTE_PAYER,
    ROUTE_ACCOUNT,
    ROUTE_NUMBER,
    ROUTE_HEADS,
    ROUTE_AMOUNT,
    ROUTE_NET,
    ROUTE_FROM,
    ROUTE_TO,
    ROUTE_SOURCE,
    ROUTE_COLUMNS
};

#define NOT_STATED "（文件没有写明）"

/* The account by name; below it, as far as they are known, whose it is and at
 * which bank. */
static void append_account(struct text *out, const struct money_route *route)
{
    text_append(out, *route->account != '\0' ? route->account : NOT_STATED);
    if (*route->holder != '\0')
        text_printf(out, "\n户名：%s", route->holder);
    if (*route->bank != '\0')
        text_printf(out, "\n开户银行：%s", route->bank);
}

static void put_route(const struct transfer *transfer, struct sheet *sheet,
                      uint16_t index, const struct home_county *county)
{
    const struct report_set *set = transfer->set;
    const struct fund *fund = &set->policy->funds[index];
    const struct money_route *route = bureau_route(set->bureau, index);
    struct slice_filter filter = SLICE_ALL;
    filter.fund = index;
    filter.county = county;
    const struct tally tally = slices_sum(set, &filter);
    const struct flow flow = flows_sum(set, &filter);
    if (tally.heads == 0 && flow.deducted.heads == 0)
        return;
    struct text account = TEXT_INIT;
    struct text source = TEXT_INIT;
    append_account(&account, route);
    append_source(&source, set->policy, &fund->source);
    const struct value values[ROUTE_COLUMNS] = {
        [ROUTE_FUND] = value_text(fund->name),
        [ROUTE_COUNTY] = value_text(county->name),
        [ROUTE_PAYER] =
            value_text(*route->payer != '\0' ? route->payer : NOT_STATED),
        [ROUTE_ACCOUNT] = value_text(book_text(transfer->book, &account)),
        [ROUTE_NUMBER] =
            value_text(*route->number != '\0' ? route->number : "＿＿＿＿＿＿"),
        [ROUTE_HEADS] = value_number(tally.heads),
        [ROUTE_AMOUNT] = value_number(tally.subsidy),
        [ROUTE_NET] = value_number(flow.added.subsidy - flow.deducted.subsidy),
        [ROUTE_FROM] = value_number(fund->due_from),
        [ROUTE_TO] = value_number(fund->due_to),
        [ROUTE_SOURCE] = value_text(book_text(transfer->book, &source)),
    };
    sheet_row(sheet, values);
    text_release(&account);
    text_release(&source);
}

static void put_fund(const struct transfer *transfer, struct sheet *sheet,
                     uint16_t index)
{
    const struct gazetteer *gazetteer = &transfer->set->gazetteer;
    const int64_t before = sheet_rows(sheet);
    for (size_t i = 0; i < gazetteer->county_count; i++)
        put_route(transfer, sheet, index, &gazetteer->counties[i]);
    if (sheet_rows(sheet) == before)
        return;
    struct text label = TEXT_INIT;
    text_printf(&label, "%s小计", transfer->set->policy->funds[index].name);
    sheet_subtotal(sheet, book_text(transfer->book, &label));
    text_release(&label);
}

void transfer_routes(const struct transfer *transfer)
{
    const struct policy *policy = transfer->set->policy;
    const struct column columns[ROUTE_COLUMNS] = {
        [ROUTE_FUND] = COLUMN("资金来源", 16, TEXT),
        [ROUTE_COUNTY] = COLUMN(policy->county_noun, 11, WORD),
        [ROUTE_PAYER] = COLUMN("由谁划出", 18, LINES),
        [ROUTE_ACCOUNT] = COLUMN("划入账户", 22, LINES),
        [ROUTE_NUMBER] = COLUMN("账号", 14, CODE),
        [ROUTE_HEADS] = SUMMED("人数", 8, COUNT),
        [ROUTE_AMOUNT] = SUMMED("应划转金额（累计）", 15, MONEY),
        [ROUTE_NET] = SUMMED("其中本月净增", 14, MONEY),
        [ROUTE_FROM] = COLUMN("划转起", 12, DATE),
        [ROUTE_TO] = COLUMN("划转止", 12, DATE),
        [ROUTE_SOURCE] = COLUMN("依据", 32, LINES),
    };
    const struct sheet_plan plan = {
        .name = "划转明细",
        .title = "资助参保资金划转明细表",
        .unit = "单位：人、元",
        .head = "由谁划出、划入账户照文件原文填写；账号文件没有写明的，在划转前"
                "填写。划转起止为空的，文件没有写明日期。",
        .columns = columns,
        .column_count = ROUTE_COLUMNS,
        .has_signature = true,
        .if_empty = "本期没有需要划转的资金",
    };
    struct sheet *sheet = sheet_begin(transfer->book, &plan);
    for (uint16_t f = 0; f < policy->fund_count; f++)
        put_fund(transfer, sheet, f);
    sheet_total(sheet, "合计");
    transfer_expect(transfer, "划转明细合计=资助总额",
                    sheet_sum(sheet, ROUTE_AMOUNT));
    sheet_end(sheet);
}
