/*
 * HTML pages under the name of a workbook: where rows and cells come to stand,
 * what is text and what is not, names, encodings, pages that are cut off.
 */
#include "tests/support/opened_text.h"
#include "tests/support/suite.h"
#include <iconv.h>
#include <stdlib.h>
#include <string.h>

struct page_case {
    const char *name;
    const char *page;
    const char *expected; /* behind format and sheet name */
};

static void check_pages(const struct page_case *pages, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct text expected = TEXT_INIT;
        text_printf(&expected, "html (UTF-8)\n[名单]\n%s", pages[i].expected);
        opened_expect(pages[i].name, pages[i].page, strlen(pages[i].page),
                      text_of(&expected));
        text_release(&expected);
    }
}

static void tables_become_rows_and_cells(void **state)
{
    static const struct page_case pages[] = {
        {"plain",
         "<table><tr><th>姓名</th><th>号</th></tr>"
         "<tr><td>甲</td><td>511499</td></tr></table>",
         "1: A\"姓名\" B\"号\"\n2: A\"甲\" B\"511499\"\n"},
        {"tags in capitals",
         "<HTML><BODY><TABLE BORDER=1><TR><TD>a<TD COLSPAN=2>b</TABLE>",
         "merge B1:C1\n1: A\"a\" B\"b\"\n"},
        {"cells and rows that are not closed",
         "<table><tr><td>a<td>b<tr><td>c<td>d</table>",
         "1: A\"a\" B\"b\"\n2: A\"c\" B\"d\"\n"},
        {"sections", "<table><thead><tr><td>a<tbody><tr><td>b<tfoot><tr><td>c",
         "1: A\"a\"\n2: A\"b\"\n3: A\"c\"\n"},
        {"empty cells and rows keep their places",
         "<table><tr><td></td><td>b</td></tr><tr></tr>"
         "<tr><td>&nbsp;</td><td> </td><td>c</td></tr></table>",
         "1: B\"b\"\n3: A\"\u00A0\" C\"c\"\n"},
        {"cells without a row", "<table><td>a</td><td>b</td></table>",
         "1: A\"a\" B\"b\"\n"},
        {"colspan moves what follows",
         "<table><tr><td colspan=\"3\">题</td><td>d</td></tr></table>",
         "merge A1:C1\n1: A\"题\" D\"d\"\n"},
        {"rowspan moves cells of the rows below",
         "<table><tr><td rowspan=3>镇</td><td>甲</td></tr><tr><td>乙</td></tr>"
         "<tr><td>丙</td></tr><tr><td>丁</td></tr></table>",
         "merge A1:A3\n1: A\"镇\" B\"甲\"\n2: B\"乙\"\n3: B\"丙\"\n4: "
         "A\"丁\"\n"},
        {"both at once",
         "<table><tr><td>a<td rowspan=2 colspan=2>b<td>c"
         "<tr><td>d<td>e</table>",
         "merge B1:C2\n1: A\"a\" B\"b\" D\"c\"\n2: A\"d\" D\"e\"\n"},
        {"a rowspan ends with its table",
         "<table><tr><td rowspan=9>a<td>b</table><table><tr><td>c</table>",
         "merge A1:A9\n1: A\"a\" B\"b\"\n2: A\"c\"\n"},
        {"a colspan that runs into a cell above is cut",
         "<table><tr><td>a<td>b<td rowspan=2>c<tr><td colspan=3>d</table>",
         "merge C1:C2\n1: A\"a\" B\"b\" C\"c\"\nmerge A2:B2\n2: A\"d\"\n"},
        {"spans that are nonsense",
         "<table><tr><td colspan=0>a<td colspan=x rowspan=-1>b<td>c</table>",
         "1: A\"a\" B\"b\" C\"c\"\n"},
        {"excel's text that runs over its neighbours is no merged range",
         "<table><tr><td colspan=3 style='mso-ignore:colspan'>a</td>"
         "<td>d</td></tr></table>",
         "1: A\"a\" D\"d\"\n"},
        {"hidden rows",
         "<table><tr style='height:0; DISPLAY: none'><td>a</td></tr>"
         "<tr style='color:red'><td>b</td></tr></table>",
         "1 hidden: A\"a\"\n2: A\"b\"\n"},
    };
    (void)state;
    check_pages(pages, COUNT_OF(pages));
}

