/*
 * Which cell formats are dates.
 */
#include "import/number_format.h"
#include "import/xlsx_styles.h"

#include "tests/support/package.h"
#include "tests/support/suite.h"
#include <string.h>

#define STYLES(content)                                                        \
    "<styleSheet xmlns=\"" XLSX_MAIN "\">" content "</styleSheet>"

static const struct {
    const char *name;
    const char *styles;
    const char *expected; /* D, 0 or n for each cell format */
} cases[] = {
    {"built in",
     STYLES("<cellXfs count=\"9\"><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/>"
            "<xf/><xf numFmtId=\"22\"/><xf numFmtId=\"49\"/></cellXfs>"),
     "nDnDn"},
    {"Chinese ones that the file does not list",
     STYLES("<cellXfs><xf numFmtId=\"27\"/><xf numFmtId=\"31\"/>"
            "<xf numFmtId=\"36\"/><xf numFmtId=\"37\"/><xf numFmtId=\"50\"/>"
            "<xf numFmtId=\"57\"/><xf numFmtId=\"58\"/><xf numFmtId=\"59\"/>"
            "</cellXfs>"),
     "DDDnDDDn"},
    {"codes of the file",
     STYLES("<numFmts><numFmt numFmtId=\"180\" formatCode=\"0.00\"/>"
            "<numFmt numFmtId=\"176\" formatCode=\"yyyy&quot;年&quot;m&quot;"
            "月&quot;\"/><numFmt numFmtId=\"27\" formatCode=\"0\"/></numFmts>"
            "<cellXfs><xf numFmtId=\"176\"/><xf numFmtId=\"180\"/>"
            "<xf numFmtId=\"27\"/><xf numFmtId=\"999\"/></cellXfs>"),
     "Dnnn"},
    {"formats of named styles and of conditions do not count",
     STYLES("<cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs><cellXfs>"
            "<xf numFmtId=\"0\"/></cellXfs><cellStyles/><dxfs><dxf><numFmt "
            "numFmtId=\"0\" formatCode=\"yyyy\"/></dxf></dxfs>"),
     "n"},
    {"prefixed, with what others put in",
     "<x:styleSheet xmlns:x=\"" XLSX_MAIN "\"><xf numFmtId=\"14\"/><x:cellXfs>"
     "<x:xf numFmtId=\"14\"><x:alignment/></x:xf><xf numFmtId=\"14\"/>"
     "</x:cellXfs></x:styleSheet>",
     "D"},
    {"strict",
     "<styleSheet xmlns=\"http://purl.oclc.org/ooxml/spreadsheetml/main\">"
     "<cellXfs><xf numFmtId=\"14\"/></cellXfs></styleSheet>",
     "D"},
    {"zeros in front",
     STYLES("<numFmts><numFmt numFmtId=\"180\" formatCode=\"000000\"/>"
            "</numFmts><cellXfs><xf numFmtId=\"180\"/><xf numFmtId=\"1\"/>"
            "</cellXfs>"),
     "0n"},
    {"none", STYLES(""), ""},
};

/* Opens a package with these styles; false where it fails. */
static bool read_styles(const char *styles, char *out, struct failure *failure)
{
    const struct xlsx_fixture fixture = {.sheet = XLSX_SHEET(""),
                                         .styles = styles};
    struct package package;
    struct workbook workbook;
    struct arena *arena = arena_new();
    xlsx_fixture_build(&fixture, &package);
    const struct file_bytes file = {"t.xlsx", package.bytes, package.size};
    const bool is_open = xlsx_open(&file, arena, &workbook, failure) == 0;
    if (is_open) {
        const struct xlsx_book *book = workbook.state;
        for (size_t i = 0; i < book->styles.count; i++)
            *out++ = book->styles.shown[i] == 0               ? 'n'
                     : book->styles.shown[i] == SHOWN_AS_DATE ? 'D'
                                                              : '0';
        workbook_release(&workbook);
    }
    *out = '\0';
    arena_free(arena);
    package_release(&package);
    return is_open;
}

static void cell_formats_are_dates_or_not(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        char got[64];
        struct failure failure = FAILURE_INIT;
        if (!read_styles(cases[i].styles, got, &failure))
            fail_msg("%s: %s", cases[i].name, failure.note);
        EXPECT_TEXT(cases[i].name, got, cases[i].expected);
    }
}

static void broken_styles_are_refused(void **state)
{
    (void)state;
    char got[64];
    struct failure failure = FAILURE_INIT;
    assert_false(read_styles("<styleSheet><cellXfs>", got, &failure));
    assert_string_equal(diag_name(failure.code), "file-damaged");
}

static void millions_of_styles_are_refused(void **state)
{
    (void)state;
    struct text styles = TEXT_INIT;
    char got[64];
    struct failure failure = FAILURE_INIT;
    text_append(&styles, "<styleSheet><cellXfs>");
    for (int i = 0; i <= XLSX_STYLES; i++)
        text_append(&styles, "<xf/>");
    text_append(&styles, "</cellXfs></styleSheet>");
    assert_false(read_styles(text_of(&styles), got, &failure));
    assert_string_equal(diag_name(failure.code), "file-limit");
    text_release(&styles);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cell_formats_are_dates_or_not),
        cmocka_unit_test(broken_styles_are_refused),
        cmocka_unit_test(millions_of_styles_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
