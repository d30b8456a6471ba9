/*
 * The audit workbook's sheets about the policy, so that it can be held
 * against the document line by line: every figure with its clause and the
 * words it was taken from.
 */
#include "reports/audit.h"
#include "reports/words.h"

#include "core/fen.h"
#include <stdio.h>

/* ---- documents ---- */

void audit_documents(struct book *book, const struct report_set *set)
{
    enum { NUMBER, ISSUER, TITLE, ISSUED, COLUMNS };
    static const struct column columns[COLUMNS] = {
        [NUMBER] = COLUMN("文号", 26, TEXT),
        [ISSUER] = COLUMN("发文单位", 34, LINES),
        [TITLE] = COLUMN("标题", 46, LINES),
        [ISSUED] = COLUMN("印发日期", 13, DATE),
    };
    const struct sheet_plan plan = {
        .name = "政策依据",
        .title = "政策依据",
        .unit = "",
        .head = "",
        .columns = columns,
        .column_count = COLUMNS,
        .has_signature = true,
        .if_empty = "",
    };
    const struct policy *policy = set->policy;
    struct sheet *sheet = sheet_begin(book, &plan);
    for (size_t i = 0; i < policy->document_count; i++) {
        const struct document *document = &policy->documents[i];
        const struct value values[COLUMNS] = {
            [NUMBER] = value_text(document->number),
            [ISSUER] = value_text(document->issuer),
            [TITLE] = value_text(document->title),
            [ISSUED] = value_number(document->issued),
        };
        sheet_row(sheet, values);
    }
    sheet_end(sheet);
}

/* ---- the order ---- */

enum {
    ORDER_STEP,
    ORDER_DEPARTMENT,
    ORDER_CODE,
    ORDER_CATEGORY,
    ORDER_CONDITION,
    ORDER_TIER,
    ORDER_SUBSIDY,
    ORDER_PERSONAL,
    ORDER_FUND,
    ORDER_APPLICANT,
    ORDER_SOURCE,
    ORDER_COLUMNS
};

static void append_quoted(struct text *out, const struct policy *policy,
                          const struct source *source)
{
    append_source(out, policy, source);
    if (*source->quote != '\0')
        text_printf(out, "：“%s”", source->quote);
}

static void append_alternatives(struct text *out,
                                const struct category *category)
{
    for (size_t i = 0; i < category->alternative_count; i++) {
        if (i > 0)
            text_append(out, "；或");
        text_append(out, category->alternatives[i].label);
    }
}

static void put_category(struct book *book, struct sheet *sheet,
                         const struct policy *policy,
                         const struct category *category)
{
    struct text condition = TEXT_INIT;
    struct text source = TEXT_INIT;
    append_alternatives(&condition, category);
    append_quoted(&source, policy, &category->source);
    text_append(&source, "\n");
    append_quoted(&source, policy, &category->amount);
    for (size_t i = 0; i < category->alternative_count; i++) {
        text_append(&source, "\n");
        append_quoted(&source, policy, &category->alternatives[i].source);
    }
    const struct value values[ORDER_COLUMNS] = {
        [ORDER_STEP] = value_number(policy->steps[category->step].number),
        [ORDER_DEPARTMENT] =
            value_text(policy->departments[category->department].name),
        [ORDER_CODE] = value_text(category->code),
        [ORDER_CATEGORY] = value_text(category->name),
        [ORDER_CONDITION] = value_text(book_text(book, &condition)),
        [ORDER_TIER] = value_text(category->tier),
        [ORDER_SUBSIDY] = value_number(category->subsidy),
        [ORDER_PERSONAL] = value_number(category->personal_due),
        [ORDER_FUND] = value_text(category->fund == POLICY_NONE
                                      ? ""
                                      : policy->funds[category->fund].name),
        [ORDER_APPLICANT] =
            value_text(category->applicant == POLICY_NONE
                           ? ""
                           : policy->applicants[category->applicant].name),
        [ORDER_SOURCE] = value_text(book_text(book, &source)),
    };
    sheet_row(sheet, values);
    text_release(&condition);
    text_release(&source);
}

