/*
 * Lists for public posting, 公示: one workbook a county, everybody subsidised,
 * by town and village, with name and number masked.
 *
 * A list on a wall must not tell more than it has to: no category and no
 * department, which would tell who is disabled or ill; the number without the
 * birth date; of the name enough for neighbours to know whom it means.
 */
#include "reports/report_set.h"

#include "core/id_number.h"

enum {
    POSTED_NUMBER,
    POSTED_TOWN,
    POSTED_VILLAGE,
    POSTED_NAME,
    POSTED_ID,
    POSTED_SUBSIDY,
    POSTED_DUE,
    POSTED_COLUMNS
};

static bool is_posted(const struct report_set *set,
                      const struct home_county *county,
                      const struct decision *decision, const struct home *home)
{
    return home->county_ref == county->ref &&
           decision_subsidy(set->policy, decision) > 0;
}

bool county_is_posted(const struct report_set *set,
                      const struct home_county *county)
{
    struct slice_filter filter = SLICE_ALL;
    filter.county = county;
    return slices_sum(set, &filter).subsidy > 0;
}

static void put_person(struct book *book, struct sheet *sheet,
                       const struct report_set *set,
                       const struct person *person, const struct home *home)
{
    char id[ID_TEXT_SIZE];
    const struct decision *decision = &person->decision;
    struct text name = TEXT_INIT;
    name_append_masked(&name, person->name.text);
    const struct value values[POSTED_COLUMNS] = {
        [POSTED_NUMBER] = value_number(sheet_rows(sheet) + 1),
        [POSTED_TOWN] = value_phrase(&home->town),
        [POSTED_VILLAGE] = value_phrase(&home->village),
        [POSTED_NAME] = value_text(book_text(book, &name)),
        [POSTED_ID] = value_text(id_number_masked(decision->id, id)),
        [POSTED_SUBSIDY] =
            value_number(decision_subsidy(set->policy, decision)),
        [POSTED_DUE] =
            value_number(decision_personal_due(set->policy, decision)),
    };
    sheet_row(sheet, values);
    text_release(&name);
}

static void put_list(struct book *book, const struct report_set *set,
                     const struct home_county *county, const char *title)
{
    const struct column columns[POSTED_COLUMNS] = {
        [POSTED_NUMBER] = COLUMN("序号", 8, SERIAL),
        [POSTED_TOWN] = COLUMN(field_title(FIELD_TOWN),
                               set->gazetteer.has_towns ? 20 : 0, TEXT),
        [POSTED_VILLAGE] = COLUMN(field_title(FIELD_VILLAGE),
                                  set->gazetteer.has_villages ? 20 : 0, TEXT),
        [POSTED_NAME] = COLUMN("姓名", 12, WORD),
        [POSTED_ID] = COLUMN("证件号码", 22, CODE),
        [POSTED_SUBSIDY] = COLUMN("资助金额", 14, MONEY),
        [POSTED_DUE] = COLUMN("个人应缴", 14, MONEY),
    };
    const struct sheet_plan plan = {
        .name = "公示",
        .title = title,
        .unit = "单位：元",
        .head =
            "姓名和证件号码已隐去一部分。公示期：　　　　年　　月　　日至　　"
            "　　年　　月　　日　　对名单有异议的，请向医疗保障部门反映，电话"
            "：＿＿＿＿＿＿＿＿",
        .columns = columns,
        .column_count = POSTED_COLUMNS,
        .has_signature = false,
        .is_bulk = true,
        .if_empty = "本期没有享受资助的人员",
    };
    struct slice_filter filter = SLICE_ALL;
    filter.county = county;
    struct sheet *sheet = sheet_begin(book, &plan);
    struct person_walk walk = {.home = 0};
    const struct person *person;
    const struct home *home;
    fen sum = 0;
    while (person_next(set, &walk, &person, &home)) {
        if (!is_posted(set, county, &person->decision, home))
            continue;
        put_person(book, sheet, set, person, home);
        sum += decision_subsidy(set->policy, &person->decision);
    }
    sheet_closing(sheet, set->policy->bureau);
    book_expect(book, "公示名单资助金额=资助总额", sum,
                slices_sum(set, &filter).subsidy);
    sheet_end(sheet);
}

int notice_write(const struct report_set *set, const struct report_job *job,
                 struct failure *failure)
{
    struct book *book = NULL;
    struct text title = TEXT_INIT;
    text_printf(&title, "%s%d年度城乡居民医保资助参保人员公示名单",
                job->county->key, set->policy->insured_year);
    int status = -1;
    if (title.failed)
        failure_memory(failure);
    else
        status = report_book_open(set, job, text_of(&title), &book, failure);
    if (status == 0) {
        put_list(book, set, job->county, text_of(&title));
        status = book_close(book, failure);
    }
    text_release(&title);
    return status;
}
