/*
 * Judging the sheets of a workbook by their first rows.
 *
 * What people are listed in must be read right or refused; what is only
 * beside the list (statistics, instructions) is left out with a warning. A
 * sheet lists people if its header has a column for ID numbers, or if ID
 * numbers stand in its first rows. So a list whose header is not understood
 * stops the run and is never taken for an empty one, while a table of sums
 * does not.
 *
 * A sheet that no word tells the kind of (one a village, the title only on
 * the first) takes the kind that all other rosters of its workbook have, if
 * its columns allow it.
 */
#include "import/survey.h"

#include "core/message.h"
#include "import/household.h"
#include "import/no_roster.h"
#include "import/title_words.h"
#include <string.h>

enum { TITLE_SIZE = 4096 };

static uint32_t bit(enum field field)
{
    return UINT32_C(1) << field;
}

static enum language language_of(const struct survey *survey)
{
    return survey->reading->options->language;
}

const char *survey_sheet_name(const struct survey *survey, size_t sheet)
{
    const struct workbook *workbook = survey->workbook;
    return workbook->is_named_after_file ? "" : workbook->sheets[sheet].name;
}

/* Keeps a built text in the arena and releases it; NULL when memory ran out.
 */
static const char *keep(const struct survey *survey, struct text *text)
{
    const char *kept =
        text->failed ? NULL
                     : arena_text(survey->arena, text_of(text), text->length);
    text_release(text);
    return kept;
}

static const char *fold(const struct survey *survey, const char *text,
                        size_t length)
{
    char folded[TITLE_SIZE];
    const size_t size = text_fold(text, length, folded, sizeof folded);
    return arena_text(survey->arena, folded, size);
}

/* Sets what is wrong with a sheet. 0, or -1 when memory ran out. */
static int set_problem(const struct survey *survey, struct sheet_plan *plan,
                       enum plan_status status, enum diag_code problem,
                       struct text *note)
{
    plan->status = status;
    plan->problem = problem;
    plan->note = keep(survey, note);
    return plan->note == NULL ? -1 : 0;
}

/* Leaves a sheet out. The note becomes a finding that is kept, and is Chinese
 * like all of them; a failure says the same in the language of the run. */
static int leave_out(const struct survey *survey, struct sheet_plan *plan,
                     enum plan_status status, enum diag_code problem,
                     enum message why)
{
    struct text note = TEXT_INIT;
    const bool is_kept = !survey->reading->is_inspecting;
    plan->why = why;
    plan->status = status;
    survey_append_why(survey, plan, is_kept ? LANGUAGE_ZH : language_of(survey),
                      &note);
    return set_problem(survey, plan, status, problem, &note);
}

/* ---- titles ---- */

static bool is_annex(const char *folded)
{
    return strncmp(folded, "附件", strlen("附件")) == 0 ||
           strncmp(folded, "附表", strlen("附表")) == 0;
}

/* The first text above the header that is no "附件1", and all of them. */
static int read_above(const struct survey *survey, struct sheet_plan *plan)
{
    struct text above = TEXT_INIT;
    plan->title = plan->title_folded = "";
    for (size_t i = 0; i < plan->head.count; i++) {
        const struct head_line *line = &plan->head.lines[i];
        if (plan->header.row != 0 && line->row >= plan->header.row)
            break;
        for (colnum column = 1; column <= line->width; column++) {
            const char *folded = head_folded(line, column);
            if (folded[0] == '\0' || above.length > TITLE_SIZE)
                continue;
            text_append(&above, folded);
            text_append(&above, "|");
            if (plan->title[0] == '\0' && !is_annex(folded)) {
                plan->title = head_shown(line, column);
                plan->title_folded = folded;
            }
        }
        if (plan->header.row == 0)
            break; /* without a header the first line is the title */
    }
    plan->above = keep(survey, &above);
    return plan->above == NULL ? -1 : 0;
}

static int tell_county(const struct survey *survey, size_t sheet,
                       struct sheet_plan *plan)
{
    const struct mention_words *counties = &survey->reading->counties;
    const char *name = survey_sheet_name(survey, sheet);
    const char *file = survey->file_name;
    const char *folded_name = fold(survey, name, strlen(name));
    const char *folded_file = fold(survey, file, strlen(file));
    if (folded_name == NULL || folded_file == NULL)
        return -1;
    plan->county = mentions_only(counties, plan->above);
    if (plan->county == POLICY_NONE)
        plan->county = mentions_only(counties, folded_name);
    if (plan->county == POLICY_NONE)
        plan->county = mentions_only(counties, folded_file);
    return 0;
}

