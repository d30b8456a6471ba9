/*
 * Putting rows into a package that libxlsxwriter has written: each sheet
 * keeps its own top and bottom, and what stands between them in sheetData is
 * replaced. Private to reports/.
 */
#ifndef DAOPAN_REPORTS_SPLICE_H
#define DAOPAN_REPORTS_SPLICE_H

#include "reports/named_styles.h"
#include "reports/spool.h"

struct spliced_sheet {
    struct spliced_sheet *next;
    unsigned number; /* of its part: xl/worksheets/sheet<number>.xml */
    struct stretch rows;
};

/* Rewrites the package at `path`; cell formats get names unless `formats` is
 * NULL. 0, or -1 and the package is as it was. */
CHECKED int splice_rows(const char *path, struct spool *spool,
                        const struct spliced_sheet *sheets,
                        const struct format_names *formats,
                        struct failure *failure);

#endif
