/* Workbooks: properties, names of sheets, the same bytes, errors. */
#include "reports/sheet.h"

#include "tests/support/sheet_fixture.h"
#include "tests/support/suite.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void document_is_dated_and_signed_by_what_it_is_given(void **state)
{
    (void)state;
    struct sheet_fixture fixture;
    sheet_fixture_write(&fixture, 0, 1);
    static const char *const marks[] = {
        "<dc:title>测试</dc:title>",
        "<dc:subject>所属期：2023年8月</dc:subject>",
        "<dc:creator>示范市医疗保障局</dc:creator>",
        "<dc:description>daopan 测试</dc:description>",
        ">2023-08-31T00:00:00Z</dcterms:created>",
        ">2023-08-31T00:00:00Z</dcterms:modified>",
    };
    const char *core = book_view_part(fixture.view, "docProps/core.xml");
    for (size_t i = 0; i < COUNT_OF(marks); i++)
        if (strstr(core, marks[i]) == NULL)
            fail_msg("the document has no %s", marks[i]);
    sheet_fixture_release(&fixture);
}

static void two_writings_are_the_same_bytes(void **state)
{
    (void)state;
    struct sheet_fixture fixtures[2];
    char *bytes[2];
    size_t sizes[2];
    for (int i = 0; i < 2; i++) {
        sheet_fixture_write(&fixtures[i], 0, 5);
        bytes[i] = scratch_read(&fixtures[i].folder, "a.xlsx", &sizes[i]);
        if (i == 0)
            usleep(1100000); /* a clock in the file would show */
    }
    assert_int_equal(sizes[0], sizes[1]);
    assert_memory_equal(bytes[0], bytes[1], sizes[0]);
    for (int i = 0; i < 2; i++) {
        free(bytes[i]);
        sheet_fixture_release(&fixtures[i]);
    }
}

/* Whether the padding of a room stands near the beginning of the file. */
static bool has_room(const struct sheet_fixture *fixture)
{
    enum { NEAR = 4000 };
    size_t size = 0;
    char *bytes = scratch_read(&fixture->folder, "a.xlsx", &size);
    assert_true(size > NEAR);
    const bool is_there = memmem(bytes, NEAR, "\x20\xA2", 2) != NULL;
    free(bytes);
    return is_there;
}

/* Rows that come to more than a block stand before what is known of their
 * sheet in the end; other sheets are as they would be. */
static void long_lists_are_whole(void **state)
{
    (void)state;
    enum { ROWS = 40000, FACTOR = 7919, MODULUS = 1000003 };
    for (int is_bulk = 0; is_bulk < 2; is_bulk++) {
        struct sheet_fixture fixture;
        sheet_fixture_open(&fixture, 0);
        fixture.plan.is_bulk = is_bulk;
        sheet_fixture_begin(&fixture);
        sheet_fixture_row(&fixture, 100);
        sheet_end(fixture.sheet);
        fixture.plan.name = "长名单";
        sheet_fixture_begin(&fixture);
        for (fen i = 1; i <= ROWS; i++)
            sheet_fixture_row(&fixture, i * FACTOR % MODULUS * 100);
        sheet_fixture_close(&fixture);
        assert_int_equal(has_room(&fixture), is_bulk);
        assert_string_equal(view_cell(fixture.view, "名单", "F6").value, "1");
        assert_string_equal(view_cell(fixture.view, "长名单", "F6").value,
                            "7919");
        assert_string_equal(view_cell(fixture.view, "长名单", "F40005").value,
                            "759052");
        sheet_fixture_release(&fixture);
    }
}

/* A wide list's top may need more room than there is: it is written as a short
 * list is. Each column has a width of its own, as far as those go. */
static void wide_lists_are_whole_too(void **state)
{
    (void)state;
    enum {
        MOST = 700,
        ROWS = 1200,
        SPREAD = 4021,
        WIDTHS = 3701,
        TENTHS = 100
    };
    static const size_t counts[] = {64, 65, MOST};
    static struct column columns[MOST];
    static struct value values[MOST];
    for (size_t i = 0; i < MOST; i++)
        columns[i] =
            (struct column){.title = "数",
                            .width = 3 + (double)(i * SPREAD % WIDTHS) / TENTHS,
                            .kind = COLUMN_COUNT};
    for (size_t i = 0; i < COUNT_OF(counts); i++) {
        struct sheet_fixture fixture;
        sheet_fixture_open(&fixture, 0);
        fixture.plan.is_bulk = true;
        fixture.plan.has_signature = false;
        fixture.plan.columns = columns;
        fixture.plan.column_count = counts[i];
        sheet_fixture_begin(&fixture);
        for (size_t row = 0; row < ROWS; row++) {
            for (size_t j = 0; j < counts[i]; j++)
                values[j] = value_number((int64_t)((row * MOST + j) * SPREAD));
            sheet_row(fixture.sheet, values);
        }
        sheet_fixture_close(&fixture);
        assert_int_equal(has_room(&fixture), counts[i] <= 64);
        assert_string_equal(view_cell(fixture.view, "名单", "BL1205").value,
                            "3375078623");
        sheet_fixture_release(&fixture);
    }
}

