/*
 * Packages: where parts are found, which sheets are listed.
 */
#include "import/xlsx.h"

#include "tests/support/opened_text.h"
#include "tests/support/package.h"
#include "tests/support/suite.h"
#include "tests/support/test_file.h"
#include <string.h>

#define RELS(items)                                                            \
    "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/"   \
    "relationships\">" items "</Relationships>"
#define LINK(id, type, target)                                                 \
    "<Relationship Id=\"" id "\" Type=\"" XLSX_LINKS "/" type                  \
    "\" Target=\"" target "\"/>"
#define BOOK(content)                                                          \
    "<workbook xmlns=\"" XLSX_MAIN "\" xmlns:r=\"" XLSX_LINKS "\">" content    \
    "</workbook>"
#define ONE_SHEET                                                              \
    BOOK("<sheets><sheet name=\"一\" sheetId=\"1\" r:id=\"r1\"/></sheets>")
#define ROW(value) XLSX_SHEET("<row><c><v>" value "</v></c></row>")
#define STRING_ROW XLSX_SHEET("<row><c t=\"s\"><v>0</v></c></row>")
#define PACKAGE_LINK LINK("p", "officeDocument", "xl/workbook.xml")
#define SHEET_LINK LINK("r1", "worksheet", "worksheets/sheet1.xml")

enum { MOST_PARTS = 8 };

