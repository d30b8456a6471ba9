/*
 * Cells written like those above them: which are taken, and that none is taken
 * that is not. What a sheet of them comes to is test_xlsx_sheet.c.
 */
#include "import/xlsx_form.h"

#include "import/xlsx_window.h"
#include "tests/support/suite.h"
#include <string.h>

#define ABOVE_HEAD "<c r=\"B"
#define ABOVE_TAIL "\" s=\"3\" t=\"s\"><v>"

/* In row 12, after a cell in column A, below B11 of that form. */
static const struct form_case {
    const char *name;
    const char *cells;
    size_t taken; /* bytes of them */
} cases[] = {
    {"like it", "<c r=\"B12\" s=\"3\" t=\"s\"><v>4</v></c>|", 35},
    {"with a longer value", "<c r=\"B12\" s=\"3\" t=\"s\"><v>0004</v></c>|",
     38},
    {"in another row", "<c r=\"B11\" s=\"3\" t=\"s\"><v>4</v></c>|", 0},
    {"in another column", "<c r=\"C12\" s=\"3\" t=\"s\"><v>4</v></c>|", 0},
    {"with another style", "<c r=\"B12\" s=\"4\" t=\"s\"><v>4</v></c>|", 0},
    {"of another type", "<c r=\"B12\" s=\"3\" t=\"n\"><v>4</v></c>|", 0},
    {"without a value", "<c r=\"B12\" s=\"3\" t=\"s\"><v></v></c>|", 0},
    {"with one that is no number",
     "<c r=\"B12\" s=\"3\" t=\"s\"><v>4 </v></c>|", 0},
    {"with more in it", "<c r=\"B12\" s=\"3\" t=\"s\"><v>4</v><f/></c>|", 0},
    {"with a long value", "<c r=\"B12\" s=\"3\" t=\"s\"><v>00000001</v></c>|",
     0},
    {"cut in its value", "<c r=\"B12\" s=\"3\" t=\"s\"><v>4", 0},
    {"cut before it", "<c r=\"B12\" s=\"3\" t=\"s\"><v", 0},
    {"cut in its reference", "<c r=\"B1", 0},
    {"cut at its end", "<c r=\"B12\" s=\"3\" t=\"s\"><v>4</v></c", 0},
};

static void only_cells_written_alike_are_taken(void **state)
{
    static char bytes[] = "ab";
    static uint32_t starts[] = {0, 0, 0, 0, 0, 2};
    struct xlsx_book book = {.strings = {.bytes = bytes, .starts = starts}};
    static const char above[] = ABOVE_HEAD "11" ABOVE_TAIL "1</v></c>";
    const struct xlsx_form_parts parts = {
        .cell = above,
        .reference = above + strlen(ABOVE_HEAD),
        .tail = above + strlen(ABOVE_HEAD "11\""),
        .value = above + strlen(ABOVE_HEAD "11" ABOVE_TAIL),
    };
    const struct xlsx_cell cell = {.style = 3, .type = XLSX_SHARED};
    static const struct sheet_sink sink = {.context = NULL};
    struct failure failure = FAILURE_INIT;
    (void)state;
    book.strings.count = 5;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        char space[128 + SCAN_PADDING] = {0};
        struct xlsx_form forms[XLSX_FORMS] = {{.is_known = false}};
        struct xlsx_row row;
        const char *at = space;
        memcpy(space, cases[i].cells, strlen(cases[i].cells));
        xlsx_form_learn(&forms[1], &parts, &cell);
        xlsx_row_init(&row, &book, NULL, &sink, &failure);
        assert_int_equal(xlsx_row_begin(&row, "12", 2, false), 0);
        xlsx_row_pass(&row, 1);
        const int result = xlsx_forms_read(forms, &row, &at);
        EXPECT_INT(cases[i].name, at - space, cases[i].taken);
        EXPECT_INT(cases[i].name, row.count, cases[i].taken > 0 && result == 0);
        if (row.count == 1) {
            EXPECT_INT(cases[i].name, row.cells[0].column, 2);
            EXPECT_INT(cases[i].name, row.cells[0].shared, 5);
        }
        xlsx_row_release(&row);
    }
}

static void what_is_too_long_is_not_learnt(void **state)
{
    static const char above[] =
        "<c r=\"B11\" s=\"3\" t=\"s\" and=\"more of it\"><v>1</v></c>";
    const struct xlsx_form_parts parts = {
        .cell = above,
        .reference = above + 7,
        .tail = above + 10,
        .value = strstr(above, "1</v>"),
    };
    const struct xlsx_cell cell = {.type = XLSX_SHARED};
    struct xlsx_form form = {.is_known = true};
    (void)state;
    xlsx_form_learn(&form, &parts, &cell);
    assert_false(form.is_known);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_cells_written_alike_are_taken),
        cmocka_unit_test(what_is_too_long_is_not_learnt),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
