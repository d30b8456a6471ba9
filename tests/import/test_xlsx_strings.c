/*
 * Shared strings, by the scanner and by the parser.
 */
#include "import/xlsx_strings.h"

#include "tests/support/package.h"
#include "tests/support/suite.h"
#include <string.h>

enum { SCANNED, PARSED };

static const struct strings_case {
    const char *name;
    const char *table;
    const char *expected;
    int way;
} cases[] = {
    {"ordinary", XLSX_SST("<si><t>姓名</t></si><si><t>a</t></si>"),
     "\"姓名\"\n\"a\"\n", SCANNED},
    {"of seven, eight, nine, sixteen and more bytes",
     XLSX_SST("<si><t>1234567</t></si><si><t>12345678</t></si>"
              "<si><t>甲乙丙</t></si><si><t>1234567890123456</t></si>"
              "<si><t>甲乙丙丁戊a</t></si><si><t>甲乙丙丁戊a&gt;</t></si>"
              "<si><t>1234567_x0041_</t></si>"),
     "\"1234567\"\n\"12345678\"\n\"甲乙丙\"\n\"1234567890123456\"\n"
     "\"甲乙丙丁戊a\"\n\"甲乙丙丁戊a>\"\n\"1234567A\"\n",
     SCANNED},
    {"declared counts are not believed",
     "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\r\n"
     "<sst xmlns=\"" XLSX_MAIN "\" count=\"9\" uniqueCount=\"1\"><si><t>a</t>"
     "</si><si><t>b</t></si></sst>",
     "\"a\"\n\"b\"\n", SCANNED},
    {"empty ones keep their number",
     XLSX_SST("<si/><si></si><si><t/></si><si><t></t></si><si><t>a</t></si>"),
     "\"\"\n\"\"\n\"\"\n\"\"\n\"a\"\n", SCANNED},
    {"runs joined, guides left out",
     XLSX_SST("<si><r><rPr><b/><sz val=\"11\"/></rPr><t>身份</t></r><r><t>证"
              "</t></r><rPh sb=\"0\" eb=\"2\"><t>shenfen</t></rPh>"
              "<phoneticPr fontId=\"1\" type=\"noConversion\"/></si>"
              "<si><t>甲</t><rPh sb=\"0\" eb=\"1\"><t>jia</t></rPh>"
              "<phoneticPr fontId=\"1\"></phoneticPr></si>"),
     "\"身份证\"\n\"甲\"\n", SCANNED},
    {"white space is kept, whatever xml:space says",
     XLSX_SST("<si><t> a </t></si><si><t xml:space=\"preserve\"> b </t></si>"
              "<si><r><t xml:space='default'>c </t></r><r><t> d</t></r></si>"
              "<si><t>\n</t></si>"),
     "\" a \"\n\" b \"\n\"c  d\"\n\"\\n\"\n", SCANNED},
    {"a string with an attribute",
     XLSX_SST("<si xml:space=\"preserve\"><t> a </t></si>"), "\" a \"\n",
     PARSED},
    {"entities, escapes, line ends",
     XLSX_SST("<si><t>a&amp;b&#20320;</t></si><si><t>a_x000D_\r\nb</t></si>"
              "<si><t>&lt;t&gt;</t></si>"),
     "\"a&b你\"\n\"a\\r\\nb\"\n\"<t>\"\n", SCANNED},
    {"indented",
     XLSX_SST("\n  <si>\n    <t>a</t>\n  </si>\n  <si>\n    <r>\n      "
              "<rPr>\n <b/>\n </rPr>\n <t>b</t>\n </r>\n </si>\n"),
     "\"a\"\n\"b\"\n", SCANNED},
    {"a closing tag with a space",
     XLSX_SST("<si><r><rPr><b/></rPr ><t>a</t></r><r><rPr><b/></rPr><t>b</t>"
              "</r></si>"),
     "\"ab\"\n", SCANNED},
    {"characters outside the first plane", XLSX_SST("<si><t>𠮷䶮</t></si>"),
     "\"𠮷䶮\"\n", SCANNED},
    {"no strings", XLSX_SST(""), "", SCANNED},
    {"no strings, one tag", "<sst xmlns=\"" XLSX_MAIN "\"/>", "", PARSED},
    {"prefixed names",
     "<x:sst xmlns:x=\"" XLSX_MAIN "\"><x:si><x:r><x:t>a</x:t></x:r><x:rPh>"
     "<x:t>b</x:t></x:rPh></x:si></x:sst>",
     "\"a\"\n", PARSED},
    {"CDATA", XLSX_SST("<si><t>a<![CDATA[<b>]]></t></si>"), "\"a<b>\"\n",
     PARSED},
    {"comments",
     XLSX_SST("<!-- <si><t>z</t></si> --><si><!-- --><t>a<!-- -->b</t></si>"
              "<si><r><rPr><!-- </rPr> --></rPr><t>c</t></r></si>"),
     "\"ab\"\n\"c\"\n", PARSED},
    {"elements of others",
     XLSX_SST("<si><t>a</t><y:t xmlns:y=\"y\">b</y:t></si><y:si "
              "xmlns:y=\"y\"/><si><t>c</t></si><extLst/>"),
     "\"a\"\n\"c\"\n", PARSED},
    {"another root", "<x/>", "failure file-damaged\n", PARSED},
    {"truncated", "<sst><si><t>a</t></si><si><t>b", "failure file-damaged\n",
     PARSED},
    {"invalid UTF-8", "<sst><si><t>\xE4\xBD</t></si></sst>",
     "failure file-damaged\n", PARSED},
};

