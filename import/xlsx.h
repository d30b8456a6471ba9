/*
 * The parts of the .xlsx reader know each other by this: an opened package.
 *
 *   xlsx.c          finds the parts, lists the sheets
 *   xlsx_styles.c   which cell styles are dates
 *   xlsx_strings.c  the shared strings
 *   xlsx_sheet.c    sheets, by a scanner of our own
 *   xlsx_cell.c     and their cells
 *   xlsx_exact.c    sheets and shared strings by an XML parser: for what the
 *                   scanners do not understand
 *   xlsx_row.c      from what stands in a sheet to struct cell, for both
 *   xlsb_book.c     .xlsb: the same package, its parts in records, not XML
 *   xlsb_sheet.c    and its sheets
 *   xlsx_scan.c     steps of the scanners: tags, attributes, rich text
 *   xlsx_window.c   the piece of a part that a scanner sees
 *   xlsx_text.c     from characters of XML to text
 */
#ifndef DAOPAN_IMPORT_XLSX_H
#define DAOPAN_IMPORT_XLSX_H

#include "import/workbook.h"
#include "import/zip_part.h"

/* Limits of the format (rows, columns), and what no honest file exceeds. */
enum {
    XLSX_ROWS = 1048576,
    XLSX_COLUMNS = 16384,
    XLSX_SHEETS = 8192,
    XLSX_RELATIONSHIPS = 32768, /* relationships of one part */
    XLSX_STRINGS = 1 << 25,
    XLSX_STYLES = 1 << 20,
    XLSX_WINDOW = 256 * 1024
};

#define XLSX_SMALL_PART ((uint64_t)64 << 20)
#define XLSX_STRING_BYTES ((uint64_t)512 << 20)
#define XLSX_SHEET_BYTES ((uint64_t)4 << 30)

/* How sheets and shared strings are read. */
enum xlsx_way {
    XLSX_SCAN_OR_PARSE, /* by the parser where the scanner does not know how */
    XLSX_PARSE,
    XLSX_SCAN /* what the scanner does not know is file-damaged */
};

/* For tests. */
struct xlsx_options {
    size_t window; /* bytes read at a time; 0 = XLSX_WINDOW */
    enum xlsx_way way;
};

/* The shared strings, end to end; string i lies from starts[i] to
 * starts[i + 1]. */
struct xlsx_strings {
    char *bytes;
    size_t length, capacity;
    uint32_t *starts;
    size_t count, start_capacity;
};

/* How cell formats (cellXfs) show a number (number_format.h). */
struct xlsx_styles {
    unsigned char *shown;
    size_t count, capacity;
};

struct xlsx_book {
    const char *path;
    struct arena *arena;
    struct zip_package *package;
    struct sheet_info *sheets;
    const char **parts; /* of the sheets */
    size_t sheet_count;
    struct xlsx_strings strings;
    struct xlsx_styles styles;
    bool is_1904;
    bool is_binary; /* .xlsb */
    size_t window;
    enum xlsx_way way;
};

/* xlsx_open() with options; NULL = none. */
CHECKED int xlsx_open_with(const struct file_bytes *file, struct arena *arena,
                           const struct xlsx_options *options,
                           struct workbook *out, struct failure *failure);

#endif
