/*
 * Parts of ZIP packages, whole and broken.
 */
#include "import/zip_part.h"

#include "tests/support/package.h"
#include "tests/support/suite.h"
#include <stdlib.h>
#include <string.h>

static const char long_text[] =
    "张三,李四,王五,赵六,张三,李四,王五,赵六,张三,李四,王五,赵六,"
    "张三,李四,王五,赵六,张三,李四,王五,赵六,张三,李四,王五,赵六";

static const struct package_part parts[] = {
    {.name = "a/deflated.xml", .bytes = long_text},
    {.name = "a/stored.xml", .bytes = long_text, .is_stored = true},
    {.name = "A\\Back.xml", .bytes = "back"},
    {.name = "locked.xml", .bytes = "locked", .password = "x"},
};

struct opened {
    struct package package;
    struct arena *arena;
    struct zip_package *zip;
};

static void open_package(struct opened *opened)
{
    struct failure failure = FAILURE_INIT;
    package_build(parts, COUNT_OF(parts), &opened->package);
    opened->arena = arena_new();
    const struct file_bytes file = {"t.zip", opened->package.bytes,
                                    opened->package.size};
    assert_int_equal(
        zip_package_open(&file, opened->arena, &opened->zip, &failure), 0);
}

static void close_package(struct opened *opened)
{
    zip_package_close(opened->zip);
    arena_free(opened->arena);
    package_release(&opened->package);
}

/* The part as text, read `step` bytes at a time, or the failure's code. */
static const char *read_part(struct zip_package *zip, const char *name,
                             uint64_t limit, size_t step, char *out)
{
    struct failure failure = FAILURE_INIT;
    struct zip_part *part = NULL;
    size_t got = 1;
    int result = zip_part_open(zip, name, limit, &part, &failure);
    char *at = out;
    while (result == 0 && got > 0) {
        result = zip_part_read(part, at, step, &got, &failure);
        at += got;
    }
    *at = '\0';
    zip_part_close(part);
    return result == 0 ? out : diag_name(failure.code);
}

static void parts_are_read_in_pieces_of_any_size(void **state)
{
    (void)state;
    static const size_t steps[] = {1, 2, 7, 100, 4096};
    struct opened opened;
    char out[8192];
    open_package(&opened);
    for (size_t i = 0; i < COUNT_OF(steps); i++) {
        EXPECT_TEXT(
            "deflated",
            read_part(opened.zip, "a/deflated.xml", 9999, steps[i], out),
            long_text);
        EXPECT_TEXT("stored",
                    read_part(opened.zip, "a/stored.xml", 9999, steps[i], out),
                    long_text);
    }
    close_package(&opened);
}

static void names_are_compared_as_packages_do(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        bool is_there;
    } names[] = {
        {"a/deflated.xml", true},
        {"/a/deflated.xml", true},
        {"A/DEFLATED.XML", true},
        {"a\\deflated.xml", true},
        {"a/back.xml", true},
        {"deflated.xml", false},
        {"a/deflated.xm", false},
        {"a/deflated.xmlx", false},
        {"", false},
    };
    struct opened opened;
    open_package(&opened);
    for (size_t i = 0; i < COUNT_OF(names); i++)
        EXPECT_INT(names[i].name, zip_package_has(opened.zip, names[i].name),
                   names[i].is_there);
    close_package(&opened);
}

static void parts_that_cannot_be_read_are_refused(void **state)
{
    (void)state;
    struct opened opened;
    char out[8192];
    open_package(&opened);
    assert_string_equal(read_part(opened.zip, "none.xml", 99, 99, out),
                        "file-damaged");
    assert_string_equal(read_part(opened.zip, "locked.xml", 99, 99, out),
                        "encryption-unknown");
    assert_string_equal(read_part(opened.zip, "a/deflated.xml", 99, 50, out),
                        "file-limit");
    assert_string_equal(read_part(opened.zip, "a/stored.xml", 99, 50, out),
                        "file-limit");
    close_package(&opened);
}

