/*
 * A look into a written .xlsx file, part by part, for tests of reports: what
 * a cell holds, of which type, with which number format. Knows just the XML
 * that the reports write, and ends the test where something is missing.
 */
#ifndef DAOPAN_TESTS_SUPPORT_BOOK_VIEW_H
#define DAOPAN_TESTS_SUPPORT_BOOK_VIEW_H

#include <stdbool.h>
#include <stddef.h>

struct book_view;

struct cell_view {
    char ref[16]; /* "B5" */
    bool is_text; /* a string, not a number */
    int style;
    const char *formula; /* without "="; "" = none */
    const char *value;   /* "" = empty; numbers in their shortest form */
};

struct book_view *book_view_open(const char *folder, const char *name);
void book_view_close(struct book_view *view);

/* A part of the package as text: "xl/workbook.xml"; NULL where it is not
 * there. */
const char *book_view_part(struct book_view *view, const char *part);

/* The XML of a sheet, by its name. */
const char *book_view_sheet(struct book_view *view, const char *sheet);

/* The cell; one that is not there is empty. */
struct cell_view view_cell(struct book_view *view, const char *sheet,
                           const char *ref);

/* The first cell whose value is `value`; its ref is "" where there is none. */
struct cell_view view_find(struct book_view *view, const char *sheet,
                           const char *value);

/* The cell of the row in which `value` stands, in another column. */
struct cell_view view_beside(struct book_view *view, const char *sheet,
                             const char *value, char column);

/* The code of its number format: "@", "#,##0.00" …; "General". */
const char *view_format(struct book_view *view, const struct cell_view *cell);

#endif
