/*
 * Telling a list of households, in which a row stands for several people,
 * from a list of persons. Private to import/.
 */
#ifndef DAOPAN_IMPORT_HOUSEHOLD_H
#define DAOPAN_IMPORT_HOUSEHOLD_H

#include "import/header.h"

/* What gives it away. */
enum household_sign {
    HOUSEHOLD_NONE,     /* nothing: a list of persons */
    HOUSEHOLD_BY_NAME,  /* the number is the head's, whose name is before it */
    HOUSEHOLD_BY_TITLE, /* title or sheet name say so: 按户 */
    HOUSEHOLD_BY_COUNT  /* a row counts people who have no row */
};

/* What is known of the sheet. Texts are folded. */
struct household_hints {
    const struct head *head;
    const struct header *header;
    const struct field_columns *columns; /* with one for the number */
    const struct roster_kind *kind;      /* that comes nearest; NULL = none */
    const char *title;
    const char *sheet;
};

/* `column` becomes that of the head's name, or of the count; else 0. */
enum household_sign household_tell(const struct household_hints *hints,
                                   colnum *column);

/* Whether a title or sheet name (folded) speaks of households. */
bool household_is_titled(const char *folded);

#endif
