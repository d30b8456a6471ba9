/*
 * Packages that mean harm: each is refused in plain words, or read as it
 * stands; none crashes, hangs or fills the memory.
 */
#include "tests/support/hostile_file.h"
#include "tests/support/package.h"
#include "tests/support/raw_zip.h"
#include "tests/support/suite.h"
#include <stdio.h>
#include <string.h>

#define SHEET_START "<worksheet xmlns=\"" XLSX_MAIN "\"><sheetData>"
#define SHEET_END "</sheetData></worksheet>"
#define SHEET_PART "xl/worksheets/sheet1.xml"
#define A "511499199001010012"
#define B "511499199001010020"

static void expect_zip(const char *name, struct raw_zip *zip,
                       enum diag_code code, int why)
{
    raw_zip_end(zip);
    hostile_expect(name, zip->bytes.data, zip->bytes.length, code, why);
    raw_zip_release(zip);
}

static void expect_read(const char *name, struct raw_zip *zip)
{
    struct failure failure = FAILURE_INIT;
    raw_zip_end(zip);
    if (hostile_dump(zip->bytes.data, zip->bytes.length, &failure) != 0)
        fail_msg("%s: %s %s", name, diag_name(failure.code), failure.note);
    raw_zip_release(zip);
}

/* ---- more than there is ---- */

/* A comment, so that the parser reads it, which looks at no run of spaces
 * twice: nothing else than the limit on a part stops it. */
static void bombs_are_refused_by_what_they_unpack_to(void **state)
{
    (void)state;
    struct raw_zip strings = RAW_ZIP_INIT;
    raw_zip_add_workbook(&strings);
    raw_zip_add(&strings, SHEET_PART, SHEET_START SHEET_END);
    raw_zip_add_bomb(&strings, "xl/sharedStrings.xml",
                     "<sst xmlns=\"" XLSX_MAIN "\"><!-- -->", 600);
    expect_zip("shared strings", &strings, DIAG_FILE_LIMIT,
               MESSAGE_WHY_UNPACKED);
    struct raw_zip styles = RAW_ZIP_INIT;
    raw_zip_add_workbook(&styles);
    raw_zip_add(&styles, SHEET_PART, SHEET_START SHEET_END);
    raw_zip_add_bomb(&styles, "xl/styles.xml",
                     "<styleSheet xmlns=\"" XLSX_MAIN "\">", 100);
    expect_zip("styles", &styles, DIAG_FILE_LIMIT, MESSAGE_WHY_UNPACKED);
    struct raw_zip row = RAW_ZIP_INIT;
    raw_zip_add_workbook(&row);
    raw_zip_add_bomb(&row, SHEET_PART,
                     SHEET_START "<row r=\"1\"><c r=\"A1\" t=\"str\"><v>", 600);
    expect_zip("one cell", &row, DIAG_FILE_LIMIT, MESSAGE_WHY_LONG_ROW);
}

/* Eight thousand sheets, all of them the same bytes of the file. */
static void entries_that_overlap_are_read_within_limits(void **state)
{
    enum { SHEETS = 8000 };
    struct raw_zip zip = RAW_ZIP_INIT;
    struct text links = TEXT_INIT;
    struct text workbook = TEXT_INIT;
    char name[64];
    (void)state;
    text_append(&links, "<Relationships>");
    text_append(&workbook, "<workbook xmlns=\"" XLSX_MAIN
                           "\" xmlns:r=\"" XLSX_LINKS "\"><sheets>");
    const uint32_t offset = raw_zip_add_bomb(&zip, "xl/worksheets/s0.xml",
                                             SHEET_START "<!-- -->", 4);
    for (int i = 0; i < SHEETS; i++) {
        snprintf(name, sizeof name, "xl/worksheets/s%d.xml", i);
        if (i > 0)
            raw_zip_add_again(&zip, name, offset);
        text_printf(&links,
                    "<Relationship Id=\"r%d\" Type=\"/worksheet\" "
                    "Target=\"worksheets/s%d.xml\"/>",
                    i, i);
        text_printf(&workbook, "<sheet name=\"%d\" r:id=\"r%d\"/>", i, i);
    }
    text_append(&links, "</Relationships>");
    text_append(&workbook, "</sheets></workbook>");
    raw_zip_add(&zip, "xl/workbook.xml", text_of(&workbook));
    raw_zip_add(&zip, "xl/_rels/workbook.xml.rels", text_of(&links));
    expect_zip("overlapping sheets", &zip, DIAG_FILE_DAMAGED,
               MESSAGE_WHY_DEFLATE);
    text_release(&links);
    text_release(&workbook);
}

