/*
 * The two halves of the reader of OpenDocument spreadsheets (.ods, .fods):
 *
 *   opendocument.c        the document: its sheets
 *   opendocument_sheet.c  one sheet
 */
#ifndef DAOPAN_IMPORT_OPENDOCUMENT_H
#define DAOPAN_IMPORT_OPENDOCUMENT_H

#include "import/encoding.h"
#include "import/xml.h"

/* How the namespaces end that count here. */
#define ODF_OFFICE ":office:1.0"
#define ODF_TABLE ":table:1.0"
#define ODF_TEXT ":text:1.0"
#define ODF_STYLE ":style:1.0"
#define ODF_DRAW ":drawing:1.0"

/* document > body > spreadsheet > table */
enum { ODF_TABLE_DEPTH = 3 };

struct odf_book {
    const struct file_bytes *file;
    struct zip_package *package;     /* NULL = one flat document … */
    struct encoding_choice encoding; /* … in this encoding */
    struct arena *arena;
    const char **hidden; /* styles of hidden sheets */
    size_t hidden_count, hidden_capacity;
    struct sheet_info *sheets;
    uint64_t first_table; /* where the first table of all begins … */
    uint64_t *offsets;    /* … and each sheet's */
    size_t sheet_count, sheet_capacity, offset_capacity;
};

/* Parses the document without what is cut out. */
CHECKED int odf_parse(const struct odf_book *book, const struct xml_cut *cut,
                      const struct xml_sink *sink, struct failure *failure);

CHECKED int odf_sheet_read(const struct odf_book *book, size_t sheet,
                           const struct sheet_sink *sink,
                           struct failure *failure);

#endif
