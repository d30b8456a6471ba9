/*
 * The parser's bounds. What it reads is tested with the scanner, which must
 * read the same (test_xlsx_sheet, test_xlsx_strings).
 */
#include "tests/support/package.h"
#include "tests/support/suite.h"
#include <string.h>

static void check(const struct text *sheet, const char *expected)
{
    const struct xlsx_fixture fixture = {.sheet = text_of(sheet),
                                         .sheet_length = sheet->length};
    struct package package;
    struct text read = TEXT_INIT;
    xlsx_fixture_build(&fixture, &package);
    package_read(&package, &(struct xlsx_options){.way = XLSX_PARSE}, &read);
    assert_string_equal(text_of(&read), expected);
    text_release(&read);
    package_release(&package);
}

static void too_many_cells_of_one_column_are_refused(void **state)
{
    (void)state;
    struct text sheet = TEXT_INIT;
    text_append(&sheet, "<worksheet><sheetData><row>");
    for (int i = 0; i <= XLSX_COLUMNS; i++)
        text_append(&sheet, "<c r=\"A1\"><v>1</v></c>");
    text_append(&sheet, "</row></sheetData></worksheet>");
    check(&sheet, "failure file-limit S1\n");
    text_release(&sheet);
}

static void a_row_without_end_is_refused(void **state)
{
    (void)state;
    struct text sheet = TEXT_INIT;
    text_append(&sheet, "<worksheet><sheetData><row><c><v>");
    for (int i = 0; i < 33 * 1024; i++)
        text_printf(&sheet, "%01024d", i);
    check(&sheet, "failure file-limit S1\n");
    text_release(&sheet);
}

static void deep_nesting_is_refused(void **state)
{
    (void)state;
    struct text sheet = TEXT_INIT;
    text_append(&sheet, "<worksheet><sheetData><row><c><is>");
    for (int i = 0; i < 1000; i++)
        text_append(&sheet, "<r>");
    check(&sheet, "failure file-limit S1\n");
    text_release(&sheet);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(too_many_cells_of_one_column_are_refused),
        cmocka_unit_test(a_row_without_end_is_refused),
        cmocka_unit_test(deep_nesting_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
