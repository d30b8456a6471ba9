/* Memory: alignment, growth, and the n-th allocation that fails. */
#include "tests/support/suite.h"

#include "core/arena.h"
#include <stdalign.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

static void allocations_are_zeroed_aligned_and_apart(void **state)
{
    struct arena *arena = arena_new();
    unsigned char *before = NULL;
    (void)state;
    assert_non_null(arena);
    for (size_t size = 0; size < 3000; size += 7) {
        unsigned char *bytes = arena_alloc(arena, size);
        assert_non_null(bytes);
        assert_int_equal((uintptr_t)bytes % alignof(max_align_t), 0);
        for (size_t i = 0; i < size; i++)
            assert_int_equal(bytes[i], 0);
        memset(bytes, 0xAB, size);
        assert_ptr_not_equal(bytes, before);
        before = bytes;
    }
    arena_free(arena);
}

static void large_and_small_requests_mix(void **state)
{
    struct arena *arena = arena_new();
    (void)state;
    const char *first = arena_string(arena, "first");
    unsigned char *large = arena_alloc(arena, 1 << 20);
    const char *second = arena_string(arena, "second");
    assert_non_null(large);
    memset(large, 1, 1 << 20);
    assert_string_equal(first, "first");
    assert_string_equal(second, "second");
    arena_free(arena);
    arena_free(NULL);
}

static void products_that_overflow_are_refused(void **state)
{
    struct arena *arena = arena_new();
    (void)state;
    assert_null(arena_array(arena, SIZE_MAX / 2, 3));
    assert_null(arena_alloc(arena, SIZE_MAX - 8));
    assert_null(arena_text(arena, "", SIZE_MAX));
    int *array = NULL;
    size_t capacity = 0;
    assert_int_equal(mem_grow(&array, &capacity, SIZE_MAX / 2, sizeof *array),
                     -1);
    assert_null(array);
    arena_free(arena);
}

static void arrays_grow_and_keep_their_content(void **state)
{
    uint64_t *array = NULL;
    size_t capacity = 0;
    (void)state;
    for (size_t i = 0; i < 100000; i++) {
        assert_int_equal(mem_grow(&array, &capacity, i + 1, sizeof *array), 0);
        assert_int_equal(array[i], 0);
        array[i] = i * 3;
    }
    for (size_t i = 0; i < 100000; i++)
        assert_int_equal(array[i], i * 3);
    mem_free(array);
}

/* Numbers what was added to an array, and was to be zero. */
static void fill(uint64_t *array, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++) {
        assert_true(array[i] == 0);
        array[i] = i + 1;
    }
}

static void assert_filled(const uint64_t *array, size_t count)
{
    for (size_t i = 0; i < count; i++)
        assert_true(array[i] == i + 1);
}

/* From malloc()'s blocks to whole pages, small and large, and on. */
static void arrays_of_many_mib_grow_zeroed(void **state)
{
    enum { STEP = 37 * 1024, MOST = 9 * 1024 * 1024 / 8 };
    uint64_t *array = NULL;
    size_t capacity = 0;
    (void)state;
    for (size_t count = 1; count < MOST; count += STEP) {
        const size_t before = capacity;
        assert_int_equal(mem_grow(&array, &capacity, count, sizeof *array), 0);
        assert_int_equal((uintptr_t)array % alignof(max_align_t), 0);
        fill(array, before, capacity);
    }
    assert_filled(array, capacity);
    mem_free(array);
}

static void withheld_blocks_grow_as_others_do(void **state)
{
    enum { STEP = 50 * 1024, MOST = 5 * 1024 * 1024 / 8 };
    uint64_t *array = NULL;
    size_t capacity = 0;
    (void)state;
    mem_withhold(NULL, true);
    for (size_t count = 1; count < MOST; count += STEP) {
        const size_t before = capacity;
        assert_int_equal(mem_grow(&array, &capacity, count, sizeof *array), 0);
        mem_withhold(array, capacity % 2 == 0);
        fill(array, before, capacity);
    }
    assert_filled(array, capacity);
    mem_free(array);
}

