/*
 * Printing a policy in full: each rule with document, clause and quote, so
 * that a bureau head can hold the page against the paper.
 */
#include "cli/policy_page.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

static void append_source(struct text *out, const struct policy *policy,
                          const struct source *source, const char *indent)
{
    if (source->document[0] == '\0')
        return;
    const struct document *document = policy_document(policy, source->document);
    text_printf(out, "%s依据：%s %s", indent,
                document == NULL ? source->document : document_name(document),
                source->clause);
    if (source->quote[0] != '\0')
        text_printf(out, "：“%s”", source->quote);
    text_append(out, "\n");
}

static void append_document(struct text *out, const struct document *document)
{
    char issued[YMD_TEXT_SIZE];
    const char *const parts[] = {document->number, document->issuer,
                                 ymd_text(document->issued, issued),
                                 document->title};
    const char *gap = "文件：";
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        if (*parts[i] == '\0')
            continue;
        text_printf(out, "%s%s", gap, parts[i]);
        gap = "  ";
    }
    text_append(out, "\n");
}

static void append_head(struct text *out, const struct policy *policy)
{
    char dates[2][YMD_TEXT_SIZE];
    char amount[FEN_TEXT_SIZE];
    text_printf(out, "%s（%s）\n", policy->title, policy->id);
    text_printf(out, "适用：%s 至 %s，参保年度 %d\n",
                ymd_text(policy->in_force_from, dates[0]),
                ymd_text(policy->in_force_to, dates[1]), policy->insured_year);
    text_printf(out, "最近一次与文件核对：%s\n",
                ymd_text(policy->checked_on, dates[0]));
    for (size_t i = 0; i < policy->document_count; i++)
        append_document(out, &policy->documents[i]);
    text_printf(out, "\n个人缴费标准：%s 元\n",
                fen_text(policy->premium, amount));
    append_source(out, policy, &policy->premium_source, "  ");
    if (policy->government_contribution < 0)
        text_append(out, "财政补助标准：文件没有印出金额\n");
    else
        text_printf(out, "财政补助标准：%s 元（不在拆分之内）\n",
                    fen_text(policy->government_contribution, amount));
    append_source(out, policy, &policy->government_contribution_source, "  ");
}

static void append_category(struct text *out, const struct policy *policy,
                            const struct category *category)
{
    char amounts[2][FEN_TEXT_SIZE];
    text_printf(out, "   %-8s %s", category->id, category->name);
    if (category->group[0] != '\0')
        text_printf(out, "（%s）", category->group);
    text_printf(out, "：%s%g%%，资助 %s 元，个人 %s 元", category->tier,
                category->ratio_bp / 100.0,
                fen_text(category->subsidy, amounts[0]),
                fen_text(category->personal_due, amounts[1]));
    if (category->fund != POLICY_NONE)
        text_printf(out, "，%s", policy->funds[category->fund].name);
    if (category->applicant != POLICY_NONE)
        text_printf(out, "，由%s申请",
                    policy->applicants[category->applicant].name);
    text_append(out, "\n");
    for (size_t i = 0; i < category->alternative_count; i++) {
        text_printf(out, "            条件%s：%s\n", i == 0 ? "" : "（或）",
                    category->alternatives[i].label);
        append_source(out, policy, &category->alternatives[i].source,
                      "              ");
    }
    append_source(out, policy, &category->amount, "            ");
}

static void append_order(struct text *out, const struct policy *policy)
{
    text_printf(out, "\n导盘顺序（%s）\n",
                policy->precedence == PRECEDENCE_LAST_LOADED
                    ? "后导入的覆盖先导入的，最后导入的身份生效"
                    : "先导入的优先");
    append_source(out, policy, &policy->precedence_source, "  ");
    for (size_t i = 0; i < policy->step_count; i++) {
        const struct step *step = &policy->steps[i];
        text_printf(out, "%2d %s — %s\n", step->number,
                    policy->departments[step->department].name, step->label);
        append_source(out, policy, &step->source, "   ");
        for (uint16_t k = 0; k < step->count; k++)
            append_category(out, policy, &policy->categories[step->first + k]);
    }
}

static void append_window(struct text *out, ymd from, ymd to)
{
    char dates[2][YMD_TEXT_SIZE];
    if (from != YMD_NONE)
        text_printf(out, "%s 至 %s", ymd_text(from, dates[0]),
                    to == YMD_NONE ? "…" : ymd_text(to, dates[1]));
    else if (to != YMD_NONE)
        text_printf(out, "%s 前", ymd_text(to, dates[1]));
}

