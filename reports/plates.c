/*
 * Load plates: one workbook a step of the import order. A plate holds
 * everyone certified for that step whose category is eligible, also those
 * whom a later step overwrites: that the provincial system lets one load
 * overwrite another is the very point of the order.
 *
 * One row a person and category. The name is that of the row that won, so
 * that a person is the same one on every plate. The columns are the bureau's:
 * as on paper, or bare, as an import form wants them.
 */
#include "reports/plates.h"

#include "reports/proof.h"
#include "reports/words.h"
#include <stdio.h>

struct plate {
    const struct report_set *set;
    const struct step *step;
    uint16_t step_index;
    struct book *book;
    struct sheet *sheet;
    int64_t won, superseded;
};

/* ---- who is on it ---- */

static bool is_eligible(const struct report_set *set, uint32_t index)
{
    const enum verdict verdict = (enum verdict)set->allocation->verdicts[index];
    return verdict == VERDICT_WON || verdict == VERDICT_SUPERSEDED;
}

/* A person's rows are in import order: those of one category stand together,
 * and the first that counts speaks for it. */
static bool next_category(const struct report_set *set, uint16_t step,
                          struct plate_walk *walk)
{
    const struct allocation *allocation = set->allocation;
    while (walk->at < walk->decision->count) {
        const uint32_t index =
            allocation->order[walk->decision->first + walk->at++];
        const struct roster_row *row = &set->roster->rows[index];
        if (row->category == POLICY_NONE || row->category == walk->done ||
            !is_eligible(set, index) ||
            set->policy->categories[row->category].step != step)
            continue;
        walk->done = row->category;
        walk->row = row;
        return true;
    }
    return false;
}

enum { STEPS_NOTED = 64 }; /* bits; of policies with more, nothing is noted */

int plates_prepare(struct report_set *set)
{
    const struct allocation *allocation = set->allocation;
    const size_t count = allocation->decision_count;
    if (set->policy->step_count > STEPS_NOTED)
        return 0;
    uint64_t *steps = arena_array(set->arena, count + 1, sizeof *steps);
    if (steps == NULL)
        return -1;
    struct person_walk walk = {.home = 0};
    const struct decision *decision;
    const struct home *home;
    for (size_t i = 0; person_next(set, &walk, &decision, &home); i++) {
        for (uint32_t k = 0; k < decision->count; k++) {
            const uint32_t index = allocation->order[decision->first + k];
            const uint16_t category = set->roster->rows[index].category;
            if (category != POLICY_NONE)
                steps[i] |= UINT64_C(1)
                            << set->policy->categories[category].step;
        }
    }
    set->steps = steps;
    return 0;
}

/* Passes over people of whom no row speaks of the step: a walk goes through
 * all of them, once a step, and most are not its own. */
static void pass_over_others(const struct report_set *set, uint16_t step,
                             struct person_walk *walk)
{
    const struct gazetteer *gazetteer = &set->gazetteer;
    while (set->steps != NULL && walk->home < gazetteer->count) {
        const struct home *home = &gazetteer->homes[walk->home];
        while (walk->at < home->count &&
               (set->steps[home->first + walk->at] >> step & 1) == 0)
            walk->at++;
        if (walk->at < home->count)
            return;
        walk->home++;
        walk->at = 0;
    }
}

bool plate_next(const struct report_set *set, uint16_t step,
                struct plate_walk *walk)
{
    while (!walk->is_inside || !next_category(set, step, walk)) {
        pass_over_others(set, step, &walk->persons);
        if (!person_next(set, &walk->persons, &walk->decision, &walk->home))
            return false;
        walk->is_inside = true;
        walk->at = 0;
        walk->done = POLICY_NONE;
    }
    return true;
}

uint32_t plate_first_row(const struct report_set *set)
{
    enum { BELOW_HEADER = 2, BELOW_TITLE_AND_HEADER = 4 };
    return set->bureau->plate.is_bare ? BELOW_HEADER : BELOW_TITLE_AND_HEADER;
}

