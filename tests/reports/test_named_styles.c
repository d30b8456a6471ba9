/* Cell formats get named styles, and keep everything else. */
#include "reports/named_styles.h"

#include "tests/support/sheet_fixture.h"
#include "tests/support/suite.h"
#include <string.h>

#define HEAD                                                                   \
    "<styleSheet><fonts/><cellStyleXfs count=\"1\"><xf numFmtId=\"0\" "        \
    "fontId=\"0\"/></cellStyleXfs>"
#define TAIL "<dxfs count=\"0\"/></styleSheet>"
#define NORMAL "<cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/>"

static const char *const names[] = {NULL, "甲", NULL, "乙"};
static const struct format_names formats = {names, COUNT_OF(names)};

static void formats_with_a_name_refer_to_a_style_of_it(void **state)
{
    static const char xml[] =
        HEAD "<cellXfs count=\"4\"><xf fontId=\"0\" xfId=\"0\"/>"
             "<xf fontId=\"1\" xfId=\"0\" applyFont=\"1\"><alignment/></xf>"
             "<xf fontId=\"2\" xfId=\"0\"/><xf fontId=\"3\" xfId=\"0\"/>"
             "</cellXfs><cellStyles count=\"1\">" NORMAL "</cellStyles>" TAIL;
    static const char expected[] =
        "<styleSheet><fonts/><cellStyleXfs count=\"3\"><xf numFmtId=\"0\" "
        "fontId=\"0\"/><xf fontId=\"1\" applyFont=\"1\"><alignment/></xf>"
        "<xf fontId=\"3\"/></cellStyleXfs>"
        "<cellXfs count=\"4\"><xf fontId=\"0\" xfId=\"0\"/>"
        "<xf fontId=\"1\" xfId=\"1\" applyFont=\"1\"><alignment/></xf>"
        "<xf fontId=\"2\" xfId=\"0\"/><xf fontId=\"3\" xfId=\"2\"/></cellXfs>"
        "<cellStyles count=\"3\">" NORMAL "<cellStyle name=\"甲\" xfId=\"1\"/>"
        "<cellStyle name=\"乙\" xfId=\"2\"/></cellStyles>" TAIL;
    struct text out = TEXT_INIT;
    (void)state;
    assert_int_equal(named_styles_append(&out, xml, &formats), 0);
    assert_string_equal(text_of(&out), expected);
    text_release(&out);
}

static void what_is_not_libxlsxwriters_is_refused(void **state)
{
    static const char *const cases[] = {
        "",
        "<styleSheet/>",
        HEAD TAIL,
        HEAD "<cellXfs count=\"1\"><xf xfId=\"0\"/></cellXfs>" TAIL,
        HEAD "<cellXfs count=\"1\"><xf fontId=\"0\"/></cellXfs>"
             "<cellStyles count=\"1\">" NORMAL "</cellStyles>" TAIL,
        HEAD "<cellXfs count=\"1\"><xf xfId=\"0\"/></cellXfs>"
             "<cellStyles count=\"2\">" NORMAL "</cellStyles>" TAIL,
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct text out = TEXT_INIT;
        EXPECT_INT(cases[i], named_styles_append(&out, cases[i], &formats), -1);
        text_release(&out);
    }
}

static void workbook_lists_the_styles_of_its_cells(void **state)
{
    static const char *const styles[] = {"导盘-标题", "导盘-表头", "导盘-金额",
                                         "导盘-金额-合计", "导盘-日期"};
    (void)state;
    struct sheet_fixture fixture;
    sheet_fixture_write(&fixture, 0, 3);
    const char *part = book_view_part(fixture.view, "xl/styles.xml");
    for (size_t i = 0; i < COUNT_OF(styles); i++) {
        struct text mark = TEXT_INIT;
        text_printf(&mark, "<cellStyle name=\"%s\" xfId=", styles[i]);
        EXPECT(styles[i], strstr(part, text_of(&mark)) != NULL);
        text_release(&mark);
    }
    assert_null(strstr(part, "-小计")); /* no cell has it */
    sheet_fixture_release(&fixture);
}

/* Kinds whose formats are alike share the name of one of them. */
static void no_kind_of_column_is_without_a_name(void **state)
{
    (void)state;
    struct sheet_fixture fixture;
    struct column columns[COLUMN_KIND_COUNT];
    struct value values[COLUMN_KIND_COUNT];
    for (int kind = 0; kind < COLUMN_KIND_COUNT; kind++) {
        columns[kind] = (struct column){
            .title = "列", .width = 9, .kind = (enum column_kind)kind};
        values[kind] = value_number(20230801);
        if (kind == COLUMN_TEXT || kind == COLUMN_WORD || kind == COLUMN_CODE ||
            kind == COLUMN_LINES)
            values[kind] = value_text("甲");
    }
    const struct sheet_plan plan = {
        .name = "表",
        .title = "表",
        .unit = "",
        .head = "",
        .columns = columns,
        .column_count = COLUMN_KIND_COUNT,
        .if_empty = "",
    };
    sheet_fixture_open(&fixture, 0);
    fixture.sheet = sheet_begin(fixture.book, &plan);
    sheet_row(fixture.sheet, values);
    sheet_fixture_close(&fixture);
    const char *part = book_view_part(fixture.view, "xl/styles.xml");
    assert_non_null(strstr(part, "<cellStyle name=\"导盘-比例\""));
    assert_null(strstr(part, "(null)"));
    sheet_fixture_release(&fixture);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(formats_with_a_name_refer_to_a_style_of_it),
        cmocka_unit_test(what_is_not_libxlsxwriters_is_refused),
        cmocka_unit_test(workbook_lists_the_styles_of_its_cells),
        cmocka_unit_test(no_kind_of_column_is_without_a_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