static void text_around_tables_stands_in_rows(void **state)
{
    static const struct page_case pages[] = {
        {"a title above, a note below",
         "<h1>低保名单</h1><p>2023年<br>8月</p><table><tr><td>a</table>"
         "<div>填表人：甲</div>",
         "1: A\"低保名单\"\n2: A\"2023年\"\n3: A\"8月\"\n4: A\"a\"\n"
         "5: A\"填表人：甲\"\n"},
        {"a caption", "<table><caption>题</caption><tr><td>a</table>",
         "1: A\"题\"\n2: A\"a\"\n"},
        {"text between rows and between cells",
         "<table>题<tr>甲<td>a</td>乙<td>b</td></tr>尾</table>",
         "1: A\"题\"\n2: A\"甲\\na\" B\"乙\\nb\"\n3: A\"尾\"\n"},
        {"a table for the header and one for the rows",
         "<table><tr><td>姓名<td>号</table><table><tr><td>甲<td>1</table>",
         "1: A\"姓名\" B\"号\"\n2: A\"甲\" B\"1\"\n"},
        {"a word before the first tag", "导出成功<table><tr><td>a</table>",
         "1: A\"导出成功\"\n2: A\"a\"\n"},
    };
    (void)state;
    check_pages(pages, COUNT_OF(pages));
}

static void tables_in_tables_keep_their_order(void **state)
{
    static const struct page_case pages[] = {
        {"layout: title, list, foot",
         "<table><tr><td>题</td></tr><tr><td><table><tr><td>a<td>b"
         "<tr><td>c<td>d</table></td></tr><tr><td>尾</td></tr></table>",
         "1: A\"题\"\n2: A\"a\" B\"b\"\n3: A\"c\" B\"d\"\n4: A\"尾\"\n"},
        {"layout: a menu beside the list",
         "<table><tr><td>菜单<td><table><tr><td>a<td>b<tr><td>c<td>d</table>"
         "</table>",
         "1: A\"菜单\" B\"a\" C\"b\"\n2: B\"c\" C\"d\"\n"},
        {"a table for one cell's text",
         "<table><tr><td>甲<td><table><tr><td>511499</table><td>低保"
         "<tr><td>乙<td><table><tr><td>511498</table><td>低保</table>",
         "1: A\"甲\" B\"511499\" C\"低保\"\n2: A\"乙\" B\"511498\" "
         "C\"低保\"\n"},
        {"text before and after in the same cell",
         "<table><tr><td>前<table><tr><td>a</table>后</table>",
         "1: A\"前\"\n2: A\"a\"\n3: A\"后\"\n"},
        {"two in one cell",
         "<table><tr><td><table><tr><td>a</table><table><tr><td>b</table>"
         "<td>c</table>",
         "1: A\"a\"\n2: A\"b\" B\"c\"\n"},
        {"text in a table without rows",
         "<table><tr><td><table>x<tr><td>a</table></table>",
         "2: A\"x\"\n3: A\"a\"\n"},
    };
    (void)state;
    check_pages(pages, COUNT_OF(pages));
}

