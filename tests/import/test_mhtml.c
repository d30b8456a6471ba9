/*
 * Web archives: pages in parts, sheets by Excel's list, encodings of parts,
 * archives that are cut off.
 */
#include "tests/support/opened_text.h"
#include "tests/support/suite.h"
#include <string.h>

#define HEAD                                                                   \
    "MIME-Version: 1.0\r\nX-Document-Type: Workbook\r\n"                       \
    "Content-Type: multipart/related;\r\n\tboundary=\"----=_Next\"\r\n\r\n"    \
    "This document is a Single File Web Page.\r\n\r\n"
#define PART(headers, body) "------=_Next\r\n" headers "\r\n\r\n" body "\r\n"
#define END "------=_Next--\r\n"
#define LIST                                                                   \
    PART("Content-Location: file:///C:/a/b.htm\r\n"                            \
         "Content-Transfer-Encoding: quoted-printable\r\n"                     \
         "Content-Type: text/html; charset=\"utf-8\"",                         \
         "<html><!--[if gte mso 9]><xml><x:ExcelWorkbook><x:ExcelWorksheets>=" \
         "\r\n<x:ExcelWorksheet><x:Name>=E4=BD=8E=E4=BF=9D</x:Name>"           \
         "<x:WorksheetSource HRef=3D\"b.files/sheet001.htm\"/>"                \
         "</x:ExcelWorksheet><x:ExcelWorksheet><x:Name>2</x:Name>"             \
         "<x:WorksheetSource HRef=3D\"b.files/sheet002.htm\"/>"                \
         "<x:WorksheetOptions><x:Visible>SheetHidden</x:Visible>"              \
         "</x:WorksheetOptions></x:ExcelWorksheet></x:ExcelWorksheets>"        \
         "</x:ExcelWorkbook></xml><![endif]--><frameset><frame></frameset>")
#define FIRST                                                                  \
    PART("Content-Location: file:///C:/a/b.files/sheet001.htm\r\n"             \
         "Content-Transfer-Encoding: quoted-printable\r\n"                     \
         "Content-Type: text/html; charset=\"gb2312\"",                        \
         "<table><tr><td colspan=3D2>=D0=D5=C3=FB</td></tr></ta=\r\nble>")
#define SECOND                                                                 \
    PART("Content-Location: file:///C:/a/b.files/sheet002.htm\r\n"             \
         "Content-Transfer-Encoding: base64\r\nContent-Type: text/html",       \
         "PHRhYmxlPjx0cj48\r\ndGQ+5aeT5ZCNPC90ZD48L3RyPjwvdGFibGU+")
#define TABS                                                                   \
    PART("Content-Location: file:///C:/a/b.files/tabstrip.htm\r\n"             \
         "Content-Type: text/html",                                            \
         "<table><tr><td>x</table>")
#define STYLE PART("Content-Type: text/css", "td {}")

static void archives_are_read_by_their_list(void **state)
{
    static const struct {
        const char *name, *archive, *expected;
    } cases[] = {
        {"Excel's", HEAD LIST STYLE TABS SECOND FIRST END,
         "mhtml\n[低保]\nmerge A1:B1\n1: A\"姓名\"\n[2 hidden]\n1: "
         "A\"姓名\"\n"},
        {"without a list", HEAD FIRST STYLE SECOND END,
         "mhtml\n[sheet001]\nmerge A1:B1\n1: A\"姓名\"\n"
         "[sheet002]\n1: A\"姓名\"\n"},
        {"one page, not in parts",
         "Subject: x\nMIME-Version: 1.0\nContent-Type: text/html; "
         "charset=utf-8\n\n<table><tr><td>a</table>",
         "mhtml\n[名单]\n1: A\"a\"\n"},
        {"parts in parts",
         "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=a\n\n"
         "--a\nContent-Type: multipart/related; boundary=\"b\"\n\n--b\n"
         "Content-Type: text/html\n\n<table><tr><td>a</table>\n--b--\n--a--\n",
         "mhtml\n[名单]\n1: A\"a\"\n"},
        {"a sheet that is not there", HEAD LIST FIRST END,
         "failure file-damaged b.files/sheet002.htm\n"},
        {"cut off", HEAD FIRST, "failure file-damaged ------=_Next--\n"},
        {"no page", HEAD STYLE END, "failure file-format MHTML\n"},
        {"a letter", HEAD PART("Content-Type: text/html", "<p>x</p>") END,
         "failure file-format MHTML\n"},
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        opened_expect(cases[i].name, cases[i].archive, strlen(cases[i].archive),
                      cases[i].expected);
}

static void failing_allocations_are_failures(void **state)
{
    static const char listed[] = HEAD LIST FIRST SECOND END;
    static const char unlisted[] = HEAD FIRST SECOND END;
    (void)state;
    opened_without_memory("listed", listed, sizeof listed - 1);
    opened_without_memory("unlisted", unlisted, sizeof unlisted - 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(archives_are_read_by_their_list),
        cmocka_unit_test(failing_allocations_are_failures),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
