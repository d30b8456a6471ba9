/*
 * Rows that stay are appended as rows like any other, on copies of the files
 * and sheets they stood in: who looks for the evidence finds the workbook, the
 * sheet and the row of the month in which it came. Nothing was read of these
 * copies this month, so they count no rows.
 *
 * Files come in the order in which they stood: those of the month before, then
 * those that had been carried already.
 */
#include "allocate/standing.h"
#include "core/arena.h"

static enum carry carry_of(enum outcome outcome)
{
    if (outcome == OUTCOME_PENDING)
        return CARRY_PENDING;
    if (outcome == OUTCOME_UNCHANGED)
        return CARRY_UNCHANGED;
    return outcome == OUTCOME_NOT_SENT ? CARRY_NOT_SENT : CARRY_NONE;
}

/* A text of the month before, in this month's pool. */
static int take_text(struct standing *standing, strref was, strref *out)
{
    return string_pool_add(
        standing->roster->strings, roster_string(standing->before, was),
        string_pool_length(standing->before->strings, was), out);
}

static int append_file(struct standing *standing, uint32_t index)
{
    struct roster *roster = standing->roster;
    const struct roster_file *was = &standing->before->files[index];
    const ym from =
        was->carried_from != 0 ? was->carried_from : standing->options->base;
    if (mem_grow(&roster->files, &roster->file_capacity, roster->file_count + 1,
                 sizeof *roster->files) != 0)
        return -1;
    struct roster_file *file = &roster->files[roster->file_count];
    *file = *was;
    file->path = "";
    file->first_sheet = (uint32_t)roster->sheet_count;
    file->sheet_count = 0;
    file->name = arena_string(roster->arena, was->name);
    file->format = arena_string(roster->arena, was->format);
    if (file->name == NULL || file->format == NULL ||
        roster_file_carry(roster, file, from) != 0)
        return -1;
    roster->file_count++;
    return 0;
}

static int append_sheet(struct standing *standing, uint32_t index,
                        uint16_t kind)
{
    struct roster *roster = standing->roster;
    const struct roster_sheet *was = &standing->before->sheets[index];
    if (mem_grow(&roster->sheets, &roster->sheet_capacity,
                 roster->sheet_count + 1, sizeof *roster->sheets) != 0)
        return -1;
    struct roster_sheet *sheet = &roster->sheets[roster->sheet_count];
    *sheet = (struct roster_sheet){
        .file = (uint32_t)roster->file_count - 1,
        .visibility = was->visibility,
        .kind = kind,
        .mode = was->mode,
        .header_row = was->header_row,
        .header_depth = was->header_depth,
        .why_no_roster = "",
    };
    if (take_text(standing, was->name, &sheet->name) != 0 ||
        take_text(standing, was->title, &sheet->title) != 0 ||
        take_text(standing, was->county, &sheet->county) != 0)
        return -1;
    for (int i = 0; i < FIELD_COUNT; i++) {
        sheet->columns[i].column = was->columns[i].column;
        if (take_text(standing, was->columns[i].label,
                      &sheet->columns[i].label) != 0)
            return -1;
    }
    roster->files[sheet->file].sheet_count++;
    roster->sheet_count++;
    return 0;
}

static bool is_late_now(const struct standing *standing,
                        const struct roster_row *was)
{
    const struct policy *policy = standing->policy;
    return was->is_late && policy->late == LATE_NEXT_YEAR &&
           policy->collection_to != YMD_NONE &&
           standing->options->as_of > policy->collection_to;
}

static int append_row(struct standing *standing, uint32_t index)
{
    struct roster *roster = standing->roster;
    const struct roster_row *was = &standing->before->rows[index];
    const struct standing_row *in = &standing->rows[index];
    if (mem_grow(&roster->rows, &roster->row_capacity, roster->row_count + 1,
                 sizeof *roster->rows) != 0)
        return -1;
    struct roster_row *row = &roster->rows[roster->row_count];
    *row = *was;
    row->sheet = (uint32_t)roster->sheet_count - 1;
    row->category = in->category;
    row->fate = FATE_ACCEPTED;
    row->carry = (uint8_t)carry_of((enum outcome)in->outcome);
    row->is_known = true;
    row->is_late = is_late_now(standing, was);
    if (take_text(standing, was->name, &row->name) != 0 ||
        take_text(standing, was->county, &row->county) != 0 ||
        take_text(standing, was->town, &row->town) != 0 ||
        take_text(standing, was->village, &row->village) != 0)
        return -1;
    roster->before.carried[row->carry]++;
    roster->row_count++;
    return 0;
}

/* Counts what became of a row; whether it stays. */
static bool count_row(struct standing_count *count, enum outcome outcome)
{
    switch (outcome) {
    case OUTCOME_NONE:
        return false;
    case OUTCOME_GONE:
        count->gone++;
        break;
    case OUTCOME_REPLACED:
        count->replaced++;
        break;
    case OUTCOME_REMOVED:
        count->removed++;
        break;
    case OUTCOME_MISSING:
        count->missing++;
        break;
    case OUTCOME_PENDING:
    case OUTCOME_UNCHANGED:
    case OUTCOME_NOT_SENT:
    case OUTCOME_OPEN:
        break;
    }
    count->standing++;
    return carry_of(outcome) != CARRY_NONE;
}

int standing_append(struct standing *standing)
{
    const struct roster *before = standing->before;
    uint32_t file = PLACE_NONE;
    uint32_t sheet = PLACE_NONE;
    uint16_t kind = POLICY_NONE;
    for (uint32_t i = 0; i < before->row_count; i++) {
        const struct roster_row *was = &before->rows[i];
        const struct standing_row *in = &standing->rows[i];
        if (!count_row(&standing->roster->before, (enum outcome)in->outcome))
            continue;
        const uint16_t own = standing->units.units[in->unit].kind;
        if (before->sheets[was->sheet].file != file &&
            append_file(standing, before->sheets[was->sheet].file) != 0)
            return -1;
        file = before->sheets[was->sheet].file;
        if ((was->sheet != sheet || own != kind) &&
            append_sheet(standing, was->sheet, own) != 0)
            return -1;
        sheet = was->sheet;
        kind = own;
        if (append_row(standing, i) != 0)
            return -1;
    }
    return 0;
}