static int tell_kind(const struct survey *survey, size_t sheet,
                     struct sheet_plan *plan)
{
    const char *name = survey_sheet_name(survey, sheet);
    const char *dot = strrchr(survey->file_name, '.');
    const size_t length = dot == NULL ? strlen(survey->file_name)
                                      : (size_t)(dot - survey->file_name);
    const struct kind_hints hints = {
        .title = plan->above,
        .sheet = fold(survey, name, strlen(name)),
        .file = fold(survey, survey->file_name, length),
        .header = &plan->header,
        .has_certificates = plan->head.has_certificates,
    };
    if (hints.sheet == NULL || hints.file == NULL)
        return -1;
    if (survey->named_kind == POLICY_NONE)
        return kind_tell(&survey->reading->kinds, &hints, survey->arena,
                         &plan->choice);
    kind_given(&survey->reading->kinds, &hints, survey->named_kind,
               &plan->choice);
    return 0;
}

/* ---- sheets that are no rosters, or broken ones ---- */

/* No header: a list that is not understood if people are in sight. */
static int judge_headless(const struct survey *survey, size_t sheet,
                          struct sheet_plan *plan)
{
    const enum language language = language_of(survey);
    const bool is_only =
        survey->workbook->sheet_count == 1 && survey->named_kind != POLICY_NONE;
    const bool is_near =
        (plan->header.near_fields & (bit(FIELD_ID_NUMBER) | bit(FIELD_NAME) |
                                     bit(FIELD_CERTIFICATE))) != 0;
    struct text note = TEXT_INIT;
    plan->is_numberless = !plan->head.has_id_numbers;
    if (plan->is_numberless && !is_only && !is_near) {
        /* for what is nearest, where the file has no roster at all */
        if (tell_kind(survey, sheet, plan) != 0)
            return -1;
        plan->choice.kind = POLICY_NONE;
        return leave_out(survey, plan, PLAN_NOT_ROSTER, DIAG_SHEET_NOT_ROSTER,
                         MESSAGE_SHEET_NO_HEADER);
    }
    struct text fields = TEXT_INIT;
    struct text row = TEXT_INIT;
    const uint32_t wanted = bit(FIELD_ID_NUMBER) | bit(FIELD_NAME);
    reading_append_fields(survey->reading, wanted & ~plan->header.near_fields,
                          &fields);
    text_append_int(&row, plan->header.near_row);
    if (plan->header.near_row != 0)
        message_append(&note, language, MESSAGE_HEADER_NEAR, text_of(&fields),
                       text_of(&row), NULL);
    else
        message_append(&note, language, MESSAGE_HEADER_NONE, text_of(&fields),
                       NULL);
    note.failed = note.failed || fields.failed || row.failed;
    text_release(&fields);
    text_release(&row);
    return set_problem(survey, plan, PLAN_REFUSED, DIAG_HEADER_MISSING, &note);
}

/* A header without a column for the person's own number. */
static int judge_numberless(const struct survey *survey,
                            struct sheet_plan *plan)
{
    struct text note = TEXT_INIT;
    const colnum other = plan->columns.other_id;
    if (other != 0) {
        plan->problem_column = other;
        message_append(&note, language_of(survey), MESSAGE_HOUSEHOLD_NUMBER,
                       plan->header.labels[other - 1].shown, NULL);
        return set_problem(survey, plan, PLAN_REFUSED, DIAG_HOUSEHOLD_LIST,
                           &note);
    }
    if (plan->head.has_id_numbers || plan->choice.has_words) {
        plan->is_numberless = !plan->head.has_id_numbers;
        reading_append_fields(survey->reading, bit(FIELD_ID_NUMBER), &note);
        return set_problem(survey, plan, PLAN_REFUSED, DIAG_COLUMN_MISSING,
                           &note);
    }
    return leave_out(survey, plan, PLAN_NOT_ROSTER, DIAG_SHEET_NOT_ROSTER,
                     MESSAGE_SHEET_NO_ID);
}

/* ---- lists of households ---- */

