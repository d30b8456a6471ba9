/*
 * What becomes of a row of the month before, in this order:
 *
 *   1. the person came with the category again: that row takes its place;
 *      reported as removed, or as changed to another category (a change is
 *      about the list it is on, where the person stood there): ended;
 *   2. what came of the person was returned: stays, pending;
 *   3. a full roster covers its unit, and the person is not on it: ended;
 *   4. the department sent changes only: stays, unchanged;
 *   5. nothing came: stays, not sent.
 *
 * A full roster of another kind covers a unit if it has nearly all its people:
 * the department sends one list where it sent several, or several for one.
 * "Nearly" is the policy's limit, which a roster may not shrink by unasked; so
 * a list that merely has some of them in common never cancels the rest.
 */
#include "allocate/standing.h"
#include "core/arena.h"

/* ---- one row ---- */

/* What this month says of a person and category. */
struct sightings {
    bool is_replaced, is_removed, is_changed;
    bool is_on_full;         /* replaced by a row of a full roster */
    bool is_removed_outside; /* by a row that its unit does not count */
    uint32_t returned;       /* ROW_NONE */
};

/* Whether a row that reports a change is about the row `in`: that of its own
 * list, so that what stands on the department's other lists is left alone; a
 * person who stood on other lists only has changed there. */
static bool is_change_of(const struct standing *standing,
                         const struct standing_row *in,
                         const struct roster_row *row)
{
    const uint16_t kind = standing->roster->sheets[row->sheet].kind;
    const struct standing_row *rows = standing->rows;
    if (standing_find(standing, row->id,
                      standing->policy->kinds[kind].department,
                      row->category) != ROW_NONE)
        return false;
    if (standing->units.units[in->unit].kind == kind)
        return true;
    for (uint32_t at = person_rows_first(&standing->was, row->id);
         at != ROW_NONE; at = person_rows_next(&standing->was, at))
        if (rows[at].outcome != OUTCOME_NONE &&
            rows[at].outcome != OUTCOME_GONE &&
            standing->units.units[rows[at].unit].kind == kind)
            return false;
    return kind_has(standing->policy, kind, in->category);
}

/* Takes in a row of the person from the same department. */
static void see(struct standing *standing, const struct standing_row *in,
                const struct roster_row *was, uint32_t index,
                struct sightings *out)
{
    const struct policy *policy = standing->policy;
    struct roster *roster = standing->roster;
    struct roster_row *row = &roster->rows[index];
    const struct roster_sheet *sheet = &roster->sheets[row->sheet];
    const struct roster_unit *unit = &standing->units.units[in->unit];
    const bool speaks_of_it = sheet->kind == unit->kind ||
                              kind_has(policy, sheet->kind, in->category);
    if (row->fate == FATE_RETURNED) {
        if (speaks_of_it && out->returned == ROW_NONE)
            out->returned = index;
    } else if (row->movement == MOVEMENT_REMOVED) {
        if (row->category != in->category &&
            (row->category != POLICY_NONE || !speaks_of_it))
            return;
        out->is_removed = true;
        out->is_removed_outside =
            sheet->kind != unit->kind || row->county != unit->county;
    } else if (row->category == in->category) {
        out->is_replaced = true;
        out->is_on_full |= sheet->mode == MODE_FULL;
        row->is_known = true;
        row->is_late = row->is_late && was->is_late;
    } else if (row->movement == MOVEMENT_CHANGED) {
        out->is_changed |= is_change_of(standing, in, row);
    }
}

static struct sightings look_for(struct standing *standing, uint32_t index)
{
    const struct policy *policy = standing->policy;
    const struct roster_row *was = &standing->before->rows[index];
    const struct standing_row *in = &standing->rows[index];
    const uint16_t department =
        policy->kinds[standing->units.units[in->unit].kind].department;
    struct sightings seen = {.returned = ROW_NONE};
    for (uint32_t at = person_rows_first(&standing->now, was->id);
         at != ROW_NONE; at = person_rows_next(&standing->now, at)) {
        const uint16_t kind =
            kind_of_row(standing->roster, &standing->roster->rows[at]);
        if (kind != POLICY_NONE && policy->kinds[kind].department == department)
            see(standing, in, was, at, &seen);
    }
    if (!seen.is_replaced && !seen.is_removed && !seen.is_changed &&
        seen.returned == ROW_NONE)
        seen.returned = nameless_find(standing, index);
    return seen;
}

