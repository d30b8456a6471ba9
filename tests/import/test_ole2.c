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

static void put_number(unsigned char *at, uint32_t number)
{
    for (int i = 0; i < 4; i++)
        at[i] = (unsigned char)(number >> 8 * i);
}

/*
 * A file whose directory has `entries` entries, each the right neighbour of
 * the one before: libgsf 1.14 goes as deep as there are entries. Directory
 * sectors come first, then the allocation table's.
 */
static unsigned char *make_deep(uint32_t entries, size_t *size)
{
    const uint32_t sectors = (entries + 1 + 3) / 4;
    const uint32_t tables = (sectors + 127) / 128 + 1;
    *size = ((size_t)1 + sectors + tables) * 512;
    unsigned char *bytes = calloc(*size, 1);
    assert_non_null(bytes);
    memcpy(bytes, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8);
    memcpy(bytes + 24, "\x3E\0\3\0\xFE\xFF\x09\0\6\0", 10);
    put_number(bytes + 44, tables);
    put_number(bytes + 56, 4096);
    put_number(bytes + 60, 0xFFFFFFFE);
    put_number(bytes + 68, 0xFFFFFFFE);
    for (uint32_t i = 0; i < 109; i++)
        put_number(bytes + 76 + i * 4, i < tables ? sectors + i : 0xFFFFFFFF);
    for (uint32_t i = 0; i <= entries; i++) {
        unsigned char *entry = bytes + 512 + (size_t)i * 128;
        entry[0] = 'e';
        put_number(entry + 64, 4);
        entry[66] = i == 0 ? 5 : 2;
        put_number(entry + 68, 0xFFFFFFFF);
        put_number(entry + 72, i > 0 && i < entries ? i + 1 : 0xFFFFFFFF);
        put_number(entry + 76, i == 0 ? 1 : 0xFFFFFFFF);
        put_number(entry + 116, 0xFFFFFFFE);
    }
    for (uint32_t i = 0; i < tables * 128; i++)
        put_number(bytes + 512 + (size_t)sectors * 512 + (size_t)i * 4,
                   i + 1 < sectors ? i + 1 : 0xFFFFFFFE);
    return bytes;
}

static void endless_directory_is_refused(void **state)
{
    (void)state;
    static const struct {
        uint32_t entries;
        bool is_read;
    } files[] = {{100, true}, {4000, true}, {4200, false}, {50000, false}};
    for (size_t i = 0; i < COUNT_OF(files); i++) {
        struct file_bytes file = {.path = "a.xls"};
        struct ole2 *ole2 = NULL;
        struct failure failure = FAILURE_INIT;
        unsigned char *bytes = make_deep(files[i].entries, &file.size);
        file.bytes = bytes;
        const int result = ole2_open(&file, &ole2, &failure);
        if ((result == 0) != files[i].is_read)
            fail_msg("%u entries: %d", files[i].entries, result);
        if (result == 0)
            assert_true(ole2_has(ole2, "e"));
        else
            assert_int_equal(failure.code, DIAG_FILE_LIMIT);
        ole2_close(ole2);
        free(bytes);
    }
}

/* The sectors of the directory go round in a circle. */
static void circular_directory_is_no_endless_loop(void **state)
{
    (void)state;
    struct file_bytes file = {.path = "a.xls"};
    struct ole2 *ole2 = NULL;
    struct failure failure = FAILURE_INIT;
    unsigned char *bytes = make_deep(39, &file.size);
    file.bytes = bytes;
    put_number(bytes + 512 + 10 * 512 + 9 * 4, 3);
    assert_int_equal(ole2_open(&file, &ole2, &failure), 0);
    assert_true(ole2_has(ole2, "e"));
    ole2_close(ole2);
    free(bytes);
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
        cmocka_unit_test(endless_directory_is_refused),
        cmocka_unit_test(circular_directory_is_no_endless_loop),
        cmocka_unit_test(damaged_files_are_read_in_silence),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
