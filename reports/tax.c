/*
 * The list for the tax authority: what partly subsidised people still owe,
 * and who is approved to be enrolled without paying. Summed up by village;
 * people without any subsidy pay like everybody else and are only counted.
 */
#include "reports/proof.h"
#include "reports/villages.h"

#include <stdio.h>

struct tax {
    const struct report_set *set;
    struct book *book;
    int64_t unsubsidised;
};

/* Which list a person is on. */
enum tax_list { TAX_NONE, TAX_PARTLY, TAX_FULLY };

static enum tax_list list_of(const struct report_set *set,
                             const struct decision *decision)
{
    if (decision_subsidy(set->policy, decision) == 0)
        return TAX_NONE;
    return decision_personal_due(set->policy, decision) > 0 ? TAX_PARTLY
                                                            : TAX_FULLY;
}

/* ---- by village ---- */

enum {
    SUM_PARTLY = VILLAGE_COLUMNS,
    SUM_DUE,
    SUM_FULLY,
    SUM_SUBSIDY,
    SUM_COLUMNS
};

struct village {
    int64_t partly, fully, none;
    fen due, subsidy;
};

/* The persons of one home, which stand together. */
static struct village count_village(const struct report_set *set,
                                    const struct home *home)
{
    struct village sum = {.partly = 0};
    for (uint32_t i = 0; i < home->count; i++) {
        const struct decision *decision =
            &set->people.items[home->first + i].decision;
        const enum tax_list list = list_of(set, decision);
        sum.partly += list == TAX_PARTLY;
        sum.fully += list == TAX_FULLY;
        sum.none += list == TAX_NONE;
        sum.subsidy += decision_subsidy(set->policy, decision);
        if (list == TAX_PARTLY)
            sum.due += decision_personal_due(set->policy, decision);
    }
    return sum;
}

static bool fill_village(void *context, const struct home *home,
                         struct value *values)
{
    struct tax *tax = context;
    const struct village sum = count_village(tax->set, home);
    tax->unsubsidised += sum.none;
    values[SUM_PARTLY] = value_number(sum.partly);
    values[SUM_DUE] = value_number(sum.due);
    values[SUM_FULLY] = value_number(sum.fully);
    values[SUM_SUBSIDY] = value_number(sum.subsidy);
    return sum.partly + sum.fully > 0;
}

static void check_sums(const struct tax *tax, const struct sheet *sheet)
{
    const struct allocation *allocation = tax->set->allocation;
    book_expect(tax->book, "零缴费、个人应缴与不享受资助人数之和=认定人数",
                sheet_sum(sheet, SUM_PARTLY) + sheet_sum(sheet, SUM_FULLY) +
                    tax->unsubsidised,
                allocation->total.heads);
    book_expect(tax->book, "个人应缴与不享受资助者保费之和=个人应缴总额",
                sheet_sum(sheet, SUM_DUE) +
                    tax->unsubsidised * tax->set->policy->premium,
                allocation->total.personal_due);
    book_expect(tax->book, "税务名单资助金额=资助总额",
                sheet_sum(sheet, SUM_SUBSIDY), allocation->total.subsidy);
}

static void put_summary(struct tax *tax)
{
    struct column columns[SUM_COLUMNS] = {
        [SUM_PARTLY] = SUMMED("个人应缴人数", 12, COUNT),
        [SUM_DUE] = SUMMED("个人应缴金额", 16, MONEY),
        [SUM_FULLY] = SUMMED("零缴费人数", 12, COUNT),
        [SUM_SUBSIDY] = SUMMED("资助金额", 16, MONEY),
    };
    village_columns(tax->set, columns);
    const struct sheet_plan plan = {
        .name = "汇总",
        .title = "特殊人员个人应缴及零缴费汇总表",
        .unit = "单位：人、元",
        .head = "",
        .columns = columns,
        .column_count = SUM_COLUMNS,
        .has_signature = true,
        .if_empty = "本期没有享受资助的人员",
    };
    struct sheet *sheet = sheet_begin(tax->book, &plan);
    villages_put(&(struct village_table){
        .set = tax->set,
        .book = tax->book,
        .sheet = sheet,
        .column_count = SUM_COLUMNS,
        .row = fill_village,
        .context = tax,
    });
    sheet_total(sheet, "合计");
    char line[300];
    snprintf(
        line, sizeof line,
        "另有 %lld 人列入部门名单但不享受资助（没有符合条件的身份，或身份不"
        "享受资助），按普通居民缴费，不列入本名单。",
        (long long)tax->unsubsidised);
    if (tax->unsubsidised > 0)
        sheet_note(sheet, line, false);
    note_assumptions(sheet, tax->book, tax->set, SLICE_ANY);
    check_sums(tax, sheet);
    sheet_end(sheet);
}