/* What `inspect` and the failure say of a list of households. */
static void append_household(const struct survey *survey, size_t sheet,
                             const struct sheet_plan *plan,
                             enum household_sign sign, struct text *note)
{
    const enum language language = language_of(survey);
    const colnum column = plan->problem_column;
    const char *label =
        column == 0 ? "" : plan->header.labels[column - 1].shown;
    switch (sign) {
    case HOUSEHOLD_BY_NAME:
        message_append(note, language, MESSAGE_HOUSEHOLD_NAME, label, NULL);
        break;
    case HOUSEHOLD_BY_TITLE:
        message_append(note, language, MESSAGE_HOUSEHOLD_TITLE,
                       household_is_titled(plan->title_folded)
                           ? plan->title
                           : survey_sheet_name(survey, sheet),
                       NULL);
        break;
    case HOUSEHOLD_BY_COUNT:
        message_append(note, language, MESSAGE_HOUSEHOLD_COUNT, label, NULL);
        break;
    case HOUSEHOLD_NONE:
        break;
    }
}

/* Refuses a list in which a row stands for a household. 0, or -1 when memory
 * ran out. */
static int judge_household(const struct survey *survey, size_t sheet,
                           uint16_t kind, struct sheet_plan *plan)
{
    const char *name = survey_sheet_name(survey, sheet);
    const struct household_hints hints = {
        .head = &plan->head,
        .header = &plan->header,
        .columns = &plan->columns,
        .kind =
            kind == POLICY_NONE ? NULL : &survey->reading->policy->kinds[kind],
        .title = plan->title_folded,
        .sheet = fold(survey, name, strlen(name)),
    };
    struct text note = TEXT_INIT;
    if (hints.sheet == NULL)
        return -1;
    const enum household_sign sign =
        household_tell(&hints, &plan->problem_column);
    if (sign == HOUSEHOLD_NONE)
        return 0;
    append_household(survey, sheet, plan, sign, &note);
    return set_problem(survey, plan, PLAN_REFUSED, DIAG_HOUSEHOLD_LIST, &note);
}

/* The kind was not told, or lacks a column. */
static int judge_kindless(const struct survey *survey, struct sheet_plan *plan)
{
    const struct kind_choice *choice = &plan->choice;
    const enum language language = language_of(survey);
    struct text note = TEXT_INIT;
    struct text fields = TEXT_INIT;
    struct text kind = TEXT_INIT;
    reading_append_fields(survey->reading, choice->lacks, &fields);
    if (choice->problem == DIAG_KIND_AMBIGUOUS) {
        for (size_t i = 0; i < choice->rival_count; i++) {
            if (i > 0)
                text_append(&note, message_text(MESSAGE_LIST_COMMA, language));
            survey_append_kind(survey, choice->rivals[i], language, &note);
        }
    } else if (choice->problem == DIAG_COLUMN_MISSING && choice->is_mixed) {
        message_append(&note, language, MESSAGE_CATEGORY_OF_EACH,
                       text_of(&fields), NULL);
    } else if (choice->problem == DIAG_COLUMN_MISSING) {
        text_append(&note, text_of(&fields));
    } else if (choice->nearest != POLICY_NONE) {
        survey_append_kind(survey, choice->nearest, language, &kind);
        message_append(&note, language, MESSAGE_KIND_NEAREST, text_of(&kind),
                       text_of(&fields), NULL);
    }
    note.failed = note.failed || fields.failed || kind.failed;
    text_release(&fields);
    text_release(&kind);
    return set_problem(survey, plan, PLAN_REFUSED, choice->problem, &note);
}

/* ---- one sheet ---- */

/* What title, sheet name or file name say of movements: the first of them
 * that is not silent, or UNCLEAR where title and sheet name differ. The file's
 * name counts only where the sheet says nothing of itself. */
static int find_movement(const struct survey *survey, size_t sheet,
                         struct sheet_plan *plan, enum title_movement *out)
{
    const char *name = survey_sheet_name(survey, sheet);
    const char *file = survey->file_name;
    const char *const shown[] = {plan->title, name, file};
    const char *const texts[] = {plan->title_folded,
                                 fold(survey, name, strlen(name)),
                                 fold(survey, file, strlen(file))};
    const struct policy *policy = survey->reading->policy;
    const size_t count =
        plan->title[0] == '\0' && !plan->choice.has_words ? 3 : 2;
    *out = TITLE_SILENT;
    plan->mover = "";
    if (texts[1] == NULL || texts[2] == NULL ||
        title_words_init(&plan->movers, policy, plan->choice.kind,
                         survey->arena) != 0)
        return -1;
    for (size_t i = 0; i < count; i++) {
        const enum title_movement said =
            title_movement(&plan->movers, texts[i]);
        if (said == TITLE_SILENT || said == *out || (i == 2 && *out != 0))
            continue;
        plan->mover = shown[i];
        *out = *out == TITLE_SILENT ? said : TITLE_UNCLEAR;
    }
    return 0;
}

