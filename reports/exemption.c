/*
 * The exemption ledger: everyone whom public money insures without a payment
 * of their own, made up by identity, as departments request their money from
 * it. A summary by identity and county, then a sheet for each identity that
 * has people. Written where the policy's document asks for it.
 */
#include "reports/proof.h"
#include "reports/report_set.h"
#include "reports/words.h"

struct exemption {
    const struct report_set *set;
    struct book *book;
    struct tally total; /* of all identities in the ledger */
};

static bool is_exempt(const struct category *category)
{
    return category->subsidy > 0 && category->personal_due == 0;
}

static const char *applicant_name(const struct policy *policy,
                                  const struct category *category)
{
    return category->applicant == POLICY_NONE
               ? ""
               : policy->applicants[category->applicant].name;
}

static const char *fund_name(const struct policy *policy,
                             const struct category *category)
{
    return category->fund == POLICY_NONE ? ""
                                         : policy->funds[category->fund].name;
}

/* "低保对象小计", in the book. */
static const char *subtotal_label(const struct exemption *exemption,
                                  const char *name)
{
    struct text label = TEXT_INIT;
    text_printf(&label, "%s小计", name);
    const char *kept = book_keep(exemption->book, &label);
    text_release(&label);
    return kept;
}

/* ---- by identity and county ---- */

enum {
    SUM_DEPARTMENT,
    SUM_CODE,
    SUM_CATEGORY,
    SUM_COUNTY,
    SUM_HEADS,
    SUM_STANDARD,
    SUM_AMOUNT,
    SUM_FUND,
    SUM_APPLICANT,
    SUM_COLUMNS
};

static void put_slice(const struct exemption *exemption, struct sheet *sheet,
                      const struct category *category, const char *county,
                      const struct tally *tally)
{
    const struct policy *policy = exemption->set->policy;
    const struct value values[SUM_COLUMNS] = {
        [SUM_DEPARTMENT] =
            value_text(policy->departments[category->department].name),
        [SUM_CODE] = value_text(category->code),
        [SUM_CATEGORY] = value_text(category->name),
        [SUM_COUNTY] = value_text(county),
        [SUM_HEADS] = value_number(tally->heads),
        [SUM_STANDARD] = value_number(category->subsidy),
        [SUM_AMOUNT] = value_number(tally->subsidy),
        [SUM_FUND] = value_text(fund_name(policy, category)),
        [SUM_APPLICANT] = value_text(applicant_name(policy, category)),
    };
    sheet_row(sheet, values);
}

static void put_identity(struct exemption *exemption, struct sheet *sheet,
                         uint16_t index)
{
    const struct report_set *set = exemption->set;
    const struct category *category = &set->policy->categories[index];
    const int64_t before = sheet_rows(sheet);
    struct slice_filter filter = SLICE_ALL;
    filter.category = index;
    for (size_t i = 0; i < set->gazetteer.county_count; i++) {
        const struct home_county *county = &set->gazetteer.counties[i];
        filter.county = county;
        const struct tally tally = slices_sum(set, &filter);
        if (tally.heads == 0)
            continue;
        put_slice(exemption, sheet, category, county->name, &tally);
        exemption->total.heads += tally.heads;
        exemption->total.subsidy += tally.subsidy;
    }
    if (sheet_rows(sheet) > before)
        sheet_subtotal(sheet, subtotal_label(exemption, category->name));
}

/* What the document says about the ledger, and the money asked for by it. */
static void put_notes(const struct exemption *exemption, struct sheet *sheet)
{
    const struct policy *policy = exemption->set->policy;
    const struct report_order *order =
        policy_report(policy, SPECIAL_EXEMPTION_LEDGER);
    char capital[FEN_CAPITAL_SIZE];
    struct text line = TEXT_INIT;
    text_printf(&line, "免缴金额（大写）：人民币%s",
                fen_capital(exemption->total.subsidy, capital));
    sheet_note(sheet, book_text(exemption->book, &line), true);
    text_clear(&line);
    text_append(&line, "依据：");
    append_source(&line, policy, &order->source);
    text_printf(&line, "“%s”。各部门按本台账申请资金，见“资金申请”。",
                order->source.quote);
    sheet_note(sheet, book_text(exemption->book, &line), false);
    note_assumptions(sheet, exemption->book, exemption->set, SLICE_ANY);
    text_release(&line);
}

