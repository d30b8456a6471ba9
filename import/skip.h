/*
 * Which rows of a roster name a person, and what the others are. Private to
 * import/.
 */
#ifndef DAOPAN_IMPORT_SKIP_H
#define DAOPAN_IMPORT_SKIP_H

#include "import/header.h"

#define SKIP_NOT SKIP_COUNT /* the row names a person */

/* What the rows of one sheet are judged by. */
struct skip_rules {
    const struct label_index *labels;
    uint16_t kind;
    const struct head_line *header[2]; /* its rows; the second may be NULL */
    const char *title;                 /* folded; "" = none */
    colnum person_column; /* the farther right of number and name */
    bool is_1904;
};

/*
 * Judges a row below the header. `cells[field]` are its own non-blank cells
 * or NULL; `id_digits` is how many digits its number (or certificate) cell
 * holds. SKIP_NOT, or why it is no person.
 */
enum skip row_skip(const struct skip_rules *rules, const struct sheet_row *row,
                   const struct cell *const *cells, size_t id_digits);

/* Whether a cell shows anything. */
bool cell_is_blank(const struct cell *cell);

#endif
