/*
 * Fields whose values the policy lists: category, disability type and grade,
 * certificate state, status, movement.
 *
 * Category (CONTRACT "Reading a roster row"): the specific column where it is
 * filled, else the category column, else the code column; where a code stands
 * beside a name both must mean the same. A row that says nothing takes the
 * kind's default if the kind has just one category, or the sheet neither
 * column; which one may depend on the disability that the row tells. Where the
 * title names other identities too, no row takes a default. A category that
 * belongs to other rosters is returned: the wrong department cannot certify it.
 *
 * Grade: what certificate and column say together; two that do not agree
 * return the row. An unreadable grade returns it only where a category of the
 * roster asks for grades, and a missing one only where the category cannot be
 * had without.
 */
#include "core/id_number.h"
#include "core/message.h"
#include "import/person_row.h"
#include "import/values.h"
#include <string.h>

enum {
    VALUE_BROKEN = -3, /* a formula without result, already reported */
    MEMO_OFFSET = 3    /* results begin at VALUE_EMPTY + 3 = 1 */
};

/* ---- one value ---- */

static void fold_cell(const struct row_reader *reader, const struct cell *cell,
                      char out[VALUE_SIZE])
{
    char buffer[CELL_TEXT_SIZE];
    size_t length = 0;
    const char *text = row_cell_text(reader, cell, buffer, &length);
    text_fold(text, length, out, VALUE_SIZE);
}

/* A code in a number cell that lost its zeros, if just one can be meant. In a
 * text cell the zeros were not lost but left out: that is for people. */
static int full_code(const struct policy *policy, uint16_t kind,
                     const struct cell *cell, const char *folded)
{
    const char *code = "";
    const uint16_t category = code_without_zeros(policy, kind, folded, &code);
    return cell->kind == CELL_NUMBER && category != POLICY_NONE ? (int)category
                                                                : VALUE_UNKNOWN;
}

/* What a cell means: a meaning, or one of the three VALUE_ signs. */
static int read_value(struct row_reader *reader, enum field field,
                      const struct cell *cell)
{
    if (cell == NULL)
        return VALUE_EMPTY;
    const uint32_t found = memo_known(reader->memo, field, cell);
    if (found != 0)
        return (int)found - MEMO_OFFSET;
    if (row_find_uncached(reader, field, cell))
        return VALUE_BROKEN;
    uint32_t *known = memo_result(reader->memo, field, cell);
    if (known != NULL && *known != 0)
        return (int)*known - MEMO_OFFSET;
    char folded[VALUE_SIZE];
    fold_cell(reader, cell, folded);
    const struct policy *policy = reader->reading->policy;
    const uint16_t kind = reader->plan->choice.kind;
    int value = field == FIELD_DISABILITY_TYPE
                    ? value_find_types(policy, kind, folded)
                    : value_find(policy, kind, field, folded);
    if (value == VALUE_UNKNOWN && field == FIELD_CATEGORY_CODE)
        value = full_code(policy, kind, cell, folded);
    if (known != NULL)
        *known = (uint32_t)(value + MEMO_OFFSET);
    return value;
}

/* The note on an unknown category, kept for the next row that has it. */
static strref suggestion(struct row_reader *reader, enum field field,
                         const struct cell *cell)
{
    char folded[VALUE_SIZE];
    fold_cell(reader, cell, folded);
    const strref text = row_text(reader, folded, strlen(folded));
    struct known_note *known = row_known_note(reader, text);
    if (known->cell == text && known->field == field && text != 0)
        return known->note;
    struct text note = TEXT_INIT;
    const char *code = "";
    if (field == FIELD_CATEGORY_CODE &&
        code_without_zeros(reader->reading->policy, reader->plan->choice.kind,
                           folded, &code) != POLICY_NONE)
        message_append(&note, LANGUAGE_ZH, MESSAGE_ZERO_LOST, code, NULL);
    else
        category_suggest(reader->reading->policy, reader->plan->choice.kind,
                         field, folded, LANGUAGE_ZH, &note);
    reader->has_failed = reader->has_failed || note.failed;
    *known = (struct known_note){
        .field = field,
        .cell = text,
        .note = row_text(reader, text_of(&note), note.length),
    };
    text_release(&note);
    return known->note;
}

/* Reads a value that is kept as it is; `nothing` where there is none. */
static int read_plain(struct row_reader *reader, enum field field,
                      const struct cell *cell, enum diag_code unknown,
                      int nothing)
{
    const int value = read_value(reader, field, cell);
    if (value == VALUE_UNKNOWN)
        row_find(reader, unknown, field, cell, 0);
    return value < 0 ? nothing : value;
}

#define COUNT_FIELDS(list) (sizeof(list) / sizeof(list)[0])

