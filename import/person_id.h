/*
 * The ID number of a row, from its number and certificate columns. Private to
 * import/.
 */
#ifndef DAOPAN_IMPORT_PERSON_ID_H
#define DAOPAN_IMPORT_PERSON_ID_H

#include "import/row.h"

/* What the two cells hold, before anything is said about it. */
struct person_id {
    struct id_reading number;      /* ID_EMPTY where there is no cell */
    struct id_reading certificate; /* likewise */
    idkey id;                      /* 0 where neither gives one */
    uint8_t types;                 /* from a certificate: bit t for type t */
    uint8_t grades;                /* likewise */
    bool has_bad_certificate; /* one that was reported: the grade that it would
                                 tell is not missing besides */
};

void person_id_read(const struct row_reader *reader,
                    const struct cell *const *cells, struct person_id *out);

/* How many digits the number cell (else the certificate) holds. */
size_t person_id_digits(const struct person_id *id,
                        const struct cell *const *cells);

/* Adds the findings about them. */
void person_id_judge(struct row_reader *reader, const struct cell *const *cells,
                     struct person_id *id);

#endif
