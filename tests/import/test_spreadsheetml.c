/*
 * SpreadsheetML 2003: places, types, dates by style, what is hidden, prefixes
 * and encodings, and what is refused.
 */
#include "tests/support/opened_text.h"
#include "tests/support/suite.h"
#include <stdlib.h>
#include <string.h>

#define HEAD                                                                   \
    "<?xml version=\"1.0\"?>\n<?mso-application progid=\"Excel.Sheet\"?>\n"    \
    "<Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\" "        \
    "xmlns:x=\"urn:schemas-microsoft-com:office:excel\" "                      \
    "xmlns:ss=\"urn:schemas-microsoft-com:office:spreadsheet\" "               \
    "xmlns:html=\"http://www.w3.org/TR/REC-html40\">"
#define SHEET(rows)                                                            \
    "<Worksheet ss:Name=\"低保\"><Table>" rows "</Table></Worksheet>"
#define FORMAT "xml (SpreadsheetML 2003)\n"

struct book_case {
    const char *name;
    const char *book;
    const char *expected;
};

static void check_books(const struct book_case *books, size_t count)
{
    for (size_t i = 0; i < count; i++)
        opened_expect(books[i].name, books[i].book, strlen(books[i].book),
                      books[i].expected);
}

static void cells_stand_where_they_say(void **state)
{
    static const struct book_case books[] = {
        {"one after the other",
         HEAD SHEET("<Row><Cell><Data ss:Type=\"String\">a</Data></Cell>"
                    "<Cell/><Cell><Data ss:Type=\"String\">c</Data></Cell>"
                    "</Row><Row/><Row><Cell><Data ss:Type=\"String\">d</Data>"
                    "</Cell></Row>") "</Workbook>",
         FORMAT "[低保]\n1: A\"a\" C\"c\"\n3: A\"d\"\n"},
        {"by index",
         HEAD SHEET("<Row ss:Index=\"3\"><Cell ss:Index=\"2\"><Data "
                    "ss:Type=\"String\">b</Data></Cell><Cell><Data "
                    "ss:Type=\"String\">c</Data></Cell></Row><Row><Cell><Data "
                    "ss:Type=\"String\">a</Data></Cell></Row>") "</Workbook>",
         FORMAT "[低保]\n3: B\"b\" C\"c\"\n4: A\"a\"\n"},
        {"rows that span",
         HEAD SHEET("<Row ss:Span=\"3\"/><Row><Cell><Data ss:Type=\"String\">"
                    "e</Data></Cell></Row>") "</Workbook>",
         FORMAT "[低保]\n5: A\"e\"\n"},
        {"merged ranges",
         HEAD SHEET("<Row><Cell ss:MergeAcross=\"2\"><Data ss:Type=\"String\">"
                    "题</Data></Cell><Cell><Data ss:Type=\"String\">d</Data>"
                    "</Cell></Row><Row><Cell ss:MergeDown=\"1\"><Data "
                    "ss:Type=\"String\">镇</Data></Cell></Row><Row><Cell "
                    "ss:Index=\"2\"><Data ss:Type=\"String\">乙</Data></Cell>"
                    "</Row>") "</Workbook>",
         FORMAT "[低保]\nmerge A1:C1\n1: A\"题\" D\"d\"\nmerge A2:A3\n"
                "2: A\"镇\"\n3: B\"乙\"\n"},
        {"hidden rows",
         HEAD SHEET("<Row ss:Hidden=\"1\"><Cell><Data ss:Type=\"String\">a"
                    "</Data></Cell></Row>") "</Workbook>",
         FORMAT "[低保]\n1 hidden: A\"a\"\n"},
        {"a table that begins further down",
         HEAD "<Worksheet ss:Name=\"低保\"><Table ss:TopCell=\"3\" "
              "ss:LeftCell=\"2\"><Row><Cell><Data ss:Type=\"String\">b</Data>"
              "</Cell></Row></Table></Worksheet></Workbook>",
         FORMAT "[低保]\n3: B\"b\"\n"},
    };
    (void)state;
    check_books(books, COUNT_OF(books));
}

