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
    const struct phrase *notes; /* by the category that is in effect */
    const struct phrase *fixed; /* by column */
    struct phrase in_effect;
    struct phrase sexes[2];    /* female, male */
    struct phrase id_kinds[3]; /* of residents, and by first digit 8 and 9 */
    int64_t won, superseded;
};

/* ---- who is on it ---- */

static bool is_eligible(const struct report_set *set, uint32_t index)
{
    const enum verdict verdict = (enum verdict)set->allocation->verdicts[index];
    return verdict == VERDICT_WON || verdict == VERDICT_SUPERSEDED;
}

/* At most so many rows has each plate: all that count, also where a person has
 * several of one category. Counted in the rows as they lie, which is quicker
 * than by person. */
static void count_at_most(const struct report_set *set, size_t *counts)
{
    const struct category *categories = set->policy->categories;
    const struct roster_row *rows = set->roster->rows;
    for (uint32_t i = 0; i < set->roster->row_count; i++)
        if (is_eligible(set, i) && rows[i].category != POLICY_NONE)
            counts[categories[rows[i].category].step]++;
}

/* Puts a person on the plates. The rows are in import order: those of one
 * category stand together, and the first that counts speaks for it. */
static void put_person(const struct report_set *set, uint32_t person,
                       struct plate_list *lists)
{
    const struct decision *decision = &set->people.items[person].decision;
    uint16_t done = POLICY_NONE;
    for (uint32_t i = 0; i < decision->count; i++) {
        const uint32_t index = set->allocation->order[decision->first + i];
        const struct roster_row *row = &set->roster->rows[index];
        if (row->category == POLICY_NONE || row->category == done ||
            !is_eligible(set, index))
            continue;
        done = row->category;
        struct plate_list *list =
            &lists[set->policy->categories[row->category].step];
        list->rows[list->count++] = (struct plate_row){
            .person = person,
            .recognised = row->recognised,
            .category = row->category,
        };
    }
}

