#include "tests/support/unpacked.h"

#include "tests/support/suite.h"
#include <isa-l/igzip_lib.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

static char *read_packed(const struct spool *spool,
                         const struct stretch *stretches, size_t count,
                         size_t *out_size)
{
    char *packed = NULL;
    size_t size = 0;
    for (size_t i = 0; i < count; i++) {
        packed = realloc(packed, size + (size_t)stretches[i].packed + 1);
        assert_non_null(packed);
        assert_int_equal(spool_read(spool, stretches[i].at, packed + size,
                                    (size_t)stretches[i].packed),
                         0);
        size += (size_t)stretches[i].packed;
    }
    *out_size = size;
    return packed;
}

static void expect_of_isal(char *packed, size_t packed_size, const char *text,
                           size_t size)
{
    char *same = calloc(1, size + 1);
    struct inflate_state *state = malloc(sizeof *state);
    assert_non_null(same);
    assert_non_null(state);
    isal_inflate_init(state);
    state->next_in = (uint8_t *)packed;
    state->avail_in = (uint32_t)packed_size;
    state->next_out = (uint8_t *)same;
    state->avail_out = (uint32_t)size + 1;
    assert_int_equal(isal_inflate(state), ISAL_DECOMP_OK);
    assert_int_equal(state->total_out, size);
    assert_int_equal(memcmp(same, text, size), 0);
    free(state);
    free(same);
}

char *unpack(const struct spool *spool, const struct stretch *stretches,
             size_t count, bool is_whole)
{
    size_t packed_size = 0;
    size_t size = 0;
    uint32_t crc = 0;
    char *packed = read_packed(spool, stretches, count, &packed_size);
    for (size_t i = 0; i < count; i++) {
        crc = stretch_crc(crc, &stretches[i]);
        size += (size_t)stretches[i].size;
    }
    char *text = calloc(1, size + 1);
    assert_non_null(text);
    z_stream stream = {.next_in = (Bytef *)packed,
                       .avail_in = (uInt)packed_size,
                       .next_out = (Bytef *)text,
                       .avail_out = (uInt)size + 1};
    assert_int_equal(inflateInit2(&stream, -MAX_WBITS), Z_OK);
    const int status = inflate(&stream, Z_SYNC_FLUSH);
    assert_int_equal(status, is_whole ? Z_STREAM_END : Z_OK);
    assert_int_equal(stream.total_out, size);
    assert_int_equal(stream.avail_in, 0);
    assert_int_equal(crc32(0, (const Bytef *)text, (uInt)size), crc);
    inflateEnd(&stream);
    expect_of_isal(packed, packed_size, text, size);
    free(packed);
    return text;
}

void unpacked_open(struct unpacked_rows *rows)
{
    struct failure failure = FAILURE_INIT;
    *rows = (struct unpacked_rows){.text = NULL};
    scratch_make(&rows->folder);
    assert_int_equal(
        spool_open(rows->folder.path, "a.xlsx", -1, &rows->spool, &failure), 0);
    rows->xml = row_xml_new(rows->spool);
    assert_non_null(rows->xml);
    row_xml_begin(rows->xml);
    row_begin(rows->xml, 0, 0);
}

const char *unpacked_close(struct unpacked_rows *rows)
{
    row_end(rows->xml);
    assert_int_equal(row_xml_end(rows->xml, &rows->stretch), 0);
    assert_int_equal(spool_error(rows->spool), 0);
    rows->text = unpack(rows->spool, &rows->stretch, 1, false);
    return rows->text;
}

void unpacked_release(struct unpacked_rows *rows)
{
    free(rows->text);
    row_xml_free(rows->xml);
    spool_close(rows->spool);
    scratch_remove(&rows->folder);
}