void plate_append_name(struct text *out, const struct policy *policy,
                       size_t step)
{
    text_printf(out, "%02d-", policy->steps[step].number);
    file_name_append(out,
                     policy->departments[policy->steps[step].department].name);
    text_append(out, "-");
    file_name_append(out, policy->steps[step].label);
    text_append(out, ".xlsx");
}

/* ---- columns ---- */

static const enum column_kind kinds[PLATE_FIELD_COUNT] = {
    [PLATE_SERIAL] = COLUMN_SERIAL,   [PLATE_COUNTY] = COLUMN_WORD,
    [PLATE_TOWN] = COLUMN_TEXT,       [PLATE_VILLAGE] = COLUMN_TEXT,
    [PLATE_NAME] = COLUMN_WORD,       [PLATE_ID_KIND] = COLUMN_WORD,
    [PLATE_ID_NUMBER] = COLUMN_ID,    [PLATE_SEX] = COLUMN_WORD,
    [PLATE_BIRTH] = COLUMN_DATE,      [PLATE_CATEGORY_CODE] = COLUMN_CODE,
    [PLATE_CATEGORY] = COLUMN_TEXT,   [PLATE_DEPARTMENT] = COLUMN_WORD,
    [PLATE_RECOGNISED] = COLUMN_DATE, [PLATE_YEAR] = COLUMN_SERIAL,
    [PLATE_SUBSIDY] = COLUMN_MONEY,   [PLATE_PERSONAL] = COLUMN_MONEY,
    [PLATE_NOTE] = COLUMN_TEXT,       [PLATE_FIXED] = COLUMN_TEXT,
};

/* Places are titled as the policy calls them, where the bureau leaves it. */
static const char *title_of(const struct report_set *set,
                            const struct plate_column *column)
{
    if (*column->title != '\0')
        return column->title;
    if (column->field == PLATE_COUNTY && *set->policy->county_noun != '\0')
        return set->policy->county_noun;
    if (column->field == PLATE_TOWN)
        return field_title(FIELD_TOWN);
    return field_title(column->field == PLATE_VILLAGE ? FIELD_VILLAGE
                                                      : FIELD_COUNTY);
}

static const char *id_kind(idkey id)
{
    char text[ID_TEXT_SIZE];
    id_number_text(id, text);
    if (text[0] == '9')
        return "外国人永久居留身份证";
    return text[0] == '8' ? "港澳台居民居住证" : "居民身份证";
}

/* 生效, or what takes its place. */
static void append_note(struct text *out, const struct plate *plate,
                        const struct decision *decision, uint16_t category)
{
    if (decision->category == category)
        text_append(out, "生效");
    else
        text_printf(out, "以“%s”为准",
                    decision_category(plate->set, decision)->name);
}

static struct value identity_value(const struct plate *plate,
                                   const struct plate_walk *walk,
                                   const struct plate_column *column,
                                   const char *note)
{
    const struct policy *policy = plate->set->policy;
    const struct category *category = &policy->categories[walk->row->category];
    switch ((int)column->field) {
    case PLATE_CATEGORY_CODE:
        return value_text(category->code);
    case PLATE_CATEGORY:
        return value_text(category->name);
    case PLATE_DEPARTMENT:
        return value_text(policy->departments[category->department].name);
    case PLATE_RECOGNISED:
        return value_number(walk->row->recognised);
    case PLATE_YEAR:
        return value_number(policy->insured_year);
    case PLATE_SUBSIDY:
        return value_number(category->subsidy);
    case PLATE_PERSONAL:
        return value_number(category->personal_due);
    case PLATE_NOTE:
        return value_text(note);
    default:
        return value_text(column->fixed);
    }
}

