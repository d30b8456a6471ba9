/* Digests of many files at a time are those of each alone. */
#include "cli/file_digests.h"

#include "core/arena.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/suite.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FILES = 23, PATH_ROOM = 160, PIECE = 1 << 16 };

/* Around what is read at once, and where a block or its padding ends. */
static const size_t lengths[FILES] = {3 * PIECE + 7,
                                      2 * PIECE,
                                      2 * PIECE - 1,
                                      PIECE + 64,
                                      PIECE + 1,
                                      PIECE,
                                      PIECE - 1,
                                      1000,
                                      200,
                                      129,
                                      128,
                                      127,
                                      119,
                                      120,
                                      65,
                                      64,
                                      63,
                                      57,
                                      56,
                                      55,
                                      1,
                                      0,
                                      0};

struct many {
    char paths[FILES][PATH_ROOM];
    struct file_digests files[FILES];
};

/* Writes each file; its expected digests stand in `files`. */
static void write_files(const char *folder, struct many *many)
{
    unsigned char *bytes = calloc(1, lengths[0]);
    assert_non_null(bytes);
    for (size_t i = 0; i < FILES; i++) {
        snprintf(many->paths[i], PATH_ROOM, "%s/%zu", folder, i);
        for (size_t at = 0; at < lengths[i]; at++)
            bytes[at] = (unsigned char)(at * 31 + at / 251 + i);
        FILE *file = fopen(many->paths[i], "wb");
        assert_non_null(file);
        assert_int_equal(fwrite(bytes, 1, lengths[i], file), lengths[i]);
        fclose(file);
        struct digest *digest = digest_new_pair();
        digest_add(digest, bytes, lengths[i]);
        many->files[i].path = many->paths[i];
        assert_int_equal(digest_finish_pair(digest, &many->files[i].digests),
                         0);
    }
    free(bytes);
}

static void files_side_by_side_have_their_own_digests(void **state)
{
    const struct scratch_folder *scratch = *state;
    static struct many many;
    struct file_digests now[FILES];
    const char *unread = NULL;
    write_files(scratch->path, &many);
    for (size_t count = 1; count <= FILES; count++) {
        for (size_t i = 0; i < count; i++)
            now[i] = (struct file_digests){.path = many.paths[i]};
        assert_int_equal(file_digests(now, count, &unread), 0);
        for (size_t i = 0; i < count; i++) {
            const struct digest_pair *want = &many.files[i].digests;
            EXPECT_INT(many.paths[i], now[i].size, lengths[i]);
            EXPECT_TEXT(many.paths[i], now[i].digests.sha256, want->sha256);
            EXPECT_TEXT(many.paths[i], now[i].digests.sm3, want->sm3);
        }
    }
}

static void file_that_cannot_be_read_is_named(void **state)
{
    const struct scratch_folder *scratch = *state;
    static struct many many;
    const char *unread = NULL;
    write_files(scratch->path, &many);
    remove(many.paths[11]);
    assert_int_equal(file_digests(many.files, FILES, &unread), -1);
    assert_string_equal(unread, many.paths[11]);
    assert_int_equal(file_digests(&many.files[11], 1, &unread), -1);
    assert_string_equal(unread, many.paths[11]);
    many.files[11].path = scratch->path; /* a folder: opened, not read */
    assert_int_equal(file_digests(many.files, FILES, &unread), -1);
    assert_string_equal(unread, scratch->path);
}

static void each_failing_allocation_is_told(void **state)
{
    const struct scratch_folder *scratch = *state;
    static struct many many;
    const char *unread = NULL;
    size_t failures = 0;
    int result = -1;
    write_files(scratch->path, &many);
    while (result != 0) {
        mem_fail_after(++failures);
        result = file_digests(many.files, FILES, &unread);
        mem_fail_after(0);
        assert_null(unread);
    }
    assert_true(failures > FILES);
}

static int set_up(void **state)
{
    static struct scratch_folder scratch;
    scratch_make(&scratch);
    *state = &scratch;
    return 0;
}

static int tear_down(void **state)
{
    scratch_remove(*state);
    return 0;
}

#define IN_FOLDER(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_FOLDER(files_side_by_side_have_their_own_digests),
        IN_FOLDER(file_that_cannot_be_read_is_named),
        IN_FOLDER(each_failing_allocation_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