static const struct {
    const char *name;
    struct package_part parts[MOST_PARTS];
    const char *expected;
} cases[] = {
    {"ordinary",
     {{.name = "_rels/.rels", .bytes = RELS(PACKAGE_LINK)},
      {.name = "xl/workbook.xml", .bytes = ONE_SHEET},
      {.name = "xl/_rels/workbook.xml.rels", .bytes = RELS(SHEET_LINK)},
      {.name = "xl/worksheets/sheet1.xml", .bytes = ROW("1")}},
     "1: A1\n"},
    {"absolute names, other folders, other case",
     {{.name = "_rels/.rels",
       .bytes = RELS(LINK("p", "officeDocument", "/Office/Book.xml"))},
      {.name = "office/book.xml", .bytes = ONE_SHEET},
      {.name = "office/_rels/book.xml.rels",
       .bytes = RELS(LINK("r1", "worksheet", "/Data/./x/../S.xml")
                         LINK("r2", "sharedStrings", "../t.xml"))},
      {.name = "data/s.xml", .bytes = STRING_ROW},
      {.name = "T.xml", .bytes = XLSX_SST("<si><t>a</t></si>")}},
     "1: A\"a\"\n"},
    {"backslashes",
     {{.name = "_rels\\.rels",
       .bytes = RELS(LINK("p", "officeDocument", "xl\\workbook.xml"))},
      {.name = "xl\\workbook.xml", .bytes = ONE_SHEET},
      {.name = "xl\\_rels\\workbook.xml.rels", .bytes = RELS(SHEET_LINK)},
      {.name = "xl\\worksheets\\sheet1.xml", .bytes = ROW("1")}},
     "1: A1\n"},
    {"usual names where relationships are missing",
     {{.name = "xl/workbook.xml", .bytes = ONE_SHEET},
      {.name = "xl/_rels/workbook.xml.rels", .bytes = RELS(SHEET_LINK)},
      {.name = "xl/worksheets/sheet1.xml", .bytes = STRING_ROW},
      {.name = "xl/sharedStrings.xml", .bytes = XLSX_SST("<si><t>a</t></si>")}},
     "1: A\"a\"\n"},
    {"styles and strings that are named but not there, nor needed",
     {{.name = "xl/workbook.xml", .bytes = ONE_SHEET},
      {.name = "xl/_rels/workbook.xml.rels",
       .bytes = RELS(SHEET_LINK LINK("r2", "styles", "styles.xml")
                         LINK("r3", "sharedStrings", "sharedStrings.xml"))},
      {.name = "xl/worksheets/sheet1.xml", .bytes = ROW("1")}},
     "1: A1\n"},
    {"strings that are not there though a cell needs one",
     {{.name = "xl/workbook.xml", .bytes = ONE_SHEET},
      {.name = "xl/_rels/workbook.xml.rels",
       .bytes =
           RELS(SHEET_LINK LINK("r3", "sharedStrings", "sharedStrings.xml"))},
      {.name = "xl/worksheets/sheet1.xml", .bytes = STRING_ROW}},
     "failure file-damaged 一 row 1 column 1\n"},
    {"strict",
     {{.name = "_rels/.rels",
       .bytes = RELS("<Relationship Id=\"p\" Type=\"http://purl.oclc.org/ooxml/"
                     "officeDocument/relationships/officeDocument\" "
                     "Target=\"xl/workbook.xml\"/>")},
      {.name = "xl/workbook.xml",
       .bytes = "<workbook xmlns=\"http://purl.oclc.org/ooxml/spreadsheetml/"
                "main\" xmlns:r=\"http://purl.oclc.org/ooxml/officeDocument/"
                "relationships\"><workbookPr dateCompatibility=\"0\"/><sheets>"
                "<sheet name=\"一\" r:id=\"r1\"/></sheets></workbook>"},
      {.name = "xl/_rels/workbook.xml.rels",
       .bytes = RELS("<Relationship Id=\"r1\" Type=\"http://purl.oclc.org/"
                     "ooxml/officeDocument/relationships/worksheet\" "
                     "Target=\"worksheets/sheet1.xml\"/>")},
      {.name = "xl/worksheets/sheet1.xml",
       .bytes = "<worksheet xmlns=\"http://purl.oclc.org/ooxml/spreadsheetml/"
                "main\"><sheetData><row><c t=\"d\"><v>2023-08-01</v></c></row>"
                "</sheetData></worksheet>"}},
     "1: A45139\n"},
    {"prefixed",
     {{.name = "_rels/.rels",
       .bytes = "<q:Relationships xmlns:q=\"http://schemas.openxmlformats.org/"
                "package/2006/relationships\"><q:Relationship Id=\"p\" "
                "Type=\"" XLSX_LINKS "/officeDocument\" "
                "Target=\"xl/workbook.xml\"/></q:Relationships>"},
      {.name = "xl/workbook.xml",
       .bytes = "<x:workbook xmlns:x=\"" XLSX_MAIN "\" xmlns:d=\"" XLSX_LINKS
                "\"><x:sheets><x:sheet name=\"一\" d:id=\"r1\" id=\"r9\"/>"
                "</x:sheets></x:workbook>"},
      {.name = "xl/_rels/workbook.xml.rels", .bytes = RELS(SHEET_LINK)},
      {.name = "xl/worksheets/sheet1.xml", .bytes = ROW("1")}},
     "1: A1\n"},
    {"sheets in their order, hidden ones, no charts and macros",
     {{.name = "_rels/.rels", .bytes = RELS(PACKAGE_LINK)},
      {.name = "xl/workbook.xml",
       .bytes = BOOK("<bookViews/><sheets><sheet name=\"二\" r:id=\"r2\"/>"
                     "<sheet name=\"图\" r:id=\"r3\"/><sheet name=\"一\" "
                     "r:id=\"r1\" state=\"hidden\"/><sheet name=\"三 &amp; 四"
                     "\" r:id=\"r2\" state=\"veryHidden\"/><sheet name=\"宏\" "
                     "r:id=\"r4\"/></sheets><definedNames/>")},
      {.name = "xl/_rels/workbook.xml.rels",
       .bytes = RELS(
           SHEET_LINK LINK("r2", "worksheet", "worksheets/sheet2.xml") LINK(
               "r3", "chartsheet",
               "chartsheets/sheet1.xml") "<Relationship Id=\"r4\" "
                                         "Type=\"http://schemas.microsoft.com/"
                                         "office/2006/relationships/"
                                         "xlMacrosheet\" Target=\"m.xml\"/>")},
      {.name = "xl/worksheets/sheet1.xml", .bytes = ROW("1")},
      {.name = "xl/worksheets/sheet2.xml", .bytes = ROW("2")}},
     "sheet 二\n1: A2\nsheet 一 hidden\n1: A1\nsheet 三 & 四 very hidden\n"
     "1: A2\n"},
    {"locked against changes, which is no encryption",
     {{.name = "xl/workbook.xml",
       .bytes = BOOK("<fileSharing readOnlyRecommended=\"1\" "
                     "userName=\"甲\" reservationPassword=\"CE4B\"/>"
                     "<workbookProtection workbookPassword=\"83AF\" "
                     "lockStructure=\"1\"/><sheets><sheet name=\"一\" "
                     "r:id=\"r1\"/></sheets>")},
      {.name = "xl/_rels/workbook.xml.rels", .bytes = RELS(SHEET_LINK)},
      {.name = "xl/worksheets/sheet1.xml",
       .bytes = "<worksheet xmlns=\"" XLSX_MAIN
                "\"><sheetProtection password=\"CC1A\" sheet=\"1\" "
                "objects=\"1\" algorithmName=\"SHA-512\" hashValue=\"eA==\" "
                "saltValue=\"eA==\" spinCount=\"100000\"/><sheetData><row>"
                "<c><v>1</v></c></row></sheetData><protectedRanges>"
                "<protectedRange sqref=\"A1\" name=\"a\" password=\"CC1A\"/>"
                "</protectedRanges></worksheet>"}},
     "1: A1\n"},
    {"a module of macros among the sheets",
     {{.name = "xl/workbook.xml",
       .bytes = BOOK("<sheets><sheet name=\"模\" r:id=\"\"/><sheet "
                     "name=\"一\" r:id=\"r1\"/></sheets>")},
      {.name = "xl/_rels/workbook.xml.rels", .bytes = RELS(SHEET_LINK)},
      {.name = "xl/worksheets/sheet1.xml", .bytes = ROW("1")}},
     "1: A1\n"},
    {"a part that is there twice",
     {{.name = "xl/workbook.xml", .bytes = ONE_SHEET},
      {.name = "xl/_rels/workbook.xml.rels", .bytes = RELS(SHEET_LINK)},
      {.name = "xl/worksheets/sheet1.xml", .bytes = ROW("1")},
      {.name = "xl\\worksheets\\Sheet1.xml", .bytes = ROW("2")}},
     "failure file-damaged 一\n"},
    {"a relationship to outside",
     {{.name = "xl/workbook.xml", .bytes = ONE_SHEET},
      {.name = "xl/_rels/workbook.xml.rels",
       .bytes = RELS("<Relationship Id=\"r1\" Type=\"" XLSX_LINKS
                     "/worksheet\" Target=\"http://x/\" "
                     "TargetMode=\"External\"/>")}},
     "failure file-damaged\n"},
    {"a sheet without relationship",
     {{.name = "xl/workbook.xml", .bytes = ONE_SHEET}},
     "failure file-damaged\n"},
    {"a sheet without part",
     {{.name = "xl/workbook.xml", .bytes = ONE_SHEET},
      {.name = "xl/_rels/workbook.xml.rels", .bytes = RELS(SHEET_LINK)}},
     "failure file-damaged 一\n"},
    {"a sheet that is the workbook",
     {{.name = "xl/workbook.xml", .bytes = ONE_SHEET},
      {.name = "xl/_rels/workbook.xml.rels",
       .bytes = RELS(LINK("r1", "worksheet", "workbook.xml"))}},
     "failure file-damaged 一\n"},
    {"names that lead out of the package",
     {{.name = "xl/workbook.xml", .bytes = ONE_SHEET},
      {.name = "xl/_rels/workbook.xml.rels",
       .bytes = RELS(LINK("r1", "worksheet", "../../../etc/passwd"))}},
     "failure file-damaged 一\n"},
    {"a broken workbook part",
     {{.name = "xl/workbook.xml", .bytes = "<workbook><sheets>"}},
     "failure file-damaged\n"},
    {"no workbook",
     {{.name = "a.txt", .bytes = "a"}},
     "failure file-archive\n"},
    {"another root",
     {{.name = "xl/workbook.xml", .bytes = "<document/>"}},
     "failure file-format\n"},
    {"binary workbook that is none",
     {{.name = "_rels/.rels",
       .bytes = RELS(LINK("p", "officeDocument", "xl/workbook.bin"))},
      {.name = "xl/workbook.bin", .bytes = "x"}},
     "failure file-damaged\n"},
    {"a letter",
     {{.name = "_rels/.rels",
       .bytes = RELS(LINK("p", "officeDocument", "word/document.xml"))},
      {.name = "word/document.xml", .bytes = "<document/>"}},
     "failure file-document\n"},
    {"a password on a part",
     {{.name = "xl/workbook.xml", .bytes = ONE_SHEET, .password = "x"}},
     "failure encryption-unknown\n"},
};

