/*
 * Standing: what the month before leaves behind.
 *
 * A department sends everybody again, or changes only, or nothing; a row may
 * come back for correction. Whoever is then not on this month's rosters has
 * ended, or stays as before, and which it is must not depend on how files are
 * named or sorted. So first everything is looked at: what each sheet covers,
 * and what came of each person; only then is each row of the month before
 * judged, by what was seen of its person and of its unit, a kind of roster in
 * one county.
 *
 * A row is found again by person, department and category, not by the kind of
 * its roster: changes come on one list for all that a department certifies.
 *
 * Pure. Linear in the rows of both months, but for the sorting of returned
 * rows without a number.
 */
#include "allocate/standing.h"
#include "core/arena.h"
#include <string.h>

bool kind_has(const struct policy *policy, uint16_t kind, uint16_t category)
{
    const struct roster_kind *entry = &policy->kinds[kind];
    for (size_t i = 0; i < entry->category_count; i++)
        if (entry->categories[i] == category)
            return true;
    return false;
}

uint16_t kind_of_row(const struct roster *roster, const struct roster_row *row)
{
    return roster->sheets[row->sheet].kind;
}

const char *count_text(int64_t count, char out[COUNT_TEXT_SIZE])
{
    char *at = &out[COUNT_TEXT_SIZE - 1];
    *at = '\0';
    do {
        *--at = (char)('0' + count % 10);
        count /= 10;
    } while (count > 0);
    return at;
}

uint32_t standing_find(const struct standing *standing, idkey id,
                       uint16_t department, uint16_t category)
{
    const struct policy *policy = standing->policy;
    for (uint32_t at = person_rows_first(&standing->was, id); at != ROW_NONE;
         at = person_rows_next(&standing->was, at)) {
        const struct standing_row *row = &standing->rows[at];
        if (row->outcome == OUTCOME_NONE || row->outcome == OUTCOME_GONE ||
            row->category != category)
            continue;
        const uint16_t kind = standing->units.units[row->unit].kind;
        if (policy->kinds[kind].department == department)
            return at;
    }
    return ROW_NONE;
}

/* ---- today's terms ---- */

static uint16_t kind_by_id(const struct policy *policy, const char *id)
{
    for (size_t i = 0; i < policy->kind_count; i++)
        if (strcmp(policy->kinds[i].id, id) == 0)
            return (uint16_t)i;
    return POLICY_NONE;
}

static int map_policy(struct standing *standing)
{
    const struct policy *policy = standing->policy;
    const struct policy *was = standing->options->was;
    standing->kinds = mem_alloc((was->kind_count + 1) * sizeof(uint16_t));
    standing->categories =
        mem_alloc((was->category_count + 1) * sizeof(uint16_t));
    standing->all_full = mem_alloc(policy->kind_count + 1);
    standing->all_changes = mem_alloc(policy->kind_count + 1);
    if (standing->kinds == NULL || standing->categories == NULL ||
        standing->all_full == NULL || standing->all_changes == NULL)
        return -1;
    for (size_t i = 0; i < was->kind_count; i++)
        standing->kinds[i] = kind_by_id(policy, was->kinds[i].id);
    for (size_t i = 0; i < was->category_count; i++)
        standing->categories[i] =
            policy_category(policy, was->categories[i].id);
    return 0;
}

/* Today's kind of a row: the same, or where there is none any more one of the
 * same department that may have the category. */
static uint16_t kind_now(const struct standing *standing,
                         const struct roster_row *row, uint16_t category)
{
    const struct policy *policy = standing->policy;
    const struct policy *was = standing->options->was;
    const uint16_t kind = kind_of_row(standing->before, row);
    if (kind == POLICY_NONE || standing->kinds[kind] != POLICY_NONE)
        return kind == POLICY_NONE ? POLICY_NONE : standing->kinds[kind];
    const char *department = was->departments[was->kinds[kind].department].id;
    for (size_t i = 0; i < policy->kind_count; i++)
        if (kind_has(policy, (uint16_t)i, category) &&
            strcmp(policy->departments[policy->kinds[i].department].id,
                   department) == 0)
            return (uint16_t)i;
    return POLICY_NONE;
}

/* Whether the row certified somebody up to now. */
static bool stood(const struct standing *standing, const struct roster_row *row)
{
    return row->id != 0 &&
           (row->fate == FATE_ACCEPTED || row->fate == FATE_DUPLICATE) &&
           row->movement != MOVEMENT_REMOVED && !row->is_ended &&
           (row->ended == YMD_NONE || row->ended > standing->options->as_of);
}

static int translate_row(struct standing *standing, uint32_t index)
{
    const struct roster_row *row = &standing->before->rows[index];
    struct standing_row *out = &standing->rows[index];
    strref county = 0;
    *out = (struct standing_row){
        .because = ROW_NONE, .category = POLICY_NONE, .outcome = OUTCOME_NONE};
    if (!stood(standing, row))
        return 0;
    out->outcome = OUTCOME_GONE;
    if (row->category != POLICY_NONE)
        out->category = standing->categories[row->category];
    if (row->category != POLICY_NONE && out->category == POLICY_NONE)
        return 0;
    const uint16_t kind = kind_now(standing, row, out->category);
    if (kind == POLICY_NONE)
        return 0;
    if (string_pool_add(
            standing->roster->strings,
            roster_string(standing->before, row->county),
            string_pool_length(standing->before->strings, row->county),
            &county) != 0)
        return -1;
    out->unit = unit_find(&standing->units, kind, county);
    out->outcome = OUTCOME_OPEN;
    return out->unit == UINT32_MAX ? -1 : 0;
}

