/*
 * A sheet under way, and what the files that write it offer each other:
 * cells.c the single cell, page.c widths and print set-up, sheet_top.c what
 * stands over the table, totals.c the sums; sheet.c leads. Private to them.
 */
#ifndef DAOPAN_REPORTS_SHEET_STATE_H
#define DAOPAN_REPORTS_SHEET_STATE_H

#include "reports/book.h"
#include "reports/measure.h"

enum {
    WIDTH_MARGIN = 2,
    ROW_HEIGHT = 19, /* points */
    TITLE_HEIGHT = 34,
    HEADER_MARGIN = 7,
    SIGNATURE_HEIGHT = 34,
};

/* Rows of the table in one worksheet; `last` < `first` = none. */
struct part {
    struct part *next;
    const char *name;
    uint32_t first, last;
};

#define NOWHERE SIZE_MAX /* a column that is left out */

struct sums {
    int64_t all;
    int64_t group; /* since the last subtotal */
    int64_t outer; /* since the last one of subtotals */
};

/* Whose widths are known; `most` < `least` = none. */
struct extent {
    int64_t least, most;
};

/* What the cells of a column have in common: looked at for each of them. */
struct cell_rule {
    uint32_t source;  /* where its value stands in a row */
    uint16_t settled; /* up to that width a line of text changes nothing */
    uint8_t kind;     /* enum column_kind */
    uint8_t behind;   /* digits of a number behind the point */
    int text_style;   /* the workbook's numbers of the styles of texts … */
    int number_style; /* … and of numbers; 0 = not in use yet */
};

struct sheet {
    struct book *book;
    struct sheet_plan plan;   /* without the columns that are left out */
    lxw_worksheet *worksheet; /* of the part under way */
    struct part *first_part, *part;
    const struct part *group_part; /* where the running group began */
    uint32_t group_row;
    const struct part *outer_part; /* and that of groups */
    uint32_t outer_row;
    uint32_t header, header_end;  /* its first and last row */
    uint32_t next;                /* the row to be written, from 0 */
    bool row_is_open;             /* it has cells already */
    double row_height;            /* of that row; 0 = as usual */
    double height, header_height; /* of the rows written, in points */
    unsigned part_count;
    bool has_subtotals;
    bool has_chart;  /* below the table */
    bool says_empty; /* that there are no rows */
    int64_t rows;
    size_t *places;            /* of the columns as planned; or NOWHERE */
    struct cell_rule *rules;   /* of the columns */
    size_t line_first;         /* of the columns that titles and notes */
    size_t line_columns;       /* reach over, and how many they are */
    size_t page_columns;       /* that stand on the first page */
    double *planned;           /* widths as planned, stretched to a page */
    double *wrap_widths;       /* beyond which their texts wrap */
    double *widest;            /* of the contents so far */
    struct extent *extents;    /* of the numbers so far */
    struct measured *measured; /* texts of the row under way, where they come
                                  without */
    const struct measured **texts; /* all of them */
    struct sums *sums;
    size_t *summed; /* which columns are */
    size_t summed_count;
    unsigned comments;
};

/* Not after an error. */
bool sheet_is_usable(const struct sheet *sheet);

/* ---- cells.c: into the row under way ---- */

void sheet_put_text(struct sheet *sheet, size_t column, const char *text,
                    enum style style);
void sheet_put_number(struct sheet *sheet, size_t column, int64_t number,
                      enum style style);
/* A row of the table, as high as it needs. */
void sheet_put_values(struct sheet *sheet, const struct value *values);
/* A formula with the sum that it comes to. */
void sheet_put_formula(struct sheet *sheet, size_t column, const char *formula,
                       int64_t sum, enum style style);
/* A text over several columns. */
void sheet_put_merged(struct sheet *sheet, size_t first, size_t count,
                      const char *text, enum style style);
/* A whole row of text, as high as it needs. */
void sheet_put_line(struct sheet *sheet, const char *text, enum style style);

void sheet_set_height(struct sheet *sheet, double height);
void sheet_next_row(struct sheet *sheet);

/* Notes that the column's contents are that wide. */
void sheet_widen(struct sheet *sheet, size_t column, double width);

/* ---- page.c ---- */

void page_plan(struct sheet *sheet);  /* widths */
void page_begin(struct sheet *sheet); /* of a part */
void page_end(struct sheet *sheet);

/* Who signs. */
#define SIGNATURE_TEXT                                                         \
    "制表人：　　　　　　　　复核人：　　　　　　　　" \
    "负责人：　　　　　　　　日期：　　　　年　　月　　日"

/* Whether the sheet is so long that nobody can tell how its last page ends:
 * a signature line below it might stand on a page alone. */
bool page_is_one_of_many(const struct sheet *sheet);
/* Puts the signature line at the foot of each page instead. */
void page_sign(struct sheet *sheet);
double page_planned_width(const struct sheet *sheet, size_t first,
                          size_t count);
double page_lines_height(unsigned lines);

/* ---- sheet_top.c ---- */

void sheet_put_top(struct sheet *sheet);

/* ---- totals.c ---- */

/* The table has no more rows in this part. */
void sheet_end_rows(struct sheet *sheet);
/* Says that the table is empty, where it is and nothing else says so. */
void sheet_put_empty(struct sheet *sheet);

#endif
