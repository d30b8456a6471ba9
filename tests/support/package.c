/*
 * Packages by libzip, read by the reader under test.
 */
#include "tests/support/package.h"

#include "tests/support/sheet_text.h"
#include "tests/support/suite.h"
#include <stdlib.h>
#include <string.h>
#include <zip.h>

static void add_part(zip_t *zip, const struct package_part *part)
{
    const size_t length =
        part->length != 0 ? part->length : strlen(part->bytes);
    zip_source_t *source = zip_source_buffer(zip, part->bytes, length, 0);
    assert_non_null(source);
    const zip_int64_t index =
        zip_file_add(zip, part->name, source, ZIP_FL_ENC_UTF_8);
    assert_true(index >= 0);
    const zip_uint64_t entry = (zip_uint64_t)index;
    assert_int_equal(
        zip_set_file_compression(
            zip, entry, part->is_stored ? ZIP_CM_STORE : ZIP_CM_DEFLATE, 1),
        0);
    if (part->password != NULL)
        assert_int_equal(
            zip_file_set_encryption(zip, entry, ZIP_EM_AES_128, part->password),
            0);
}

static void take_bytes(zip_source_t *source, struct package *out)
{
    zip_stat_t status;
    zip_stat_init(&status);
    assert_int_equal(zip_source_stat(source, &status), 0);
    out->size = (size_t)status.size;
    out->bytes = mem_alloc(out->size);
    assert_non_null(out->bytes);
    assert_int_equal(zip_source_open(source), 0);
    assert_int_equal(zip_source_read(source, out->bytes, out->size),
                     (zip_int64_t)out->size);
    zip_source_close(source);
}

void package_build(const struct package_part *parts, size_t count,
                   struct package *out)
{
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t *source = zip_source_buffer_create(NULL, 0, 0, &error);
    assert_non_null(source);
    zip_source_keep(source);
    zip_t *zip = zip_open_from_source(source, ZIP_TRUNCATE, &error);
    assert_non_null(zip);
    for (size_t i = 0; i < count; i++)
        add_part(zip, &parts[i]);
    assert_int_equal(zip_close(zip), 0);
    take_bytes(source, out);
    zip_source_free(source);
    zip_error_fini(&error);
}

void package_release(struct package *package)
{
    mem_free(package->bytes);
    *package = (struct package){.bytes = NULL};
}

void xlsx_fixture_build(const struct xlsx_fixture *fixture, struct package *out)
{
    static const char links[] =
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/"
        "2006/relationships\"><Relationship Id=\"rId1\" Type=\"" XLSX_LINKS
        "/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>";
    static const char workbook_links[] =
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/"
        "2006/relationships\"><Relationship Id=\"rId1\" Type=\"" XLSX_LINKS
        "/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>";
    static const char workbook[] =
        "<workbook xmlns=\"" XLSX_MAIN "\" xmlns:r=\"" XLSX_LINKS
        "\"><workbookPr date1904=\"%c\"/><sheets><sheet name=\"S1\" "
        "sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>";
    static const char styles[] =
        "<styleSheet xmlns=\"" XLSX_MAIN "\"><cellXfs><xf numFmtId=\"0\"/>"
        "<xf numFmtId=\"14\"/><xf numFmtId=\"2\"/></cellXfs></styleSheet>";
    char text[sizeof workbook];
    const bool has_strings = fixture->strings != NULL;
    const char *own_styles = fixture->styles;
    snprintf(text, sizeof text, workbook, fixture->is_1904 ? '1' : '0');
    const struct package_part parts[] = {
        {.name = "_rels/.rels", .bytes = links},
        {.name = "xl/_rels/workbook.xml.rels", .bytes = workbook_links},
        {.name = "xl/workbook.xml", .bytes = text},
        {.name = "xl/styles.xml",
         .bytes = own_styles != NULL ? own_styles : styles},
        {.name = "xl/worksheets/sheet1.xml",
         .bytes = fixture->sheet,
         .length = fixture->sheet_length,
         .is_stored = fixture->is_stored},
        {.name = "xl/sharedStrings.xml",
         .bytes = fixture->strings,
         .length = fixture->strings_length,
         .is_stored = fixture->is_stored},
    };
    package_build(parts, COUNT_OF(parts) - !has_strings, out);
}

void failure_text(const struct failure *failure, struct text *out)
{
    text_append(out, "failure ");
    text_append(out, diag_name(failure->code));
    if (failure->sheet[0] != '\0')
        text_printf(out, " %s", failure->sheet);
    if (failure->row != 0)
        text_printf(out, " row %u", (unsigned)failure->row);
    if (failure->column != 0)
        text_printf(out, " column %u", (unsigned)failure->column);
    text_append(out, "\n");
}

static void append_sheet(struct workbook *workbook, size_t sheet,
                         struct text *out)
{
    static const char *const visibilities[] = {
        [SHEET_VISIBLE] = "",
        [SHEET_HIDDEN] = " hidden",
        [SHEET_VERY_HIDDEN] = " very hidden",
    };
    struct failure failure = FAILURE_INIT;
    struct sheet_text text = {.text = TEXT_INIT};
    const struct sheet_sink sink = sheet_text_sink(&text);
    const struct sheet_info *info = &workbook->sheets[sheet];
    if (workbook->sheet_count > 1 || info->visibility != SHEET_VISIBLE)
        text_printf(out, "sheet %s%s\n", info->name,
                    visibilities[info->visibility]);
    const int result = workbook_read(workbook, sheet, &sink, &failure);
    text_append(out, text_of(&text.text));
    if (result != 0)
        failure_text(&failure, out);
    if (text.is_unordered)
        text_append(out, "unordered\n");
    text_release(&text.text);
}

void package_read(const struct package *package,
                  const struct xlsx_options *options, struct text *out)
{
    struct failure failure = FAILURE_INIT;
    struct workbook workbook;
    const struct file_bytes file = {
        .path = "test.xlsx", .bytes = package->bytes, .size = package->size};
    struct arena *arena = arena_new();
    assert_non_null(arena);
    if (xlsx_open_with(&file, arena, options, &workbook, &failure) != 0) {
        failure_text(&failure, out);
    } else {
        for (size_t i = 0; i < workbook.sheet_count; i++)
            append_sheet(&workbook, i, out);
        workbook_release(&workbook);
    }
    arena_free(arena);
}

void package_read_strings(const struct package *package,
                          const struct xlsx_options *options, struct text *out)
{
    struct failure failure = FAILURE_INIT;
    struct workbook workbook;
    const struct file_bytes file = {
        .path = "test.xlsx", .bytes = package->bytes, .size = package->size};
    struct arena *arena = arena_new();
    assert_non_null(arena);
    if (xlsx_open_with(&file, arena, options, &workbook, &failure) != 0) {
        failure_text(&failure, out);
    } else {
        const struct xlsx_book *book = workbook.state;
        const struct xlsx_strings *strings = &book->strings;
        for (size_t i = 0; i < strings->count; i++) {
            const uint32_t start = strings->starts[i];
            text_append_json(out, strings->bytes + start,
                             strings->starts[i + 1] - start);
            text_append(out, "\n");
        }
        workbook_release(&workbook);
    }
    arena_free(arena);
}
