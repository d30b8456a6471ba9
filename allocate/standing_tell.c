/*
 * What people should know about a month that goes on from another: rosters
 * that did not come, people who wait for a correction, movements that do not
 * fit what was, drops that somebody accepted, categories that are gone, months
 * left out. None of it changes a decision.
 */
#include "allocate/standing.h"
#include "core/arena.h"
#include "core/message.h"
#include <string.h>

static int add_text(struct standing *standing, const char *text, strref *out)
{
    return string_pool_add(standing->roster->strings, text, strlen(text), out);
}

/* A finding that stands nowhere: about a unit, a category, the month. */
static int add_general(struct standing *standing, enum diag_code code,
                       const char *label, strref cell, const char *note)
{
    struct diag diag = {
        .code = code,
        .at = PLACE_NOWHERE,
        .other = PLACE_NOWHERE,
        .cell = cell,
    };
    if (add_text(standing, label, &diag.label) != 0 ||
        add_text(standing, note, &diag.note) != 0)
        return -1;
    return roster_add_diag(standing->roster, &diag);
}

/* The same about a unit: "低保对象花名册（东坡区）"; its county stands in the
 * cell, too. */
static int add_about_unit(struct standing *standing, enum diag_code code,
                          uint16_t kind, strref county, const char *note)
{
    struct text label = TEXT_INIT;
    text_append(&label, standing->policy->kinds[kind].name);
    if (county != 0)
        text_printf(&label, "（%s）", roster_string(standing->roster, county));
    const int result =
        label.failed
            ? -1
            : add_general(standing, code, text_of(&label), county, note);
    text_release(&label);
    return result;
}

static int tell_gap(struct standing *standing)
{
    char month[YMD_TEXT_SIZE];
    const struct standing_options *options = standing->options;
    if (ym_before(options->period) == options->base)
        return 0;
    return add_general(standing, DIAG_MONTH_GAP, "", 0,
                       ym_text(options->base, month));
}

static int tell_drops(struct standing *standing)
{
    const struct roster *roster = standing->roster;
    for (size_t i = 0; i < roster->drop_count; i++) {
        const struct unit_drop *drop = &roster->drops[i];
        char before[COUNT_TEXT_SIZE];
        char now[COUNT_TEXT_SIZE];
        struct text note = TEXT_INIT;
        message_append(&note, LANGUAGE_ZH, MESSAGE_DROP_FIGURES,
                       count_text(drop->before, before),
                       count_text(drop->now, now), NULL);
        const int result =
            note.failed
                ? -1
                : add_about_unit(standing, DIAG_ROSTER_DROP_ACCEPTED,
                                 drop->kind, drop->county, text_of(&note));
        text_release(&note);
        if (result != 0)
            return -1;
    }
    return 0;
}

/* ---- rosters that did not come ---- */

/* Counts persons who stay because nothing came, each once in a unit. */
static void count_not_sent(struct standing *standing)
{
    const struct roster *before = standing->before;
    for (uint32_t i = 0; i < before->row_count; i++) {
        const struct standing_row *row = &standing->rows[i];
        if (row->outcome != OUTCOME_NOT_SENT)
            continue;
        uint32_t at = person_rows_first(&standing->was, before->rows[i].id);
        while (at != i && (standing->rows[at].outcome != OUTCOME_NOT_SENT ||
                           standing->rows[at].unit != row->unit))
            at = person_rows_next(&standing->was, at);
        if (at == i)
            standing->units.units[row->unit].not_sent++;
    }
}

static int tell_unit(struct standing *standing, uint16_t kind, strref county,
                     int64_t heads)
{
    char number[COUNT_TEXT_SIZE];
    return add_about_unit(standing, DIAG_ROSTER_NOT_SENT, kind, county,
                          count_text(heads, number));
}

/* Unit by unit where some came; in one where nothing of the kind did. */
static int tell_kind(struct standing *standing, uint16_t kind)
{
    const struct unit_table *table = &standing->units;
    bool any_came = standing->all_changes[kind] || standing->all_full[kind];
    int64_t heads = 0;
    for (size_t i = 0; i < table->count; i++) {
        const struct roster_unit *unit = &table->units[i];
        if (unit->kind != kind)
            continue;
        any_came = any_came || unit->is_full || unit->is_changed;
        heads += unit->not_sent;
    }
    if (!any_came)
        return heads == 0 ? 0 : tell_unit(standing, kind, 0, heads);
    for (size_t i = 0; i < table->count; i++) {
        const struct roster_unit *unit = &table->units[i];
        if (unit->kind == kind && unit->not_sent > 0 &&
            tell_unit(standing, kind, unit->county, unit->not_sent) != 0)
            return -1;
    }
    return 0;
}

static int tell_not_sent(struct standing *standing)
{
    count_not_sent(standing);
    for (size_t k = 0; k < standing->policy->kind_count; k++)
        if (tell_kind(standing, (uint16_t)k) != 0)
            return -1;
    return 0;
}

/* ---- categories that are gone ---- */

