/* What a spool holds, inflated by zlib, which had no part in packing it, and
 * by ISA-L. */
#ifndef DAOPAN_TESTS_SUPPORT_UNPACKED_H
#define DAOPAN_TESTS_SUPPORT_UNPACKED_H

#include "reports/row_xml.h"
#include "tests/support/scratch_folder.h"

/* The bytes of stretches, one after the other, with a NUL behind them; to be
 * freed. Ends the test where they are no deflate data, where size or checksum
 * differ, or where the last one does not end the stream (`is_whole`). */
char *unpack(const struct spool *spool, const struct stretch *stretches,
             size_t count, bool is_whole);

/* Rows under way in a spool of their own; the first one is begun. */
struct unpacked_rows {
    struct scratch_folder folder;
    struct spool *spool;
    struct row_xml *xml;
    struct stretch stretch; /* once they are closed */
    char *text;
};

void unpacked_open(struct unpacked_rows *rows);
/* Ends the row; the XML of all. */
const char *unpacked_close(struct unpacked_rows *rows);
void unpacked_release(struct unpacked_rows *rows);

#endif
