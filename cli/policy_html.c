/*
 * The page as HTML: one file that needs nothing else, with the fonts that an
 * office has, ready to be printed on A4 across. Tables break between rows and
 * repeat their heads, so that every sheet of paper can be read by itself.
 */
#include "cli/policy_page.h"

#include <string.h>

static const char head[] =
    "<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n"
    "<meta charset=\"utf-8\">\n"
    "<meta name=\"viewport\" content=\"width=device-width\">\n"
    "<title>";

static const char style[] =
    "</title>\n<style>\n"
    "@page { size: A4 landscape; margin: 14mm 12mm; }\n"
    "body { font: 10.5pt/1.5 \"SimSun\", \"宋体\", \"Songti SC\", "
    "\"Noto Serif CJK SC\", serif; color: #000; background: #fff; "
    "margin: 1em auto; padding: 0 .6em; max-width: 277mm; }\n"
    "h1, h2, th { font-family: \"SimHei\", \"黑体\", \"Heiti SC\", "
    "\"Noto Sans CJK SC\", sans-serif; font-weight: normal; }\n"
    "h1 { font-size: 18pt; text-align: center; margin: 0 0 .4em; }\n"
    "h2 { font-size: 13pt; margin: 1.2em 0 .4em; break-after: avoid; }\n"
    ".under { text-align: center; }\n"
    /* a window narrower than a table moves the table, not the page */
    ".table { overflow-x: auto; }\n"
    "table { border-collapse: collapse; width: 100%; table-layout: fixed; }\n"
    "table.wide { min-width: 60em; }\n"
    "table.narrow { min-width: 36em; }\n"
    "th, td { border: 1px solid #555; padding: 2px 5px; text-align: left; "
    "vertical-align: top; white-space: pre-line; overflow-wrap: anywhere; }\n"
    "th { background: #eee; text-align: center; }\n"
    "thead { display: table-header-group; }\n"
    "tr { break-inside: avoid; }\n"
    ".n { text-align: right; white-space: nowrap; }\n"
    ".c { text-align: center; }\n"
    ".b { font-size: 9pt; color: #333; }\n"
    ".signature { margin-top: 2em; display: flex; "
    "justify-content: space-between; break-inside: avoid; }\n"
    ".signature span { flex: 1; }\n"
    "@media print { body { margin: 0; padding: 0; max-width: none; } "
    ".table { overflow: visible; } table.wide, table.narrow { min-width: 0; } "
    "th { -webkit-print-color-adjust: exact; print-color-adjust: exact; } }\n"
    "</style>\n</head>\n<body>\n";

static void append_escaped(struct text *out, const char *words)
{
    for (const char *at = words; *at != '\0';) {
        const size_t plain = strcspn(at, "&<>\"");
        text_append_bytes(out, at, plain);
        at += plain;
        if (*at == '\0')
            return;
        text_append(out, *at == '&'   ? "&amp;"
                         : *at == '<' ? "&lt;"
                         : *at == '>' ? "&gt;"
                                      : "&quot;");
        at++;
    }
}

/* <tag class="kind">words</tag> */
static void append_element(struct text *out, const char *tag, const char *kind,
                           const char *words)
{
    text_printf(out, "<%s", tag);
    if (kind[0] != '\0')
        text_printf(out, " class=\"%s\"", kind);
    text_append(out, ">");
    append_escaped(out, words);
    text_printf(out, "</%s>", tag);
}

static void append_cell(struct text *out, const char *kind, const char *words)
{
    append_element(out, "td", kind, words);
}

/* A column: its title and its share of the width; 0 = it is left out. */
struct column {
    const char *title;
    int percent;
};

static void append_table(struct text *out, const char *kind,
                         const struct column *columns, size_t count)
{
    text_printf(out, "<div class=\"table\"><table class=\"%s\">\n<colgroup>",
                kind);
    for (size_t i = 0; i < count; i++)
        if (columns[i].percent > 0)
            text_printf(out, "<col style=\"width:%d%%\">", columns[i].percent);
    text_append(out, "</colgroup>\n<thead><tr>");
    for (size_t i = 0; i < count; i++)
        if (columns[i].percent > 0)
            append_element(out, "th", "", columns[i].title);
    text_append(out, "</tr></thead>\n<tbody>\n");
}

static void end_table(struct text *out)
{
    text_append(out, "</tbody>\n</table></div>\n");
}

/* ---- documents ---- */

static void append_documents(struct text *out, const struct policy *policy)
{
    static const struct column columns[] = {
        {"文号", 16}, {"发文单位", 40}, {"标题", 32}, {"印发日期", 12}};
    append_element(out, "h2", "", "文件");
    append_table(out, "narrow", columns, sizeof columns / sizeof columns[0]);
    for (size_t i = 0; i < policy->document_count; i++) {
        const struct document *document = &policy->documents[i];
        char date[YMD_TEXT_SIZE];
        text_append(out, "<tr>");
        append_cell(out, "", document->number);
        append_cell(out, "", document->issuer);
        append_cell(out, "", document->title);
        append_cell(out, "c", ymd_text(document->issued, date));
        text_append(out, "</tr>\n");
    }
    end_table(out);
}

/* ---- the order ---- */

static void append_number(struct text *out, int number)
{
    struct text words = TEXT_INIT;
    text_printf(&words, "%d", number);
    append_cell(out, "c", text_of(&words));
    text_release(&words);
}