/* Every byte of the package changed, one after the other: the part reads as
 * it was, or fails; and nothing else happens. */
static void changed_bytes_never_change_a_text(void **state)
{
    (void)state;
    struct package package;
    package_build(parts, 2, &package);
    size_t failed = 0;
    for (size_t at = 0; at < package.size; at++) {
        for (unsigned bit = 0; bit < 8; bit += 3) {
            char out[8192];
            struct failure failure = FAILURE_INIT;
            struct arena *arena = arena_new();
            struct zip_package *zip = NULL;
            package.bytes[at] ^= (unsigned char)(1U << bit);
            const struct file_bytes file = {"t.zip", package.bytes,
                                            package.size};
            if (zip_package_open(&file, arena, &zip, &failure) == 0) {
                for (size_t i = 0; i < 2; i++) {
                    const char *got =
                        read_part(zip, parts[i].name, 1000, 64, out);
                    if (strncmp(got, "file-", 5) == 0 ||
                        strcmp(got, "encryption-unknown") == 0)
                        failed++;
                    else
                        EXPECT_TEXT(parts[i].name, got, long_text);
                }
                zip_package_close(zip);
            }
            package.bytes[at] ^= (unsigned char)(1U << bit);
            arena_free(arena);
        }
    }
    assert_true(failed > 100);
    package_release(&package);
}

static void truncated_packages_are_refused(void **state)
{
    (void)state;
    struct package package;
    package_build(parts, COUNT_OF(parts), &package);
    for (size_t size = 0; size < package.size; size++) {
        struct failure failure = FAILURE_INIT;
        struct arena *arena = arena_new();
        struct zip_package *zip = NULL;
        const struct file_bytes file = {"t.zip", package.bytes, size};
        if (zip_package_open(&file, arena, &zip, &failure) == 0) {
            assert_false(zip_package_has(zip, "a/deflated.xml"));
            zip_package_close(zip);
        } else {
            assert_string_equal(diag_name(failure.code), "file-damaged");
        }
        arena_free(arena);
    }
    package_release(&package);
}

static void a_part_that_is_read_again_and_again_is_refused(void **state)
{
    enum { SIZE = 64 << 20, TIMES = 100 };
    (void)state;
    struct failure failure = FAILURE_INIT;
    struct zip_part *part = NULL;
    struct package package;
    char *spaces = malloc(SIZE);
    assert_non_null(spaces);
    memset(spaces, ' ', SIZE);
    const struct package_part bomb = {
        .name = "a", .bytes = spaces, .length = SIZE};
    package_build(&bomb, 1, &package);
    struct arena *arena = arena_new();
    struct zip_package *zip = NULL;
    const struct file_bytes file = {"t.zip", package.bytes, package.size};
    assert_int_equal(zip_package_open(&file, arena, &zip, &failure), 0);
    int times = 0;
    for (int result = 0; result == 0 && times < TIMES; times += result == 0) {
        size_t got = 1;
        result = zip_part_open(zip, "a", SIZE, &part, &failure);
        while (result == 0 && got > 0)
            result = zip_part_read(part, spaces, SIZE, &got, &failure);
        zip_part_close(part);
    }
    assert_string_equal(diag_name(failure.code), "file-limit");
    assert_int_equal(times, file_yield_most(package.size) / SIZE);
    zip_package_close(zip);
    arena_free(arena);
    package_release(&package);
    free(spaces);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(parts_are_read_in_pieces_of_any_size),
        cmocka_unit_test(names_are_compared_as_packages_do),
        cmocka_unit_test(parts_that_cannot_be_read_are_refused),
        cmocka_unit_test(changed_bytes_never_change_a_text),
        cmocka_unit_test(truncated_packages_are_refused),
        cmocka_unit_test(a_part_that_is_read_again_and_again_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
