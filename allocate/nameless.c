/*
 * Returned rows whose number could not be read: whom they may be about. The
 * name must be the same, the department must agree, and so must the leading
 * digits where the number was merely cut by a spreadsheet. The county need
 * not: whoever moved is on another one's list.
 *
 * Several people of a name may be meant; all of them wait for the correction,
 * because none may lose an identity over somebody's unreadable number.
 */
#include "allocate/standing.h"
#include "core/arena.h"
#include <stdlib.h>
#include <string.h>

/* What is left of a number that was cut. */
struct cut_number {
    struct place at;
    strref cell;
    enum diag_code code;
};

struct cut_numbers {
    struct cut_number *items; /* sorted by place */
    size_t count, capacity;
};

static int order_of(uint32_t a, uint32_t b)
{
    return (a > b) - (a < b);
}

static int compare_places(const struct place *a, const struct place *b)
{
    const int order = order_of(a->sheet, b->sheet);
    return order != 0 ? order : order_of(a->row, b->row);
}

static int compare_cuts(const void *a, const void *b)
{
    const struct cut_number *left = a;
    const struct cut_number *right = b;
    const int order = compare_places(&left->at, &right->at);
    return order != 0 ? order : order_of(left->at.column, right->at.column);
}

static int collect_cuts(const struct roster *roster, struct cut_numbers *out)
{
    for (size_t i = 0; i < roster->diag_count; i++) {
        const struct diag *diag = &roster->diags[i];
        if (diag->code != DIAG_ID_PRECISION && diag->code != DIAG_ID_SCIENTIFIC)
            continue;
        if (mem_grow(&out->items, &out->capacity, out->count + 1,
                     sizeof *out->items) != 0)
            return -1;
        out->items[out->count++] = (struct cut_number){
            .at = diag->at, .cell = diag->cell, .code = diag->code};
    }
    if (out->count > 1)
        qsort(out->items, out->count, sizeof *out->items, compare_cuts);
    return 0;
}

/* The digits that are still true: of 511499197911163000 the first 15, of
 * 5.11499E+17 all but the last, which is rounded. */
static uint8_t true_digits(enum diag_code code, const char *cell, char out[15])
{
    enum { KEPT = 15 };
    uint8_t count = 0;
    for (; *cell != '\0' && *cell != 'E' && *cell != 'e' && count < KEPT;
         cell++)
        if (*cell >= '0' && *cell <= '9')
            out[count++] = *cell;
    return code == DIAG_ID_SCIENTIFIC && count > 0 ? (uint8_t)(count - 1)
                                                   : count;
}

static void take_digits(const struct roster *roster,
                        const struct cut_numbers *cuts, struct nameless *out)
{
    const struct cut_number wanted = {
        .at = row_place(roster, out->row, FIELD_NONE)};
    size_t low = 0;
    size_t high = cuts->count;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (compare_places(&cuts->items[middle].at, &wanted.at) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    if (low < cuts->count &&
        compare_places(&cuts->items[low].at, &wanted.at) == 0)
        out->digit_count = true_digits(
            cuts->items[low].code, roster_string(roster, cuts->items[low].cell),
            out->digits);
}

static int compare_nameless(const void *a, const void *b)
{
    const struct nameless *left = a;
    const struct nameless *right = b;
    if (left->hash != right->hash)
        return left->hash < right->hash ? -1 : 1;
    return order_of(left->row, right->row);
}

static int collect_rows(struct standing *standing,
                        const struct cut_numbers *cuts)
{
    const struct roster *roster = standing->roster;
    for (uint32_t i = 0; i < standing->row_count; i++) {
        const struct roster_row *row = &roster->rows[i];
        if (row->id != 0 || row->fate != FATE_RETURNED || row->name == 0 ||
            kind_of_row(roster, row) == POLICY_NONE)
            continue;
        if (mem_grow(&standing->nameless, &standing->nameless_capacity,
                     standing->nameless_count + 1,
                     sizeof *standing->nameless) != 0)
            return -1;
        struct nameless *added =
            &standing->nameless[standing->nameless_count++];
        *added = (struct nameless){
            .hash = name_hash(roster_string(roster, row->name)),
            .row = i,
        };
        take_digits(roster, cuts, added);
    }
    return 0;
}

int nameless_collect(struct standing *standing)
{
    struct cut_numbers cuts = {.items = NULL};
    int result = -1;
    if (collect_cuts(standing->roster, &cuts) == 0 &&
        collect_rows(standing, &cuts) == 0)
        result = 0;
    if (result == 0 && standing->nameless_count > 1)
        qsort(standing->nameless, standing->nameless_count,
              sizeof *standing->nameless, compare_nameless);
    mem_free(cuts.items);
    return result;
}

/* Whether a returned row may be about a row of the month before. */
static bool may_be(const struct standing *standing,
                   const struct nameless *nameless, uint32_t index)
{
    const struct policy *policy = standing->policy;
    const struct roster *roster = standing->roster;
    const struct roster_row *row = &roster->rows[nameless->row];
    const struct roster_row *was = &standing->before->rows[index];
    const struct standing_row *in = &standing->rows[index];
    const struct roster_unit *unit = &standing->units.units[in->unit];
    const uint16_t kind = kind_of_row(roster, row);
    char number[ID_TEXT_SIZE];
    return policy->kinds[kind].department ==
               policy->kinds[unit->kind].department &&
           (kind == unit->kind || kind_has(policy, kind, in->category)) &&
           name_is_same(roster_string(roster, row->name),
                        roster_string(standing->before, was->name)) &&
           memcmp(id_number_text(was->id, number), nameless->digits,
                  nameless->digit_count) == 0;
}

uint32_t nameless_find(const struct standing *standing, uint32_t index)
{
    const struct roster_row *was = &standing->before->rows[index];
    size_t low = 0;
    size_t high = standing->nameless_count;
    if (high == 0)
        return ROW_NONE;
    const uint64_t hash = name_hash(roster_string(standing->before, was->name));
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (standing->nameless[middle].hash < hash)
            low = middle + 1;
        else
            high = middle;
    }
    for (;
         low < standing->nameless_count && standing->nameless[low].hash == hash;
         low++)
        if (may_be(standing, &standing->nameless[low], index))
            return standing->nameless[low].row;
    return ROW_NONE;
}
