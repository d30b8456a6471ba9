/*
 * Rows as they are packed: whatever stands in them, zlib and ISA-L inflate
 * the same bytes again, and what repeats is found.
 */
#include "reports/row_matches.h"

#include "core/arena.h"
#include "tests/support/random.h"
#include "tests/support/suite.h"
#include "tests/support/unpacked.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LONG_CELL = 400 * 1024, MANY_ROWS = 3000 };

/* Puts a cell's text into a buffer of LONG_CELL bytes; returns its length. */
typedef size_t cell_text(char *text, size_t row, size_t column);

static size_t every_byte(char *text, size_t row, size_t column)
{
    for (size_t i = 0; i < 256; i++)
        text[i] = (char)(i + row + column);
    return 256;
}

static size_t same_text(char *text, size_t row, size_t column)
{
    (void)row;
    (void)column;
    return (size_t)sprintf(text, "低保对象");
}

static size_t no_text(char *text, size_t row, size_t column)
{
    (void)text;
    (void)row;
    (void)column;
    return 0;
}

static size_t wide_characters(char *text, size_t row, size_t column)
{
    static const char *const texts[] = {"𠮷田", "𠮷",   "吉克·阿依",
                                        "李䶮", "𪚥𠮷", ""};
    return (size_t)sprintf(text, "%s",
                           texts[(row * 7 + column) % COUNT_OF(texts)]);
}

static size_t counted_text(char *text, size_t row, size_t column)
{
    return (size_t)sprintf(text, "51149919%08zu%02zu", row * 37, column);
}

/* Every third row lacks every other cell, and begins with blanks. */
static size_t alternating_text(char *text, size_t row, size_t column)
{
    if (row % 3 == 0 && column % 2 == 0)
        return 0;
    return (size_t)sprintf(text, "%s前蔡岭社区%zu", row % 5 == 0 ? " " : "",
                           row % 11);
}

static size_t text_longer_than_window(char *text, size_t row, size_t column)
{
    memset(text, 'a' + (char)(column % 3), 40000);
    text[row] = 'x';
    return 40000;
}

static size_t very_long_text(char *text, size_t row, size_t column)
{
    struct random random = {.seed = column % 2};
    for (size_t i = 0; i < LONG_CELL; i++)
        text[i] = (char)('a' + random_below(&random, 26));
    text[row] = '.';
    return LONG_CELL;
}

/* The codes are made before most bytes, lengths and distances are seen. */
static size_t text_that_turns(char *text, size_t row, size_t column)
{
    if (row < 2000)
        return same_text(text, row, column);
    if (row % 40 == 7)
        return (size_t)sprintf(text, "%0*zu", (int)(row % 1000 + 1), row);
    return every_byte(text, row * 5, column);
}

static size_t text_by_chance(char *text, size_t row, size_t column)
{
    static const char *const parts[] = {
        "城关", "新双坝", "镇", "村", "51149919", "0", "&", "7", " "};
    struct random random = {.seed = row * 1000 + column};
    *text = '\0';
    for (uint32_t i = random_below(&random, 9); i > 0; i--)
        strcat(text, parts[random_below(&random, COUNT_OF(parts))]);
    return strlen(text);
}

/* Packs and inflates the rows; returns how many bytes they were packed to. */
static uint64_t pack_rows(cell_text *make, size_t rows, size_t columns)
{
    struct unpacked_rows packed;
    char *text = mem_alloc(LONG_CELL + 1);
    assert_non_null(text);
    unpacked_open(&packed);
    for (size_t row = 0; row < rows; row++) {
        if (row > 0) {
            row_end(packed.xml);
            row_begin(packed.xml, (uint32_t)row, row % 100 == 0 ? 20 : 0);
        }
        for (size_t column = 0; column < columns; column++) {
            const int style = (int)(column % 3);
            const size_t length = make(text, row, column);
            if (column % 4 == 3)
                row_put_number(packed.xml, column, style,
                               (int64_t)(row * length), 2);
            else
                row_put_text(packed.xml, column, style, text, length);
        }
    }
    unpacked_close(&packed);
    unpacked_release(&packed);
    mem_free(text);
    return packed.stretch.packed;
}

