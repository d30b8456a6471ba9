/*
 * Small .xlsb packages from a few lines of text, one record a line:
 *
 *     0: 00000000 00*4 2C01 00 10 00
 *     7: 00000000 01000000 00000000
 *     6: 00000000 00000000 "姓名"
 *
 * the record's number, then its data: hexadecimal bytes in the order of the
 * file, 00*4 for a byte four times over, a text in quotes with its length in
 * front. Spaces do not matter.
 */
#ifndef DAOPAN_TESTS_SUPPORT_XLSB_PACKAGE_H
#define DAOPAN_TESTS_SUPPORT_XLSB_PACKAGE_H

#include "tests/support/package.h"

/* Each NULL = as an ordinary workbook has it: one sheet S1, no strings, cell
 * formats 0 General and 1 yyyy-mm-dd. */
struct xlsb_fixture {
    const char *sheet; /* records of its rows; BEGIN and END are added */
    const char *tail;  /* and of what comes behind them */
    const char *workbook;
    const char *styles;
    const char *strings;
};

void xlsb_fixture_build(const struct xlsb_fixture *fixture,
                        struct package *out);

/* Builds it and reads it back: the text must be `expected` (package_read()),
 * or the test fails and says `name`. */
void xlsb_expect(const char *name, const struct xlsb_fixture *fixture,
                 const char *expected);

#endif
