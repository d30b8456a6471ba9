/*
 * What book.c and sheet.c share: the workbook under way and its styles. The
 * only header that knows libxlsxwriter, and only these two include it.
 */
#ifndef DAOPAN_REPORTS_BOOK_H
#define DAOPAN_REPORTS_BOOK_H

#include "core/arena.h"
#include "reports/row_xml.h"
#include "reports/sheet.h"
#include "reports/splice.h"
#include <xlsxwriter.h>

/* What a row is. */
enum look { LOOK_BODY, LOOK_BAD, LOOK_SUBTOTAL, LOOK_TOTAL, LOOK_COUNT };

/* Styles around the table. Those of cells follow: book_cell_style(). */
enum style {
    STYLE_TITLE,
    STYLE_LINE, /* under the title, left */
    STYLE_UNIT, /* … and right */
    STYLE_HEADER,
    STYLE_EMPTY, /* instead of rows */
    STYLE_NOTE,
    STYLE_STRONG,
    STYLE_LETTER,  /* running text of a letter */
    STYLE_CLOSING, /* its seal and date, right */
    STYLE_SIGNATURE,
    STYLE_CELLS,
    STYLE_COUNT = STYLE_CELLS + (int)COLUMN_KIND_COUNT * (int)LOOK_COUNT
};

enum { SHEET_NAME_SIZE = LXW_SHEETNAME_MAX * 4 + 1 };

struct book_name { /* of a sheet, so that the next one differs */
    struct book_name *next;
    char text[SHEET_NAME_SIZE];
};

struct book {
    struct arena *arena;
    lxw_workbook *workbook;
    const char *path;
    const char *line;
    uint32_t row_limit;
    lxw_format *styles[STYLE_COUNT];
    struct book_name *names;
    int numbers[STYLE_COUNT];      /* of the styles in use; 0 = not asked for */
    int file;                      /* the workbook's; -1 = not open */
    int package;                   /* and that of libxlsxwriter's package */
    struct spool *spool;           /* where rows go as they come … */
    struct row_xml *rows;          /* … by way of this */
    unsigned sheet_count;          /* worksheets so far */
    struct spliced_sheet *spliced; /* those whose rows are in the spool */
    bool failed;
    struct failure failure; /* the first one */
};

static inline enum style book_cell_style(enum column_kind kind, enum look look)
{
    return (enum style)((int)STYLE_CELLS + (int)kind * (int)LOOK_COUNT +
                        (int)look);
}

/* The workbook's number of a style, which is in use from now on. libxlsxwriter
 * compares all styles to tell the number of one: so the answer is kept. */
int book_take_style(struct book *book, enum style style);
static inline int book_style_number(struct book *book, enum style style)
{
    const int known = book->numbers[style];
    return known != 0 ? known : book_take_style(book, style);
}

/* The rows of the worksheet that was added last; they are put into the file
 * when the book is closed. `is_bulk` = they may be many. */
void book_begin_rows(struct book *book, bool is_bulk);
void book_end_rows(struct book *book);

/* How much larger a style's letters are than those of a table. */
double book_style_scale(enum style style);

/* Keeps what libxlsxwriter says, unless it is LXW_NO_ERROR. */
void book_check(struct book *book, lxw_error error);

/*
 * Adds a worksheet; `wanted` is made a valid name that no other sheet has
 * (`part` > 1 is put behind it), and given back. NULL after an error.
 */
lxw_worksheet *book_add_sheet(struct book *book, const char *wanted,
                              unsigned part, const char **out_name);

#endif
