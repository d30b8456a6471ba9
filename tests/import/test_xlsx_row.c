/*
 * Rows built cell by cell: places, order, limits.
 */
#include "import/number_format.h"
#include "import/xlsx_row.h"

#include "tests/support/package.h"
#include "tests/support/sheet_text.h"
#include "tests/support/suite.h"
#include <string.h>

struct built {
    struct package package;
    struct arena *arena;
    struct zip_package *zip;
    struct zip_part *part;
    struct xlsx_book book;
    struct sheet_text text;
    struct sheet_sink sink;
    struct failure failure;
    struct xlsx_row row;
};

static unsigned char shown[] = {0, SHOWN_AS_DATE, 6};

static void begin(struct built *built)
{
    static const struct package_part source = {.name = "a", .bytes = "a"};
    *built = (struct built){.failure = FAILURE_INIT};
    package_build(&source, 1, &built->package);
    built->arena = arena_new();
    const struct file_bytes file = {"t.xlsx", built->package.bytes,
                                    built->package.size};
    assert_int_equal(
        zip_package_open(&file, built->arena, &built->zip, &built->failure), 0);
    assert_int_equal(
        zip_part_open(built->zip, "a", 9, &built->part, &built->failure), 0);
    built->book.styles = (struct xlsx_styles){.shown = shown, .count = 3};
    built->sink = sheet_text_sink(&built->text);
    xlsx_row_init(&built->row, &built->book, built->part, &built->sink,
                  &built->failure);
}

static void end(struct built *built)
{
    xlsx_row_release(&built->row);
    text_release(&built->text.text);
    zip_part_close(built->part);
    zip_package_close(built->zip);
    arena_free(built->arena);
    package_release(&built->package);
}

/* A number cell at a reference (NULL = none). 0, or the failure's result. */
static int add(struct built *built, const char *reference, const char *value)
{
    struct xlsx_cell cell = {
        .value = value, .length = strlen(value), .has_value = true};
    int result =
        xlsx_row_place(&built->row, reference,
                       reference == NULL ? 0 : strlen(reference), &cell.column);
    if (result != 0)
        return result;
    xlsx_row_pass(&built->row, cell.column);
    return xlsx_row_add(&built->row, &cell);
}

static int begin_row(struct built *built, const char *number)
{
    return xlsx_row_begin(&built->row, number,
                          number == NULL ? 0 : strlen(number), false);
}

static void rows_count_on_from_the_one_before(void **state)
{
    (void)state;
    struct built built;
    begin(&built);
    static const char *const numbers[] = {"3", NULL, "1048575", NULL};
    for (size_t i = 0; i < COUNT_OF(numbers); i++) {
        assert_int_equal(begin_row(&built, numbers[i]), 0);
        assert_int_equal(add(&built, NULL, "1"), 0);
        xlsx_row_end(&built.row);
        assert_int_equal(xlsx_row_finish(&built.row), 0);
    }
    assert_string_equal(text_of(&built.text.text),
                        "3: A1\n4: A1\n1048575: A1\n1048576: A1\n");
    assert_int_equal(begin_row(&built, NULL), -1);
    assert_string_equal(diag_name(built.failure.code), "file-limit");
    end(&built);
}

static void numbers_that_no_row_has_are_refused(void **state)
{
    (void)state;
    static const char *const numbers[] = {"0",  "",  "-1",         "1.5",
                                          " 1", "x", "00000000001"};
    for (size_t i = 0; i < COUNT_OF(numbers); i++) {
        struct built built;
        begin(&built);
        EXPECT_INT(numbers[i], begin_row(&built, numbers[i]), -1);
        EXPECT_TEXT(numbers[i], diag_name(built.failure.code), "file-damaged");
        end(&built);
    }
}

static const struct {
    const char *reference;
    colnum column; /* 0 = refused */
} references[] = {
    {"A1", 1},       {"Z1", 26},  {"AA1", 27},  {"XFD1", 16384},
    {"xfd1", 16384}, {"XFE1", 0}, {"AAAA1", 0}, {"ZZZZZZZZZZ1", 0},
    {"A", 0},        {"1", 0},    {"A2", 0},    {"A01", 1},
    {"A1 ", 0},      {"$A$1", 0}, {"A-1", 0},   {"", 0},
};

