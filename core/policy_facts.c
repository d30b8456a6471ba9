/*
 * Facts are gathered once and printed by whoever prints pages, so that a
 * page on screen, on paper and in a workbook say the same. What the documents
 * leave out stands at the end: nothing is invented to fill a gap.
 */
#include "core/policy_facts.h"

#include "core/calendar.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

struct gathering {
    const struct policy *policy;
    struct arena *arena;
    struct policy_facts *out;
    const char *section;
    bool failed;
};

/* ---- words ---- */

void policy_append_basis(struct text *out, const struct policy *policy,
                         const struct source *source)
{
    const struct document *document = policy_document(policy, source->document);
    if (document != NULL) {
        text_append(out, document->number[0] != '\0' ? document->number
                                                     : document->title);
        text_append(out, " ");
        text_append(out, source->clause);
        text_printf(out, "：“%s”", source->quote);
    }
    for (size_t i = 0; i < policy->assumption_count; i++)
        if (strcmp(policy->assumptions[i].id, source->assumption) == 0)
            text_printf(out, "%s口径%zu", document != NULL ? "；" : "", i + 1);
}

/* On a line of its own, where it says anything. */
static void append_line(struct text *out, const struct policy *policy,
                        const struct source *source)
{
    if (source->document[0] == '\0' && source->assumption[0] == '\0')
        return;
    if (out->length > 0)
        text_append(out, "\n");
    policy_append_basis(out, policy, source);
}

static bool is_same_source(const struct source *a, const struct source *b)
{
    return strcmp(a->document, b->document) == 0 &&
           strcmp(a->clause, b->clause) == 0 &&
           strcmp(a->quote, b->quote) == 0 &&
           strcmp(a->assumption, b->assumption) == 0;
}

/* The first category, above this one, with the same amounts and applicant for
 * the same reasons; NULL where there is none. */
static const struct category *told_of(const struct policy *policy,
                                      const struct category *category)
{
    for (const struct category *at = policy->categories; at < category; at++)
        if (is_same_source(&at->amount, &category->amount) &&
            is_same_source(&at->applicant_source, &category->applicant_source))
            return at;
    return NULL;
}

void policy_append_category_basis(struct text *out, const struct policy *policy,
                                  const struct category *category)
{
    const struct category *same = told_of(policy, category);
    append_line(out, policy, &category->source);
    if (same != NULL) {
        text_printf(out, "%s资助标准和申请单位的依据同“%s”",
                    out->length > 0 ? "\n" : "", same->name);
    } else {
        append_line(out, policy, &category->amount);
        append_line(out, policy, &category->applicant_source);
    }
    for (size_t i = 0; i < category->alternative_count; i++)
        append_line(out, policy, &category->alternatives[i].source);
}

void policy_append_conditions(struct text *out, const struct category *category)
{
    for (size_t i = 0; i < category->alternative_count; i++)
        text_printf(out, "%s%s", i == 0 ? "" : "；或",
                    category->alternatives[i].label);
}

const char *policy_precedence_words(const struct policy *policy)
{
    return policy->precedence == PRECEDENCE_LAST_LOADED
               ? "后导入的覆盖先导入的，最后导入的身份生效"
               : "先导入的优先，后导入的不再覆盖";
}

const char *special_report_words(enum special_report report)
{
    static const char *const words[] = {
        [SPECIAL_EXEMPTION_LEDGER] = "免缴台账",
        [SPECIAL_PROGRESS] = "参保进度",
        [SPECIAL_UNINSURED] = "特殊身份未参保台账",
        [SPECIAL_DETAIL] = "部门资助明细和汇总",
        [SPECIAL_ONLY_LISTED] = "只出所列报表",
    };
    return words[report];
}

static const char *keep(struct gathering *gathering, struct text *text)
{
    const char *kept = text->failed ? NULL
                                    : arena_text(gathering->arena,
                                                 text_of(text), text->length);
    text_release(text);
    gathering->failed = gathering->failed || kept == NULL;
    return kept == NULL ? "" : kept;
}

__attribute__((format(printf, 2, 3))) static const char *
make(struct gathering *gathering, const char *format, ...)
{
    struct text text = TEXT_INIT;
    va_list arguments;
    va_start(arguments, format);
    text_vprintf(&text, format, arguments);
    va_end(arguments);
    return keep(gathering, &text);
}

/* "2023-09-01 至 2024-02-29", "2023-12-20 前（含当日）" */
static const char *window(struct gathering *gathering, ymd from, ymd to)
{
    char dates[2][YMD_TEXT_SIZE];
    ymd_text(from, dates[0]);
    ymd_text(to, dates[1]);
    if (from != YMD_NONE && to != YMD_NONE)
        return make(gathering, "%s 至 %s", dates[0], dates[1]);
    if (to != YMD_NONE)
        return make(gathering, "%s 前（含当日）", dates[1]);
    return from != YMD_NONE ? make(gathering, "%s 起", dates[0]) : "";
}

