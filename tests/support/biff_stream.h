/*
 * BIFF streams from a few lines of text, one record a line:
 *
 *     027E: 0000 0100 0000 0000F03F
 *     0204: 0000 0200 0000 0300 'abc'
 *
 * the record's number, then its data: hexadecimal bytes in the order of the
 * file, text in quotes, 41*300 for a byte 300 times over, @ for the four
 * bytes of the sheet's offset in the stream. Spaces do not matter.
 */
#ifndef DAOPAN_TESTS_SUPPORT_BIFF_STREAM_H
#define DAOPAN_TESTS_SUPPORT_BIFF_STREAM_H

#include "core/text.h"
#include "import/workbook.h"
#include <stddef.h>

enum { BIFF_STREAM_SIZE = 1 << 17 };

struct biff_lines {
    unsigned char bytes[BIFF_STREAM_SIZE];
    size_t size;
};

/*
 * A workbook of one sheet: `globals` and `sheet` without their BOF and EOF,
 * which are added, as is a BOUNDSHEET for a sheet "S" where globals name
 * none. `version` is 5 or 8.
 */
void biff_stream_make(struct biff_lines *out, unsigned version,
                      const char *globals, const char *sheet);

/* Appends records to what is there, and nothing else. */
void biff_stream_add(struct biff_lines *out, const char *lines);

/* Reads the stream as a bare .xls file "名单.xls"; what stands in it is
 * appended to `text` (sheet_text.h). 0 or -1. */
CHECKED int biff_stream_read(const struct biff_lines *lines, struct text *text,
                             struct failure *failure);

/* Makes a workbook of one sheet and reads it: the text must be "[S]\n" and
 * `expected`, or the test fails and says `name`. */
void biff_stream_expect(const char *name, unsigned version, const char *globals,
                        const char *sheet, const char *expected);

/* The same for a workbook that must fail. */
void biff_stream_expect_failure(const char *name, unsigned version,
                                const char *globals, const char *sheet,
                                enum diag_code code, const char *note);

#endif
