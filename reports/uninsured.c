/*
 * The ledger of those not insured: people with an identity in this period
 * whom no enrolment list names, to be visited village by village. Written
 * where an enrolment list was given.
 */
#include "reports/proof.h"
#include "reports/villages.h"
#include "reports/words.h"

struct uninsured {
    const struct report_set *set;
    struct book *book;
};

static bool is_uninsured(const struct uninsured *uninsured,
                         const struct decision *decision)
{
    return decision->category != POLICY_NONE &&
           !enrolment_has(uninsured->set->input->enrolment, decision->id);
}

/* ---- by village ---- */

enum { SUM_SPECIAL = VILLAGE_COLUMNS, SUM_INSURED, SUM_UNINSURED, SUM_COLUMNS };

static bool fill_village(void *context, const struct home *home,
                         struct value *values)
{
    const struct uninsured *uninsured = context;
    const struct report_set *set = uninsured->set;
    int64_t special = 0;
    int64_t missing = 0;
    for (uint32_t i = 0; i < home->count; i++) {
        const struct decision *decision =
            &set->people.items[home->first + i].decision;
        special += decision->category != POLICY_NONE;
        missing += is_uninsured(uninsured, decision);
    }
    values[SUM_SPECIAL] = value_number(special);
    values[SUM_INSURED] = value_number(special - missing);
    values[SUM_UNINSURED] = value_number(missing);
    return missing > 0;
}

/* What the document says about the ledger, where it says anything. */
static void note_source(const struct uninsured *uninsured, struct sheet *sheet)
{
    const struct policy *policy = uninsured->set->policy;
    const struct report_order *order = policy_report(policy, SPECIAL_UNINSURED);
    if (order == NULL)
        return;
    struct text line = TEXT_INIT;
    text_append(&line, "依据：");
    append_source(&line, policy, &order->source);
    text_printf(&line, "“%s”。", order->source.quote);
    sheet_note(sheet, book_text(uninsured->book, &line), false);
    text_release(&line);
}

/* Gives back how many people it counts. */
static int64_t put_summary(struct uninsured *uninsured)
{
    struct column columns[SUM_COLUMNS] = {
        [SUM_SPECIAL] = SUMMED("特殊身份人数", 14, COUNT),
        [SUM_INSURED] = SUMMED("已参保", 14, COUNT),
        [SUM_UNINSURED] = SUMMED("未参保", 14, COUNT),
    };
    village_columns(uninsured->set, columns);
    const struct sheet_plan plan = {
        .name = "汇总",
        .title = "特殊身份未参保人员汇总表",
        .unit = "单位：人",
        .head = "只列有未参保人员的村（社区）。",
        .columns = columns,
        .column_count = SUM_COLUMNS,
        .has_signature = true,
        .if_empty = "特殊身份人员都已参保",
    };
    struct sheet *sheet = sheet_begin(uninsured->book, &plan);
    villages_put(&(struct village_table){
        .set = uninsured->set,
        .book = uninsured->book,
        .sheet = sheet,
        .column_count = SUM_COLUMNS,
        .row = fill_village,
        .context = uninsured,
    });
    sheet_total(sheet, "合计");
    note_source(uninsured, sheet);
    note_assumptions(sheet, uninsured->book, uninsured->set, SLICE_ANY);
    const int64_t count = sheet_sum(sheet, SUM_UNINSURED);
    sheet_end(sheet);
    return count;
}

/* ---- persons ---- */

enum {
    WHO_DEPARTMENT = PERSON_COLUMNS,
    WHO_CODE,
    WHO_CATEGORY,
    WHO_TIER,
    WHO_DUE,
    WHO_COLUMNS
};

static void put_person(const struct uninsured *uninsured, struct sheet *sheet,
                       const struct person *person, const struct home *home)
{
    const struct policy *policy = uninsured->set->policy;
    const struct decision *decision = &person->decision;
    const struct category *category =
        decision_category(uninsured->set, decision);
    struct value values[WHO_COLUMNS];
    person_values(person, home, sheet_rows(sheet) + 1, values);
    values[WHO_DEPARTMENT] =
        value_text(policy->departments[category->department].name);
    values[WHO_CODE] = value_text(category->code);
    values[WHO_CATEGORY] = value_text(category->name);
    values[WHO_TIER] = value_text(category->tier);
    values[WHO_DUE] = value_number(decision_personal_due(policy, decision));
    sheet_row(sheet, values);
}

static void put_persons(const struct uninsured *uninsured, int64_t count)
{
    struct column columns[WHO_COLUMNS] = {
        [WHO_DEPARTMENT] = COLUMN("认定部门", 12, WORD),
        [WHO_CODE] =
            COLUMN("身份类别代码", code_width(uninsured->set, 9), CODE),
        [WHO_CATEGORY] = COLUMN("身份类别", 20, TEXT),
        [WHO_TIER] = COLUMN("资助档次", 12, WORD),
        [WHO_DUE] = SUMMED("个人应缴", 12, MONEY),
    };
    person_columns(uninsured->set, columns);
    const struct sheet_plan plan = {
        .name = "未参保人员",
        .title = "特殊身份未参保人员台账",
        .unit = "单位：元",
        .head = "",
        .columns = columns,
        .column_count = WHO_COLUMNS,
        .frozen = PERSON_COLUMNS,
        .has_filter = true,
        .has_signature = true,
        .is_bulk = true,
        .if_empty = "特殊身份人员都已参保",
    };
    struct sheet *sheet = sheet_begin(uninsured->book, &plan);
    struct person_walk walk = {.home = 0};
    const struct person *person;
    const struct home *home;
    while (person_next(uninsured->set, &walk, &person, &home))
        if (is_uninsured(uninsured, &person->decision))
            put_person(uninsured, sheet, person, home);
    sheet_total(sheet, "合计");
    book_expect(uninsured->book, "未参保人员名单人数=汇总人数",
                sheet_rows(sheet), count);
    sheet_end(sheet);
}

int uninsured_write(const struct report_set *set, const struct report_job *job,
                    struct failure *failure)
{
    struct uninsured uninsured = {.set = set};
    if (report_book_open(set, job, "特殊身份未参保台账", &uninsured.book,
                         failure) != 0)
        return -1;
    put_persons(&uninsured, put_summary(&uninsured));
    return book_close(uninsured.book, failure);
}
