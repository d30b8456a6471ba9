/*
 * What `daopan dump` prints, to the letter.
 */
#include "import/import.h"

#include "tests/support/package.h"
#include "tests/support/sheet_text.h"
#include "tests/support/suite.h"
#include <stdlib.h>
#include <string.h>

#define RELS(items)                                                            \
    "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/"   \
    "relationships\">" items "</Relationships>"

static const struct package_part parts[] = {
    {.name = "xl/workbook.xml",
     .bytes = "<workbook xmlns:r=\"" XLSX_LINKS "\"><sheets>"
              "<sheet name=\"低保\" r:id=\"a\"/>"
              "<sheet name=\"&quot;\\\" r:id=\"b\" state=\"hidden\"/>"
              "<sheet name=\"空\" r:id=\"c\" state=\"veryHidden\"/>"
              "</sheets></workbook>"},
    {.name = "xl/_rels/workbook.xml.rels",
     .bytes = RELS("<Relationship Id=\"a\" Type=\"/worksheet\" "
                   "Target=\"a.xml\"/><Relationship Id=\"b\" "
                   "Type=\"/worksheet\" Target=\"b.xml\"/><Relationship "
                   "Id=\"c\" Type=\"/worksheet\" Target=\"c.xml\"/>")},
    {.name = "xl/styles.xml",
     .bytes = "<styleSheet><cellXfs><xf/><xf numFmtId=\"14\"/></cellXfs>"
              "</styleSheet>"},
    {.name = "xl/a.xml",
     .bytes = XLSX_SHEET(
         "<row r=\"1\"><c r=\"A1\" t=\"str\"><v>文 本\n\"\\</v></c>"
         "<c r=\"B1\"><v>380.00</v></c><c r=\"C1\" t=\"b\"><v>1</v></c>"
         "<c r=\"D1\" t=\"e\"><v>#N/A</v></c></row>"
         "<row r=\"3\" hidden=\"1\"><c r=\"A3\" s=\"1\"><v>45139</v></c>"
         "<c r=\"B3\"><f>A1</f></c><c r=\"C3\" s=\"1\"><v>0.5</v></c>"
         "<c r=\"D3\" s=\"1\"><v>45139.5</v></c></row>")},
    {.name = "xl/b.xml",
     .bytes = XLSX_SHEET("<row r=\"9\"><c r=\"B9\"><v>0.1</v></c></row>")},
    {.name = "xl/c.xml", .bytes = XLSX_SHEET("")},
};

#define ROW_1                                                                  \
    "[1,1,\"文 本\\n\\\"\\\\\"],[1,2,\"380\"],[1,3,\"TRUE\"],[1,4,\"#N/A\"]"
#define ROW_3 "[3,1,\"2023-08-01\"],[3,3,\"12:00:00\"]"
#define SHEET_1(cells)                                                         \
    "{\"sheet\":\"低保\",\"state\":\"visible\",\"cells\":[" cells "]}\n"
#define SHEET_2(cells)                                                         \
    "{\"sheet\":\"\\\"\\\\\",\"state\":\"hidden\",\"cells\":[" cells "]}\n"
#define SHEET_3 "{\"sheet\":\"空\",\"state\":\"veryHidden\",\"cells\":[]}\n"

static const struct {
    const char *name;
    struct dump_options options;
    const char *expected;
} cases[] = {
    {"everything",
     {.rows = 0},
     SHEET_1(ROW_1 "," ROW_3 ",[3,4,\"2023-08-01 12:00:00\"]")
         SHEET_2("[9,2,\"0.1\"]") SHEET_3},
    {"rows bounded", {.rows = 2}, SHEET_1(ROW_1) SHEET_2("") SHEET_3},
    {"columns bounded",
     {.columns = 3},
     SHEET_1("[1,1,\"文 本\\n\\\"\\\\\"],[1,2,\"380\"],[1,3,\"TRUE\"]," ROW_3)
         SHEET_2("[9,2,\"0.1\"]") SHEET_3},
    {"both bounded",
     {.rows = 1, .columns = 1},
     SHEET_1("[1,1,\"文 本\\n\\\"\\\\\"]") SHEET_2("") SHEET_3},
};

