/*
 * Rows of a sheet, as they are packed: inflated by zlib they are as long as
 * they were, and have the same checksum.
 *
 * The first byte of a cell says its kind, column and style, the second its
 * length; a third of them end the row.
 */
#include "tests/fuzz/fuzz_target.h"

#include "core/arena.h"
#include "reports/row_xml.h"
#include <stdlib.h>
#include <zlib.h>

struct input {
    const uint8_t *at;
    size_t left;
};

static uint8_t next_byte(struct input *input)
{
    if (input->left == 0)
        return 0;
    input->left--;
    return *input->at++;
}

/* Puts a cell behind `column`; returns its own. */
static size_t put_cell(struct row_xml *xml, struct input *input, uint8_t kind,
                       size_t column)
{
    const int style = kind >> 3 & 3;
    const size_t next = column + 1 + (kind >> 5);
    size_t length = next_byte(input);
    if (length > input->left)
        length = input->left;
    const char *const text = (const char *)input->at;
    if (next >= 16384)
        return column;
    if ((kind & 7) < 5)
        row_put_text(xml, next, style, text, length);
    else if ((kind & 7) == 5)
        row_put_number(xml, next, style, (int64_t)(length * length), 2);
    else
        row_put_blank(xml, next, style);
    input->at += length;
    input->left -= length;
    return next;
}

static void put_rows(struct row_xml *xml, struct input *input)
{
    size_t column = 0;
    uint32_t row = 0;
    row_begin(xml, row, 0);
    while (input->left > 0) {
        const uint8_t kind = next_byte(input);
        if ((kind & 7) != 7) {
            column = put_cell(xml, input, kind, column);
            continue;
        }
        row_end(xml);
        row += 1 + (kind >> 6);
        row_begin(xml, row, kind >> 3 & 3);
        column = 0;
    }
    row_end(xml);
}

static void check_stretch(const struct spool *spool,
                          const struct stretch *stretch)
{
    const size_t size = (size_t)stretch->size;
    const size_t packed_size = (size_t)stretch->packed;
    uint8_t *const packed = mem_alloc(packed_size);
    uint8_t *const bytes = mem_alloc(size + 1);
    FUZZ_CHECK(packed != NULL && bytes != NULL);
    FUZZ_CHECK(spool_read(spool, stretch->at, packed, packed_size) == 0);
    z_stream stream = {.next_in = packed,
                       .avail_in = (uInt)packed_size,
                       .next_out = bytes,
                       .avail_out = (uInt)size + 1};
    FUZZ_CHECK(inflateInit2(&stream, -MAX_WBITS) == Z_OK);
    FUZZ_CHECK(inflate(&stream, Z_SYNC_FLUSH) == Z_OK);
    FUZZ_CHECK(stream.total_out == size && stream.avail_in == 0);
    FUZZ_CHECK(crc32(0, bytes, (uInt)size) == stretch->crc);
    inflateEnd(&stream);
    mem_free(bytes);
    mem_free(packed);
}

void fuzz_rows(const uint8_t *bytes, size_t size)
{
    struct failure failure = FAILURE_INIT;
    struct input input = {bytes, size};
    struct spool *spool = NULL;
    struct stretch stretch;
    FUZZ_CHECK(spool_open("/tmp", "rows.xlsx", -1, &spool, &failure) == 0);
    struct row_xml *const xml = row_xml_new(spool);
    FUZZ_CHECK(xml != NULL);
    row_xml_begin(xml);
    put_rows(xml, &input);
    FUZZ_CHECK(row_xml_end(xml, &stretch) == 0);
    FUZZ_CHECK(spool_error(spool) == 0);
    check_stretch(spool, &stretch);
    row_xml_free(xml);
    spool_close(spool);
}
