/*
 * Our reading of a sheet against the second one: a real file on which the two
 * differ, and one on which they agree cell by cell.
 */
#include "core/arena.h"
#include "import/workbook.h"
#include "import/xls_check.h"
#include "tests/support/sheet_text.h"
#include "tests/support/suite.h"
#include "tests/support/test_file.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The second reading of a fixture's first sheet, and a first reading to hold
 * against it. */
struct pair {
    struct second_reading *reading;
    struct second_sheet second;
    struct sheet_text text;
    struct sheet_sink sink;
    struct xls_check check;
};

static void begin(struct pair *pair, const char *fixture, const char *sheet)
{
    char path[256];
    snprintf(path, sizeof path, "tests/import/files/%s", fixture);
    *pair = (struct pair){.reading = NULL};
    assert_int_equal(second_reading_open(path, &pair->reading), 0);
    assert_non_null(pair->reading);
    assert_true(second_reading_sheet(pair->reading, sheet, &pair->second));
    pair->sink = sheet_text_sink(&pair->text);
    xls_check_begin(&pair->check, &pair->second, false, &pair->sink);
}

static void end(struct pair *pair, int result, const char *expected)
{
    struct failure failure = FAILURE_INIT;
    assert_int_equal(xls_check_end(&pair->check, result, &failure), 0);
    assert_string_equal(text_of(&pair->text.text), expected);
    text_release(&pair->text.text);
    second_reading_close(pair->reading);
}

static struct cell text_cell(colnum column, const char *text)
{
    return (struct cell){.kind = CELL_TEXT,
                         .column = column,
                         .text = text,
                         .length = (uint32_t)strlen(text)};
}

static struct cell number_cell(colnum column, enum cell_kind kind,
                               double number)
{
    return (struct cell){
        .kind = (uint8_t)kind, .column = column, .number = number};
}

static int give(struct pair *pair, rownum row, const struct cell *cells,
                size_t count)
{
    const struct sheet_sink between = xls_check_sink(&pair->check);
    const struct sheet_row out = {
        .row = row, .cells = cells, .cell_count = count};
    return between.row(between.context, &out);
}

/* plain.xls: labels in A2:C2, texts in A3 and B3, 380 in C3, a text in A6,
 * 95.5 in C6, -0.1 in C7. */
static int give_plain(struct pair *pair)
{
    const struct cell row2[] = {text_cell(1, "姓名"), text_cell(2, "身份证号"),
                                text_cell(3, "金额")};
    const struct cell row3[] = {text_cell(1, "李䶮"),
                                text_cell(2, "511499197001010013"),
                                number_cell(3, CELL_NUMBER, 380)};
    const struct cell row6[] = {text_cell(1, "吉克·阿依"),
                                number_cell(3, CELL_NUMBER, 95.5)};
    const struct cell row7[] = {number_cell(3, CELL_NUMBER, -0.1)};
    assert_int_equal(give(pair, 2, row2, 3), 0);
    assert_int_equal(give(pair, 3, row3, 3), 0);
    assert_int_equal(give(pair, 6, row6, 2), 0);
    return give(pair, 7, row7, 1);
}

#define PLAIN                                                                  \
    "2: A\"姓名\" B\"身份证号\" C\"金额\"\n"                           \
    "3: A\"李䶮\" B\"511499197001010013\" C380\n"                            \
    "6: A\"吉克·阿依\" C95.5\n7: C-0.1\n"

static void readings_that_agree_give_no_notice(void **state)
{
    (void)state;
    struct pair pair;
    begin(&pair, "plain.xls", "低保");
    end(&pair, give_plain(&pair), PLAIN);
}

static void cell_that_differs_is_named(void **state)
{
    (void)state;
    struct pair pair;
    const struct cell row[] = {text_cell(1, "李四"),
                               number_cell(2, CELL_NUMBER, 511499),
                               number_cell(3, CELL_NUMBER, 380.5)};
    begin(&pair, "plain.xls", "低保");
    assert_int_equal(give(&pair, 3, row, 3), 0);
    pair.check.has_stopped = true;
    end(&pair, 0,
        "notice xls-readers-differ A2 |姓名\n"
        "notice xls-readers-differ B2 |身份证号\n"
        "notice xls-readers-differ C2 |金额\n"
        "notice xls-readers-differ A3 李四|李䶮\n"
        "notice xls-readers-differ B3 511499|511499197001010013\n"
        "notice xls-readers-differ C3 380.5|380\n"
        "3: A\"李四\" B511499 C380.5\n");
}

static void cells_that_only_the_second_has_are_named_to_the_end(void **state)
{
    (void)state;
    struct pair pair;
    begin(&pair, "plain.xls", "低保");
    end(&pair, 0,
        "notice xls-readers-differ A2 |姓名\n"
        "notice xls-readers-differ B2 |身份证号\n"
        "notice xls-readers-differ C2 |金额\n"
        "notice xls-readers-differ A3 |李䶮\n"
        "notice xls-readers-differ B3 |511499197001010013\n"
        "notice xls-readers-differ C3 |380\n"
        "notice xls-readers-differ A6 |吉克·阿依\n"
        "notice xls-readers-differ C6 |95.5\n"
        "notice xls-readers-differ C7 |-0.1\n");
}