/* "每周四，2023-09-01 起" */
static const char *when(struct gathering *gathering,
                        const struct calendar_entry *entry)
{
    char rhythm[RHYTHM_SIZE];
    const char *span = window(gathering, entry->from, entry->to);
    calendar_rhythm(entry, rhythm);
    return make(gathering, "%s%s%s", rhythm,
                rhythm[0] != '\0' && span[0] != '\0' ? "，" : "", span);
}

static const char *yuan(struct gathering *gathering, fen amount)
{
    char text[FEN_TEXT_SIZE];
    return make(gathering, "%s 元/人·年", fen_text(amount, text));
}

static void add(struct gathering *gathering, const char *what,
                const char *value, const struct source *source)
{
    struct policy_facts *out = gathering->out;
    struct text basis = TEXT_INIT;
    if (source != NULL)
        policy_append_basis(&basis, gathering->policy, source);
    const struct policy_fact fact = {
        .section = gathering->section,
        .what = what,
        .value = value,
        .basis = keep(gathering, &basis),
    };
    if (mem_grow(&out->items, &out->capacity, out->count + 1,
                 sizeof *out->items) != 0)
        gathering->failed = true;
    else
        out->items[out->count++] = fact;
}

/* ---- what the documents say ---- */

static void add_standards(struct gathering *gathering)
{
    const struct policy *policy = gathering->policy;
    gathering->section = "缴费标准";
    add(gathering, "个人缴费标准", yuan(gathering, policy->premium),
        &policy->premium_source);
    add(gathering, "财政补助（不在拆分之内）",
        yuan(gathering, policy->government_contribution),
        &policy->government_contribution_source);
    gathering->section = "规则";
    add(gathering, "几种身份以哪种为准", policy_precedence_words(policy),
        &policy->precedence_source);
    add(gathering, "集中缴费期后新认定的人员",
        policy->late == LATE_AT_ONCE ? "认定后当年即资助"
                                     : "下一参保年度才资助",
        &policy->late_source);
    add(gathering, "年度内身份变化后已到账的资金",
        policy->refund == REFUND_NONE ? "不退也不补" : "文件没有规定",
        &policy->refund_source);
    add(gathering, "全量名单减少多少就停下核实",
        make(gathering, "超过 %d.%02d%%", policy->drop_limit_bp / 100,
             policy->drop_limit_bp % 100),
        &policy->drop_limit_source);
    for (size_t i = 0; i < policy->exclusion_count; i++)
        add(gathering,
            make(gathering, "不应同时具有：%s", policy->exclusions[i].label),
            policy->exclusions[i].reason, &policy->exclusions[i].source);
}

static void add_dates(struct gathering *gathering)
{
    const struct policy *policy = gathering->policy;
    gathering->section = "日程";
    add(gathering, "适用期",
        window(gathering, policy->in_force_from, policy->in_force_to),
        &policy->in_force_source);
    add(gathering, "集中缴费期",
        window(gathering, policy->collection_from, policy->collection_to),
        &policy->collection_source);
    for (size_t i = 0; i < policy->calendar_count; i++) {
        const struct calendar_entry *entry = &policy->calendar[i];
        if (entry->from == policy->collection_from &&
            entry->to == policy->collection_to &&
            strcmp(entry->source.quote, policy->collection_source.quote) == 0)
            continue; /* that is the collection, which is told */
        add(gathering, entry->label, when(gathering, entry), &entry->source);
    }
}

static void add_money(struct gathering *gathering)
{
    const struct policy *policy = gathering->policy;
    gathering->section = "资金和申请单位";
    for (size_t i = 0; i < policy->fund_count; i++) {
        const struct fund *fund = &policy->funds[i];
        const char *due = window(gathering, fund->due_from, fund->due_to);
        add(gathering, fund->name,
            make(gathering, "%s%s%s", fund->transferred,
                 fund->transferred[0] != '\0' && due[0] != '\0' ? "\n" : "",
                 due),
            &fund->source);
    }
    for (size_t i = 0; i < policy->applicant_count; i++) {
        const struct applicant *applicant = &policy->applicants[i];
        const char *due = window(gathering, YMD_NONE, applicant->deadline);
        add(gathering, make(gathering, "申请单位：%s", applicant->name),
            make(gathering, "%s%s%s%s%s", applicant->title,
                 applicant->county_title[0] != '\0' ? "；" : "",
                 applicant->county_title, due[0] != '\0' ? "\n最迟申请 " : "",
                 due),
            &applicant->source);
    }
}

