/*
 * LibreOffice, made to recalculate whatever it opens, comes to the cached
 * value in every cell of every workbook. Skipped, and said so, where there is
 * no soffice.
 */
#include "reports/sheet.h"
#include "tests/support/answer_key.h"
#include "tests/support/book_view.h"
#include "tests/support/process.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/suite.h"

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PATH_SIZE = 300, COMMAND_SIZE = 1500, BOOKS_MAX = 200 };

static struct scratch_folder scratch;

/* The setting "recalculate on loading: always", for files of Excel's. */
static const char settings[] =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    "<oor:items xmlns:oor=\"http://openoffice.org/2001/registry\" "
    "xmlns:xs=\"http://www.w3.org/2001/XMLSchema\" "
    "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">\n"
    "<item oor:path=\"/org.openoffice.Office.Calc/Formula/Load\"><prop "
    "oor:name=\"OOXMLRecalcMode\" oor:op=\"fuse\"><value>0</value></prop>"
    "</item>\n</oor:items>\n";

static void write_file(const char *path, const void *bytes, size_t size)
{
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, size, file), size);
    assert_int_equal(fclose(file), 0);
}

static void run_command(const char *command)
{
    if (system(command) != 0)
        fail_msg("failed: %s", command);
}

/* ---- the workbooks, side by side under short names ---- */

static struct {
    char path[PATH_SIZE]; /* as the run wrote it */
    char name[16];        /* "12.xlsx" in the folders "cached" and "saved" */
} books[BOOKS_MAX];
static size_t book_count;

static int collect(const char *path, const struct stat *status, int kind,
                   struct FTW *walk)
{
    char target[PATH_SIZE];
    const size_t length = strlen(path);
    (void)status;
    (void)walk;
    if (kind != FTW_F || length < 5 || strcmp(path + length - 5, ".xlsx") != 0)
        return 0;
    assert_true(book_count < BOOKS_MAX);
    snprintf(books[book_count].path, PATH_SIZE, "%s", path);
    snprintf(books[book_count].name, sizeof books[book_count].name, "%zu.xlsx",
             book_count);
    snprintf(target, sizeof target, "%s/cached/%s", scratch.path,
             books[book_count].name);
    assert_int_equal(link(path, target), 0);
    book_count++;
    return 0;
}

/* Runs a month; `option` and its value may be NULL. */
static void run_month(const char *policy, const char *rosters,
                      const char *option, const char *value)
{
    char out[PATH_SIZE];
    char ledger[PATH_SIZE];
    snprintf(out, sizeof out, "%s/%s", scratch.path, policy);
    snprintf(ledger, sizeof ledger, "%s/%s.db", scratch.path, policy);
    const char *const arguments[] = {"run",     "--policy", policy,  "--period",
                                     "2023-08", "--ledger", ledger,  "--quiet",
                                     "--out",   out,        rosters, "--mask",
                                     option,    value,      NULL};
    assert_int_equal(daopan_run(arguments, NULL), 0);
    assert_int_equal(nftw(out, collect, 16, FTW_PHYS), 0);
}

/* A workbook whose formula is 1+1, and whose cached value says 99. */
static void write_stale(void)
{
    static const struct column columns[] = {COLUMN("数", 9, COUNT)};
    static const struct sheet_plan plan = {.name = "旧",
                                           .title = "旧",
                                           .unit = "",
                                           .head = "",
                                           .columns = columns,
                                           .column_count = 1,
                                           .if_empty = ""};
    const struct book_info info = {.title = "旧",
                                   .author = "",
                                   .program = "",
                                   .line = "",
                                   .date = 20230831};
    char path[PATH_SIZE];
    struct book *book = NULL;
    struct failure failure = FAILURE_INIT;
    snprintf(path, sizeof path, "%s/cached/stale.xlsx", scratch.path);
    assert_int_equal(book_open(path, &info, &book, &failure), 0);
    struct sheet *sheet = sheet_begin(book, &plan);
    const struct value value = value_formula("1+1", 99);
    sheet_row(sheet, &value);
    sheet_end(sheet);
    assert_int_equal(book_close(book, &failure), 0);
}

