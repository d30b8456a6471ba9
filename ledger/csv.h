/*
 * Writing an export: CSV records to a stream, gathered in blocks.
 */
#ifndef DAOPAN_LEDGER_CSV_H
#define DAOPAN_LEDGER_CSV_H

#include "core/diag.h"
#include "core/text.h"
#include <stdio.h>

struct csv {
    FILE *out;
    struct text text; /* not yet written */
    bool is_in_record;
};

struct csv csv_to(FILE *out);
void csv_release(struct csv *csv);

/* Fields of the record under way, and its end. */
void csv_text(struct csv *csv, const char *value);
void csv_int(struct csv *csv, int64_t value);
CHECKED int csv_end_record(struct csv *csv, struct failure *failure);

/* A whole record with its commas in place: the header. */
CHECKED int csv_line(struct csv *csv, const char *line,
                     struct failure *failure);

/* Writes what was gathered: to be called once at the end. */
CHECKED int csv_flush(struct csv *csv, struct failure *failure);

#endif
