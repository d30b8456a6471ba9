/*
 * Rows of a BIFF worksheet: their order, what is hidden, what is merged, and
 * streams that are damaged.
 */
#include "core/arena.h"
#include "tests/support/biff_stream.h"
#include "tests/support/sheet_text.h"
#include "tests/support/suite.h"
#include <stdlib.h>
#include <string.h>

/* TRUE and FALSE in A1, B2 … */
#define A1 "0205: 0000 0000 0000 01 00\n"
#define B1 "0205: 0000 0100 0000 01 00\n"
#define A2 "0205: 0100 0000 0000 01 00\n"
#define A3 "0205: 0200 0000 0000 01 00\n"
#define A1_FALSE "0205: 0000 0000 0000 00 00\n"

/* Row, columns, height, -, -, flags (20: hidden), format. */
#define ROW2 "0208: 0100 0000 0100 FF00 0000 0000 0001 0F00\n"
#define ROW2_HIDDEN "0208: 0100 0000 0100 FF00 0000 0000 2001 0F00\n"

static const struct {
    const char *name;
    const char *sheet;
    const char *expected;
} sheets[] = {
    {"in order", A1 B1 A2, "1: A?1 B?1\n2: A?1\n"},
    {"rows out of order", A3 A1 B1 A2, "1: A?1 B?1\n2: A?1\n3: A?1\n"},
    {"columns out of order", B1 A1, "1: A?1 B?1\n"},
    {"a cell twice: the later holds", A1 A1_FALSE, "1: A?0\n"},
    {"a cell twice, far apart", A1_FALSE A2 A1, "1: A?1\n2: A?1\n"},
    {"hidden row", ROW2_HIDDEN A1 A2, "1: A?1\n2 hidden: A?1\n"},
    {"hidden row said afterwards", A1 A2 ROW2_HIDDEN,
     "1: A?1\n2 hidden: A?1\n"},
    {"all rows hidden but one", "0225: 0200 FF00\n" ROW2 A1 A2 A3,
     "1 hidden: A?1\n2: A?1\n3 hidden: A?1\n"},
    {"default height, not hidden", "0225: 0000 FF00\n" A1, "1: A?1\n"},
    {"merged ranges", A1 "00E5: 0200 0000 0000 0000 0200 0100 0300 0000 0000\n",
     "merge A1:C1\nmerge A2:A4\n1: A?1\n"},
    {"merged the other way round, and beyond the last column",
     "00E5: 0200 0500 0200 0300 0100 0000 0000 0000 FFFF\n",
     "merge B3:D6\nmerge A1:XFD1\n"},
    {"an embedded chart",
     A1 "0809: 0006 2000\n" A2 "0809: 0006 2000\n000A:\n000A:\n" A3,
     "1: A?1\n3: A?1\n"},
    {"the last row and column", "0205: FFFF FF00 0000 01 00\n",
     "65536: IV?1\n"},
    {"no cells", "", ""},
};

static void rows_come_in_order(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(sheets); i++)
        biff_stream_expect(sheets[i].name, 8, "", sheets[i].sheet,
                           sheets[i].expected);
}

static void broken_sheets_are_refused(void **state)
{
    (void)state;
    biff_stream_expect_failure("column beyond any sheet", 8, "",
                               "0205: 0000 0040 0000 01 00\n",
                               DIAG_FILE_DAMAGED, "BIFF +37");
    biff_stream_expect_failure("merged ranges cut off", 8, "",
                               "00E5: 0200 0000 0000 0000 0200\n",
                               DIAG_FILE_DAMAGED, "BIFF +37");
    biff_stream_expect_failure("no end", 8, "", "0809: 0006 2000\n",
                               DIAG_FILE_DAMAGED, "BIFF +49");
}

static int pass_row(void *context, const struct sheet_row *row)
{
    (void)context;
    (void)row;
    return 0;
}

/* As thousands of sheets would that stand in one place. */
static void a_sheet_gone_over_too_often_is_refused(void **state)
{
    enum { MOST = 100000 };
    (void)state;
    struct biff_lines lines;
    struct failure failure = FAILURE_INIT;
    struct workbook workbook;
    const struct sheet_sink sink = {.row = pass_row};
    struct arena *arena = arena_new();
    biff_stream_make(&lines, 8, "", "00EC: 41*30000\n00EC: 41*30000\n");
    const struct file_bytes file = {"t.xls", lines.bytes, lines.size};
    assert_int_equal(xls_open(&file, arena, &workbook, &failure), 0);
    unsigned times = 0;
    while (times < MOST && workbook_read(&workbook, 0, &sink, &failure) == 0)
        times++;
    const uint64_t most = file_yield_most(lines.size);
    assert_in_range(times, most / lines.size, most / 60000);
    assert_string_equal(diag_name(failure.code), "file-limit");
    assert_string_equal(failure.sheet, "S");
    workbook_release(&workbook);
    arena_free(arena);
}

