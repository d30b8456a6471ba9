/*
 * OpenDocument spreadsheets: packages and flat documents, values, repetitions,
 * texts, what is hidden, and what is refused.
 */
#include "tests/support/opened_text.h"
#include "tests/support/package.h"
#include "tests/support/suite.h"
#include <stdlib.h>
#include <string.h>

#define SPACES                                                                 \
    " xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\""       \
    " xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\""         \
    " xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\""           \
    " xmlns:style=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\""         \
    " xmlns:draw=\"urn:oasis:names:tc:opendocument:xmlns:drawing:1.0\""        \
    " xmlns:calcext=\"urn:org:documentfoundation:names:experimental:calc:"     \
    "xmlns:calcext:1.0\">"
#define BODY(tables)                                                           \
    "<office:body><office:spreadsheet>" tables                                 \
    "</office:spreadsheet></office:body>"
#define FLAT(tables)                                                           \
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?><office:document" SPACES BODY(  \
        tables) "</office:document>"
#define SHEET(rows) "<table:table table:name=\"低保\">" rows "</table:table>"
#define ROW(cells) "<table:table-row>" cells "</table:table-row>"
#define TEXT(text)                                                             \
    "<table:table-cell office:value-type=\"string\"><text:p>" text             \
    "</text:p></table:table-cell>"

struct document_case {
    const char *name;
    const char *document;
    const char *expected; /* behind the format */
};

static void check_documents(const struct document_case *cases, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct text expected = TEXT_INIT;
        text_printf(&expected, "fods\n%s", cases[i].expected);
        opened_expect(cases[i].name, cases[i].document,
                      strlen(cases[i].document), text_of(&expected));
        text_release(&expected);
    }
}

static void values_are_what_their_type_says(void **state)
{
    static const struct document_case cases[] = {
        {"numbers",
         FLAT(SHEET(ROW("<table:table-cell office:value-type=\"float\" "
                        "office:value=\"380\"><text:p>380.00</text:p>"
                        "</table:table-cell><table:table-cell "
                        "office:value-type=\"percentage\" office:value=\"0.25\""
                        "/><table:table-cell office:value-type=\"currency\" "
                        "office:currency=\"CNY\" office:value=\"95\"/>"))),
         "[低保]\n1: A380 B0.25 C95\n"},
        {"zeros in front, as the cell shows them",
         FLAT(SHEET(ROW("<table:table-cell office:value-type=\"float\" "
                        "office:value=\"7\"><text:p>007</text:p>"
                        "</table:table-cell><table:table-cell "
                        "office:value-type=\"float\" office:value=\"7\">"
                        "<text:p>7.00</text:p></table:table-cell>"))),
         "[低保]\n1: A7z3 B7\n"},
        {"dates and times",
         FLAT(SHEET(ROW(
             "<table:table-cell office:value-type=\"date\" "
             "office:date-value=\"2023-08-01\"><text:p>8月1日</text:p>"
             "</table:table-cell><table:table-cell office:value-type=\"date\" "
             "office:date-value=\"2023-08-01T12:00:00\"/><table:table-cell "
             "office:value-type=\"time\" office:time-value=\"PT06H00M00S\"/>"
             "<table:table-cell office:value-type=\"date\" "
             "office:date-value=\"1850-01-01\"><text:p>1850-01-01</text:p>"
             "</table:table-cell>"))),
         "[低保]\n1: A@45139 B@45139.5 C@0.25 D\"1850-01-01\"\n"},
        {"truth, errors, formulas",
         FLAT(SHEET(ROW(
             "<table:table-cell office:value-type=\"boolean\" "
             "office:boolean-value=\"true\"><text:p>TRUE</text:p>"
             "</table:table-cell><table:table-cell table:formula=\"of:=1/0\" "
             "office:value-type=\"string\" office:string-value=\"\" "
             "calcext:value-type=\"error\"><text:p>#DIV/0!</text:p>"
             "</table:table-cell><table:table-cell table:formula=\"of:=1+1\" "
             "office:value-type=\"float\" office:value=\"2\"/>"
             "<table:table-cell table:formula=\"of:=X()\"/>"
             "<table:table-cell office:value-type=\"string\" "
             "office:string-value=\"甲\"><text:p>乙</text:p>"
             "</table:table-cell>"))),
         "[低保]\n1: A?1 B!#DIV/0!f C2f D=f E\"甲\"\n"},
        {"text without a type, a number without a value",
         FLAT(SHEET(ROW("<table:table-cell><text:p>a</text:p>"
                        "</table:table-cell><table:table-cell "
                        "office:value-type=\"float\"><text:p>1</text:p>"
                        "</table:table-cell>"))),
         "[低保]\n1: A\"a\" B\"1\"\n"},
    };
    (void)state;
    check_documents(cases, COUNT_OF(cases));
}

