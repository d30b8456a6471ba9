/*
 * One reader for every kind of spreadsheet: sheets, and their rows pushed one
 * by one. Private to import/.
 *
 *     workbook_open() tells the format by content and picks the reader;
 *     workbook_read() streams one sheet's rows into a sink.
 *
 * A reader is a struct workbook_reader: xlsx.c, xls.c, delimited.c … Nothing
 * of a sheet is kept longer than its row, except the shared strings.
 */
#ifndef DAOPAN_IMPORT_WORKBOOK_H
#define DAOPAN_IMPORT_WORKBOOK_H

#include "core/arena.h"
#include "core/diag.h"
#include "core/roster.h"
#include "import/file_bytes.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum cell_kind {
    CELL_TEXT,
    CELL_NUMBER,
    CELL_DATE,    /* a number whose format is a date or a time */
    CELL_BOOLEAN, /* number is 0 or 1 */
    CELL_ERROR,   /* text is "#N/A" … */
    CELL_UNCACHED /* a formula whose result the file does not hold */
};

/*
 * A non-empty cell. A number keeps its digits as the file has them where it
 * has them as text (`text` set, `number` not yet parsed): most columns of a
 * roster are never asked for. Use cell_number() and cell_text().
 */
struct cell {
    const char *text; /* UTF-8, not ended by NUL; NULL = only `number` */
    double number;    /* valid where text is NULL, or for booleans */
    uint32_t length;  /* of text */
    uint32_t shared;  /* shared string number + 1; 0 = not shared */
    colnum column;
    uint8_t kind; /* enum cell_kind */
    bool is_formula;
    uint8_t zeros; /* the number's format fills it up with zeros to so many
                      digits (000000); 0 = it does not */
};

struct sheet_row {
    rownum row;
    bool is_hidden;
    const struct cell *cells; /* by column, ascending; valid in the call only */
    size_t cell_count;        /* may be 0 */
};

/* What sheet_row_cell() does for rows that lack some. */
const struct cell *sheet_row_search(const struct sheet_row *row, colnum column);

/* The cell of a column, NULL where the row has none. Most rows have a cell in
 * each. */
static inline const struct cell *sheet_row_cell(const struct sheet_row *row,
                                                colnum column)
{
    const size_t at = (size_t)column - 1;
    if (at < row->cell_count && row->cells[at].column == column)
        return &row->cells[at];
    return sheet_row_search(row, column);
}

struct cell_range {
    rownum first_row, last_row;
    colnum first_column, last_column;
};

/* Puts the corners in order: files name them either way round. */
void cell_range_order(struct cell_range *range);

/* Something a reader noticed about a cell: it becomes a finding. */
struct sheet_notice {
    enum diag_code code;
    rownum row;
    colnum column;
    const char *cell; /* the words of the code's template, ended by NUL */
    const char *note;
};

/* What a sink has found out about a shared string. */
struct shared_result {
    uint32_t result;  /* 0 = nothing */
    enum field field; /* in whose column */
};

/* The same of all, by their number from 0. */
struct shared_results {
    struct shared_result *by_string; /* NULL = nothing about any */
};

/* Where a sheet's rows go. Rows come in ascending order. */
struct sheet_sink {
    void *context;
    /* What the sink will look into for a shared string, so that a reader can
     * fetch the place while it reads on; NULL = nothing. */
    const struct shared_results *known;
    /* 0 to go on, 1 to stop reading this sheet (no failure), -1 to fail (the
     * sink has filled the failure). Rows without cells may be left out. */
    int (*row)(void *context, const struct sheet_row *row);
    /* A merged range, in order; may come before or after its rows; may be NULL. */
    int (*merge)(void *context, const struct cell_range *range);
    /* May come before or after the cell's row; may be NULL. */
    int (*notice)(void *context, const struct sheet_notice *notice);
};

struct sheet_info {
    const char *name;
    enum visibility visibility;
};

/* A cell of the row to come has this shared string (from 0). */
static inline void sheet_sink_expect(const struct sheet_sink *sink,
                                     uint32_t string)
{
    if (sink->known != NULL && sink->known->by_string != NULL)
        FETCH_EARLY(&sink->known->by_string[string]);
}

struct workbook;

/* What a reader provides; `state` is its own. */
struct workbook_reader {
    const char *format; /* "xlsx" */
    int (*read)(void *state, size_t sheet, const struct sheet_sink *sink,
                struct failure *failure);
    void (*close)(void *state);
};

