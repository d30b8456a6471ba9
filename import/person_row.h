/*
 * The fields of a row that names a person. Private to import/.
 */
#ifndef DAOPAN_IMPORT_PERSON_ROW_H
#define DAOPAN_IMPORT_PERSON_ROW_H

#include "import/person_id.h"

/* Reads every field but id and name's place into `out`, with findings for
 * what is wrong. `cells` are filled (fill.h). */
void person_row_read(struct row_reader *reader, const struct cell *const *cells,
                     struct person_id *id, struct roster_row *out);

/* Reads the fields whose values the policy lists: category, type, grade,
 * states, movement. */
void person_values_read(struct row_reader *reader,
                        const struct cell *const *cells,
                        const struct person_id *id, struct roster_row *out);

#endif
