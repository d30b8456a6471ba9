/*
 * One cell from its BIFF record. Private to import/.
 */
#ifndef DAOPAN_IMPORT_BIFF_CELL_H
#define DAOPAN_IMPORT_BIFF_CELL_H

#include "import/biff_book.h"

/* A cell; where its text is its own (not shared), it stands among the texts
 * of its row, which move while they grow. */
struct biff_cell {
    struct cell cell;
    size_t text_start; /* with has_own_text; cell.text is not set then */
    bool has_own_text;
};

/* What numbers and errors are, in every version and in .xlsb. */
double biff_rk_number(uint32_t rk);
/* A number as its format shows it (number_format.h). What is none becomes
 * #NUM!, as Excel shows it. */
void biff_cell_set_number(double number, unsigned char shown,
                          struct cell *cell);
void biff_cell_set_error(unsigned code, struct cell *cell);

/*
 * Makes the cell at `column` (from 0; a MULRK record holds several) and
 * appends its text to `texts`. An empty text is CELL_TEXT of length 0. False
 * where the record is broken.
 */
bool biff_cell_make(struct biff_book *book, const struct biff_record *record,
                    unsigned column, struct text *texts, struct biff_cell *out);

#endif
