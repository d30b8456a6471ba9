/*
 * Our reading of an .xls sheet held against the second one. Private to
 * import/.
 */
#ifndef DAOPAN_IMPORT_XLS_CHECK_H
#define DAOPAN_IMPORT_XLS_CHECK_H

#include "import/second_reading.h"
#include "import/workbook.h"

/*
 * Stands between a reader and a sink: hands everything on, and gives notice
 * (xls-readers-differ) of each cell for which the second reading has a text,
 * a number or a date, and another one than the first; 100 a sheet at most.
 *
 *     xls_check_begin(&check, &sheet, is_1904, sink);
 *     const struct sheet_sink between = xls_check_sink(&check);
 *     result = … read into &between …;
 *     result = xls_check_end(&check, result, failure);
 */
struct xls_check {
    const struct sheet_sink *sink;
    struct second_sheet rest;  /* cells not compared yet */
    struct second_cell second; /* the next of them; with has_second */
    bool has_second;
    bool is_1904;
    bool has_stopped; /* the sink wants no more */
    bool out_of_memory;
    unsigned notices_left;
};

void xls_check_begin(struct xls_check *check, const struct second_sheet *second,
                     bool is_1904, const struct sheet_sink *sink);

struct sheet_sink xls_check_sink(struct xls_check *check);

/* `result` of the reading: where it is 0, what is left of the second reading
 * is compared too. The final result. */
CHECKED int xls_check_end(struct xls_check *check, int result,
                          struct failure *failure);

#endif