static void build(size_t number, struct package *out)
{
    size_t count = 0;
    while (count < MOST_PARTS && cases[number].parts[count].name != NULL)
        count++;
    package_build(cases[number].parts, count, out);
}

static void packages_are_read_as_the_cases_say(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct package package;
        struct text text = TEXT_INIT;
        build(i, &package);
        package_read(&package, NULL, &text);
        EXPECT_TEXT(cases[i].name, text_of(&text), cases[i].expected);
        text_release(&text);
        package_release(&package);
    }
}

static void the_date_system_is_told(void **state)
{
    (void)state;
    for (int is_1904 = 0; is_1904 < 2; is_1904++) {
        const struct xlsx_fixture fixture = {.sheet = XLSX_SHEET(""),
                                             .is_1904 = is_1904};
        struct failure failure = FAILURE_INIT;
        struct package package;
        struct workbook workbook;
        struct arena *arena = arena_new();
        xlsx_fixture_build(&fixture, &package);
        const struct file_bytes file = {"t.xlsx", package.bytes, package.size};
        assert_int_equal(xlsx_open(&file, arena, &workbook, &failure), 0);
        assert_int_equal(workbook.is_1904, is_1904);
        assert_string_equal(workbook.format, "xlsx");
        workbook_release(&workbook);
        arena_free(arena);
        package_release(&package);
    }
}

