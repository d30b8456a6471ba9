/* The first cell in which two workbooks differ, by its sheet and name. */
#include "cli/cell_difference.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/suite.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

static const char original[] = "姓名,金额,备注\n张三,380,\"有\"\"引号\"\"\"\n"
                               "李四,95,\n";

static void write_file(const char *path, const char *text)
{
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(text, file);
    assert_int_equal(fclose(file), 0);
}

static const struct {
    const char *name;
    const char *text;
    const char *cell; /* NULL = they agree */
    const char *is, *should;
} cases[] = {
    {"the same", original, NULL, "", ""},
    {"an amount", "姓名,金额,备注\n张三,381,\"有\"\"引号\"\"\"\n李四,95,\n",
     "B2", "381", "380"},
    {"a cell more", "姓名,金额,备注\n张三,380,\"有\"\"引号\"\"\"\n李四,95,x\n",
     "C3", "x", ""},
    {"a cell less", "姓名,金额,备注\n张三,,\"有\"\"引号\"\"\"\n李四,95,\n",
     "B2", "", "380"},
    {"a text with quotes", "姓名,金额,备注\n张三,380,有引号\n李四,95,\n", "C2",
     "有引号", "有\\\"引号\\\""},
    {"a row less", "姓名,金额,备注\n张三,380,\"有\"\"引号\"\"\"\n", "A3", "",
     "李四"},
};

static void first_differing_cell_is_named(void **state)
{
    struct scratch_folder *folder = *state;
    char a[128];
    char b[128];
    /* A sheet of CSV is named like its file. */
    snprintf(a, sizeof a, "%s/a", folder->path);
    mkdir(a, 0700);
    snprintf(a, sizeof a, "%s/a/x.csv", folder->path);
    snprintf(b, sizeof b, "%s/x.csv", folder->path);
    write_file(b, original);
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct failure failure = FAILURE_INIT;
        struct cell_difference found;
        write_file(a, cases[i].text);
        if (cell_difference_find(a, b, &found, &failure) != 0)
            fail_msg("%s: %s", cases[i].name, failure.note);
        EXPECT(cases[i].name, found.is_found == (cases[i].cell != NULL));
        if (found.is_found) {
            EXPECT_TEXT(cases[i].name, found.cell, cases[i].cell);
            EXPECT_TEXT(cases[i].name, text_of(&found.is), cases[i].is);
            EXPECT_TEXT(cases[i].name, text_of(&found.should), cases[i].should);
        }
        cell_difference_release(&found);
    }
}

static void unreadable_file_is_a_failure(void **state)
{
    struct scratch_folder *folder = *state;
    struct failure failure = FAILURE_INIT;
    struct cell_difference found;
    char a[128];
    char b[128];
    snprintf(a, sizeof a, "%s/a.csv", folder->path);
    snprintf(b, sizeof b, "%s/missing.csv", folder->path);
    write_file(a, original);
    assert_int_equal(cell_difference_find(a, b, &found, &failure), -1);
    cell_difference_release(&found);
}

static int set_up(void **state)
{
    static struct scratch_folder folder;
    scratch_make(&folder);
    *state = &folder;
    return 0;
}

static int tear_down(void **state)
{
    scratch_remove(*state);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(first_differing_cell_is_named, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(unreadable_file_is_a_failure, set_up,
                                        tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