static void too_many_entries_are_refused(void **state)
{
    struct raw_zip zip = RAW_ZIP_INIT;
    char name[32];
    (void)state;
    raw_zip_add_workbook(&zip);
    raw_zip_add(&zip, SHEET_PART, SHEET_START SHEET_END);
    for (int i = 0; i < 60000; i++) {
        snprintf(name, sizeof name, "a/%d.xml", i);
        raw_zip_add_again(&zip, name, 0);
    }
    expect_read("sixty thousand", &zip);
}

static void a_package_in_a_package_is_not_unpacked(void **state)
{
    struct raw_zip inner = RAW_ZIP_INIT;
    struct raw_zip outer = RAW_ZIP_INIT;
    (void)state;
    raw_zip_add_workbook(&inner);
    raw_zip_end(&inner);
    raw_zip_add(&outer, "表.xlsx", text_of(&inner.bytes));
    expect_zip("quoted", &outer, DIAG_FILE_ARCHIVE, -1);
    raw_zip_release(&inner);
}

/* ---- names ---- */

static void names_that_climb_are_only_names(void **state)
{
    static const char *const targets[] = {
        "../../../../../../etc/passwd",
        "/etc/passwd",
        "..\\..\\..\\etc\\passwd",
        "file:///etc/passwd",
        "workbook.xml",
        "_rels/workbook.xml.rels",
        "",
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(targets); i++) {
        struct raw_zip zip = RAW_ZIP_INIT;
        struct text links = TEXT_INIT;
        text_printf(&links,
                    "<Relationships><Relationship Id=\"rId1\" "
                    "Type=\"/worksheet\" Target=\"%s\"/></Relationships>",
                    targets[i]);
        raw_zip_add(&zip, "../../../../etc/passwd", "root");
        raw_zip_add(&zip, "/tmp/x", "root");
        raw_zip_add(&zip, "xl/_rels/workbook.xml.rels", text_of(&links));
        raw_zip_add(&zip, "xl/workbook.xml",
                    "<workbook xmlns=\"" XLSX_MAIN "\" xmlns:r=\"" XLSX_LINKS
                    "\"><sheets><sheet name=\"a\" r:id=\"rId1\"/></sheets>"
                    "</workbook>");
        raw_zip_end(&zip);
        struct failure failure = FAILURE_INIT;
        EXPECT_INT(targets[i],
                   hostile_dump(zip.bytes.data, zip.bytes.length, &failure),
                   -1);
        EXPECT_TEXT(targets[i], diag_name(failure.code), "file-damaged");
        raw_zip_release(&zip);
        text_release(&links);
    }
}

/* Every part names every other, and itself. */
static void relationships_in_a_circle_end(void **state)
{
    static const char links[] =
        "<Relationships>"
        "<Relationship Id=\"rId1\" Type=\"/officeDocument\" "
        "Target=\"/xl/workbook.xml\"/>"
        "<Relationship Id=\"rId2\" Type=\"/worksheet\" "
        "Target=\"/xl/workbook.xml\"/>"
        "<Relationship Id=\"rId3\" Type=\"/styles\" "
        "Target=\"/xl/workbook.xml\"/>"
        "<Relationship Id=\"rId4\" Type=\"/sharedStrings\" "
        "Target=\"/xl/_rels/workbook.xml.rels\"/>"
        "</Relationships>";
    struct raw_zip zip = RAW_ZIP_INIT;
    (void)state;
    raw_zip_add(&zip, "_rels/.rels", links);
    raw_zip_add(&zip, "xl/_rels/workbook.xml.rels", links);
    raw_zip_add(&zip, "xl/workbook.xml",
                "<workbook xmlns=\"" XLSX_MAIN "\" xmlns:r=\"" XLSX_LINKS
                "\"><sheets><sheet name=\"a\" r:id=\"rId2\"/></sheets>"
                "</workbook>");
    expect_zip("circle", &zip, DIAG_FILE_DAMAGED, MESSAGE_WHY_CONTENT);
}

/* ---- XML ---- */

