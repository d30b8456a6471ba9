/* ZIP files, read back by libzip: padding, zip64, what does not fit. */
#include "reports/zip_writer.h"

#include "core/arena.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/suite.h"
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zip.h>
#include <zlib.h>

struct fixture {
    struct scratch_folder folder;
    char path[100];
    int file;
    struct zip_writer *zip;
};

static void fixture_open(struct fixture *fixture)
{
    scratch_make(&fixture->folder);
    snprintf(fixture->path, sizeof fixture->path, "%s/a.zip",
             fixture->folder.path);
    fixture->file = open(fixture->path, O_RDWR | O_CREAT, 0666);
    assert_true(fixture->file >= 0);
    fixture->zip = zip_writer_new(fixture->file);
    assert_non_null(fixture->zip);
}

static void fixture_release(struct fixture *fixture)
{
    zip_writer_free(fixture->zip);
    close(fixture->file);
    scratch_remove(&fixture->folder);
}

static struct zip_part stored(const char *name, const char *bytes)
{
    const size_t size = strlen(bytes);
    return (struct zip_part){
        .name = name,
        .packed = size,
        .size = size,
        .crc = (uint32_t)crc32(0, (const Bytef *)bytes, (uInt)size),
    };
}

static void put_stored(struct zip_writer *zip, const char *name,
                       const char *bytes)
{
    const struct zip_part part = stored(name, bytes);
    zip_begin_part(zip, &part);
    zip_put(zip, bytes, strlen(bytes));
}

/* The part at that place in the directory holds these bytes; libzip holds the
 * directory against the headers, and the bytes against their checksum. */
static void expect_part(const struct fixture *fixture, zip_uint64_t index,
                        const char *name, const char *bytes)
{
    char found[100] = "";
    zip_t *zip = zip_open(fixture->path, ZIP_CHECKCONS | ZIP_RDONLY, NULL);
    assert_non_null(zip);
    EXPECT_TEXT(name, zip_get_name(zip, index, 0), name);
    zip_file_t *file = zip_fopen_index(zip, index, 0);
    assert_non_null(file);
    EXPECT_INT(name, zip_fread(file, found, sizeof found - 1), strlen(bytes));
    EXPECT_TEXT(name, found, bytes);
    EXPECT_INT(name, zip_fread(file, found, 1), 0);
    zip_fclose(file);
    zip_discard(zip);
}

static void parts_are_found_again(void **state)
{
    (void)state;
    struct fixture fixture;
    fixture_open(&fixture);
    put_stored(fixture.zip, "first.xml", "<first/>");
    put_stored(fixture.zip, "folder/empty", "");
    put_stored(fixture.zip, "last.xml", "<last/>");
    assert_int_equal(zip_finish(fixture.zip), 0);
    expect_part(&fixture, 0, "first.xml", "<first/>");
    expect_part(&fixture, 1, "folder/empty", "");
    expect_part(&fixture, 2, "last.xml", "<last/>");
    fixture_release(&fixture);
}

static void file_without_parts_is_a_zip_file(void **state)
{
    (void)state;
    struct fixture fixture;
    fixture_open(&fixture);
    assert_int_equal(zip_finish(fixture.zip), 0);
    size_t size = 0;
    char *bytes = scratch_read(&fixture.folder, "a.zip", &size);
    assert_int_equal(size, 22);
    assert_memory_equal(bytes, "PK\x05\x06", 4);
    free(bytes);
    fixture_release(&fixture);
}

