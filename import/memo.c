/*
 * Remembering results by shared string. Strings are numbered as they come up
 * in the sheet, so what is known of a row's strings lies side by side; hardly
 * any stands in columns of two fields, and so one result a string is kept, for
 * the field that met it first. The others have a few places of their own, which
 * is enough for words like 是 and 二级.
 *
 * The table is made when a cell first needs it.
 */
#include "import/memo.h"

#include <string.h>

void memo_init(struct memo *memo, uint32_t shared_count)
{
    *memo = (struct memo){.shared_count = shared_count};
}

void memo_release(struct memo *memo)
{
    mem_free(memo->shared.by_string);
    memo->shared.by_string = NULL;
}

void memo_forget(struct memo *memo)
{
    memo_release(memo);
    memo_init(memo, memo->shared_count);
}

/* Of a string that belongs to another field. */
static uint32_t *other_result(struct field_memo *of_field, uint32_t shared)
{
    struct other_string *other = &of_field->others[shared % MEMO_OTHERS];
    if (other->shared != shared)
        *other = (struct other_string){.shared = shared};
    return &other->result;
}

static uint32_t *shared_result(struct memo *memo, enum field field,
                               uint32_t shared)
{
    if (shared > memo->shared_count)
        return NULL;
    if (memo->shared.by_string == NULL)
        memo->shared.by_string =
            mem_alloc(memo->shared_count * sizeof *memo->shared.by_string);
    if (memo->shared.by_string == NULL)
        return NULL;
    struct shared_result *known = &memo->shared.by_string[shared - 1];
    if (known->result == 0)
        known->field = field;
    return known->field == field ? &known->result
                                 : other_result(&memo->fields[field], shared);
}

uint32_t *memo_result(struct memo *memo, enum field field,
                      const struct cell *cell)
{
    struct field_memo *of_field = &memo->fields[field];
    if (cell->shared != 0)
        return shared_result(memo, field, cell->shared);
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
