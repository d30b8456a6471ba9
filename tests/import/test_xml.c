/*
 * XML parts, read exactly.
 */
#include "import/xml.h"

#include "tests/support/package.h"
#include "tests/support/suite.h"
#include <string.h>

/* Writes what is told as text: (name* "text" name) with * for foreign ones. */
static int on_start(void *context, const struct xml_element *element)
{
    struct text *out = context;
    text_printf(out, "(%s%s", element->name, element->is_own ? "" : "*");
    if (xml_attribute(element, "a") != NULL)
        text_printf(out, " a:%s", xml_attribute(element, "a"));
    if (xml_attribute_in(element, "/links", "id") != NULL)
        text_printf(out, " id:%s", xml_attribute_in(element, "/links", "id"));
    if (strcmp(element->name, "stop") == 0)
        return 1;
    return strcmp(element->name, "fail") == 0 ? -1 : 0;
}

static int on_end(void *context, const struct xml_element *element)
{
    text_append(context, element->is_own ? ")" : "*)");
    return 0;
}

static int on_text(void *context, const char *bytes, size_t length)
{
    text_append_bytes(context, bytes, length);
    return 0;
}

static const struct {
    const char *name;
    const char *xml;
    const char *expected; /* what was told; "!code" after a failure */
} cases[] = {
    {"elements and text", "<r><e a='1'>x<f/>y</e></r>", "(r(e a:1x(f)y))"},
    {"a prefix for one's own", "<p:r xmlns:p='u'><p:e/><e/></p:r>",
     "(r(e)(e**))"},
    {"a default namespace", "<r xmlns='u' xmlns:q='v'><e/><q:e/></r>",
     "(r(e)(e**))"},
    {"attributes in a namespace",
     "<r xmlns:l='http://x/links' xmlns:m='http://x/other' id='0' l:a='9' "
     "m:id='1' l:id='2'/>",
     "(r id:2)"},
    {"stopped", "<r><stop/><e/></r>", "(r(stop"},
    {"failed by the sink", "<r><fail/><e/></r>", "(r(fail!out-of-memory"},
    {"not well formed", "<r><e></r>", "(r(e!file-damaged"},
    {"truncated", "<r><e>", "(r(e!file-damaged"},
    {"two roots", "<r/><r/>", "(r)!file-damaged"},
    {"entities declared",
     "<!DOCTYPE r [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;'>]><r>&b;</r>",
     "!file-damaged"},
    {"an entity from outside", "<!DOCTYPE r SYSTEM 'u'><r>&a;</r>",
     "(r!file-damaged"},
    {"a document type alone", "<!DOCTYPE r><r/>", "(r)"},
    {"an unknown encoding", "<?xml version='1.0' encoding='x'?><r/>",
     "!file-damaged"},
};

static void parse(const char *xml, size_t length, size_t step, struct text *out,
                  struct failure *failure)
{
    const struct package_part source = {
        .name = "x.xml", .bytes = xml, .length = length};
    const struct xml_sink sink = {
        .context = out, .start = on_start, .end = on_end, .text = on_text};
    struct package package;
    struct zip_package *zip = NULL;
    struct zip_part *part = NULL;
    struct arena *arena = arena_new();
    package_build(&source, 1, &package);
    const struct file_bytes file = {"t.zip", package.bytes, package.size};
    assert_int_equal(zip_package_open(&file, arena, &zip, failure), 0);
    assert_int_equal(zip_part_open(zip, "x.xml", 1 << 20, &part, failure), 0);
    failure->code = DIAG_OUT_OF_MEMORY; /* for on_start(), which sets none */
    if (xml_parse(part, step, &sink, failure) != 0)
        text_printf(out, "!%s", diag_name(failure->code));
    zip_part_close(part);
    zip_package_close(zip);
    arena_free(arena);
    package_release(&package);
}

static void documents_are_told_as_the_cases_say(void **state)
{
    (void)state;
    static const size_t steps[] = {1, 5, 4096};
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        for (size_t k = 0; k < COUNT_OF(steps); k++) {
            struct text out = TEXT_INIT;
            struct failure failure = FAILURE_INIT;
            parse(cases[i].xml, 0, steps[k], &out, &failure);
            EXPECT_TEXT(cases[i].name, text_of(&out), cases[i].expected);
            text_release(&out);
        }
    }
}

static void failures_name_line_and_column(void **state)
{
    (void)state;
    struct text out = TEXT_INIT;
    struct failure failure = FAILURE_INIT;
    parse("<r>\n  <e>\n  </f>\n</r>", 0, 4096, &out, &failure);
    assert_non_null(strstr(failure.note, "x.xml:3:5: "));
    assert_string_equal(failure.file, "t.zip");
    text_release(&out);
}

static void deep_nesting_is_refused(void **state)
{
    (void)state;
    struct text xml = TEXT_INIT;
    struct text out = TEXT_INIT;
    struct failure failure = FAILURE_INIT;
    for (int i = 0; i < 100000; i++)
        text_append(&xml, "<e>");
    parse(text_of(&xml), xml.length, 4096, &out, &failure);
    assert_string_equal(diag_name(failure.code), "file-limit");
    text_release(&xml);
    text_release(&out);
}

static void truth_has_two_spellings(void **state)
{
    (void)state;
    assert_true(xml_is_true("1"));
    assert_true(xml_is_true("true"));
    assert_false(xml_is_true("0"));
    assert_false(xml_is_true("false"));
    assert_false(xml_is_true(NULL));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(documents_are_told_as_the_cases_say),
        cmocka_unit_test(failures_name_line_and_column),
        cmocka_unit_test(deep_nesting_is_refused),
        cmocka_unit_test(truth_has_two_spellings),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