#define LAUGHS                                                                 \
    "<!DOCTYPE x [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">"  \
    "<!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;\"><!ENTITY d "                      \
    "\"&c;&c;&c;&c;&c;&c;&c;&c;\">]>"
#define OUTSIDE "<!DOCTYPE x [<!ENTITY d SYSTEM \"file:///etc/passwd\">]>"

static void entities_are_refused(void **state)
{
    static const char *const doctypes[] = {LAUGHS, OUTSIDE};
    (void)state;
    for (size_t i = 0; i < COUNT_OF(doctypes); i++) {
        struct text part = TEXT_INIT;
        struct raw_zip sheet = RAW_ZIP_INIT;
        struct raw_zip strings = RAW_ZIP_INIT;
        text_printf(&part,
                    "%s" SHEET_START "<row><c t=\"str\"><v>&d;</v></c>"
                    "</row>" SHEET_END,
                    doctypes[i]);
        raw_zip_add_workbook(&sheet);
        raw_zip_add(&sheet, SHEET_PART, text_of(&part));
        expect_zip("sheet", &sheet, DIAG_FILE_DAMAGED, MESSAGE_WHY_CONTENT);
        text_clear(&part);
        text_printf(&part,
                    "%s<sst xmlns=\"" XLSX_MAIN "\"><si><t>&d;</t></si></sst>",
                    doctypes[i]);
        raw_zip_add_workbook(&strings);
        raw_zip_add(&strings, SHEET_PART, SHEET_START SHEET_END);
        raw_zip_add(&strings, "xl/sharedStrings.xml", text_of(&part));
        expect_zip("strings", &strings, DIAG_FILE_DAMAGED, MESSAGE_WHY_CONTENT);
        text_release(&part);
    }
}

static void repeat(struct text *out, const char *piece, size_t count)
{
    for (size_t i = 0; i < count; i++)
        text_append(out, piece);
}

static void tags_nested_deeply_are_refused(void **state)
{
    static const char *const parts[] = {SHEET_PART, "xl/styles.xml",
                                        "xl/sharedStrings.xml"};
    static const char *const starts[] = {SHEET_START "<!-- --><row><c><is>",
                                         "<styleSheet xmlns=\"" XLSX_MAIN "\">",
                                         "<sst xmlns=\"" XLSX_MAIN
                                         "\"><!-- --><si>"};
    (void)state;
    for (size_t i = 0; i < COUNT_OF(parts); i++) {
        struct text part = TEXT_INIT;
        struct raw_zip zip = RAW_ZIP_INIT;
        text_append(&part, starts[i]);
        repeat(&part, "<a>", 1000000);
        raw_zip_add_workbook(&zip);
        raw_zip_add(&zip, parts[i], text_of(&part));
        if (i > 0)
            raw_zip_add(&zip, SHEET_PART, SHEET_START SHEET_END);
        expect_zip(parts[i], &zip, DIAG_FILE_LIMIT, MESSAGE_WHY_DEEP);
        text_release(&part);
    }
}

static void a_million_styles_are_read_more_are_refused(void **state)
{
    static const size_t counts[] = {1000000, 1100000};
    (void)state;
    for (size_t i = 0; i < COUNT_OF(counts); i++) {
        struct text part = TEXT_INIT;
        struct raw_zip zip = RAW_ZIP_INIT;
        text_append(&part, "<styleSheet xmlns=\"" XLSX_MAIN "\"><cellXfs>");
        repeat(&part, "<xf numFmtId=\"14\"/>", counts[i]);
        text_append(&part, "</cellXfs></styleSheet>");
        raw_zip_add_workbook(&zip);
        raw_zip_add(&zip, "xl/styles.xml", text_of(&part));
        raw_zip_add(&zip, SHEET_PART,
                    SHEET_START
                    "<row><c s=\"999999\"><v>45139</v></c></row>" SHEET_END);
        if (i == 0)
            expect_read("a million", &zip);
        else
            expect_zip("more", &zip, DIAG_FILE_LIMIT, MESSAGE_WHY_TOO_MUCH);
        text_release(&part);
    }
}

/* ---- wide and long sheets ---- */

#define CELL(text) "<c t=\"str\"><v>" text "</v></c>"
#define HEADER                                                                 \
    "<row r=\"1\">" CELL("东区特困人员花名册") "</row><row r=\"2\">" CELL(     \
        "姓名") CELL("身份证号") CELL("人员类别")