static void values_are_what_their_type_says(void **state)
{
    static const struct book_case books[] = {
        {"types",
         HEAD SHEET(
             "<Row><Cell><Data ss:Type=\"Number\">380</Data></Cell>"
             "<Cell><Data ss:Type=\"String\">511499199001010012</Data></Cell>"
             "<Cell><Data ss:Type=\"DateTime\">2023-08-01T00:00:00.000</Data>"
             "</Cell><Cell><Data ss:Type=\"DateTime\">1899-12-31T06:00:00.000"
             "</Data></Cell><Cell><Data ss:Type=\"Boolean\">1</Data></Cell>"
             "<Cell><Data ss:Type=\"Error\">#N/A</Data></Cell></Row>") "</"
                                                                       "Workboo"
                                                                       "k>",
         FORMAT "[低保]\n1: A380 B\"511499199001010012\" C@45139 D@0.25 E?1 "
                "F!#N/A\n"},
        {"white space around what is no text",
         HEAD SHEET(
             "<Row><Cell><Data ss:Type=\"Number\">\n 1.5 </Data></Cell>"
             "<Cell><Data ss:Type=\"String\"> a </Data></Cell></Row>") "</"
                                                                       "Workboo"
                                                                       "k>",
         FORMAT "[低保]\n1: A1.5 B\" a \"\n"},
        {"a negative number that Excel wrote as a day",
         HEAD SHEET("<Row><Cell><Data ss:Type=\"DateTime\">"
                    "1899-12-29T12:00:00.000</Data></Cell></Row>") "</"
                                                                   "Workbook>",
         FORMAT "[低保]\n1: A@-1.5\n"},
        {"what is not what its type says",
         HEAD SHEET("<Row><Cell><Data ss:Type=\"Number\">三</Data></Cell>"
                    "<Cell><Data ss:Type=\"DateTime\">2023年</Data></Cell>"
                    "</Row>") "</Workbook>",
         FORMAT "[低保]\n1: A\"三\" B\"2023年\"\n"},
        {"formulas",
         HEAD SHEET(
             "<Row><Cell ss:Formula=\"=1+1\"><Data ss:Type=\"Number\">2"
             "</Data></Cell><Cell ss:Formula=\"=X()\"/></Row>") "</Workbook>",
         FORMAT "[低保]\n1: A2f B=f\n"},
        {"rich text, a comment, a phonetic guide",
         HEAD SHEET(
             "<Row><Cell><ss:Data ss:Type=\"String\" "
             "xmlns=\"http://www.w3.org/TR/REC-html40\"><B>李</B><Font "
             "html:Color=\"#FF0000\">䶮</Font></ss:Data><PhoneticText "
             "xmlns=\"urn:schemas-microsoft-com:office:excel\">lǐ</"
             "PhoneticText>"
             "<Comment><ss:Data>批注</ss:Data></Comment></Cell></Row>") "</"
                                                                        "Workbo"
                                                                        "ok>",
         FORMAT "[低保]\n1: A\"李䶮\"\n"},
        {"line breaks",
         HEAD SHEET("<Row><Cell><Data ss:Type=\"String\">身份&#10;证号</Data>"
                    "</Cell></Row>") "</Workbook>",
         FORMAT "[低保]\n1: A\"身份\\n证号\"\n"},
    };
    (void)state;
    check_books(books, COUNT_OF(books));
}

static void numbers_are_dates_by_their_style(void **state)
{
    static const char book[] = HEAD
        "<Styles><Style ss:ID=\"Default\"/>"
        "<Style ss:ID=\"s1\"><NumberFormat ss:Format=\"Short "
        "Date\"/></Style>"
        "<Style ss:ID=\"s2\" ss:Parent=\"s1\"><Font/></Style>"
        "<Style ss:ID=\"s3\" ss:Parent=\"s1\"><NumberFormat/></Style>"
        "<Style ss:ID=\"s4\"><NumberFormat ss:Format=\"Fixed\"/></Style>"
        "<Style ss:ID=\"s5\"><NumberFormat "
        "ss:Format=\"yyyy/m/d;@\"/></Style>"
        "<Style ss:ID=\"s6\"><NumberFormat ss:Format=\"Percent\"/></Style>"
        "<Style ss:ID=\"s7\"><NumberFormat ss:Format=\"000000\"/></Style>"
        "</Styles>" SHEET(
            "<Column/><Column ss:Span=\"1\" ss:StyleID=\"s1\"/><Row>"
            "<Cell ss:StyleID=\"s1\"><Data "
            "ss:Type=\"Number\">1</Data></Cell>"
            "<Cell ss:StyleID=\"s4\"><Data "
            "ss:Type=\"Number\">2</Data></Cell>"
            "<Cell><Data ss:Type=\"Number\">3</Data></Cell>"
            "<Cell><Data ss:Type=\"Number\">4</Data></Cell>"
            "<Cell ss:StyleID=\"s2\"><Data "
            "ss:Type=\"Number\">5</Data></Cell>"
            "<Cell ss:StyleID=\"s3\"><Data "
            "ss:Type=\"Number\">6</Data></Cell>"
            "<Cell ss:StyleID=\"s5\"><Data "
            "ss:Type=\"Number\">7</Data></Cell>"
            "<Cell ss:StyleID=\"s6\"><Data "
            "ss:Type=\"Number\">8</Data></Cell>"
            "<Cell ss:StyleID=\"none\"><Data "
            "ss:Type=\"Number\">9</Data></Cell>"
            "<Cell ss:StyleID=\"s7\"><Data ss:Type=\"Number\">7</Data></Cell>"
            "</Row><Row ss:StyleID=\"s1\"><Cell><Data ss:Type=\"Number\">1"
            "</Data></Cell></Row><Row ss:StyleID=\"s4\"><Cell "
            "ss:Index=\"2\"><Data "
            "ss:Type=\"Number\">2</Data></Cell></Row>") "</Workbook>";
    (void)state;
    opened_expect("styles", book, sizeof book - 1,
                  FORMAT
                  "[低保]\n1: A@1 B2 C@3 D4 E@5 F6 G@7 H8 I9 J7z6\n2: A@1\n"
                  "3: B2\n");
}