static void append_money(struct text *out, const struct policy *policy)
{
    text_append(out, "\n资金\n");
    for (size_t i = 0; i < policy->fund_count; i++) {
        const struct fund *fund = &policy->funds[i];
        text_printf(out, "  %s：%s ", fund->name, fund->transferred);
        append_window(out, fund->due_from, fund->due_to);
        text_append(out, "\n");
        append_source(out, policy, &fund->source, "    ");
    }
    text_append(out, "\n申请单位\n");
    for (size_t i = 0; i < policy->applicant_count; i++) {
        const struct applicant *applicant = &policy->applicants[i];
        text_printf(out, "  %s（%s） ", applicant->name, applicant->title);
        append_window(out, YMD_NONE, applicant->deadline);
        text_append(out, "\n");
        append_source(out, policy, &applicant->source, "    ");
    }
}

static void append_rest(struct text *out, const struct policy *policy)
{
    text_append(out, "\n日程\n");
    for (size_t i = 0; i < policy->calendar_count; i++) {
        const struct calendar_entry *entry = &policy->calendar[i];
        text_append(out, "  ");
        append_window(out, entry->from, entry->to);
        text_printf(out, "  %s\n", entry->label);
        append_source(out, policy, &entry->source, "    ");
    }
    if (policy->exclusion_count > 0)
        text_append(out, "\n不应同时具有的类别\n");
    for (size_t i = 0; i < policy->exclusion_count; i++)
        text_printf(out, "  %s：%s\n", policy->exclusions[i].label,
                    policy->exclusions[i].reason);
    text_printf(out, "\n%s：", policy->county_noun);
    for (size_t i = 0; i < policy->county_count; i++)
        text_printf(out, "%s%s", i == 0 ? "" : "、", policy->counties[i].name);
    if (policy->county_count == 0)
        text_append(out, "文件没有列出，照名单上的写法");
    text_append(out, "\n\n文件没有写明、由本程序作出的决定\n");
    for (size_t i = 0; i < policy->assumption_count; i++)
        text_printf(out, "  [%s] %s\n      理由：%s\n",
                    policy->assumptions[i].id, policy->assumptions[i].text,
                    policy->assumptions[i].reason);
}

void policy_page_append(struct text *out, const struct policy *policy)
{
    append_head(out, policy);
    append_order(out, policy);
    append_money(out, policy);
    append_rest(out, policy);
}

static void json_source(struct text *out, const char *key,
                        const struct source *source)
{
    text_printf(out, ",\"%s\":{", key);
    text_append_json_field(out, "document", source->document);
    text_append(out, ",");
    text_append_json_field(out, "clause", source->clause);
    text_append(out, ",");
    text_append_json_field(out, "quote", source->quote);
    text_append(out, "}");
}

static void json_category(struct text *out, const struct policy *policy,
                          const struct category *category)
{
    text_append(out, "{");
    text_append_json_field(out, "code", category->id);
    text_append(out, ",");
    text_append_json_field(out, "name", category->name);
    text_printf(out,
                ",\"step\":%d,\"tier_bp\":%d,\"subsidy_fen\":%" PRId64
                ",\"personal_due_fen\":%" PRId64 ",",
                policy->steps[category->step].number, category->ratio_bp,
                category->subsidy, category->personal_due);
    text_append_json_field(out, "department",
                           policy->departments[category->department].name);
    text_append(out, ",");
    text_append_json_field(out, "fund",
                           category->fund == POLICY_NONE
                               ? ""
                               : policy->funds[category->fund].name);
    text_append(out, ",");
    text_append_json_field(out, "applicant",
                           category->applicant == POLICY_NONE
                               ? ""
                               : policy->applicants[category->applicant].name);
    text_append(out, ",\"conditions\":[");
    for (size_t i = 0; i < category->alternative_count; i++) {
        text_append(out, i == 0 ? "" : ",");
        text_append_json(out, category->alternatives[i].label,
                         strlen(category->alternatives[i].label));
    }
    text_append(out, "]");
    json_source(out, "source", &category->source);
    json_source(out, "amount_source", &category->amount);
    text_append(out, "}");
}

void policy_page_append_json(struct text *out, const struct policy *policy)
{
    text_append(out, "{");
    text_append_json_field(out, "id", policy->id);
    text_append(out, ",");
    text_append_json_field(out, "title", policy->title);
    text_append(out, ",");
    text_append_json_field(out, "sha256", policy->sha256);
    text_printf(out,
                ",\"insured_year\":%d,\"premium_fen\":%" PRId64
                ",\"categories\":[",
                policy->insured_year, policy->premium);
    for (size_t i = 0; i < policy->category_count; i++) {
        text_append(out, i == 0 ? "" : ",");
        json_category(out, policy, &policy->categories[i]);
    }
    text_append(out, "],\"assumptions\":[");
    for (size_t i = 0; i < policy->assumption_count; i++) {
        text_append(out, i == 0 ? "{" : ",{");
        text_append_json_field(out, "id", policy->assumptions[i].id);
        text_append(out, ",");
        text_append_json_field(out, "text", policy->assumptions[i].text);
        text_append(out, ",");
        text_append_json_field(out, "reason", policy->assumptions[i].reason);
        text_append(out, "}");
    }
    text_append(out, "]}\n");
}
