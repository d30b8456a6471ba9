/*
 * Every seed, and every input that once broke something, goes through its
 * target again: tests/fuzz/seeds/TARGET/ and tests/fuzz/regressions/TARGET/.
 * A target that breaks ends the program; the last file named is the one.
 */
#include "tests/fuzz/fuzz_target.h"

#include "tests/support/suite.h"
#include <dirent.h>
#include <stdio.h>
#include <string.h>

size_t fuzz_mutate_bytes(uint8_t *bytes, size_t size, size_t room)
{
    (void)bytes;
    (void)room;
    return size;
}

/* In a block of its own size, so that the sanitizers see its end. */
static uint8_t *load(const char *path, size_t *size)
{
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    assert_int_equal(fseek(file, 0, SEEK_END), 0);
    *size = (size_t)ftell(file);
    rewind(file);
    uint8_t *bytes = mem_alloc(*size);
    assert_non_null(bytes);
    assert_int_equal(fread(bytes, 1, *size, file), *size);
    fclose(file);
    return bytes;
}

/* Returns how many files were replayed. */
static size_t replay(const struct fuzz_target *target, const char *kind)
{
    char folder[64];
    char path[512];
    size_t count = 0;
    const struct dirent *entry = NULL;
    snprintf(folder, sizeof folder, "tests/fuzz/%s/%s", kind, target->name);
    DIR *directory = opendir(folder);
    if (directory == NULL)
        return 0;
    while ((entry = readdir(directory)) != NULL) {
        size_t size = 0;
        if (entry->d_name[0] == '.')
            continue;
        snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
        print_message("%s\n", path);
        fflush(stdout);
        uint8_t *bytes = load(path, &size);
        target->run(bytes, size);
        mem_free(bytes);
        count++;
    }
    closedir(directory);
    return count;
}

static void every_target_takes_its_seeds(void **state)
{
    (void)state;
    for (size_t i = 0; i < fuzz_target_count; i++)
        EXPECT(fuzz_targets[i].name, replay(&fuzz_targets[i], "seeds") > 0);
}

static void what_broke_once_does_no_more(void **state)
{
    (void)state;
    for (size_t i = 0; i < fuzz_target_count; i++)
        replay(&fuzz_targets[i], "regressions");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_target_takes_its_seeds),
        cmocka_unit_test(what_broke_once_does_no_more),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