int plates_prepare(struct report_set *set)
{
    const size_t steps = set->policy->step_count;
    struct plate_list *lists =
        arena_array(set->arena, steps + 1, sizeof *lists);
    size_t *counts = arena_array(set->arena, steps + 1, sizeof *counts);
    size_t total = 0;
    if (lists == NULL || counts == NULL)
        return -1;
    count_at_most(set, counts);
    for (size_t i = 0; i < steps; i++)
        total += counts[i];
    struct plate_row *room = arena_array(set->arena, total + 1, sizeof *room);
    if (room == NULL)
        return -1;
    for (size_t i = 0; i < steps; i++) {
        lists[i].rows = room;
        room += counts[i];
    }
    for (size_t i = 0; i < set->people.count; i++) {
        people_expect(&set->people, set->allocation, i, 0);
        put_person(set, (uint32_t)i, lists);
    }
    set->plates = lists;
    return 0;
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

static const struct phrase *id_kind(const struct plate *plate, idkey id)
{
    const idkey first_digit = id / UINT64_C(10000000000000000);
    return &plate->id_kinds[first_digit < 8 ? 0 : first_digit - 7];
}

/* 生效, or what takes its place: by the category that is in effect. */
static void make_notes(struct plate *plate)
{
    const struct policy *policy = plate->set->policy;
    struct phrase *notes =
        book_array(plate->book, policy->category_count, sizeof *notes);
    struct text note = TEXT_INIT;
    for (size_t i = 0; notes != NULL && i < policy->category_count; i++) {
        text_clear(&note);
        text_printf(&note, "以“%s”为准", policy->categories[i].name);
        notes[i] = phrase_of(book_keep(plate->book, &note));
    }
    text_release(&note);
    plate->notes = notes;
    plate->in_effect = phrase_of("生效");
}

/* What stands in many rows, measured once. */
static void make_words(struct plate *plate)
{
    const struct plate_form *form = &plate->set->bureau->plate;
    struct phrase *fixed =
        book_array(plate->book, form->column_count, sizeof *fixed);
    for (size_t i = 0; fixed != NULL && i < form->column_count; i++)
        fixed[i] = phrase_of(form->columns[i].fixed);
    plate->fixed = fixed;
    plate->sexes[0] = phrase_of("女");
    plate->sexes[1] = phrase_of("男");
    plate->id_kinds[0] = phrase_of("居民身份证");
    plate->id_kinds[1] = phrase_of("港澳台居民居住证");
    plate->id_kinds[2] = phrase_of("外国人永久居留身份证");
}

/* Somebody on the plate, and what it says. */
struct plate_entry {
    const struct plate_row *row;
    const struct person *person;
    const struct home *home;
};

static const struct phrase *note_of(const struct plate *plate,
                                    const struct plate_entry *entry)
{
    const uint16_t category = entry->person->decision.category;
    return category == entry->row->category ? &plate->in_effect
                                            : &plate->notes[category];
}

static void identity_value(const struct plate *plate,
                           const struct plate_entry *entry, size_t column,
                           struct value *out)
{
    const struct policy *policy = plate->set->policy;
    const struct category *category = &policy->categories[entry->row->category];
    const struct category_words *words =
        &plate->set->words[entry->row->category];
    switch ((int)plate->set->bureau->plate.columns[column].field) {
    case PLATE_CATEGORY_CODE:
        *out = value_phrase(&words->code);
        break;
    case PLATE_CATEGORY:
        *out = value_phrase(&words->name);
        break;
    case PLATE_DEPARTMENT:
        *out = value_phrase(&words->department);
        break;
    case PLATE_RECOGNISED:
        *out = value_number(entry->row->recognised);
        break;
    case PLATE_YEAR:
        *out = value_number(policy->insured_year);
        break;
    case PLATE_SUBSIDY:
        *out = value_number(category->subsidy);
        break;
    case PLATE_PERSONAL:
        *out = value_number(category->personal_due);
        break;
    case PLATE_NOTE:
        *out = value_phrase(note_of(plate, entry));
        break;
    default:
        *out = value_phrase(&plate->fixed[column]);
        break;
    }
}

static void person_value(const struct plate *plate,
                         const struct plate_entry *entry, size_t column,
                         struct value *out)
{
    const idkey id = entry->person->decision.id;
    switch ((int)plate->set->bureau->plate.columns[column].field) {
    case PLATE_SERIAL:
        *out = value_number(sheet_rows(plate->sheet) + 1);
        break;
    case PLATE_COUNTY:
        *out = value_phrase(&entry->home->county);
        break;
    case PLATE_TOWN:
        *out = value_phrase(&entry->home->town);
        break;
    case PLATE_VILLAGE:
        *out = value_phrase(&entry->home->village);
        break;
    case PLATE_NAME:
        *out = value_phrase(&entry->person->name);
        break;
    case PLATE_ID_KIND:
        *out = value_phrase(id_kind(plate, id));
        break;
    case PLATE_ID_NUMBER:
        *out = value_id(id);
        break;
    case PLATE_SEX:
        *out = value_phrase(&plate->sexes[id_number_sex(id) == SEX_MALE]);
        break;
    case PLATE_BIRTH:
        *out = value_number(id_number_birth(id));
        break;
    default:
        identity_value(plate, entry, column, out);
        break;
    }
}

static void put_row(struct plate *plate, const struct plate_entry *entry,
                    struct value *values)
{
    const struct plate_form *form = &plate->set->bureau->plate;
    for (size_t i = 0; i < form->column_count; i++)
        person_value(plate, entry, i, &values[i]);
    sheet_row(plate->sheet, values);
    if (entry->person->decision.category == entry->row->category)
        plate->won++;
    else
        plate->superseded++;
}

/* The people of a plate are some of all: those further on are fetched early,
 * and the names of those not so far. */
static void expect_people(const struct report_set *set,
                          const struct plate_row *row, size_t left)
{
    enum { AHEAD = 8, LAST_BYTE = sizeof(struct person) - 1 };
    if (left <= (size_t)2 * AHEAD)
        return;
    const struct person *next =
        &set->people.items[row[(size_t)2 * AHEAD].person];
    FETCH_EARLY(next);
    FETCH_EARLY((const char *)next + LAST_BYTE);
    FETCH_EARLY(set->people.items[row[AHEAD].person].name.text);
}

static void put_rows(struct plate *plate, struct value *values)
{
    const struct report_set *set = plate->set;
    struct plate_entry entry = {.home = set->gazetteer.homes};
    const struct plate_list *list = &set->plates[plate->step_index];
    entry.row = list->rows;
    for (size_t i = 0; i < list->count; i++, entry.row++) {
        const uint32_t person = entry.row->person;
        expect_people(set, entry.row, list->count - i);
        while (person >= entry.home->first + entry.home->count)
            entry.home++;
        entry.person = &set->people.items[person];
        put_row(plate, &entry, values);
    }
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
        .is_bulk = true,
        .if_empty = "本步本期没有符合条件的人员",
    };
    plate->sheet = sheet_begin(plate->book, &plan);
    put_rows(plate, values);
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
    make_notes(plate);
    make_words(plate);
    if (columns == NULL || values == NULL || plate->notes == NULL ||
        plate->fixed == NULL)
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
