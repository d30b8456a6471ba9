/*
 * Finding a sheet's header and the column of each field. Private to import/.
 */
#ifndef DAOPAN_IMPORT_HEADER_H
#define DAOPAN_IMPORT_HEADER_H

#include "import/head.h"
#include "import/labels.h"

/* What stands over a column. Texts are "" where there is none. */
struct header_label {
    const char *group; /* folded title over several columns: 残疾情况 */
    const char *label; /* folded */
    const char *shown; /* as people read it, group before it: 残疾情况/等级 */
};

struct header {
    rownum row;    /* 0 = none found */
    uint8_t depth; /* rows: 1 or 2 */
    colnum width;
    const struct header_label *labels; /* [column - 1] */
    rownum near_row; /* where none was found: the row most like one; 0 = none */
    uint32_t near_fields; /* bit FIELD_…: what its labels mean */
};

/* Finds the header among the first rows. 0, or -1 when memory is exhausted.
 * A sheet without one is no failure (row 0). */
CHECKED int header_find(const struct head *head,
                        const struct label_index *index, struct arena *arena,
                        struct header *out);

/* Two columns that mean the same field. */
struct column_rival {
    colnum taken, other;
};

enum { RIVALS_MAX = 16 };

/* The column of each field for one kind of roster. */
struct field_columns {
    colnum columns[FIELD_COUNT]; /* 0 = there is none */
    colnum other_id;   /* an ID number column of another person; 0 = none */
    colnum other_name; /* the last name column of one before the number's */
    struct column_rival rivals[RIVALS_MAX]; /* the first of them */
    size_t rival_count;
};

/*
 * Which column each field is read from: the label the kind (else the policy)
 * lists first; of two columns with the same label the first.
 */
void header_columns(const struct header *header,
                    const struct label_index *index, uint16_t kind,
                    struct field_columns *out);

/* Bits FIELD_…: fields that have a column. */
uint32_t field_columns_bits(const struct field_columns *columns);

#endif
