/* Sums: formulas, the values they carry, subtotals, parts. */
#include "reports/sheet.h"

#include "tests/support/sheet_fixture.h"
#include "tests/support/suite.h"
#include <string.h>

struct sum_case {
    const char *sheet, *ref, *formula, *value, *format;
};

static void expect_sums(struct sheet_fixture *fixture,
                        const struct sum_case *cases, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const struct cell_view cell =
            view_cell(fixture->view, cases[i].sheet, cases[i].ref);
        EXPECT_TEXT(cases[i].ref, cell.formula, cases[i].formula);
        EXPECT_TEXT(cases[i].ref, cell.value, cases[i].value);
        EXPECT_TEXT(cases[i].ref, view_format(fixture->view, &cell),
                    cases[i].format);
    }
}

static void totals_are_formulas_with_their_values(void **state)
{
    (void)state;
    static const struct sum_case cases[] = {
        {"名单", "A9", "", "合计", "General"},
        {"名单", "E9", "SUM(E6:E8)", "3", "#,##0_ "},
        {"名单", "F9", "SUM(F6:F8)", "285.33", "#,##0.00_ "},
        {"名单", "G9", "", "", "General"},
    };
    struct sheet_fixture fixture;
    sheet_fixture_write(&fixture, 0, 3);
    expect_sums(&fixture, cases, COUNT_OF(cases));
    sheet_fixture_release(&fixture);
}

static void total_reaches_over_all_parts(void **state)
{
    (void)state;
    static const struct sum_case cases[] = {
        {"名单(3)", "E16", "SUM('名单'!E6:E20,'名单(2)'!E6:E20,E6:E15)", "40",
         "#,##0_ "},
    };
    struct sheet_fixture fixture;
    sheet_fixture_write(&fixture, 60, 40);
    expect_sums(&fixture, cases, COUNT_OF(cases));
    assert_string_equal(view_find(fixture.view, "名单", "合计").ref, "");
    sheet_fixture_release(&fixture);
}

static void subtotals_are_not_counted_twice(void **state)
{
    (void)state;
    static const struct sum_case cases[] = {
        {"名单", "A8", "", "东区小计", "General"},
        {"名单", "F8", "SUBTOTAL(9,F6:F7)", "3", "#,##0.00_ "},
        {"名单", "F10", "SUBTOTAL(9,F9:F9)", "4", "#,##0.00_ "},
        {"名单", "F11", "SUBTOTAL(9,F6:F10)", "7", "#,##0.00_ "},
        {"名单", "E11", "SUBTOTAL(9,E6:E10)", "3", "#,##0_ "},
    };
    struct sheet_fixture fixture;
    sheet_fixture_open(&fixture, 0);
    sheet_fixture_begin(&fixture);
    sheet_fixture_row(&fixture, 100);
    sheet_fixture_row(&fixture, 200);
    sheet_subtotal(fixture.sheet, "东区小计");
    sheet_fixture_row(&fixture, 400);
    sheet_subtotal(fixture.sheet, "西区小计");
    sheet_total(fixture.sheet, "合计");
    sheet_fixture_close(&fixture);
    expect_sums(&fixture, cases, COUNT_OF(cases));
    sheet_fixture_release(&fixture);
}

static void sum_over_nothing_is_a_plain_zero(void **state)
{
    (void)state;
    static const struct sum_case cases[] = {
        {"名单", "E7", "", "0", "#,##0_ "},
        {"名单", "F7", "", "0", "#,##0.00_ "},
    };
    struct sheet_fixture fixture;
    sheet_fixture_write(&fixture, 0, 0);
    expect_sums(&fixture, cases, COUNT_OF(cases));
    sheet_fixture_release(&fixture);
}

static void filter_covers_the_rows_and_not_the_total(void **state)
{
    (void)state;
    struct sheet_fixture fixture;
    sheet_fixture_write(&fixture, 0, 3);
    assert_non_null(strstr(book_view_sheet(fixture.view, "名单"),
                           "<autoFilter ref=\"A5:H8\"/>"));
    sheet_fixture_release(&fixture);
    sheet_fixture_write(&fixture, 0, 0);
    assert_null(strstr(book_view_sheet(fixture.view, "名单"), "<autoFilter"));
    sheet_fixture_release(&fixture);
}

static void subtotals_stand_in_subtotals(void **state)
{
    (void)state;
    static const struct sum_case cases[] = {
        {"名单", "F8", "SUBTOTAL(9,F6:F7)", "3", "#,##0.00_ "},
        {"名单", "F10", "SUBTOTAL(9,F9:F9)", "4", "#,##0.00_ "},
        {"名单", "F11", "SUBTOTAL(9,F6:F10)", "7", "#,##0.00_ "},
        {"名单", "F13", "SUBTOTAL(9,F12:F12)", "5", "#,##0.00_ "},
        {"名单", "F14", "SUBTOTAL(9,F12:F13)", "5", "#,##0.00_ "},
        {"名单", "F15", "SUBTOTAL(9,F6:F14)", "12", "#,##0.00_ "},
    };
    static const fen amounts[] = {100, 200, 400, 500};
    struct sheet_fixture fixture;
    sheet_fixture_open(&fixture, 0);
    sheet_fixture_begin(&fixture);
    for (size_t i = 0; i < COUNT_OF(amounts); i++) {
        sheet_fixture_row(&fixture, amounts[i]);
        if (i > 0)
            sheet_subtotal(fixture.sheet, "镇小计");
        if (i > 1)
            sheet_subtotal_of_subtotals(fixture.sheet, "县小计");
    }
    sheet_total(fixture.sheet, "合计");
    sheet_fixture_close(&fixture);
    expect_sums(&fixture, cases, COUNT_OF(cases));
    sheet_fixture_release(&fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(totals_are_formulas_with_their_values),
        cmocka_unit_test(total_reaches_over_all_parts),
        cmocka_unit_test(subtotals_are_not_counted_twice),
        cmocka_unit_test(sum_over_nothing_is_a_plain_zero),
        cmocka_unit_test(filter_covers_the_rows_and_not_the_total),
        cmocka_unit_test(subtotals_stand_in_subtotals),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