static void judge_person(struct standing *standing, uint32_t index)
{
    struct standing_row *in = &standing->rows[index];
    struct roster_unit *unit = &standing->units.units[in->unit];
    const struct sightings seen = look_for(standing, index);
    if (seen.is_replaced) {
        in->outcome = OUTCOME_REPLACED;
        unit->refound += seen.is_on_full;
    } else if (seen.is_removed || seen.is_changed) {
        in->outcome = OUTCOME_REMOVED;
        unit->now += seen.is_removed_outside;
    } else if (seen.returned != ROW_NONE) {
        in->outcome = OUTCOME_PENDING;
        in->because = seen.returned;
    }
}

/* ---- units ---- */

/* Whether a kind speaks of a row that stood on another. */
static bool may_speak(const struct standing *standing, uint16_t kind,
                      const struct standing_row *in)
{
    const struct policy *policy = standing->policy;
    const uint16_t own = standing->units.units[in->unit].kind;
    return kind == own ||
           (policy->kinds[kind].department == policy->kinds[own].department &&
            kind_has(policy, kind, in->category));
}

/* Whether the department sent changes in which the row could have been. */
static bool has_changes(const struct standing *standing,
                        const struct standing_row *in)
{
    const struct unit_table *table = &standing->units;
    const strref county = table->units[in->unit].county;
    for (size_t i = 0; i < standing->policy->kind_count; i++)
        if (standing->all_changes[i] && may_speak(standing, (uint16_t)i, in))
            return true;
    for (size_t i = 0; i < table->count; i++)
        if (table->units[i].is_changed && table->units[i].county == county &&
            may_speak(standing, table->units[i].kind, in))
            return true;
    return false;
}

/* What an open row comes to, by its unit. */
static enum outcome outcome_of(const struct standing *standing,
                               const struct standing_row *in)
{
    if (standing->units.units[in->unit].is_full)
        return OUTCOME_MISSING;
    return has_changes(standing, in) ? OUTCOME_UNCHANGED : OUTCOME_NOT_SENT;
}

/* A unit whose people stand on full rosters of other kinds is covered. */
static void cover_other_forms(struct standing *standing, int64_t *stood)
{
    const int64_t limit = standing->policy->drop_limit_bp;
    for (size_t i = 0; i < standing->before->row_count; i++)
        if (standing->rows[i].outcome > OUTCOME_GONE)
            stood[standing->rows[i].unit]++;
    for (size_t i = 0; i < standing->units.count; i++) {
        struct roster_unit *unit = &standing->units.units[i];
        if (unit->is_full || unit->refound == 0 ||
            (stood[i] - unit->refound) * BP_WHOLE > stood[i] * limit)
            continue;
        unit->is_full = true;
        unit->now = unit->before; /* as large as it was, by its people */
    }
}

/* The outcome of a unit's open rows of one category. */
struct judgement {
    bool is_known;
    uint16_t category;
    uint8_t outcome;
};

static void judge_open(struct standing *standing, struct judgement *known)
{
    for (size_t i = 0; i < standing->before->row_count; i++) {
        struct standing_row *in = &standing->rows[i];
        if (in->outcome != OUTCOME_OPEN)
            continue;
        struct judgement *of_unit = &known[in->unit];
        if (!of_unit->is_known || of_unit->category != in->category)
            *of_unit = (struct judgement){
                .is_known = true,
                .category = in->category,
                .outcome = (uint8_t)outcome_of(standing, in),
            };
        in->outcome = of_unit->outcome;
    }
}

static int judge_units(struct standing *standing)
{
    const size_t count = standing->units.count + 1;
    int64_t *stood = mem_alloc(count * sizeof *stood);
    struct judgement *known = mem_alloc(count * sizeof *known);
    const int result = stood == NULL || known == NULL ? -1 : 0;
    if (result == 0) {
        cover_other_forms(standing, stood);
        judge_open(standing, known);
    }
    mem_free(known);
    mem_free(stood);
    return result;
}

/* ---- late rows ---- */

/* A row without a date that is new since the collection was recognised too
 * late for the insured year. */
static void mark_late(struct standing *standing)
{
    const struct policy *policy = standing->policy;
    struct roster *roster = standing->roster;
    if (policy->late != LATE_NEXT_YEAR || policy->collection_to == YMD_NONE ||
        standing->options->as_of <= policy->collection_to)
        return;
    for (size_t i = 0; i < standing->row_count; i++)
        roster->rows[i].is_late = roster->rows[i].recognised == YMD_NONE;
}

int standing_judge(struct standing *standing)
{
    mark_late(standing);
    if (nameless_collect(standing) != 0)
        return -1;
    for (uint32_t i = 0; i < standing->before->row_count; i++)
        if (standing->rows[i].outcome == OUTCOME_OPEN)
            judge_person(standing, i);
    return judge_units(standing);
}
