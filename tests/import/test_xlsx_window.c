/*
 * The window: what is kept, what moves, how it grows.
 */
#include "import/xlsx_window.h"

#include "tests/support/package.h"
#include "tests/support/suite.h"
#include <string.h>

struct opened {
    struct package package;
    struct arena *arena;
    struct zip_package *zip;
    struct xlsx_window window;
};

static void open_window(struct opened *opened, const char *bytes, size_t length,
                        size_t step)
{
    const struct package_part source = {
        .name = "a", .bytes = bytes, .length = length};
    struct failure failure = FAILURE_INIT;
    struct zip_part *part = NULL;
    package_build(&source, 1, &opened->package);
    opened->arena = arena_new();
    const struct file_bytes file = {"t.zip", opened->package.bytes,
                                    opened->package.size};
    assert_int_equal(
        zip_package_open(&file, opened->arena, &opened->zip, &failure), 0);
    assert_int_equal(zip_part_open(opened->zip, "a", 1 << 30, &part, &failure),
                     0);
    assert_int_equal(xlsx_window_init(&opened->window, part, step, &failure),
                     0);
}

static void close_window(struct opened *opened)
{
    zip_part_close(opened->window.part);
    xlsx_window_release(&opened->window);
    zip_package_close(opened->zip);
    arena_free(opened->arena);
    package_release(&opened->package);
}

static void more(struct xlsx_window *window, size_t keep, window_moved *moved,
                 void *context)
{
    struct failure failure = FAILURE_INIT;
    assert_int_equal(xlsx_window_more(window, window->bytes + keep, moved,
                                      context, &failure),
                     0);
    for (size_t i = 0; i < SCAN_PADDING; i++)
        assert_int_equal(window->bytes[window->length + i], 0);
}

static void what_is_kept_stands_in_front(void **state)
{
    (void)state;
    struct opened opened;
    struct xlsx_window *window = &opened.window;
    open_window(&opened, "0123456789", 10, 4);
    more(window, 0, NULL, NULL);
    assert_memory_equal(window->bytes, "0123", 4);
    more(window, 3, NULL, NULL);
    assert_int_equal(window->length, 4);
    assert_memory_equal(window->bytes, "3456", 4);
    more(window, 0, NULL, NULL); /* full: it grows */
    assert_memory_equal(window->bytes, "3456789", 7);
    assert_false(window->has_ended);
    more(window, 7, NULL, NULL);
    assert_true(window->has_ended);
    assert_int_equal(window->length, 0);
    close_window(&opened);
}

/* Follows a place in the window as it moves. */
static void follow(void *context, const char *from, char *to)
{
    const char **place = context;
    *place = to + (*place - from);
}

static void places_can_be_followed(void **state)
{
    (void)state;
    char bytes[5000];
    struct opened opened;
    struct xlsx_window *window = &opened.window;
    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (char)('a' + i % 23);
    bytes[100] = '#';
    open_window(&opened, bytes, sizeof bytes, 128);
    more(window, 0, NULL, NULL);
    const char *place = window->bytes + 100;
    const char *keep = window->bytes + 90;
    for (int i = 0; i < 20; i++) {
        more(window, (size_t)(keep - window->bytes), follow, &place);
        assert_int_equal(*place, '#');
        keep = place - 10;
    }
    close_window(&opened);
}

static void large_pieces_come_twice_as_large(void **state)
{
    (void)state;
    enum { SIZE = 1 << 20, STEP = 4096 };
    char *bytes = mem_alloc(SIZE);
    struct opened opened;
    struct xlsx_window *window = &opened.window;
    assert_non_null(bytes);
    memset(bytes, 'x', SIZE);
    open_window(&opened, bytes, SIZE, STEP);
    size_t calls = 0;
    while (!window->has_ended) {
        more(window, 0, NULL, NULL);
        calls++;
    }
    assert_int_equal(window->length, SIZE);
    assert_true(calls < 64 * 1024 / STEP + 8);
    close_window(&opened);
    mem_free(bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_kept_stands_in_front),
        cmocka_unit_test(places_can_be_followed),
        cmocka_unit_test(large_pieces_come_twice_as_large),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