/* Whether the map that a block lies in is left out of copies: "dc". */
static bool is_left_out(const void *block)
{
    char line[512];
    bool is_it = false;
    bool is_out = false;
    FILE *maps = fopen("/proc/self/smaps", "re");
    assert_non_null(maps);
    while (fgets(line, sizeof line, maps) != NULL) {
        unsigned long first = 0;
        unsigned long end = 0;
        if (sscanf(line, "%lx-%lx ", &first, &end) == 2)
            is_it = (uintptr_t)block >= first && (uintptr_t)block < end;
        else if (is_it && strncmp(line, "VmFlags:", 8) == 0)
            is_out = strstr(line, " dc") != NULL;
    }
    fclose(maps);
    return is_out;
}

static void a_withheld_block_stays_so_while_it_grows(void **state)
{
    enum { FIRST = 10, MOST = 16 * 1024 * 1024 };
    unsigned char *array = NULL;
    size_t capacity = 0;
    (void)state;
    unsigned char *pages = mem_alloc(MOST);
    assert_non_null(pages);
    mem_withhold(pages, true);
    const bool has_pages = is_left_out(pages);
    mem_free(pages);
    if (!has_pages)
        skip(); /* sanitizers get all of what malloc() gives */
    assert_int_equal(mem_grow(&array, &capacity, FIRST, 1), 0);
    mem_withhold(array, true);
    while (capacity < MOST) {
        assert_int_equal(mem_grow(&array, &capacity, capacity + 1, 1), 0);
        if (capacity >= MOST / 256)
            assert_true(is_left_out(array));
    }
    mem_withhold(array, false);
    assert_false(is_left_out(array));
    mem_free(array);
}

static void blocks_of_many_mib_are_zeroed_and_resized(void **state)
{
    static const size_t sizes[] = {
        1000, 1 << 19, 1 << 20, (2 << 20) - 16, 2 << 20, 7 << 20, 3 << 20, 500,
    };
    (void)state;
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        unsigned char *bytes = mem_alloc(sizes[i]);
        assert_non_null(bytes);
        for (size_t at = 0; at < sizes[i]; at++)
            assert_true(bytes[at] == 0);
        memset(bytes, 0x5A, sizes[i]);
        for (size_t k = 0; k < sizeof sizes / sizeof sizes[0]; k++) {
            bytes = mem_resize(bytes, sizes[k]);
            assert_non_null(bytes);
            assert_int_equal(bytes[0], 0x5A);
            assert_int_equal(bytes[499], 0x5A);
            memset(bytes, 0x5A, sizes[k]);
        }
        mem_free(bytes);
    }
    assert_null(mem_alloc(SIZE_MAX - 8));
    assert_null(mem_resize(NULL, SIZE_MAX - 8));
}

static void chosen_allocation_fails_and_changes_nothing(void **state)
{
    int *array = NULL;
    size_t capacity = 0;
    (void)state;
    assert_int_equal(mem_grow(&array, &capacity, 10, sizeof *array), 0);
    array[9] = 7;
    const size_t before = capacity;
    mem_fail_after(1);
    assert_int_equal(mem_grow(&array, &capacity, 1000, sizeof *array), -1);
    assert_null(arena_new());
    mem_fail_after(0);
    assert_int_equal(capacity, before);
    assert_int_equal(array[9], 7);
    mem_fail_after(2);
    void *first = mem_alloc(1);
    void *second = mem_alloc(1);
    mem_fail_after(0);
    assert_non_null(first);
    assert_null(second);
    mem_free(first);
    mem_free(array);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(allocations_are_zeroed_aligned_and_apart),
        cmocka_unit_test(large_and_small_requests_mix),
        cmocka_unit_test(products_that_overflow_are_refused),
        cmocka_unit_test(arrays_grow_and_keep_their_content),
        cmocka_unit_test(arrays_of_many_mib_grow_zeroed),
        cmocka_unit_test(withheld_blocks_grow_as_others_do),
        cmocka_unit_test(a_withheld_block_stays_so_while_it_grows),
        cmocka_unit_test(blocks_of_many_mib_are_zeroed_and_resized),
        cmocka_unit_test(chosen_allocation_fails_and_changes_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