static void text_is_what_a_browser_shows(void **state)
{
    static const struct page_case pages[] = {
        {"white space", "<table><tr><td>\r\n  甲\t \n乙  </td></table>",
         "1: A\"甲 乙\"\n"},
        {"other spaces are characters",
         "<table><tr><td>李\xE3\x80\x80明<td>\xC2\xA0 x \xC2\xA0</table>",
         "1: A\"李\u3000明\" B\"\u00A0 x \u00A0\"\n"},
        {"line breaks",
         "<table><tr><td>身份<br>证号<td><br>a<br/><br>b<br></table>",
         "1: A\"身份\\n证号\" B\"a\\n\\nb\"\n"},
        {"paragraphs", "<table><tr><td><p>a</p><p>b</p><div>c</div></table>",
         "1: A\"a\\nb\\nc\"\n"},
        {"formatting", "<table><tr><td><b>5</b><font color=red>11</font>499",
         "1: A\"511499\"\n"},
        {"preformatted", "<table><tr><td><pre>a  b\n c</pre></table>",
         "1: A\"a  b\\n c\"\n"},
        {"references",
         "<table><tr><td>吉克&middot;阿依<td>&lt;&amp;&#20320;&#x597D;&#160;"
         "<td>&unknown; &amp<td>A&B;C</table>",
         "1: A\"吉克·阿依\" B\"<&你好\u00A0\" C\"&unknown; &\" D\"A&B;C\"\n"},
        {"signs that begin no tag", "<table><tr><td>a<5 & b>3 <- <</table>",
         "1: A\"a<5 & b>3 <- <\"\n"},
        {"values in attributes say nothing",
         "<table><tr><td x:num=\"45139.5\" style='mso-number-format:\"Short "
         "Date\"'>2023/8/1</td><td x:str=\"甲 \">甲</td></table>",
         "1: A\"2023/8/1\" B\"甲\"\n"},
        {"what is not shown",
         "<style>td>a{}</style><script>if(a<b)document.write('<td>x</td>')"
         "</script><!-- <tr><td>x --><table><!--><tr><td>a<!-- --></td>"
         "<td><select><option>x</select><textarea>y</textarea>b"
         "<comment>批注</comment></td></table><noscript>z</noscript>",
         "1: A\"a\" B\"b\"\n"},
        {"what is for other programs",
         "<table><tr><td><![if !supportEmptyParas]>&nbsp;<![endif]></td>"
         "<td><![if gte mso 9]>b<![endif]></td></table>"
         "<!--[if gte mso 9]><table><tr><td>x</table><![endif]-->",
         "1: B\"b\"\n"},
        {"a quote that is not closed",
         "<table><tr><td title=\"a>b</td><td>c</table>", "1: A\"b\" B\"c\"\n"},
        {"a > inside quotes", "<table><tr><td title='a>b'>c</table>",
         "1: A\"c\"\n"},
        {"an empty element in the manner of XML",
         "<html><head><script src='a.js'/><title/></head><table><tr><td/>"
         "<td>b</td></tr></table>",
         "1: B\"b\"\n"},
    };
    (void)state;
    check_pages(pages, COUNT_OF(pages));
}

static void pages_are_told_under_any_beginning(void **state)
{
    static const char *const beginnings[] = {
        "<html>",
        "\xEF\xBB\xBF<html>",
        "\r\n\t <!DOCTYPE html PUBLIC \"-//W3C//DTD HTML 4.0//EN\"><html>",
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><!DOCTYPE html><html>",
        "<?xml version=\"1.0\"?>",
        "<html xmlns:x=\"urn:schemas-microsoft-com:office:excel\" "
        "xmlns=\"http://www.w3.org/TR/REC-html40\"><head><meta "
        "http-equiv=Content-Type content=\"text/html; charset=utf-8\"></head>",
        "<meta http-equiv='Content-Type' content='text/html; charset=utf-8'/>",
        "<style>.a{}</style>",
        "<!-- 导出 --><div>",
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(beginnings); i++) {
        struct text page = TEXT_INIT;
        text_printf(&page, "%s<table><tr><td>甲</td></tr></table>",
                    beginnings[i]);
        opened_expect(beginnings[i], text_of(&page), page.length,
                      "html (UTF-8)\n[名单]\n1: A\"甲\"\n");
        text_release(&page);
    }
}