static void rows_are_inflated_to_the_same_bytes(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        cell_text *make;
        size_t rows, columns;
    } cases[] = {
        {"rows without cells", no_text, 200, 0},
        {"empty cells", no_text, 200, 10},
        {"one cell", same_text, 1, 1},
        {"equal rows", same_text, MANY_ROWS, 10},
        {"every byte", every_byte, 300, 3},
        {"characters of four bytes", wide_characters, MANY_ROWS, 4},
        {"numbers", counted_text, MANY_ROWS, 3},
        {"alternating rows", alternating_text, MANY_ROWS, 7},
        {"all the columns of a sheet", alternating_text, 7, 16384},
        {"rows longer than the window", text_longer_than_window, 9, 1},
        {"rows of 400 KiB and more", very_long_text, 5, 2},
        {"bytes that come late", text_that_turns, MANY_ROWS, 10},
        {"chance", text_by_chance, MANY_ROWS, 12},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        print_message("%s\n", cases[i].name);
        assert_true(pack_rows(cases[i].make, cases[i].rows, cases[i].columns) >
                    0);
    }
}

/* Rows that repeat the one above cost little more than their number. */
static void what_repeats_is_found(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        cell_text *make;
        size_t most; /* packed bytes a row */
    } cases[] = {
        {"equal rows", same_text, 40},
        {"empty cells", no_text, 40},
        {"numbers", counted_text, 70},
        {"alternating rows", alternating_text, 80},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        const uint64_t packed = pack_rows(cases[i].make, MANY_ROWS, 10);
        if (packed > MANY_ROWS * cases[i].most)
            fail_msg("%s: %llu bytes a row", cases[i].name,
                     (unsigned long long)packed / MANY_ROWS);
    }
}

static void sheet_without_rows_is_nothing(void **state)
{
    (void)state;
    struct unpacked_rows rows;
    struct stretch stretch;
    unpacked_open(&rows);
    row_xml_begin(rows.xml);
    assert_int_equal(row_xml_end(rows.xml, &stretch), 0);
    assert_int_equal(stretch.size, 0);
    char *text = unpack(rows.spool, &stretch, 1, false);
    assert_string_equal(text, "");
    free(text);
    unpacked_release(&rows);
}

/* A sheet does not depend on the one before it. */
static void sheets_begin_anew(void **state)
{
    (void)state;
    struct unpacked_rows rows;
    struct stretch stretches[2];
    unpacked_open(&rows);
    for (size_t sheet = 0; sheet < 2; sheet++) {
        row_xml_begin(rows.xml);
        for (uint32_t row = 0; row < MANY_ROWS; row++) {
            row_begin(rows.xml, row, 0);
            row_put_text(rows.xml, 0, 0, "甲乙丙丁", strlen("甲乙丙丁"));
            row_put_number(rows.xml, 1, 0, row * 31, 0);
            row_end(rows.xml);
        }
        assert_int_equal(row_xml_end(rows.xml, &stretches[sheet]), 0);
        free(unpack(rows.spool, &stretches[sheet], 1, false));
    }
    assert_int_equal(stretches[0].packed, stretches[1].packed);
    assert_int_equal(stretches[0].crc, stretches[1].crc);
    unpacked_release(&rows);
}

