/*
 * Workbooks and sheets as a bureau prints them, over libxlsxwriter: title,
 * period line, header, typed rows, totals with formulas, signature line. Who
 * writes a report states columns and rows; looks, widths, print set-up and
 * the splitting of long sheets are settled here. Private to reports/.
 *
 *     struct book *book;
 *     if (book_open(path, &info, &book, failure) != 0)
 *         return -1;
 *     struct sheet *sheet = sheet_begin(book, &plan);
 *     for (…)
 *         sheet_row(sheet, values);
 *     sheet_total(sheet, "合计");
 *     sheet_end(sheet);
 *     return book_close(book, failure);
 *
 * Errors are sticky: the first one is kept in the book, everything after it
 * does nothing, and book_close() reports it. Rows are streamed: memory does
 * not grow with them.
 */
#ifndef DAOPAN_REPORTS_SHEET_H
#define DAOPAN_REPORTS_SHEET_H

#include "core/date.h"
#include "core/diag.h"
#include "core/text.h"
#include "reports/measure.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct book;  /* opaque: a workbook under way */
struct sheet; /* opaque: one of its sheets, in several parts if it is long */

struct book_info {
    const char *title;   /* of the document: "身份重叠裁定" */
    const char *author;  /* the bureau */
    const char *program; /* "daopan 1.0" */
    const char *line;    /* under each sheet's title: period, cut-off, basis */
    ymd date;            /* the document's date: nothing else dates the file */
    uint32_t row_limit;  /* rows of a sheet; 0 = as many as Excel has */
};

/* The file is created at once, so that a folder that cannot be written fails
 * here. 0, or -1. */
CHECKED int book_open(const char *path, const struct book_info *info,
                      struct book **out, struct failure *failure);

/* Writes the file. 0, or -1 with the first error of the book. The book is
 * gone in both cases. */
CHECKED int book_close(struct book *book, struct failure *failure);

/* The library that writes the files, and its version. */
const char *book_writer(void);

/* Keeps an error: book_close() will fail with it. The first one counts. */
void book_fail(struct book *book, enum diag_code code, const char *note);
void book_fail_memory(struct book *book);

/* A total that was counted here and the one it must equal: keeps a tie-out
 * failure that names `what` where they differ. */
void book_expect(struct book *book, const char *what, int64_t left,
                 int64_t right);

/* Keeps out-of-memory where the text has failed; returns its string. */
const char *book_text(struct book *book, const struct text *text);

/* The same as a copy that lives as long as the book. */
const char *book_keep(struct book *book, const struct text *text);

/* Room for `count` elements that lives as long as the book; NULL after an
 * error. */
void *book_array(struct book *book, size_t count, size_t size);

enum column_kind {
    COLUMN_TEXT,   /* left; wraps where it is very long */
    COLUMN_WORD,   /* centred */
    COLUMN_CODE,   /* centred text that keeps its zeros */
    COLUMN_ID,     /* number = idkey, written as 18 characters of text */
    COLUMN_SERIAL, /* number = a place in a list, a row: no separators */
    COLUMN_COUNT,  /* number = a count */
    COLUMN_MONEY,  /* number = fen, written as yuan with two decimals */
    COLUMN_RATIO,  /* number = basis points, shown as per cent */
    COLUMN_DATE,   /* number = ymd, written as a date */
    COLUMN_LINES,  /* long text: wraps inside the planned width */
    COLUMN_KIND_COUNT
};

struct column {
    const char *title;
    double width; /* in characters; grows with the contents, up to a limit;
                     0 = nothing would stand there: the column is left out,
                     and what rows give for it is not looked at */
    enum column_kind kind;
    bool is_summed;    /* COUNT and MONEY: subtotals and the total add it up */
    const char *group; /* over the titles of neighbouring columns that share
                          it; NULL = none */
};

/* COLUMN("姓名", 9, WORD), SUMMED("金额", 12, MONEY): an initialiser. */
#define COLUMN(title, width, kind)                                             \
    {                                                                          \
        title, width, COLUMN_##kind, false, NULL                               \
    }
#define SUMMED(title, width, kind)                                             \
    {                                                                          \
        title, width, COLUMN_##kind, true, NULL                                \
    }

