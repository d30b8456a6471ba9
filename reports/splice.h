/*
 * The workbook's file, put together from the package that libxlsxwriter has
 * written and the rows beside it: each sheet keeps its own top and bottom, and
 * what stands between them in sheetData is replaced. Private to reports/.
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

/* All of them open files; `path` is the workbook that a failure names. */
struct splice {
    int package;  /* as libxlsxwriter wrote it */
    int workbook; /* to be written; see spool_open() */
    const char *path;
    struct spool *spool;
    const struct spliced_sheet *sheets;
    const struct format_names *formats; /* NULL = cell formats stay nameless */
};

/* 0, or -1 and there is no workbook in the file. */
CHECKED int splice_rows(const struct splice *splice, struct failure *failure);

#endif