/* Filled by a reader's open function. */
struct workbook {
    const struct workbook_reader *reader;
    void *state;
    const char *path;
    const char *format; /* for people: "csv (GB18030)" */
    const struct sheet_info *sheets;
    size_t sheet_count;
    bool is_1904;          /* date system of the serials */
    uint32_t shared_count; /* shared strings, 0 where the format has none */
    bool merges_are_lost;  /* text formats, and readers that cannot tell merged
                              ranges: an empty place below a filled one then
                              continues it */
    bool is_named_after_file; /* the sheet has no name of its own */
    uint64_t given;           /* what has been read of it: bytes of texts, and
                                 some a cell */
    uint64_t given_most;      /* that may be; 0 = any */
};

/*
 * Opens what `file` holds. `file` and `arena` must outlive the workbook;
 * names and state live in `arena`. Released with workbook_release() after
 * success only.
 */
CHECKED int workbook_open(const struct file_bytes *file, struct arena *arena,
                          struct workbook *out, struct failure *failure);

/* The same with keys (keyring.h) for what is protected; NULL = none, and then
 * it is refused. */
struct keyring;
CHECKED int workbook_open_with(const struct file_bytes *file,
                               const struct keyring *keyring,
                               struct arena *arena, struct workbook *out,
                               struct failure *failure);
/* Not "close": libxlsxwriter has a workbook_close() of its own, and both are
 * linked into one program. */
void workbook_release(struct workbook *workbook);

/* What a sheet without a name is called: the file's base name without its
 * suffix. NULL when memory is exhausted. */
const char *workbook_file_name(const char *path, struct arena *arena);

/*
 * Streams a sheet. A cell longer than CELL_BYTES_MOST, which is what the
 * 32,767 characters come to that spreadsheet programs hold, is a failure
 * (file-limit) with its place, as is more than given_most altogether. 0 or -1;
 * a failure has file and sheet.
 */
enum { CELL_BYTES_MOST = 131068 };
CHECKED int workbook_read(struct workbook *workbook, size_t sheet,
                          const struct sheet_sink *sink,
                          struct failure *failure);

/* ---- one cell ---- */

enum { CELL_TEXT_SIZE = 64 };

/* Whether a text is a number as files write them: 380, -0.5, 1.2E+3. */
bool text_is_decimal(const char *text);

/* The value of a number or date cell. */
double cell_number(const struct cell *cell);

/*
 * The canonical text (CONTRACT "dump"): strings as they are, numbers as the
 * shortest decimal that reads back the same, TRUE/FALSE, errors, dates by the
 * workbook's date system. Points either into the cell or into `buffer` (of
 * CELL_TEXT_SIZE bytes); *length is set. An uncached formula gives "".
 */
const char *cell_text(const struct cell *cell, bool is_1904, char *buffer,
                      size_t *length);

/* The same as the sheet shows it: with the zeros that the number's format puts
 * in front. */
const char *cell_shown(const struct cell *cell, bool is_1904, char *buffer,
                       size_t *length);

/* ---- the readers ---- */

CHECKED int xlsx_open(const struct file_bytes *file, struct arena *arena,
                      struct workbook *out, struct failure *failure);
/* Whether a file begins as an OLE2 file or as a bare BIFF stream. */
bool xls_is(const struct file_bytes *file);
CHECKED int xls_open(const struct file_bytes *file, struct arena *arena,
                     struct workbook *out, struct failure *failure);
CHECKED int xls_open_with(const struct file_bytes *file,
                          const struct keyring *keyring, struct arena *arena,
                          struct workbook *out, struct failure *failure);
/* `charset` is what the page names its encoding; "" = it does not. */
CHECKED int html_open(const struct file_bytes *file, const char *charset,
                      struct arena *arena, struct workbook *out,
                      struct failure *failure);
/* A web archive. */
CHECKED int mhtml_open(const struct file_bytes *file, struct arena *arena,
                       struct workbook *out, struct failure *failure);
/* SpreadsheetML 2003. */
CHECKED int spreadsheetml_open(const struct file_bytes *file,
                               const char *charset, struct arena *arena,
                               struct workbook *out, struct failure *failure);
/* OpenDocument: whether a ZIP package is one; as a package; and as one XML
 * document. */
bool odf_is_package(const struct file_bytes *file);
CHECKED int odf_open(const struct file_bytes *file, struct arena *arena,
                     struct workbook *out, struct failure *failure);
CHECKED int odf_open_flat(const struct file_bytes *file, const char *charset,
                          struct arena *arena, struct workbook *out,
                          struct failure *failure);
CHECKED int delimited_open(const struct file_bytes *file, struct arena *arena,
                           struct workbook *out, struct failure *failure);

#endif