static void cells_that_only_the_first_has_are_taken(void **state)
{
    (void)state;
    struct pair pair;
    const struct cell row[] = {{.kind = CELL_TEXT,
                                .column = 1,
                                .text = "x",
                                .length = 1,
                                .is_formula = true},
                               number_cell(9, CELL_NUMBER, 1)};
    begin(&pair, "plain.xls", "低保");
    assert_int_equal(give(&pair, 1, row, 2), 0);
    end(&pair, give_plain(&pair), "1: A\"x\"f I1\n" PLAIN);
}

static void kinds_that_freexl_does_not_know_are_not_compared(void **state)
{
    (void)state;
    struct pair pair;
    const struct cell row[] = {
        number_cell(1, CELL_BOOLEAN, 1),
        {.kind = CELL_ERROR, .column = 2, .text = "#N/A", .length = 4},
        {.kind = CELL_UNCACHED, .column = 3}};
    begin(&pair, "plain.xls", "低保");
    assert_int_equal(give(&pair, 2, row, 3), 0);
    pair.check.has_stopped = true;
    end(&pair, 0, "2: A?1 B!#N/A C=\n");
}

/* dates.xls: the day 45139 in A1, 45139.5732638889 in A4, 0.27 in A5. */
static void dates_agree_to_the_second_and_by_their_format(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        rownum row;
        double serial;
        bool is_same;
    } dates[] = {
        {"day", 1, 45139, true},
        {"day, with a time that its format does not show", 1, 45139.7, true},
        {"another day", 1, 45140, false},
        {"day and time", 4, 45139.573263888888, true},
        {"a second off", 4, 45139.573263888888 + 1.0 / 86400, true},
        {"two seconds off", 4, 45139.573263888888 + 2.0 / 86400, false},
        {"time of a day that its format does not show", 5, 45139.271006944,
         true},
        {"another time", 5, 45139.28, false},
        {"before March 1900", 5, 0.5, true},
    };
    for (size_t i = 0; i < COUNT_OF(dates); i++) {
        struct pair pair;
        struct failure failure = FAILURE_INIT;
        const struct cell cell = number_cell(1, CELL_DATE, dates[i].serial);
        begin(&pair, "dates.xls", "日期");
        for (rownum row = 1; row < dates[i].row; row++)
            assert_true(second_sheet_next(&pair.second, &pair.check.second));
        xls_check_begin(&pair.check, &pair.second, false, &pair.sink);
        assert_int_equal(give(&pair, dates[i].row, &cell, 1), 0);
        pair.check.has_stopped = true;
        assert_int_equal(xls_check_end(&pair.check, 0, &failure), 0);
        const bool is_same = strstr(text_of(&pair.text.text), "notice") == NULL;
        if (is_same != dates[i].is_same)
            fail_msg("%s: %s", dates[i].name, text_of(&pair.text.text));
        text_release(&pair.text.text);
        second_reading_close(pair.reading);
    }
}

static void notices_are_bounded(void **state)
{
    (void)state;
    struct pair pair;
    struct failure failure = FAILURE_INIT;
    begin(&pair, "plain.xls", "低保");
    pair.check.notices_left = 2;
    assert_int_equal(xls_check_end(&pair.check, 0, &failure), 0);
    assert_string_equal(text_of(&pair.text.text),
                        "notice xls-readers-differ A2 |姓名\n"
                        "notice xls-readers-differ B2 |身份证号\n");
    text_release(&pair.text.text);
    second_reading_close(pair.reading);
}

/* FreeXL loses the last letter of a text in code page 1258. */
static void file_on_which_the_readers_differ_is_read_with_notices(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct memory_file memory;
    struct failure failure = FAILURE_INIT;
    struct workbook workbook;
    struct text text = TEXT_INIT;
    size_t size;
    unsigned char *bytes = test_file_load("readers-differ.xls", &size);
    memory_file_open(&memory, bytes, size);
    assert_int_equal(xls_open(&memory.file, arena, &workbook, &failure), 0);
    assert_int_equal(workbook_as_text(&workbook, true, &text, &failure), 0);
    assert_string_equal(text_of(&text), "[1]\n"
                                        "notice xls-readers-differ A1 ten|te\n"
                                        "notice xls-readers-differ B1 1|n1\n"
                                        "1: A\"ten\" B\"1\"\n"
                                        "notice xls-readers-differ A2 Lan|La\n"
                                        "notice xls-readers-differ B2 2|n2\n"
                                        "2: A\"Lan\" B\"2\"\n");
    workbook.reader->close(workbook.state);
    memory_file_close(&memory);
    test_file_free(bytes);
    text_release(&text);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(readings_that_agree_give_no_notice),
        cmocka_unit_test(cell_that_differs_is_named),
        cmocka_unit_test(cells_that_only_the_second_has_are_named_to_the_end),
        cmocka_unit_test(cells_that_only_the_first_has_are_taken),
        cmocka_unit_test(kinds_that_freexl_does_not_know_are_not_compared),
        cmocka_unit_test(dates_agree_to_the_second_and_by_their_format),
        cmocka_unit_test(notices_are_bounded),
        cmocka_unit_test(file_on_which_the_readers_differ_is_read_with_notices),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
