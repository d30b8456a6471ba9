/*
 * Fixtures read whole.
 */
#include "tests/support/test_file.h"

#include "tests/support/suite.h"
#include <stdio.h>
#include <stdlib.h>

unsigned char *test_file_load(const char *name, size_t *size)
{
    char path[256];
    snprintf(path, sizeof path, "tests/import/files/%s", name);
    FILE *file = fopen(path, "rb");
    if (file == NULL)
        fail_msg("%s is missing", path);
    assert_int_equal(fseek(file, 0, SEEK_END), 0);
    *size = (size_t)ftell(file);
    rewind(file);
    unsigned char *bytes = malloc(*size);
    assert_non_null(bytes);
    assert_int_equal(fread(bytes, 1, *size, file), *size);
    fclose(file);
    return bytes;
}

void test_file_free(const unsigned char *bytes)
{
    union {
        const unsigned char *bytes;
        void *block;
    } const owned = {.bytes = bytes}; /* free() takes no const */
    free(owned.block);
}