#define PERSON CELL("张三") CELL(A) CELL("特困人员")

static void expect_rows(const char *name, struct text *sheet,
                        const char *expected)
{
    struct raw_zip zip = RAW_ZIP_INIT;
    struct text found = TEXT_INIT;
    text_append(sheet, SHEET_END);
    raw_zip_add_workbook(&zip);
    raw_zip_add(&zip, SHEET_PART, text_of(sheet));
    raw_zip_end(&zip);
    hostile_inspect(zip.bytes.data, zip.bytes.length, &found);
    EXPECT_TEXT(name, text_of(&found), expected);
    raw_zip_release(&zip);
    text_release(&found);
    text_release(sheet);
}

static void sheets_are_read_to_their_last_column(void **state)
{
    enum { MORE = 16384 - 3 };
    (void)state;
    struct text all = TEXT_INIT;
    text_append(&all, SHEET_START HEADER);
    for (int i = 0; i < MORE; i++)
        text_printf(&all, "<c t=\"str\"><v>列%d</v></c>", i);
    text_append(&all, "</row><row>" PERSON);
    repeat(&all, CELL("x"), MORE);
    text_append(&all, "</row>");
    expect_rows("16,384 columns", &all, "[] 1 0");
    struct text beyond = TEXT_INIT;
    text_append(&beyond, SHEET_START HEADER "</row><row>" PERSON);
    repeat(&beyond, CELL("x"), MORE + 1);
    text_append(&beyond, "</row>");
    expect_rows("one more", &beyond, "[file-limit] 0 0");
}

static void formatted_rows_without_cells_cost_nothing(void **state)
{
    struct text sheet = TEXT_INIT;
    (void)state;
    text_append(&sheet,
                SHEET_START HEADER "</row><row r=\"3\">" PERSON "</row>");
    for (int i = 4; i <= 1048576; i++)
        text_printf(&sheet,
                    "<row r=\"%d\" s=\"1\" customFormat=\"1\"><c r=\"A%d\" "
                    "s=\"1\"/><c r=\"B%d\" s=\"1\"/></row>",
                    i, i, i);
    expect_rows("1,048,576 rows", &sheet, "[] 1 0");
}

static void a_cell_longer_than_cells_are_is_told_with_its_place(void **state)
{
    struct text sheet = TEXT_INIT;
    struct raw_zip zip = RAW_ZIP_INIT;
    struct failure failure = FAILURE_INIT;
    struct text found = TEXT_INIT;
    (void)state;
    text_append(&sheet, SHEET_START HEADER "</row><row>" CELL("李四")
                            CELL(B) "<c t=\"str\"><v>");
    repeat(&sheet, "低保", 200000);
    text_append(&sheet, "</v></c></row>" SHEET_END);
    raw_zip_add_workbook(&zip);
    raw_zip_add(&zip, SHEET_PART, text_of(&sheet));
    raw_zip_end(&zip);
    assert_int_equal(hostile_dump(zip.bytes.data, zip.bytes.length, &failure),
                     -1);
    assert_string_equal(diag_name(failure.code), "file-limit");
    assert_int_equal(failure.why, (int)MESSAGE_WHY_LONG_CELL + 1);
    assert_string_equal(failure.sheet, "S1");
    assert_int_equal(failure.row, 3);
    assert_int_equal(failure.column, 3);
    hostile_inspect(zip.bytes.data, zip.bytes.length, &found);
    assert_string_equal(text_of(&found), "[file-limit] 0 0");
    raw_zip_release(&zip);
    text_release(&sheet);
    text_release(&found);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bombs_are_refused_by_what_they_unpack_to),
        cmocka_unit_test(entries_that_overlap_are_read_within_limits),
        cmocka_unit_test(too_many_entries_are_refused),
        cmocka_unit_test(a_package_in_a_package_is_not_unpacked),
        cmocka_unit_test(names_that_climb_are_only_names),
        cmocka_unit_test(relationships_in_a_circle_end),
        cmocka_unit_test(entities_are_refused),
        cmocka_unit_test(tags_nested_deeply_are_refused),
        cmocka_unit_test(a_million_styles_are_read_more_are_refused),
        cmocka_unit_test(sheets_are_read_to_their_last_column),
        cmocka_unit_test(formatted_rows_without_cells_cost_nothing),
        cmocka_unit_test(a_cell_longer_than_cells_are_is_told_with_its_place),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
