/* The control sheet of the loads: what it says of each file is so. */
#include "core/id_number.h"
#include "reports/sheet.h"
#include "tests/support/report_fixture.h"
#include "tests/support/suite.h"

#include <stdio.h>
#include <string.h>

#define FILE_NAME "导盘/00-导盘控制表.xlsx"
#define SHEET "导盘控制表"

/* The row that the control sheet names holds the person that it names. */
static void expect_place(struct report_fixture *fixture, const char *file,
                         const char *sheet, const char *row, const char *person)
{
    char path[128];
    char ref[16];
    char expected[64];
    snprintf(path, sizeof path, "导盘/%s", file);
    struct book_view *view = report_view(fixture, path);
    snprintf(ref, sizeof ref, "E%s", row);
    const char *name = view_cell(view, sheet, ref).value;
    snprintf(ref, sizeof ref, "F%s", row);
    snprintf(expected, sizeof expected, "%s\n%s", name,
             view_cell(view, sheet, ref).value);
    EXPECT_TEXT(file, person, expected);
    book_view_close(view);
}

static void each_file_has_its_rows_and_its_ends(void **state)
{
    static const struct {
        const char *file, *sheet, *rows, *won, *first, *last;
    } cases[] = {
        {"01-乡村振兴-脱贫户.xlsx", "脱贫户", "3", "2", "4", "6"},
        {"03-民政-低保低收入.xlsx", "低保低收入", "5", "2", "4", "8"},
        {"06-民政-孤儿.xlsx", "孤儿", "1", "1", "4", "4"},
    };
    (void)state;
    struct report_fixture fixture;
    report_fixture_write(&fixture, NULL, 0);
    struct book_view *view = report_view(&fixture, FILE_NAME);
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        const char *file = cases[i].file;
        EXPECT_TEXT(file, view_beside(view, SHEET, file, 'E').value,
                    cases[i].rows);
        EXPECT_TEXT(file, view_beside(view, SHEET, file, 'F').value,
                    cases[i].won);
        EXPECT_TEXT(file, view_beside(view, SHEET, file, 'G').value,
                    cases[i].first);
        EXPECT_TEXT(file, view_beside(view, SHEET, file, 'I').value,
                    cases[i].last);
        expect_place(&fixture, file, cases[i].sheet, cases[i].first,
                     view_beside(view, SHEET, file, 'H').value);
        expect_place(&fixture, file, cases[i].sheet, cases[i].last,
                     view_beside(view, SHEET, file, 'J').value);
    }
    book_view_close(view);
    report_fixture_release(&fixture);
}

static void step_without_anybody_has_no_rows_and_no_ends(void **state)
{
    (void)state;
    struct report_fixture fixture;
    report_fixture_write(&fixture, NULL, 0);
    struct book_view *view = report_view(&fixture, FILE_NAME);
    const char *file = "04-卫健-二女户女儿.xlsx";
    assert_string_equal(view_beside(view, SHEET, file, 'E').value, "0");
    assert_string_equal(view_beside(view, SHEET, file, 'G').value, "");
    assert_string_equal(view_beside(view, SHEET, file, 'H').value, "");
    book_view_close(view);
    report_fixture_release(&fixture);
}

static void rows_of_a_long_table_are_found_in_its_parts(void **state)
{
    static const struct {
        int64_t index;
        unsigned part;
        uint32_t row;
    } cases[] = {
        {0, 1, 4},
        {1048532, 1, 1048536}, /* the last that leaves room for the tail */
        {1048533, 2, 4},
        {2097066, 3, 4},
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        const struct row_place place = sheet_place_of(4, cases[i].index);
        EXPECT_INT("part", place.part, cases[i].part);
        EXPECT_INT("row", place.row, cases[i].row);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_file_has_its_rows_and_its_ends),
        cmocka_unit_test(step_without_anybody_has_no_rows_and_no_ends),
        cmocka_unit_test(rows_of_a_long_table_are_found_in_its_parts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
