/*
 * Cells that are written like the one above them. Programs write every cell
 * of a column alike but for its row number and its value,
 *
 *     <c r="B2" s="1" t="s"><v>12</v></c>
 *
 * so what came before the value in the last row is compared, not read again.
 */
#ifndef DAOPAN_IMPORT_XLSX_FORM_H
#define DAOPAN_IMPORT_XLSX_FORM_H

#include "import/xlsx_row.h"

enum { XLSX_FORMS = 64, XLSX_FORM_WORDS = 3 };

/* How a column's last cell was written. */
struct xlsx_form {
    uint64_t head, head_mask; /* <c r="B */
    uint64_t
        tail[XLSX_FORM_WORDS]; /* " s="1" t="s"><v>", after the reference */
    uint64_t tail_mask[XLSX_FORM_WORDS];
    uint32_t style;
    uint8_t type; /* XLSX_SHARED or XLSX_NUMBER */
    uint8_t head_length;
    uint8_t tail_length;
    bool is_known;
};

/* The parts of a cell whose value is a shared string's number or digits. */
struct xlsx_form_parts {
    const char *cell;      /* at <c */
    const char *reference; /* at the digits of its row */
    const char *tail;      /* after the reference's quotation mark */
    const char *value;
};

/* Notes how a cell is written, unless it takes too many bytes. */
void xlsx_form_learn(struct xlsx_form *form,
                     const struct xlsx_form_parts *parts,
                     const struct xlsx_cell *cell);

/*
 * Adds the cells at *place to the row as long as each is written like the one
 * above it, and moves *place behind them. `forms` are those of the first
 * XLSX_FORMS columns. 0, or what adding a cell came to.
 */
CHECKED int xlsx_forms_read(const struct xlsx_form *forms, struct xlsx_row *row,
                            const char **place);

#endif
