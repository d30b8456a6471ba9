/*
 * The two halves of the reader of SpreadsheetML, Excel's XML of 2003:
 *
 *   spreadsheetml.c        the workbook: its sheets, and which styles are dates
 *   spreadsheetml_sheet.c  one sheet
 */
#ifndef DAOPAN_IMPORT_SPREADSHEETML_H
#define DAOPAN_IMPORT_SPREADSHEETML_H

#include "import/encoding.h"
#include "import/xml.h"

struct sml_style {
    const char *id;
    const char *parent;  /* NULL = none */
    bool has_format;     /* else its parent's */
    unsigned char shown; /* see number_format.h */
};

struct sml_book {
    const struct file_bytes *file;
    struct encoding_choice encoding;
    struct arena *arena;
    struct sml_style *styles; /* sorted by id */
    size_t style_count, style_capacity;
    struct sheet_info *sheets;
    uint64_t *offsets; /* where each sheet's element begins */
    size_t sheet_count, sheet_capacity, offset_capacity;
    bool is_1904;
};

/* An attribute in the spreadsheet's namespace, or without one; or NULL. */
const char *sml_attribute(const struct xml_element *element, const char *name);

/* How a number in this style is shown (number_format.h); NULL = the default. */
unsigned char sml_shown(const struct sml_book *book, const char *style);

CHECKED int sml_sheet_read(const struct sml_book *book, size_t sheet,
                           const struct sheet_sink *sink,
                           struct failure *failure);

#endif