static void references_name_columns_of_their_row(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(references); i++) {
        struct built built;
        colnum column = 0;
        begin(&built);
        assert_int_equal(begin_row(&built, "1"), 0);
        const int result =
            xlsx_row_place(&built.row, references[i].reference,
                           strlen(references[i].reference), &column);
        EXPECT_INT(references[i].reference, result,
                   references[i].column == 0 ? -1 : 0);
        if (result == 0)
            EXPECT_INT(references[i].reference, column, references[i].column);
        end(&built);
    }
}

static void a_reference_may_number_its_row(void **state)
{
    (void)state;
    struct built built;
    begin(&built);
    assert_int_equal(begin_row(&built, NULL), 0);
    assert_int_equal(add(&built, NULL, "1"), 0);
    assert_int_equal(add(&built, "C8", "2"), 0);
    assert_int_equal(add(&built, "D9", "3"), -1); /* now it has one */
    end(&built);
}

static void more_cells_than_columns_are_refused(void **state)
{
    (void)state;
    struct built built;
    int result = 0;
    begin(&built);
    assert_int_equal(begin_row(&built, "1"), 0);
    for (size_t i = 0; i < 4 * XLSX_COLUMNS && result == 0; i++)
        result = add(&built, "A1", "1");
    assert_int_equal(result, -1);
    assert_string_equal(diag_name(built.failure.code), "file-limit");
    end(&built);
}

static void what_the_sink_has_had_is_left_out(void **state)
{
    (void)state;
    struct built built;
    begin(&built);
    built.row.to_skip = 2;
    for (int i = 0; i < 4; i++) {
        assert_int_equal(begin_row(&built, NULL), 0);
        if (i != 1) /* an empty row was never given */
            assert_int_equal(add(&built, NULL, "1"), 0);
        xlsx_row_end(&built.row);
        assert_int_equal(xlsx_row_finish(&built.row), 0);
    }
    assert_int_equal(xlsx_row_merge(&built.row, "A1:B2", 5), 0);
    assert_string_equal(text_of(&built.text.text), "4: A1\nmerge A1:B2\n");
    assert_int_equal(built.row.delivered, 4);
    end(&built);
}

static void values_follow_their_window(void **state)
{
    (void)state;
    static const char from[] = "xx12", to[] = "34";
    struct built built;
    begin(&built);
    assert_int_equal(begin_row(&built, "1"), 0);
    assert_int_equal(add(&built, NULL, from + 2), 0);
    xlsx_row_move(&built.row, from + 2, to);
    xlsx_row_end(&built.row);
    assert_int_equal(xlsx_row_finish(&built.row), 0);
    assert_string_equal(text_of(&built.text.text), "1: A34\n");
    end(&built);
}

static void the_short_ways_give_what_the_long_one_does(void **state)
{
    (void)state;
    static char bytes[] = "ab";
    static uint32_t starts[] = {0, 0, 2};
    struct built built;
    begin(&built);
    built.book.strings = (struct xlsx_strings){
        .bytes = bytes, .starts = starts, .count = 2, .length = 2};
    const struct xlsx_cell digits = {
        .value = "45", .length = 2, .column = 3, .style = 1};
    assert_int_equal(begin_row(&built, "1"), 0);
    assert_int_equal(xlsx_row_add_shared(&built.row, 1, 0), 0); /* empty */
    assert_int_equal(xlsx_row_add_shared(&built.row, 2, 1), 0);
    assert_int_equal(xlsx_row_add_digits(&built.row, &digits), 0);
    assert_int_equal(xlsx_row_add_shared(&built.row, 4, 2), -1);
    assert_string_equal(diag_name(built.failure.code), "file-damaged");
    assert_int_equal(built.failure.column, 4);
    xlsx_row_end(&built.row);
    assert_int_equal(xlsx_row_finish(&built.row), 0);
    assert_int_equal(built.row.held.cells[0].shared, 2);
    assert_string_equal(text_of(&built.text.text), "1: B\"ab\" C@45\n");
    end(&built);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_count_on_from_the_one_before),
        cmocka_unit_test(numbers_that_no_row_has_are_refused),
        cmocka_unit_test(references_name_columns_of_their_row),
        cmocka_unit_test(a_reference_may_number_its_row),
        cmocka_unit_test(more_cells_than_columns_are_refused),
        cmocka_unit_test(what_the_sink_has_had_is_left_out),
        cmocka_unit_test(values_follow_their_window),
        cmocka_unit_test(the_short_ways_give_what_the_long_one_does),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
