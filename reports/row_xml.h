/*
 * Rows of a worksheet as XML, into a spool: cells in the order of their
 * columns, rows in the order of their numbers, nothing kept. Styles are the
 * workbook's numbers of them. Private to reports/.
 *
 *     row_begin(xml, 4, 0);
 *     row_put_text(xml, 0, style, "甲", 3);
 *     row_put_number(xml, 1, style, 9500, 2);          (95)
 *     row_end(xml);
 *
 * Errors are sticky and found by row_xml_end().
 */
#ifndef DAOPAN_REPORTS_ROW_XML_H
#define DAOPAN_REPORTS_ROW_XML_H

#include "core/attributes.h"
#include "reports/spool.h"

struct row_xml;

/* NULL when memory is exhausted. */
struct row_xml *row_xml_new(struct spool *spool);
void row_xml_free(struct row_xml *xml);

/* The rows of one sheet. row_xml_end() returns 0, or -1 when memory ran out;
 * spool_error() tells about the disk. */
void row_xml_begin(struct row_xml *xml);
CHECKED int row_xml_end(struct row_xml *xml, struct stretch *out);

/* Rows and columns count from 0. A height in points is in quarters of one; 0
 * = the sheet's own. */
void row_begin(struct row_xml *xml, uint32_t row, double height);
void row_end(struct row_xml *xml);

void row_put_blank(struct row_xml *xml, size_t column, int style);
void row_put_text(struct row_xml *xml, size_t column, int style,
                  const char *text, size_t length);

/* The same for a text of which it is known that nothing has to be escaped and
 * that no blank stands at its ends. */
void row_put_plain(struct row_xml *xml, size_t column, int style,
                   const char *text, size_t length);

/* A decimal number, `decimals` (at most 4) of whose digits stand behind the
 * point: 28550 with 2 is 285.5. */
void row_put_number(struct row_xml *xml, size_t column, int style,
                    int64_t number, unsigned decimals);

/* A formula, with or without its =, and the number that it comes to. */
void row_put_formula(struct row_xml *xml, size_t column, int style,
                     const char *formula, int64_t number, unsigned decimals);

#endif
