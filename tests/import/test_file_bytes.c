/*
 * From names to bytes: what stands under a name is named, and a file that
 * changes is told.
 */
#include "import/file_bytes.h"

#include "core/arena.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/suite.h"
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

struct spot {
    struct scratch_folder folder;
    char path[128];
};

static const char *in(struct spot *place, const char *name)
{
    snprintf(place->path, sizeof place->path, "%s/%s", place->folder.path,
             name);
    return place->path;
}

static void write_file(const char *path, const char *text)
{
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(text, file);
    assert_int_equal(fclose(file), 0);
}

static int set_up(void **state)
{
    static struct spot place;
    scratch_make(&place.folder);
    *state = &place;
    return 0;
}

static int tear_down(void **state)
{
    struct spot *place = *state;
    scratch_remove(&place->folder);
    return 0;
}

static void expect_refused(const char *name, const char *path,
                           enum diag_code code, enum message why)
{
    struct opened_file file;
    struct failure failure = FAILURE_INIT;
    EXPECT_INT(name, file_open(path, NULL, &file, &failure), -1);
    EXPECT_TEXT(name, diag_name(failure.code), diag_name(code));
    EXPECT_INT(name, failure.why, (int)why + 1);
    EXPECT_TEXT(name, failure.file, path);
    EXPECT(name, file.bytes.bytes == NULL);
}

static void make_socket(const char *path)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    const int descriptor = socket(AF_UNIX, SOCK_STREAM, 0);
    assert_true(descriptor >= 0);
    snprintf(address.sun_path, sizeof address.sun_path, "%s", path);
    assert_int_equal(
        bind(descriptor, (const struct sockaddr *)&address, sizeof address), 0);
    close(descriptor);
}

/* A pipe that nobody writes to would be waited for. */
static void what_is_no_file_is_named_without_waiting(void **state)
{
    struct spot *place = *state;
    char path[128];
    expect_refused("missing", in(place, "none.xlsx"), DIAG_FILE_MISSING,
                   MESSAGE_WHY_NOT_THERE);
    expect_refused("folder", place->folder.path, DIAG_FILE_IRREGULAR,
                   MESSAGE_WHY_IS_FOLDER);
    expect_refused("device", "/dev/null", DIAG_FILE_IRREGULAR,
                   MESSAGE_WHY_DEVICE);
    snprintf(path, sizeof path, "%s", in(place, "pipe.xlsx"));
    assert_int_equal(mkfifo(path, 0600), 0);
    expect_refused("pipe", path, DIAG_FILE_IRREGULAR, MESSAGE_WHY_PIPE);
    snprintf(path, sizeof path, "%s", in(place, "socket.xlsx"));
    make_socket(path);
    expect_refused("socket", path, DIAG_FILE_IRREGULAR, MESSAGE_WHY_SOCKET);
    snprintf(path, sizeof path, "%s", in(place, "link.xlsx"));
    assert_int_equal(symlink("gone.xlsx", path), 0);
    expect_refused("link to nothing", path, DIAG_FILE_MISSING,
                   MESSAGE_WHY_NO_TARGET);
    snprintf(path, sizeof path, "%s", in(place, "ring.xlsx"));
    assert_int_equal(symlink("ring.xlsx", path), 0);
    expect_refused("link to itself", path, DIAG_FILE_MISSING,
                   MESSAGE_WHY_NO_TARGET);
    snprintf(path, sizeof path, "%s", in(place, "folder.xlsx"));
    assert_int_equal(symlink("/", path), 0);
    expect_refused("link to a folder", path, DIAG_FILE_IRREGULAR,
                   MESSAGE_WHY_LINKED_FOLDER);
}

static void empty_files_are_refused(void **state)
{
    struct opened_file file;
    struct failure failure = FAILURE_INIT;
    const char *path = in(*state, "empty.csv");
    write_file(path, "");
    assert_int_equal(file_open(path, NULL, &file, &failure), -1);
    assert_string_equal(diag_name(failure.code), "file-empty");
}

/* A hole of a terabyte, which would take an hour to read. */
static void huge_files_are_refused_before_they_are_read(void **state)
{
    const char *path = in(*state, "huge.csv");
    char sha256[DIGEST_HEX_SIZE] = "";
    struct opened_file file;
    struct failure failure = FAILURE_INIT;
    write_file(path, "x");
    if (truncate(path, (off_t)1 << 40) != 0)
        skip(); /* the file system has no such files */
    assert_int_equal(file_open(path, sha256, &file, &failure), -1);
    assert_string_equal(diag_name(failure.code), "file-limit");
    assert_int_equal(failure.why, (int)MESSAGE_WHY_SIZE + 1);
    assert_string_equal(failure.note, "1048576 > 2048 MiB");
    assert_string_equal(sha256, "");
}

static void
an_opened_file_has_head_and_digest_and_bytes_once_mapped(void **state)
{
    char sha256[DIGEST_HEX_SIZE];
    char expected[DIGEST_HEX_SIZE];
    struct opened_file file;
    struct failure failure = FAILURE_INIT;
    (void)state;
    assert_int_equal(file_open("Makefile", sha256, &file, &failure), 0);
    assert_true(file.bytes.size > FILE_HEAD_SIZE);
    assert_int_equal(file.head_size, FILE_HEAD_SIZE);
    assert_null(file.bytes.bytes);
    assert_int_equal(file_map(&file), 0);
    assert_memory_equal(file.bytes.bytes, "# daopan", 8);
    assert_memory_equal(file.bytes.bytes, file.head, FILE_HEAD_SIZE);
    assert_int_equal(digest_of(file.bytes.bytes, file.bytes.size, expected), 0);
    assert_string_equal(sha256, expected);
    assert_int_equal(file_unchanged(&file, &failure), 0);
    file_close(&file);
    assert_null(file.bytes.bytes);
    assert_false(file.is_open);
    file_close(&file);
}