static void texts_are_what_is_shown(void **state)
{
    static const struct document_case cases[] = {
        {"paragraphs, breaks, spaces, tabs",
         FLAT(SHEET(
             ROW("<table:table-cell office:value-type=\"string\"><text:p>身份"
                 "</text:p><text:p/><text:p>证<text:line-break/>号</text:p>"
                 "</table:table-cell>" TEXT(
                     "a<text:s/><text:s text:c=\"2\"/>b<text:tab/>c")))),
         "[低保]\n1: A\"身份\\n\\n证\\n号\" B\"a   b\\tc\"\n"},
        {"white space between",
         FLAT(SHEET(ROW(TEXT("\n  a \n b ") TEXT("<text:s/>c<text:s/>")))),
         "[低保]\n1: A\"a b\" B\" c \"\n"},
        {"formatting and links",
         FLAT(SHEET(ROW(TEXT("<text:span>李</text:span><text:a>䶮</text:a>")))),
         "[低保]\n1: A\"李䶮\"\n"},
        {"notes, shapes and phonetic guides are left out",
         FLAT(SHEET(ROW(
             "<table:table-cell office:value-type=\"string\">"
             "<office:annotation><text:p>批注</text:p></office:annotation>"
             "<draw:frame><draw:text-box><text:p>框</text:p></draw:text-box>"
             "</draw:frame><text:p><text:ruby><text:ruby-base>李"
             "</text:ruby-base><text:ruby-text>lǐ</text:ruby-text></text:ruby>"
             "</text:p></table:table-cell>"))),
         "[低保]\n1: A\"李\"\n"},
    };
    (void)state;
    check_documents(cases, COUNT_OF(cases));
}

static void cells_and_rows_are_repeated(void **state)
{
    static const struct document_case cases[] = {
        {"empty ones cost nothing",
         FLAT(SHEET(
             "<table:table-row table:number-rows-repeated=\"2\">"
             "<table:table-cell table:number-columns-repeated=\"16384\"/>"
             "</table:table-row>" ROW(
                 "<table:table-cell "
                 "table:number-columns-repeated=\"3\"/>" TEXT(
                     "d")) "<table:table-row "
                           "table:number-rows-repeated=\"4294967295\">"
                           "<table:table-cell "
                           "table:number-columns-repeated=\"4294967295\"/>"
                           "</table:table-row>")),
         "[低保]\n3: D\"d\"\n"},
        {"those that hold something",
         FLAT(SHEET("<table:table-row table:number-rows-repeated=\"2\">"
                    "<table:table-cell table:number-columns-repeated=\"2\" "
                    "office:value-type=\"float\" office:value=\"1\"/>" TEXT(
                        "c") "</table:table-row>" ROW(TEXT("d")))),
         "[低保]\n1: A1 B1 C\"c\"\n2: A1 B1 C\"c\"\n3: A\"d\"\n"},
        {"merged ranges and what they cover",
         FLAT(SHEET(
             ROW("<table:table-cell table:number-columns-spanned=\"2\" "
                 "table:number-rows-spanned=\"2\" "
                 "office:value-type=\"string\"><text:p>镇</text:p>"
                 "</table:table-cell><table:covered-table-cell/>" TEXT("甲"))
                 ROW("<table:covered-table-cell "
                     "table:number-columns-repeated=\"2\"/>" TEXT("乙")))),
         "[低保]\nmerge A1:B2\n1: A\"镇\" C\"甲\"\n2: C\"乙\"\n"},
        {"groups and header rows",
         FLAT(SHEET("<table:table-header-rows>" ROW(TEXT(
             "a")) "</table:table-header-rows><table:table-row-group>"
                   "<table:table-rows>" ROW(TEXT(
                       "b")) "</table:table-rows></table:table-row-group>")),
         "[低保]\n1: A\"a\"\n2: A\"b\"\n"},
        {"hidden and filtered rows",
         FLAT(SHEET("<table:table-row table:visibility=\"collapse\">" TEXT(
             "a") "</table:table-row><table:table-row "
                  "table:visibility=\"filter\">" TEXT(
                      "b") "</table:table-row>" ROW(TEXT("c")))),
         "[低保]\n1 hidden: A\"a\"\n2 hidden: A\"b\"\n3: A\"c\"\n"},
        {"a table inside a cell",
         FLAT(SHEET(ROW("<table:table-cell><table:table table:name=\"x\">" ROW(
             TEXT("x")) "</table:table></table:table-cell>" TEXT("b")))),
         "[低保]\n1: B\"b\"\n"},
        {"a million copies",
         FLAT(SHEET("<table:table-row table:number-rows-repeated=\"1048576\">"
                    "<table:table-cell table:number-columns-repeated=\"16384\" "
                    "office:value-type=\"float\" office:value=\"1\"/>"
                    "</table:table-row>")),
         "[低保]\nfailure file-limit number-rows-repeated\n"},
        {"a row beyond all sheets",
         FLAT(SHEET(
             "<table:table-row table:number-rows-repeated=\"1048576\"/>" ROW(
                 TEXT("a")))),
         "[低保]\nfailure file-limit row > 1048576\n"},
        {"a column beyond all sheets",
         FLAT(
             SHEET(ROW("<table:table-cell "
                       "table:number-columns-repeated=\"16384\"/>" TEXT("a")))),
         "[低保]\nfailure file-limit column > 16384\n"},
        {"spaces without end",
         FLAT(SHEET(ROW(TEXT("<text:s text:c=\"2000000000\"/>")))),
         "[低保]\nfailure file-limit text:s\n"},
    };
    (void)state;
    check_documents(cases, COUNT_OF(cases));
}

