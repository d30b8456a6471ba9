/*
 * Files opened as what they are.
 */
#include "import/workbook.h"

#include "tests/support/package.h"
#include "tests/support/sheet_text.h"
#include "tests/support/suite.h"
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* An OLE2 file of one sector that lists a stream of this name. */
static void make_ole2(const char *stream, unsigned char out[2048])
{
    static const unsigned char magic[] = {0xD0, 0xCF, 0x11, 0xE0,
                                          0xA1, 0xB1, 0x1A, 0xE1};
    static const char root[] = "Root Entry";
    unsigned char *directory = out + 512;
    memset(out, 0, 2048);
    memcpy(out, magic, sizeof magic);
    out[24] = 0x3E, out[26] = 3, out[28] = 0xFE, out[29] = 0xFF;
    out[30] = 9, out[32] = 6, out[44] = 1, out[57] = 0x10;
    memset(out + 60, 0xFF, 512 - 60);
    out[60] = 0xFE, out[64] = 0, out[65] = out[66] = out[67] = 0;
    out[68] = 0xFE, out[72] = out[73] = out[74] = out[75] = 0;
    out[76] = 1, out[77] = out[78] = out[79] = 0;
    for (size_t i = 0; i < strlen(root); i++)
        directory[2 * i] = (unsigned char)root[i];
    directory[64] = 22, directory[66] = 5, directory[67] = 1;
    memset(directory + 68, 0xFF, 8);
    directory[76] = 1;
    directory[116] = 0xFE, memset(directory + 117, 0xFF, 3);
    directory += 128;
    for (size_t i = 0; i < strlen(stream); i++)
        directory[2 * i] = (unsigned char)stream[i];
    directory[64] = (unsigned char)(2 * strlen(stream) + 2);
    directory[66] = 2, directory[67] = 1;
    memset(directory + 68, 0xFF, 12);
    directory[116] = 0xFE, memset(directory + 117, 0xFF, 3);
    memset(out + 1024, 0xFF, 512);
    out[1024] = 0xFE, out[1028] = 0xFD;
}

/* The format of what was opened, or the failure's code. */
static const char *open_bytes(const void *bytes, size_t size,
                              struct arena *arena)
{
    struct memory_file memory;
    struct workbook workbook;
    struct failure failure = FAILURE_INIT;
    memory_file_open(&memory, bytes, size);
    const char *result = NULL;
    if (workbook_open(&memory.file, arena, &workbook, &failure) == 0) {
        result = arena_string(arena, workbook.format);
        workbook_release(&workbook);
    } else {
        result = diag_name(failure.code);
    }
    memory_file_close(&memory);
    return result;
}

static void files_are_told_by_their_content(void **state)
{
    (void)state;
    unsigned char ole2[2048];
    struct package package;
    struct arena *arena = arena_new();
    const struct xlsx_fixture fixture = {.sheet = XLSX_SHEET("")};
    xlsx_fixture_build(&fixture, &package);
    assert_string_equal(open_bytes(package.bytes, package.size, arena), "xlsx");
    assert_string_equal(open_bytes(package.bytes, 100, arena), "file-damaged");
    assert_string_equal(open_bytes("PK\5\6", 4, arena), "file-damaged");
    make_ole2("EncryptedPackage", ole2);
    assert_string_equal(open_bytes(ole2, sizeof ole2, arena),
                        "encryption-unknown"); /* by rights management */
    make_ole2("WordDocument", ole2);
    assert_string_equal(open_bytes(ole2, sizeof ole2, arena), "file-document");
    make_ole2("MatOST", ole2);
    assert_string_equal(open_bytes(ole2, sizeof ole2, arena), "file-format");
    assert_non_null(strstr(open_bytes("a,b\n1,2\n", 8, arena), "csv"));
    assert_string_equal(open_bytes("%PDF-1.4\n\0\0\1\2", 13, arena),
                        "file-document");
    arena_free(arena);
    package_release(&package);
}

/* Only a sheet of a chart: there is nothing that a roster could be in. */
static void a_workbook_without_worksheets_is_refused(void **state)
{
    (void)state;
    const struct package_part parts[] = {
        {.name = "xl/workbook.xml",
         .bytes = "<workbook xmlns=\"" XLSX_MAIN "\" xmlns:r=\"" XLSX_LINKS
                  "\"><sheets><sheet name=\"图\" r:id=\"r1\"/></sheets>"
                  "</workbook>"},
        {.name = "xl/_rels/workbook.xml.rels",
         .bytes = "<Relationships xmlns=\"http://schemas.openxmlformats.org/"
                  "package/2006/relationships\"><Relationship Id=\"r1\" "
                  "Type=\"" XLSX_LINKS "/chartsheet\" Target=\"c.xml\"/>"
                  "</Relationships>"},
    };
    struct package package;
    struct arena *arena = arena_new();
    package_build(parts, COUNT_OF(parts), &package);
    assert_string_equal(open_bytes(package.bytes, package.size, arena),
                        "file-no-sheets");
    arena_free(arena);
    package_release(&package);
}

