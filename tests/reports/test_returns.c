/* Return lists: the department's own row, the bad cell, why and what to do. */
#include "core/arena.h"
#include "tests/support/report_fixture.h"
#include "tests/support/suite.h"
#include <string.h>

#define FILE_NAME "退回清单/民政.xlsx"
#define SHEET "名单"

static void row_stands_as_it_came_with_reason_and_remedy(void **state)
{
    (void)state;
    static const struct {
        const char *ref, *value;
    } cases[] = {
        {"A1", "示范市2023年8月花名册"},
        {"A4", "序号"},
        {"C4", "身份\n证号"},
        {"D4", "备注"},
        {"E4", "错误说明"},
        {"I4", "来源行号"},
        {"A5", "7"},
        {"B5", "退回癸"},
        {"C5", "51149919780301"},
        {"D5", "01"},
        {"E5", "身份证号“51149919780301”是14位，应为18位"},
        {"F5", "核对身份证件，补齐或更正"},
        {"G5", "2.xlsx"},
        {"H5", "名单"},
        {"I5", "12"},
    };
    struct report_fixture fixture;
    report_fixture_write(&fixture, NULL, 0);
    struct book_view *view = report_view(&fixture, FILE_NAME);
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        EXPECT_TEXT(cases[i].ref, view_cell(view, SHEET, cases[i].ref).value,
                    cases[i].value);
    book_view_close(view);
    report_fixture_release(&fixture);
}

static void bad_cell_alone_is_marked(void **state)
{
    (void)state;
    struct report_fixture fixture;
    report_fixture_write(&fixture, NULL, 0);
    struct book_view *view = report_view(&fixture, FILE_NAME);
    const struct cell_view bad = view_cell(view, SHEET, "C5");
    assert_true(bad.is_text);
    assert_int_equal(view_cell(view, SHEET, "B5").style,
                     view_cell(view, SHEET, "D5").style);
    assert_int_not_equal(bad.style, view_cell(view, SHEET, "D5").style);
    const char *comments = book_view_part(view, "xl/comments1.xml");
    assert_non_null(comments);
    assert_non_null(strstr(comments, "ref=\"C5\""));
    assert_non_null(strstr(comments, "是14位，应为18位"));
    book_view_close(view);
    report_fixture_release(&fixture);
}

/* Writes the month after `change` had its way with the roster. */
static struct book_view *view_after(struct report_fixture *fixture,
                                    void (*change)(struct roster *roster))
{
    struct failure failure = FAILURE_INIT;
    report_fixture_init(fixture, NULL, 0);
    change(&fixture->decided.roster);
    roster_sort_diags(&fixture->decided.roster);
    assert_int_equal(
        reports_write(&fixture->input, fixture->folder.path, &failure), 0);
    return report_view(fixture, FILE_NAME);
}

static strref pooled(struct roster *roster, const char *text)
{
    strref ref = 0;
    assert_int_equal(string_pool_add(roster->strings, text, strlen(text), &ref),
                     0);
    return ref;
}

static void group_labels(struct roster *roster)
{
    static const char *const texts[] = {"序号", "家庭情况/户主姓名",
                                        "家庭情况/身份证号", "备注"};
    struct roster_sheet *sheet = &roster->sheets[roster->raw[0].sheet];
    strref *labels =
        arena_array(roster->arena, COUNT_OF(texts), sizeof *labels);
    assert_non_null(labels);
    for (size_t i = 0; i < COUNT_OF(texts); i++)
        labels[i] = pooled(roster, texts[i]);
    sheet->labels = labels;
    sheet->header_depth = 2;
}

