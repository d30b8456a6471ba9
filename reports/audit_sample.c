/*
 * The audit workbook's sample: some decisions with everything behind them, for
 * an auditor to follow back to the rosters. Whom it holds rests on nothing but
 * the inputs, and can be worked out by hand: every so many persons in the
 * order of their numbers, from a start that the inputs' digests give, and one
 * more of each category.
 */
#include "reports/audit.h"
#include "reports/words.h"

#include "core/digest.h"
#include <stdlib.h>

enum { SAMPLE_SIZE = 40, SEED_DIGITS = 8 };

enum {
    SAMPLE_NUMBER,
    SAMPLE_HOW,
    SAMPLE_NAME,
    SAMPLE_ID,
    SAMPLE_AGE,
    SAMPLE_FILE,
    SAMPLE_SHEET,
    SAMPLE_ROW,
    SAMPLE_CATEGORY,
    SAMPLE_RECOGNISED,
    SAMPLE_ENDED,
    SAMPLE_GRADES,
    SAMPLE_VERDICT,
    SAMPLE_CLAUSE,
    SAMPLE_WINNER,
    SAMPLE_SUBSIDY,
    SAMPLE_DUE,
    SAMPLE_CHECKED,
    SAMPLE_COLUMNS
};

struct sample {
    const struct report_set *set;
    struct book *book;
    struct sheet *sheet;
    uint64_t seed;
    size_t step, start; /* every step-th decision from start on, from 0 */
    int64_t persons;
};

/* The first digits of the digest of the inputs' digests, as a number. */
static int make_seed(const struct roster *roster, uint64_t *out)
{
    char hex[DIGEST_HEX_SIZE] = "";
    struct text all = TEXT_INIT;
    for (size_t i = 0; i < roster->file_count; i++)
        text_append(&all, roster->files[i].sha256);
    const int status =
        all.failed ? -1 : digest_of(text_of(&all), all.length, hex);
    text_release(&all);
    hex[SEED_DIGITS] = '\0';
    *out = strtoull(hex, NULL, 16);
    return status;
}

/* ---- who ---- */

static bool is_periodic(const struct sample *sample, size_t index)
{
    return index >= sample->start &&
           (index - sample->start) % sample->step == 0 &&
           (index - sample->start) / sample->step < SAMPLE_SIZE;
}

/* Which winner of each category is taken, counted from 0; by category. */
static uint64_t *choose_winners(const struct sample *sample)
{
    const struct report_set *set = sample->set;
    const size_t count = set->policy->category_count;
    uint64_t *chosen = book_array(sample->book, count + 1, sizeof *chosen);
    for (uint16_t i = 0; chosen != NULL && i < count; i++) {
        struct slice_filter filter = SLICE_ALL;
        filter.category = i;
        const int64_t heads = slices_sum(set, &filter).heads;
        if (heads > 0)
            chosen[i] = sample->seed % (uint64_t)heads;
    }
    return chosen;
}

/* ---- one decision ---- */

static void append_grades(struct text *out, uint8_t grades)
{
    for (int grade = 1; grade <= 4; grade++)
        if ((grades & 1U << grade) != 0)
            text_printf(out, "%s%d级", out->length > 0 ? "、" : "", grade);
}

static void put_person(const struct sample *sample, struct value *values,
                       const struct decision *decision)
{
    const struct report_set *set = sample->set;
    const struct category *category = decision_category(set, decision);
    const struct roster_row *row = &set->roster->rows[decision->row];
    values[SAMPLE_NUMBER] = value_number(sample->persons);
    values[SAMPLE_NAME] = value_text(roster_string(set->roster, row->name));
    values[SAMPLE_ID] = value_id(decision->id);
    values[SAMPLE_AGE] = value_number(decision->age);
    values[SAMPLE_WINNER] =
        value_text(category == NULL ? "无符合条件的身份" : category->name);
    values[SAMPLE_SUBSIDY] =
        value_number(decision_subsidy(set->policy, decision));
    values[SAMPLE_DUE] =
        value_number(decision_personal_due(set->policy, decision));
    values[SAMPLE_CHECKED] = value_text("");
}

static void put_evidence(const struct sample *sample, struct value *values,
                         uint32_t index)
{
    const struct report_set *set = sample->set;
    const struct roster *roster = set->roster;
    const struct roster_row *row = &roster->rows[index];
    const struct category *category =
        row->category == POLICY_NONE ? NULL
                                     : &set->policy->categories[row->category];
    struct text grades = TEXT_INIT;
    struct text clause = TEXT_INIT;
    append_grades(&grades, row->grades);
    if (category != NULL)
        append_source(&clause, set->policy, &category->source);
    values[SAMPLE_FILE] =
        value_text(roster_file_name(roster, roster->sheets[row->sheet].file));
    values[SAMPLE_SHEET] = value_text(roster_sheet_name(roster, row->sheet));
    values[SAMPLE_ROW] = value_number(row->row);
    values[SAMPLE_CATEGORY] =
        value_text(category == NULL ? "（未注明）" : category->name);
    values[SAMPLE_RECOGNISED] = value_number(row->recognised);
    values[SAMPLE_ENDED] = value_number(row->ended);
    values[SAMPLE_GRADES] = value_text(book_text(sample->book, &grades));
    values[SAMPLE_VERDICT] = value_text(
        row->fate == FATE_DUPLICATE
            ? "重复，只计一次"
            : verdict_words((enum verdict)set->allocation->verdicts[index]));
    values[SAMPLE_CLAUSE] = value_text(book_text(sample->book, &clause));
    sheet_row(sample->sheet, values);
    text_release(&grades);
    text_release(&clause);
}

