/* Rows put into a package, and packages that cannot take them. */
#include "reports/splice.h"

#include "core/arena.h"
#include "tests/support/book_view.h"
#include "tests/support/package.h"
#include "tests/support/random.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/suite.h"
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#define SHEET_1 "xl/worksheets/sheet1.xml"

enum { ROW = 12, LONG = 1200000 };

struct fixture {
    struct scratch_folder folder;
    char path[100];
    char *rows;
    size_t size;
    struct spliced_sheet sheet;
    struct splice splice;
};

/* A package of three parts. */
static int write_package(const struct fixture *fixture, const char *contents,
                         const char *sheet)
{
    struct package package;
    const struct package_part parts[] = {
        {.name = "[Content_Types].xml", .bytes = contents},
        {.name = "other.xml", .bytes = "<other/>", .is_stored = true},
        {.name = SHEET_1, .bytes = sheet},
    };
    package_build(parts, COUNT_OF(parts), &package);
    const int file = spool_unnamed_file(fixture->folder.path);
    assert_true(file >= 0);
    assert_int_equal(write(file, package.bytes, package.size), package.size);
    package_release(&package);
    return file;
}

/* `size` bytes of rows, of letters as they come. */
static void make_rows(struct fixture *fixture, size_t size)
{
    struct random random = {.seed = 11};
    fixture->size = size;
    fixture->rows = malloc(size + 1);
    assert_non_null(fixture->rows);
    for (size_t i = 0; i < size; i++)
        fixture->rows[i] = (char)('a' + random_below(&random, 26));
    fixture->rows[size] = '\0';
}

static void fixture_open_with(struct fixture *fixture, const char *contents,
                              const char *sheet, size_t size)
{
    struct failure failure = FAILURE_INIT;
    *fixture = (struct fixture){.sheet = {.number = 1}};
    scratch_make(&fixture->folder);
    snprintf(fixture->path, sizeof fixture->path, "%s/a.xlsx",
             fixture->folder.path);
    fixture->splice = (struct splice){
        .package = write_package(fixture, contents, sheet),
        .workbook = open(fixture->path, O_RDWR | O_CREAT, 0666),
        .path = fixture->path,
        .sheets = &fixture->sheet,
    };
    assert_true(fixture->splice.workbook >= 0);
    struct spool *spool = NULL;
    assert_int_equal(spool_open(fixture->folder.path, fixture->path,
                                fixture->splice.workbook, &spool, &failure),
                     0);
    fixture->splice.spool = spool;
    make_rows(fixture, size);
    spool_place_next(spool);
    spool_pack(spool, fixture->rows, size, false, &fixture->sheet.rows);
}

static void fixture_open(struct fixture *fixture, const char *sheet)
{
    fixture_open_with(fixture, "<contents/>", sheet, ROW);
}

static void fixture_release(struct fixture *fixture)
{
    spool_close(fixture->splice.spool);
    close(fixture->splice.workbook);
    close(fixture->splice.package);
    free(fixture->rows);
    scratch_remove(&fixture->folder);
}

static int splice_into(struct fixture *fixture, struct failure *failure)
{
    *failure = (struct failure)FAILURE_INIT;
    return splice_rows(&fixture->splice, failure);
}

/* Short rows are copied behind the top; long ones stand in the file. */
static void rows_take_the_place_of_what_was_there(void **state)
{
    (void)state;
    static const size_t sizes[] = {ROW, LONG};
    for (size_t i = 0; i < COUNT_OF(sizes); i++) {
        struct fixture fixture;
        struct failure failure;
        struct text expected = TEXT_INIT;
        fixture_open_with(&fixture, "<contents/>",
                          "<a><sheetData><row/></sheetData><b/></a>", sizes[i]);
        assert_int_equal(fixture.sheet.rows.is_placed, sizes[i] == LONG);
        assert_int_equal(splice_into(&fixture, &failure), 0);
        text_append(&expected, "<a><sheetData>");
        text_append(&expected, fixture.rows);
        text_append(&expected, "</sheetData><b/></a>");
        struct book_view *view = book_view_open(fixture.folder.path, "a.xlsx");
        assert_string_equal(book_view_part(view, SHEET_1), text_of(&expected));
        assert_string_equal(book_view_part(view, "other.xml"), "<other/>");
        assert_string_equal(book_view_part(view, "[Content_Types].xml"),
                            "<contents/>");
        book_view_close(view);
        text_release(&expected);
        fixture_release(&fixture);
    }
}

static const char *first_name(const struct fixture *fixture, char name[64])
{
    enum { NAME_LENGTH = 26, NAME = 30 };
    size_t size = 0;
    char *bytes = scratch_read(&fixture->folder, "a.xlsx", &size);
    assert_true(size > NAME);
    snprintf(name, 64, "%.*s", bytes[NAME_LENGTH], bytes + NAME);
    free(bytes);
    return name;
}