static void sheets_have_the_names_that_programs_give_them(void **state)
{
    static const char excel[] =
        "<html><head><!--[if gte mso 9]><xml><x:ExcelWorkbook>"
        "<x:ExcelWorksheets><x:ExcelWorksheet><x:Name>低保 &amp; 特困</x:Name>"
        "<x:WorksheetOptions/></x:ExcelWorksheet></x:ExcelWorksheets>"
        "</x:ExcelWorkbook></xml><![endif]--></head>"
        "<table><tr><td>a</table></html>";
    static const char office[] =
        "<html><head><meta name=\"generator\" content=\"LibreOffice 7.4\"/>"
        "</head><body><hr><p><center><h1>Overview</h1>"
        "<A HREF=\"#table0\">低保</A><br><A HREF=\"#table1\">特困</A><br>"
        "</center></p><hr>"
        "<A NAME=\"table0\"><h1>Sheet 1: <em>低保</em></h1></A>"
        "<table><tr><td rowspan=2>a</td></tr></table>"
        "<A NAME=\"table1\"><h1>Sheet 2: <em>特困</em></h1></A>"
        "<table><tr><td>b</td></tr><tr><td>c</td></tr></table></body></html>";
    (void)state;
    opened_expect("Excel", excel, sizeof excel - 1,
                  "html (UTF-8)\n[低保 & 特困]\n1: A\"a\"\n");
    opened_expect("LibreOffice", office, sizeof office - 1,
                  "html (UTF-8)\n[低保]\nmerge A1:A2\n1: A\"a\"\n"
                  "[特困]\n1: A\"b\"\n2: A\"c\"\n");
}

/* ---- encodings ---- */

static char *convert(const char *to, const char *text, size_t *size)
{
    const size_t room = strlen(text) * 4 + 8;
    char *const bytes = malloc(room);
    char *copy = strdup(text);
    char *in = copy, *out = bytes;
    size_t in_left = strlen(text), out_left = room;
    const iconv_t converter = iconv_open(to, "UTF-8");
    assert_non_null(bytes);
    assert_true(converter != (iconv_t)-1);
    assert_int_equal(iconv(converter, &in, &in_left, &out, &out_left), 0);
    iconv_close(converter);
    free(copy);
    *size = room - out_left;
    return bytes;
}

static void encodings_are_found_whatever_the_page_says(void **state)
{
    static const struct {
        const char *encoding, *says, *format, *value;
    } cases[] = {
        {"GB18030", "gb2312", "GB18030", "李䶮𠮷"},
        {"GB18030", "utf-8", "GB18030", "李䶮𠮷"},
        {"GB18030", "", "GB18030", "李䶮𠮷"},
        {"UTF-8", "utf-8", "UTF-8", "李䶮𠮷"},
        {"UTF-8", "gb2312", "UTF-8", "李䶮𠮷"},
        {"UTF-16LE", "utf-16", "UTF-16LE", "李䶮𠮷"},
        {"UTF-16BE", "gb2312", "UTF-16BE", "李䶮𠮷"},
        {"BIG5", "big5", "CP950", "陳小明"},
        {"CP1252", "windows-1252", "CP1252", "José"},
        {"CP1252", "iso-8859-1", "CP1252", "José"},
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct text page = TEXT_INIT;
        struct text expected = TEXT_INIT;
        size_t size;
        text_printf(&page,
                    "<html><meta http-equiv=\"Content-Type\" content=\"text/"
                    "html; charset=%s\"><table><tr><td>%s</td></tr></table>",
                    cases[i].says, cases[i].value);
        char *bytes = convert(cases[i].encoding, text_of(&page), &size);
        text_printf(&expected, "html (%s)\n[名单]\n1: A\"%s\"\n",
                    cases[i].format, cases[i].value);
        opened_expect(cases[i].encoding, bytes, size, text_of(&expected));
        free(bytes);
        text_release(&page);
        text_release(&expected);
    }
}

/* Sheets behind several blocks of what must be converted first. */
static void sheets_are_found_again_in_a_converted_page(void **state)
{
    enum { SHEETS = 3, ROWS = 4000 };
    struct text page = TEXT_INIT;
    struct text expected = TEXT_INIT;
    size_t size;
    (void)state;
    text_append(&page, "<meta name=generator content='LibreOffice'>");
    text_append(&expected, "html (GB18030)\n");
    for (int sheet = 0; sheet < SHEETS; sheet++) {
        text_printf(&page,
                    "<A NAME=\"table%d\"><h1><em>表%d</em></h1></A>"
                    "<table>",
                    sheet, sheet);
        text_printf(&expected, "[表%d]\n", sheet);
        for (int row = 1; row <= ROWS; row++) {
            text_printf(&page, "<tr><td>李䶮%d</td><td>村%d</td></tr>\n", sheet,
                        row);
            text_printf(&expected, "%d: A\"李䶮%d\" B\"村%d\"\n", row, sheet,
                        row);
        }
        text_append(&page, "</table>");
    }
    char *bytes = convert("GB18030", text_of(&page), &size);
    opened_expect("three sheets", bytes, size, text_of(&expected));
    free(bytes);
    text_release(&page);
    text_release(&expected);
}