static void add_counties(struct gathering *gathering)
{
    const struct policy *policy = gathering->policy;
    const char *names = "";
    int64_t sum = 0;
    gathering->section = policy->county_noun;
    for (size_t i = 0; i < policy->county_count; i++) {
        const struct county *county = &policy->counties[i];
        names =
            make(gathering, "%s%s%s", names, i == 0 ? "" : "、", county->name);
        if (county->target >= 0)
            names = make(gathering, "%s（目标 %" PRId64 " 人）", names,
                         county->target);
        sum += county->target >= 0 ? county->target : 0;
    }
    add(gathering, make(gathering, "共 %zu 个", policy->county_count), names,
        &policy->county_source);
    if (policy->target_printed < 0)
        return;
    const char *total =
        make(gathering, "%" PRId64 " 人", policy->target_printed);
    if (sum != policy->target_printed)
        total = make(gathering,
                     "%s\n各行之和是 %" PRId64 " 人，与印出的合计不同：照录",
                     total, sum);
    add(gathering, "文件印出的目标合计", total, &policy->target_source);
}

static void add_ledgers(struct gathering *gathering)
{
    const struct policy *policy = gathering->policy;
    const char *names = "";
    gathering->section = "台账和专门报表";
    for (size_t i = 0; i < policy->ledgers.count; i++)
        names = make(gathering, "%s%s%s", names, i == 0 ? "" : "\n",
                     policy->ledgers.items[i]);
    if (policy->ledgers.count > 0)
        add(gathering, "文件要求建立的台账", names, &policy->ledgers_source);
    for (size_t i = 0; i < policy->report_count; i++) {
        const struct report_order *order = &policy->reports[i];
        const struct calendar_entry *entry =
            order->calendar == POLICY_NONE ? NULL
                                           : &policy->calendar[order->calendar];
        add(gathering, special_report_words(order->report),
            entry == NULL ? "程序出表"
                          : make(gathering, "程序出表；%s %s", entry->label,
                                 when(gathering, entry)),
            &order->source);
    }
}

/* ---- what they do not ---- */

static void add_assumptions(struct gathering *gathering)
{
    const struct policy *policy = gathering->policy;
    gathering->section = "口径：文件没有写明、由我们决定的";
    for (size_t i = 0; i < policy->assumption_count; i++)
        add(gathering, make(gathering, "口径%zu", i + 1),
            make(gathering, "%s\n理由：%s", policy->assumptions[i].text,
                 policy->assumptions[i].reason),
            NULL);
}

static void leave_out(struct gathering *gathering, const char *what,
                      const char *list)
{
    if (list[0] != '\0')
        add(gathering, what, list, NULL);
}

static void add_left_out(struct gathering *gathering)
{
    const struct policy *policy = gathering->policy;
    const char *codes = "";
    const char *deadlines = "";
    const char *dues = "";
    for (size_t i = 0; i < policy->category_count; i++)
        if (policy->categories[i].code[0] == '\0')
            codes =
                make(gathering, "%s%s%s", codes, codes[0] == '\0' ? "" : "、",
                     policy->categories[i].name);
    for (size_t i = 0; i < policy->applicant_count; i++)
        if (policy->applicants[i].deadline == YMD_NONE)
            deadlines = make(gathering, "%s%s%s", deadlines,
                             deadlines[0] == '\0' ? "" : "、",
                             policy->applicants[i].name);
    for (size_t i = 0; i < policy->fund_count; i++)
        if (policy->funds[i].due_to == YMD_NONE)
            dues = make(gathering, "%s%s%s", dues, dues[0] == '\0' ? "" : "、",
                        policy->funds[i].name);
    gathering->section = "文件没有写、这里也不补的";
    leave_out(gathering, "没有印代码的类别", codes);
    leave_out(gathering, "没有写最迟申请日的单位", deadlines);
    leave_out(gathering, "没有写划转日期的资金", dues);
    if (policy->refund == REFUND_NOT_STATED)
        add(gathering, "退补", "年度内身份变化后怎样退补，文件没有写", NULL);
    if (policy->ledgers.count == 0)
        add(gathering, "台账", "文件没有要求建立台账", NULL);
}

int policy_facts_make(const struct policy *policy, struct arena *arena,
                      struct policy_facts *out)
{
    struct gathering gathering = {.policy = policy, .arena = arena, .out = out};
    add_standards(&gathering);
    add_dates(&gathering);
    add_money(&gathering);
    add_counties(&gathering);
    add_ledgers(&gathering);
    add_assumptions(&gathering);
    add_left_out(&gathering);
    return gathering.failed ? -1 : 0;
}
