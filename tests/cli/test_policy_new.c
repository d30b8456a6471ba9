/* daopan policy new, and how the copy is refused until it is looked through. */
#include "cli/options.h"
#include "tests/support/process.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/suite.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static int make_new(const char *out, const char *year, struct text *said)
{
    const char *const arguments[] = {"policy",
                                     "new",
                                     "--from",
                                     "mappings/meishan/2024",
                                     "--year",
                                     year,
                                     out != NULL ? "--out" : NULL,
                                     out,
                                     NULL};
    return daopan_run(arguments, said);
}

static void the_copy_is_refused_and_each_mark_is_listed(void **state)
{
    (void)state;
    struct scratch_folder folder;
    char path[128];
    struct text said = TEXT_INIT;
    scratch_make(&folder);
    snprintf(path, sizeof path, "%s/2025", folder.path);
    assert_int_equal(make_new(path, "2025", &said), EXIT_DONE);
    assert_non_null(strstr(text_of(&said), "meishan-2025：已复制到"));
    text_clear(&said);
    const char *const check[] = {"policy", "check", path, NULL};
    const char *const show[] = {"policy", "show", path, NULL};
    assert_int_equal(daopan_run(check, &said), EXIT_REFUSED);
    assert_non_null(strstr(text_of(&said),
                           "policy.yaml:13:23: 错误 policy-mark: 待核：日期"));
    assert_non_null(strstr(text_of(&said), "cases.yaml:"));
    assert_non_null(strstr(text_of(&said), "没有核对，不能使用"));
    assert_int_equal(daopan_run(show, NULL), EXIT_REFUSED);
    text_release(&said);
    scratch_remove(&folder);
}

/* Takes `from` to the end of its line out of a file, everywhere. */
static void clear_marks(const char *path)
{
    char command[256];
    snprintf(command, sizeof command, "sed -i 's/ *# 【待核】.*//' %s/*.yaml",
             path);
    assert_int_equal(system(command), 0);
}

static void cleared_of_marks_it_is_held_against_the_new_year(void **state)
{
    (void)state;
    struct scratch_folder folder;
    char path[128];
    struct text said = TEXT_INIT;
    scratch_make(&folder);
    snprintf(path, sizeof path, "%s/2025", folder.path);
    assert_int_equal(make_new(path, "2025", NULL), EXIT_DONE);
    clear_marks(path);
    const char *const check[] = {"policy",   "check", path,
                                 "--format", "json",  NULL};
    assert_int_equal(daopan_run(check, &said), EXIT_REFUSED);
    assert_non_null(strstr(text_of(&said), "在参保年度2025年之前"));
    text_release(&said);
    scratch_remove(&folder);
}

static void what_is_there_is_not_touched(void **state)
{
    (void)state;
    struct scratch_folder folder;
    struct text before = TEXT_INIT;
    struct text after = TEXT_INIT;
    scratch_make(&folder);
    folder_digest(folder.path, &before);
    assert_int_equal(make_new(folder.path, "2025", NULL), EXIT_REFUSED);
    folder_digest(folder.path, &after);
    assert_string_equal(text_of(&before), text_of(&after));
    assert_int_equal(make_new("/tmp/no/such/folder/2025", "2025", NULL),
                     EXIT_REFUSED);
    text_release(&before);
    text_release(&after);
    scratch_remove(&folder);
}

static void options_are_checked(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        const char *arguments[8];
    } cases[] = {
        {"no year", {"policy", "new", "--from", "meishan-2024", NULL}},
        {"no policy", {"policy", "new", "--year", "2025", NULL}},
        {"its own year",
         {"policy", "new", "--from", "meishan-2024", "--year", "2024", NULL}},
        {"a year of five digits",
         {"policy", "new", "--from", "meishan-2024", "--year", "20250", NULL}},
        {"a year long past",
         {"policy", "new", "--from", "meishan-2024", "--year", "1924", NULL}},
        {"another action's option",
         {"policy", "list", "--from", "meishan-2024", NULL}},
        {"a page's format for a check",
         {"policy", "check", "meishan-2024", "--format", "html", NULL}},
        {"a page's format for another command",
         {"codes", "--format", "html", NULL}},
        {"a word too many",
         {"policy", "new", "x", "--from", "meishan-2024", "--year", "2025",
          NULL}},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        EXPECT_INT(cases[i].name, daopan_run(cases[i].arguments, NULL),
                   EXIT_USAGE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_copy_is_refused_and_each_mark_is_listed),
        cmocka_unit_test(cleared_of_marks_it_is_held_against_the_new_year),
        cmocka_unit_test(what_is_there_is_not_touched),
        cmocka_unit_test(options_are_checked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
