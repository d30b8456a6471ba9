/*
 * What is no roster of any kind that is read: told by content under the name of
 * a workbook, and refused by what it is.
 */
#include "import/foreign.h"

#include "tests/support/opened_text.h"
#include "tests/support/package.h"
#include "tests/support/suite.h"
#include <string.h>

#define BYTES(literal) (literal), sizeof(literal) - 1

static void files_are_refused_by_what_they_are(void **state)
{
    static const struct {
        const char *bytes;
        size_t size;
        const char *expected;
    } cases[] = {
        {BYTES("%PDF-1.7\n\x01\x02\0"), "failure file-document PDF\n"},
        {BYTES("{\\rtf1\\ansi x}"), "failure file-document RTF\n"},
        {BYTES("\x89PNG\r\n\x1A\n\0\0"), "failure file-picture PNG\n"},
        {BYTES("\xFF\xD8\xFF\xE0\0\x10JFIF"), "failure file-picture JPEG\n"},
        {BYTES("GIF89a\1\0"), "failure file-picture GIF\n"},
        {BYTES("II*\0\10\0\0\0"), "failure file-picture TIFF\n"},
        {BYTES("MM\0*\0\0\0\10"), "failure file-picture TIFF\n"},
        {BYTES("RIFF\1\2\3\4WEBPVP8 "), "failure file-picture WebP\n"},
        {BYTES("\0\0\0\x18"
               "ftypheic\0"),
         "failure file-picture HEIC\n"},
        {BYTES("BM\x46\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0\1\0\0\0\1\0\0\0\1"),
         "failure file-picture BMP\n"},
        {BYTES("Rar!\x1A\x07\1\0"), "failure file-archive RAR\n"},
        {BYTES("7z\xBC\xAF\x27\x1C\0\4"), "failure file-archive 7z\n"},
        {BYTES("\x1F\x8B\x08\0\0\0\0\0"), "failure file-archive gzip\n"},
        {BYTES("ID;PWXL;N;E\nC;Y1;X1;K\"a\"\n"),
         "failure file-sheet-format SYLK (.slk)\n"},
        {BYTES("TABLE\r\n0,1\r\n\"EXCEL\"\r\n"),
         "failure file-sheet-format DIF\n"},
        {BYTES("\0\0\2\0\6\4\6\0"), "failure file-sheet-format Lotus 1-2-3\n"},
        {BYTES("\0\1\0\0Standard Jet DB\0"),
         "failure file-sheet-format Access (.mdb)\n"},
        {BYTES("\3\x7B\x08\x01\1\0\0\0\x41\0\4\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
               "\0\0\x4D\0\0NAME\0\0\0\0\0\0\0C\0\0\0\0\3\0\0\0\0\0\0\0\0\0\0\0"
               "\0\0\0\0\r abc"),
         "failure file-sheet-format dBASE (.dbf)\n"},
        {BYTES("\x09\4\6\0\0\4\0\1\0\0"),
         "failure file-sheet-format Excel 4 (.xlw)\n"},
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        opened_expect(cases[i].expected, cases[i].bytes, cases[i].size,
                      cases[i].expected);
}

static void texts_that_begin_alike_are_texts(void **state)
{
    static const struct {
        const char *text;
        const char *expected;
    } cases[] = {
        {"BM,ID\n1,2\n", "csv (UTF-8)\n[名单]\n1: A\"BM\" B\"ID\"\n"
                         "2: A\"1\" B\"2\"\n"},
        {"ID;姓名\n1;甲\n", "csv ; (UTF-8)\n[名单]\n1: A\"ID\" B\"姓名\"\n"
                            "2: A\"1\" B\"甲\"\n"},
        {"From: 甲,b\n", "csv (UTF-8)\n[名单]\n1: A\"From: 甲\" B\"b\"\n"},
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        opened_expect(cases[i].text, cases[i].text, strlen(cases[i].text),
                      cases[i].expected);
}

static void packages_are_refused_by_what_they_hold(void **state)
{
    static const struct {
        const char *part;
        const char *expected;
    } cases[] = {
        {"word/document.xml", "failure file-document Word (.docx)\n"},
        {"ppt/presentation.xml", "failure file-document PowerPoint (.pptx)\n"},
        {"OFD.xml", "failure file-document OFD\n"},
        {"Index/Document.iwa", "failure file-sheet-format Apple iWork\n"},
        {"[Content_Types].xml", "failure file-format OOXML\n"},
        {"低保.xlsx", "failure file-archive ZIP\n"},
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        const struct package_part part = {.name = cases[i].part, .bytes = "x"};
        struct package package;
        package_build(&part, 1, &package);
        opened_expect(cases[i].part, package.bytes, package.size,
                      cases[i].expected);
        package_release(&package);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(files_are_refused_by_what_they_are),
        cmocka_unit_test(texts_that_begin_alike_are_texts),
        cmocka_unit_test(packages_are_refused_by_what_they_hold),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
