/*
 * Load plates: one workbook a step of the import order. A plate holds
 * everyone certified for that step whose category is eligible, also those
 * whom a later step overwrites: that the provincial system lets one load
 * overwrite another is the very point of the order.
 *
 * One row a person and category. The name is that of the row that won, so
 * that a person is the same one on every plate.
 */
#include "reports/report_set.h"
#include "reports/words.h"

#include <stdio.h>

enum {
    SHOWN_CODE = PERSON_COLUMNS,
    SHOWN_CATEGORY,
    SHOWN_RECOGNISED,
    SHOWN_NOTE,
    SHOWN_COLUMNS
};

struct plate {
    const struct report_set *set;
    const struct step *step;
    uint16_t step_index;
    struct book *book;
    struct sheet *sheet;
    int64_t won, superseded;
};

/* 生效, or what takes its place. */
static void append_note(struct text *out, const struct plate *plate,
                        const struct decision *decision, uint16_t category)
{
    text_clear(out);
    if (decision->category == category)
        text_append(out, "生效");
    else
        text_printf(out, "以“%s”为准",
                    decision_category(plate->set, decision)->name);
}

static void put_row(struct plate *plate, const struct decision *decision,
                    const struct home *home, const struct roster_row *row)
{
    const struct category *category =
        &plate->set->policy->categories[row->category];
    struct value values[SHOWN_COLUMNS];
    struct text note = TEXT_INIT;
    append_note(&note, plate, decision, row->category);
    person_values(plate->set, decision, home, sheet_rows(plate->sheet) + 1,
                  values);
    values[SHOWN_CODE] = value_text(category->code);
    values[SHOWN_CATEGORY] = value_text(category->name);
    values[SHOWN_RECOGNISED] = value_number(row->recognised);
    values[SHOWN_NOTE] = value_text(book_text(plate->book, &note));
    sheet_row(plate->sheet, values);
    text_release(&note);
    if (decision->category == row->category)
        plate->won++;
    else
        plate->superseded++;
}

/* A person's rows are in import order: those of one category stand together,
 * and the first that counts speaks for it. */
static void put_person(struct plate *plate, const struct decision *decision,
                       const struct home *home)
{
    const struct allocation *allocation = plate->set->allocation;
    uint16_t done = POLICY_NONE;
    for (uint32_t i = 0; i < decision->count; i++) {
        const uint32_t index = allocation->order[decision->first + i];
        const struct roster_row *row = &plate->set->roster->rows[index];
        const enum verdict verdict = allocation->verdicts[index];
        if (row->category == POLICY_NONE || row->category == done ||
            (verdict != VERDICT_WON && verdict != VERDICT_SUPERSEDED))
            continue;
        if (plate->set->policy->categories[row->category].step !=
            plate->step_index)
            continue;
        put_row(plate, decision, home, row);
        done = row->category;
    }
}

static void put_notes(const struct plate *plate)
{
    const struct policy *policy = plate->set->policy;
    char line[400];
    snprintf(line, sizeof line,
             "本步共 %lld 人次，其中生效 %lld 人次，以其他步骤的身份为准 %lld "
             "人次。",
             (long long)(plate->won + plate->superseded), (long long)plate->won,
             (long long)plate->superseded);
    sheet_note(plate->sheet, line, false);
    snprintf(line, sizeof line, "导盘说明：全部 %zu 步须按文件编号依次导入，%s",
             policy->step_count,
             policy->precedence == PRECEDENCE_LAST_LOADED
                 ? "后导入的身份覆盖先导入的身份。"
                 : "先导入的身份优先。");
    sheet_note(plate->sheet, line, false);
    struct text source = TEXT_INIT;
    text_append(&source, "本步依据：");
    append_source(&source, policy, &plate->step->source);
    sheet_note(plate->sheet, book_text(plate->book, &source), false);
    text_release(&source);
}

/* Who wins by a category of this step is counted by the allocation too. */
static void check_winners(const struct plate *plate)
{
    int64_t heads = 0;
    for (uint16_t i = 0; i < plate->step->count; i++) {
        struct slice_filter filter = SLICE_ALL;
        filter.category = (uint16_t)(plate->step->first + i);
        heads += slices_sum(plate->set, &filter).heads;
    }
    book_expect(plate->book, "导盘名单生效人数=认定人数", plate->won, heads);
}

static void put_sheet(struct plate *plate)
{
    const struct report_set *set = plate->set;
    struct column columns[SHOWN_COLUMNS] = {
        [SHOWN_CODE] = COLUMN("身份类别代码", code_width(plate->set, 12), CODE),
        [SHOWN_CATEGORY] = COLUMN("身份类别", 18, TEXT),
        [SHOWN_RECOGNISED] = COLUMN("认定时间", 12, DATE),
        [SHOWN_NOTE] = COLUMN("备注", 24, TEXT),
    };
    person_columns(set, columns);
    struct text title = TEXT_INIT;
    text_printf(&title, "%d年度特殊人员身份导盘名单（第%d步　%s　%s）",
                set->policy->insured_year, plate->step->number,
                set->policy->departments[plate->step->department].name,
                plate->step->label);
    const struct sheet_plan plan = {
        .name = plate->step->label,
        .title = book_text(plate->book, &title),
        .unit = "",
        .head = "",
        .columns = columns,
        .column_count = SHOWN_COLUMNS,
        .frozen = PERSON_COLUMNS,
        .has_filter = true,
        .has_signature = true,
        .if_empty = "本步本期没有符合条件的人员",
    };
    plate->sheet = sheet_begin(plate->book, &plan);
    struct person_walk walk = {.home = 0};
    const struct decision *decision;
    const struct home *home;
    while (person_next(set, &walk, &decision, &home))
        put_person(plate, decision, home);
    put_notes(plate);
    sheet_end(plate->sheet);
    text_release(&title);
}

int plate_write(const struct report_set *set, const struct report_job *job,
                struct failure *failure)
{
    struct plate plate = {
        .set = set,
        .step = &set->policy->steps[job->index],
        .step_index = (uint16_t)job->index,
    };
    if (report_book_open(set, job, "身份导盘名单", &plate.book, failure) != 0)
        return -1;
    put_sheet(&plate);
    check_winners(&plate);
    return book_close(plate.book, failure);
}
