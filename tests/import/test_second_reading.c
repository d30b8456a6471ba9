/*
 * FreeXL in a process of its own: what it reads, and files that bring it
 * down.
 */
#include "core/arena.h"
#include "core/text.h"
#include "import/second_reading.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/suite.h"
#include "tests/support/test_file.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void append_sheet(const struct second_reading *reading, const char *name,
                         struct text *out)
{
    struct second_sheet sheet;
    struct second_cell cell;
    assert_true(second_reading_sheet(reading, name, &sheet));
    while (second_sheet_next(&sheet, &cell)) {
        text_printf(out, "%u,%u ", cell.row, cell.column);
        if (cell.kind == SECOND_TEXT)
            text_append_bytes(out, cell.text, cell.length);
        else
            text_printf(out, "%s%.10g", cell.kind == SECOND_DATE ? "@" : "",
                        cell.number);
        text_append(out, "\n");
    }
}

static void cells_come_by_row_and_column(void **state)
{
    (void)state;
    struct second_reading *reading = NULL;
    struct second_sheet sheet;
    struct text text = TEXT_INIT;
    assert_int_equal(
        second_reading_open("tests/import/files/plain.xls", &reading), 0);
    assert_non_null(reading);
    append_sheet(reading, "低保", &text);
    append_sheet(reading, "Sheet2", &text);
    assert_string_equal(text_of(&text), "2,1 姓名\n2,2 身份证号\n2,3 金额\n"
                                        "3,1 李䶮\n3,2 511499197001010013\n"
                                        "3,3 380\n6,1 吉克·阿依\n6,3 95.5\n"
                                        "7,3 -0.1\n1,256 IV1\n");
    assert_false(second_reading_sheet(reading, "Sheet3", &sheet));
    assert_false(second_reading_sheet(reading, "", &sheet));
    text_release(&text);
    second_reading_close(reading);
}

static void dates_are_serials_in_both_systems(void **state)
{
    (void)state;
    static const struct {
        const char *path, *expected;
    } files[] = {
        {"tests/import/files/dates.xls",
         "1,1 @45139\n2,1 @45139\n3,1 @45139\n4,1 @45139.57326\n"
         "5,1 @0.2710069444\n6,1 45139\n7,1 45139\n8,1 45139.5\n"},
        {"tests/import/files/dates-1904.xls",
         "1,1 @43677\n2,1 @43677\n3,1 @43677\n4,1 @43677.57326\n"
         "5,1 @0.2710069444\n6,1 45139\n7,1 45139\n8,1 45139.5\n"},
    };
    for (size_t i = 0; i < COUNT_OF(files); i++) {
        struct second_reading *reading = NULL;
        struct text text = TEXT_INIT;
        assert_int_equal(second_reading_open(files[i].path, &reading), 0);
        assert_non_null(reading);
        append_sheet(reading, "日期", &text);
        assert_string_equal(text_of(&text), files[i].expected);
        text_release(&text);
        second_reading_close(reading);
    }
}

static void what_freexl_cannot_read_has_no_second_reading(void **state)
{
    (void)state;
    static const char *const paths[] = {
        "tests/import/files/no-such-file.xls",
        "tests/import/files/word-document.xls",
        "tests/import/files/make_xls.py",
        "/proc",
    };
    for (size_t i = 0; i < COUNT_OF(paths); i++) {
        struct second_reading *reading = NULL;
        assert_int_equal(second_reading_open(paths[i], &reading), 0);
        if (reading != NULL)
            fail_msg("%s was read", paths[i]);
    }
}

static void put_file(const char *path, const unsigned char *bytes, size_t size)
{
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, size, file), size);
    assert_int_equal(fclose(file), 0);
}

/* Some of these flips kill FreeXL 1.0.6. */
static void file_that_brings_freexl_down_does_no_harm(void **state)
{
    (void)state;
    size_t size;
    int lost = 0;
    unsigned char *bytes = test_file_load("plain.xls", &size);
    struct scratch_folder folder;
    char path[128];
    scratch_make(&folder);
    snprintf(path, sizeof path, "%s/flipped.xls", folder.path);
    srand(20230831);
    for (int round = 0; round < 300; round++) {
        struct second_reading *reading = NULL;
        const size_t at = 512 + (size_t)rand() % (size - 512);
        const unsigned char before = bytes[at];
        bytes[at] = (unsigned char)rand();
        put_file(path, bytes, size);
        assert_int_equal(second_reading_open(path, &reading), 0);
        lost += reading == NULL;
        second_reading_close(reading);
        bytes[at] = before;
    }
    scratch_remove(&folder);
    test_file_free(bytes);
    assert_in_range(lost, 1, 299);
}

static void failing_allocation_is_a_failure(void **state)
{
    (void)state;
    struct second_reading *reading = NULL;
    mem_fail_after(1);
    assert_int_equal(
        second_reading_open("tests/import/files/plain.xls", &reading), -1);
    mem_fail_after(2); /* the child's own */
    assert_int_equal(
        second_reading_open("tests/import/files/plain.xls", &reading), 0);
    mem_fail_after(0);
    assert_null(reading);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cells_come_by_row_and_column),
        cmocka_unit_test(dates_are_serials_in_both_systems),
        cmocka_unit_test(what_freexl_cannot_read_has_no_second_reading),
        cmocka_unit_test(file_that_brings_freexl_down_does_no_harm),
        cmocka_unit_test(failing_allocation_is_a_failure),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
