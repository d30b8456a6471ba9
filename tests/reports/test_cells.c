/* Single cells: types, number formats, red ones, texts too long. */
#include "reports/sheet.h"

#include "core/id_number.h"
#include "tests/support/sheet_fixture.h"
#include "tests/support/suite.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void cells_have_their_types(void **state)
{
    (void)state;
    char id[ID_TEXT_SIZE];
    struct sheet_fixture fixture;
    sheet_fixture_write(&fixture, 0, 2);
    const struct {
        const char *ref, *value, *format;
        bool is_text;
    } cases[] = {
        {"A6", "1", "0", false},
        {"B6", "吉克·阿依", "General", true},
        {"C6", id_number_text(sheet_fixture_id(), id), "@", true},
        {"D6", "01", "@", true},
        {"E6", "1", "#,##0_ ", false},
        {"F7", "95.11", "#,##0.00_ ", false},
        {"G6", "45139", "yyyy-mm-dd", false},
        {"H6", "甲\n乙", "General", true},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        const struct cell_view cell =
            view_cell(fixture.view, "名单", cases[i].ref);
        EXPECT_INT(cases[i].ref, cell.is_text, cases[i].is_text);
        EXPECT_TEXT(cases[i].ref, cell.value, cases[i].value);
        EXPECT_TEXT(cases[i].ref, view_format(fixture.view, &cell),
                    cases[i].format);
    }
    sheet_fixture_release(&fixture);
}

static void nothing_given_shows_nothing(void **state)
{
    (void)state;
    struct sheet_fixture fixture;
    sheet_fixture_open(&fixture, 0);
    sheet_fixture_begin(&fixture);
    const struct value values[SF_COLUMNS] = {
        [SF_NAME] = value_text(""),        [SF_CODE] = value_text(""),
        [SF_HEADS] = value_text("—"),      [SF_WORDS] = value_text(""),
        [SF_DAY] = value_number(YMD_NONE), [SF_ID] = value_id(0),
    };
    sheet_row(fixture.sheet, values);
    sheet_fixture_close(&fixture);
    static const char *const empty[] = {"B6", "C6", "D6", "G6", "H6"};
    for (size_t i = 0; i < COUNT_OF(empty); i++)
        EXPECT_TEXT(empty[i], view_cell(fixture.view, "名单", empty[i]).value,
                    "");
    assert_string_equal(view_cell(fixture.view, "名单", "E6").value, "—");
    sheet_fixture_release(&fixture);
}

static void amounts_are_exact_to_the_fen(void **state)
{
    (void)state;
    static const struct {
        fen amount;
        const char *value;
    } cases[] = {
        {1, "0.01"},
        {-1, "-0.01"},
        {9999, "99.99"},
        {100000000001, "1000000000.01"},
        {28500, "285"},
        {123456789012345, "1234567890123.45"},
        {900719925474099, "9007199254740.99"},
    };
    struct sheet_fixture fixture;
    sheet_fixture_open(&fixture, 0);
    sheet_fixture_begin(&fixture);
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        sheet_fixture_row(&fixture, cases[i].amount);
    sheet_fixture_close(&fixture);
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        char ref[16];
        snprintf(ref, sizeof ref, "F%zu", 6 + i);
        EXPECT_TEXT(ref, view_cell(fixture.view, "名单", ref).value,
                    cases[i].value);
    }
    sheet_fixture_release(&fixture);
}

static void bad_cell_is_red_and_says_why(void **state)
{
    (void)state;
    struct sheet_fixture fixture;
    sheet_fixture_open(&fixture, 0);
    sheet_fixture_begin(&fixture);
    const struct value values[SF_COLUMNS] = {
        [SF_NAME] = value_text("甲"),
        [SF_CODE] = {.text = "9X", .is_bad = true, .comment = "没有这个代码"},
    };
    sheet_row(fixture.sheet, values);
    sheet_fixture_close(&fixture);
    const char *comments = book_view_part(fixture.view, "xl/comments1.xml");
    assert_non_null(comments);
    assert_non_null(strstr(comments, "ref=\"D6\""));
    assert_non_null(strstr(comments, "没有这个代码"));
    const struct cell_view bad = view_cell(fixture.view, "名单", "D6");
    const struct cell_view good = view_cell(fixture.view, "名单", "B6");
    assert_int_not_equal(bad.style, good.style);
    assert_string_equal(view_format(fixture.view, &bad), "@");
    assert_non_null(
        strstr(book_view_part(fixture.view, "xl/styles.xml"), "FFFF9999"));
    sheet_fixture_release(&fixture);
}

static void number_where_text_belongs_stays_a_number(void **state)
{
    (void)state;
    struct sheet_fixture fixture;
    sheet_fixture_open(&fixture, 0);
    sheet_fixture_begin(&fixture);
    const struct value values[SF_COLUMNS] = {
        [SF_NAME] = value_number(511499196512274000),
        [SF_CODE] = value_text(""),
    };
    sheet_row(fixture.sheet, values);
    sheet_fixture_close(&fixture);
    const struct cell_view cell = view_cell(fixture.view, "名单", "B6");
    assert_false(cell.is_text);
    assert_string_equal(cell.value, "5.11499196512274e+17");
    assert_string_equal(view_format(fixture.view, &cell), "0");
    sheet_fixture_release(&fixture);
}

static void text_beyond_a_cell_is_cut_visibly(void **state)
{
    (void)state;
    enum { CHARACTERS = 40000, EXCEL_MAX = 32767 };
    char *huge = calloc(1, 3 * CHARACTERS + 1);
    assert_non_null(huge);
    for (int i = 0; i < CHARACTERS; i++)
        memcpy(huge + 3 * i, "字", 3);
    struct sheet_fixture fixture;
    sheet_fixture_open(&fixture, 0);
    sheet_fixture_begin(&fixture);
    const struct value values[SF_COLUMNS] = {[SF_WORDS] = {.text = huge}};
    sheet_row(fixture.sheet, values);
    sheet_fixture_close(&fixture);
    const char *value = view_cell(fixture.view, "名单", "H6").value;
    assert_int_equal(strlen(value), 3 * EXCEL_MAX);
    assert_string_equal(value + strlen(value) - 3, "…");
    free(huge);
    sheet_fixture_release(&fixture);
}

static void marks_of_xml_and_formulas_are_plain_text(void **state)
{
    (void)state;
    struct sheet_fixture fixture;
    sheet_fixture_open(&fixture, 0);
    sheet_fixture_begin(&fixture);
    const struct value values[SF_COLUMNS] = {
        [SF_NAME] = value_text("=HYPERLINK(\"x\")"),
        [SF_CODE] = value_text("<a&b>"),
    };
    sheet_row(fixture.sheet, values);
    sheet_fixture_close(&fixture);
    const struct cell_view formula = view_cell(fixture.view, "名单", "B6");
    assert_true(formula.is_text);
    assert_string_equal(formula.formula, "");
    assert_string_equal(formula.value, "=HYPERLINK(\"x\")");
    assert_string_equal(view_cell(fixture.view, "名单", "D6").value, "<a&b>");
    sheet_fixture_release(&fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cells_have_their_types),
        cmocka_unit_test(nothing_given_shows_nothing),
        cmocka_unit_test(amounts_are_exact_to_the_fen),
        cmocka_unit_test(bad_cell_is_red_and_says_why),
        cmocka_unit_test(number_where_text_belongs_stays_a_number),
        cmocka_unit_test(text_beyond_a_cell_is_cut_visibly),
        cmocka_unit_test(marks_of_xml_and_formulas_are_plain_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
