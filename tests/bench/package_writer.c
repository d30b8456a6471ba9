/*
 * The few parts that a workbook needs, as text in memory, packed by libzip.
 * The shared strings are found again by a hash.
 */
#include "tests/bench/package_writer.h"

#include "core/text.h"
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zip.h>

enum {
    SHEETS_MAX = 4,
    STYLE_TITLE = 1,
    STYLE_HEADER,
    STYLE_TEXT,
    STYLE_NUMBER
};

struct sheet_writer {
    struct package_writer *package;
    const char *name;
    struct text xml;
    unsigned row, column; /* from 0: the next cell */
};

struct shared {
    size_t at; /* in `strings`, where its <si> begins */
    uint32_t length;
    uint32_t hash;
};

struct package_writer {
    struct sheet_writer sheets[SHEETS_MAX];
    unsigned sheet_count;
    struct text strings;
    struct shared *shared;
    size_t shared_count, shared_capacity, uses;
    uint32_t *slots; /* index + 1; 0 = free */
    size_t slot_count;
};

static void give_up(const char *what)
{
    perror(what);
    exit(1);
}

struct package_writer *package_open(void)
{
    struct package_writer *package = calloc(1, sizeof *package);
    if (package == NULL)
        give_up("memory");
    return package;
}

struct sheet_writer *package_add_sheet(struct package_writer *package,
                                       const char *name)
{
    struct sheet_writer *sheet = &package->sheets[package->sheet_count++];
    *sheet = (struct sheet_writer){.package = package, .name = name};
    text_append(&sheet->xml, "<row r=\"1\">");
    return sheet;
}

/* ---- shared strings ---- */

static uint32_t hash_of(const char *text, size_t length)
{
    uint32_t hash = 2166136261u;
    for (size_t i = 0; i < length; i++)
        hash = (hash ^ (unsigned char)text[i]) * 16777619u;
    return hash;
}

static void grow_slots(struct package_writer *package)
{
    package->slot_count =
        package->slot_count == 0 ? 4096 : package->slot_count * 2;
    free(package->slots);
    package->slots = calloc(package->slot_count, sizeof *package->slots);
    if (package->slots == NULL)
        give_up("memory");
    for (size_t i = 0; i < package->shared_count; i++) {
        size_t slot = package->shared[i].hash % package->slot_count;
        while (package->slots[slot] != 0)
            slot = (slot + 1) % package->slot_count;
        package->slots[slot] = (uint32_t)i + 1;
    }
}

static uint32_t add_shared(struct package_writer *package, const char *text,
                           size_t length, uint32_t hash)
{
    if (package->shared_count == package->shared_capacity) {
        package->shared_capacity = package->shared_capacity * 2 + 1024;
        package->shared = realloc(package->shared, package->shared_capacity *
                                                       sizeof *package->shared);
        if (package->shared == NULL)
            give_up("memory");
    }
    const bool is_spaced = text[0] == ' ' || text[length - 1] == ' ';
    text_append(&package->strings,
                is_spaced ? "<si><t xml:space=\"preserve\">" : "<si><t>");
    package->shared[package->shared_count++] =
        (struct shared){.at = package->strings.length,
                        .length = (uint32_t)length,
                        .hash = hash};
    text_append_bytes(&package->strings, text, length);
    text_append(&package->strings, "</t></si>");
    return (uint32_t)package->shared_count - 1;
}

static uint32_t shared_index(struct package_writer *package, const char *text)
{
    const size_t length = strlen(text);
    const uint32_t hash = hash_of(text, length);
    if (package->shared_count * 2 >= package->slot_count)
        grow_slots(package);
    size_t slot = hash % package->slot_count;
    package->uses++;
    for (; package->slots[slot] != 0; slot = (slot + 1) % package->slot_count) {
        const struct shared *found = &package->shared[package->slots[slot] - 1];
        if (found->hash == hash && found->length == length &&
            memcmp(package->strings.data + found->at, text, length) == 0)
            return package->slots[slot] - 1;
    }
    const uint32_t index = add_shared(package, text, length, hash);
    package->slots[slot] = index + 1;
    return index;
}

/* ---- cells ---- */

