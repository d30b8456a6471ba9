/* Rows as XML: escapes, numbers, formulas, heights, columns far out. */
#include "reports/row_xml.h"

#include "core/arena.h"
#include "tests/support/suite.h"
#include "tests/support/unpacked.h"
#include <string.h>

static void text_is_escaped_as_spreadsheets_do(void **state)
{
    (void)state;
    static const struct {
        const char *text, *xml;
    } cases[] = {
        {"张三", "<t>张三</t>"},
        {"<a&b>\"'", "<t>&lt;a&amp;b&gt;\"'</t>"},
        {" 张三", "<t xml:space=\"preserve\"> 张三</t>"},
        {"张三\n", "<t xml:space=\"preserve\">张三\n</t>"},
        {"一\n二\t三", "<t>一\n二\t三</t>"},
        {"a\rb", "<t>a_x000D_b</t>"},
        {"a\x1F", "<t>a_x001F_</t>"},
        {"\x7F", "<t>\x7F</t>"},
        {"_x000D_", "<t>_x005F_x000D_</t>"},
        {"_x00aF_", "<t>_x005F_x00aF_</t>"},
        {"_x000D", "<t>_x000D</t>"},
        {"_x00G0_", "<t>_x00G0_</t>"},
        {"__", "<t>__</t>"},
        {"\xEF\xBF\xBE\xEF\xBF\xBF", "<t>_xFFFE__xFFFF_</t>"},
        {"Ａ（１）", "<t>Ａ（１）</t>"},
        {"𠮷", "<t>𠮷</t>"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct unpacked_rows rows;
        unpacked_open(&rows);
        row_put_text(rows.xml, 0, 7, cases[i].text, strlen(cases[i].text));
        char expected[200] =
            "<row r=\"1\"><c r=\"A1\" s=\"7\" t=\"inlineStr\"><is>";
        strcat(strcat(expected, cases[i].xml), "</is></c></row>");
        EXPECT_TEXT(cases[i].text, unpacked_close(&rows), expected);
        unpacked_release(&rows);
    }
}

static void numbers_have_no_needless_digits(void **state)
{
    (void)state;
    static const struct {
        int64_t number;
        unsigned decimals;
        const char *text;
    } cases[] = {
        {0, 0, "0"},
        {0, 2, "0"},
        {-1, 2, "-0.01"},
        {10, 2, "0.1"},
        {-28550, 2, "-285.5"},
        {38000, 2, "380"},
        {123456789012345, 2, "1234567890123.45"},
        {7500, 4, "0.75"},
        {-10001, 4, "-1.0001"},
        {9999999999999999, 0, "9999999999999999"},
        {511499196512274000, 0, "5.11499196512274E+17"},
        {INT64_MIN, 0, "-9.223372036854776E+18"},
        {INT64_MIN, 2, "-92233720368547758.08"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct unpacked_rows rows;
        unpacked_open(&rows);
        row_put_number(rows.xml, 0, 0, cases[i].number, cases[i].decimals);
        char expected[200] = "<row r=\"1\"><c r=\"A1\" s=\"0\"><v>";
        strcat(strcat(expected, cases[i].text), "</v></c></row>");
        EXPECT_TEXT(cases[i].text, unpacked_close(&rows), expected);
        unpacked_release(&rows);
    }
}

static void cells_say_where_they_are(void **state)
{
    (void)state;
    struct unpacked_rows rows;
    unpacked_open(&rows);
    row_put_blank(rows.xml, 25, 3);
    row_put_blank(rows.xml, 26, 4);
    row_put_blank(rows.xml, 16383, 65000);
    row_end(rows.xml);
    row_begin(rows.xml, 1048575, 33.75);
    row_put_blank(rows.xml, 25, 9);
    row_put_formula(rows.xml, 26, 4, "=SUM(A1:A2)&\"<\"", 150, 2);
    assert_string_equal(
        unpacked_close(&rows),
        "<row r=\"1\"><c r=\"Z1\" s=\"3\"/><c r=\"AA1\" s=\"4\"/>"
        "<c r=\"XFD1\" s=\"65000\"/></row>"
        "<row r=\"1048576\" ht=\"33.75\" customHeight=\"1\">"
        "<c r=\"Z1048576\" s=\"9\"/><c r=\"AA1048576\" s=\"4\">"
        "<f>SUM(A1:A2)&amp;\"&lt;\"</f><v>1.5</v></c></row>");
    unpacked_release(&rows);
}

static void plain_text_is_written_alike(void **state)
{
    (void)state;
    static const char *const texts[] = {"张三", "511499197703165490", "",
                                        "甲　乙"};
    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        struct unpacked_rows rows[2];
        unpacked_open(&rows[0]);
        unpacked_open(&rows[1]);
        row_put_text(rows[0].xml, 3, 1, texts[i], strlen(texts[i]));
        row_put_plain(rows[1].xml, 3, 1, texts[i], strlen(texts[i]));
        EXPECT_TEXT(texts[i], unpacked_close(&rows[1]),
                    unpacked_close(&rows[0]));
        unpacked_release(&rows[0]);
        unpacked_release(&rows[1]);
    }
}

/* More than the spool takes at once, and cells longer than its blocks. */
static void long_sheets_come_out_whole(void **state)
{
    (void)state;
    enum { ROWS = 300, LENGTH = 100000 };
    char *text = mem_alloc(LENGTH);
    assert_non_null(text);
    memset(text, '&', LENGTH);
    struct unpacked_rows rows;
    unpacked_open(&rows);
    row_put_text(rows.xml, 0, 0, text, LENGTH);
    for (uint32_t i = 1; i < ROWS; i++) {
        row_end(rows.xml);
        row_begin(rows.xml, i, 0);
        row_put_text(rows.xml, 0, 0, text, 400);
    }
    const char *xml = unpacked_close(&rows);
    size_t marks = 0;
    for (const char *at = xml; (at = strstr(at, "&amp;")) != NULL; at += 5)
        marks++;
    assert_int_equal(marks, LENGTH + (ROWS - 1) * 400);
    assert_string_equal(xml + strlen(xml) - 6, "</row>");
    unpacked_release(&rows);
    mem_free(text);
}

static void memory_that_fails_is_told_at_the_end(void **state)
{
    (void)state;
    enum { LENGTH = 100000 };
    char *text = mem_alloc(LENGTH);
    assert_non_null(text);
    memset(text, 'x', LENGTH);
    for (unsigned long after = 1; after <= 2; after++) {
        struct unpacked_rows rows;
        struct stretch stretch;
        unpacked_open(&rows);
        mem_fail_after(after);
        row_put_text(rows.xml, 40, 0, text, LENGTH);
        mem_fail_after(0);
        row_put_number(rows.xml, 41, 0, 1, 0);
        row_end(rows.xml);
        assert_int_equal(row_xml_end(rows.xml, &stretch), -1);
        unpacked_release(&rows);
    }
    for (unsigned long after = 1; after <= 4; after++) {
        mem_fail_after(after);
        assert_null(row_xml_new(NULL));
        mem_fail_after(0);
    }
    mem_free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_is_escaped_as_spreadsheets_do),
        cmocka_unit_test(numbers_have_no_needless_digits),
        cmocka_unit_test(cells_say_where_they_are),
        cmocka_unit_test(plain_text_is_written_alike),
        cmocka_unit_test(long_sheets_come_out_whole),
        cmocka_unit_test(memory_that_fails_is_told_at_the_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