static void a_file_that_changes_is_told(void **state)
{
    static const char *const texts[] = {"甲,乙\n", "甲", "甲,丙\n",
                                        "甲,乙\n丙,丁\n"};
    const char *path = in(*state, "changing.csv");
    for (size_t i = 1; i < COUNT_OF(texts); i++) {
        struct opened_file file;
        struct failure failure = FAILURE_INIT;
        const struct timespec old[2] = {{.tv_sec = 1000}, {.tv_sec = 1000}};
        write_file(path, texts[0]);
        /* The clock of files may stand still for some milliseconds. */
        assert_int_equal(utimensat(AT_FDCWD, path, old, 0), 0);
        assert_int_equal(file_open(path, NULL, &file, &failure), 0);
        write_file(path, texts[i]);
        EXPECT_INT(texts[i], file_unchanged(&file, &failure), -1);
        EXPECT_TEXT(texts[i], diag_name(failure.code), "file-changed");
        EXPECT_INT(texts[i], file_hold(&file, &failure), -1);
        EXPECT_TEXT(texts[i], diag_name(failure.code), "file-changed");
        file_close(&file);
    }
}

/* Programs save by writing another file and giving it the name. */
static void a_file_that_is_replaced_stays_as_it_was_opened(void **state)
{
    struct opened_file file;
    struct failure failure = FAILURE_INIT;
    char other[128];
    snprintf(other, sizeof other, "%s", in(*state, "other.csv"));
    const char *path = in(*state, "replaced.csv");
    write_file(path, "甲");
    assert_int_equal(file_open(path, NULL, &file, &failure), 0);
    write_file(other, "乙乙乙");
    assert_int_equal(rename(other, path), 0);
    assert_int_equal(file_unchanged(&file, &failure), 0);
    assert_int_equal(file_map(&file), 0);
    assert_memory_equal(file.bytes.bytes, "甲", file.bytes.size);
    assert_int_equal(file_hold(&file, &failure), 0);
    assert_memory_equal(file.bytes.bytes, "甲", file.bytes.size);
    file_close(&file);
}

/* Readers are started one after the other, each with the map of its file. */
static void a_reader_keeps_the_map_that_its_parent_gives_up(void **state)
{
    static const char text[] = "甲,乙\n";
    struct opened_file file;
    struct failure failure = FAILURE_INIT;
    int gate[2];
    int status = 0;
    const char *path = in(*state, "mapped.csv");
    write_file(path, text);
    assert_int_equal(file_open(path, NULL, &file, &failure), 0);
    assert_int_equal(file_map(&file), 0);
    assert_int_equal(pipe(gate), 0);
    const pid_t child = fork();
    if (child == 0) {
        char go = '\0';
        if (read(gate[0], &go, 1) != 1)
            _exit(2);
        _exit(memcmp(file.bytes.bytes, text, file.bytes.size) == 0 ? 0 : 1);
    }
    file_unmap(&file);
    assert_null(file.bytes.bytes);
    assert_int_equal(write(gate[1], "g", 1), 1);
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    close(gate[0]);
    close(gate[1]);
    file_close(&file);
}

static void a_held_file_can_be_cut_short(void **state)
{
    struct opened_file file;
    struct failure failure = FAILURE_INIT;
    const char *path = in(*state, "held.csv");
    write_file(path, "甲,乙\n");
    assert_int_equal(file_open(path, NULL, &file, &failure), 0);
    assert_int_equal(file_hold(&file, &failure), 0);
    assert_int_equal(truncate(path, 0), 0);
    assert_memory_equal(file.bytes.bytes, "甲,乙\n", file.bytes.size);
    file_close(&file);
}

static void failing_allocations_are_told(void **state)
{
    char sha256[DIGEST_HEX_SIZE];
    struct opened_file file;
    int result = -1;
    (void)state;
    for (unsigned long after = 1; result != 0; after++) {
        struct failure failure = FAILURE_INIT;
        mem_fail_after(after);
        result = file_open("Makefile", sha256, &file, &failure);
        mem_fail_after(0);
        if (result != 0)
            assert_string_equal(diag_name(failure.code), "out-of-memory");
        else
            assert_true(after > 1);
    }
    file_close(&file);
}

#define TEST(function)                                                         \
    cmocka_unit_test_setup_teardown(function, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(what_is_no_file_is_named_without_waiting),
        TEST(empty_files_are_refused),
        TEST(huge_files_are_refused_before_they_are_read),
        TEST(an_opened_file_has_head_and_digest_and_bytes_once_mapped),
        TEST(a_file_that_changes_is_told),
        TEST(a_file_that_is_replaced_stays_as_it_was_opened),
        TEST(a_reader_keeps_the_map_that_its_parent_gives_up),
        TEST(a_held_file_can_be_cut_short),
        TEST(failing_allocations_are_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