/* ---- category ---- */

struct category_reading {
    enum field field; /* the column that names it */
    int category;     /* or VALUE_EMPTY */
    bool is_broken;   /* a column could not be read: reported */
};

/* Reads one of the columns; an unknown value is reported. */
static int read_category(struct row_reader *reader, enum field field,
                         const struct cell *cell,
                         struct category_reading *reading)
{
    const int value = read_value(reader, field, cell);
    if (value == VALUE_UNKNOWN)
        row_find(reader, DIAG_CATEGORY_UNKNOWN, field, cell,
                 suggestion(reader, field, cell));
    if (value == VALUE_UNKNOWN || value == VALUE_BROKEN)
        reading->is_broken = true;
    return value < 0 ? VALUE_EMPTY : value;
}

static strref conflict_note(struct row_reader *reader, int code, int name)
{
    const struct category *categories = reader->reading->policy->categories;
    struct text note = TEXT_INIT;
    message_append(&note, LANGUAGE_ZH, MESSAGE_CATEGORIES_DIFFER,
                   categories[code].name, categories[name].name, NULL);
    const strref ref = row_text(reader, text_of(&note), note.length);
    reader->has_failed = reader->has_failed || note.failed;
    text_release(&note);
    return ref;
}

/* A category of the policy that this kind of roster may not have. */
static void find_foreign(struct row_reader *reader,
                         const struct category_reading *reading,
                         const struct cell *cell)
{
    const struct policy *policy = reader->reading->policy;
    const uint16_t department =
        policy->categories[reading->category].department;
    struct text note = TEXT_INIT;
    message_append(&note, LANGUAGE_ZH, MESSAGE_CATEGORY_OF_OTHERS,
                   policy->departments[department].name, NULL);
    const strref ref = row_text(reader, text_of(&note), note.length);
    reader->has_failed = reader->has_failed || note.failed;
    text_release(&note);
    row_find(reader, DIAG_CATEGORY_UNKNOWN, reading->field, cell, ref);
}

/* The column where a category is missed: an empty one, if there is one. */
static enum field missing_field(const struct row_reader *reader,
                                const struct cell *const *cells)
{
    static const enum field fields[] = {FIELD_CATEGORY, FIELD_CATEGORY_SPECIFIC,
                                        FIELD_CATEGORY_CODE};
    const colnum *columns = reader->plan->columns.columns;
    enum field first = FIELD_CATEGORY;
    for (size_t i = COUNT_FIELDS(fields); i-- > 0;)
        if (columns[fields[i]] != 0)
            first = fields[i];
    for (size_t i = 0; i < COUNT_FIELDS(fields); i++)
        if (columns[fields[i]] != 0 && cells[fields[i]] == NULL)
            return fields[i];
    return first;
}

/* What the category columns say that names no category: 一般农户. */
static void append_said(const struct row_reader *reader,
                        const struct cell *const *cells, struct text *out)
{
    static const enum field fields[] = {FIELD_CATEGORY,
                                        FIELD_CATEGORY_SPECIFIC};
    const struct roster *roster = reader->roster;
    const struct column_choice *choices = roster->sheets[reader->sheet].columns;
    for (size_t i = 0; i < COUNT_FIELDS(fields); i++) {
        char buffer[CELL_TEXT_SIZE];
        char said[VALUE_SIZE];
        size_t length = 0;
        const struct cell *cell = cells[fields[i]];
        if (cell == NULL)
            continue;
        const char *text = row_cell_text(reader, cell, buffer, &length);
        name_tidy(text, length, said, sizeof said);
        message_append(out, LANGUAGE_ZH, MESSAGE_CATEGORY_SAYS,
                       roster_string(roster, choices[fields[i]].label), said,
                       NULL);
    }
}

/* The categories that the row could have, for one that says nothing. */
static void find_missing(struct row_reader *reader,
                         const struct cell *const *cells)
{
    const enum field field = missing_field(reader, cells);
    const struct policy *policy = reader->reading->policy;
    const struct roster_kind *kind = &policy->kinds[reader->plan->choice.kind];
    struct text names = TEXT_INIT;
    for (size_t i = 0; i < kind->category_count; i++) {
        if (i > 0)
            text_append(&names, message_text(MESSAGE_LIST_COMMA, LANGUAGE_ZH));
        text_append(&names, policy->categories[kind->categories[i]].name);
    }
    struct text note = TEXT_INIT;
    message_append(&note, LANGUAGE_ZH, MESSAGE_CATEGORIES_TO_CHOOSE,
                   text_of(&names), NULL);
    append_said(reader, cells, &note);
    const strref ref = row_text(reader, text_of(&note), note.length);
    reader->has_failed = reader->has_failed || names.failed || note.failed;
    text_release(&names);
    text_release(&note);
    row_find(reader, DIAG_CATEGORY_MISSING, field, cells[field], ref);
}

