/*
 * The workbook part, styles and shared strings of .xlsb packages.
 */
#include "import/xlsb_book.h"

#include "tests/support/suite.h"
#include "tests/support/xlsb_package.h"

#define ROW "0: 00000000 00*4 2C01 00 00 00\n"
#define CELL "2: 00000000 00000000 4EC10200\n"
#define SECOND "2: 00000000 01000000 4EC10200\n"

static const struct {
    const char *name;
    struct xlsb_fixture fixture;
    const char *expected;
} cases[] = {
    {"sheets in order, charts and modules left out, hidden ones told",
     {.sheet = ROW CELL,
      .workbook = "156: 00*4 01000000 \"r2\" \"图\"\n"
                  "156: 01000000 01000000 \"r1\" \"一\"\n"
                  "156: 00*4 02000000 FFFFFFFF \"模块\"\n"
                  "156: 02000000 01000000 \"r1\" \"二\"\n"},
     "sheet 一 hidden\n1: A45139\nsheet 二 very hidden\n1: A45139\n"},
    {"a sheet without relationship",
     {.workbook = "156: 00*4 01000000 \"r9\" \"S1\"\n"},
     "failure file-damaged\n"},
    {"a sheet cut off",
     {.workbook = "156: 00*4 01000000 \"r1\"\n"},
     "failure file-damaged\n"},
    {"a usual date format",
     {.sheet = ROW SECOND, .styles = "617:\n47: 00*4\n47: 0000 0E00\n618:\n"},
     "1: A@45139\n"},
    {"a date format by its number in Chinese files",
     {.sheet = ROW SECOND, .styles = "617:\n47: 00*4\n47: 0000 1F00\n618:\n"},
     "1: A@45139\n"},
    {"the file's own code holds",
     {.sheet = ROW SECOND,
      .styles = "44: 0E00 \"0.00\"\n617:\n47: 00*4\n47: 0000 0E00\n618:\n"},
     "1: A45139\n"},
    {"formats of named styles are no cell formats",
     {.sheet = ROW SECOND,
      .styles = "626:\n47: 0000 0E00\n47: 0000 0E00\n627:\n617:\n47: 00*4\n"
                "47: 00*4\n618:\n"},
     "1: A45139\n"},
    {"a format cut off",
     {.styles = "44: 0E00 05000000\n"},
     "failure file-damaged\n"},
    {"a shared string cut off",
     {.strings = "19: 00 05000000 6100\n"},
     "failure file-damaged\n"},
};

static void books_are_read_as_the_cases_say(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        xlsb_expect(cases[i].name, &cases[i].fixture, cases[i].expected);
}

static void the_date_system_is_told(void **state)
{
    (void)state;
    static const char *const flags[] = {"153: 00*12\n", "153: 01 00*11\n"};
    for (size_t i = 0; i < COUNT_OF(flags); i++) {
        struct text records = TEXT_INIT;
        struct failure failure = FAILURE_INIT;
        struct package package;
        struct workbook workbook;
        struct arena *arena = arena_new();
        text_append(&records, flags[i]);
        text_append(&records, "156: 00*4 01000000 \"r1\" \"S1\"\n");
        const struct xlsb_fixture fixture = {.workbook = text_of(&records)};
        xlsb_fixture_build(&fixture, &package);
        const struct file_bytes file = {"t.xlsb", package.bytes, package.size};
        assert_int_equal(xlsx_open(&file, arena, &workbook, &failure), 0);
        assert_int_equal(workbook.is_1904, i == 1);
        assert_string_equal(workbook.format, "xlsb");
        workbook_release(&workbook);
        package_release(&package);
        text_release(&records);
        arena_free(arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(books_are_read_as_the_cases_say),
        cmocka_unit_test(the_date_system_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