static void put_decision(struct sample *sample, size_t index, const char *how)
{
    const struct allocation *allocation = sample->set->allocation;
    const struct decision *decision = &allocation->decisions[index];
    struct value values[SAMPLE_COLUMNS];
    sample->persons++;
    put_person(sample, values, decision);
    values[SAMPLE_HOW] = value_text(how);
    for (uint32_t i = 0; i < decision->count; i++)
        put_evidence(sample, values, allocation->order[decision->first + i]);
}

/* ---- the sheet ---- */

static void put_decisions(struct sample *sample)
{
    const struct allocation *allocation = sample->set->allocation;
    const uint64_t *chosen = choose_winners(sample);
    uint64_t *seen = book_array(
        sample->book, sample->set->policy->category_count + 1, sizeof *seen);
    if (chosen == NULL || seen == NULL)
        return;
    for (size_t i = 0; i < allocation->decision_count; i++) {
        const uint16_t category = allocation->decisions[i].category;
        const bool is_chosen =
            category != POLICY_NONE && seen[category]++ == chosen[category];
        if (is_periodic(sample, i))
            put_decision(sample, i, "等距");
        else if (is_chosen)
            put_decision(sample, i, "类别");
    }
}

static void append_method(struct text *out, const struct sample *sample)
{
    text_printf(out,
                "抽样方法：全部 %zu 人按证件号码从小到大编号（从0起），从第 "
                "%zu 号起每隔 "
                "%zu 人抽一人，最多 %d "
                "人（等距）；另在每个有人的类别里，按同一次序抽第“种"
                "子除以人数的余数”号（类别）。\n",
                sample->set->allocation->decision_count, sample->start,
                sample->step, SAMPLE_SIZE);
    text_printf(
        out,
        "种子 %llu 是“输入文件”表所列各 SHA-256 按序号连成一串、再取 SHA-256 的"
        "前 %d 位十六进制数；起始号是种子除以间隔的余数。输入不变，样本不变。",
        (unsigned long long)sample->seed, SEED_DIGITS);
}

static void plan_sample(struct sample *sample)
{
    const size_t count = sample->set->allocation->decision_count;
    sample->step = count / SAMPLE_SIZE;
    if (sample->step == 0)
        sample->step = 1;
    sample->start = (size_t)(sample->seed % sample->step);
}

void audit_sample(struct book *book, const struct report_set *set)
{
    static const struct column columns[SAMPLE_COLUMNS] = {
        [SAMPLE_NUMBER] = COLUMN("样本", 6, SERIAL),
        [SAMPLE_HOW] = COLUMN("抽样", 6, WORD),
        [SAMPLE_NAME] = COLUMN("姓名", 9, WORD),
        [SAMPLE_ID] = COLUMN("证件号码", 20, ID),
        [SAMPLE_AGE] = COLUMN("周岁", 5, SERIAL),
        [SAMPLE_FILE] = COLUMN("来源文件", 22, LINES),
        [SAMPLE_SHEET] = COLUMN("工作表", 11, LINES),
        [SAMPLE_ROW] = COLUMN("行号", 7, SERIAL),
        [SAMPLE_CATEGORY] = COLUMN("名单上的身份", 14, LINES),
        [SAMPLE_RECOGNISED] = COLUMN("认定时间", 11, DATE),
        [SAMPLE_ENDED] = COLUMN("退出时间", 11, DATE),
        [SAMPLE_GRADES] = COLUMN("残疾等级", 8, LINES),
        [SAMPLE_VERDICT] = COLUMN("裁定", 16, LINES),
        [SAMPLE_CLAUSE] = COLUMN("次序和代码的依据", 24, LINES),
        [SAMPLE_WINNER] = COLUMN("生效身份", 14, LINES),
        [SAMPLE_SUBSIDY] = COLUMN("资助金额", 10, MONEY),
        [SAMPLE_DUE] = COLUMN("个人应缴", 10, MONEY),
        [SAMPLE_CHECKED] = COLUMN("核查结果", 12, LINES),
    };
    struct sample sample = {.set = set, .book = book};
    struct text head = TEXT_INIT;
    if (make_seed(set->roster, &sample.seed) != 0) {
        book_fail_memory(book);
        return;
    }
    plan_sample(&sample);
    append_method(&head, &sample);
    const struct sheet_plan plan = {
        .name = "抽样核查",
        .title = "抽样核查表",
        .unit = "单位：元",
        .head = book_text(book, &head),
        .columns = columns,
        .column_count = SAMPLE_COLUMNS,
        .frozen = SAMPLE_AGE,
        .has_filter = true,
        .has_signature = true,
        .if_empty = "本期没有认定人员",
    };
    sample.sheet = sheet_begin(book, &plan);
    put_decisions(&sample);
    sheet_end(sample.sheet);
    text_release(&head);
}
