/*
 * ZIP packages with nothing checked, for what no honest program writes:
 * entries that overlap, sizes and checksums that are not true, names that
 * climb out of the folder, bombs.
 */
#ifndef DAOPAN_TESTS_SUPPORT_RAW_ZIP_H
#define DAOPAN_TESTS_SUPPORT_RAW_ZIP_H

#include "core/text.h"
#include <stddef.h>
#include <stdint.h>

struct raw_zip {
    struct text bytes;     /* local headers and data */
    struct text directory; /* what goes behind them */
    uint32_t count;
};

#define RAW_ZIP_INIT                                                           \
    {                                                                          \
        .bytes = TEXT_INIT, .directory = TEXT_INIT                             \
    }

/* A part as it is, with its checksum. */
void raw_zip_add(struct raw_zip *zip, const char *name, const char *content);

/* A part that begins with `start`, goes on with `mib` mebibytes of spaces,
 * and does not end: deflated, a thousandth of that. Returns its offset. */
uint32_t raw_zip_add_bomb(struct raw_zip *zip, const char *name,
                          const char *start, unsigned mib);

/* One more name for the part at `offset`. */
void raw_zip_add_again(struct raw_zip *zip, const char *name, uint32_t offset);

/* Puts the directory behind the data: zip->bytes is then the package. */
void raw_zip_end(struct raw_zip *zip);
void raw_zip_release(struct raw_zip *zip);

/* The parts of a workbook of one sheet but for the sheet, which is
 * xl/worksheets/sheet1.xml. */
void raw_zip_add_workbook(struct raw_zip *zip);

#endif