/* The category of a row that says nothing; POLICY_NONE where it must. */
static uint16_t default_category(const struct row_reader *reader,
                                 const struct roster_row *row)
{
    const struct policy *policy = reader->reading->policy;
    const struct roster_kind *kind = &policy->kinds[reader->plan->choice.kind];
    const colnum *columns = reader->plan->columns.columns;
    const bool has_column =
        columns[FIELD_CATEGORY] != 0 || columns[FIELD_CATEGORY_CODE] != 0;
    if (reader->plan->choice.is_mixed)
        return POLICY_NONE;
    return kind->category_count == 1 || !has_column
               ? roster_kind_default(policy, kind, row->grades, row->types)
               : POLICY_NONE;
}

static void choose_category(struct row_reader *reader,
                            const struct cell *const *cells,
                            struct category_reading *out)
{
    const int specific = read_category(reader, FIELD_CATEGORY_SPECIFIC,
                                       cells[FIELD_CATEGORY_SPECIFIC], out);
    const int name =
        read_category(reader, FIELD_CATEGORY, cells[FIELD_CATEGORY], out);
    const int code = read_category(reader, FIELD_CATEGORY_CODE,
                                   cells[FIELD_CATEGORY_CODE], out);
    out->field = specific >= 0 ? FIELD_CATEGORY_SPECIFIC : FIELD_CATEGORY;
    out->category = specific >= 0 ? specific : name;
    if (code < 0 || out->category == code)
        return;
    if (out->category >= 0) {
        out->is_broken = true;
        row_find(reader, DIAG_CATEGORY_CONFLICT, FIELD_CATEGORY_CODE,
                 cells[FIELD_CATEGORY_CODE],
                 conflict_note(reader, code, out->category));
        return;
    }
    out->field = FIELD_CATEGORY_CODE;
    out->category = code;
}

/* The row's category; its grades and types are read before. */
static uint16_t category_of(struct row_reader *reader,
                            const struct cell *const *cells,
                            const struct roster_row *row)
{
    struct category_reading reading = {.category = VALUE_EMPTY};
    choose_category(reader, cells, &reading);
    if (reading.is_broken)
        return POLICY_NONE;
    if (reading.category < 0) {
        const uint16_t category = default_category(reader, row);
        if (category == POLICY_NONE)
            find_missing(reader, cells);
        return category;
    }
    const uint16_t category = (uint16_t)reading.category;
    if (kind_allows(reader->reading->policy, reader->plan->choice.kind,
                    category))
        return category;
    find_foreign(reader, &reading, cells[reading.field]);
    return POLICY_NONE;
}

/* ---- disability ---- */

/* Whether nobody has the category without a grade. */
static bool needs_grade(const struct row_reader *reader, uint16_t category)
{
    const struct policy *policy = reader->reading->policy;
    const struct roster_kind *kind = &policy->kinds[reader->plan->choice.kind];
    if ((kind->required & UINT32_C(1) << FIELD_DISABILITY_GRADE) != 0)
        return true;
    if (category == POLICY_NONE)
        return false;
    const struct category *wanted = &policy->categories[category];
    for (size_t i = 0; i < wanted->alternative_count; i++)
        if (wanted->alternatives[i].grades == 0)
            return false;
    return wanted->alternative_count > 0;
}

/* The column where a missing grade is missed. */
static enum field grade_field(const struct row_reader *reader)
{
    const colnum *columns = reader->plan->columns.columns;
    if (columns[FIELD_DISABILITY_GRADE] != 0)
        return FIELD_DISABILITY_GRADE;
    return columns[FIELD_CERTIFICATE] != 0 ? FIELD_CERTIFICATE
                                           : FIELD_ID_NUMBER;
}

/* "2" for the only bit of a mask, "1、2" for several. */
static strref digits_of(struct row_reader *reader, unsigned mask)
{
    struct text digits = TEXT_INIT;
    for (unsigned digit = 0; digit < 8; digit++) {
        if ((mask >> digit & 1) == 0)
            continue;
        if (digits.length > 0)
            text_append(&digits, "、");
        text_append_int(&digits, digit);
    }
    const strref ref = row_text(reader, text_of(&digits), digits.length);
    reader->has_failed = reader->has_failed || digits.failed;
    text_release(&digits);
    return ref;
}

