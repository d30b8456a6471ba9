/*
 * Fixtures of tests/import/files in memory.
 */
#ifndef DAOPAN_TESTS_SUPPORT_TEST_FILE_H
#define DAOPAN_TESTS_SUPPORT_TEST_FILE_H

#include <stddef.h>

/* The bytes of tests/import/files/`name`, in a block of their own size;
 * fails the test where there is none. */
unsigned char *test_file_load(const char *name, size_t *size);
void test_file_free(const unsigned char *bytes);

#endif
