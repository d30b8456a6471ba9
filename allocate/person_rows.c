/*
 * Rows by person: a hash table with one chain a slot, built from the last row
 * to the first, so that each chain stands in the roster's order. Eight bytes
 * a row; a person has few rows, so walking a chain costs next to nothing.
 */
#include "allocate/person_rows.h"
#include "core/arena.h"

static size_t slot_of(const struct person_rows *rows, idkey id)
{
    const uint64_t golden = UINT64_C(0x9E3779B97F4A7C15); /* 2^64 / ratio */
    return (size_t)((id * golden) >> 32) & rows->mask;
}

int person_rows_init(struct person_rows *rows, const struct roster *roster)
{
    size_t slots = 64;
    while (slots < roster->row_count)
        slots *= 2;
    *rows = (struct person_rows){.roster = roster, .mask = slots - 1};
    if (roster->row_count >= ROW_NONE)
        return -1;
    rows->heads = mem_alloc(slots * sizeof *rows->heads);
    rows->next = mem_alloc((roster->row_count + 1) * sizeof *rows->next);
    if (rows->heads == NULL || rows->next == NULL)
        return -1;
    for (size_t i = 0; i < slots; i++)
        rows->heads[i] = ROW_NONE;
    for (size_t i = roster->row_count; i > 0; i--) {
        uint32_t *head = &rows->heads[slot_of(rows, roster->rows[i - 1].id)];
        if (roster->rows[i - 1].id == 0)
            continue;
        rows->next[i - 1] = *head;
        *head = (uint32_t)(i - 1);
    }
    return 0;
}

void person_rows_release(struct person_rows *rows)
{
    mem_free(rows->heads);
    mem_free(rows->next);
    *rows = (struct person_rows){.roster = NULL};
}

static uint32_t find_from(const struct person_rows *rows, uint32_t index,
                          idkey id)
{
    while (index != ROW_NONE && rows->roster->rows[index].id != id)
        index = rows->next[index];
    return index;
}

uint32_t person_rows_first(const struct person_rows *rows, idkey id)
{
    return find_from(rows, rows->heads[slot_of(rows, id)], id);
}

uint32_t person_rows_next(const struct person_rows *rows, uint32_t index)
{
    return find_from(rows, rows->next[index], rows->roster->rows[index].id);
}