static int fail_row(void *context, const struct sheet_row *row)
{
    struct failure *failure = context;
    failure_set(failure, DIAG_TIE_OUT, NULL, "%s", "of the sink");
    failure->row = row->row;
    return -1;
}

static int pass_row(void *context, const struct sheet_row *row)
{
    (void)context;
    (void)row;
    return 0;
}

static void failures_while_reading_name_file_and_sheet(void **state)
{
    (void)state;
    const struct xlsx_fixture fixture = {
        .sheet = XLSX_SHEET("<row r=\"7\"><c><v>1</v></c></row>")};
    struct failure failure = FAILURE_INIT;
    struct package package;
    struct workbook workbook;
    struct arena *arena = arena_new();
    const struct sheet_sink sink = {.context = &failure, .row = fail_row};
    xlsx_fixture_build(&fixture, &package);
    const struct file_bytes file = {"t.xlsx", package.bytes, package.size};
    assert_int_equal(workbook_open(&file, arena, &workbook, &failure), 0);
    assert_int_equal(workbook_read(&workbook, 0, &sink, &failure), -1);
    assert_string_equal(diag_name(failure.code), "tie-out");
    assert_string_equal(failure.file, "t.xlsx");
    assert_string_equal(failure.sheet, "S1");
    assert_int_equal(failure.row, 7);
    workbook_release(&workbook);
    arena_free(arena);
    package_release(&package);
}

/* Reads the sheet until that fails; how often it did not. */
static unsigned read_until_refused(struct workbook *workbook,
                                   struct failure *failure)
{
    enum { MOST = 1000 };
    const struct sheet_sink sink = {.row = pass_row};
    unsigned times = 0;
    while (times < MOST && workbook_read(workbook, 0, &sink, failure) == 0)
        times++;
    return times;
}

static void what_comes_out_of_a_file_is_bounded(void **state)
{
    (void)state;
    const struct xlsx_fixture fixture = {
        .sheet = XLSX_SHEET("<row r=\"7\"><c t=\"s\"><v>0</v></c></row>"),
        .strings = XLSX_SST("<si><t>123456789012345678901234</t></si>")};
    struct failure failure = FAILURE_INIT;
    struct package package;
    struct workbook workbook;
    struct arena *arena = arena_new();
    xlsx_fixture_build(&fixture, &package);
    const struct file_bytes file = {"t.xlsx", package.bytes, package.size};
    assert_int_equal(workbook_open(&file, arena, &workbook, &failure), 0);
    assert_int_equal(workbook.given_most, file_yield_most(package.size));
    workbook.given_most = 400; /* of 16 + 24 a time */
    assert_int_equal(read_until_refused(&workbook, &failure), 10);
    assert_string_equal(diag_name(failure.code), "file-limit");
    assert_string_equal(failure.file, "t.xlsx");
    assert_string_equal(failure.sheet, "S1");
    assert_int_equal(failure.row, 7);
    workbook_release(&workbook);
    arena_free(arena);
    package_release(&package);
}

static void cells_are_found_by_their_columns(void **state)
{
    static const struct {
        const char *name;
        const char *columns; /* of the row's cells */
    } cases[] = {
        {"every one", "123456789"}, {"none", ""},      {"the first", "1"},
        {"a later one", "7"},       {"gaps", "13478"}, {"begins late", "6789"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct cell cells[9];
        const struct sheet_row row = {.cells = cells,
                                      .cell_count = strlen(cases[i].columns)};
        for (size_t k = 0; k < row.cell_count; k++)
            cells[k] =
                (struct cell){.column = (colnum)(cases[i].columns[k] - '0')};
        for (colnum column = 0; column < 12; column++) {
            const char digit[] = {(char)('0' + column), '\0'};
            const struct cell *found = sheet_row_cell(&row, column);
            const bool is_there =
                column < 10 && strstr(cases[i].columns, digit) != NULL;
            if ((found != NULL) != is_there ||
                (found != NULL && found->column != column))
                fail_msg("%s: column %u", cases[i].name, (unsigned)column);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cells_are_found_by_their_columns),
        cmocka_unit_test(files_are_told_by_their_content),
        cmocka_unit_test(a_workbook_without_worksheets_is_refused),
        cmocka_unit_test(failures_while_reading_name_file_and_sheet),
        cmocka_unit_test(what_comes_out_of_a_file_is_bounded),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
