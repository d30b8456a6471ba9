/*
 * The people of a fund request: those whom the applicant applies for, and
 * those of its own whom another applicant pays for, so that nobody asks why
 * they are missing.
 */
#include "reports/fund_request.h"

static bool is_of_county(const struct request *request, const struct home *home)
{
    return request->county == NULL || request->county->ref == home->county_ref;
}

/* ---- persons ---- */

enum {
    WHO_CODE = PERSON_COLUMNS,
    WHO_CATEGORY,
    WHO_FUND,
    WHO_AMOUNT,
    WHO_COLUMNS
};

void request_people(const struct request *request)
{
    const struct report_set *set = request->set;
    struct column columns[WHO_COLUMNS] = {
        [WHO_CODE] = COLUMN("身份类别代码", code_width(set, 9), CODE),
        [WHO_CATEGORY] = COLUMN("身份类别", 18, TEXT),
        [WHO_FUND] = COLUMN("资金来源", 14, WORD),
        [WHO_AMOUNT] = SUMMED("资助金额", 12, MONEY),
    };
    person_columns(set, columns);
    const struct sheet_plan plan = {
        .name = "人员明细",
        .title = "资助参保人员明细表",
        .unit = "单位：元",
        .head = "",
        .columns = columns,
        .column_count = WHO_COLUMNS,
        .frozen = PERSON_COLUMNS,
        .has_filter = true,
        .has_signature = true,
        .is_bulk = true,
        .if_empty = "本期没有由本单位申请资助的人员",
    };
    struct sheet *sheet = sheet_begin(request->book, &plan);
    struct person_walk walk = {.home = 0};
    const struct person *person;
    const struct home *home;
    while (person_next(set, &walk, &person, &home)) {
        const struct decision *decision = &person->decision;
        const struct category *category = decision_category(set, decision);
        if (category == NULL || category->applicant != request->index ||
            !is_of_county(request, home))
            continue;
        struct value values[WHO_COLUMNS];
        const struct category_words *words = &set->words[decision->category];
        person_values(person, home, sheet_rows(sheet) + 1, values);
        values[WHO_CODE] = value_phrase(&words->code);
        values[WHO_CATEGORY] = value_phrase(&words->name);
        values[WHO_FUND] = value_phrase(&words->fund);
        values[WHO_AMOUNT] =
            value_number(decision_subsidy(set->policy, decision));
        sheet_row(sheet, values);
    }
    sheet_total(sheet, "合计");
    book_expect(request->book, "人员明细人数=认定人数", sheet_rows(sheet),
                request->total.heads);
    book_expect(request->book, "人员明细金额=资助总额",
                sheet_sum(sheet, WHO_AMOUNT), request->total.subsidy);
    sheet_end(sheet);
}

/* ---- paid for by others ---- */

enum {
    ELSE_OWN = PERSON_COLUMNS,
    ELSE_WINNER,
    ELSE_APPLICANT,
    ELSE_FUND,
    ELSE_COLUMNS
};

/* The eligible category of the applicant that another one overwrote, or
 * NULL. */
static const struct category *overwritten(const struct request *request,
                                          const struct decision *decision)
{
    const struct allocation *allocation = request->set->allocation;
    const struct policy *policy = request->set->policy;
    for (uint32_t i = 0; i < decision->count; i++) {
        const uint32_t index = allocation->order[decision->first + i];
        const struct roster_row *row = &request->set->roster->rows[index];
        if (allocation->verdicts[index] == VERDICT_SUPERSEDED &&
            policy->categories[row->category].applicant == request->index)
            return &policy->categories[row->category];
    }
    return NULL;
}

/* The person's category of the applicant's, where another one pays. */
static const struct category *paid_elsewhere(const struct request *request,
                                             const struct decision *decision)
{
    const struct category *winner = decision_category(request->set, decision);
    if (winner == NULL || winner->applicant == request->index ||
        (decision->flags & DECISION_OVERLAP) == 0)
        return NULL;
    return overwritten(request, decision);
}

static void put_other_payer(const struct request *request, struct sheet *sheet,
                            const struct person *person,
                            const struct home *home)
{
    const struct policy *policy = request->set->policy;
    const struct decision *decision = &person->decision;
    const struct category *winner = decision_category(request->set, decision);
    const struct category *own = paid_elsewhere(request, decision);
    if (own == NULL)
        return;
    struct value values[ELSE_COLUMNS];
    person_values(person, home, sheet_rows(sheet) + 1, values);
    values[ELSE_OWN] = value_text(own->name);
    values[ELSE_WINNER] =
        value_phrase(&request->set->words[decision->category].name);
    values[ELSE_APPLICANT] =
        value_text(winner->applicant == POLICY_NONE
                       ? ""
                       : policy->applicants[winner->applicant].name);
    values[ELSE_FUND] =
        value_phrase(&request->set->words[decision->category].fund);
    sheet_row(sheet, values);
}

bool request_has_others(const struct request *request)
{
    return request->set->policy->applicant_count > 1;
}

void request_others(const struct request *request)
{
    const struct report_set *set = request->set;
    struct column columns[ELSE_COLUMNS] = {
        [ELSE_OWN] = COLUMN("本单位申请的类别", 18, TEXT),
        [ELSE_WINNER] = COLUMN("生效的类别", 18, TEXT),
        [ELSE_APPLICANT] = COLUMN("资助申请单位", 12, WORD),
        [ELSE_FUND] = COLUMN("资金来源", 14, WORD),
    };
    person_columns(set, columns);
    const struct sheet_plan plan = {
        .name = "已由他部门资助",
        .title = "已由他部门资助人员名单",
        .unit = "",
        .head = "下列人员也有本单位申请资助的身份，但每人只资助一次，"
                "以生效的身份为准，不在本单位申请之列。",
        .columns = columns,
        .column_count = ELSE_COLUMNS,
        .frozen = PERSON_COLUMNS,
        .has_filter = true,
        .has_signature = true,
        .if_empty = "本期没有这类人员",
    };
    struct sheet *sheet = sheet_begin(request->book, &plan);
    struct person_walk walk = {.home = 0};
    const struct person *person;
    const struct home *home;
    while (person_next(set, &walk, &person, &home))
        if (is_of_county(request, home))
            put_other_payer(request, sheet, person, home);
    book_expect(request->book, "已由他部门资助人数", sheet_rows(sheet),
                request->others);
    sheet_end(sheet);
}

int64_t request_count_others(const struct request *request)
{
    struct person_walk walk = {.home = 0};
    const struct person *person;
    const struct home *home;
    int64_t count = 0;
    while (person_next(request->set, &walk, &person, &home))
        count += is_of_county(request, home) &&
                 paid_elsewhere(request, &person->decision) != NULL;
    return count;
}
