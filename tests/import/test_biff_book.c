/*
 * What a BIFF workbook says before its sheets.
 */
#include "core/arena.h"
#include "import/biff_book.h"
#include "tests/support/biff_stream.h"
#include "tests/support/suite.h"
#include <stdlib.h>
#include <string.h>

#define CELL "0205: 0000 0000 0000 01 00\n"

/* Of a workbook of version 8; the sheet holds TRUE in A1. */
static const struct {
    const char *name;
    unsigned version;
    const char *globals;
    const char *expected;
} books[] = {
    {"one sheet", 8, "", "[S]\n1: A?1\n"},
    {"hidden sheet", 8, "0085: @ 01 00 01 00 'S'\n", "[S hidden]\n1: A?1\n"},
    {"very hidden sheet", 8, "0085: @ 02 00 01 00 'S'\n",
     "[S very hidden]\n1: A?1\n"},
    {"name in utf-16", 8, "0085: @ 00 00 02 01 4E4F DD4F\n",
     "[低保]\n1: A?1\n"},
    {"name in code page 936", 5, "0042: A803\n0085: @ 00 00 04 B5CD B1A3\n",
     "[低保]\n1: A?1\n"},
    {"name before the code page", 5, "0085: @ 00 00 04 B5CD B1A3\n0042: A803\n",
     "[低保]\n1: A?1\n"},
    {"name without code page", 5, "0085: @ 00 00 04 B5CD B1A3\n",
     "[低保]\n1: A?1\n"},
    {"name without code page, a Russian font", 5,
     "0031: C800 0000 FF7F 9001 0000 00 00 CC 00 01 'A'\n"
     "0085: @ 00 00 01 E9\n",
     "[й]\n1: A?1\n"},
    {"name in a code page, a Russian font", 5,
     "0031: C800 0000 FF7F 9001 0000 00 00 CC 00 01 'A'\n"
     "0042: A803\n0085: @ 00 00 04 B5CD B1A3\n",
     "[低保]\n1: A?1\n"},
    {"name in code page 1252", 5, "0042: E404\n0085: @ 00 00 01 E9\n",
     "[é]\n1: A?1\n"},
    {"name in a code page of the Macintosh", 5,
     "0042: 2D27\n0085: @ 00 00 01 89\n", "[Č]\n1: A?1\n"},
    {"name in code page 65001", 5, "0042: E9FD\n0085: @ 00 00 02 C3A9\n",
     "[é]\n1: A?1\n"},
    {"charts, macros and modules are left out", 8,
     "0085: 00000000 00 02 01 00 'C'\n0085: 00000000 00 01 01 00 'M'\n"
     "0085: 00000000 00 06 01 00 'V'\n0085: @ 00 00 01 00 'S'\n",
     "[S]\n1: A?1\n"},
    {"a sheet that is a chart after all", 8,
     "0085: 00000000 00 00 01 00 'C'\n0085: @ 00 00 01 00 'S'\n",
     "[S]\n1: A?1\n"},
    {"1904", 8, "0022: 0100\n", "1904\n[S]\n1: A?1\n"},
    {"1900", 8, "0022: 0000\n", "[S]\n1: A?1\n"},
    {"strings fewer than said", 8, "00FC: 09000000 09000000 0100 00 'a'\n",
     "[S]\n1: A?1\n"},
    {"strings of which none is said", 8,
     "00FC: 00000000 00000000 0100 00 'a' 0200 00 'bc'\n", "[S]\n1: A?1\n"},
    {"strings cut off", 8, "00FC: 01000000 01000000 0100 01 'a'\n",
     "[S]\n1: A?1\n"},
};

static void books_are_read(void **state)
{
    (void)state;
    struct biff_lines *lines = malloc(sizeof *lines);
    assert_non_null(lines);
    for (size_t i = 0; i < COUNT_OF(books); i++) {
        struct text text = TEXT_INIT;
        struct failure failure = FAILURE_INIT;
        biff_stream_make(lines, books[i].version, books[i].globals, CELL);
        if (biff_stream_read(lines, &text, &failure) != 0)
            fail_msg("%s: %s %s", books[i].name, diag_name(failure.code),
                     failure.note);
        if (strcmp(text_of(&text), books[i].expected) != 0)
            fail_msg("%s:\n%s", books[i].name, text_of(&text));
        text_release(&text);
    }
    free(lines);
}

