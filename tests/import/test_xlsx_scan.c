/*
 * Steps of the scanners: what they read, and where they stop.
 */
#include "import/xlsx_scan.h"

#include "import/xlsx_window.h"
#include "tests/support/suite.h"
#include <string.h>

enum { SPACE = 512 };

/* A text as a window has it, zero bytes behind. */
static struct scan scan_of(const char *text, char *space)
{
    const size_t length = strlen(text);
    assert_true(length + SCAN_PADDING < SPACE);
    memset(space, 0, SPACE);
    memcpy(space, text, length);
    return (struct scan){.end = space + length};
}

static const struct {
    const char *tag;      /* from after its name */
    const char *expected; /* name=value … then >, />, ? unknown or … cut */
} tags[] = {
    {">", ">"},
    {"/>", "/>"},
    {" >", ">"},
    {" a=\"1\">", "a=1 >"},
    {" a='\"' b=\"'\" />", "a=\" b=' />"},
    {"\n\ta = \"1\"\r\n>", "a=1 >"},
    {" x:a=\"\">", "x:a= >"},
    {" a=\">\">", "a=> >"},
    {" a=\"1\"b=\"2\"                >", "a=1 ?"},
    {" a=\"&lt;\"                    >", "?"},
    {" a=\"<\"                       >", "?"},
    {" a=1                           >", "?"},
    {" =\"1\"                        >", "?"},
    {" a >                           ", "?"},
    {" a=\"1\" / >                     ", "a=1 ?"},
    {" a=\"1", "…"},
    {" a=", "…"},
    {" a", "…"},
    {" a=\"1\"", "a=1 …"},
    {" a=\"1\" /", "a=1 …"},
    {"", "…"},
};

static void tags_are_read_attribute_by_attribute(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(tags); i++) {
        char space[SPACE], got[SPACE] = "";
        struct scan scan = scan_of(tags[i].tag, space);
        struct scan_attribute attribute;
        bool is_empty = false;
        const char *at = space;
        while ((at = scan_attribute(&scan, at, &attribute)) != NULL &&
               attribute.name_length > 0) {
            strncat(got, attribute.name, attribute.name_length);
            strcat(got, "=");
            strncat(got, attribute.value, attribute.value_length);
            strcat(got, " ");
        }
        if (at != NULL)
            at = scan_tag_end(&scan, at, &is_empty);
        if (at != NULL)
            strcat(got, is_empty ? "/>" : ">");
        else
            strcat(got, scan_is_cut(&scan) ? "…" : "?");
        EXPECT_TEXT(tags[i].tag, got, tags[i].expected);
    }
}

static void the_next_tag_or_the_end_is_found(void **state)
{
    (void)state;
    char space[SPACE];
    struct scan scan = scan_of("abc<d", space);
    assert_ptr_equal(scan_to_tag(&scan, space), space + 3);
    assert_null(scan_to_tag(&scan, space + 4));
    assert_ptr_equal(scan.stop, scan.end);
    assert_null(scan_to_tag(&scan, scan.end));
}

static const struct {
    const char *rest; /* from after "<x" */
    int skipped;      /* bytes up to its end; -1 = not understood */
} elements[] = {
    {">abc</x>!", 8},
    {"/>!", 2},
    {" a=\"1\"/>!", 8},
    {"><y/><z>1</z></x >!", 18},
    {"></xy></x>!", 10},
    {"><!-- </x> --></x>!", -1},
    {"><![CDATA[</x>]]></x>!", -1},
    {"><?y </x>?></x>!", -1},
    {">abc", -1},
};

static void elements_are_passed_over(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(elements); i++) {
        char space[SPACE];
        struct scan scan = scan_of(elements[i].rest, space);
        const char *at = scan_element(&scan, space, "x");
        EXPECT_INT(elements[i].rest, at == NULL ? -1 : (int)(at - space),
                   elements[i].skipped);
    }
}

static const struct {
    const char *text;
    bool is_known;
} roots[] = {
    {"<sst>", true},
    {"<sst xmlns=\"u\" count=\"1\">", true},
    {"<sst xml:space=\"preserve\">", true},
    {"<sst xml:space=\"default\">", true},
    {"\xEF\xBB\xBF<sst>", true},
    {"<?xml version=\"1.0\"?><sst>", true},
    {"<?xml version='1.0' encoding='utf-8' standalone='yes' ?>\r\n<sst>", true},
    {"<?xml version=\"1.0\" encoding=\"UTF-16\"?><sst>", false},
    {"<?xml version=\"1.0\" encoding=\"GB18030\"?><sst>", false},
    {"<?xml version=\"1.0\"encoding=\"UTF-8\"?><sst>", false},
    {"<?xml x?><sst>", false},
    {"<sst/>", false},
    {"<sstx>", false},
    {"<x:sst>", false},
    {"<!-- --><sst>", false},
    {"<!DOCTYPE sst><sst>", false},
    {"x<sst>", false},
    {"", false},
};

static void the_root_is_known_or_not(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(roots); i++) {
        char space[SPACE];
        struct scan scan = scan_of(roots[i].text, space);
        const char *at = scan_root(&scan, space, "sst");
        EXPECT_INT(roots[i].text, at != NULL, roots[i].is_known);
        if (at == NULL)
            continue;
        EXPECT_INT(roots[i].text, at == scan.end, true);
    }
}

static const struct {
    const char *content;  /* from after <si> */
    const char *expected; /* NULL = not understood */
} texts[] = {
    {"</si>", ""},
    {"<t>a</t></si>", "a"},
    {"<t> a </t></si>", " a "},
    {"<t xml:space=\"preserve\"> a </t></si>", " a "},
    {"<t/></si>", ""},
    {"<r><t>a</t></r><r><rPr/><t>b</t></r></si>", "ab"},
    {"<r><rPr><t/></rPr><t>b</t></r></si>", "b"},
    {"<t>a</t><rPh sb=\"0\"><t>x</t></rPh><phoneticPr a=\"1\"/></si>", "a"},
    {"\n <t>a</t>\n </si>", "a"},
    {"<t>a", NULL},
    {"<t>a<b/></t></si>", NULL},
    {"<t>&x;</t></si>", NULL},
    {"<x>a</x></si>", NULL},
    {"<r ><t>a</t></r></si>", NULL},
    {"text</si>", NULL},
};

static void rich_text_is_joined(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        for (int in_place = 0; in_place < 2; in_place++) {
            char space[SPACE], elsewhere[SPACE] = "";
            char *out = in_place ? space : elsewhere;
            size_t length = 0;
            struct scan scan = scan_of(texts[i].content, space);
            const char *at =
                scan_rich_text(&scan, space, "</si>", out, &length);
            EXPECT_INT(texts[i].content, at != NULL, texts[i].expected != NULL);
            if (at == NULL)
                continue;
            out[length] = '\0';
            EXPECT_TEXT(texts[i].content, out, texts[i].expected);
            EXPECT_INT(texts[i].content, at == scan.end, true);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tags_are_read_attribute_by_attribute),
        cmocka_unit_test(the_next_tag_or_the_end_is_found),
        cmocka_unit_test(elements_are_passed_over),
        cmocka_unit_test(the_root_is_known_or_not),
        cmocka_unit_test(rich_text_is_joined),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
