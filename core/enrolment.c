/*
 * The persons of an enrolment list: accepted rows, sorted by ID number, each
 * once. Counties are looked up once a name, since a list of hundreds of
 * thousands has a handful of them.
 */
#include "core/enrolment.h"

#include "core/arena.h"
#include <stdlib.h>

static int compare_persons(const void *a, const void *b)
{
    const struct enrolled *left = a;
    const struct enrolled *right = b;
    if (left->id != right->id)
        return left->id < right->id ? -1 : 1;
    return (left->county > right->county) - (left->county < right->county);
}

/* The county of each row; the last name is remembered. */
struct county_memo {
    const struct policy *policy;
    const struct roster *roster;
    strref name;
    uint16_t county;
    bool is_set;
};

static uint16_t county_of(struct county_memo *memo, strref name)
{
    if (!memo->is_set || memo->name != name) {
        memo->is_set = true;
        memo->name = name;
        memo->county =
            policy_county(memo->policy, roster_string(memo->roster, name));
    }
    return memo->county;
}

/* Drops all but the first row of each person. */
static void keep_first(struct enrolment *enrolment, size_t rows)
{
    size_t count = 0;
    for (size_t i = 0; i < rows; i++)
        if (count == 0 ||
            enrolment->persons[count - 1].id != enrolment->persons[i].id)
            enrolment->persons[count++] = enrolment->persons[i];
    enrolment->count = count;
    enrolment->repeated = rows - count;
}

int enrolment_collect(struct enrolment *enrolment, const struct policy *policy)
{
    const struct roster *roster = &enrolment->roster;
    struct county_memo memo = {.policy = policy, .roster = roster};
    size_t capacity = 0;
    size_t rows = 0;
    if (mem_grow(&enrolment->persons, &capacity, roster->row_count + 1,
                 sizeof *enrolment->persons) != 0)
        return -1;
    for (size_t i = 0; i < roster->row_count; i++) {
        const struct roster_row *row = &roster->rows[i];
        if (row->fate == FATE_ACCEPTED)
            enrolment->persons[rows++] = (struct enrolled){
                .id = row->id, .county = county_of(&memo, row->county)};
    }
    qsort(enrolment->persons, rows, sizeof *enrolment->persons,
          compare_persons);
    keep_first(enrolment, rows);
    return 0;
}

void enrolment_release(struct enrolment *enrolment)
{
    mem_free(enrolment->persons);
    roster_release(&enrolment->roster);
}

bool enrolment_has(const struct enrolment *enrolment, idkey id)
{
    size_t low = 0;
    size_t high = enrolment->count;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (enrolment->persons[middle].id < id)
            low = middle + 1;
        else
            high = middle;
    }
    return low < enrolment->count && enrolment->persons[low].id == id;
}