/* A cell: a text, or where that is NULL a number as its column's kind says
 * (0 in ID and DATE columns shows nothing; in columns of text a plain number,
 * as cells are that should have been text). */
struct value {
    const char *text;
    union {
        int64_t number;
        const struct measured *measured; /* of the text, where it is known and
                                            lives as long as the row; or NULL */
    };
    union {
        const char *comment; /* of a bad cell; NULL = none */
        const char *formula; /* that gives the number, by columns as planned
                                and # for the row: "C#-D#"; NULL = none */
    };
    bool is_bad; /* filled red */
};

/* Rows by the hundred thousand are made of these. */
static inline struct value value_text(const char *text)
{
    return (struct value){.text = text};
}

static inline struct value value_phrase(const struct phrase *phrase)
{
    return (struct value){.text = phrase->text, .measured = &phrase->measured};
}

static inline struct value value_number(int64_t number)
{
    return (struct value){.number = number};
}

static inline struct value value_id(uint64_t id)
{
    return (struct value){.number = (int64_t)id};
}

static inline struct value value_formula(const char *formula, int64_t number)
{
    return (struct value){.number = number, .formula = formula};
}

/* Strings must outlive the sheet. */
struct sheet_plan {
    const char *name;  /* of the tab; made valid and unique */
    const char *title; /* centred over the table */
    const char *unit;  /* "单位：元" at the right; "" = none */
    const char *head;  /* further lines before the table, by '\n'; "" = none */
    const struct column *columns;
    size_t column_count;
    size_t frozen;   /* columns at the left that stay when scrolling */
    size_t repeated; /* first of the columns that each page shows, where there
                        are several side by side */
    size_t repeated_count; /* 0 = none */
    bool has_filter;
    bool has_signature;
    bool is_letter; /* the head is running text, larger */
    bool is_bare;   /* the header stands in the first row, rows follow, and
                       there is nothing else */
    bool is_bulk; /* a list that may be long: its rows go where they are to stay
                     as they come, those of the first long one of a workbook */
    const char *if_empty; /* stands in the table where it has no rows */
};

/* Starts a sheet; the one before it must have been ended. NULL after an
 * error, which all functions below take. */
struct sheet *sheet_begin(struct book *book, const struct sheet_plan *plan);

/* One row; `values` has plan.column_count elements. */
void sheet_row(struct sheet *sheet, const struct value *values);

/* A sum over the rows since the last subtotal, since the last one of several
 * subtotals, over all rows; `label` stands in the first column that is not
 * summed. */
void sheet_subtotal(struct sheet *sheet, const char *label);
void sheet_subtotal_of_subtotals(struct sheet *sheet, const char *label);

/* The next subtotal begins here, though there was none. */
void sheet_end_group(struct sheet *sheet);
void sheet_total(struct sheet *sheet, const char *label);

/* Where a table's row stands, the first one having index 0: in which of its
 * parts, in which row as Excel shows it; `first` is that of the first row. */
struct row_place {
    unsigned part; /* from 1 */
    uint32_t row;
};
struct row_place sheet_place_of(uint32_t first, int64_t index);

/* A line below the table; is_strong for what is read first (大写金额). */
void sheet_note(struct sheet *sheet, const char *text, bool is_strong);

/* A line at the right, below everything: seal and date of a letter. */
void sheet_closing(struct sheet *sheet, const char *text);

enum chart_kind { CHART_PIE, CHART_COLUMNS };

/* A chart over the table's rows, not its sums. */
struct chart_plan {
    enum chart_kind kind; /* a pie shows one column, and shares */
    const char *title;
    size_t labels;            /* the column that names the rows */
    const size_t *values;     /* columns, a series each */
    const char *const *names; /* of the series */
    size_t value_count;
    size_t rows; /* that are shown, from the first */
};

/* Puts a chart below what is there; a table in several parts gets none. */
void sheet_chart(struct sheet *sheet, const struct chart_plan *plan);

/* The sum of a column so far, and how many rows there are. */
int64_t sheet_sum(const struct sheet *sheet, size_t column);
int64_t sheet_rows(const struct sheet *sheet);

/* Signature line, widths, filter and print set-up. */
void sheet_end(struct sheet *sheet);

#endif
