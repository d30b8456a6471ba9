/*
 * The files that paths stand for.
 */
#include "import/paths.h"
#include "tests/support/suite.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* A folder of its own for each test, removed with what the tests put there. */
struct tree {
    char folder[64];
    struct arena *arena;
};

static const char *const files[] = {
    "b.xlsx",         "a.csv",
    ".hidden.xlsx",   "~$b.xlsx",
    "Thumbs.db",      "Desktop.ini",
    ".~lock.b.xlsx#", "读我.txt",
    "民政/低保.xls",  "民政/深/特困.xlsx",
    ".git/x.xlsx",
};

static void make_file(const char *folder, const char *name)
{
    char path[256];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(name, file);
    fclose(file);
}

static int set_up(void **state)
{
    static const char *const folders[] = {"民政", "民政/深", ".git", "空"};
    struct tree *tree = calloc(1, sizeof *tree);
    char path[256];
    assert_non_null(tree);
    strcpy(tree->folder, "/tmp/daopan-paths-XXXXXX");
    assert_non_null(mkdtemp(tree->folder));
    for (size_t i = 0; i < COUNT_OF(folders); i++) {
        snprintf(path, sizeof path, "%s/%s", tree->folder, folders[i]);
        assert_int_equal(mkdir(path, 0700), 0);
    }
    for (size_t i = 0; i < COUNT_OF(files); i++)
        make_file(tree->folder, files[i]);
    snprintf(path, sizeof path, "%s/民政/ring", tree->folder);
    assert_int_equal(symlink("..", path), 0);
    snprintf(path, sizeof path, "%s/民政/link.xlsx", tree->folder);
    assert_int_equal(symlink("../b.xlsx", path), 0);
    tree->arena = arena_new();
    *state = tree;
    return 0;
}

static int tear_down(void **state)
{
    struct tree *tree = *state;
    char command[128];
    snprintf(command, sizeof command, "rm -rf '%s'", tree->folder);
    arena_free(tree->arena);
    const int result = system(command);
    free(tree);
    return result;
}

/* What was collected, relative to the folder, parted by spaces. */
static void expect(const struct tree *tree, const char *const *paths,
                   size_t count, const char *expected)
{
    struct input_paths found;
    char real[256];
    char text[1024] = "";
    assert_int_equal(input_paths_collect(&found, paths, count, tree->arena), 0);
    assert_non_null(realpath(tree->folder, real));
    for (size_t i = 0; i < found.count; i++) {
        const char *path = found.items[i].real;
        if (path_is_below(path, real))
            path += strlen(real) + 1;
        strcat(text, i == 0 ? "" : " ");
        strcat(text, path);
    }
    assert_string_equal(text, expected);
    input_paths_release(&found);
}

static void folders_stand_for_what_a_clerk_sees_in_them(void **state)
{
    const struct tree *tree = *state;
    const char *const paths[] = {tree->folder};
    expect(tree, paths, 1,
           "a.csv b.xlsx 民政/低保.xls 民政/深/特困.xlsx 读我.txt");
}

/* Whoever put them there meant rows: opening each says what it is. */
static void what_is_no_file_is_not_passed_over(void **state)
{
    const struct tree *tree = *state;
    const char *const paths[] = {tree->folder};
    char path[256];
    snprintf(path, sizeof path, "%s/管道.xlsx", tree->folder);
    assert_int_equal(mkfifo(path, 0600), 0);
    snprintf(path, sizeof path, "%s/空/断.xlsx", tree->folder);
    assert_int_equal(symlink("none.xlsx", path), 0);
    snprintf(path, sizeof path, "%s/空/同.xlsx", tree->folder);
    assert_int_equal(symlink("../民政", path), 0); /* is read anyhow */
    snprintf(path, sizeof path, "%s/空/usr", tree->folder);
    assert_int_equal(symlink("/usr", path), 0);
    expect(tree, paths, 1,
           "a.csv b.xlsx 民政/低保.xls 民政/深/特困.xlsx 空/断.xlsx "
           "管道.xlsx 读我.txt /usr");
}