static int tell_gone(struct standing *standing)
{
    const struct policy *was = standing->options->was;
    const struct roster *before = standing->before;
    int result = -1;
    int64_t *heads = mem_alloc((was->category_count + 1) * sizeof *heads);
    if (heads == NULL)
        return -1;
    for (size_t i = 0; i < before->row_count; i++)
        if (standing->rows[i].outcome == OUTCOME_GONE &&
            before->rows[i].category != POLICY_NONE)
            heads[before->rows[i].category]++;
    for (size_t i = 0; i < was->category_count; i++) {
        char number[COUNT_TEXT_SIZE];
        if (heads[i] == 0)
            continue;
        if (add_general(standing, DIAG_CATEGORY_GONE, was->categories[i].name,
                        0, count_text(heads[i], number)) != 0)
            goto out;
    }
    result = 0;
out:
    mem_free(heads);
    return result;
}

/* ---- people ---- */

/* Carried rows come in the order of those they are copies of. */
static int tell_pending(struct standing *standing)
{
    struct roster *roster = standing->roster;
    uint32_t copy = (uint32_t)standing->row_count;
    for (uint32_t i = 0; i < standing->before->row_count; i++) {
        const struct standing_row *row = &standing->rows[i];
        if (row->outcome < OUTCOME_PENDING)
            continue;
        if (row->outcome == OUTCOME_PENDING &&
            finding_add(roster, copy, row->because, FIELD_NONE,
                        (struct diag){.code = DIAG_ROW_PENDING}) != 0)
            return -1;
        copy++;
    }
    return 0;
}

/* Whether a removal of the person and category came as well: who moves from
 * one county to another is removed in one and added in the other. */
static bool is_removed_too(const struct standing *standing,
                           const struct roster_row *row, uint16_t department)
{
    const struct roster *roster = standing->roster;
    for (uint32_t at = person_rows_first(&standing->now, row->id);
         at != ROW_NONE; at = person_rows_next(&standing->now, at)) {
        const struct roster_row *other = &roster->rows[at];
        const uint16_t kind = kind_of_row(roster, other);
        if (other->fate == FATE_ACCEPTED &&
            other->movement == MOVEMENT_REMOVED && kind != POLICY_NONE &&
            standing->policy->kinds[kind].department == department &&
            (other->category == row->category ||
             other->category == POLICY_NONE))
            return true;
    }
    return false;
}

static int tell_known(struct standing *standing, uint32_t index, uint32_t known)
{
    const struct roster *before = standing->before;
    const struct roster_row *was = &before->rows[known];
    const uint32_t file = before->sheets[was->sheet].file;
    struct diag diag = {.code = DIAG_ADDITION_KNOWN};
    struct text where = TEXT_INIT;
    place_append(&where, roster_file_name(before, file),
                 roster_sheet_name(before, was->sheet), was->row, 0);
    int result =
        where.failed ? -1 : add_text(standing, text_of(&where), &diag.note);
    if (result == 0)
        result = finding_add(standing->roster, index, ROW_NONE, FIELD_MOVEMENT,
                             diag);
    text_release(&where);
    return result;
}

/* Whether anything that stood is ended by a removal. */
static bool ends_something(const struct standing *standing,
                           const struct roster_row *row, uint16_t kind)
{
    const struct policy *policy = standing->policy;
    const uint16_t department = policy->kinds[kind].department;
    const struct roster_kind *entry = &policy->kinds[kind];
    if (row->category != POLICY_NONE)
        return standing_find(standing, row->id, department, row->category) !=
               ROW_NONE;
    for (size_t i = 0; i < entry->category_count; i++)
        if (standing_find(standing, row->id, department,
                          entry->categories[i]) != ROW_NONE)
            return true;
    return standing_find(standing, row->id, department, POLICY_NONE) !=
           ROW_NONE;
}

static int tell_movement(struct standing *standing, uint32_t index)
{
    const struct roster *roster = standing->roster;
    const struct roster_row *row = &roster->rows[index];
    const uint16_t kind = kind_of_row(roster, row);
    if (row->fate != FATE_ACCEPTED || kind == POLICY_NONE)
        return 0;
    const uint16_t department = standing->policy->kinds[kind].department;
    if (row->movement == MOVEMENT_REMOVED)
        return ends_something(standing, row, kind)
                   ? 0
                   : finding_add(standing->roster, index, ROW_NONE,
                                 FIELD_MOVEMENT,
                                 (struct diag){.code = DIAG_REMOVAL_UNKNOWN});
    if (row->movement != MOVEMENT_ADDED)
        return 0;
    const uint32_t known =
        standing_find(standing, row->id, department, row->category);
    return known == ROW_NONE || is_removed_too(standing, row, department)
               ? 0
               : tell_known(standing, index, known);
}

int standing_tell(struct standing *standing)
{
    if (tell_gap(standing) != 0 || tell_drops(standing) != 0 ||
        tell_not_sent(standing) != 0 || tell_gone(standing) != 0 ||
        tell_pending(standing) != 0)
        return -1;
    for (uint32_t i = 0; i < standing->row_count; i++)
        if (tell_movement(standing, i) != 0)
            return -1;
    return 0;
}