/* Whether the row is the first of its person in its unit. */
static bool is_first_in_unit(const struct standing *standing, uint32_t index)
{
    const struct standing_row *row = &standing->rows[index];
    uint32_t at =
        person_rows_first(&standing->was, standing->before->rows[index].id);
    while (at != index) {
        const struct standing_row *other = &standing->rows[at];
        if (other->outcome == OUTCOME_OPEN && other->unit == row->unit)
            return false;
        at = person_rows_next(&standing->was, at);
    }
    return true;
}

int standing_translate(struct standing *standing)
{
    const size_t count = standing->before->row_count;
    if (map_policy(standing) != 0 ||
        person_rows_init(&standing->now, standing->roster) != 0 ||
        person_rows_init(&standing->was, standing->before) != 0)
        return -1;
    standing->rows = mem_alloc((count + 1) * sizeof *standing->rows);
    if (standing->rows == NULL)
        return -1;
    for (uint32_t i = 0; i < count; i++)
        if (translate_row(standing, i) != 0)
            return -1;
    for (uint32_t i = 0; i < count; i++)
        if (standing->rows[i].outcome == OUTCOME_OPEN &&
            is_first_in_unit(standing, i))
            standing->units.units[standing->rows[i].unit].before++;
    return 0;
}

/* ---- what this month's sheets cover ---- */

/* The unit of the kind in a county; NULL when memory is exhausted. */
static struct roster_unit *unit_at(struct standing *standing, uint16_t kind,
                                   strref county)
{
    const uint32_t at = unit_find(&standing->units, kind, county);
    return at == UINT32_MAX ? NULL : &standing->units.units[at];
}

static int cover_sheet(struct standing *standing,
                       const struct roster_sheet *sheet)
{
    const uint32_t people = sheet->fates[FATE_ACCEPTED] +
                            sheet->fates[FATE_DUPLICATE] +
                            sheet->fates[FATE_RETURNED];
    const bool is_full = sheet->mode == MODE_FULL;
    if (sheet->county == 0) {
        standing->all_full[sheet->kind] |= is_full && people == 0;
        standing->all_changes[sheet->kind] |= !is_full;
        return 0;
    }
    struct roster_unit *unit = unit_at(standing, sheet->kind, sheet->county);
    if (unit == NULL)
        return -1;
    unit->is_full |= is_full;
    unit->is_changed |= !is_full;
    return 0;
}

/* Whether an earlier row counts the person in the unit already. */
static bool is_counted(const struct standing *standing, uint32_t index,
                       uint16_t kind)
{
    const struct roster *roster = standing->roster;
    const struct roster_row *row = &roster->rows[index];
    uint32_t at = person_rows_first(&standing->now, row->id);
    while (at != index) {
        const struct roster_row *other = &roster->rows[at];
        if (other->fate == FATE_ACCEPTED && other->county == row->county &&
            kind_of_row(roster, other) == kind)
            return true;
        at = person_rows_next(&standing->now, at);
    }
    return false;
}

static int cover_row(struct standing *standing, uint32_t index)
{
    const struct roster *roster = standing->roster;
    const struct roster_row *row = &roster->rows[index];
    const struct roster_sheet *sheet = &roster->sheets[row->sheet];
    if (sheet->kind == POLICY_NONE)
        return 0;
    struct roster_unit *unit = unit_at(standing, sheet->kind, row->county);
    if (unit == NULL)
        return -1;
    unit->is_full |= sheet->mode == MODE_FULL;
    unit->is_changed |= sheet->mode == MODE_CHANGE;
    if (row->fate == FATE_RETURNED || !is_counted(standing, index, sheet->kind))
        unit->now++;
    return 0;
}

int standing_cover(struct standing *standing)
{
    const struct roster *roster = standing->roster;
    for (size_t i = 0; i < roster->sheet_count; i++)
        if (roster->sheets[i].kind != POLICY_NONE &&
            cover_sheet(standing, &roster->sheets[i]) != 0)
            return -1;
    for (uint32_t i = 0; i < standing->row_count; i++)
        if (cover_row(standing, i) != 0)
            return -1;
    for (size_t i = 0; i < standing->units.count; i++) {
        struct roster_unit *unit = &standing->units.units[i];
        unit->is_full |= standing->all_full[unit->kind];
    }
    return 0;
}

/* ---- all of it ---- */

static void release(struct standing *standing)
{
    unit_table_release(&standing->units);
    person_rows_release(&standing->now);
    person_rows_release(&standing->was);
    mem_free(standing->rows);
    mem_free(standing->all_full);
    mem_free(standing->all_changes);
    mem_free(standing->kinds);
    mem_free(standing->categories);
    mem_free(standing->nameless);
}

int standing_carry(const struct standing_options *options,
                   struct roster *roster, struct failure *failure)
{
    struct standing standing = {
        .options = options,
        .policy = options->policy,
        .before = options->before,
        .roster = roster,
        .row_count = roster->row_count,
    };
    int result = -1;
    roster->base = options->base;
    if (standing_translate(&standing) != 0 || standing_cover(&standing) != 0 ||
        standing_judge(&standing) != 0) {
        failure_memory(failure);
        goto out;
    }
    if (standing_check_drops(&standing, failure) != 0)
        goto out;
    if (standing_append(&standing) != 0 || standing_tell(&standing) != 0) {
        failure_memory(failure);
        goto out;
    }
    result = 0;
out:
    release(&standing);
    return result;
}