/* A workbook with some of everything. */
static void make_rich(struct biff_lines *lines)
{
    biff_stream_make(
        lines, 8,
        "0022: 0000\n041E: A400 0400 00 'yyyy'\n00E0: 0000 A400 00*16\n"
        "00FC: 02000000 02000000 0200 01 D359\n003C: 01 0D54 0300 08 0100 "
        "'abc' 0000 0100\n",
        ROW2_HIDDEN "00FD: 0200 0000 0000 01000000\n"
                    "00FD: 0000 0000 0000 00000000\n" B1 A2
                    "0006: 0100 0300 0000 000000000000FFFF 0000 00000000\n"
                    "0207: 0400 00 'ab'\n003C: 01 D3590D54\n"
                    "0204: 0300 0000 0000 0200 01 D3590D54\n"
                    "00BD: 0400 0100 0000 06000000 0000 4EC10200 0200\n"
                    "00E5: 0100 0000 0000 0000 0200\n");
}

static void read_damaged(const struct biff_lines *lines)
{
    struct text text = TEXT_INIT;
    struct failure failure = FAILURE_INIT;
    if (biff_stream_read(lines, &text, &failure) != 0)
        assert_int_not_equal(failure.code, DIAG_NONE);
    text_release(&text);
}

static void damaged_streams_do_no_harm(void **state)
{
    (void)state;
    struct biff_lines *lines = malloc(sizeof *lines);
    assert_non_null(lines);
    make_rich(lines);
    const size_t size = lines->size;
    for (lines->size = 0; lines->size < size; lines->size++) {
        struct text text = TEXT_INIT;
        struct failure failure = FAILURE_INIT;
        if (biff_stream_read(lines, &text, &failure) == 0)
            fail_msg("%zu of %zu bytes were enough", lines->size, size);
        text_release(&text);
    }
    srand(20230831);
    for (int round = 0; round < 20000; round++) {
        make_rich(lines);
        for (int flips = 1 + rand() % 3; flips > 0; flips--)
            lines->bytes[(size_t)rand() % size] ^=
                (unsigned char)(1 << rand() % 8);
        read_damaged(lines);
    }
    free(lines);
}

static void each_failing_allocation_is_a_clean_failure(void **state)
{
    (void)state;
    struct biff_lines *lines = malloc(sizeof *lines);
    unsigned long n = 0;
    assert_non_null(lines);
    make_rich(lines);
    for (;;) {
        struct text text = TEXT_INIT;
        struct failure failure = FAILURE_INIT;
        mem_fail_after(++n);
        const int result = biff_stream_read(lines, &text, &failure);
        mem_fail_after(0);
        const bool is_whole = result == 0 && !text.failed;
        if (result != 0)
            assert_int_equal(failure.code, DIAG_OUT_OF_MEMORY);
        text_release(&text);
        if (is_whole)
            break;
        assert_true(n < 1000);
    }
    assert_true(n > 15);
    free(lines);
}

static int stop_at_row(void *context, const struct sheet_row *row)
{
    int *seen = context;
    *seen = (int)row->row;
    return row->row == 2;
}

static void sink_can_stop_the_reading(void **state)
{
    (void)state;
    struct biff_lines *lines = malloc(sizeof *lines);
    struct arena *arena = arena_new();
    struct failure failure = FAILURE_INIT;
    struct workbook workbook;
    int seen = 0;
    const struct sheet_sink sink = {.context = &seen, .row = stop_at_row};
    assert_non_null(lines);
    biff_stream_make(lines, 8, "", A1 A2 A3);
    const struct file_bytes file = {"a.xls", lines->bytes, lines->size};
    assert_int_equal(xls_open(&file, arena, &workbook, &failure), 0);
    assert_int_equal(workbook.reader->read(workbook.state, 0, &sink, &failure),
                     0);
    assert_int_equal(seen, 2);
    workbook.reader->close(workbook.state);
    arena_free(arena);
    free(lines);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_come_in_order),
        cmocka_unit_test(broken_sheets_are_refused),
        cmocka_unit_test(a_sheet_gone_over_too_often_is_refused),
        cmocka_unit_test(damaged_streams_do_no_harm),
        cmocka_unit_test(each_failing_allocation_is_a_clean_failure),
        cmocka_unit_test(sink_can_stop_the_reading),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
