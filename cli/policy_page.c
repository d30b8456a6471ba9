/*
 * Printing a policy in full: each rule with document, clause and quote, so
 * that a bureau head can hold the page against the paper.
 */
#include "cli/policy_page.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

/* Each line of `words` behind `indent`; the first behind `label` too. */
static void append_lines(struct text *out, const char *indent,
                         const char *label, const char *words)
{
    while (*words != '\0') {
        const size_t length = strcspn(words, "\n");
        text_printf(out, "%s%s%.*s\n", indent, label, (int)length, words);
        words += length + (words[length] == '\n');
    }
}

static void append_head(struct text *out, const struct policy *policy)
{
    char dates[2][YMD_TEXT_SIZE];
    text_printf(out, "%s（%s）\n", policy->title, policy->id);
    text_printf(out, "适用：%s 至 %s，参保年度 %d\n",
                ymd_text(policy->in_force_from, dates[0]),
                ymd_text(policy->in_force_to, dates[1]), policy->insured_year);
    text_printf(out, "最近一次与文件核对：%s\n",
                ymd_text(policy->checked_on, dates[0]));
    for (size_t i = 0; i < policy->document_count; i++) {
        const struct document *document = &policy->documents[i];
        text_printf(out, "文件：%s  %s  %s  %s\n", document->number,
                    document->issuer, ymd_text(document->issued, dates[0]),
                    document->title);
    }
}

void policy_append_tier(struct text *out, const struct category *category,
                        const char *separator)
{
    const char *tier = category->tier;
    text_append(out, tier);
    if (strchr(tier, '%') == NULL && strstr(tier, "％") == NULL)
        text_printf(out, "%s%g%%", separator, category->ratio_bp / 100.0);
}

static void append_category(struct text *out, const struct policy *policy,
                            const struct category *category)
{
    char amounts[2][FEN_TEXT_SIZE];
    struct text words = TEXT_INIT;
    text_printf(out, "   %-8s %s", category->code, category->name);
    if (category->group[0] != '\0')
        text_printf(out, "（%s）", category->group);
    text_append(out, "：");
    policy_append_tier(out, category, " ");
    text_printf(out, "，资助 %s 元，个人 %s 元",
                fen_text(category->subsidy, amounts[0]),
                fen_text(category->personal_due, amounts[1]));
    if (category->fund != POLICY_NONE)
        text_printf(out, "，%s", policy->funds[category->fund].name);
    if (category->applicant != POLICY_NONE)
        text_printf(out, "，由%s申请",
                    policy->applicants[category->applicant].name);
    text_append(out, "\n");
    policy_append_conditions(&words, category);
    append_lines(out, "            ", "条件：", text_of(&words));
    text_clear(&words);
    policy_append_category_basis(&words, policy, category);
    append_lines(out, "            ", "依据：", text_of(&words));
    out->failed = out->failed || words.failed;
    text_release(&words);
}

static void append_order(struct text *out, const struct policy *policy)
{
    text_printf(out, "\n导盘顺序（%s）\n", policy_precedence_words(policy));
    for (size_t i = 0; i < policy->step_count; i++) {
        const struct step *step = &policy->steps[i];
        struct text basis = TEXT_INIT;
        text_printf(out, "%2d %s — %s\n", step->number,
                    policy->departments[step->department].name, step->label);
        policy_append_basis(&basis, policy, &step->source);
        append_lines(out, "   ", "依据：", text_of(&basis));
        text_release(&basis);
        for (uint16_t k = 0; k < step->count; k++)
            append_category(out, policy, &policy->categories[step->first + k]);
    }
}

static void append_facts(struct text *out, const struct policy_facts *facts)
{
    const char *section = "";
    for (size_t i = 0; i < facts->count; i++) {
        const struct policy_fact *fact = &facts->items[i];
        if (strcmp(section, fact->section) != 0)
            text_printf(out, "\n%s\n", fact->section);
        section = fact->section;
        text_printf(out, "  %s\n", fact->what);
        append_lines(out, "    ", "", fact->value);
        append_lines(out, "    ", "依据：", fact->basis);
    }
}

void policy_page_append(struct text *out, const struct policy_page *page)
{
    append_head(out, page->policy);
    append_order(out, page->policy);
    append_facts(out, page->facts);
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

static void json_facts(struct text *out, const struct policy_facts *facts)
{
    text_append(out, ",\"facts\":[");
    for (size_t i = 0; i < facts->count; i++) {
        const struct policy_fact *fact = &facts->items[i];
        text_append(out, i == 0 ? "{" : ",{");
        text_append_json_field(out, "section", fact->section);
        text_append(out, ",");
        text_append_json_field(out, "what", fact->what);
        text_append(out, ",");
        text_append_json_field(out, "value", fact->value);
        text_append(out, ",");
        text_append_json_field(out, "basis", fact->basis);
        text_append(out, "}");
    }
    text_append(out, "]");
}

void policy_page_append_json(struct text *out, const struct policy_page *page)
{
    const struct policy *policy = page->policy;
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
    text_append(out, "]");
    json_facts(out, page->facts);
    text_append(out, "}\n");
}