static void put_cell(struct sheet_writer *sheet, const char *text, int style)
{
    const char column = (char)('A' + sheet->column++);
    if (*text == '\0')
        text_printf(&sheet->xml, "<c r=\"%c%u\" s=\"%d\"/>", column,
                    sheet->row + 1, style);
    else
        text_printf(&sheet->xml, "<c r=\"%c%u\" s=\"%d\" t=\"s\"><v>%u</v></c>",
                    column, sheet->row + 1, style,
                    shared_index(sheet->package, text));
}

void writer_title(struct sheet_writer *sheet, const char *text)
{
    put_cell(sheet, text, STYLE_TITLE);
}

void writer_header(struct sheet_writer *sheet, const char *text)
{
    put_cell(sheet, text, STYLE_HEADER);
}

void writer_string(struct sheet_writer *sheet, const char *text)
{
    put_cell(sheet, text, STYLE_TEXT);
}

void writer_number(struct sheet_writer *sheet, unsigned number)
{
    text_printf(&sheet->xml, "<c r=\"%c%u\" s=\"%d\"><v>%u</v></c>",
                (char)('A' + sheet->column++), sheet->row + 1, STYLE_NUMBER,
                number);
}

void writer_next_row(struct sheet_writer *sheet)
{
    sheet->row++;
    sheet->column = 0;
    text_printf(&sheet->xml, "</row><row r=\"%u\">", sheet->row + 1);
}

/* ---- the package ---- */

#define XML "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
#define MAIN "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#define OFFICE                                                                 \
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define PACKAGE "http://schemas.openxmlformats.org/package/2006/"
#define TYPE "application/vnd.openxmlformats-officedocument.spreadsheetml."

static const char styles[] = XML
    "<styleSheet xmlns=\"" MAIN "\"><fonts count=\"2\"><font><sz val=\"11\"/>"
    "<name val=\"宋体\"/></font><font><b/><sz val=\"18\"/><name val=\"宋体\"/>"
    "</font></fonts><fills count=\"2\"><fill><patternFill "
    "patternType=\"none\"/></fill><fill><patternFill patternType=\"gray125\"/>"
    "</fill></fills><borders count=\"2\"><border/><border><left "
    "style=\"thin\"/><right style=\"thin\"/><top style=\"thin\"/><bottom "
    "style=\"thin\"/></border></borders><cellStyleXfs count=\"1\"><xf "
    "numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs>"
    "<cellXfs count=\"5\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" "
    "borderId=\"0\" xfId=\"0\"/><xf numFmtId=\"0\" fontId=\"1\" fillId=\"0\" "
    "borderId=\"0\" xfId=\"0\"/><xf numFmtId=\"0\" fontId=\"1\" fillId=\"0\" "
    "borderId=\"1\" xfId=\"0\"/><xf numFmtId=\"49\" fontId=\"0\" fillId=\"0\" "
    "borderId=\"1\" xfId=\"0\"/><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" "
    "borderId=\"1\" xfId=\"0\"/></cellXfs></styleSheet>";

/* Adds a part; `text` is released when the package is closed. */
static void add_part(zip_t *zip, const char *name, const struct text *text)
{
    if (text->failed)
        give_up("memory");
    zip_source_t *source = zip_source_buffer(zip, text->data, text->length, 0);
    const zip_int64_t index =
        source == NULL ? -1 : zip_file_add(zip, name, source, ZIP_FL_ENC_UTF_8);
    if (index < 0 ||
        zip_file_set_dostime(zip, (zip_uint64_t)index, 0, 33, 0) != 0)
        give_up(name);
}

