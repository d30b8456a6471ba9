/*
 * Evidence lies by person already, so that only a person's own few rows need
 * sorting; returned rows, which no order has, are sorted and merged in.
 */
#include "ledger/row_order.h"

#include "core/arena.h"
#include <stdlib.h>
#include <string.h>

static int compare_rows(const void *left, const void *right, void *context)
{
    const struct roster_row *rows = context;
    const struct roster_row *a = &rows[*(const uint32_t *)left];
    const struct roster_row *b = &rows[*(const uint32_t *)right];
    if (a->id != b->id)
        return a->id < b->id ? -1 : 1;
    if (a->sheet != b->sheet)
        return a->sheet < b->sheet ? -1 : 1;
    return (a->row > b->row) - (a->row < b->row);
}

/* Most are sorted, or alone. */
static void sort_rows(const struct roster *roster, uint32_t *order,
                      size_t count)
{
    size_t at = 1;
    while (at < count &&
           compare_rows(&order[at - 1], &order[at], roster->rows) < 0)
        at++;
    if (at < count)
        qsort_r(order, count, sizeof *order, compare_rows, roster->rows);
}

/* The returned rows, sorted, and one more place; NULL when memory is
 * exhausted. */
static uint32_t *returned_rows(const struct roster *roster, size_t *out_count)
{
    size_t count = 0;
    for (size_t i = 0; i < roster->row_count; i++)
        count += roster->rows[i].fate == FATE_RETURNED;
    uint32_t *returned = mem_alloc((count + 1) * sizeof *returned);
    if (returned == NULL)
        return NULL;
    count = 0;
    for (size_t i = 0; i < roster->row_count; i++)
        if (roster->rows[i].fate == FATE_RETURNED)
            returned[count++] = (uint32_t)i;
    sort_rows(roster, returned, count);
    *out_count = count;
    return returned;
}

/* Puts all rows in order, whose returned ones are given. */
static void merge_rows(const struct roster *roster,
                       const struct allocation *allocation,
                       const uint32_t *returned, size_t returned_count,
                       uint32_t *order)
{
    const struct roster_row *rows = roster->rows;
    size_t count = 0;
    size_t at = 0; /* of the returned rows */
    for (size_t i = 0; i < allocation->decision_count; i++) {
        const struct decision *decision = &allocation->decisions[i];
        while (at < returned_count && rows[returned[at]].id < decision->id)
            order[count++] = returned[at++];
        const size_t first = count;
        memcpy(&order[count], &allocation->order[decision->first],
               decision->count * sizeof *order);
        count += decision->count;
        while (at < returned_count && rows[returned[at]].id == decision->id)
            order[count++] = returned[at++];
        sort_rows(roster, &order[first], count - first);
    }
    memcpy(&order[count], &returned[at], (returned_count - at) * sizeof *order);
}

uint32_t *row_order_new(const struct roster *roster,
                        const struct allocation *allocation)
{
    size_t count = 0;
    uint32_t *returned = returned_rows(roster, &count);
    uint32_t *order = NULL;
    if (returned != NULL)
        order = mem_alloc((roster->row_count + 1) * sizeof *order);
    if (order != NULL)
        merge_rows(roster, allocation, returned, count, order);
    mem_free(returned);
    return order;
}