/* Header and name of a part "rows" take 34 bytes; padding eight at least. */
static void bytes_in_the_file_get_their_header(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        off_t place;
        bool fits;
    } cases[] = {
        {"no room for the header", 38, false},
        {"room without padding", 39, true},
        {"room for a part of padding's header", 46, false},
        {"room for padding", 47, true},
        {"more room", 4096, true},
        {"as much as padding can be", 39 + 65515, true},
        {"more than that", 39 + 65516, false},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct fixture fixture;
        fixture_open(&fixture);
        const struct zip_part part = stored("rows", "<top>rows</top>");
        assert_int_equal(pwrite(fixture.file, "rows", 4, cases[i].place), 4);
        const bool fits = zip_begin_part_before(fixture.zip, &part, 5,
                                                (uint64_t)cases[i].place);
        EXPECT_INT(cases[i].name, fits, cases[i].fits);
        if (fits) {
            zip_put(fixture.zip, "<top>", 5);
            zip_skip(fixture.zip, 4);
            zip_put(fixture.zip, "</top>", 6);
            put_stored(fixture.zip, "behind", "it");
            EXPECT_INT(cases[i].name, zip_finish(fixture.zip), 0);
            expect_part(&fixture, 0, "rows", "<top>rows</top>");
            expect_part(&fixture, 1, "behind", "it");
        }
        fixture_release(&fixture);
    }
}

/* A part of more than 4 GiB, a hole in the file, and one behind it. */
static void what_32_bits_cannot_say_is_said_in_64(void **state)
{
    (void)state;
    static const uint64_t size = UINT64_C(5) << 30;
    struct fixture fixture;
    zip_stat_t facts;
    fixture_open(&fixture);
    const struct zip_part part = {
        .name = "large", .packed = size, .size = size + 1};
    assert_true(zip_begin_part_before(fixture.zip, &part, 0, 4096));
    zip_skip(fixture.zip, size);
    put_stored(fixture.zip, "far", "<far/>");
    assert_int_equal(zip_finish(fixture.zip), 0);
    expect_part(&fixture, 1, "far", "<far/>");
    zip_t *zip = zip_open(fixture.path, ZIP_CHECKCONS | ZIP_RDONLY, NULL);
    assert_non_null(zip);
    assert_int_equal(zip_stat_index(zip, 0, 0, &facts), 0);
    assert_true(facts.comp_size == size);
    assert_true(facts.size == size + 1);
    zip_discard(zip);
    fixture_release(&fixture);
}

static void many_parts_are_counted_in_64_bits(void **state)
{
    (void)state;
    enum { MANY = 70000 };
    static char names[MANY][8];
    struct fixture fixture;
    fixture_open(&fixture);
    for (int i = 0; i < MANY; i++) {
        snprintf(names[i], sizeof names[i], "%d", i);
        put_stored(fixture.zip, names[i], "x");
    }
    assert_int_equal(zip_finish(fixture.zip), 0);
    zip_t *zip = zip_open(fixture.path, ZIP_RDONLY, NULL);
    assert_non_null(zip);
    assert_int_equal(zip_get_num_entries(zip, 0), MANY);
    zip_discard(zip);
    expect_part(&fixture, MANY - 1, "69999", "x");
    fixture_release(&fixture);
}

static void file_that_cannot_be_written_is_told(void **state)
{
    (void)state;
    struct zip_writer *zip = zip_writer_new(-1);
    assert_non_null(zip);
    put_stored(zip, "a", "<a/>");
    assert_int_equal(zip_finish(zip), EBADF);
    zip_writer_free(zip);
}

static void memory_may_fail(void **state)
{
    (void)state;
    int error = ENOMEM;
    for (unsigned long after = 1; error != 0; after++) {
        struct fixture fixture;
        assert_true(after < 40);
        fixture_open(&fixture);
        zip_writer_free(fixture.zip);
        mem_fail_after(after);
        fixture.zip = zip_writer_new(fixture.file);
        if (fixture.zip != NULL) {
            put_stored(fixture.zip, "a", "<a/>");
            error = zip_finish(fixture.zip);
            mem_fail_after(0);
            assert_true(error == 0 || error == ENOMEM);
        }
        mem_fail_after(0);
        fixture_release(&fixture);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(parts_are_found_again),
        cmocka_unit_test(file_without_parts_is_a_zip_file),
        cmocka_unit_test(bytes_in_the_file_get_their_header),
        cmocka_unit_test(what_32_bits_cannot_say_is_said_in_64),
        cmocka_unit_test(many_parts_are_counted_in_64_bits),
        cmocka_unit_test(file_that_cannot_be_written_is_told),
        cmocka_unit_test(memory_may_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
