/*
 * One workbook: survey its sheets, enter each into the roster, read those that
 * are rosters.
 *
 * Everything it writes goes behind what the roster already holds, and nothing
 * it reads belongs to another file: files could be read side by side, each
 * into a roster of its own.
 */
#include "import/gather.h"

#include "core/message.h"
#include "import/row.h"
#include <stdio.h>
#include <string.h>

/* ---- texts ---- */

static int add_text(struct roster *roster, const char *text, strref *out)
{
    return string_pool_add(roster->strings, text, strlen(text), out);
}

/* ---- findings about sheets ---- */

static int find_at(const struct gathering *gathering, const struct place *at,
                   enum diag_code code, const char *label, const char *note)
{
    struct diag diag = {.code = code, .at = *at, .other = PLACE_NOWHERE};
    if (add_text(gathering->roster, label, &diag.label) != 0 ||
        add_text(gathering->roster, note, &diag.note) != 0)
        return -1;
    return roster_add_diag(gathering->roster, &diag);
}

/* Columns that were not taken because another means the same. */
static int find_rivals(const struct gathering *gathering, uint32_t sheet,
                       const struct sheet_plan *plan)
{
    char letters[8];
    const struct header *header = &plan->header;
    for (size_t i = 0; i < plan->columns.rival_count; i++) {
        const struct column_rival *rival = &plan->columns.rivals[i];
        const struct header_label *taken = &header->labels[rival->taken - 1];
        const struct header_label *other = &header->labels[rival->other - 1];
        const bool is_same = strcmp(taken->label, other->label) == 0;
        const char *note =
            is_same ? column_letters(rival->other, letters) : taken->shown;
        const struct place at = {
            .file = gathering->file,
            .sheet = sheet,
            .row = header->row,
            .column = rival->other,
        };
        if (find_at(gathering, &at,
                    is_same ? DIAG_LABEL_TWICE : DIAG_FIELD_TWICE, other->shown,
                    note) != 0)
            return -1;
    }
    return 0;
}

static const char *problem_label(const struct sheet_plan *plan)
{
    const colnum column = plan->problem_column;
    return column == 0 ? "" : plan->header.labels[column - 1].shown;
}

/* What title and sheet name say of all rows, for people to check. */
static int find_title(const struct gathering *gathering, const struct place *at,
                      const struct sheet_plan *plan)
{
    static const enum message words[] = {
        [MOVEMENT_ADDED] = MESSAGE_MOVEMENT_IS_ADDED,
        [MOVEMENT_REMOVED] = MESSAGE_MOVEMENT_IS_REMOVED,
        [MOVEMENT_CHANGED] = MESSAGE_MOVEMENT_IS_CHANGED,
    };
    if (plan->movement != MOVEMENT_NONE &&
        find_at(gathering, at, DIAG_MOVEMENT_BY_TITLE, plan->mover,
                message_text(words[plan->movement], LANGUAGE_ZH)) != 0)
        return -1;
    if (plan->dated[0] == '\0')
        return 0;
    return find_at(gathering, at, DIAG_PERIOD_DIFFERS, "", plan->dated);
}

/* A hidden sheet that is read all the same. */
static int find_hidden(const struct gathering *gathering,
                       const struct place *at)
{
    const struct roster_sheet *sheet = &gathering->roster->sheets[at->sheet];
    if (sheet->visibility == SHEET_VISIBLE)
        return 0;
    const enum message state = sheet->visibility == SHEET_VERY_HIDDEN
                                   ? MESSAGE_SHEET_IS_VERY_HIDDEN
                                   : MESSAGE_SHEET_IS_HIDDEN;
    return find_at(gathering, at, DIAG_SHEET_HIDDEN_READ, "",
                   message_text(state, LANGUAGE_ZH));
}

static int find_problem(const struct gathering *gathering, uint32_t sheet,
                        const struct sheet_plan *plan)
{
    struct place at = {
        .file = gathering->file,
        .sheet = sheet,
        .row = plan->header.row,
        .column = plan->problem_column,
    };
    switch (plan->status) {
    case PLAN_EMPTY:
        return 0;
    case PLAN_HIDDEN:
    case PLAN_NOT_ROSTER:
    case PLAN_REFUSED:
        return find_at(gathering, &at, plan->problem, problem_label(plan),
                       plan->note);
    case PLAN_ROSTER:
        break;
    }
    const struct roster_sheet *entry = &gathering->roster->sheets[sheet];
    const bool has_county =
        entry->county != 0 || entry->columns[FIELD_COUNTY].column != 0;
    at.row = 0;
    if (!has_county &&
        find_at(gathering, &at, DIAG_COUNTY_UNKNOWN, "", "") != 0)
        return -1;
    if (find_hidden(gathering, &at) != 0 ||
        find_title(gathering, &at, plan) != 0)
        return -1;
    return find_rivals(gathering, sheet, plan);
}

/* ---- entering a sheet ---- */