static void sheet_names_are_valid_and_unique(void **state)
{
    (void)state;
    static const char *const names[][2] = {
        {"低保/低收入[1]", "低保 低收入 1 "},
        {"低保/低收入[1]", "低保 低收入 1 (2)"},
        {"", "表"},
        {"Sheet", "Sheet"},
        {"SHEET", "SHEET(2)"},
        {"一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三",
         "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一"},
        {"一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三",
         "一二三四五六七八九十一二三四五六七八九十一二三四五六七八(2)"},
    };
    struct sheet_fixture fixture;
    sheet_fixture_open(&fixture, 0);
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        fixture.plan.name = names[i][0];
        sheet_fixture_begin(&fixture);
        if (i + 1 < COUNT_OF(names))
            sheet_end(fixture.sheet);
    }
    sheet_fixture_close(&fixture);
    for (size_t i = 0; i < COUNT_OF(names); i++)
        assert_non_null(book_view_sheet(fixture.view, names[i][1]));
    sheet_fixture_release(&fixture);
}

static void folder_that_is_not_there_fails_with_its_path(void **state)
{
    (void)state;
    struct failure failure = FAILURE_INIT;
    const char *path = "/tmp/daopan-no-such-folder/a.xlsx";
    assert_int_equal(sheet_fixture_try(path, 1, &failure), -1);
    assert_int_equal(failure.code, DIAG_OUTPUT_FAILED);
    assert_string_equal(failure.file, path);
}

static void full_disk_fails(void **state)
{
    (void)state;
    struct failure failure = FAILURE_INIT;
    if (access("/dev/full", W_OK) != 0)
        skip();
    assert_int_equal(sheet_fixture_try("/dev/full", 1, &failure), -1);
    assert_int_equal(failure.code, DIAG_OUTPUT_FAILED);
    assert_string_equal(failure.file, "/dev/full");
}

static void first_error_is_the_one_reported(void **state)
{
    (void)state;
    struct sheet_fixture fixture;
    struct failure failure = FAILURE_INIT;
    sheet_fixture_open(&fixture, 0);
    book_expect(fixture.book, "一方=另一方", 5, 5);
    book_expect(fixture.book, "甲=乙", 5, 6);
    book_expect(fixture.book, "后来的", 1, 2);
    assert_null(sheet_begin(fixture.book, &fixture.plan));
    assert_int_equal(book_close(fixture.book, &failure), -1);
    assert_int_equal(failure.code, DIAG_TIE_OUT);
    assert_non_null(strstr(failure.note, "甲=乙（5 ≠ 6）"));
    assert_string_equal(failure.file, fixture.path);
    sheet_fixture_release(&fixture);
}

static void text_that_failed_fails_the_book(void **state)
{
    (void)state;
    struct sheet_fixture fixture;
    struct failure failure = FAILURE_INIT;
    const struct text text = {.failed = true};
    sheet_fixture_open(&fixture, 0);
    assert_string_equal(book_text(fixture.book, &text), "");
    assert_int_equal(book_close(fixture.book, &failure), -1);
    assert_int_equal(failure.code, DIAG_OUT_OF_MEMORY);
    sheet_fixture_release(&fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(document_is_dated_and_signed_by_what_it_is_given),
        cmocka_unit_test(two_writings_are_the_same_bytes),
        cmocka_unit_test(long_lists_are_whole),
        cmocka_unit_test(wide_lists_are_whole_too),
        cmocka_unit_test(sheet_names_are_valid_and_unique),
        cmocka_unit_test(folder_that_is_not_there_fails_with_its_path),
        cmocka_unit_test(full_disk_fails),
        cmocka_unit_test(first_error_is_the_one_reported),
        cmocka_unit_test(text_that_failed_fails_the_book),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