/* Dumps into *out, which the caller frees. */
static int dump(const struct package *package,
                const struct dump_options *options, char **out,
                struct failure *failure)
{
    struct memory_file memory;
    size_t size = 0;
    FILE *stream = open_memstream(out, &size);
    assert_non_null(stream);
    memory_file_open(&memory, package->bytes, package->size);
    bool is_unconfined = false;
    const int result =
        workbook_dump(memory.path, options, stream, &is_unconfined, failure);
    memory_file_close(&memory);
    fclose(stream);
    assert_false(is_unconfined);
    return result;
}

static void sheets_are_printed_as_lines_of_json(void **state)
{
    (void)state;
    struct package package;
    package_build(parts, COUNT_OF(parts), &package);
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        char *out = NULL;
        struct failure failure = FAILURE_INIT;
        EXPECT_INT(cases[i].name,
                   dump(&package, &cases[i].options, &out, &failure), 0);
        EXPECT_TEXT(cases[i].name, out, cases[i].expected);
        free(out);
    }
    package_release(&package);
}

static void long_sheets_are_printed_in_pieces(void **state)
{
    (void)state;
    struct text sheet = TEXT_INIT;
    struct package package;
    struct failure failure = FAILURE_INIT;
    char *out = NULL;
    size_t cells = 0;
    text_append(&sheet, "<worksheet><sheetData>");
    for (int i = 0; i < 20000; i++)
        text_append(&sheet, "<row><c><v>511499</v></c></row>");
    text_append(&sheet, "</sheetData></worksheet>");
    const struct xlsx_fixture fixture = {.sheet = text_of(&sheet)};
    xlsx_fixture_build(&fixture, &package);
    assert_int_equal(dump(&package, NULL, &out, &failure), 0);
    for (const char *at = out; (at = strstr(at, ",1,\"511499\"]")) != NULL;
         at++)
        cells++;
    assert_int_equal(cells, 20000);
    free(out);
    text_release(&sheet);
    package_release(&package);
}

static void files_that_cannot_be_read_are_failures(void **state)
{
    (void)state;
    struct package package;
    struct failure failure = FAILURE_INIT;
    bool is_unconfined = false;
    char *out = NULL;
    package_build(parts, 3, &package);
    assert_int_equal(dump(&package, NULL, &out, &failure), -1);
    assert_string_equal(diag_name(failure.code), "file-damaged");
    assert_string_equal(failure.sheet, "低保");
    free(out);
    assert_int_equal(workbook_dump("tests/no such file", NULL, stdout,
                                   &is_unconfined, &failure),
                     -1);
    assert_string_equal(diag_name(failure.code), "file-missing");
    package_release(&package);
}

static void a_full_disk_is_a_failure(void **state)
{
    (void)state;
    struct package package;
    struct memory_file memory;
    struct failure failure = FAILURE_INIT;
    bool is_unconfined = false;
    FILE *full = fopen("/dev/full", "w");
    if (full == NULL)
        skip();
    package_build(parts, COUNT_OF(parts), &package);
    memory_file_open(&memory, package.bytes, package.size);
    assert_int_equal(
        workbook_dump(memory.path, NULL, full, &is_unconfined, &failure), -1);
    assert_string_equal(diag_name(failure.code), "output-failed");
    memory_file_close(&memory);
    fclose(full);
    package_release(&package);
}

static void dumping_fails_cleanly_without_memory(void **state)
{
    (void)state;
    struct package package;
    int result = -1;
    package_build(parts, COUNT_OF(parts), &package);
    for (unsigned long after = 1; result != 0; after++) {
        char *out = NULL;
        struct failure failure = FAILURE_INIT;
        mem_fail_after(after);
        result = dump(&package, NULL, &out, &failure);
        mem_fail_after(0);
        if (result != 0)
            assert_string_equal(diag_name(failure.code), "out-of-memory");
        free(out);
    }
    package_release(&package);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sheets_are_printed_as_lines_of_json),
        cmocka_unit_test(long_sheets_are_printed_in_pieces),
        cmocka_unit_test(files_that_cannot_be_read_are_failures),
        cmocka_unit_test(a_full_disk_is_a_failure),
        cmocka_unit_test(dumping_fails_cleanly_without_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
