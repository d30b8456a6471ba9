/*
 * daopan inspect: how each file would be read, before anything is run:
 * format, sheets, header, the column of each field, rows by fate, what could
 * not be placed and what to do about it.
 */
#include "cli/command.h"

#include "core/roster.h"
#include <inttypes.h>
#include <string.h>

struct inspection {
    const struct roster *roster;
    const struct policy *policy;
    enum language language;
};

static const char *visibility_word(const struct roster_sheet *sheet,
                                   enum language language)
{
    switch (sheet->visibility) {
    case SHEET_HIDDEN:
        return message_text(MESSAGE_INSPECT_HIDDEN, language);
    case SHEET_VERY_HIDDEN:
        return message_text(MESSAGE_INSPECT_VERY_HIDDEN, language);
    case SHEET_VISIBLE:
        break;
    }
    return "";
}

static void append_columns(struct text *out, const struct inspection *of,
                           const struct roster_sheet *sheet)
{
    for (int field = 0; field < FIELD_COUNT; field++) {
        const struct column_choice *choice = &sheet->columns[field];
        char letters[8];
        if (choice->column == 0)
            continue;
        text_printf(out, "      %-3s %s ← %s\n",
                    column_letters(choice->column, letters),
                    field_title((enum field)field),
                    roster_string(of->roster, choice->label));
    }
    if (sheet->unplaced == 0)
        return;
    text_append(out, message_text(MESSAGE_INSPECT_UNPLACED, of->language));
    const char *labels = roster_string(of->roster, sheet->unplaced);
    for (const char *p = labels; *p != '\0'; p++) {
        if (*p == '\n')
            text_append(out, of->language == LANGUAGE_ZH ? "、" : ", ");
        else
            text_append_bytes(out, p, 1);
    }
    text_append(out, "\n");
}

static void append_counts(struct text *out, const struct inspection *of,
                          const struct roster_sheet *sheet)
{
    const uint32_t numbers[] = {
        sheet->rows_read,
        sheet->fates[FATE_ACCEPTED],
        sheet->fates[FATE_RETURNED],
        sheet->fates[FATE_SKIPPED],
    };
    char words[4][16];
    for (size_t i = 0; i < 4; i++)
        snprintf(words[i], sizeof words[i], "%" PRIu32, numbers[i]);
    message_append(out, of->language, MESSAGE_INSPECT_ROWS, words[0], words[1],
                   words[2], words[3], NULL);
}

/* The rows of a sheet by category: accepted ones. */
static void append_categories(struct text *out, const struct inspection *of,
                              uint32_t sheet_index, uint64_t *counts)
{
    const struct roster *roster = of->roster;
    memset(counts, 0, of->policy->category_count * sizeof *counts);
    for (size_t i = 0; i < roster->row_count; i++) {
        const struct roster_row *row = &roster->rows[i];
        if (row->sheet == sheet_index && row->fate == FATE_ACCEPTED &&
            row->category < of->policy->category_count)
            counts[row->category]++;
    }
    for (size_t i = 0; i < of->policy->category_count; i++)
        if (counts[i] > 0)
            text_printf(out, "      %8" PRIu64 "  %s %s\n", counts[i],
                        of->policy->categories[i].id,
                        of->policy->categories[i].name);
}

static void append_sheet(struct text *out, const struct inspection *of,
                         uint32_t index, uint64_t *counts)
{
    const struct roster_sheet *sheet = &of->roster->sheets[index];
    text_printf(out, "  [%s]%s ", roster_string(of->roster, sheet->name),
                visibility_word(sheet, of->language));
    if (sheet->kind == POLICY_NONE) {
        message_append(out, of->language, MESSAGE_INSPECT_NO_ROSTER,
                       sheet->why_no_roster == NULL ? "" : sheet->why_no_roster,
                       NULL);
        return;
    }
    const struct roster_kind *kind = &of->policy->kinds[sheet->kind];
    char row[16];
    snprintf(row, sizeof row, "%" PRIu32, sheet->header_row);
    message_append(out, of->language, MESSAGE_INSPECT_KIND, kind->name,
                   kind->id, of->policy->departments[kind->department].name,
                   row, sheet->header_depth == 2 ? "2" : "1",
                   roster_string(of->roster, sheet->county),
                   message_text(sheet->mode == MODE_CHANGE
                                    ? MESSAGE_INSPECT_CHANGE
                                    : MESSAGE_INSPECT_FULL,
                                of->language),
                   NULL);
    append_columns(out, of, sheet);
    append_counts(out, of, sheet);
    append_categories(out, of, index, counts);
}

