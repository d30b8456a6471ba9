/*
 * From a sheet's rows to roster rows. Private to import/.
 *
 * The reader of one sheet: rows go in one by one; accepted and returned
 * persons, findings and counts come out in the roster.
 */
#ifndef DAOPAN_IMPORT_ROW_H
#define DAOPAN_IMPORT_ROW_H

#include "import/fill.h"
#include "import/memo.h"
#include "import/reading.h"
#include "import/skip.h"
#include "import/survey.h"

enum { NOTE_CACHE = 64 };

/* What was said of an unknown value, kept because it is dear to find. */
struct known_note {
    enum field field;
    strref cell;
    strref note;
};

/* A line between the rows that names another list than that above it. */
struct other_list {
    rownum row; /* 0 = none so far */
    strref text;
};

struct row_reader {
    const struct reading *reading;
    struct workbook *workbook;
    const struct sheet_plan *plan;
    struct roster *roster;
    uint32_t sheet; /* index into roster->sheets */
    struct memo *memo;
    struct fill fill;
    struct skip_rules rules;
    enum field fields[FIELD_COUNT]; /* that have a column */
    size_t field_count;
    const struct cell *cells[FIELD_COUNT]; /* of the row at hand */
    rownum header_end;
    rownum row;       /* the row at hand */
    bool asks_grades; /* an unreadable grade returns the row */
    bool is_returned; /* the row at hand has an error */
    bool has_failed;  /* memory ran out; checked after each row */
    rownum last_row;  /* the last one that was not empty */
    uint32_t counted; /* rows with a fate, but for blank ones */
    struct other_list other_list;
    bool *named_kinds; /* room for kind_names_another() */
    struct known_note notes[NOTE_CACHE];
    struct failure *failure;
    uint64_t *rows_done; /* over all files, for progress */
    /* where the sheet's part of the roster begins */
    size_t first_row, first_raw, first_diag;
};

/*
 * Reads the sheet `sheet` of the workbook by its plan, into the roster's sheet
 * of index `reader->sheet`. The caller fills reading, workbook, plan, roster,
 * sheet, memo, failure and rows_done. 0 or -1.
 */
CHECKED int row_reader_run(struct row_reader *reader, size_t sheet);

/* ---- for the files that read the fields of a row ---- */

/* A text of the roster's pool; 0 for none, and when memory runs out. */
strref row_text(struct row_reader *reader, const char *text, size_t length);

/* The same for a text that is asked for once only. */
strref row_new_text(struct row_reader *reader, const char *text, size_t length);

/* The cell's text as the sheet shows it. `buffer` has CELL_TEXT_SIZE bytes. */
const char *row_cell_text(const struct row_reader *reader,
                          const struct cell *cell, char *buffer,
                          size_t *length);

/* Adds a finding about the row at hand; an error returns it. `cell` may be
 * NULL; `note` is a text of the pool. */
void row_find(struct row_reader *reader, enum diag_code code, enum field field,
              const struct cell *cell, strref note);

/* Where the note on an unknown value is kept: it is known if its field and
 * cell are these. */
struct known_note *row_known_note(struct row_reader *reader, strref cell);

/* Reports a formula without result; whether it is one. */
bool row_find_uncached(struct row_reader *reader, enum field field,
                       const struct cell *cell);

#endif