/* Bits of a whole package flipped: it reads as before or fails. */
static void flipped_bits_never_change_a_cell(void **state)
{
    (void)state;
    struct package package;
    build(6, &package);
    for (size_t at = 0; at < package.size; at += 3) {
        struct text text = TEXT_INIT;
        package.bytes[at] ^= (unsigned char)(1U << at % 8);
        package_read(&package, NULL, &text);
        if (strstr(text_of(&text), "failure") == NULL &&
            strcmp(text_of(&text), cases[6].expected) != 0)
            fail_msg("byte %zu: %s", at, text_of(&text));
        package.bytes[at] ^= (unsigned char)(1U << at % 8);
        text_release(&text);
    }
    package_release(&package);
}

static void too_many_sheets_are_refused(void **state)
{
    (void)state;
    struct text book = TEXT_INIT;
    struct text text = TEXT_INIT;
    struct package package;
    text_append(&book, "<workbook xmlns:r=\"" XLSX_LINKS "\"><sheets>");
    for (int i = 0; i <= XLSX_SHEETS; i++)
        text_append(&book, "<sheet name=\"一\" r:id=\"r1\"/>");
    text_append(&book, "</sheets></workbook>");
    const struct package_part parts[] = {
        {.name = "xl/workbook.xml", .bytes = text_of(&book)},
        {.name = "xl/_rels/workbook.xml.rels", .bytes = RELS(SHEET_LINK)}};
    package_build(parts, COUNT_OF(parts), &package);
    package_read(&package, NULL, &text);
    assert_string_equal(text_of(&text), "failure file-limit\n");
    text_release(&book);
    text_release(&text);
    package_release(&package);
}

static void opening_fails_cleanly_without_memory(void **state)
{
    (void)state;
    struct package package;
    build(1, &package);
    for (unsigned long after = 1;; after++) {
        const struct file_bytes file = {"t.xlsx", package.bytes, package.size};
        struct failure failure = FAILURE_INIT;
        struct workbook workbook;
        struct arena *arena = arena_new();
        mem_fail_after(after);
        const int result = xlsx_open(&file, arena, &workbook, &failure);
        mem_fail_after(0);
        if (result == 0)
            workbook_release(&workbook);
        arena_free(arena);
        if (result == 0)
            break;
        assert_string_equal(diag_name(failure.code), "out-of-memory");
    }
    package_release(&package);
}

/* Fixtures under files/, made by files/make_xlsx.py. */
static void packages_of_every_make_are_read(void **state)
{
    static const char *const files[] = {
        "data-descriptors.xlsx",
        "zip64.xlsx",
        "macros-allowed.xlsm",
        "template.xltx",
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(files); i++) {
        size_t size;
        unsigned char *bytes = test_file_load(files[i], &size);
        opened_expect(files[i], bytes, size,
                      "xlsx\n[低保]\n1: A\"姓名\" B380\n2: A760f\n"
                      "3: A0 B1f\n4: B2f\n");
        test_file_free(bytes);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(packages_are_read_as_the_cases_say),
        cmocka_unit_test(packages_of_every_make_are_read),
        cmocka_unit_test(the_date_system_is_told),
        cmocka_unit_test(flipped_bits_never_change_a_cell),
        cmocka_unit_test(too_many_sheets_are_refused),
        cmocka_unit_test(opening_fails_cleanly_without_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