/* A category's name, group and aliases. */
static void append_name(struct text *out, const struct category *category)
{
    struct text words = TEXT_INIT;
    text_append(&words, category->name);
    if (category->group[0] != '\0')
        text_printf(&words, "\n（%s）", category->group);
    for (size_t i = 0; i < category->aliases.count; i++)
        text_printf(&words, "%s%s", i == 0 ? "\n又称" : "、",
                    category->aliases.items[i]);
    append_cell(out, "", text_of(&words));
    out->failed = out->failed || words.failed;
    text_release(&words);
}

static void append_amounts(struct text *out, const struct category *category)
{
    struct text words = TEXT_INIT;
    char amount[FEN_TEXT_SIZE];
    policy_append_tier(&words, category, "\n");
    append_cell(out, "c", text_of(&words));
    append_cell(out, "n", fen_text(category->subsidy, amount));
    append_cell(out, "n", fen_text(category->personal_due, amount));
    out->failed = out->failed || words.failed;
    text_release(&words);
}

static bool has_codes(const struct policy *policy)
{
    for (size_t i = 0; i < policy->category_count; i++)
        if (policy->categories[i].code[0] != '\0')
            return true;
    return false;
}

static void append_category(struct text *out, const struct policy *policy,
                            const struct category *category)
{
    struct text words = TEXT_INIT;
    text_append(out, "<tr>");
    append_number(out, policy->steps[category->step].number);
    append_cell(out, "", policy->departments[category->department].name);
    if (has_codes(policy))
        append_cell(out, "c", category->code);
    append_name(out, category);
    policy_append_conditions(&words, category);
    append_cell(out, "", text_of(&words));
    append_amounts(out, category);
    append_cell(out, "",
                category->fund == POLICY_NONE
                    ? ""
                    : policy->funds[category->fund].name);
    append_cell(out, "",
                category->applicant == POLICY_NONE
                    ? ""
                    : policy->applicants[category->applicant].name);
    text_clear(&words);
    policy_append_category_basis(&words, policy, category);
    append_cell(out, "b", text_of(&words));
    text_append(out, "</tr>\n");
    out->failed = out->failed || words.failed;
    text_release(&words);
}

static void append_order(struct text *out, const struct policy *policy)
{
    const int code = has_codes(policy) ? 6 : 0;
    const struct column columns[] = {
        {"步骤", 4},
        {"认定部门", 7},
        {"代码", code},
        {"身份类别", 13},
        {"条件", 9},
        {"档次", 8},
        {"资助", 6},
        {"个人应缴", 6},
        {"资金", 7},
        {"申请单位", 7},
        {"依据和原文", 33 - code},
    };
    append_element(out, "h2", "", "导盘顺序、代码和资助标准");
    append_element(out, "p", "", policy_precedence_words(policy));
    append_table(out, "wide", columns, sizeof columns / sizeof columns[0]);
    for (size_t i = 0; i < policy->category_count; i++)
        append_category(out, policy, &policy->categories[i]);
    end_table(out);
}

/* ---- everything else ---- */

/* Whether a fact of the section that begins at `first` has a basis: what the
 * documents leave out has none. */
static bool has_basis(const struct policy_facts *facts, size_t first)
{
    for (size_t i = first;
         i < facts->count &&
         strcmp(facts->items[i].section, facts->items[first].section) == 0;
         i++)
        if (facts->items[i].basis[0] != '\0')
            return true;
    return false;
}

static void begin_section(struct text *out, const struct policy_facts *facts,
                          size_t first, bool with_basis)
{
    const struct column columns[] = {{"事项", 16},
                                     {"规定", with_basis ? 36 : 84},
                                     {"依据和原文", with_basis ? 48 : 0}};
    append_element(out, "h2", "", facts->items[first].section);
    append_table(out, "narrow", columns, sizeof columns / sizeof columns[0]);
}

static void append_facts(struct text *out, const struct policy_facts *facts)
{
    const char *section = NULL;
    bool with_basis = false;
    for (size_t i = 0; i < facts->count; i++) {
        const struct policy_fact *fact = &facts->items[i];
        if (section == NULL || strcmp(section, fact->section) != 0) {
            if (section != NULL)
                end_table(out);
            section = fact->section;
            with_basis = has_basis(facts, i);
            begin_section(out, facts, i, with_basis);
        }
        text_append(out, "<tr>");
        append_cell(out, "", fact->what);
        append_cell(out, "", fact->value);
        if (with_basis)
            append_cell(out, "b", fact->basis);
        text_append(out, "</tr>\n");
    }
    if (section != NULL)
        end_table(out);
}

void policy_page_append_html(struct text *out, const struct policy_page *page)
{
    const struct policy *policy = page->policy;
    struct text line = TEXT_INIT;
    char date[YMD_TEXT_SIZE];
    text_append(out, head);
    append_escaped(out, policy->title);
    text_append(out, style);
    append_element(out, "h1", "", policy->title);
    text_printf(&line,
                "%s　参保年度 %d　政策 %s　最近一次与文件核对 "
                "%s　政策文件 SHA-256 %.16s…",
                policy->bureau, policy->insured_year, policy->id,
                ymd_text(policy->checked_on, date), policy->sha256);
    append_element(out, "p", "under", text_of(&line));
    text_append(out, "\n");
    append_documents(out, policy);
    append_order(out, policy);
    append_facts(out, page->facts);
    text_append(out, "<p class=\"signature\"><span>核对人：</span>"
                     "<span>负责人：</span><span>日期：</span></p>\n"
                     "</body>\n</html>\n");
    out->failed = out->failed || line.failed;
    text_release(&line);
}
