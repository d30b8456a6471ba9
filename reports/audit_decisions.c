/*
 * The audit workbook's list of decisions: every person, also those who get
 * nothing, with each row of evidence (file, sheet, row) and what it came to.
 */
#include "reports/audit.h"
#include "reports/carried.h"
#include "reports/wording.h"
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

/* The list under way, and the words that evidence is put together from. */
struct decision_list {
    const struct report_set *set;
    struct book *book;
    struct sheet *sheet;
    const struct phrase *places; /* by roster sheet: "民政名单.xlsx!特困!" */
    struct phrase verdicts[VERDICT_COUNT]; /* "：生效" */
    struct phrase duplicate;
    struct phrase no_code, no_category;
    struct phrase carried[CARRY_COUNT];
    struct wording evidence; /* scratch */
};

static struct phrase keep_phrase(struct book *book, struct text *text)
{
    const struct phrase phrase = phrase_of(book_keep(book, text));
    text_clear(text);
    return phrase;
}

static void make_words(struct decision_list *list)
{
    const struct roster *roster = list->set->roster;
    struct phrase *places =
        book_array(list->book, roster->sheet_count + 1, sizeof *places);
    struct text words = TEXT_INIT;
    for (uint32_t i = 0; places != NULL && i < roster->sheet_count; i++) {
        place_append(&words, roster_file_name(roster, roster->sheets[i].file),
                     roster_sheet_name(roster, i), 0, 0);
        text_append(&words, "!");
        places[i] = keep_phrase(list->book, &words);
    }
    list->places = places;
    for (int i = 0; i < VERDICT_COUNT; i++) {
        text_printf(&words, "：%s", verdict_words((enum verdict)i));
        list->verdicts[i] = keep_phrase(list->book, &words);
    }
    text_release(&words);
    for (int i = 0; i < CARRY_COUNT; i++)
        list->carried[i] = phrase_of(carry_words((enum carry)i));
    list->duplicate = phrase_of("：重复，只计一次");
    list->no_code = phrase_of("");
    list->no_category = phrase_of("无符合条件的身份");
}

static void append_evidence(struct decision_list *list, uint32_t index)
{
    const struct report_set *set = list->set;
    const struct roster_row *row = &set->roster->rows[index];
    struct wording *out = &list->evidence;
    if (out->text.length > 0)
        wording_break(out);
    wording_add(out, &list->places[row->sheet]);
    wording_add_number(out, row->row);
    if (row->carry != CARRY_NONE)
        wording_add(out, &list->carried[row->carry]);
    if (row->category != POLICY_NONE) {
        wording_add_space(out);
        wording_add(out, &set->words[row->category].name);
    }
    wording_add(out, row->fate == FATE_DUPLICATE
                         ? &list->duplicate
                         : &list->verdicts[set->allocation->verdicts[index]]);
}

static void put_decision(struct decision_list *list,
                         const struct person *person, const struct home *home)
{
    const struct report_set *set = list->set;
    const struct decision *decision = &person->decision;
    const struct category_words *words = decision->category == POLICY_NONE
                                             ? NULL
                                             : &set->words[decision->category];
    struct value values[WHO_COLUMNS];
    wording_clear(&list->evidence);
    for (uint32_t i = 0; i < decision->count; i++)
        append_evidence(list, set->allocation->order[decision->first + i]);
    person_values(person, home, sheet_rows(list->sheet) + 1, values);
    values[WHO_AGE] = value_number(decision->age);
    values[WHO_CODE] =
        value_phrase(words == NULL ? &list->no_code : &words->code);
    values[WHO_CATEGORY] =
        value_phrase(words == NULL ? &list->no_category : &words->name);
    values[WHO_SUBSIDY] = value_number(decision_subsidy(set->policy, decision));
    values[WHO_DUE] =
        value_number(decision_personal_due(set->policy, decision));
    values[WHO_ROWS] = value_number(decision->accepted);
    values[WHO_EVIDENCE] = value_phrase(wording_phrase(&list->evidence));
    sheet_row(list->sheet, values);
}

static void put_decisions(struct decision_list *list)
{
    const struct report_set *set = list->set;
    struct person_walk walk = {.home = 0};
    const struct person *person;
    const struct home *home;
    while (person_next(set, &walk, &person, &home)) {
        people_expect(&set->people, set->allocation, walk.at, 0);
        put_decision(list, person, home);
    }
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
        .is_bulk = true,
        .if_empty = "本期没有认定人员",
    };
    struct decision_list list = {
        .set = set, .book = book, .evidence = WORDING_INIT};
    make_words(&list);
    list.sheet = sheet_begin(book, &plan);
    if (list.sheet != NULL)
        put_decisions(&list);
    sheet_total(list.sheet, "合计");
    check_sums(book, list.sheet, set->allocation);
    sheet_end(list.sheet);
    if (list.evidence.text.failed)
        book_fail_memory(book);
    wording_release(&list.evidence);
}
