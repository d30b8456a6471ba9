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

/* Where the value of a cell begins that is written in this form; else NULL. */
static const char *value_of(const struct xlsx_form *form,
                            const struct xlsx_row *row, const char *at)
{
    uint64_t differs = 0;
    if (!form->is_known || (word_at(at) & form->head_mask) != form->head)
        return NULL;
    at += form->head_length;
    if ((word_at(at) & row->ref_mask) != row->ref_end)
        return NULL;
    at += row->ref_length;
    for (size_t i = 0; i < XLSX_FORM_WORDS; i++)
        differs |= (word_at(at + i * sizeof differs) & form->tail_mask[i]) ^
                   form->tail[i];
    return differs == 0 ? at + form->tail_length : NULL;
}

int xlsx_forms_read(const struct xlsx_form *forms, struct xlsx_row *row,
                    const char **place)
{
    int result = 0;
    while (result == 0 && row->ref_mask != 0 && row->last_column < XLSX_FORMS) {
        const struct xlsx_form *const form = &forms[row->last_column];
        const char *const value = value_of(form, row, *place);
        if (value == NULL)
            break;
        const uint64_t word = digits_load(value);
        const size_t length = digits_count(word);
        if (length == 0 || length == DIGITS_AT_ONCE ||
            !SCAN_AT(value + length, "</v></c>"))
            break;
        *place = value + length + strlen("</v></c>");
        const struct xlsx_cell cell = {
            .value = value,
            .length = length,
            .style = form->style,
            .column = (colnum)(row->last_column + 1),
        };
        xlsx_row_pass(row, cell.column);
        result =
            form->type == XLSX_SHARED
                ? xlsx_row_add_shared(row, cell.column,
                                      digits_value(digits_first(word, length)))
                : xlsx_row_add_digits(row, &cell);
    }
    return result;
}
