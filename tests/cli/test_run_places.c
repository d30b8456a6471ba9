/* Results must not lie where the next run reads. */
#include "tests/support/scratch_folder.h"
#include "tests/support/suite.h"

#include "cli/run_places.h"
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static struct scratch_folder scratch;

static void put_path(char out[200], const char *name)
{
    snprintf(out, 200, "%s/%s", scratch.path, name);
}

/* A folder 花名册 to read, one beside it, and a link to each. */
static int set_up(void **state)
{
    static const char *const folders[] = {"花名册", "花名册/县", "花名册2"};
    char path[200];
    char target[200];
    (void)state;
    scratch_make(&scratch);
    for (size_t i = 0; i < COUNT_OF(folders); i++) {
        put_path(path, folders[i]);
        if (mkdir(path, 0777) != 0)
            return -1;
    }
    put_path(target, "花名册");
    put_path(path, "inner");
    if (symlink(target, path) != 0)
        return -1;
    put_path(target, "花名册2");
    put_path(path, "花名册/outer");
    return symlink(target, path);
}

static int tear_down(void **state)
{
    (void)state;
    scratch_remove(&scratch);
    return 0;
}

static int check(const char *out, const char *ledger, const char *rosters,
                 struct failure *failure)
{
    char paths[3][200];
    put_path(paths[0], out);
    put_path(paths[1], ledger);
    put_path(paths[2], rosters);
    const char *arguments[] = {paths[2]};
    const struct options options = {
        .out = paths[0], .arguments = arguments, .argument_count = 1};
    return run_places_check(&options, paths[1], failure);
}

static void results_inside_what_is_read_are_refused(void **state)
{
    static const struct {
        const char *name, *out, *ledger;
        int result;
    } cases[] = {
        {"beside", "2023-08", "daopan.db", 0},
        {"a name that begins alike", "花名册2/2023-08", "daopan.db", 0},
        {"inside", "花名册/2023-08", "daopan.db", -1},
        {"inside, not yet made", "花名册/a/b/2023-08", "daopan.db", -1},
        {"inside, with a slash", "花名册/2023-08//", "daopan.db", -1},
        {"deep inside", "花名册/县/2023-08", "daopan.db", -1},
        {"the folder itself", "花名册", "daopan.db", -1},
        {"by way of the folder", "花名册/../2023-08", "daopan.db", 0},
        {"by a link into it", "inner/2023-08", "daopan.db", -1},
        {"by a link out of it", "花名册/outer/2023-08", "daopan.db", 0},
        {"only the ledger", "2023-08", "花名册/daopan.db", -1},
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct failure failure = FAILURE_INIT;
        EXPECT_INT(cases[i].name,
                   check(cases[i].out, cases[i].ledger, "花名册", &failure),
                   cases[i].result);
        EXPECT_INT(cases[i].name, failure.code,
                   cases[i].result == 0 ? DIAG_NONE : DIAG_USAGE);
    }
}

static void refusal_names_both_places_and_one_that_would_do(void **state)
{
    static const char *const words[] = {"--out", "花名册/2023-08”", "/花名册”",
                                        "/导盘结果"};
    struct failure failure = FAILURE_INIT;
    (void)state;
    assert_int_equal(check("花名册/2023-08", "daopan.db", "花名册", &failure),
                     -1);
    for (size_t i = 0; i < COUNT_OF(words); i++)
        if (strstr(failure.note, words[i]) == NULL)
            fail_msg("%s is not in: %s", words[i], failure.note);
}

static void working_folder_as_rosters_is_no_place_for_results(void **state)
{
    const char *arguments[] = {"."};
    const struct options options = {
        .out = "2023-08", .arguments = arguments, .argument_count = 1};
    struct failure failure = FAILURE_INIT;
    (void)state;
    assert_int_equal(run_places_check(&options, "../daopan.db", &failure), -1);
    assert_int_equal(failure.code, DIAG_USAGE);
}

static void lists_of_the_insured_are_read_as_well(void **state)
{
    char inside[200];
    char outside[200];
    char lists[200];
    (void)state;
    put_path(inside, "花名册/2023-08");
    put_path(outside, "2023-08");
    put_path(lists, "花名册");
    const char *enrolled[] = {lists};
    struct options options = {
        .out = inside, .enrolled = enrolled, .enrolled_count = 1};
    struct failure failure = FAILURE_INIT;
    assert_int_equal(run_places_check(&options, NULL, &failure), -1);
    assert_int_equal(failure.code, DIAG_USAGE);
    options.out = outside;
    assert_int_equal(run_places_check(&options, inside, &failure), -1);
    assert_int_equal(run_places_check(&options, outside, &failure), 0);
}

static void what_cannot_be_replaced_is_no_place_for_results(void **state)
{
    char file[200];
    char link[200];
    (void)state;
    put_path(file, "汇总.xlsx");
    put_path(link, "此处");
    FILE *stream = fopen(file, "w");
    assert_non_null(stream);
    fclose(stream);
    assert_int_equal(symlink(".", link), 0);
    assert_int_equal(chdir(scratch.path), 0);
    const struct {
        const char *name, *out, *word;
    } cases[] = {
        {"the current folder", ".", "./导盘结果"},
        {"the same by its path", scratch.path, "/导盘结果"},
        {"the same by a link", link, "/此处/导盘结果"},
        {"where a disk begins", "/", " /导盘结果"},
        {"where another begins", "/proc", "/proc/导盘结果"},
        {"a file", file, "汇总.xlsx"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct failure failure = FAILURE_INIT;
        const struct options options = {.out = cases[i].out};
        EXPECT_INT(cases[i].name, run_places_check(&options, NULL, &failure),
                   -1);
        EXPECT_INT(cases[i].name, failure.code, DIAG_USAGE);
        if (strstr(failure.note, cases[i].word) == NULL)
            fail_msg("%s: %s", cases[i].name, failure.note);
    }
}

static void file_among_results_may_be_read(void **state)
{
    struct failure failure = FAILURE_INIT;
    char path[200];
    (void)state;
    put_path(path, "民政.xlsx");
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fclose(file);
    assert_int_equal(check("2023-08", "daopan.db", "民政.xlsx", &failure), 0);
    assert_int_equal(check("2023-08", "daopan.db", "没有", &failure), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(results_inside_what_is_read_are_refused),
        cmocka_unit_test(refusal_names_both_places_and_one_that_would_do),
        cmocka_unit_test(working_folder_as_rosters_is_no_place_for_results),
        cmocka_unit_test(lists_of_the_insured_are_read_as_well),
        cmocka_unit_test(what_cannot_be_replaced_is_no_place_for_results),
        cmocka_unit_test(file_among_results_may_be_read),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