/* By which programs know what the file is; unless it is too long to stand
 * before the rows. */
static void contents_stand_first(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        size_t contents;
        size_t rows;
        const char *first;
    } cases[] = {
        {"short rows", 10, ROW, "[Content_Types].xml"},
        {"long rows", 10, LONG, "[Content_Types].xml"},
        {"long contents, short rows", 9000, ROW, "[Content_Types].xml"},
        {"long contents, long rows", 9000, LONG, SHEET_1},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct fixture fixture;
        struct failure failure;
        char name[64];
        struct fixture noise;
        make_rows(&noise, cases[i].contents);
        fixture_open_with(&fixture, noise.rows,
                          "<a><sheetData></sheetData></a>", cases[i].rows);
        EXPECT_INT(cases[i].name, splice_into(&fixture, &failure), 0);
        EXPECT_TEXT(cases[i].name, first_name(&fixture, name), cases[i].first);
        struct book_view *view = book_view_open(fixture.folder.path, "a.xlsx");
        EXPECT_TEXT(cases[i].name, book_view_part(view, "[Content_Types].xml"),
                    noise.rows);
        book_view_close(view);
        free(noise.rows);
        fixture_release(&fixture);
    }
}

static void top_without_room_before_the_rows_is_a_failure(void **state)
{
    (void)state;
    struct fixture fixture;
    struct fixture top;
    struct failure failure;
    struct text sheet = TEXT_INIT;
    make_rows(&top, 9000);
    text_printf(&sheet, "<a>%s<sheetData></sheetData></a>", top.rows);
    fixture_open_with(&fixture, "<contents/>", text_of(&sheet), LONG);
    assert_int_equal(splice_into(&fixture, &failure), -1);
    assert_int_equal(failure.code, DIAG_OUTPUT_FAILED);
    text_release(&sheet);
    free(top.rows);
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
        struct failure failure;
        fixture_open(&fixture, cases[i].sheet);
        fixture.sheet.number = cases[i].number;
        EXPECT_INT(cases[i].sheet, splice_into(&fixture, &failure), -1);
        EXPECT_INT(cases[i].sheet, failure.code, DIAG_OUTPUT_FAILED);
        EXPECT_TEXT(cases[i].sheet, failure.file, fixture.path);
        fixture_release(&fixture);
    }
}

static void spool_that_was_cut_is_a_failure(void **state)
{
    (void)state;
    struct fixture fixture;
    struct failure failure;
    fixture_open(&fixture, "<a><sheetData></sheetData></a>");
    fixture.sheet.rows.at += 100000;
    assert_int_equal(splice_into(&fixture, &failure), -1);
    assert_int_equal(failure.code, DIAG_OUTPUT_FAILED);
    fixture_release(&fixture);
}

static void file_that_is_no_package_is_a_failure(void **state)
{
    (void)state;
    struct fixture fixture;
    struct failure failure;
    fixture_open(&fixture, "<a/>");
    assert_int_equal(ftruncate(fixture.splice.package, 50), 0);
    assert_int_equal(splice_into(&fixture, &failure), -1);
    assert_int_equal(failure.code, DIAG_OUTPUT_FAILED);
    fixture_release(&fixture);
}

static void disk_that_takes_no_more_is_told(void **state)
{
    (void)state;
    struct fixture fixture;
    struct failure failure;
    struct rlimit before;
    fixture_open(&fixture, "<a><sheetData></sheetData></a>");
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
    const struct rlimit small = {.rlim_cur = 200, .rlim_max = before.rlim_max};
    signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
    const int status = splice_into(&fixture, &failure);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
    assert_int_equal(status, -1);
    assert_int_equal(failure.code, DIAG_OUTPUT_FAILED);
    assert_string_equal(failure.note, "File too large");
    fixture_release(&fixture);
}

static void memory_may_fail(void **state)
{
    (void)state;
    struct fixture fixture;
    int status = -1;
    fixture_open(&fixture, "<a><sheetData></sheetData></a>");
    for (unsigned long after = 1; status != 0; after++) {
        struct failure failure;
        assert_true(after < 40);
        mem_fail_after(after);
        status = splice_into(&fixture, &failure);
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
        cmocka_unit_test(contents_stand_first),
        cmocka_unit_test(top_without_room_before_the_rows_is_a_failure),
        cmocka_unit_test(what_cannot_be_spliced_is_a_failure),
        cmocka_unit_test(spool_that_was_cut_is_a_failure),
        cmocka_unit_test(file_that_is_no_package_is_a_failure),
        cmocka_unit_test(disk_that_takes_no_more_is_told),
        cmocka_unit_test(memory_may_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
