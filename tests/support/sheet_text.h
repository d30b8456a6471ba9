/*
 * A sheet as text, for comparison: one line a row, in the order in which the
 * reader gives them:
 *
 *     1: A"姓名" B"金额"
 *     2: A"甲" B380 C@45123 D?1 E!#N/A F"a" G=
 *     3 hidden: A"乙"
 *     merge A1:C1
 *     notice xls-readers-differ B2 cell|note
 *
 * Texts in quotes (LF, CR and TAB written \n \r \t), numbers bare (12z6 where
 * their format fills them up to 000012), dates
 * after @, booleans after ?, errors after !, uncached formulas =; a formula's
 * value is followed by f.
 */
#ifndef DAOPAN_TESTS_SUPPORT_SHEET_TEXT_H
#define DAOPAN_TESTS_SUPPORT_SHEET_TEXT_H

#include "core/text.h"
#include "import/workbook.h"
#include <stdbool.h>

struct sheet_text {
    struct text text;
    rownum last_row;
    rownum stop_after; /* the sink says stop after this row; 0 = never */
    bool is_unordered; /* a row or a cell came in the wrong order */
};

/* A sink that writes into `sheet`, which starts zeroed and is released with
 * text_release(&sheet->text). */
struct sheet_sink sheet_text_sink(struct sheet_text *sheet);

/* Appends every sheet, each headed by "[name]", "[name hidden]" or
 * "[name very hidden]"; first of all "1904" where that is the date system.
 * Notices are taken only if asked for: they may cost a second reading. 0 or
 * -1. */
CHECKED int workbook_as_text(const struct workbook *workbook, bool with_notices,
                             struct text *out, struct failure *failure);

/* Bytes in memory, and the same in a file for readers that want a path: one
 * that a confined process can open too. Nothing is left behind on disk. Fails
 * the test where it cannot. */
struct memory_file {
    int descriptor;
    char path[64];
    struct file_bytes file;
};

void memory_file_open(struct memory_file *memory, const void *bytes,
                      size_t size);
void memory_file_close(struct memory_file *memory);

#endif
