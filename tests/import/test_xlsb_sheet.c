/*
 * Sheets of .xlsb packages: each kind of cell, and what is out of order.
 */
#include "import/xlsb_sheet.h"

#include "core/arena.h"
#include "tests/support/suite.h"
#include "tests/support/xlsb_package.h"
#include <string.h>

/* Row n, shown or hidden; the head of a cell in column n, of a format. */
#define ROW1 "0: 00000000 00*4 2C01 00 00 00\n"
#define ROW2 "0: 01000000 00*4 2C01 00 00 00\n"
#define HIDDEN2 "0: 01000000 00*4 2C01 00 10 00\n"
#define A "00000000 00000000"
#define B "01000000 00000000"
#define DATE_B "01000000 01000000"

static const struct {
    const char *name;
    struct xlsb_fixture fixture;
    const char *expected;
} cases[] = {
    {"nothing", {.sheet = ""}, ""},
    {"rk", {.sheet = ROW1 "2: " A " 4EC10200\n"}, "1: A45139\n"},
    {"rk under a date format",
     {.sheet = ROW1 "2: " DATE_B " 4EC10200\n"},
     "1: B@45139\n"},
    {"number", {.sheet = ROW1 "5: " A " 000000000000F83F\n"}, "1: A1.5\n"},
    {"a number that is none",
     {.sheet = ROW1 "5: " A " 000000000000F87F\n"},
     "1: A!#NUM!\n"},
    {"boolean and error",
     {.sheet = ROW1 "4: " A " 01\n3: " B " 2A\n"},
     "1: A?1 B!#N/A\n"},
    {"text",
     {.sheet = ROW1 "6: " A " \"姓名\"\n6: " B " \"\"\n"},
     "1: A\"姓名\"\n"},
    {"rich text",
     {.sheet = ROW1 "62: " A " 01 \"a\" 01000000 00*4\n"},
     "1: A\"a\"\n"},
    {"shared strings, the phonetic guide left out",
     {.sheet = ROW1 "7: " A " 01000000\n7: " B " 00000000\n",
      .strings = "159: 02000000 02000000\n19: 00 \"甲\"\n"
                 "19: 02 \"乙\" \"yi\" 00*4\n160:\n"},
     "1: A\"乙\" B\"甲\"\n"},
    {"formulas",
     {.sheet = ROW1 "9: " A " 000000000000F83F 0000\n8: " B " \"a\" 0000\n"
                    "10: 02000000 00*4 01 0000\n11: 03000000 00*4 07 0000\n"},
     "1: A1.5f B\"a\"f C?1f D!#DIV/0!f\n"},
    {"short cells stand after the one before",
     {.sheet = ROW1 "1: " B "\n13: 00000000 4EC10200\n12: 00000000\n"
                    "16: 00*4 000000000000F83F\n17: 00*4 \"a\"\n15: 00*4 00\n"
                    "14: 00*4 0F\n18: 00*4 00000000\n",
      .strings = "19: 00 \"b\"\n"},
     "1: C45139 E1.5 F\"a\" G?0 H!#VALUE! I\"b\"\n"},
    {"hidden row",
     {.sheet = ROW1 HIDDEN2 "6: " A " \"a\"\n"},
     "2 hidden: A\"a\"\n"},
    {"merged range",
     {.sheet = ROW1 "6: " A " \"a\"\n",
      .tail = "176: 00000000 01000000 00000000 02000000\n"},
     "1: A\"a\"\nmerge A1:C2\n"},
    {"behind the rows, numbers mean other things",
     {.sheet = ROW2 "6: " A " \"a\"\n", .tail = "0: 00*4\n1: 00*9\n"},
     "2: A\"a\"\n"},

    /* refused */
    {"rows out of order",
     {.sheet = ROW2 "6: " A " \"a\"\n" ROW1 "6: " A " \"b\"\n"},
     "2: A\"a\"\nfailure file-disorder S1 row 2\n"},
    {"a cell twice",
     {.sheet = ROW1 "4: " A " 01\n4: " A " 01\n"},
     "failure file-disorder S1 row 1\n"},
    {"a cell without row",
     {.sheet = "4: " A " 01\n"},
     "failure file-disorder S1\n"},
    {"a row too many",
     {.sheet = "0: 00001000 00*4 2C01 00 00 00\n"},
     "failure file-limit S1\n"},
    {"a column too many",
     {.sheet = ROW1 "4: 00400000 00*4 01\n"},
     "failure file-limit S1\n"},
    {"a shared string that is not there",
     {.sheet = ROW1 "7: " A " 00*4\n"},
     "failure file-damaged S1\n"},
    {"a text cut off",
     {.sheet = ROW1 "6: " A " 02000000 6100\n"},
     "failure file-damaged S1\n"},
    {"a number cut off",
     {.sheet = ROW1 "5: " A " 0000\n"},
     "failure file-damaged S1\n"},
    {"a merged range beyond the sheet",
     {.tail = "176: 00000000 00001000 00000000 02000000\n"},
     "failure file-damaged S1\n"},
};

static void sheets_are_read_as_the_cases_say(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        xlsb_expect(cases[i].name, &cases[i].fixture, cases[i].expected);
}

static int take_row(void *context, const struct sheet_row *row)
{
    size_t *cells = context;
    *cells += row->cell_count;
    return 0;
}

/* 0 where opening and reading succeed. */
static int count_cells(const struct package *package, struct arena *arena,
                       size_t *cells, struct failure *failure)
{
    const struct file_bytes file = {"t.xlsb", package->bytes, package->size};
    const struct sheet_sink sink = {.context = cells, .row = take_row};
    struct workbook workbook;
    if (xlsx_open(&file, arena, &workbook, failure) != 0)
        return -1;
    const int result = workbook_read(&workbook, 0, &sink, failure);
    workbook_release(&workbook);
    return result;
}

static void reading_fails_cleanly_without_memory(void **state)
{
    (void)state;
    const struct xlsb_fixture fixture = {.sheet = ROW1 "6: " A " \"a\"\n7: " B
                                                       " 00000000\n",
                                         .strings = "19: 00 \"b\"\n"};
    struct package package;
    size_t cells = 0;
    int result = -1;
    xlsb_fixture_build(&fixture, &package);
    for (unsigned long n = 1; result != 0; n++) {
        struct failure failure = FAILURE_INIT;
        struct arena *arena = arena_new();
        mem_fail_after(n);
        result = count_cells(&package, arena, &cells, &failure);
        mem_fail_after(0);
        if (result != 0)
            assert_string_equal(diag_name(failure.code), "out-of-memory");
        arena_free(arena);
        assert_true(n < 1000);
    }
    assert_int_equal(cells, 2);
    package_release(&package);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sheets_are_read_as_the_cases_say),
        cmocka_unit_test(reading_fails_cleanly_without_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
