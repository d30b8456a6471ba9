/* Rows put into a package, and packages that cannot take them. */
#include "reports/splice.h"

#include "core/arena.h"
#include "tests/support/book_view.h"
#include "tests/support/package.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/suite.h"
#include <stdio.h>
#include <string.h>

struct fixture {
    struct scratch_folder folder;
    char path[100];
    struct spool *spool;
    struct spliced_sheet sheet;
};

/* A package of two parts, and a row for the first of them. */
static void fixture_open(struct fixture *fixture, const char *sheet)
{
    struct failure failure = FAILURE_INIT;
    struct package package;
    const struct package_part parts[] = {
        {.name = "xl/worksheets/sheet1.xml", .bytes = sheet},
        {.name = "other.xml", .bytes = "<other/>"},
    };
    *fixture = (struct fixture){.sheet = {.number = 1}};
    scratch_make(&fixture->folder);
    snprintf(fixture->path, sizeof fixture->path, "%s/a.xlsx",
             fixture->folder.path);
    package_build(parts, COUNT_OF(parts), &package);
    FILE *file = fopen(fixture->path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(package.bytes, 1, package.size, file),
                     package.size);
    fclose(file);
    package_release(&package);
    assert_int_equal(spool_open(fixture->folder.path, fixture->path,
                                &fixture->spool, &failure),
                     0);
    spool_begin(fixture->spool);
    spool_add(fixture->spool, "<row r=\"1\"/>", 12);
    spool_end(fixture->spool, false, &fixture->sheet.rows);
}

static void fixture_release(struct fixture *fixture)
{
    spool_close(fixture->spool);
    scratch_remove(&fixture->folder);
}

static void rows_take_the_place_of_what_was_there(void **state)
{
    (void)state;
    struct fixture fixture;
    struct failure failure = FAILURE_INIT;
    fixture_open(&fixture, "<a><sheetData><row/></sheetData><b/></a>");
    assert_int_equal(splice_rows(fixture.path, fixture.spool, &fixture.sheet,
                                 NULL, &failure),
                     0);
    struct book_view *view = book_view_open(fixture.folder.path, "a.xlsx");
    assert_string_equal(book_view_part(view, "xl/worksheets/sheet1.xml"),
                        "<a><sheetData><row r=\"1\"/></sheetData><b/></a>");
    assert_string_equal(book_view_part(view, "other.xml"), "<other/>");
    book_view_close(view);
    fixture_release(&fixture);
}

static void what_cannot_be_spliced_is_a_failure(void **state)
{
    (void)state;
    static const struct {
        const char *sheet;
        unsigned number;
    } cases[] = {
        {"<a><sheetData/></a>", 1},
        {"<a><sheetData></a>", 1},
        {"<a><sheetData></sheetData></a>", 2},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct fixture fixture;
        struct failure failure = FAILURE_INIT;
        fixture_open(&fixture, cases[i].sheet);
        fixture.sheet.number = cases[i].number;
        EXPECT_INT(cases[i].sheet,
                   splice_rows(fixture.path, fixture.spool, &fixture.sheet,
                               NULL, &failure),
                   -1);
        EXPECT_INT(cases[i].sheet, failure.code, DIAG_OUTPUT_FAILED);
        EXPECT_TEXT(cases[i].sheet, failure.file, fixture.path);
        fixture_release(&fixture);
    }
}

static void spool_that_was_cut_fails_and_leaves_the_package(void **state)
{
    (void)state;
    struct fixture fixture;
    struct failure failure = FAILURE_INIT;
    fixture_open(&fixture, "<a><sheetData></sheetData></a>");
    fixture.sheet.rows.at += 100000;
    assert_int_equal(splice_rows(fixture.path, fixture.spool, &fixture.sheet,
                                 NULL, &failure),
                     -1);
    assert_int_equal(failure.code, DIAG_OUTPUT_FAILED);
    struct book_view *view = book_view_open(fixture.folder.path, "a.xlsx");
    assert_string_equal(book_view_part(view, "xl/worksheets/sheet1.xml"),
                        "<a><sheetData></sheetData></a>");
    book_view_close(view);
    fixture_release(&fixture);
}

static void file_that_is_no_package_is_a_failure(void **state)
{
    (void)state;
    struct fixture fixture;
    struct failure failure = FAILURE_INIT;
    fixture_open(&fixture, "<a/>");
    assert_int_equal(
        splice_rows("/dev/null", fixture.spool, &fixture.sheet, NULL, &failure),
        -1);
    assert_int_equal(failure.code, DIAG_OUTPUT_FAILED);
    fixture_release(&fixture);
}

static void memory_may_fail(void **state)
{
    (void)state;
    struct fixture fixture;
    int status = -1;
    fixture_open(&fixture, "<a><sheetData></sheetData></a>");
    for (unsigned long after = 1; status != 0; after++) {
        struct failure failure = FAILURE_INIT;
        assert_true(after < 10);
        mem_fail_after(after);
        status = splice_rows(fixture.path, fixture.spool, &fixture.sheet, NULL,
                             &failure);
        mem_fail_after(0);
        if (status != 0)
            assert_int_equal(failure.code, DIAG_OUT_OF_MEMORY);
    }
    fixture_release(&fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_take_the_place_of_what_was_there),
        cmocka_unit_test(what_cannot_be_spliced_is_a_failure),
        cmocka_unit_test(spool_that_was_cut_fails_and_leaves_the_package),
        cmocka_unit_test(file_that_is_no_package_is_a_failure),
        cmocka_unit_test(memory_may_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
