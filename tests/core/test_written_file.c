/* Measuring files: size and digests, and what cannot be read. */
#include "tests/support/suite.h"

#include "core/arena.h"
#include "core/written_file.h"
#include "tests/support/scratch_folder.h"
#include <stdio.h>
#include <string.h>

static void write_text(const char *path, const char *text)
{
    FILE *stream = fopen(path, "wb");
    assert_non_null(stream);
    fputs(text, stream);
    assert_int_equal(fclose(stream), 0);
}

static void size_and_digests_are_those_of_the_bytes(void **state)
{
    const struct scratch_folder *folder = *state;
    struct failure failure = FAILURE_INIT;
    struct written_file file = {.path = "abc", .size = 7};
    char path[100];
    snprintf(path, sizeof path, "%s/abc", folder->path);
    write_text(path, "abc");
    assert_int_equal(written_file_measure(&file, path, true, &failure), 0);
    assert_string_equal(file.path, "abc");
    assert_int_equal(file.size, 3);
    /* FIPS 180-2; GB/T 32905, appendix A */
    assert_string_equal(
        file.digests.sha256,
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assert_string_equal(
        file.digests.sm3,
        "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0");
}

static void sm3_is_left_out_where_it_is_not_wanted(void **state)
{
    const struct scratch_folder *folder = *state;
    struct failure failure = FAILURE_INIT;
    struct written_file file = {.digests.sm3 = "old"};
    char path[100];
    snprintf(path, sizeof path, "%s/empty", folder->path);
    write_text(path, "");
    assert_int_equal(written_file_measure(&file, path, false, &failure), 0);
    assert_int_equal(file.size, 0);
    assert_string_equal(
        file.digests.sha256,
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    assert_string_equal(file.digests.sm3, "");
}

static void what_cannot_be_read_is_named(void **state)
{
    const struct scratch_folder *folder = *state;
    char absent[100];
    snprintf(absent, sizeof absent, "%s/absent", folder->path);
    const char *const paths[] = {absent, folder->path};
    for (size_t i = 0; i < COUNT_OF(paths); i++) {
        struct failure failure = FAILURE_INIT;
        struct written_file file;
        EXPECT_INT(paths[i],
                   written_file_measure(&file, paths[i], true, &failure), -1);
        EXPECT_INT(paths[i], failure.code, DIAG_OUTPUT_FAILED);
        EXPECT_TEXT(paths[i], failure.file, paths[i]);
    }
}

static void every_allocation_may_fail(void **state)
{
    const struct scratch_folder *folder = *state;
    char path[100];
    int status = -1;
    snprintf(path, sizeof path, "%s/file", folder->path);
    write_text(path, "abc");
    for (unsigned long after = 1; status != 0; after++) {
        struct failure failure = FAILURE_INIT;
        struct written_file file;
        mem_fail_after(after);
        status = written_file_measure(&file, path, true, &failure);
        mem_fail_after(0);
        assert_true(status == 0 || failure.code == DIAG_OUT_OF_MEMORY);
        assert_true(after < 10);
    }
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
        cmocka_unit_test(size_and_digests_are_those_of_the_bytes),
        cmocka_unit_test(sm3_is_left_out_where_it_is_not_wanted),
        cmocka_unit_test(what_cannot_be_read_is_named),
        cmocka_unit_test(every_allocation_may_fail),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