/* The labels by column, and those that mean nothing, one a line. */
static int enter_labels(const struct gathering *gathering,
                        const struct sheet_plan *plan,
                        struct roster_sheet *entry)
{
    struct roster *roster = gathering->roster;
    const struct header *header = &plan->header;
    struct text unplaced = TEXT_INIT;
    int result = -1;
    strref *labels = arena_array(roster->arena, header->width, sizeof *labels);
    if (labels == NULL)
        return -1;
    for (colnum at = 0; at < header->width; at++) {
        const struct header_label *label = &header->labels[at];
        if (add_text(roster, label->shown, &labels[at]) != 0)
            goto out;
        const struct label_meaning meaning =
            label_meaning(&gathering->reading->labels, plan->choice.kind,
                          label->group, label->label);
        if (meaning.field != FIELD_NONE || label->shown[0] == '\0')
            continue;
        if (unplaced.length > 0)
            text_append(&unplaced, "\n");
        text_append(&unplaced, label->shown);
    }
    entry->labels = labels;
    entry->label_count = header->width;
    if (!unplaced.failed &&
        add_text(roster, text_of(&unplaced), &entry->unplaced) == 0)
        result = 0;
out:
    text_release(&unplaced);
    return result;
}

static void enter_columns(const struct sheet_plan *plan,
                          struct roster_sheet *entry)
{
    for (unsigned field = 0; field < FIELD_COUNT; field++) {
        const colnum column = plan->columns.columns[field];
        entry->columns[field].column = column;
        if (column != 0)
            entry->columns[field].label = entry->labels[column - 1];
    }
}

/* The county of rows that name none. */
static int enter_county(const struct gathering *gathering,
                        const struct sheet_plan *plan,
                        struct roster_sheet *entry)
{
    const struct policy *policy = gathering->reading->policy;
    const char *given = gathering->reading->options->county;
    uint16_t county = plan->county;
    if (county == POLICY_NONE && given != NULL)
        county = policy_county(policy, given);
    const char *name = given == NULL ? "" : given;
    if (county != POLICY_NONE)
        name = policy->counties[county].name;
    return add_text(gathering->roster, name, &entry->county);
}

static int enter_sheet(const struct gathering *gathering,
                       const struct survey *survey, size_t sheet)
{
    struct roster *roster = gathering->roster;
    const struct sheet_plan *plan = &survey->plans[sheet];
    const struct sheet_info *info = &gathering->workbook->sheets[sheet];
    const char *why = plan->status == PLAN_ROSTER ? "" : plan->note;
    struct roster_sheet entry = {
        .file = gathering->file,
        .visibility = info->visibility,
        .kind = plan->status == PLAN_ROSTER ? plan->choice.kind : POLICY_NONE,
        .header_row = plan->header.row,
        .header_depth = plan->header.depth,
        .why_no_roster = arena_string(roster->arena, why),
    };
    if (entry.why_no_roster == NULL ||
        add_text(roster, survey_sheet_name(survey, sheet), &entry.name) != 0 ||
        add_text(roster, plan->title, &entry.title) != 0 ||
        enter_county(gathering, plan, &entry) != 0 ||
        enter_labels(gathering, plan, &entry) != 0 ||
        mem_grow(&roster->sheets, &roster->sheet_capacity,
                 roster->sheet_count + 1, sizeof *roster->sheets) != 0)
        return -1;
    enter_columns(plan, &entry);
    roster->sheets[roster->sheet_count++] = entry;
    return 0;
}

/* ---- the workbook ---- */

/* What the options say of a kind; MODE_NONE = nothing. */
static enum roster_mode mode_given(const struct import_options *options,
                                   uint16_t kind)
{
    enum roster_mode mode = MODE_NONE;
    bool is_own = false;
    for (size_t i = 0; i < options->mode_count; i++) {
        const struct kind_mode *given = &options->modes[i];
        if (given->kind != kind && (given->kind != POLICY_NONE || is_own))
            continue;
        mode = given->mode;
        is_own = given->kind == kind;
    }
    return mode;
}

/*
 * Whether the sheet tells changes or everybody: changes where title or name
 * speak of movements, or where every row that names a person does. A row that
 * goes back is silent where its movement could not be read.
 */
static enum roster_mode tell_mode(const struct gathering *gathering,
                                  const struct sheet_plan *plan, uint32_t entry,
                                  size_t first_row)
{
    const struct roster *roster = gathering->roster;
    const enum roster_mode given =
        mode_given(gathering->reading->options, roster->sheets[entry].kind);
    bool any = false;
    if (given != MODE_NONE)
        return given;
    if (*plan->mover != '\0')
        return MODE_CHANGE;
    for (size_t i = first_row; i < roster->row_count; i++) {
        const struct roster_row *row = &roster->rows[i];
        if (row->movement != MOVEMENT_NONE)
            any = true;
        else if (row->fate == FATE_ACCEPTED)
            return MODE_FULL;
    }
    return any ? MODE_CHANGE : MODE_FULL;
}

