/*
 * The records of a ZIP file, byte by byte. A bomb is one block of deflated
 * spaces that stands alone (Z_FULL_FLUSH), repeated.
 */
#include "tests/support/raw_zip.h"

#include "core/arena.h"
#include "tests/support/package.h"
#include "tests/support/suite.h"
#include <string.h>
#include <zlib.h>

enum { STORED = 0, DEFLATED = 8, MEBIBYTE = 1 << 20 };

/* What both headers of a part say of it. */
struct entry {
    const char *name;
    unsigned method;
    uint32_t crc, packed, unpacked;
    uint32_t offset;
};

static void put(struct text *out, unsigned bytes, uint64_t value)
{
    for (unsigned i = 0; i < bytes; i++) {
        const char byte = (char)(value >> 8 * i & 0xFF);
        text_append_bytes(out, &byte, 1);
    }
}

static void put_entry(struct text *out, const struct entry *entry)
{
    put(out, 2, 20); /* version needed */
    put(out, 2, 0);
    put(out, 2, entry->method);
    put(out, 4, 0x00210000); /* 1 January 1980 */
    put(out, 4, entry->crc);
    put(out, 4, entry->packed);
    put(out, 4, entry->unpacked);
    put(out, 2, strlen(entry->name));
    put(out, 2, 0);
}

static void put_in_directory(struct raw_zip *zip, const struct entry *entry)
{
    struct text *out = &zip->directory;
    text_append(out, "PK\1\2");
    put(out, 2, 20);
    put_entry(out, entry);
    put(out, 2, 0);
    put(out, 4, 0);
    put(out, 4, 0);
    put(out, 4, entry->offset);
    text_append(out, entry->name);
    zip->count++;
}

static void add(struct raw_zip *zip, struct entry *entry, const void *data)
{
    entry->offset = (uint32_t)zip->bytes.length;
    text_append(&zip->bytes, "PK\3\4");
    put_entry(&zip->bytes, entry);
    text_append(&zip->bytes, entry->name);
    text_append_bytes(&zip->bytes, data, entry->packed);
    put_in_directory(zip, entry);
}

void raw_zip_add(struct raw_zip *zip, const char *name, const char *content)
{
    const uint32_t size = (uint32_t)strlen(content);
    struct entry entry = {
        .name = name,
        .crc = (uint32_t)crc32(0, (const Bytef *)content, size),
        .packed = size,
        .unpacked = size,
    };
    add(zip, &entry, content);
}

/* Deflates so that what follows can be put behind it. */
static void deflate_piece(const char *bytes, size_t size, struct text *out)
{
    unsigned char packed[8192];
    z_stream stream = {.avail_in = (uInt)size};
    memcpy(&stream.next_in, &bytes, sizeof bytes); /* it takes no const */
    assert_int_equal(
        deflateInit2(&stream, 9, Z_DEFLATED, -MAX_WBITS, 9, Z_DEFAULT_STRATEGY),
        Z_OK);
    do {
        stream.next_out = packed;
        stream.avail_out = sizeof packed;
        assert_int_not_equal(deflate(&stream, Z_FULL_FLUSH), Z_STREAM_ERROR);
        text_append_bytes(out, (const char *)packed,
                          sizeof packed - stream.avail_out);
    } while (stream.avail_out == 0);
    deflateEnd(&stream);
}

uint32_t raw_zip_add_bomb(struct raw_zip *zip, const char *name,
                          const char *start, unsigned mib)
{
    struct text data = TEXT_INIT;
    struct text piece = TEXT_INIT;
    char *spaces = mem_alloc(MEBIBYTE);
    assert_non_null(spaces);
    memset(spaces, ' ', MEBIBYTE);
    deflate_piece(start, strlen(start), &data);
    deflate_piece(spaces, MEBIBYTE, &piece);
    for (unsigned i = 0; i < mib; i++)
        text_append_bytes(&data, piece.data, piece.length);
    struct entry entry = {
        .name = name,
        .method = DEFLATED,
        .packed = (uint32_t)data.length,
        .unpacked = (uint32_t)(strlen(start) + (size_t)mib * MEBIBYTE),
    };
    add(zip, &entry, data.data);
    text_release(&data);
    text_release(&piece);
    mem_free(spaces);
    return entry.offset;
}

void raw_zip_add_again(struct raw_zip *zip, const char *name, uint32_t offset)
{
    const char *header = zip->bytes.data + offset;
    uint32_t sizes[3];
    memcpy(sizes, header + 14, sizeof sizes);
    const struct entry entry = {
        .name = name,
        .method = (unsigned char)header[8],
        .crc = sizes[0],
        .packed = sizes[1],
        .unpacked = sizes[2],
        .offset = offset,
    };
    put_in_directory(zip, &entry);
}

void raw_zip_end(struct raw_zip *zip)
{
    const size_t start = zip->bytes.length;
    const uint32_t shown = zip->count < UINT16_MAX ? zip->count : UINT16_MAX;
    text_append_bytes(&zip->bytes, zip->directory.data, zip->directory.length);
    text_append(&zip->bytes, "PK\5\6");
    put(&zip->bytes, 4, 0);
    put(&zip->bytes, 2, shown);
    put(&zip->bytes, 2, shown);
    put(&zip->bytes, 4, zip->directory.length);
    put(&zip->bytes, 4, start);
    put(&zip->bytes, 2, 0);
    assert_false(zip->bytes.failed || zip->directory.failed);
}

void raw_zip_release(struct raw_zip *zip)
{
    text_release(&zip->bytes);
    text_release(&zip->directory);
}

void raw_zip_add_workbook(struct raw_zip *zip)
{
    raw_zip_add(zip, "_rels/.rels",
                "<Relationships xmlns=\"http://schemas.openxmlformats.org/"
                "package/2006/relationships\"><Relationship Id=\"rId1\" "
                "Type=\"" XLSX_LINKS "/officeDocument\" "
                "Target=\"xl/workbook.xml\"/></Relationships>");
    raw_zip_add(zip, "xl/_rels/workbook.xml.rels",
                "<Relationships xmlns=\"http://schemas.openxmlformats.org/"
                "package/2006/relationships\"><Relationship Id=\"rId1\" "
                "Type=\"" XLSX_LINKS "/worksheet\" "
                "Target=\"worksheets/sheet1.xml\"/></Relationships>");
    raw_zip_add(zip, "xl/workbook.xml",
                "<workbook xmlns=\"" XLSX_MAIN "\" xmlns:r=\"" XLSX_LINKS
                "\"><sheets><sheet name=\"S1\" sheetId=\"1\" r:id=\"rId1\"/>"
                "</sheets></workbook>");
}