static void order_and_repetition_do_not_matter(void **state)
{
    const struct tree *tree = *state;
    char file[128];
    char folder[128];
    char dotted[128];
    snprintf(file, sizeof file, "%s/b.xlsx", tree->folder);
    snprintf(folder, sizeof folder, "%s/民政/", tree->folder);
    snprintf(dotted, sizeof dotted, "%s/民政/../b.xlsx", tree->folder);
    const char *const forth[] = {file, folder, dotted};
    const char *const back[] = {dotted, folder, folder, file};
    const char expected[] = "b.xlsx 民政/低保.xls 民政/深/特困.xlsx";
    expect(tree, forth, COUNT_OF(forth), expected);
    expect(tree, back, COUNT_OF(back), expected);
}

static void named_files_stand_for_themselves(void **state)
{
    const struct tree *tree = *state;
    char hidden[128];
    char missing[128];
    snprintf(hidden, sizeof hidden, "%s/.hidden.xlsx", tree->folder);
    snprintf(missing, sizeof missing, "%s/none.xlsx", tree->folder);
    const char *const paths[] = {hidden, "no/such/file.xlsx"};
    expect(tree, paths, COUNT_OF(paths), ".hidden.xlsx no/such/file.xlsx");
    const char *const nothing[] = {missing};
    struct input_paths found;
    assert_int_equal(input_paths_collect(&found, nothing, 1, tree->arena), 0);
    assert_int_equal(found.count, 1); /* opening it says that it is missing */
    assert_string_equal(found.items[0].base, "none.xlsx");
    input_paths_release(&found);
}

static void empty_folders_stand_for_nothing(void **state)
{
    const struct tree *tree = *state;
    char empty[128];
    snprintf(empty, sizeof empty, "%s/空", tree->folder);
    const char *const paths[] = {empty};
    expect(tree, paths, 1, "");
}

static void folder_that_cannot_be_opened_is_not_passed_over(void **state)
{
    const struct tree *tree = *state;
    char closed[128];
    if (geteuid() == 0)
        skip(); /* root opens everything */
    snprintf(closed, sizeof closed, "%s/民政/深", tree->folder);
    assert_int_equal(chmod(closed, 0), 0);
    const char *const paths[] = {closed};
    expect(tree, paths, 1, "民政/深");
    assert_int_equal(chmod(closed, 0700), 0);
}

static void tails_and_beginnings_of_paths(void **state)
{
    (void)state;
    assert_string_equal(path_tail("/a/b/c.xlsx", 1), "c.xlsx");
    assert_string_equal(path_tail("/a/b/c.xlsx", 2), "b/c.xlsx");
    assert_string_equal(path_tail("/a/b/c.xlsx", 9), "/a/b/c.xlsx");
    assert_string_equal(path_tail("c.xlsx", 1), "c.xlsx");
    assert_true(path_is_below("/a/b", "/a/b"));
    assert_true(path_is_below("/a/b/c", "/a/b/"));
    assert_false(path_is_below("/a/bc", "/a/b"));
    assert_true(path_is_below("/a", "/"));
}

static void failing_allocations_are_told(void **state)
{
    const struct tree *tree = *state;
    const char *const paths[] = {tree->folder};
    for (unsigned long after = 1;; after++) {
        struct input_paths found;
        struct arena *arena = arena_new();
        mem_fail_after(after);
        const int result = input_paths_collect(&found, paths, 1, arena);
        mem_fail_after(0);
        if (result == 0)
            input_paths_release(&found);
        arena_free(arena);
        if (result == 0) {
            assert_true(after > 1);
            break;
        }
    }
}

#define TEST(function)                                                         \
    cmocka_unit_test_setup_teardown(function, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(folders_stand_for_what_a_clerk_sees_in_them),
        TEST(what_is_no_file_is_not_passed_over),
        TEST(order_and_repetition_do_not_matter),
        TEST(named_files_stand_for_themselves),
        TEST(empty_folders_stand_for_nothing),
        TEST(folder_that_cannot_be_opened_is_not_passed_over),
        cmocka_unit_test(tails_and_beginnings_of_paths),
        TEST(failing_allocations_are_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
