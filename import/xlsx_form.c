/*
 * Comparing cells with those above them, as words under masks. Up to 64 bytes
 * behind `*place` are looked at, which the window has (SCAN_PADDING): each
 * part only where the one before it was there.
 *
 * A cell that is not alike, or is cut by the window's end, is left to
 * xlsx_cell_read(), which alone knows what may stand in a sheet.
 */
#include "import/xlsx_form.h"

#include "core/digits.h"
#include "import/xlsx_scan.h"

static uint64_t word_at(const char *at)
{
    uint64_t word = 0;
    memcpy(&word, at, sizeof word);
    return word;
}

/* The first `length` bytes of a word (up to eight) in memory. */
static uint64_t mask_of(size_t length)
{
    unsigned char bytes[sizeof(uint64_t)] = {0};
    uint64_t mask = 0;
    memset(bytes, 0xFF, length < sizeof bytes ? length : sizeof bytes);
    memcpy(&mask, bytes, sizeof mask);
    return mask;
}

void xlsx_form_learn(struct xlsx_form *form,
                     const struct xlsx_form_parts *parts,
                     const struct xlsx_cell *cell)
{
    const size_t head = (size_t)(parts->reference - parts->cell);
    const size_t tail = (size_t)(parts->value - parts->tail);
    form->is_known = head <= sizeof form->head && tail <= sizeof form->tail;
    if (!form->is_known)
        return;
    form->head_mask = mask_of(head);
    form->head = word_at(parts->cell) & form->head_mask;
    for (size_t i = 0; i < XLSX_FORM_WORDS; i++) {
        const size_t start = i * sizeof(uint64_t);
        form->tail_mask[i] = mask_of(tail > start ? tail - start : 0);
        form->tail[i] = word_at(parts->tail + start) & form->tail_mask[i];
    }
    form->head_length = (uint8_t)head;
    form->tail_length = (uint8_t)tail;
    form->type = cell->type;
    form->style = cell->style;
}

static bool has_tail(const struct xlsx_form *form, const char *at)
{
    uint64_t differs = (word_at(at) & form->tail_mask[0]) ^ form->tail[0];
    differs |= (word_at(at + 8) & form->tail_mask[1]) ^ form->tail[1];
    differs |= (word_at(at + 16) & form->tail_mask[2]) ^ form->tail[2];
    return differs == 0;
}

/* Where the value of a cell begins that is written in this form; else NULL. */
static const char *value_of(const struct xlsx_form *form,
                            const struct xlsx_row *row, const char *at)
{
    if (!form->is_known || (word_at(at) & form->head_mask) != form->head)
        return NULL;
    at += form->head_length;
    if ((word_at(at) & row->ref_mask) != row->ref_end)
        return NULL;
    at += row->ref_length;
    return has_tail(form, at) ? at + form->tail_length : NULL;
}

static int add_digits(const struct xlsx_form *form, struct xlsx_row *row,
                      colnum column, const char *value, size_t length)
{
    const struct xlsx_cell cell = {
        .value = value,
        .length = length,
        .style = form->style,
        .column = column,
    };
    return xlsx_row_add_digits(row, &cell);
}

int xlsx_forms_read(const struct xlsx_form *forms, struct xlsx_row *row,
                    const char **place)
{
    int result = 0;
    const char *at = *place;
    if (row->ref_mask == 0)
        return 0;
    while (result == 0 && row->last_column < XLSX_FORMS) {
        const struct xlsx_form *const form = &forms[row->last_column];
        const char *const value = value_of(form, row, at);
        if (value == NULL)
            break;
        const uint64_t word = digits_load(value);
        const size_t length = digits_count(word);
        if (length == 0 || length == DIGITS_AT_ONCE ||
            !SCAN_AT(value + length, "</v></c>"))
            break;
        at = value + length + strlen("</v></c>");
        const colnum column = (colnum)(row->last_column + 1);
        row->last_column = column;
        if (form->type == XLSX_SHARED)
            result = xlsx_row_add_shared(
                row, column, digits_value(digits_first(word, length)));
        else
            result = add_digits(form, row, column, value, length);
    }
    *place = at;
    return result;
}