static void documents_are_told_by_their_namespace(void **state)
{
    static const struct book_case books[] = {
        {"another prefix, no prefix on attributes",
         "<s:Workbook xmlns:s=\"urn:schemas-microsoft-com:office:spreadsheet\">"
         "<s:Worksheet Name=\"n\"><s:Table><s:Row><s:Cell Index=\"2\"><s:Data "
         "Type=\"Number\">1</s:Data></s:Cell></s:Row></s:Table></s:Worksheet>"
         "</s:Workbook>",
         FORMAT "[n]\n1: B1\n"},
        {"GB18030, said to be UTF-8",
         "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Workbook "
         "xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\">"
         "<Worksheet Name=\"\xD2\xBB\"><Table><Row><Cell><Data "
         "Type=\"String\">\xC0\xEE\xFE\x9F</Data></Cell></Row></Table>"
         "</Worksheet></Workbook>",
         FORMAT "[一]\n1: A\"李䶮\"\n"},
        {"several sheets, hidden ones, dates of 1904",
         HEAD "<x:ExcelWorkbook><x:Date1904/></x:ExcelWorkbook>" SHEET(
             "<Row><Cell><Data ss:Type=\"DateTime\">1904-01-02T00:00:00.000"
             "</Data></Cell></Row>") "<Worksheet "
                                     "ss:Name=\"二\"><Table><Row><Cell><Data "
                                     "ss:Type=\"String\">b</Data></Cell></"
                                     "Row></Table><x:WorksheetOptions>"
                                     "<x:Visible>SheetHidden</x:Visible></"
                                     "x:WorksheetOptions></Worksheet>"
                                     "<Worksheet "
                                     "ss:Name=\"三\"><x:WorksheetOptions><x:"
                                     "Visible>"
                                     "SheetVeryHidden</x:Visible></"
                                     "x:WorksheetOptions></Worksheet>"
                                     "</Workbook>",
         FORMAT "1904\n[低保]\n1: A@1\n[二 hidden]\n1: A\"b\"\n"
                "[三 very hidden]\n"},
        {"other XML", "<?xml version=\"1.0\"?><data><row/></data>",
         "failure file-document XML: <data>\n"},
        {"Word's XML", "<?xml version=\"1.0\"?><w:wordDocument xmlns:w=\"x\"/>",
         "failure file-document XML: <w:wordDocument>\n"},
        {"cut off", HEAD "<Worksheet ss:Name=\"n\"><Table><Row>",
         "failure file-damaged XML: 3:244: no element found\n"},
        {"rows that go back",
         HEAD SHEET("<Row ss:Index=\"3\"/><Row ss:Index=\"2\"/>") "</Workbook>",
         FORMAT "[低保]\nfailure file-damaged <Row ss:Index>\n"},
        {"cells that go back",
         HEAD SHEET(
             "<Row><Cell ss:Index=\"3\"/><Cell ss:Index=\"2\"/></Row>") "</"
                                                                        "Workbo"
                                                                        "ok>",
         FORMAT "[低保]\nfailure file-damaged <Cell ss:Index>\n"},
        {"a row beyond all sheets",
         HEAD SHEET("<Row ss:Index=\"1048577\"/>") "</Workbook>",
         FORMAT "[低保]\nfailure file-limit row > 1048576\n"},
        {"a column beyond all sheets",
         HEAD SHEET("<Row><Cell ss:Index=\"16385\"/></Row>") "</Workbook>",
         FORMAT "[低保]\nfailure file-limit column > 16384\n"},
    };
    (void)state;
    check_books(books, COUNT_OF(books));
}

static void failing_allocations_are_failures(void **state)
{
    static const char book[] = HEAD
        "<Styles><Style ss:ID=\"s1\" ss:Parent=\"s\"><NumberFormat "
        "ss:Format=\"Short Date\"/></Style></Styles>" SHEET(
            "<Row><Cell ss:StyleID=\"s1\"><Data ss:Type=\"Number\">1</Data>"
            "</Cell></Row>") SHEET("<Row/>") "</Workbook>";
    (void)state;
    opened_without_memory("SpreadsheetML", book, sizeof book - 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cells_stand_where_they_say),
        cmocka_unit_test(values_are_what_their_type_says),
        cmocka_unit_test(numbers_are_dates_by_their_style),
        cmocka_unit_test(documents_are_told_by_their_namespace),
        cmocka_unit_test(failing_allocations_are_failures),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
