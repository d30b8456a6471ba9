/*
 * Small .xlsx packages made from a few lines of XML, in memory, and read
 * back as text: so that each quirk is one line of a case table.
 */
#ifndef DAOPAN_TESTS_SUPPORT_PACKAGE_H
#define DAOPAN_TESTS_SUPPORT_PACKAGE_H

#include "core/text.h"
#include "import/xlsx.h"

struct package_part {
    const char *name;
    const char *bytes;
    size_t length; /* 0 = up to NUL */
    bool is_stored;
    const char *password; /* encrypts the part; NULL = none */
};

struct package {
    unsigned char *bytes;
    size_t size;
};

/* Fails the test where libzip does not do it. */
void package_build(const struct package_part *parts, size_t count,
                   struct package *out);
void package_release(struct package *package);

#define XLSX_MAIN "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#define XLSX_LINKS                                                             \
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

/* A sheet with these rows; a table with these strings. */
#define XLSX_SHEET(rows)                                                       \
    "<worksheet xmlns=\"" XLSX_MAIN "\"><sheetData>" rows                      \
    "</sheetData></worksheet>"
#define XLSX_SST(items) "<sst xmlns=\"" XLSX_MAIN "\">" items "</sst>"

/* A workbook of one sheet, "S1". Its cell formats, unless `styles` says
 * otherwise: 0 General, 1 yyyy-mm-dd, 2 two decimals. */
struct xlsx_fixture {
    const char *sheet; /* the whole part */
    size_t sheet_length;
    const char *strings; /* the whole part; NULL = none */
    size_t strings_length;
    const char *styles;
    bool is_1904;
    bool is_stored;
};

void xlsx_fixture_build(const struct xlsx_fixture *fixture,
                        struct package *out);

/*
 * Appends what the package's sheets hold, as sheet_text does, with a line
 * "sheet NAME" (and its visibility) before each where there are several; or
 * "failure CODE" with sheet, row and column where known.
 */
void package_read(const struct package *package,
                  const struct xlsx_options *options, struct text *out);

/* The shared strings, one a line, in quotes; or "failure CODE". */
void package_read_strings(const struct package *package,
                          const struct xlsx_options *options, struct text *out);

/* Appends "failure CODE", and place and note as far as they are set. */
void failure_text(const struct failure *failure, struct text *out);

#endif
