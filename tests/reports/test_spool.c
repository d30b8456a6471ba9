/* Stretches of packed bytes: any order, the same bytes again, a full disk. */
#include "reports/spool.h"

#include "core/arena.h"
#include "tests/support/random.h"
#include "tests/support/suite.h"
#include "tests/support/unpacked.h"
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

enum { SIZE = 300000, LONG = 1000000 };

static struct spool *open_in(const struct scratch_folder *folder)
{
    struct spool *spool = NULL;
    struct failure failure = FAILURE_INIT;
    assert_int_equal(spool_open(folder->path, "a.xlsx", -1, &spool, &failure),
                     0);
    return spool;
}

static struct stretch add_stretch(struct spool *spool, const char *bytes,
                                  size_t size, bool is_last)
{
    struct stretch stretch;
    spool_pack(spool, bytes, size, is_last, &stretch);
    return stretch;
}

/* Bytes that pack little: letters as they come. */
static char *noise(size_t size)
{
    struct random random = {.seed = 7};
    char *bytes = malloc(size);
    assert_non_null(bytes);
    for (size_t i = 0; i < size; i++)
        bytes[i] = (char)('a' + random_below(&random, 26));
    return bytes;
}

static void stretches_join_in_any_order(void **state)
{
    (void)state;
    struct scratch_folder folder;
    scratch_make(&folder);
    struct spool *spool = open_in(&folder);
    char *rows = noise(SIZE);
    const struct stretch middle = add_stretch(spool, rows, SIZE, false);
    const struct stretch top = add_stretch(spool, "<top>", 5, false);
    const struct stretch nothing = add_stretch(spool, "", 0, false);
    const struct stretch bottom = add_stretch(spool, "</top>", 6, true);
    const struct stretch all[] = {top, middle, nothing, bottom};
    char *text = unpack(spool, all, COUNT_OF(all), true);
    assert_memory_equal(text, "<top>", 5);
    assert_memory_equal(text + 5, rows, SIZE);
    assert_memory_equal(text + 5 + SIZE, "</top>", 7);
    free(text);
    free(rows);
    spool_close(spool);
    scratch_remove(&folder);
}

static char *read_packed(const struct spool *spool,
                         const struct stretch *stretch)
{
    char *packed = malloc((size_t)stretch->packed);
    assert_non_null(packed);
    assert_int_equal(
        spool_read(spool, stretch->at, packed, (size_t)stretch->packed), 0);
    return packed;
}

/* Nor does it matter what was packed before, and where in memory. */
static void same_bytes_are_packed_alike(void **state)
{
    (void)state;
    struct scratch_folder folder;
    scratch_make(&folder);
    struct spool *spools[] = {open_in(&folder), open_in(&folder)};
    char *rows = noise(SIZE + 1);
    add_stretch(spools[1], rows + SIZE / 2, SIZE / 2, true);
    char *moved = malloc(SIZE + 1);
    assert_non_null(moved);
    memcpy(moved + 1, rows, SIZE);
    const struct stretch one = add_stretch(spools[0], rows, SIZE, false);
    const struct stretch other = add_stretch(spools[1], moved + 1, SIZE, false);
    assert_int_equal(one.packed, other.packed);
    char *packed = read_packed(spools[0], &one);
    char *same = read_packed(spools[1], &other);
    assert_memory_equal(packed, same, (size_t)one.packed);
    free(packed);
    free(same);
    free(moved);
    free(rows);
    spool_close(spools[0]);
    spool_close(spools[1]);
    scratch_remove(&folder);
}

/* Bytes of the workbook, from where a stretch is placed. */
static char *read_placed(const struct scratch_folder *folder,
                         const struct stretch *stretch)
{
    size_t size = 0;
    char *bytes = scratch_read(folder, "a.xlsx", &size);
    assert_true(stretch->is_placed);
    assert_int_equal(stretch->at, SPOOL_ROOM);
    assert_int_equal(size, SPOOL_ROOM + stretch->packed);
    memmove(bytes, bytes + SPOOL_ROOM, (size_t)stretch->packed);
    return bytes;
}

