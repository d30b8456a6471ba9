/*
 * What was met in the test files of other spreadsheet libraries, a small file
 * of our own each (files/make_defects.py), named by what is odd about it: its
 * cells, or the code with which it is refused.
 */
#include "import/import.h"

#include "tests/support/suite.h"
#include <stdlib.h>
#include <string.h>

#define FOLDER "tests/import/files/defects/"

static const struct {
    const char *name;
    const char *cells; /* of its one sheet */
} read_files[] = {
    {"styles-and-strings-missing.xlsx", "[1,1,\"甲\"]"},
    {"row-begun-anew-for-each-cell.xlsx",
     "[1,1,\"甲\"],[1,2,\"乙\"],[1,3,\"380\"],[2,1,\"丙\"]"},
    {"iso-date-by-format.xlsx",
     "[1,1,\"2023-08-01\"],[1,2,\"45139\"],[1,3,\"06:30:00\"]"},
    {"chinese-date-format.xlsx", "[1,1,\"2023-08-01\"]"},
    {"escaped-nul.xlsx", "[1,1,\"甲乙\"]"},
    {"number-that-is-none.xlsx", "[1,1,\"abc\"]"},
    {"number-that-is-none.xls", "[1,1,\"#NUM!\"]"},
    {"plain.xlsb", "[1,1,\"甲\"],[1,2,\"2023-08-01\"],[1,3,\"TRUE\"]"},
    {"strings-without-count.xls", "[1,1,\"甲\"]"},
    {"biff2.xls", "[1,1,\"姓名\"],[2,1,\"380\"],[2,2,\"2023-08-01\"]"},
    {"biff3.xls", "[1,1,\"姓名\"],[1,2,\"2023-08-01\"]"},
    {"records-of-an-older-age.xls", "[1,1,\"甲\"],[1,2,\"乙\"]"},
    {"russian-font-without-code-page.xls", "[1,1,\"Да\"]"},
    {"macintosh-code-page.xls", "[1,1,\"Č\"]"},
};

static const struct {
    const char *name;
    const char *code;
    const char *note; /* a part of what is said */
} refused_files[] = {
    {"strings-missing-though-needed.xlsx", "file-damaged", "<c t=\"s\">"},
    {"sheet-part-missing.xlsx", "file-damaged", "sheet1.xml: missing"},
    {"sheet-part-twice.xlsx", "file-damaged", "sheet1.xml x 2"},
    {"sheet-without-relationship.xlsx", "file-damaged", "<sheet r:id>"},
    {"sheet-no-xml.xlsx", "file-damaged", "sheet1.xml:1:1"},
    {"doctype.xlsx", "file-damaged", "DOCTYPE"},
    {"wrong-checksum.xlsx", "file-damaged", "_rels/.rels"},
    {"cell-reference-without-column.xlsx", "file-damaged", "<c r>"},
    {"rows-out-of-order.xlsx", "file-disorder", "<row r> < r"},
    {"cell-twice.xlsx", "file-disorder", "<c r> x 2"},
    {"cell-of-another-row.xlsx", "file-disorder", "<c r>"},
    {"no-worksheet.xlsx", "file-no-sheets", ""},
    {"chart-without-workbook.xls", "file-no-sheets", ""},
    {"biff4-workspace.xls", "file-sheet-format", "Excel 4"},
    {"nuls-in-a-text.csv", "file-format", "NUL +4"},
    {"utf-32.csv", "file-format", "NUL +2"},
    {"empty.csv", "file-empty", ""},
};

static int dump(const char *name, char **out, struct failure *failure)
{
    char path[256];
    size_t size = 0;
    bool is_unconfined = false;
    FILE *stream = open_memstream(out, &size);
    assert_non_null(stream);
    snprintf(path, sizeof path, FOLDER "%s", name);
    const int result =
        workbook_dump(path, NULL, stream, &is_unconfined, failure);
    fclose(stream);
    return result;
}

static void what_others_met_is_read(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(read_files); i++) {
        const char *name = read_files[i].name;
        struct failure failure = FAILURE_INIT;
        char *printed = NULL;
        if (dump(name, &printed, &failure) != 0)
            fail_msg("%s: %s", name, diag_name(failure.code));
        char *cells = strstr(printed, "\"cells\":[");
        assert_non_null(cells);
        cells += strlen("\"cells\":[");
        cells[strcspn(cells, "\n") - strlen("]}")] = '\0';
        EXPECT_TEXT(name, cells, read_files[i].cells);
        free(printed);
    }
}

static void what_others_met_is_refused_by_name(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(refused_files); i++) {
        const char *name = refused_files[i].name;
        struct failure failure = FAILURE_INIT;
        char *printed = NULL;
        EXPECT_INT(name, dump(name, &printed, &failure), -1);
        EXPECT_TEXT(name, diag_name(failure.code), refused_files[i].code);
        if (strstr(failure.note, refused_files[i].note) == NULL)
            fail_msg("%s: %s", name, failure.note);
        free(printed);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_others_met_is_read),
        cmocka_unit_test(what_others_met_is_refused_by_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