/* Takes the movement of rows that name none from title or sheet name; refuses
 * the sheet where these do not tell who was removed. 0, or -1 when memory ran
 * out. */
static int tell_movement(const struct survey *survey, size_t sheet,
                         struct sheet_plan *plan)
{
    static const enum movement movements[] = {
        [TITLE_SILENT] = MOVEMENT_NONE,     [TITLE_ADDED] = MOVEMENT_ADDED,
        [TITLE_REMOVED] = MOVEMENT_REMOVED, [TITLE_CHANGED] = MOVEMENT_CHANGED,
        [TITLE_UNCLEAR] = MOVEMENT_NONE,
    };
    enum title_movement said;
    if (find_movement(survey, sheet, plan, &said) != 0)
        return -1;
    plan->movement = movements[said];
    if (said != TITLE_UNCLEAR || plan->columns.columns[FIELD_MOVEMENT] != 0)
        return 0;
    struct text note = TEXT_INIT;
    text_append(&note, plan->mover);
    return set_problem(survey, plan, PLAN_REFUSED, DIAG_MOVEMENT_UNCLEAR,
                       &note);
}

static int tell_month(const struct survey *survey, size_t sheet,
                      struct sheet_plan *plan)
{
    if (survey->reading->options->is_any_month)
        return 0;
    const ymd as_of = survey->reading->options->as_of;
    const char *name = survey_sheet_name(survey, sheet);
    const char *folded = fold(survey, name, strlen(name));
    if (folded == NULL)
        return -1;
    if (title_names_other_month(plan->title_folded, as_of))
        plan->dated = plan->title;
    else if (title_names_other_month(folded, as_of))
        plan->dated = name;
    return 0;
}

static int accept_kind(const struct survey *survey, size_t sheet, uint16_t kind)
{
    struct sheet_plan *plan = &survey->plans[sheet];
    plan->status = PLAN_ROSTER;
    plan->problem = DIAG_NONE;
    plan->note = "";
    plan->choice.kind = kind;
    header_columns(&plan->header, &survey->reading->labels, kind,
                   &plan->columns);
    return tell_movement(survey, sheet, plan) != 0 ||
                   tell_month(survey, sheet, plan) != 0
               ? -1
               : 0;
}

static int judge(const struct survey *survey, size_t sheet,
                 struct sheet_plan *plan)
{
    const struct label_index *labels = &survey->reading->labels;
    if (header_find(&plan->head, labels, survey->arena, &plan->header) != 0 ||
        read_above(survey, plan) != 0 || tell_county(survey, sheet, plan) != 0)
        return -1;
    if (plan->header.row == 0)
        return judge_headless(survey, sheet, plan);
    if (tell_kind(survey, sheet, plan) != 0)
        return -1;
    const uint16_t kind = plan->choice.nearest;
    header_columns(&plan->header, labels, kind, &plan->columns);
    if (plan->columns.columns[FIELD_ID_NUMBER] == 0 &&
        plan->columns.columns[FIELD_CERTIFICATE] == 0)
        return judge_numberless(survey, plan);
    if (judge_household(survey, sheet, kind, plan) != 0)
        return -1;
    if (plan->status == PLAN_REFUSED)
        return 0;
    if (plan->choice.kind == POLICY_NONE)
        return judge_kindless(survey, plan);
    return accept_kind(survey, sheet, plan->choice.kind);
}

static bool is_left_hidden(const struct survey *survey, size_t sheet)
{
    return survey->workbook->sheets[sheet].visibility != SHEET_VISIBLE &&
           !survey->reading->options->includes_hidden;
}

/* A hidden sheet, which was judged like any other: says what it looks like,
 * and leaves it out. */