void audit_order(struct book *book, const struct report_set *set)
{
    static const struct column columns[ORDER_COLUMNS] = {
        [ORDER_STEP] = COLUMN("步骤", 6, SERIAL),
        [ORDER_DEPARTMENT] = COLUMN("认定部门", 10, WORD),
        [ORDER_CODE] = COLUMN("代码", 9, CODE),
        [ORDER_CATEGORY] = COLUMN("身份类别", 18, TEXT),
        [ORDER_CONDITION] = COLUMN("条件", 20, LINES),
        [ORDER_TIER] = COLUMN("资助档次", 14, LINES),
        [ORDER_SUBSIDY] = COLUMN("资助\n（元/人）", 9, MONEY),
        [ORDER_PERSONAL] = COLUMN("个人应缴\n（元/人）", 9, MONEY),
        [ORDER_FUND] = COLUMN("资金来源", 14, WORD),
        [ORDER_APPLICANT] = COLUMN("申请单位", 10, WORD),
        [ORDER_SOURCE] = COLUMN("依据和原文", 62, LINES),
    };
    const struct policy *policy = set->policy;
    const struct sheet_plan plan = {
        .name = "导盘顺序",
        .title = "导盘顺序、代码和资助标准",
        .unit = "单位：元",
        .head = policy->precedence == PRECEDENCE_LAST_LOADED
                    ? "自上而下为导入先后，后导入的覆盖先导入的。"
                    : "自上而下为导入先后，先导入的优先。",
        .columns = columns,
        .column_count = ORDER_COLUMNS,
        .frozen = ORDER_CONDITION,
        .has_signature = true,
        .if_empty = "",
    };
    struct sheet *sheet = sheet_begin(book, &plan);
    for (size_t i = 0; i < policy->category_count; i++)
        put_category(book, sheet, policy, &policy->categories[i]);
    sheet_end(sheet);
}

/* ---- other rules ---- */

enum { RULE_WHAT, RULE_VALUE, RULE_SOURCE, RULE_COLUMNS };

struct rules {
    struct book *book;
    struct sheet *sheet;
    const struct policy *policy;
};

static void put_rule(const struct rules *rules, const char *what,
                     const char *value, const struct source *source)
{
    struct text words = TEXT_INIT;
    append_quoted(&words, rules->policy, source);
    const struct value values[RULE_COLUMNS] = {
        [RULE_WHAT] = value_text(what),
        [RULE_VALUE] = value_text(value),
        [RULE_SOURCE] = value_text(book_text(rules->book, &words)),
    };
    sheet_row(rules->sheet, values);
    text_release(&words);
}

static void put_amount(const struct rules *rules, const char *what, fen amount,
                       const struct source *source)
{
    char text[FEN_TEXT_SIZE + 32];
    char yuan[FEN_TEXT_SIZE];
    snprintf(text, sizeof text, "%s元/人·年", fen_text(amount, yuan));
    put_rule(rules, what, amount < 0 ? "文件没有印出金额" : text, source);
}

static void put_window(const struct rules *rules, const char *what, ymd from,
                       ymd to, const struct source *source)
{
    struct text window = TEXT_INIT;
    append_window(&window, from, to);
    put_rule(rules, what, book_text(rules->book, &window), source);
    text_release(&window);
}

static void put_all_rules(const struct rules *rules)
{
    const struct policy *policy = rules->policy;
    put_amount(rules, "个人缴费标准", policy->premium, &policy->premium_source);
    put_amount(rules, "财政补助", policy->government_contribution,
               &policy->government_contribution_source);
    put_rule(rules, "几种身份以哪种为准",
             policy->precedence == PRECEDENCE_LAST_LOADED ? "最后导入的"
                                                          : "最先导入的",
             &policy->precedence_source);
    put_window(rules, "集中缴费期", policy->collection_from,
               policy->collection_to, &policy->collection_source);
    put_rule(rules, "缴费期后新认定的人员",
             policy->late == LATE_AT_ONCE ? "认定后当年享受"
                                          : "下一参保年度享受",
             &policy->late_source);
    put_rule(rules, "身份变化后已划转资金的退补",
             policy->refund == REFUND_NONE ? "年度内不退不补" : "文件没有规定",
             &policy->refund_source);
    for (size_t i = 0; i < policy->fund_count; i++)
        put_window(rules, policy->funds[i].name, policy->funds[i].due_from,
                   policy->funds[i].due_to, &policy->funds[i].source);
    for (size_t i = 0; i < policy->exclusion_count; i++)
        put_rule(rules, policy->exclusions[i].label,
                 policy->exclusions[i].reason, &policy->exclusions[i].source);
}

void audit_rules(struct book *book, const struct report_set *set)
{
    static const struct column columns[RULE_COLUMNS] = {
        [RULE_WHAT] = COLUMN("事项", 28, LINES),
        [RULE_VALUE] = COLUMN("规定", 36, LINES),
        [RULE_SOURCE] = COLUMN("依据和原文", 54, LINES),
    };
    const struct sheet_plan plan = {
        .name = "其他规定",
        .title = "标准、时限和其他规定",
        .unit = "",
        .head = "",
        .columns = columns,
        .column_count = RULE_COLUMNS,
        .has_signature = true,
        .if_empty = "",
    };
    const struct rules rules = {
        .book = book,
        .sheet = sheet_begin(book, &plan),
        .policy = set->policy,
    };
    put_all_rules(&rules);
    sheet_end(rules.sheet);
}