/* Findings of a file (PLACE_NONE = of none), places in words, remedies with
 * those that matter. */
static void append_findings(struct text *out, const struct inspection *of,
                            uint32_t file)
{
    const struct roster *roster = of->roster;
    for (size_t i = 0; i < roster->diag_count; i++) {
        const struct diag *diag = &roster->diags[i];
        const enum diag_severity severity = diag_severity(diag->code);
        if (diag->at.file != file || severity < SEVERITY_WARNING)
            continue;
        text_append(out, "  ");
        place_append(out, roster_file_name(roster, diag->at.file),
                     roster_sheet_name(roster, diag->at.sheet), diag->at.row,
                     diag->at.column);
        text_append(out, file == PLACE_NONE ? "" : ": ");
        text_printf(out, "%s %s: ", diag_severity_title(severity, of->language),
                    diag_name(diag->code));
        roster_append_message(out, roster, diag, of->language);
        text_append(out, "\n");
        if (diag->at.row != 0)
            continue;
        text_append(out, message_text(MESSAGE_REMEDY, of->language));
        roster_append_remedy(out, roster, diag, of->language);
        text_append(out, "\n");
    }
}

static int append_all(struct text *out, const struct inspection *of)
{
    uint64_t *counts =
        mem_alloc((of->policy->category_count + 1) * sizeof *counts);
    if (counts == NULL)
        return -1;
    for (size_t i = 0; i < of->roster->file_count; i++) {
        const struct roster_file *file = &of->roster->files[i];
        text_printf(out, "%s  (%s, %" PRIu64 " B)\n", file->name, file->format,
                    file->size);
        for (uint32_t k = 0; k < file->sheet_count; k++)
            append_sheet(out, of, file->first_sheet + k, counts);
        append_findings(out, of, (uint32_t)i);
    }
    append_findings(out, of, PLACE_NONE);
    mem_free(counts);
    return 0;
}

static void append_sheet_json(struct text *out, const struct inspection *of,
                              const struct roster_sheet *sheet)
{
    text_append(out, "{");
    text_append_json_field(out, "sheet",
                           roster_string(of->roster, sheet->name));
    text_append(out, ",");
    text_append_json_field(
        out, "kind",
        sheet->kind == POLICY_NONE ? "" : of->policy->kinds[sheet->kind].id);
    if (sheet->mode != MODE_NONE)
        text_printf(out, ",\"mode\":\"%s\"",
                    sheet->mode == MODE_CHANGE ? "change" : "full");
    text_printf(out, ",\"header_row\":%" PRIu32 ",\"columns\":{",
                sheet->header_row);
    bool is_first = true;
    for (int field = 0; field < FIELD_COUNT; field++) {
        if (sheet->columns[field].column == 0)
            continue;
        text_printf(out, "%s\"%s\":%u", is_first ? "" : ",",
                    field_id((enum field)field),
                    (unsigned)sheet->columns[field].column);
        is_first = false;
    }
    text_printf(out,
                "},\"rows\":{\"read\":%" PRIu32 ",\"accepted\":%" PRIu32
                ",\"returned\":%" PRIu32 ",\"skipped\":%" PRIu32 "}}",
                sheet->rows_read, sheet->fates[FATE_ACCEPTED],
                sheet->fates[FATE_RETURNED], sheet->fates[FATE_SKIPPED]);
}