static void sequences_hold_what_repeats(void **state)
{
    (void)state;
    static const char bytes[] = "<row 8><c A8>abcdef</c></row>"
                                "<row 9><c A9>abcdef</c></row>........";
    enum { ROW = 29, NUMBER = 5 };
    static const struct sequence expected[] = {
        {.literals = ROW, .length = NUMBER, .distance = ROW - 1},
        {.literals = 1, .length = 5, .distance = ROW - 1},
        {.literals = 1, .length = 7, .distance = ROW - 1},
        {.literals = 10, .length = 0}, /* a tail waits for the next row */
    };
    const struct sequence *sequences = NULL;
    size_t count = 0;
    struct row_matches *matches = row_matches_new();
    assert_non_null(matches);
    row_matches_begin(matches);
    for (uint32_t i = 0; i < 2; i++) {
        struct marked_row *row = row_matches_row(matches);
        *marked_row_next(row) =
            (struct cell_mark){.start = i * ROW + 7,
                               .end = i * ROW + 7,
                               .shape = {.opening = NUMBER, .text = 1}};
        *marked_row_next(row) = (struct cell_mark){
            .start = i * ROW + 13,
            .end = i * ROW + 19,
            .shape = {.form = 9, .column = 1, .opening = 4, .text = 1}};
        row_matches_add(matches, bytes, (i + 1) * ROW,
                        i == 0 ? "8......" : "9......", 1);
    }
    assert_int_equal(row_matches_take(matches, 2 * ROW, &sequences, &count), 0);
    assert_int_equal(count, COUNT_OF(expected));
    for (size_t i = 0; i < count; i++) {
        assert_int_equal(sequences[i].literals, expected[i].literals);
        assert_int_equal(sequences[i].length, expected[i].length);
        if (sequences[i].length > 0)
            assert_int_equal(sequences[i].distance, expected[i].distance);
    }
    row_matches_free(matches);
}

static void memory_may_fail(void **state)
{
    (void)state;
    unsigned long after = 1;
    struct row_matches *matches = NULL;
    for (; matches == NULL; after++) {
        mem_fail_after(after);
        matches = row_matches_new();
        mem_fail_after(0);
    }
    assert_true(after > 2);
    row_matches_free(matches);
}

/* A sheet that lacks a piece is not packed further, even if there is memory
 * again. */
static void memory_that_failed_once_is_remembered(void **state)
{
    (void)state;
    const struct sequence *sequences = NULL;
    size_t count = 0;
    struct row_matches *matches = row_matches_new();
    assert_non_null(matches);
    row_matches_begin(matches);
    mem_fail_after(1);
    const int without = row_matches_take(matches, 0, &sequences, &count);
    mem_fail_after(0);
    assert_int_equal(without, -1);
    assert_int_equal(row_matches_take(matches, 0, &sequences, &count), -1);
    row_matches_begin(matches);
    assert_int_equal(row_matches_take(matches, 0, &sequences, &count), 0);
    row_matches_free(matches);
}

/* Cells, sequences and bytes need memory; whichever fails, the sheet does. */
static void memory_that_fails_while_packing_is_told(void **state)
{
    (void)state;
    enum { CELLS = 1000 };
    int result = -1;
    for (unsigned long after = 1; result != 0; after++) {
        struct unpacked_rows rows;
        struct stretch stretch;
        unpacked_open(&rows);
        mem_fail_after(after);
        for (uint32_t row = 0; row < 40; row++) {
            if (row > 0)
                row_begin(rows.xml, row, 0);
            for (size_t column = 0; column < CELLS; column++)
                row_put_text(rows.xml, column, 0, "甲", strlen("甲"));
            row_end(rows.xml);
        }
        result = row_xml_end(rows.xml, &stretch);
        mem_fail_after(0);
        assert_true(result == 0 || after < 40);
        unpacked_release(&rows);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_are_inflated_to_the_same_bytes),
        cmocka_unit_test(what_repeats_is_found),
        cmocka_unit_test(sheet_without_rows_is_nothing),
        cmocka_unit_test(sheets_begin_anew),
        cmocka_unit_test(sequences_hold_what_repeats),
        cmocka_unit_test(memory_may_fail),
        cmocka_unit_test(memory_that_failed_once_is_remembered),
        cmocka_unit_test(memory_that_fails_while_packing_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