/* Whether the column could be read; what is wrong with it is reported. */
static bool read_grade(struct row_reader *reader,
                       const struct cell *const *cells,
                       const struct person_id *id, struct roster_row *out)
{
    const struct cell *cell = cells[FIELD_DISABILITY_GRADE];
    const int grades = read_value(reader, FIELD_DISABILITY_GRADE, cell);
    out->grades = id->grades;
    if (grades == VALUE_BROKEN)
        return false;
    if (grades == VALUE_UNKNOWN)
        return false; /* reported when the category is known */
    if (grades > 0 && id->grades != 0 && (grades & id->grades) == 0)
        row_find(reader, DIAG_GRADE_CONFLICT, FIELD_DISABILITY_GRADE, cell,
                 digits_of(reader, id->grades));
    else if (grades > 0 && id->grades == 0)
        out->grades = (uint8_t)grades;
    return true;
}

static void read_types(struct row_reader *reader,
                       const struct cell *const *cells,
                       const struct person_id *id, struct roster_row *out)
{
    enum { MULTIPLE = 1 << 7 };
    const struct cell *cell = cells[FIELD_DISABILITY_TYPE];
    const bool is_asked = reader->reading->asks_types;
    if (cell != NULL && cell->kind == CELL_UNCACHED && !is_asked)
        cell = NULL;
    const int types = read_value(reader, FIELD_DISABILITY_TYPE, cell);
    out->types = id->types;
    if (types == VALUE_UNKNOWN && is_asked)
        row_find(reader, DIAG_TYPE_UNKNOWN, FIELD_DISABILITY_TYPE, cell, 0);
    if (types <= 0)
        return;
    const unsigned both = (unsigned)types & id->types;
    const bool is_multiple = (((unsigned)types | id->types) & MULTIPLE) != 0;
    if (id->types != 0 && both == 0 && !is_multiple && is_asked)
        row_find(reader, DIAG_TYPE_CONFLICT, FIELD_DISABILITY_TYPE, cell,
                 digits_of(reader, id->types));
    else if (id->types == 0 || is_multiple)
        out->types = (uint8_t)((unsigned)types | id->types);
}

/* Whether the person has the category by age and sex alone, whatever the
 * grade. */
static bool has_without_grade(const struct row_reader *reader,
                              const struct roster_row *row)
{
    const struct policy *policy = reader->reading->policy;
    if (row->category == POLICY_NONE || row->id == 0)
        return false;
    const struct category *category = &policy->categories[row->category];
    const int age =
        ymd_age(id_number_birth(row->id), reader->reading->options->as_of);
    for (size_t i = 0; i < category->alternative_count; i++) {
        const struct alternative *way = &category->alternatives[i];
        if (way->grades == 0 && way->types == 0 && way->sex == SEX_ANY &&
            (way->age_min < 0 || age >= way->age_min) &&
            (way->age_max < 0 || age <= way->age_max))
            return true;
    }
    return false;
}

/* An unreadable grade returns the row only where a condition needs it. */
static void judge_unknown_grade(struct row_reader *reader,
                                const struct cell *const *cells,
                                const struct roster_row *row)
{
    const struct cell *cell = cells[FIELD_DISABILITY_GRADE];
    if (read_value(reader, FIELD_DISABILITY_GRADE, cell) != VALUE_UNKNOWN)
        return;
    const bool is_needed =
        reader->asks_grades && !has_without_grade(reader, row);
    row_find(reader, is_needed ? DIAG_GRADE_UNKNOWN : DIAG_GRADE_NOT_USED,
             FIELD_DISABILITY_GRADE, cell, 0);
}

void person_values_read(struct row_reader *reader,
                        const struct cell *const *cells,
                        const struct person_id *id, struct roster_row *out)
{
    read_types(reader, cells, id, out);
    const bool is_grade_read = read_grade(reader, cells, id, out);
    out->category = category_of(reader, cells, out);
    if (!is_grade_read)
        judge_unknown_grade(reader, cells, out);
    if (is_grade_read && out->grades == 0 && !id->has_bad_certificate &&
        needs_grade(reader, out->category))
        row_find(reader, DIAG_GRADE_MISSING, grade_field(reader),
                 cells[FIELD_DISABILITY_GRADE], 0);
    out->has_invalid_certificate =
        read_plain(reader, FIELD_CERTIFICATE_STATE,
                   cells[FIELD_CERTIFICATE_STATE], DIAG_STATE_UNKNOWN,
                   CERTIFICATE_VALID) == CERTIFICATE_INVALID;
    out->is_ended =
        read_plain(reader, FIELD_STATUS, cells[FIELD_STATUS],
                   DIAG_STATUS_UNKNOWN, STATUS_CURRENT) == STATUS_ENDED;
    out->movement =
        (uint8_t)read_plain(reader, FIELD_MOVEMENT, cells[FIELD_MOVEMENT],
                            DIAG_MOVEMENT_UNKNOWN, (int)reader->plan->movement);
}