static int set_up(void **state)
{
    char path[PATH_SIZE];
    char command[COMMAND_SIZE];
    (void)state;
    if (system("command -v soffice >/dev/null") != 0)
        return 0;
    scratch_make(&scratch);
    snprintf(command, sizeof command, "mkdir -p %s/office/user %s/cached",
             scratch.path, scratch.path);
    run_command(command);
    snprintf(path, sizeof path, "%s/office/user/registrymodifications.xcu",
             scratch.path);
    write_file(path, settings, sizeof settings - 1);
    write_stale();
    run_month("meishan-2024", "samples/meishan/2023-08", NULL, NULL);
    run_month("kaiping-2024", "samples/kaiping/2023-08", "--enrolled",
              "samples/kaiping/enrolled");
    snprintf(command, sizeof command,
             "cd %s && soffice -env:UserInstallation=file://%s/office "
             "--headless --convert-to xlsx --outdir saved cached/*.xlsx "
             ">/dev/null 2>&1 </dev/null",
             scratch.path, scratch.path);
    run_command(command);
    return 0;
}

static int clean_up(void **state)
{
    (void)state;
    if (scratch.path[0] != '\0')
        scratch_remove(&scratch);
    return 0;
}

static void need_soffice(void)
{
    if (scratch.path[0] != '\0')
        return;
    print_message("skipped: no soffice\n");
    skip();
}

/* ---- cells ---- */

static void dump_side(const char *side, const char *name, struct text *out)
{
    char folder[PATH_SIZE];
    snprintf(folder, sizeof folder, "%s/%s", scratch.path, side);
    dump_workbook(folder, name, out);
}

static void expect_same_cells(const char *path, const char *name)
{
    struct text cached = TEXT_INIT;
    struct text computed = TEXT_INIT;
    dump_side("cached", name, &cached);
    dump_side("saved", name, &computed);
    assert_true(cached.length > 100);
    const char *a = text_of(&cached);
    const char *b = text_of(&computed);
    size_t same = 0;
    while (a[same] != '\0' && a[same] == b[same])
        same++;
    if (a[same] != b[same]) {
        const size_t from = same < 100 ? 0 : same - 100;
        fail_msg("%s: cached %.160s, computed %.160s", path, a + from,
                 b + from);
    }
    text_release(&cached);
    text_release(&computed);
}

static size_t count_formulas(const char *name)
{
    size_t count = 0;
    char folder[PATH_SIZE];
    snprintf(folder, sizeof folder, "%s/cached", scratch.path);
    struct book_view *view = book_view_open(folder, name);
    for (int i = 1;; i++) {
        char part[64];
        snprintf(part, sizeof part, "xl/worksheets/sheet%d.xml", i);
        const char *at = book_view_part(view, part);
        if (at == NULL)
            break;
        while ((at = strstr(at, "<f>")) != NULL) {
            at++;
            count++;
        }
    }
    book_view_close(view);
    return count;
}

/* ---- tests ---- */

/* Else the comparison would prove nothing. */
static void libreoffice_recalculates_what_it_opens(void **state)
{
    struct text cached = TEXT_INIT;
    struct text computed = TEXT_INIT;
    (void)state;
    need_soffice();
    dump_side("cached", "stale.xlsx", &cached);
    dump_side("saved", "stale.xlsx", &computed);
    assert_non_null(strstr(text_of(&cached), ",1,\"99\"]"));
    assert_non_null(strstr(text_of(&computed), ",1,\"2\"]"));
    text_release(&cached);
    text_release(&computed);
}

static void every_cell_of_every_workbook_recalculates(void **state)
{
    size_t formulas = 0;
    (void)state;
    need_soffice();
    for (size_t i = 0; i < book_count; i++) {
        expect_same_cells(books[i].path, books[i].name);
        formulas += count_formulas(books[i].name);
    }
    print_message("%zu workbooks, %zu formulas\n", book_count, formulas);
    assert_true(book_count > 40);
    assert_true(formulas > 1500);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(libreoffice_recalculates_what_it_opens),
        cmocka_unit_test(every_cell_of_every_workbook_recalculates),
    };
    return cmocka_run_group_tests(tests, set_up, clean_up);
}
