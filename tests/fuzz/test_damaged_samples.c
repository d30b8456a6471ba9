/*
 * Every sample roster, cut off and with bits flipped at a few hundred places:
 * each is read or refused, and what is read keeps the readers' promises. The
 * process that reads is the test's own, so that a crash cannot be overlooked.
 */
#include "tests/fuzz/fuzz_target.h"

#include "tests/support/random.h"
#include "tests/support/suite.h"
#include <ftw.h>
#include <stdio.h>
#include <string.h>

enum { CUTS = 100, FLIPS = 100, MOST_FLIPPED = 8, LARGEST = 64 * 1024 };

static size_t sample_count; /* nftw() hands no context on */

size_t fuzz_mutate_bytes(uint8_t *bytes, size_t size, size_t room)
{
    (void)bytes;
    (void)room;
    return size;
}

/* In a block of the size given, so that the sanitizers see its end. */
static void read_copy(const char *path, const uint8_t *bytes, size_t size)
{
    uint8_t *copy = mem_alloc(size);
    assert_non_null(copy);
    memcpy(copy, bytes, size);
    fuzz_read_workbook(workbook_open, path, copy, size);
    mem_free(copy);
}

static void cut(const char *path, const uint8_t *bytes, size_t size,
                struct random *random)
{
    for (int i = 0; i < CUTS; i++)
        read_copy(path, bytes, 1 + random_below(random, (uint32_t)size - 1));
}

/* A few bits each time; the first places are in the head, where formats keep
 * what everything else hangs on. */
static void flip(const char *path, uint8_t *bytes, size_t size,
                 struct random *random)
{
    for (int i = 0; i < FLIPS; i++) {
        size_t places[MOST_FLIPPED];
        uint8_t before[MOST_FLIPPED];
        const uint32_t count = 1 + random_below(random, MOST_FLIPPED);
        const size_t reach = i < FLIPS / 4 && size > 512 ? 512 : size;
        for (uint32_t k = 0; k < count; k++) {
            places[k] = random_below(random, (uint32_t)reach);
            before[k] = bytes[places[k]];
            bytes[places[k]] ^= (uint8_t)(1U << random_below(random, 8));
        }
        read_copy(path, bytes, size);
        for (uint32_t k = count; k-- > 0;)
            bytes[places[k]] = before[k];
    }
}

static int damage(const char *path, const struct stat *status, int kind,
                  struct FTW *walk)
{
    const char *suffix = strrchr(path, '.');
    struct random random = {.seed = 20230831};
    (void)walk;
    if (kind != FTW_F || suffix == NULL || status->st_size > LARGEST ||
        strstr(".xlsx.xls.csv.txt", suffix) == NULL)
        return 0;
    const size_t size = (size_t)status->st_size;
    uint8_t *bytes = mem_alloc(size);
    FILE *file = fopen(path, "rb");
    assert_true(bytes != NULL && file != NULL);
    assert_int_equal(fread(bytes, 1, size, file), size);
    fclose(file);
    print_message("%s\n", path);
    fflush(stdout);
    cut(path, bytes, size, &random);
    flip(path, bytes, size, &random);
    mem_free(bytes);
    sample_count++;
    return 0;
}

static void damaged_samples_are_read_or_refused(void **state)
{
    (void)state;
    assert_int_equal(nftw("samples", damage, 8, FTW_PHYS), 0);
    assert_true(sample_count > 40);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(damaged_samples_are_read_or_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
