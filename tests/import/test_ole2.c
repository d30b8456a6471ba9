/*
 * OLE2 containers: streams of both sizes, what is damaged, and a library that
 * must not speak to our users.
 */
#include "core/arena.h"
#include "import/ole2.h"
#include "tests/support/suite.h"
#include "tests/support/test_file.h"
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static struct ole2 *open_fixture(const char *name, struct file_bytes *file)
{
    struct ole2 *ole2 = NULL;
    struct failure failure = FAILURE_INIT;
    file->path = name;
    file->bytes = test_file_load(name, &file->size);
    assert_true(ole2_is(file));
    assert_int_equal(ole2_open(file, &ole2, &failure), 0);
    return ole2;
}

static void close_fixture(struct ole2 *ole2, struct file_bytes *file)
{
    ole2_close(ole2);
    test_file_free(file->bytes);
}

static void streams_are_found_whatever_their_case(void **state)
{
    (void)state;
    struct file_bytes file;
    struct text names = TEXT_INIT;
    struct ole2 *ole2 = open_fixture("both-generations.xls", &file);
    assert_true(ole2_has(ole2, "Workbook"));
    assert_true(ole2_has(ole2, "WORKBOOK"));
    assert_true(ole2_has(ole2, "book"));
    assert_false(ole2_has(ole2, "Boo"));
    ole2_append_names(ole2, &names);
    assert_string_equal(text_of(&names), "Book, Workbook");
    text_release(&names);
    close_fixture(ole2, &file);
}

/* Those under 4096 bytes lie in sectors of 64 bytes. */
static void small_and_large_streams_are_read(void **state)
{
    (void)state;
    static const struct {
        const char *file, *stream;
        size_t size;
        unsigned char first;
    } streams[] = {
        {"both-generations.xls", "Book", 135, 0x09},
        {"both-generations.xls", "Workbook", 4096, 0x09},
        {"word-document.xls", "1Table", 100, 0x00},
    };
    for (size_t i = 0; i < COUNT_OF(streams); i++) {
        struct file_bytes file;
        struct failure failure = FAILURE_INIT;
        struct ole2 *ole2 = open_fixture(streams[i].file, &file);
        unsigned char *bytes = NULL;
        size_t size = 0;
        assert_int_equal(
            ole2_read(ole2, streams[i].stream, &bytes, &size, &failure), 0);
        assert_int_equal(size, streams[i].size);
        assert_int_equal(bytes[0], streams[i].first);
        mem_free(bytes);
        close_fixture(ole2, &file);
    }
}

static void stream_that_is_not_there_is_a_failure(void **state)
{
    (void)state;
    struct file_bytes file;
    struct failure failure = FAILURE_INIT;
    struct ole2 *ole2 = open_fixture("word-document.xls", &file);
    unsigned char *bytes = NULL;
    size_t size = 0;
    assert_int_equal(ole2_read(ole2, "Workbook", &bytes, &size, &failure), -1);
    assert_int_equal(failure.code, DIAG_FILE_DAMAGED);
    assert_string_equal(failure.file, "word-document.xls");
    close_fixture(ole2, &file);
}

static void broken_head_is_a_failure(void **state)
{
    (void)state;
    struct file_bytes file = {.path = "a.xls"};
    struct ole2 *ole2 = NULL;
    struct failure failure = FAILURE_INIT;
    unsigned char *bytes = test_file_load("word-document.xls", &file.size);
    file.bytes = bytes;
    bytes[30] = 40; /* sectors of 2^40 bytes */
    assert_int_equal(ole2_open(&file, &ole2, &failure), -1);
    assert_int_equal(failure.code, DIAG_FILE_DAMAGED);
    test_file_free(bytes);
}

/* Reads every stream of a damaged file. */
static void read_all(const struct file_bytes *file)
{
    static const char *const names[] = {"Book", "Workbook"};
    struct ole2 *ole2 = NULL;
    struct failure failure = FAILURE_INIT;
    if (ole2_open(file, &ole2, &failure) != 0)
        return;
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        unsigned char *bytes = NULL;
        size_t size = 0;
        if (ole2_read(ole2, names[i], &bytes, &size, &failure) == 0)
            mem_free(bytes);
    }
    ole2_close(ole2);
}

static void damaged_files_are_read_in_silence(void **state)
{
    (void)state;
    struct file_bytes file = {.path = "a.xls"};
    unsigned char *bytes = test_file_load("both-generations.xls", &file.size);
    file.bytes = bytes;
    const int heard = memfd_create("stderr", 0);
    const int saved = dup(STDERR_FILENO);
    assert_true(heard >= 0 && saved >= 0);
    assert_true(dup2(heard, STDERR_FILENO) >= 0);
    srand(20230831);
    for (int round = 0; round < 5000; round++) {
        const size_t at = (size_t)rand() % file.size;
        const unsigned char bit = (unsigned char)(1 << rand() % 8);
        bytes[at] ^= bit;
        read_all(&file);
        bytes[at] ^= bit;
    }
    dup2(saved, STDERR_FILENO);
    close(saved);
    assert_int_equal(lseek(heard, 0, SEEK_END), 0);
    close(heard);
    test_file_free(bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(streams_are_found_whatever_their_case),
        cmocka_unit_test(small_and_large_streams_are_read),
        cmocka_unit_test(stream_that_is_not_there_is_a_failure),
        cmocka_unit_test(broken_head_is_a_failure),
        cmocka_unit_test(damaged_files_are_read_in_silence),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