static void sheets_are_listed_with_what_hides_them(void **state)
{
    static const char document[] =
        "<?xml version=\"1.0\"?><office:document" SPACES
        "<office:automatic-styles><style:style style:name=\"ta1\" "
        "style:family=\"table\"><style:table-properties "
        "table:display=\"true\"/></style:style><style:style "
        "style:name=\"ta2\" style:family=\"table\"><style:table-properties "
        "table:display=\"false\"/></style:style></"
        "office:automatic-styles>" BODY(
            "<table:table table:name=\"'file:///a.ods'#$x\">" ROW(TEXT(
                "x")) "</table:table><table:table table:name=\"一\" "
                      "table:style-name=\"ta1\">" ROW(TEXT(
                          "a")) "</table:table>"
                                "<table:table table:name=\"二\" "
                                "table:style-name=\"ta2\">" ROW(TEXT(
                                    "b")) "</table:table>"
                                          "<table:table table:name=\"三\">" ROW(
                                              TEXT(
                                                  "c")) "</table:table>") "</"
                                                                          "offi"
                                                                          "ce:"
                                                                          "docu"
                                                                          "ment"
                                                                          ">";
    (void)state;
    opened_expect("sheets", document, sizeof document - 1,
                  "fods\n[一]\n1: A\"a\"\n[二 hidden]\n1: A\"b\"\n"
                  "[三]\n1: A\"c\"\n");
}

static void packages_are_told_by_what_they_hold(void **state)
{
    enum { MOST_PARTS = 3 };
    static const char content[] =
        "<?xml version=\"1.0\"?><office:document-content" SPACES BODY(
            SHEET(ROW(TEXT("a")))) "</office:document-content>";
    static const char text[] =
        "<?xml version=\"1.0\"?><office:document-content" SPACES
        "<office:body><office:text/></office:body></office:document-content>";
    static const struct {
        const char *name;
        struct package_part parts[MOST_PARTS];
        const char *expected;
    } cases[] = {
        {"as it should be",
         {{.name = "mimetype",
           .bytes = "application/vnd.oasis.opendocument.spreadsheet",
           .is_stored = true},
          {.name = "content.xml", .bytes = content}},
         "ods\n[低保]\n1: A\"a\"\n"},
        {"packed again, in another order",
         {{.name = "content.xml", .bytes = content},
          {.name = "mimetype",
           .bytes = "application/vnd.oasis.opendocument.spreadsheet"}},
         "ods\n[低保]\n1: A\"a\"\n"},
        {"a letter",
         {{.name = "content.xml", .bytes = text}},
         "failure file-document OpenDocument: text\n"},
        {"under a password",
         {{.name = "content.xml", .bytes = "\x81\x9F noise"},
          {.name = "META-INF/manifest.xml",
           .bytes = "<m:manifest xmlns:m=\"x\"><m:file-entry>"
                    "<m:encryption-data/></m:file-entry></m:manifest>"}},
         "failure encryption-unknown OpenDocument\n"},
        {"under a password, as of 2024",
         {{.name = "content.xml", .bytes = content},
          {.name = "encrypted-package", .bytes = "noise"}},
         "failure encryption-unknown OpenDocument\n"},
        {"of the generation before",
         {{.name = "content.xml",
           .bytes = "<office:document-content xmlns:office=\""
                    "http://openoffice.org/2000/office\"><office:body/>"
                    "</office:document-content>"}},
         "failure file-sheet-format OpenOffice 1 (.sxc)\n"},
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct package package;
        size_t count = 0;
        while (count < MOST_PARTS && cases[i].parts[count].name != NULL)
            count++;
        package_build(cases[i].parts, count, &package);
        opened_expect(cases[i].name, package.bytes, package.size,
                      cases[i].expected);
        package_release(&package);
    }
}

static void failing_allocations_are_failures(void **state)
{
    static const char document[] = FLAT(SHEET(
        ROW(TEXT("a")) ROW("<table:table-cell office:value-type=\"string\" "
                           "office:string-value=\"b\"/>")));
    (void)state;
    opened_without_memory("fods", document, sizeof document - 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_are_what_their_type_says),
        cmocka_unit_test(texts_are_what_is_shown),
        cmocka_unit_test(cells_and_rows_are_repeated),
        cmocka_unit_test(sheets_are_listed_with_what_hides_them),
        cmocka_unit_test(packages_are_told_by_what_they_hold),
        cmocka_unit_test(failing_allocations_are_failures),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