/* ---- persons ---- */

enum {
    WHO_CODE = PERSON_COLUMNS,
    WHO_CATEGORY,
    WHO_PREMIUM,
    WHO_SUBSIDY,
    WHO_DUE,
    WHO_COLUMNS
};

static void put_person(const struct tax *tax, struct sheet *sheet,
                       const struct person *person, const struct home *home)
{
    const struct policy *policy = tax->set->policy;
    const struct decision *decision = &person->decision;
    const struct category_words *words = &tax->set->words[decision->category];
    struct value values[WHO_COLUMNS];
    person_values(person, home, sheet_rows(sheet) + 1, values);
    values[WHO_CODE] = value_phrase(&words->code);
    values[WHO_CATEGORY] = value_phrase(&words->name);
    values[WHO_PREMIUM] = value_number(policy->premium);
    values[WHO_SUBSIDY] = value_number(decision_subsidy(policy, decision));
    values[WHO_DUE] = value_number(decision_personal_due(policy, decision));
    sheet_row(sheet, values);
}

static void put_list(const struct tax *tax, enum tax_list list,
                     const char *name, const char *title)
{
    struct column columns[WHO_COLUMNS] = {
        [WHO_CODE] = COLUMN("身份类别代码", code_width(tax->set, 9), CODE),
        [WHO_CATEGORY] = COLUMN("身份类别", 18, TEXT),
        [WHO_PREMIUM] = SUMMED("个人缴费标准", 12, MONEY),
        [WHO_SUBSIDY] = SUMMED("资助金额", 12, MONEY),
        [WHO_DUE] = SUMMED("个人应缴", 12, MONEY),
    };
    person_columns(tax->set, columns);
    const struct sheet_plan plan = {
        .name = name,
        .title = title,
        .unit = "单位：元",
        .head = "",
        .columns = columns,
        .column_count = WHO_COLUMNS,
        .frozen = PERSON_COLUMNS,
        .has_filter = true,
        .has_signature = true,
        .is_bulk = true,
        .if_empty = "本期没有这类人员",
    };
    struct sheet *sheet = sheet_begin(tax->book, &plan);
    struct person_walk walk = {.home = 0};
    const struct person *person;
    const struct home *home;
    while (person_next(tax->set, &walk, &person, &home))
        if (list_of(tax->set, &person->decision) == list)
            put_person(tax, sheet, person, home);
    sheet_total(sheet, "合计");
    sheet_end(sheet);
}

/* Where all subsidies are full, nobody is ever on the list of the others. */
static bool has_partly_subsidised(const struct policy *policy)
{
    for (size_t i = 0; i < policy->category_count; i++)
        if (policy->categories[i].subsidy > 0 &&
            policy->categories[i].personal_due > 0)
            return true;
    return false;
}

int tax_write(const struct report_set *set, const struct report_job *job,
              struct failure *failure)
{
    struct tax tax = {.set = set};
    if (report_book_open(set, job, "税务征收名单", &tax.book, failure) != 0)
        return -1;
    put_summary(&tax);
    if (has_partly_subsidised(set->policy))
        put_list(&tax, TAX_PARTLY, "个人应缴", "定额资助人员个人应缴名单");
    put_list(&tax, TAX_FULLY, "零缴费核定", "全额资助人员零缴费核定名单");
    return book_close(tax.book, failure);
}
