/* A policy's file, whole or not at all. */
#include "import/text_file.h"
#include "tests/support/suite.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void a_file_is_read_whole(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct file_text file;
    struct failure failure = FAILURE_INIT;
    assert_int_equal(
        text_file_read(".", ".editorconfig", arena, &file, &failure), 0);
    assert_string_equal(file.name, "./.editorconfig");
    assert_int_equal(strlen(file.bytes), file.length);
    assert_true(file.length > 0);
    arena_free(arena);
}

static void a_missing_file_is_named_with_its_reason(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct file_text file;
    struct failure failure = FAILURE_INIT;
    assert_int_equal(
        text_file_read("mappings", "none.yaml", arena, &file, &failure), -1);
    assert_int_equal(failure.code, DIAG_POLICY_NOT_FOUND);
    assert_string_equal(failure.file, "mappings/none.yaml");
    assert_true(failure.note[0] != '\0');
    assert_int_equal(
        text_file_read("mappings", "meishan", arena, &file, &failure), -1);
    assert_int_equal(failure.code, DIAG_POLICY_NOT_FOUND);
    arena_free(arena);
}

static void a_file_too_big_for_a_policy_is_refused(void **state)
{
    (void)state;
    char folder[] = "/tmp/daopan-text-XXXXXX";
    char path[sizeof folder + 8];
    struct arena *arena = arena_new();
    struct file_text file;
    struct failure failure = FAILURE_INIT;
    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/big", folder);
    FILE *big = fopen(path, "wb");
    assert_non_null(big);
    assert_int_equal(fseek(big, TEXT_FILE_LIMIT, SEEK_SET), 0);
    assert_int_equal(fputc('x', big), 'x');
    fclose(big);
    assert_int_equal(text_file_read(folder, "big", arena, &file, &failure), -1);
    assert_non_null(strstr(failure.note, "太大"));
    unlink(path);
    rmdir(folder);
    arena_free(arena);
}

static const struct {
    const char *path, *folder;
} folders[] = {
    {"mappings", "mappings"},  {"mappings//", "mappings"},  {"Makefile", "."},
    {"core/policy.h", "core"}, {"no/such/file", "no/such"}, {"/", "/"},
    {"/nothing-here", "/"},
};

static void the_folder_of_a_file_is_told(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    for (size_t i = 0; i < COUNT_OF(folders); i++)
        EXPECT_TEXT(folders[i].path, text_file_folder(folders[i].path, arena),
                    folders[i].folder);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_file_is_read_whole),
        cmocka_unit_test(a_missing_file_is_named_with_its_reason),
        cmocka_unit_test(a_file_too_big_for_a_policy_is_refused),
        cmocka_unit_test(the_folder_of_a_file_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
