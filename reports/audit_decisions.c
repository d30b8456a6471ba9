/*
 * The audit workbook's list of decisions: every person, also those who get
 * nothing, with each row of evidence (file, sheet, row) and what it came to.
 */
#include "reports/audit.h"
#include "reports/carried.h"
#include "reports/words.h"

enum {
    WHO_AGE = PERSON_COLUMNS,
    WHO_CODE,
    WHO_CATEGORY,
    WHO_SUBSIDY,
    WHO_DUE,
    WHO_ROWS,
    WHO_EVIDENCE,
    WHO_COLUMNS
};

static void append_evidence(struct text *out, const struct report_set *set,
                            uint32_t index)
{
    const struct roster *roster = set->roster;
    const struct roster_row *row = &roster->rows[index];
    if (out->length > 0)
        text_append(out, "\n");
    place_append(out, roster_file_name(roster, roster->sheets[row->sheet].file),
                 roster_sheet_name(roster, row->sheet), row->row, 0);
    text_append(out, carry_words((enum carry)row->carry));
    if (row->category != POLICY_NONE)
        text_printf(out, " %s", set->policy->categories[row->category].name);
    text_printf(
        out, "：%s",
        row->fate == FATE_DUPLICATE
            ? "重复，只计一次"
            : verdict_words((enum verdict)set->allocation->verdicts[index]));
}

static void put_decision(struct book *book, struct sheet *sheet,
                         const struct report_set *set,
                         const struct decision *decision,
                         const struct home *home, struct text *evidence)
{
    const struct category *category = decision_category(set, decision);
    struct value values[WHO_COLUMNS];
    text_clear(evidence);
    for (uint32_t i = 0; i < decision->count; i++)
        append_evidence(evidence, set,
                        set->allocation->order[decision->first + i]);
    person_values(set, decision, home, sheet_rows(sheet) + 1, values);
    values[WHO_AGE] = value_number(decision->age);
    values[WHO_CODE] = value_text(category == NULL ? "" : category->code);
    values[WHO_CATEGORY] =
        value_text(category == NULL ? "无符合条件的身份" : category->name);
    values[WHO_SUBSIDY] = value_number(decision_subsidy(set->policy, decision));
    values[WHO_DUE] =
        value_number(decision_personal_due(set->policy, decision));
    values[WHO_ROWS] = value_number(decision->accepted);
    values[WHO_EVIDENCE] = value_text(book_text(book, evidence));
    sheet_row(sheet, values);
}

static void check_sums(struct book *book, const struct sheet *sheet,
                       const struct allocation *allocation)
{
    book_expect(book, "认定明细人数=认定人数", sheet_rows(sheet),
                allocation->total.heads);
    book_expect(book, "认定明细资助金额=资助总额",
                sheet_sum(sheet, WHO_SUBSIDY), allocation->total.subsidy);
    book_expect(book, "认定明细个人应缴=个人应缴总额",
                sheet_sum(sheet, WHO_DUE), allocation->total.personal_due);
}

void audit_decisions(struct book *book, const struct report_set *set)
{
    struct column columns[WHO_COLUMNS] = {
        [WHO_AGE] = COLUMN("周岁", 6, SERIAL),
        [WHO_CODE] = COLUMN("身份类别代码", code_width(set, 9), CODE),
        [WHO_CATEGORY] = COLUMN("生效身份", 16, TEXT),
        [WHO_SUBSIDY] = SUMMED("资助金额", 12, MONEY),
        [WHO_DUE] = SUMMED("个人应缴", 12, MONEY),
        [WHO_ROWS] = SUMMED("采用行数", 6, COUNT),
        [WHO_EVIDENCE] = COLUMN("依据（文件!工作表!行：裁定）", 58, LINES),
    };
    person_columns(set, columns);
    const struct sheet_plan plan = {
        .name = "认定明细",
        .title = "认定明细及依据",
        .unit = "单位：元",
        .head = "",
        .columns = columns,
        .column_count = WHO_COLUMNS,
        .frozen = PERSON_COLUMNS,
        .has_filter = true,
        .has_signature = true,
        .if_empty = "本期没有认定人员",
    };
    struct sheet *sheet = sheet_begin(book, &plan);
    struct person_walk walk = {.home = 0};
    struct text evidence = TEXT_INIT;
    const struct decision *decision;
    const struct home *home;
    while (person_next(set, &walk, &decision, &home))
        put_decision(book, sheet, set, decision, home, &evidence);
    sheet_total(sheet, "合计");
    check_sums(book, sheet, set->allocation);
    sheet_end(sheet);
    text_release(&evidence);
}