/* ---- what is refused ---- */

static void pages_that_cannot_be_read_are_refused(void **state)
{
    static const struct page_case pages[] = {
        {"no table", "<html><body><p>请登录</p></body></html>",
         "failure file-format HTML\n"},
        {"frames",
         "<html><!--[if gte mso 9]><xml><x:ExcelWorkbook><x:ExcelWorksheets>"
         "<x:ExcelWorksheet><x:Name>低保</x:Name><x:WorksheetSource "
         "HRef=\"名单.files/sheet001.htm\"/></x:ExcelWorksheet>"
         "</x:ExcelWorksheets></x:ExcelWorkbook></xml><![endif]-->"
         "<frameset><frame src='a.htm'></frameset></html>",
         "failure file-frames 名单.files/sheet001.htm\n"},
        {"cut off in a tag", "<table><tr><td>a</td><td col",
         "failure file-damaged <\n"},
        {"cut off in a cell", "<table><tr><td>a</td><td>乙",
         "failure file-damaged </table>\n"},
        {"cut off in a comment", "<table><tr><td>a</td></tr><!-- <tr>",
         "failure file-damaged <!--\n"},
        {"cut off in a script", "<table><tr><td>a</td></tr><script>x",
         "failure file-damaged script\n"},
        {"left open for other programs",
         "<table><tr><td>a</td></tr><![if !vml]><tr><td>b</td></tr></table>",
         "failure file-damaged <![endif]>\n"},
        {"columns without end",
         "<table><tr><td colspan=9999>a<td colspan=9999>b<td>c</table>",
         "failure file-limit column > 16384\n"},
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(pages); i++) {
        struct text text = TEXT_INIT;
        opened_text(pages[i].page, strlen(pages[i].page), &text);
        const char *failure = strstr(text_of(&text), "failure");
        EXPECT_TEXT(pages[i].name, failure == NULL ? "read" : failure,
                    pages[i].expected);
        text_release(&text);
    }
}

static void nesting_is_bounded(void **state)
{
    struct text page = TEXT_INIT;
    struct text text = TEXT_INIT;
    (void)state;
    for (int i = 0; i < 65; i++)
        text_append(&page, "<table><tr><td>");
    opened_text(text_of(&page), page.length, &text);
    assert_non_null(strstr(text_of(&text), "failure file-limit <table> > 64"));
    text_release(&page);
    text_release(&text);
}

static void failing_allocations_are_failures(void **state)
{
    static const char page[] =
        "<meta name=generator content=LibreOffice><!--<x:ExcelWorksheet>"
        "<x:Name>n</x:Name></x:ExcelWorksheet>-->"
        "<a name=table0><em>低保</em></a><table><tr><td rowspan=2 colspan=2>a"
        "<td>b<tr><td><table><tr><td>c</table></table>";
    (void)state;
    opened_without_memory("html", page, sizeof page - 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tables_become_rows_and_cells),
        cmocka_unit_test(text_around_tables_stands_in_rows),
        cmocka_unit_test(tables_in_tables_keep_their_order),
        cmocka_unit_test(text_is_what_a_browser_shows),
        cmocka_unit_test(pages_are_told_under_any_beginning),
        cmocka_unit_test(sheets_have_the_names_that_programs_give_them),
        cmocka_unit_test(encodings_are_found_whatever_the_page_says),
        cmocka_unit_test(sheets_are_found_again_in_a_converted_page),
        cmocka_unit_test(pages_that_cannot_be_read_are_refused),
        cmocka_unit_test(nesting_is_bounded),
        cmocka_unit_test(failing_allocations_are_failures),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