static void header_of_two_rows_stays_one(void **state)
{
    (void)state;
    struct report_fixture fixture;
    struct book_view *view = view_after(&fixture, group_labels);
    static const struct {
        const char *ref, *value;
    } cases[] = {
        {"A4", "序号"},     {"B4", "家庭情况"}, {"B5", "户主姓名"},
        {"C5", "身份证号"}, {"D4", "备注"},     {"A6", "7"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        EXPECT_TEXT(cases[i].ref, view_cell(view, SHEET, cases[i].ref).value,
                    cases[i].value);
    book_view_close(view);
    report_fixture_release(&fixture);
}

static void lose_digits(struct roster *roster)
{
    strref *cells =
        arena_array(roster->arena, roster->raw[0].cell_count, sizeof *cells);
    assert_non_null(cells);
    memcpy(cells, roster->raw[0].cells,
           roster->raw[0].cell_count * sizeof *cells);
    cells[2] = pooled(roster, "5.11499197803012e+17");
    roster->raw[0].cells = cells;
    for (size_t i = 0; i < roster->diag_count; i++)
        if (roster->diags[i].code == DIAG_ID_LENGTH)
            roster->diags[i].code = DIAG_ID_PRECISION;
}

static void number_that_lost_digits_goes_back_as_a_number(void **state)
{
    (void)state;
    struct report_fixture fixture;
    struct book_view *view = view_after(&fixture, lose_digits);
    const struct cell_view cell = view_cell(view, SHEET, "C5");
    assert_false(cell.is_text);
    assert_string_equal(cell.value, "5.11499197803012e+17");
    assert_string_equal(view_format(view, &cell), "@");
    book_view_close(view);
    report_fixture_release(&fixture);
}

/* A certificate in column 4, a bad name in column 2; a household head's ID
 * number where the policy knows no column. */
static void bring_numbers(struct roster *roster)
{
    struct roster_sheet *sheet = &roster->sheets[roster->raw[0].sheet];
    strref *cells =
        arena_array(roster->arena, roster->raw[0].cell_count, sizeof *cells);
    assert_non_null(cells);
    memcpy(cells, roster->raw[0].cells,
           roster->raw[0].cell_count * sizeof *cells);
    cells[0] = pooled(roster, "511499195102100107");
    roster->raw[0].cells = cells;
    sheet->columns[FIELD_ID_NUMBER].column = 3;
    sheet->columns[FIELD_CERTIFICATE].column = 4;
    for (size_t i = 0; i < roster->diag_count; i++)
        if (roster->diags[i].code == DIAG_ID_LENGTH)
            roster->diags[i].at.column = 2;
}

static void cells_to_correct_keep_what_is_typed_into_them(void **state)
{
    (void)state;
    static const struct {
        const char *ref, *format;
    } cases[] = {
        {"A5", "@"}, /* a long number */
        {"B5", "@"}, /* red */
        {"C5", "@"}, /* the ID number */
        {"D5", "@"}, /* a certificate */
        {"E5", "General"},
    };
    struct report_fixture fixture;
    struct book_view *view = view_after(&fixture, bring_numbers);
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        const struct cell_view cell = view_cell(view, SHEET, cases[i].ref);
        EXPECT_TEXT(cases[i].ref, view_format(view, &cell), cases[i].format);
    }
    book_view_close(view);
    report_fixture_release(&fixture);
}

static void widen(struct roster *roster)
{
    enum { WIDE = 60 };
    struct roster_sheet *sheet = &roster->sheets[roster->raw[0].sheet];
    strref *labels = arena_array(roster->arena, WIDE, sizeof *labels);
    assert_non_null(labels);
    for (size_t i = 0; i < WIDE; i++)
        labels[i] = i < sheet->label_count ? sheet->labels[i]
                                           : pooled(roster, "家庭情况");
    sheet->labels = labels;
    sheet->label_count = WIDE;
    sheet->columns[FIELD_NAME].column = 2;
    sheet->columns[FIELD_ID_NUMBER].column = 3;
}

static void every_page_of_a_wide_list_shows_name_and_number(void **state)
{
    (void)state;
    struct report_fixture fixture;
    struct book_view *view = view_after(&fixture, widen);
    assert_non_null(strstr(book_view_part(view, "xl/workbook.xml"), "$B:$C,"));
    assert_non_null(
        strstr(book_view_sheet(view, SHEET), "paperSize=\"8\" fitToWidth="));
    book_view_close(view);
    report_fixture_release(&fixture);
}

/* Far to the right of the list: a label, and in the last column of all a
 * value. */
static void stray(struct roster *roster)
{
    enum { LABEL = 1000, VALUE = 16384 };
    struct roster_sheet *sheet = &roster->sheets[roster->raw[0].sheet];
    strref *labels = arena_array(roster->arena, LABEL, sizeof *labels);
    strref *cells = arena_array(roster->arena, VALUE, sizeof *cells);
    assert_non_null(labels);
    assert_non_null(cells);
    memcpy(labels, sheet->labels, sheet->label_count * sizeof *labels);
    memcpy(cells, roster->raw[0].cells,
           roster->raw[0].cell_count * sizeof *cells);
    labels[LABEL - 1] = pooled(roster, "远处");
    cells[VALUE - 1] = pooled(roster, "511499197803010012");
    sheet->labels = labels;
    sheet->label_count = LABEL;
    roster->raw[0].cells = cells;
    roster->raw[0].cell_count = VALUE;
}

static void what_stands_far_off_makes_no_wide_list(void **state)
{
    (void)state;
    static const struct {
        const char *ref, *value;
    } cases[] = {
        {"A5", "7"},    {"C5", "51149919780301"},
        {"D4", "备注"}, {"E4", "远处"},
        {"E5", ""},     {"F5", "511499197803010012"},
        {"F4", ""},     {"G5", "身份证号“51149919780301”是14位，应为18位"},
        {"K5", "12"},
    };
    struct report_fixture fixture;
    struct book_view *view = view_after(&fixture, stray);
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        EXPECT_TEXT(cases[i].ref, view_cell(view, SHEET, cases[i].ref).value,
                    cases[i].value);
    assert_non_null(
        strstr(book_view_part(view, "xl/comments1.xml"), "ref=\"C5\""));
    book_view_close(view);
    report_fixture_release(&fixture);
}

static void add_second_error(struct roster *roster)
{
    for (size_t i = 0; i < roster->diag_count; i++) {
        struct diag diag = roster->diags[i];
        if (diag.code != DIAG_ID_LENGTH)
            continue;
        diag.code = DIAG_NAME_MISSING;
        diag.at.column = 2;
        assert_int_equal(roster_add_diag(roster, &diag), 0);
        diag.code =
            DIAG_ROW_HIDDEN; /* a warning: the row counts all the same */
        diag.at.column = 0;
        assert_int_equal(roster_add_diag(roster, &diag), 0);
        return;
    }
}

static void all_errors_of_a_row_stand_together(void **state)
{
    (void)state;
    struct report_fixture fixture;
    struct book_view *view = view_after(&fixture, add_second_error);
    assert_string_equal(view_cell(view, SHEET, "E5").value,
                        "姓名是空的\n身份证号“51149919780301”是14位，应为18位");
    const int plain = view_cell(view, SHEET, "A5").style;
    assert_int_not_equal(view_cell(view, SHEET, "B5").style, plain);
    assert_int_not_equal(view_cell(view, SHEET, "C5").style, plain);
    book_view_close(view);
    report_fixture_release(&fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(row_stands_as_it_came_with_reason_and_remedy),
        cmocka_unit_test(bad_cell_alone_is_marked),
        cmocka_unit_test(header_of_two_rows_stays_one),
        cmocka_unit_test(number_that_lost_digits_goes_back_as_a_number),
        cmocka_unit_test(cells_to_correct_keep_what_is_typed_into_them),
        cmocka_unit_test(every_page_of_a_wide_list_shows_name_and_number),
        cmocka_unit_test(what_stands_far_off_makes_no_wide_list),
        cmocka_unit_test(all_errors_of_a_row_stand_together),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