static const struct {
    const char *name;
    unsigned version;
    const char *globals;
    enum diag_code code;
    const char *note;
} refusals[] = {
    {"protected", 8, "002F: 0100 0100 0100 00*48\n", DIAG_FILE_PROTECTED,
     "RC4"},
    {"protected, old", 5, "002F: 0000 0000\n", DIAG_FILE_PROTECTED, "XOR"},
    {"unknown code page", 5, "0042: 3930\n", DIAG_FILE_ENCODING, "CP12345"},
    {"sheet outside the stream", 8, "0085: FFFFFF7F 00 00 01 00 'S'\n",
     DIAG_FILE_DAMAGED, "BIFF +2147483647"},
    {"sheet in the middle of a record", 8, "0085: 04000000 00 00 01 00 'S'\n",
     DIAG_FILE_DAMAGED, "BIFF +4"},
};

static void what_cannot_be_read_is_refused(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(refusals); i++)
        biff_stream_expect_failure(refusals[i].name, refusals[i].version,
                                   refusals[i].globals, CELL, refusals[i].code,
                                   refusals[i].note);
}

/* WINDOWPROTECT, PROTECT, PASSWORD, WRITEPROT, FILESHARING: the cells stand
 * there to be read. */
static void what_is_locked_against_changes_is_read(void **state)
{
    (void)state;
    biff_stream_expect("locked", 8,
                       "0086:\n005B: 0100 4BCE 0100 00 'a'\n0019: 0100\n"
                       "0012: 0100\n0013: AF83\n",
                       "0012: 0100\n0013: 1ACC\n" CELL, "1: A?1\n");
}

static void expect_bare_named(const char *name, const char *records,
                              const char *expected)
{
    struct biff_lines *lines = malloc(sizeof *lines);
    struct text text = TEXT_INIT;
    struct failure failure = FAILURE_INIT;
    assert_non_null(lines);
    lines->size = 0;
    biff_stream_add(lines, records);
    assert_true(biff_is_stream(lines->bytes, lines->size));
    if (biff_stream_read(lines, &text, &failure) != 0)
        text_printf(&text, "%s %s", diag_name(failure.code), failure.note);
    EXPECT_TEXT(name, text_of(&text), expected);
    text_release(&text);
    free(lines);
}

static void expect_bare(const char *records, const char *expected)
{
    expect_bare_named("stream", records, expected);
}

/* As PHP pages of the 2000s write it. */
static void lone_sheet_is_read_and_named_after_the_file(void **state)
{
    (void)state;
    expect_bare("0809: 0000 1000 0000 0000\n"
                "0204: 0000 0000 0000 0400 D0D5 C3FB\n"
                "0203: 0000 0100 0000 000000000000F83F\n000A:\n",
                "[名单]\n1: A\"姓名\" B1.5\n");
}

/* Programs of that age are still in use. Their formats are numbered as they
 * come; 1 is a date below. */
#define EARLY_FORMATS "001E: 07 'General'\n001E: 08 'yyyy-m-d'\n"