static void long_stretch_goes_into_the_workbook(void **state)
{
    (void)state;
    struct scratch_folder folder;
    struct spool *spool = NULL;
    struct failure failure = FAILURE_INIT;
    char path[100];
    scratch_make(&folder);
    snprintf(path, sizeof path, "%s/a.xlsx", folder.path);
    const int file = open(path, O_RDWR | O_CREAT, 0666);
    assert_int_equal(spool_open(folder.path, path, file, &spool, &failure), 0);
    char *rows = noise(LONG);
    spool_place_next(spool);
    assert_false(add_stretch(spool, rows, 1000, false).is_placed);
    const struct stretch long_one = add_stretch(spool, rows, LONG, false);
    assert_false(long_one.is_placed); /* nobody asked for that one */
    spool_place_next(spool);
    const struct stretch placed = add_stretch(spool, rows, LONG, false);
    assert_int_equal(placed.packed, long_one.packed);
    spool_place_next(spool);
    const struct stretch second = add_stretch(spool, rows, LONG, false);
    assert_false(second.is_placed);
    char *bytes = read_placed(&folder, &placed);
    char *same = read_packed(spool, &second);
    assert_memory_equal(bytes, same, (size_t)second.packed);
    free(same);
    free(bytes);
    free(rows);
    spool_close(spool);
    close(file);
    scratch_remove(&folder);
}

static void disk_that_takes_no_more_is_told(void **state)
{
    (void)state;
    struct scratch_folder folder;
    struct rlimit before;
    scratch_make(&folder);
    struct spool *spool = open_in(&folder);
    char *rows = noise(SIZE);
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
    const struct rlimit small = {.rlim_cur = 1000, .rlim_max = before.rlim_max};
    signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
    const struct stretch stretch = add_stretch(spool, rows, SIZE, false);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
    assert_true(stretch.packed > 0);
    assert_int_equal(spool_error(spool), EFBIG);
    add_stretch(spool, rows, SIZE, true);
    assert_int_equal(spool_error(spool), EFBIG);
    assert_int_equal(spool_read(spool, stretch.at, rows, stretch.packed),
                     EFBIG);
    free(rows);
    spool_close(spool);
    scratch_remove(&folder);
}

static void reading_beyond_the_end_is_an_error(void **state)
{
    (void)state;
    char byte;
    struct scratch_folder folder;
    scratch_make(&folder);
    struct spool *spool = open_in(&folder);
    assert_int_equal(spool_read(spool, 0, &byte, 1), EIO);
    spool_close(spool);
    scratch_remove(&folder);
}

static void folder_that_is_not_there_names_the_workbook(void **state)
{
    (void)state;
    struct spool *spool = NULL;
    struct failure failure = FAILURE_INIT;
    assert_int_equal(spool_open("/tmp/daopan-no-such-folder", "a.xlsx", -1,
                                &spool, &failure),
                     -1);
    assert_int_equal(failure.code, DIAG_OUTPUT_FAILED);
    assert_string_equal(failure.file, "a.xlsx");
}

static void memory_may_fail(void **state)
{
    (void)state;
    enum { ENOUGH = 20 };
    struct spool *spool = NULL;
    unsigned long after = 1;
    for (; after <= ENOUGH && spool == NULL; after++) {
        struct failure failure = FAILURE_INIT;
        mem_fail_after(after);
        const int status = spool_open("/tmp", "a.xlsx", -1, &spool, &failure);
        mem_fail_after(0);
        if (status != 0)
            assert_int_equal(failure.code, DIAG_OUT_OF_MEMORY);
    }
    assert_non_null(spool);
    assert_true(after > 2);
    spool_close(spool);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(stretches_join_in_any_order),
        cmocka_unit_test(same_bytes_are_packed_alike),
        cmocka_unit_test(long_stretch_goes_into_the_workbook),
        cmocka_unit_test(disk_that_takes_no_more_is_told),
        cmocka_unit_test(reading_beyond_the_end_is_an_error),
        cmocka_unit_test(folder_that_is_not_there_names_the_workbook),
        cmocka_unit_test(memory_may_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
