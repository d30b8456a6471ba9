/*
 * Cells scanned: whole, or not at all. What they mean is tested with the
 * sheets (test_xlsx_sheet).
 */
#include "import/number_format.h"
#include "import/xlsx_cell.h"

#include "tests/support/sheet_text.h"
#include "tests/support/suite.h"
#include <string.h>

enum { SPACE = 512, BEFORE = 2 };

static const struct {
    const char *cell;     /* from after "<c" */
    const char *expected; /* NULL = the scanner does not know it */
} cases[] = {
    {" r=\"B3\" s=\"1\" t=\"s\"><v>0</v></c>", "3: B\"ab\"\n"},
    {" r=\"B3\" s=\"1\"><v>12</v></c>", "3: B@12\n"},
    {" r=\"B3\"><v>12.5</v></c>", "3: B12.5\n"},
    {" r=\"B3\"><f>1+1</f><v>2</v></c>", "3: B2f\n"},
    {"><v>7</v></c>", "3: A7\n"},
    {" r=\"B3\" s=\"1\"/>", ""},
    {" r=\"B3\" t=\"str\"><v>&lt;_x0041_张</v></c>", "3: B\"<A张\"\n"},
    {" r=\"B3\" t=\"inlineStr\"><is><t>a&amp;b</t></is></c>", "3: B\"a&b\"\n"},
    {" r='B3' s='1'>\n<v>12</v>\n</c>", "3: B@12\n"},
    {" cm=\"1\" ph=\"1\" r=\"B3\" vm=\"9\"><v xml:space=\"default\">1</v></c>",
     "3: B1\n"},
    {" r=\"B3\"><v>1</v><extLst></extLst></c>           ", NULL},
    {" r=\"B3\"><!-- --><v>1</v></c>                    ", NULL},
    {" r=\"B3\" xmlns=\"u\"><v>1</v></c>                ", NULL},
    {" r=\"B3\" t=\"str\"><v>&x;</v></c>                ", NULL},
    {" r=\"B3\" t=\"str\"><v>\xFF</v></c>               ", NULL},
    {" r=\"B3\"><is/></c>                               ", NULL},
};

struct scanned {
    char space[SPACE];
    struct scan scan;
    struct xlsx_window window;
    struct xlsx_book book;
    struct sheet_text text;
    struct sheet_sink sink;
    struct failure failure;
    struct xlsx_row row;
    struct xlsx_cells cells;
    struct xlsx_form forms[XLSX_FORMS];
};

static void begin(struct scanned *scanned, const char *cell, size_t length)
{
    static char bytes[] = "ab";
    static uint32_t starts[] = {0, 2};
    static unsigned char shown[] = {0, SHOWN_AS_DATE};
    *scanned = (struct scanned){.failure = FAILURE_INIT};
    memcpy(scanned->space, "<c", BEFORE);
    memcpy(scanned->space + BEFORE, cell, length);
    scanned->scan.end = scanned->space + BEFORE + length;
    scanned->window.bytes = scanned->space;
    scanned->book.strings = (struct xlsx_strings){
        .bytes = bytes, .starts = starts, .count = 1, .length = 2};
    scanned->book.styles = (struct xlsx_styles){.shown = shown, .count = 2};
    scanned->sink = sheet_text_sink(&scanned->text);
    xlsx_row_init(&scanned->row, &scanned->book, NULL, &scanned->sink,
                  &scanned->failure);
    assert_int_equal(xlsx_row_begin(&scanned->row, "3", 1, false), 0);
    scanned->cells = (struct xlsx_cells){.scan = &scanned->scan,
                                         .window = &scanned->window,
                                         .row = &scanned->row,
                                         .forms = scanned->forms};
}

static void end(struct scanned *scanned)
{
    xlsx_row_release(&scanned->row);
    text_release(&scanned->text.text);
}

static void whole_cells_are_added(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct scanned scanned;
        begin(&scanned, cases[i].cell, strlen(cases[i].cell));
        const char *at = scanned.space + BEFORE;
        const int result = xlsx_cell_read(&scanned.cells, &at);
        EXPECT_INT(cases[i].cell, result == 0, cases[i].expected != NULL);
        if (result == 0) {
            EXPECT_INT(cases[i].cell, at == scanned.scan.end, true);
            xlsx_row_end(&scanned.row);
            assert_int_equal(xlsx_row_finish(&scanned.row), 0);
            EXPECT_TEXT(cases[i].cell, text_of(&scanned.text.text),
                        cases[i].expected);
        } else if (result == SCAN_STOPPED) {
            EXPECT_INT(cases[i].cell, scan_is_cut(&scanned.scan), false);
        }
        end(&scanned);
    }
}

static void a_cell_that_is_cut_leaves_no_trace(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        const char *cell = cases[i].cell;
        for (size_t length = 0; length < strlen(cell); length++) {
            struct scanned scanned;
            if (cases[i].expected == NULL)
                continue;
            begin(&scanned, cell, length);
            const char *at = scanned.space + BEFORE;
            EXPECT_INT(cell, xlsx_cell_read(&scanned.cells, &at), SCAN_STOPPED);
            EXPECT_INT(cell, scan_is_cut(&scanned.scan), true);
            EXPECT_INT(cell, at == scanned.space + BEFORE, true);
            EXPECT_INT(cell, memcmp(scanned.space + BEFORE, cell, length), 0);
            EXPECT_INT(cell, scanned.row.count, 0);
            EXPECT_INT(cell, scanned.row.last_column, 0);
            end(&scanned);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(whole_cells_are_added),
        cmocka_unit_test(a_cell_that_is_cut_leaves_no_trace),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