static void add_directory(zip_t *zip, const struct package_writer *package,
                          struct text parts[4])
{
    text_append(
        &parts[0], XML
        "<Types xmlns=\"" PACKAGE "content-types\"><Default Extension=\"rels\" "
        "ContentType=\"application/vnd.openxmlformats-"
        "package.relationships+xml\"/><Override "
        "PartName=\"/xl/workbook.xml\" ContentType=\"" TYPE
        "sheet.main+xml\"/><Override PartName=\""
        "/xl/styles.xml\" ContentType=\"" TYPE
        "styles+xml\"/><Override PartName=\""
        "/xl/sharedStrings.xml\" ContentType=\"" TYPE "sharedStrings+xml\"/>");
    text_append(&parts[1],
                XML "<Relationships xmlns=\"" PACKAGE
                    "relationships\"><Relationship Id=\"rId1\" Type=\"" OFFICE
                    "/officeDocument\" Target=\"xl/workbook.xml\"/>"
                    "</Relationships>");
    text_append(&parts[2], XML "<workbook xmlns=\"" MAIN "\" xmlns:r=\"" OFFICE
                               "\"><sheets>");
    text_append(&parts[3],
                XML "<Relationships xmlns=\"" PACKAGE
                    "relationships\"><Relationship Id=\"rId98\" Type=\"" OFFICE
                    "/styles\" Target=\"styles.xml\"/><Relationship "
                    "Id=\"rId99\" Type=\"" OFFICE
                    "/sharedStrings\" Target=\"sharedStrings.xml\"/>");
    for (unsigned i = 1; i <= package->sheet_count; i++) {
        text_printf(&parts[0],
                    "<Override PartName=\"/xl/worksheets/sheet%u.xml\" "
                    "ContentType=\"" TYPE "worksheet+xml\"/>",
                    i);
        text_printf(&parts[2],
                    "<sheet name=\"%s\" sheetId=\"%u\" r:id=\"rId%u\"/>",
                    package->sheets[i - 1].name, i, i);
        text_printf(&parts[3],
                    "<Relationship Id=\"rId%u\" Type=\"" OFFICE
                    "/worksheet\" Target=\"worksheets/sheet%u.xml\"/>",
                    i, i);
    }
    text_append(&parts[0], "</Types>");
    text_append(&parts[2], "</sheets></workbook>");
    text_append(&parts[3], "</Relationships>");
    add_part(zip, "[Content_Types].xml", &parts[0]);
    add_part(zip, "_rels/.rels", &parts[1]);
    add_part(zip, "xl/workbook.xml", &parts[2]);
    add_part(zip, "xl/_rels/workbook.xml.rels", &parts[3]);
}

static void wrap_sheet(struct sheet_writer *sheet, struct text *out)
{
    text_append(out, XML "<worksheet xmlns=\"" MAIN "\"><sheetData>");
    text_append_bytes(out, sheet->xml.data, sheet->xml.length);
    text_append(out, "</row></sheetData></worksheet>");
    text_release(&sheet->xml);
}

static void pack_fast(zip_t *zip)
{
    const zip_int64_t count = zip_get_num_entries(zip, 0);
    for (zip_int64_t i = 0; i < count; i++)
        if (zip_set_file_compression(zip, (zip_uint64_t)i, ZIP_CM_DEFLATE, 1) !=
            0)
            give_up("zip");
}

void package_close(struct package_writer *package, const char *path,
                   enum packing packing)
{
    struct text parts[4] = {TEXT_INIT};
    struct text sheets[SHEETS_MAX] = {TEXT_INIT};
    struct text strings = TEXT_INIT;
    struct text style = TEXT_INIT;
    zip_t *zip = zip_open(path, ZIP_CREATE | ZIP_TRUNCATE, NULL);
    if (zip == NULL)
        give_up(path);
    add_directory(zip, package, parts);
    for (unsigned i = 0; i < package->sheet_count; i++) {
        char name[48];
        snprintf(name, sizeof name, "xl/worksheets/sheet%u.xml", i + 1);
        wrap_sheet(&package->sheets[i], &sheets[i]);
        add_part(zip, name, &sheets[i]);
    }
    text_printf(&strings,
                XML "<sst xmlns=\"" MAIN
                    "\" count=\"%zu\" uniqueCount=\"%zu\">",
                package->uses, package->shared_count);
    text_append_bytes(&strings, package->strings.data, package->strings.length);
    text_append(&strings, "</sst>");
    add_part(zip, "xl/sharedStrings.xml", &strings);
    text_append(&style, styles);
    add_part(zip, "xl/styles.xml", &style);
    if (packing == PACKED_FAST)
        pack_fast(zip);
    if (zip_close(zip) != 0)
        give_up(path);
    for (unsigned i = 0; i < SHEETS_MAX; i++) {
        text_release(&parts[i]);
        text_release(&sheets[i]);
    }
    text_release(&strings);
    text_release(&style);
    text_release(&package->strings);
    free(package->shared);
    free(package->slots);
    free(package);
}
