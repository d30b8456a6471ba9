/*
 * Full rosters that became too short. A half-empty file must not cancel
 * people: a unit may shrink by the policy's limit, and beyond that only if
 * somebody consented to it by name. All such units are told at once, by kind
 * and county, with the options that would let them pass.
 *
 * People reported as removed by another roster count as present: that they
 * are missing has been said.
 */
#include "allocate/standing.h"
#include "core/message.h"
#include <stdlib.h>
#include <string.h>

/* A unit that shrank, beside what it is sorted by. */
struct short_unit {
    struct unit_drop drop;
    const char *county;
};

static int compare_units(const void *a, const void *b)
{
    const struct short_unit *left = a;
    const struct short_unit *right = b;
    if (left->drop.kind != right->drop.kind)
        return left->drop.kind < right->drop.kind ? -1 : 1;
    return strcmp(left->county, right->county);
}

static bool is_short(const struct policy *policy,
                     const struct roster_unit *unit)
{
    return unit->is_full && unit->now < unit->before &&
           (unit->before - unit->now) * BP_WHOLE >
               unit->before * policy->drop_limit_bp;
}

static bool has_consent(const struct standing *standing,
                        const struct short_unit *unit)
{
    const struct standing_options *options = standing->options;
    for (size_t i = 0; i < options->consent_count; i++) {
        const struct drop_consent *consent = &options->consents[i];
        if (consent->kind == unit->drop.kind &&
            (consent->county == NULL ||
             strcmp(consent->county, unit->county) == 0))
            return true;
    }
    return false;
}

/* "低保对象花名册 东坡区：上月 320 人，本月 12 人  --accept-drop …" */
static void append_unit(struct text *out, const struct standing *standing,
                        const struct short_unit *unit)
{
    const struct roster_kind *kind = &standing->policy->kinds[unit->drop.kind];
    char before[COUNT_TEXT_SIZE];
    char now[COUNT_TEXT_SIZE];
    struct text option = TEXT_INIT;
    text_printf(&option, "--accept-drop %s%s%s", kind->id,
                unit->county[0] == '\0' ? "" : "@", unit->county);
    message_append(out, standing->options->language, MESSAGE_DROP_LINE,
                   kind->name, unit->county,
                   count_text(unit->drop.before, before),
                   count_text(unit->drop.now, now), text_of(&option), NULL);
    out->failed = out->failed || option.failed;
    text_release(&option);
}

/* Collects the short units, sorted. */
static int collect(const struct standing *standing, struct short_unit **out,
                   size_t *out_count)
{
    const struct unit_table *table = &standing->units;
    *out = mem_alloc((table->count + 1) * sizeof **out);
    if (*out == NULL)
        return -1;
    for (size_t i = 0; i < table->count; i++) {
        const struct roster_unit *unit = &table->units[i];
        if (is_short(standing->policy, unit))
            (*out)[(*out_count)++] = (struct short_unit){
                .drop = {.kind = unit->kind,
                         .county = unit->county,
                         .before = unit->before,
                         .now = unit->now},
                .county = roster_string(standing->roster, unit->county),
            };
    }
    if (*out_count > 1)
        qsort(*out, *out_count, sizeof **out, compare_units);
    return 0;
}

static int keep(struct standing *standing, const struct short_unit *units,
                size_t count)
{
    struct roster *roster = standing->roster;
    struct unit_drop *drops = arena_array(roster->arena, count, sizeof *drops);
    if (drops == NULL)
        return -1;
    for (size_t i = 0; i < count; i++)
        drops[i] = units[i].drop;
    roster->drops = drops;
    roster->drop_count = count;
    return 0;
}

int standing_check_drops(struct standing *standing, struct failure *failure)
{
    struct short_unit *units = NULL;
    struct text refused = TEXT_INIT;
    size_t count = 0;
    int result = -1;
    if (collect(standing, &units, &count) != 0)
        goto out;
    for (size_t i = 0; i < count; i++)
        if (!has_consent(standing, &units[i]))
            append_unit(&refused, standing, &units[i]);
    if (!refused.failed)
        result = refused.length > 0 ? 1 : keep(standing, units, count);
out:
    if (result < 0)
        failure_memory(failure);
    else if (result > 0)
        result = failure_set(failure, DIAG_ROSTER_DROPPED, NULL, "%s",
                             text_of(&refused));
    text_release(&refused);
    mem_free(units);
    return result;
}