static const struct {
    const char *name;
    const char *records;
    const char *expected;
} early[] = {
    {"BIFF2 without cell formats",
     "0009: 0200 1000\n0042: A803\n" EARLY_FORMATS
     "0004: 0000 0000 000000 04 D0D5 C3FB\n"
     "0002: 0100 0000 000000 0700\n"
     "0003: 0100 0100 000000 000000000000F83F\n"
     "0002: 0100 0200 000100 53B0\n"
     "0005: 0100 0300 000000 01 00\n"
     "0005: 0100 0400 000000 2A 01\n000A:\n",
     "[名单]\n1: A\"姓名\"\n2: A7 B1.5 C@45139 D?1 E!#N/A\n"},
    {"BIFF2 with cell formats",
     "0009: 0200 1000\n" EARLY_FORMATS "0043: 00000000\n0043: 00000100\n"
     "0002: 0000 0000 010000 53B0\n"
     "0044: 0100\n0002: 0000 0100 3F0000 53B0\n"
     "0002: 0000 0200 000000 53B0\n000A:\n",
     "[名单]\n1: A@45139 B@45139 C45139\n"},
    {"BIFF2, a format that no cell has in front",
     "0009: 0200 1000\n0043: 00000000\n"
     "0002: 0000 0000 3F0000 0700\n000A:\n",
     "[名单]\n1: A7\n"},
    {"BIFF2, dates by their usual numbers",
     "0009: 0200 1000\n"
     "0002: 0000 0000 000C00 53B0\n0002: 0000 0100 000B00 53B0\n000A:\n",
     "[名单]\n1: A@45139 B45139\n"},
    {"BIFF2, formulas",
     "0009: 0200 1000\n"
     "0006: 0000 0000 000000 000000000000F83F 00 00\n"
     "0006: 0000 0100 000000 000000000000FFFF 00 00\n0007: 02 D0D5\n"
     "0006: 0000 0200 000000 010001000000FFFF 00 00\n000A:\n",
     "[名单]\n1: A1.5f B\"姓\"f C?1f\n"},
    {"BIFF2, hidden row",
     "0009: 0200 1000\n0008: 0000 0000 0100 0000 00 0000\n"
     "0008: 0100 0000 0100 FF80 00 0000\n"
     "0002: 0000 0000 000000 0700\n0002: 0100 0000 000000 0800\n000A:\n",
     "[名单]\n1 hidden: A7\n2: A8\n"},
    {"BIFF3",
     "0209: 0003 1000 0000\n" EARLY_FORMATS
     "0243: 0000 00*10\n0243: 0001 00*10\n"
     "0204: 0000 0000 0000 0400 D0D5 C3FB\n"
     "027E: 0000 0100 0100 4EC10200\n"
     "0206: 0000 0200 0000 000000000000F83F 0000 0000\n000A:\n",
     "[名单]\n1: A\"姓名\" B@45139 C1.5f\n"},
    {"BIFF4",
     "0409: 0004 1000 0000\n041E: 0000 07 'General'\n041E: 0000 04 'yyyy'\n"
     "0443: 0000 00*10\n0443: 0001 00*10\n"
     "027E: 0000 0100 0100 4EC10200\n"
     "0406: 0000 0200 0000 000000000000FFFF 0000 0000\n"
     "0207: 0200 D0D5\n000A:\n",
     "[名单]\n1: B@45139 C\"姓\"f\n"},
    {"records of BIFF2 in a newer sheet",
     "0809: 0005 1000\n0004: 0000 0000 000000 01 'a'\n"
     "0204: 0000 0100 0000 0100 'b'\n000A:\n",
     "[名单]\n1: A\"a\" B\"b\"\n"},
    {"BIFF4, several files bound together", "0409: 0004 0001 0000\n000A:\n",
     "file-sheet-format Excel 4 (.xlw)"},
    {"BIFF2, number cut off",
     "0009: 0200 1000\n0003: 0000 0000 000000 00\n000A:\n",
     "[名单]\nfile-damaged BIFF +8"},
};

static void generations_before_biff5_are_read(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(early); i++)
        expect_bare_named(early[i].name, early[i].records, early[i].expected);
}

static void globals_without_end_are_damaged(void **state)
{
    (void)state;
    expect_bare("0809: 0006 0500 0000 0000\n0022: 0000\n",
                "file-damaged BIFF +18");
}

static void other_bytes_are_no_stream(void **state)
{
    (void)state;
    static const struct {
        const char *bytes;
        size_t size;
    } others[] = {
        {"", 0},
        {"\x09\x08\x08", 3},
        {"\x09\x08\x08\0\0\6\5\0", 8},
        {"\t\0a\tb\tc\nd\te\tf", 12},
        {"\x0A\0\4\0\0\0\0\0", 8},
    };
    for (size_t i = 0; i < COUNT_OF(others); i++)
        assert_false(biff_is_stream((const unsigned char *)others[i].bytes,
                                    others[i].size));
}

static void too_many_sheets_are_refused(void **state)
{
    (void)state;
    struct text globals = TEXT_INIT;
    for (int i = 0; i < 8192; i++)
        text_append(&globals, "0085: 00000000 00 02 00 00\n");
    text_append(&globals, "0085: @ 00 00 01 00 'S'\n");
    biff_stream_expect_failure("8193 sheets", 8, text_of(&globals), "",
                               DIAG_FILE_LIMIT, "sheets > 8192");
    text_release(&globals);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(books_are_read),
        cmocka_unit_test(what_cannot_be_read_is_refused),
        cmocka_unit_test(what_is_locked_against_changes_is_read),
        cmocka_unit_test(lone_sheet_is_read_and_named_after_the_file),
        cmocka_unit_test(generations_before_biff5_are_read),
        cmocka_unit_test(globals_without_end_are_damaged),
        cmocka_unit_test(other_bytes_are_no_stream),
        cmocka_unit_test(too_many_sheets_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