static void put_summary(struct exemption *exemption)
{
    const struct policy *policy = exemption->set->policy;
    const struct column columns[SUM_COLUMNS] = {
        [SUM_DEPARTMENT] = COLUMN("认定部门", 12, WORD),
        [SUM_CODE] =
            COLUMN("身份类别代码", code_width(exemption->set, 9), CODE),
        [SUM_CATEGORY] = COLUMN("身份类别", 24, TEXT),
        [SUM_COUNTY] = COLUMN(policy->county_noun, 14, WORD),
        [SUM_HEADS] = SUMMED("人数", 10, COUNT),
        [SUM_STANDARD] = COLUMN("免缴标准（元/人）", 12, MONEY),
        [SUM_AMOUNT] = SUMMED("免缴金额", 15, MONEY),
        [SUM_FUND] = COLUMN("资金来源", 18, TEXT),
        [SUM_APPLICANT] = COLUMN("资金申请单位", 12, WORD),
    };
    const struct sheet_plan plan = {
        .name = "分身份汇总",
        .title = "全额资助参保人员免缴台账（分身份类别汇总）",
        .unit = "单位：人、元",
        .head = "",
        .columns = columns,
        .column_count = SUM_COLUMNS,
        .has_signature = true,
        .if_empty = "本期没有全额资助的人员",
    };
    struct sheet *sheet = sheet_begin(exemption->book, &plan);
    for (uint16_t i = 0; i < policy->category_count; i++)
        if (is_exempt(&policy->categories[i]))
            put_identity(exemption, sheet, i);
    sheet_total(sheet, "合计");
    put_notes(exemption, sheet);
    sheet_end(sheet);
}

/* ---- the people of an identity ---- */

enum { WHO_DEPARTMENT = PERSON_COLUMNS, WHO_FUND, WHO_AMOUNT, WHO_COLUMNS };

static void put_person(const struct exemption *exemption, struct sheet *sheet,
                       const struct person *person, const struct home *home)
{
    const struct policy *policy = exemption->set->policy;
    const struct decision *decision = &person->decision;
    const struct category *category =
        decision_category(exemption->set, decision);
    struct value values[WHO_COLUMNS];
    person_values(person, home, sheet_rows(sheet) + 1, values);
    values[WHO_DEPARTMENT] =
        value_text(policy->departments[category->department].name);
    values[WHO_FUND] =
        value_phrase(&exemption->set->words[decision->category].fund);
    values[WHO_AMOUNT] = value_number(decision_subsidy(policy, decision));
    sheet_row(sheet, values);
}

static void put_persons(const struct exemption *exemption, struct sheet *sheet,
                        uint16_t index)
{
    struct person_walk walk = {.home = 0};
    const struct person *person;
    const struct home *home;
    const struct home *last = NULL;
    while (person_next(exemption->set, &walk, &person, &home)) {
        if (person->decision.category != index)
            continue;
        if (last != NULL && last->county_index != home->county_index)
            sheet_subtotal(sheet, subtotal_label(exemption, last->county.text));
        put_person(exemption, sheet, person, home);
        last = home;
    }
    if (last != NULL)
        sheet_subtotal(sheet, subtotal_label(exemption, last->county.text));
    sheet_total(sheet, "合计");
}

static void put_list(const struct exemption *exemption, uint16_t index)
{
    const struct report_set *set = exemption->set;
    const struct category *category = &set->policy->categories[index];
    struct slice_filter filter = SLICE_ALL;
    filter.category = index;
    const struct tally tally = slices_sum(set, &filter);
    if (tally.heads == 0)
        return;
    struct column columns[WHO_COLUMNS] = {
        [WHO_DEPARTMENT] = COLUMN("认定部门", 12, WORD),
        [WHO_FUND] = COLUMN("资金来源", 16, TEXT),
        [WHO_AMOUNT] = SUMMED("免缴金额", 12, MONEY),
    };
    person_columns(set, columns);
    struct text title = TEXT_INIT;
    text_printf(&title, "全额资助参保人员免缴台账（%s）", category->name);
    const struct sheet_plan plan = {
        .name = category->name,
        .title = book_keep(exemption->book, &title),
        .unit = "单位：元",
        .head = "",
        .columns = columns,
        .column_count = WHO_COLUMNS,
        .frozen = PERSON_COLUMNS,
        .has_signature = true,
        .if_empty = "",
    };
    struct sheet *sheet = sheet_begin(exemption->book, &plan);
    put_persons(exemption, sheet, index);
    book_expect(exemption->book, "免缴台账人数=认定人数", sheet_rows(sheet),
                tally.heads);
    book_expect(exemption->book, "免缴台账金额=资助总额",
                sheet_sum(sheet, WHO_AMOUNT), tally.subsidy);
    sheet_end(sheet);
    text_release(&title);
}

int exemption_write(const struct report_set *set, const struct report_job *job,
                    struct failure *failure)
{
    struct exemption exemption = {.set = set};
    if (report_book_open(set, job, "免缴台账", &exemption.book, failure) != 0)
        return -1;
    put_summary(&exemption);
    for (uint16_t i = 0; i < set->policy->category_count; i++)
        if (is_exempt(&set->policy->categories[i]))
            put_list(&exemption, i);
    return book_close(exemption.book, failure);
}
