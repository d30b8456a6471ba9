/* Rows that count and that a department should look at. */
#include "tests/support/report_fixture.h"
#include "tests/support/suite.h"

#include <stdio.h>
#include <string.h>

#define SHEET "提请核实"
#define RURAL_FILE "退回清单/乡村振兴.xlsx" /* warnings only */
#define CIVIL_FILE "退回清单/民政.xlsx"     /* a returned row, and warnings */

static void expect_cells(struct book_view *view, const char *const *cells)
{
    for (size_t i = 0; cells[i] != NULL; i += 2)
        EXPECT_TEXT(cells[i], view_cell(view, SHEET, cells[i]).value,
                    cells[i + 1]);
}

static void department_with_warnings_only_gets_a_file(void **state)
{
    static const char *const cells[] = {
        "A4", "条目",
        "B4", "来源文件",
        "D4", "来源行号",
        "E4", "所涉人员",
        "F4", "核实事项",
        "G4", "处理建议",
        "B5", "1.xlsx",
        "C5", "名单",
        "E5", "同号壬\n511499197803010090",
        "G5", "核对是谁的号码；两处都照样计入",
        NULL,
    };
    struct report_fixture fixture;
    (void)state;
    report_fixture_write(&fixture, NULL, 0);
    struct book_view *view = report_view(&fixture, RURAL_FILE);
    expect_cells(view, cells);
    assert_non_null(strstr(view_cell(view, SHEET, "F5").value, "另名壬"));
    assert_string_equal(view_cell(view, SHEET, "F6").value, "");
    book_view_close(view);
    report_fixture_release(&fixture);
}

static void warnings_stand_behind_the_rows_to_correct(void **state)
{
    struct report_fixture fixture;
    (void)state;
    report_fixture_write(&fixture, NULL, 0);
    struct book_view *view = report_view(&fixture, CIVIL_FILE);
    assert_non_null(book_view_sheet(view, "名单"));
    const struct cell_view found =
        view_find(view, SHEET, "互斥庚\n511499195003010077");
    assert_string_not_equal(found.ref, "");
    book_view_close(view);
    report_fixture_release(&fixture);
}

/* A returned row's warning comes up again when the row is corrected. */
static void returned_row_is_not_listed_twice(void **state)
{
    struct report_fixture fixture;
    struct failure failure = FAILURE_INIT;
    (void)state;
    report_fixture_init(&fixture, NULL, 0);
    struct roster *roster = &fixture.decided.roster;
    const struct diag hidden = {
        .code = DIAG_ROW_HIDDEN,
        .at = {.file = roster->sheets[roster->raw[0].sheet].file,
               .sheet = roster->raw[0].sheet,
               .row = roster->raw[0].row},
    };
    assert_int_equal(roster_add_diag(roster, &hidden), 0);
    roster_sort_diags(roster);
    assert_int_equal(
        reports_write(&fixture.input, fixture.folder.path, &failure), 0);
    struct book_view *view = report_view(&fixture, CIVIL_FILE);
    assert_null(strstr(book_view_sheet(view, SHEET), "隐藏"));
    book_view_close(view);
    report_fixture_release(&fixture);
}

/* The list comes back as a roster: this sheet must not stop it. */
static void no_cell_is_a_bare_id_number(void **state)
{
    static const char columns[] = "ABCDEFG";
    struct report_fixture fixture;
    (void)state;
    report_fixture_write(&fixture, NULL, 0);
    struct book_view *view = report_view(&fixture, CIVIL_FILE);
    for (int row = 5; row < 9; row++) {
        for (size_t i = 0; columns[i] != '\0'; i++) {
            char ref[8];
            struct id_reading reading;
            snprintf(ref, sizeof ref, "%c%d", columns[i], row);
            const char *value = view_cell(view, SHEET, ref).value;
            id_number_read(value, strlen(value), YMD_NONE, &reading);
            EXPECT(ref, reading.status != ID_OK);
        }
    }
    book_view_close(view);
    report_fixture_release(&fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(department_with_warnings_only_gets_a_file),
        cmocka_unit_test(warnings_stand_behind_the_rows_to_correct),
        cmocka_unit_test(returned_row_is_not_listed_twice),
        cmocka_unit_test(no_cell_is_a_bare_id_number),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
