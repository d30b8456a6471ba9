/*
 * Proof: the sheets and lines by which a reader can check a workbook without
 * the program. Equations were worked out with the allocation; here they are
 * printed as they are, the difference as a formula over the two sides.
 */
#include "reports/proof.h"

#include "reports/words.h"
#include <stdio.h>
#include <string.h>

/* ---- tie-outs ---- */

enum {
    TIE_NUMBER,
    TIE_WHAT,
    TIE_LEFT,
    TIE_RIGHT,
    TIE_GAP,
    TIE_VERDICT,
    TIE_COLUMNS
};

static void put_ties(struct book *book, const struct report_set *set,
                     bool is_money)
{
    const enum column_kind kind = is_money ? COLUMN_MONEY : COLUMN_COUNT;
    const struct column columns[TIE_COLUMNS] = {
        [TIE_NUMBER] = COLUMN("序号", 6, SERIAL),
        [TIE_WHAT] = COLUMN("核对内容", 72, LINES),
        [TIE_LEFT] = {"一方", 16, kind, false, NULL},
        [TIE_RIGHT] = {"另一方", 16, kind, false, NULL},
        [TIE_GAP] = {"差额", 12, kind, true, NULL},
        [TIE_VERDICT] = COLUMN("结果", 8, WORD),
    };
    const struct sheet_plan plan = {
        .name = is_money ? "金额核对" : "数量核对",
        .title = is_money ? "金额核对表" : "数量核对表",
        .unit = is_money ? "单位：元" : "单位：人、行",
        .head = "",
        .columns = columns,
        .column_count = TIE_COLUMNS,
        .has_signature = true,
        .if_empty = "没有需要核对的合计",
    };
    struct sheet *sheet = sheet_begin(book, &plan);
    const struct allocation *allocation = set->allocation;
    for (size_t i = 0; i < allocation->tie_count; i++) {
        const struct tie_out *tie = &allocation->ties[i];
        if (tie->is_money != is_money)
            continue;
        const struct value values[TIE_COLUMNS] = {
            [TIE_NUMBER] = value_number(sheet_rows(sheet) + 1),
            [TIE_WHAT] = value_text(tie->what),
            [TIE_LEFT] = value_number(tie->left),
            [TIE_RIGHT] = value_number(tie->right),
            [TIE_GAP] = value_formula("C#-D#", tie->left - tie->right),
            [TIE_VERDICT] = value_text(tie->left == tie->right ? "平" : "不平"),
        };
        sheet_row(sheet, values);
    }
    sheet_total(sheet, "差额合计");
    sheet_end(sheet);
}

void tie_sheet(struct book *book, const struct report_set *set)
{
    put_ties(book, set, true);
    put_ties(book, set, false);
}

/* ---- assumptions ---- */

void assumption_sheet(struct book *book, const struct report_set *set)
{
    enum { NUMBER, TEXT, REASON, COLUMNS };
    static const struct column columns[COLUMNS] = {
        [NUMBER] = COLUMN("口径", 6, SERIAL),
        [TEXT] = COLUMN("文件没有写明、本程序采用的处理办法", 56, LINES),
        [REASON] = COLUMN("理由", 56, LINES),
    };
    const struct policy *policy = set->policy;
    const struct sheet_plan plan = {
        .name = "口径说明",
        .title = "口径说明",
        .unit = "",
        .head = "文件没有写明之处，按下列办法处理；采用不同办法会改变结果，"
                "请负责人审定。",
        .columns = columns,
        .column_count = COLUMNS,
        .has_signature = true,
        .if_empty = "全部事项文件均有写明",
    };
    struct sheet *sheet = sheet_begin(book, &plan);
    for (size_t i = 0; i < policy->assumption_count; i++) {
        const struct value values[COLUMNS] = {
            [NUMBER] = value_number((int64_t)i + 1),
            [TEXT] = value_text(policy->assumptions[i].text),
            [REASON] = value_text(policy->assumptions[i].reason),
        };
        sheet_row(sheet, values);
    }
    sheet_end(sheet);
}

static bool names(const struct source *source, const char *assumption)
{
    return strcmp(source->assumption, assumption) == 0;
}

static bool category_rests_on(const struct policy *policy,
                              const struct category *category,
                              const char *assumption)
{
    if (names(&category->source, assumption) ||
        names(&category->amount, assumption) ||
        names(&category->applicant_source, assumption) ||
        names(&policy->steps[category->step].source, assumption))
        return true;
    if (category->fund != POLICY_NONE &&
        names(&policy->funds[category->fund].source, assumption))
        return true;
    for (size_t i = 0; i < category->alternative_count; i++)
        if (names(&category->alternatives[i].source, assumption))
            return true;
    return false;
}

/* Which categories a table shows: of an applicant, of a step, or all. */
struct scope {
    uint16_t applicant, step; /* SLICE_ANY = any */
};

static bool is_shown(const struct scope *scope, const struct category *category)
{
    return (scope->applicant == SLICE_ANY ||
            scope->applicant == category->applicant) &&
           (scope->step == SLICE_ANY || scope->step == category->step);
}

/* Rules for everybody: what is paid, who wins, from when, where. */
static bool rules_rest_on(const struct policy *policy, const char *assumption)
{
    return names(&policy->premium_source, assumption) ||
           names(&policy->precedence_source, assumption) ||
           names(&policy->late_source, assumption) ||
           names(&policy->refund_source, assumption) ||
           names(&policy->county_source, assumption);
}

static bool figures_rest_on(const struct policy *policy,
                            const struct scope *scope, const char *assumption)
{
    if (rules_rest_on(policy, assumption))
        return true;
    for (size_t i = 0; i < policy->category_count; i++) {
        const struct category *category = &policy->categories[i];
        if (!is_shown(scope, category))
            continue;
        if (category_rests_on(policy, category, assumption))
            return true;
        if (category->applicant != POLICY_NONE &&
            names(&policy->applicants[category->applicant].source, assumption))
            return true;
    }
    return false;
}

static void note_all(struct sheet *sheet, struct book *book,
                     const struct policy *policy, const struct scope *scope)
{
    struct text line = TEXT_INIT;
    for (size_t i = 0; i < policy->assumption_count; i++) {
        const struct assumption *assumption = &policy->assumptions[i];
        if (!figures_rest_on(policy, scope, assumption->id))
            continue;
        text_clear(&line);
        text_printf(&line, "口径%zu：%s。", i + 1, assumption->text);
        sheet_note(sheet, book_text(book, &line), false);
    }
    text_release(&line);
}

void note_assumptions(struct sheet *sheet, struct book *book,
                      const struct report_set *set, uint16_t applicant)
{
    const struct scope scope = {.applicant = applicant, .step = SLICE_ANY};
    note_all(sheet, book, set->policy, &scope);
}

void note_step_assumptions(struct sheet *sheet, struct book *book,
                           const struct report_set *set, uint16_t step)
{
    const struct scope scope = {.applicant = SLICE_ANY, .step = step};
    note_all(sheet, book, set->policy, &scope);
}