/* One line a file. */
static void append_json(struct text *out, const struct inspection *of)
{
    for (size_t i = 0; i < of->roster->file_count; i++) {
        const struct roster_file *file = &of->roster->files[i];
        text_append(out, "{");
        text_append_json_field(out, "file", file->name);
        text_append(out, ",");
        text_append_json_field(out, "format", file->format);
        text_append(out, ",\"sheets\":[");
        for (uint32_t k = 0; k < file->sheet_count; k++) {
            text_append(out, k == 0 ? "" : ",");
            append_sheet_json(out, of,
                              &of->roster->sheets[file->first_sheet + k]);
        }
        text_append(out, "]}\n");
    }
}

/* The policy: --policy, or the only one at hand. */
static int find_policy(const struct options *options, struct arena *arena,
                       const struct policy **out, struct failure *failure)
{
    if (options->policy != NULL)
        return policy_by_name(options->policy, arena, out, failure);
    struct words folders = {.count = 0};
    if (policy_folders(arena, &folders, failure) != 0)
        return -1;
    if (folders.count != 1) {
        struct text text = TEXT_INIT;
        message_append(&text, options->language, MESSAGE_USAGE_MISSING,
                       "--policy", NULL);
        failure_set(failure, DIAG_USAGE, NULL, "%s", text_of(&text));
        text_release(&text);
        return -1;
    }
    return policy_load(folders.items[0], arena, out, failure);
}

/* Whether a run would stop at what was found: a file that is missing, cannot
 * be read or is no roster. */
static bool would_stop(const struct roster *roster)
{
    for (size_t i = 0; i < roster->diag_count; i++)
        if (diag_severity(roster->diags[i].code) == SEVERITY_FAILURE)
            return true;
    return false;
}

static int inspect(const struct options *options, struct arena *arena,
                   struct failure *failure)
{
    struct inspection of = {.language = options->language};
    struct roster roster;
    struct passwords passwords;
    struct progress progress = progress_for(options);
    if (find_policy(options, arena, &of.policy, failure) != 0 ||
        county_option_check(options, of.policy, failure) != 0 ||
        password_option_read(options, &passwords, failure) != 0)
        return -1;
    ymd as_of = options->as_of;
    if (as_of == YMD_NONE)
        as_of = options->period != 0 ? ym_last_day(options->period)
                                     : of.policy->in_force_to;
    const struct import_options import = {
        .policy = of.policy,
        .as_of = as_of,
        .is_any_month = options->as_of == YMD_NONE && options->period == 0,
        .county = options->county,
        .namings = options->namings,
        .naming_count = options->naming_count,
        .passwords = &passwords,
        .includes_hidden = options->includes_hidden,
        .language = options->language,
        .memory_limit = options->memory_limit,
        .time_limit = options->time_limit,
        .progress = progress_show,
        .context = &progress,
    };
    const int result = rosters_inspect(
        options->arguments, options->argument_count, &import, &roster, failure);
    progress_clear(&progress);
    passwords_release(&passwords);
    if (result != 0)
        return -1;
    of.roster = &roster;
    struct text text = TEXT_INIT;
    if (options->format == FORMAT_JSON)
        append_json(&text, &of);
    else if (append_all(&text, &of) != 0)
        text.failed = true;
    int status = print_text(&text, options->language);
    if (status == EXIT_DONE && would_stop(&roster))
        status = EXIT_REFUSED;
    text_release(&text);
    roster_release(&roster);
    return status;
}

int command_inspect(const struct options *options)
{
    struct failure failure = FAILURE_INIT;
    if (options->argument_count == 0)
        return report_usage(options->language, MESSAGE_USAGE_NO_PATH, "");
    struct arena *arena = arena_new();
    int status = EXIT_REFUSED;
    if (arena == NULL)
        failure_memory(&failure);
    else
        status = inspect(options, arena, &failure);
    if (failure.code != DIAG_NONE)
        status = report_failure(&failure, options->language);
    arena_free(arena);
    return status;
}