static struct value person_value(const struct plate *plate,
                                 const struct plate_walk *walk,
                                 const struct plate_column *column,
                                 const char *note)
{
    const struct roster *roster = plate->set->roster;
    const idkey id = walk->decision->id;
    switch ((int)column->field) {
    case PLATE_SERIAL:
        return value_number(sheet_rows(plate->sheet) + 1);
    case PLATE_COUNTY:
        return value_text(walk->home->county);
    case PLATE_TOWN:
        return value_text(walk->home->town);
    case PLATE_VILLAGE:
        return value_text(walk->home->village);
    case PLATE_NAME:
        return value_text(
            roster_string(roster, roster->rows[walk->decision->row].name));
    case PLATE_ID_KIND:
        return value_text(id_kind(id));
    case PLATE_ID_NUMBER:
        return value_id(id);
    case PLATE_SEX:
        return value_text(id_number_sex(id) == SEX_MALE ? "男" : "女");
    case PLATE_BIRTH:
        return value_number(id_number_birth(id));
    default:
        return identity_value(plate, walk, column, note);
    }
}

static void put_row(struct plate *plate, const struct plate_walk *walk,
                    struct value *values)
{
    const struct plate_form *form = &plate->set->bureau->plate;
    struct text note = TEXT_INIT;
    append_note(&note, plate, walk->decision, walk->row->category);
    const char *words = book_text(plate->book, &note);
    for (size_t i = 0; i < form->column_count; i++)
        values[i] = person_value(plate, walk, &form->columns[i], words);
    sheet_row(plate->sheet, values);
    text_release(&note);
    if (walk->decision->category == walk->row->category)
        plate->won++;
    else
        plate->superseded++;
}

/* ---- the sheet ---- */

static void put_notes(const struct plate *plate)
{
    const struct policy *policy = plate->set->policy;
    const int64_t rows = plate->won + plate->superseded;
    char line[400];
    snprintf(line, sizeof line,
             "本步共 %lld 人次，其中生效 %lld 人次，以其他步骤的身份为准 %lld "
             "人次。",
             (long long)rows, (long long)plate->won,
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
    note_step_assumptions(plate->sheet, plate->book, plate->set,
                          (uint16_t)(plate->step - policy->steps));
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

/* Columns up to the number stay when scrolling. */
static size_t frozen_columns(const struct plate_form *form)
{
    for (size_t i = 0; i < form->column_count; i++)
        if (form->columns[i].field == PLATE_ID_NUMBER)
            return i + 1;
    return 0;
}

static void fill_sheet(struct plate *plate, const struct column *columns,
                       struct value *values)
{
    const struct report_set *set = plate->set;
    const struct plate_form *form = &set->bureau->plate;
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
        .column_count = form->column_count,
        .frozen = frozen_columns(form),
        .has_filter = !form->is_bare,
        .has_signature = !form->is_bare,
        .is_bare = form->is_bare,
        .if_empty = "本步本期没有符合条件的人员",
    };
    plate->sheet = sheet_begin(plate->book, &plan);
    struct plate_walk walk = {.at = 0};
    while (plate_next(set, plate->step_index, &walk))
        put_row(plate, &walk, values);
    if (!form->is_bare)
        put_notes(plate);
    sheet_end(plate->sheet);
    text_release(&title);
}

/* On paper, columns in which nothing can stand are left out. */
static double width_of(const struct report_set *set,
                       const struct plate_column *column)
{
    if (set->bureau->plate.is_bare)
        return column->width;
    if (column->field == PLATE_CATEGORY_CODE)
        return code_width(set, column->width);
    if ((column->field == PLATE_TOWN && !set->gazetteer.has_towns) ||
        (column->field == PLATE_VILLAGE && !set->gazetteer.has_villages))
        return 0;
    return column->width;
}

static void put_sheet(struct plate *plate)
{
    const struct plate_form *form = &plate->set->bureau->plate;
    struct column *columns =
        book_array(plate->book, form->column_count, sizeof *columns);
    struct value *values =
        book_array(plate->book, form->column_count, sizeof *values);
    if (columns == NULL || values == NULL)
        return;
    for (size_t i = 0; i < form->column_count; i++)
        columns[i] = (struct column){
            .title = title_of(plate->set, &form->columns[i]),
            .width = width_of(plate->set, &form->columns[i]),
            .kind = kinds[form->columns[i].field],
        };
    fill_sheet(plate, columns, values);
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
