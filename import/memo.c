/*
 * Remembering results by shared string. The tables are one block a field, of
 * four bytes a shared string, made when the field first meets one; pages that
 * no string of the column falls into are never touched.
 */
#include "import/memo.h"

#include <string.h>

void memo_init(struct memo *memo, uint32_t shared_count)
{
    *memo = (struct memo){.shared_count = shared_count};
}

void memo_release(struct memo *memo)
{
    memo_forget(memo);
}

void memo_forget(struct memo *memo)
{
    for (unsigned field = 0; field < FIELD_COUNT; field++) {
        mem_free(memo->fields[field].shared.by_string);
        memo->fields[field].shared.by_string = NULL;
        memo->fields[field].result = 0;
    }
}

static uint32_t *shared_result(const struct memo *memo,
                               struct shared_results *results, uint32_t shared)
{
    if (shared > memo->shared_count)
        return NULL;
    if (results->by_string == NULL)
        results->by_string =
            mem_alloc(memo->shared_count * sizeof *results->by_string);
    return results->by_string == NULL ? NULL : &results->by_string[shared - 1];
}

uint32_t *memo_result(struct memo *memo, enum field field,
                      const struct cell *cell)
{
    struct field_memo *of_field = &memo->fields[field];
    if (cell->shared != 0)
        return shared_result(memo, &of_field->shared, cell->shared);
    if (cell->kind != CELL_TEXT || cell->length > MEMO_TEXT_SIZE)
        return NULL;
    if (cell->length != of_field->length ||
        memcmp(cell->text, of_field->text, cell->length) != 0) {
        memcpy(of_field->text, cell->text, cell->length);
        of_field->length = cell->length;
        of_field->result = 0;
    }
    return &of_field->result;
}