static void check(const struct strings_case *c, const struct package *package,
                  const struct xlsx_options *options)
{
    struct text text = TEXT_INIT;
    package_read_strings(package, options, &text);
    if (strcmp(text_of(&text), c->expected) != 0)
        fail_msg("%s, way %d, window %zu: got\n%sexpected\n%s", c->name,
                 (int)options->way, options->window, text_of(&text),
                 c->expected);
    text_release(&text);
}

static void build(const char *table, size_t length, struct package *out)
{
    const struct xlsx_fixture fixture = {
        .sheet = XLSX_SHEET(""), .strings = table, .strings_length = length};
    xlsx_fixture_build(&fixture, out);
}

static void strings_are_read_as_the_cases_say(void **state)
{
    (void)state;
    static const size_t windows[] = {0, 1, 2, 3, 7, 16, 33, 64};
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct package package;
        build(cases[i].table, 0, &package);
        for (size_t k = 0; k < COUNT_OF(windows); k++) {
            const size_t window = windows[k];
            check(&cases[i], &package,
                  &(struct xlsx_options){.window = window});
            check(&cases[i], &package,
                  &(struct xlsx_options){.window = window, .way = XLSX_PARSE});
        }
        package_release(&package);
    }
}

static void the_scanner_understands_what_programs_write(void **state)
{
    (void)state;
    const struct xlsx_options options = {.way = XLSX_SCAN};
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct package package;
        struct strings_case c = cases[i];
        if (c.way == PARSED)
            c.expected = "failure file-damaged\n";
        build(c.table, 0, &package);
        check(&c, &package, &options);
        package_release(&package);
    }
}

static void damaged_strings_are_read_as_the_parser_does(void **state)
{
    (void)state;
    static const char bytes[] = "<>&\"'/ =t\n\xC3";
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        const size_t length = strlen(cases[i].table);
        for (size_t at = i % 3; at < 2 * length; at += 3) {
            char copy[1024];
            struct package package;
            struct text parsed = TEXT_INIT;
            struct text read = TEXT_INIT;
            size_t size = at < length ? length : at - length + 1;
            memcpy(copy, cases[i].table, length);
            if (at < length)
                copy[at] = bytes[(at + i) % (sizeof bytes - 1)];
            build(copy, size, &package);
            package_read_strings(
                &package, &(struct xlsx_options){.way = XLSX_PARSE}, &parsed);
            package_read_strings(
                &package, &(struct xlsx_options){.window = at % 40}, &read);
            if (strstr(text_of(&parsed), "failure") == NULL)
                EXPECT_TEXT(cases[i].name, text_of(&read), text_of(&parsed));
            text_release(&parsed);
            text_release(&read);
            package_release(&package);
        }
    }
}

static void a_string_may_be_longer_than_the_window(void **state)
{
    (void)state;
    struct text table = TEXT_INIT;
    struct text read = TEXT_INIT;
    struct package package;
    text_append(&table, "<sst><si><t>");
    for (int i = 0; i < 100000; i++)
        text_append(&table, "张三");
    text_append(&table, "</t></si><si><t>b</t></si></sst>");
    build(text_of(&table), table.length, &package);
    package_read_strings(&package, &(struct xlsx_options){.way = XLSX_SCAN},
                         &read);
    assert_int_equal(read.length, 600000 + 3 + 4);
    text_release(&table);
    text_release(&read);
    package_release(&package);
}

static void cells_may_name_a_table_of_empty_strings(void **state)
{
    (void)state;
    const struct xlsx_fixture fixture = {
        .sheet = XLSX_SHEET("<row><c t=\"s\"><v>0</v></c></row>"),
        .strings = XLSX_SST("<si><t></t></si>")};
    struct package package;
    xlsx_fixture_build(&fixture, &package);
    for (int way = XLSX_SCAN_OR_PARSE; way <= XLSX_SCAN; way++) {
        struct text text = TEXT_INIT;
        package_read(&package,
                     &(struct xlsx_options){.way = (enum xlsx_way)way}, &text);
        assert_string_equal(text_of(&text), "");
        text_release(&text);
    }
    package_release(&package);
}

static void too_many_strings_are_refused(void **state)
{
    (void)state;
    struct xlsx_strings strings = {.count = XLSX_STRINGS};
    struct failure failure = FAILURE_INIT;
    struct package package;
    struct zip_package *zip = NULL;
    struct zip_part *part = NULL;
    struct arena *arena = arena_new();
    build(XLSX_SST(""), 0, &package);
    const struct file_bytes file = {"t.xlsx", package.bytes, package.size};
    assert_int_equal(zip_package_open(&file, arena, &zip, &failure), 0);
    assert_int_equal(
        zip_part_open(zip, "xl/sharedStrings.xml", 1000, &part, &failure), 0);
    assert_int_equal(xlsx_strings_reserve(&strings, 1, part, &failure), -1);
    assert_string_equal(diag_name(failure.code), "file-limit");
    strings = (struct xlsx_strings){.length = XLSX_STRING_BYTES};
    assert_int_equal(xlsx_strings_reserve(&strings, 1, part, &failure), -1);
    assert_string_equal(diag_name(failure.code), "file-limit");
    zip_part_close(part);
    zip_package_close(zip);
    arena_free(arena);
    package_release(&package);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(strings_are_read_as_the_cases_say),
        cmocka_unit_test(the_scanner_understands_what_programs_write),
        cmocka_unit_test(damaged_strings_are_read_as_the_parser_does),
        cmocka_unit_test(a_string_may_be_longer_than_the_window),
        cmocka_unit_test(cells_may_name_a_table_of_empty_strings),
        cmocka_unit_test(too_many_strings_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
