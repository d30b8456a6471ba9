/* A workbook with one small table, for tests of the sheet layer: a column of
 * each kind, written to a.xlsx in a folder of its own. */
#ifndef DAOPAN_TESTS_SUPPORT_SHEET_FIXTURE_H
#define DAOPAN_TESTS_SUPPORT_SHEET_FIXTURE_H

#include "core/fen.h"
#include "reports/sheet.h"
#include "tests/support/book_view.h"
#include "tests/support/scratch_folder.h"

enum sheet_fixture_column {
    SF_NUMBER, /* A: serial */
    SF_NAME,   /* B: text */
    SF_ID,     /* C: ID number */
    SF_CODE,   /* D: code */
    SF_HEADS,  /* E: count, summed */
    SF_AMOUNT, /* F: money, summed */
    SF_DAY,    /* G: date */
    SF_WORDS,  /* H: lines */
    SF_COLUMNS
};

struct sheet_fixture {
    struct scratch_folder folder;
    char path[100];
    struct book *book;
    struct sheet_plan plan; /* may be changed before fixture_begin() */
    struct sheet *sheet;
    struct book_view *view;
};

/* Opens the book; `row_limit` 0 = as Excel has. */
void sheet_fixture_open(struct sheet_fixture *fixture, uint32_t row_limit);
/* Begins the sheet 名单, header in row 5, first row 6. */
void sheet_fixture_begin(struct sheet_fixture *fixture);
/* A row: number, 吉克·阿依, an ID, "01", 1, amount, 2023-08-01, two lines. */
void sheet_fixture_row(struct sheet_fixture *fixture, fen amount);
/* Ends the sheet, closes the book, opens the view. */
void sheet_fixture_close(struct sheet_fixture *fixture);
void sheet_fixture_release(struct sheet_fixture *fixture);

/* All of it: `rows` rows of 95.10, 95.11 …, a total, a note. */
void sheet_fixture_write(struct sheet_fixture *fixture, uint32_t row_limit,
                         int rows);

/* The same into `path`, for tests in which it may fail. */
int sheet_fixture_try(const char *path, int rows, struct failure *failure);

/* The ID number of each row. */
uint64_t sheet_fixture_id(void);

#endif