/* Whether somebody consented to an empty roster of the kind. */
static bool may_be_empty(const struct import_options *options, uint16_t kind)
{
    for (size_t i = 0; i < options->may_be_empty_count; i++)
        if (options->may_be_empty[i] == kind)
            return true;
    return false;
}

/*
 * A header with nobody below it: read as an empty list it would cancel people.
 * A sheet of movements is empty in a month without any. 0, or -1 with the
 * failure; when inspecting, a finding.
 */
static int check_people(const struct gathering *gathering,
                        const struct sheet_plan *plan, uint32_t entry,
                        struct failure *failure)
{
    const struct roster *roster = gathering->roster;
    const struct roster_sheet *sheet = &roster->sheets[entry];
    const struct place at = {
        .file = gathering->file, .sheet = entry, .row = plan->header.row};
    if (sheet->rows_read > sheet->fates[FATE_SKIPPED] ||
        sheet->mode == MODE_CHANGE ||
        may_be_empty(gathering->reading->options, sheet->kind))
        return 0;
    if (gathering->reading->is_inspecting)
        return find_at(gathering, &at, DIAG_ROSTER_EMPTY, "", "") == 0
                   ? 0
                   : failure_memory(failure);
    failure_set(failure, DIAG_ROSTER_EMPTY, gathering->workbook->path, "%s",
                "");
    snprintf(failure->sheet, sizeof failure->sheet, "%s",
             roster_sheet_name(roster, entry));
    failure->row = plan->header.row;
    return -1;
}

static int read_sheet(const struct gathering *gathering,
                      const struct sheet_plan *plan, size_t sheet,
                      uint32_t entry, struct memo *memo,
                      struct failure *failure)
{
    struct row_reader reader = {
        .reading = gathering->reading,
        .workbook = gathering->workbook,
        .plan = plan,
        .roster = gathering->roster,
        .sheet = entry,
        .memo = memo,
        .failure = failure,
        .rows_done = gathering->rows_done,
    };
    const size_t first_row = gathering->roster->row_count;
    if (row_reader_run(&reader, sheet) != 0)
        return -1;
    gathering->roster->sheets[entry].mode =
        (uint8_t)tell_mode(gathering, plan, entry, first_row);
    return check_people(gathering, plan, entry, failure);
}

static int gather_sheets(const struct gathering *gathering,
                         const struct survey *survey, struct failure *failure)
{
    struct memo memo;
    struct roster *roster = gathering->roster;
    const uint32_t first = (uint32_t)roster->sheet_count;
    int result = -1;
    memo_init(&memo, gathering->workbook->shared_count);
    for (size_t i = 0; i < gathering->workbook->sheet_count; i++) {
        const uint32_t entry = first + (uint32_t)i;
        const struct sheet_plan *plan = &survey->plans[i];
        if (enter_sheet(gathering, survey, i) != 0 ||
            find_problem(gathering, entry, plan) != 0) {
            failure_memory(failure);
            goto out;
        }
        if (plan->status == PLAN_ROSTER &&
            read_sheet(gathering, plan, i, entry, &memo, failure) != 0)
            goto out;
    }
    result = 0;
out:
    memo_release(&memo);
    return result;
}

/* When inspecting: a file without a roster is a finding. */
static int find_no_roster(const struct gathering *gathering,
                          const struct survey *survey)
{
    struct failure why = FAILURE_INIT;
    if (survey->rosters > 0 || survey_check(survey, "", &why) == 0)
        return 0;
    if (why.code == DIAG_OUT_OF_MEMORY)
        return -1;
    if (why.code != DIAG_FILE_NOT_ROSTER)
        return 0; /* said at the sheet */
    const struct place at = {.file = gathering->file, .sheet = PLACE_NONE};
    return find_at(gathering, &at, why.code, "", why.note);
}

int workbook_gather(const struct gathering *gathering, struct failure *failure)
{
    struct roster *roster = gathering->roster;
    struct roster_file *file = &roster->files[gathering->file];
    struct survey survey = {
        .reading = gathering->reading,
        .workbook = gathering->workbook,
        .file_name = gathering->file_name,
        .named_kind = gathering->named_kind,
        .arena = arena_new(),
    };
    int result = -1;
    if (survey.arena == NULL)
        return failure_memory(failure);
    file->first_sheet = (uint32_t)roster->sheet_count;
    file->format = arena_string(roster->arena, gathering->workbook->format);
    if (file->format == NULL) {
        failure_memory(failure);
        goto out;
    }
    if (survey_sheets(&survey, failure) != 0)
        goto out;
    if (!gathering->reading->is_inspecting &&
        survey_check(&survey, file->path, failure) != 0)
        goto out;
    file->sheet_count = (uint32_t)gathering->workbook->sheet_count;
    if (gather_sheets(gathering, &survey, failure) != 0)
        goto out;
    if (gathering->reading->is_inspecting &&
        find_no_roster(gathering, &survey) != 0) {
        failure_memory(failure);
        goto out;
    }
    result = 0;
out:
    survey_release(&survey);
    arena_free(survey.arena);
    return result;
}