static int leave_hidden(const struct survey *survey, size_t sheet,
                        struct sheet_plan *plan)
{
    const bool is_deep =
        survey->workbook->sheets[sheet].visibility == SHEET_VERY_HIDDEN;
    if (plan->status == PLAN_ROSTER)
        plan->looks_like = plan->choice.kind;
    plan->header = (struct header){.row = 0};
    plan->columns = (struct field_columns){.other_id = 0};
    plan->problem_column = 0;
    plan->is_numberless = false;
    return leave_out(survey, plan, PLAN_HIDDEN, DIAG_SHEET_HIDDEN,
                     is_deep ? MESSAGE_SHEET_IS_VERY_HIDDEN
                             : MESSAGE_SHEET_IS_HIDDEN);
}

static int look_at_sheet(const struct survey *survey, size_t sheet,
                         struct failure *failure)
{
    struct sheet_plan *plan = &survey->plans[sheet];
    plan->title = plan->title_folded = plan->above = plan->note = "";
    plan->mover = plan->dated = "";
    plan->choice.kind = plan->county = plan->looks_like = POLICY_NONE;
    if (head_read(survey->workbook, sheet, survey->arena, &plan->head,
                  failure) != 0)
        return -1;
    int result = 0;
    if (plan->head.is_empty) {
        result =
            leave_out(survey, plan, PLAN_EMPTY, DIAG_NONE, MESSAGE_SHEET_EMPTY);
    } else {
        result = judge(survey, sheet, plan);
        if (result == 0 && is_left_hidden(survey, sheet))
            result = leave_hidden(survey, sheet, plan);
    }
    return result == 0 ? 0 : failure_memory(failure);
}

/* ---- the workbook ---- */

/* The kind of all its rosters; POLICY_NONE where they differ or there is
 * none. */
static uint16_t common_kind(const struct survey *survey)
{
    uint16_t common = POLICY_NONE;
    for (size_t i = 0; i < survey->workbook->sheet_count; i++) {
        const struct sheet_plan *plan = &survey->plans[i];
        if (plan->status != PLAN_ROSTER)
            continue;
        if (common != POLICY_NONE && common != plan->choice.kind)
            return POLICY_NONE;
        common = plan->choice.kind;
    }
    return common;
}

static int adopt_kind(const struct survey *survey, size_t sheet, uint16_t kind)
{
    const struct sheet_plan *plan = &survey->plans[sheet];
    const struct kind_choice *choice = &plan->choice;
    if (plan->status != PLAN_REFUSED || choice->has_words ||
        choice->problem != DIAG_KIND_AMBIGUOUS)
        return 0;
    for (size_t i = 0; i < choice->rival_count; i++)
        if (choice->rivals[i] == kind)
            return accept_kind(survey, sheet, kind) != 0 ||
                           judge_household(survey, sheet, kind,
                                           &survey->plans[sheet]) != 0
                       ? -1
                       : 0;
    return 0;
}

/* Beside a roster, a sheet without anybody's number is no list of people. */
static int drop_numberless(const struct survey *survey, struct sheet_plan *plan)
{
    if (survey->rosters == 0 || plan->status != PLAN_REFUSED ||
        !plan->is_numberless)
        return 0;
    return leave_out(survey, plan, PLAN_NOT_ROSTER, DIAG_SHEET_NOT_ROSTER,
                     MESSAGE_SHEET_NO_ID);
}

int survey_sheets(struct survey *survey, struct failure *failure)
{
    const size_t count = survey->workbook->sheet_count;
    survey->rosters = 0;
    survey->plans = arena_array(survey->arena, count, sizeof *survey->plans);
    if (survey->plans == NULL)
        return failure_memory(failure);
    for (size_t i = 0; i < count; i++)
        if (look_at_sheet(survey, i, failure) != 0)
            return -1;
    const uint16_t common = common_kind(survey);
    for (size_t i = 0; i < count; i++) {
        if (adopt_kind(survey, i, common) != 0)
            return failure_memory(failure);
        survey->rosters += survey->plans[i].status == PLAN_ROSTER ? 1 : 0;
    }
    for (size_t i = 0; i < count; i++)
        if (drop_numberless(survey, &survey->plans[i]) != 0)
            return failure_memory(failure);
    return 0;
}

void survey_release(struct survey *survey)
{
    if (survey->plans == NULL)
        return;
    for (size_t i = 0; i < survey->workbook->sheet_count; i++)
        head_release(&survey->plans[i].head);
    survey->plans = NULL;
}
