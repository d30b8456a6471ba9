/* The pool: each text once, references that stay. */
#include "tests/support/suite.h"

#include "core/arena.h"
#include "core/string_pool.h"
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void equal_texts_have_one_reference(void **state)
{
    struct string_pool *pool = string_pool_new();
    strref a = 9;
    strref b = 8;
    strref empty = 7;
    (void)state;
    assert_int_equal(string_pool_add(pool, "仁寿县xx", 9, &a), 0);
    assert_int_equal(string_pool_add(pool, "仁寿县", 9, &b), 0);
    assert_int_equal(a, b);
    assert_string_equal(string_pool_get(pool, a), "仁寿县");
    assert_int_equal(string_pool_add(pool, "x", 0, &empty), 0);
    assert_int_equal(empty, 0);
    assert_string_equal(string_pool_get(pool, 0), "");
    assert_int_equal(string_pool_length(pool, 0), 0);
    string_pool_free(pool);
}

static void two_hundred_thousand_texts_stay_where_they_are(void **state)
{
    enum { COUNT = 200000 };
    struct string_pool *pool = string_pool_new();
    strref *refs = malloc(COUNT * sizeof *refs);
    char text[64];
    (void)state;
    const char *first = NULL;
    for (int i = 0; i < COUNT; i++) {
        const int length = snprintf(text, sizeof text, "村民%d号", i);
        assert_int_equal(string_pool_add(pool, text, (size_t)length, &refs[i]),
                         0);
        if (i == 0)
            first = string_pool_get(pool, refs[0]);
    }
    assert_ptr_equal(first, string_pool_get(pool, refs[0]));
    for (int i = 0; i < COUNT; i++) {
        strref again = 0;
        const int length = snprintf(text, sizeof text, "村民%d号", i);
        assert_int_equal(string_pool_add(pool, text, (size_t)length, &again),
                         0);
        assert_int_equal(again, refs[i]);
        assert_string_equal(string_pool_get(pool, again), text);
        assert_int_equal(string_pool_length(pool, again), length);
    }
    free(refs);
    string_pool_free(pool);
}

static void long_texts_fill_chunks_of_their_own(void **state)
{
    enum { LONG = 900 * 1024 };
    struct string_pool *pool = string_pool_new();
    char *text = malloc(2 * LONG);
    strref refs[5];
    (void)state;
    for (int i = 0; i < 5; i++) {
        memset(text, 'a' + i, LONG);
        assert_int_equal(string_pool_add(pool, text, LONG, &refs[i]), 0);
    }
    for (int i = 0; i < 5; i++) {
        assert_int_equal(string_pool_length(pool, refs[i]), LONG);
        assert_int_equal(string_pool_get(pool, refs[i])[LONG - 1], 'a' + i);
    }
    free(text);
    string_pool_free(pool);
}

/* Of a whole chunk but for nothing, a byte, and several chunks. */
static void texts_longer_than_a_chunk_are_kept_whole(void **state)
{
    enum { CHUNK = 1 << 20, COUNT = 5 };
    static const size_t lengths[COUNT] = {CHUNK - 5, CHUNK - 4, 3 * CHUNK,
                                          3 * CHUNK + 77, 10};
    struct string_pool *pool = string_pool_new();
    char *text = malloc(4 * CHUNK);
    strref refs[COUNT];
    (void)state;
    for (int i = 0; i < COUNT; i++) {
        memset(text, 'a' + i, lengths[i]);
        assert_int_equal(string_pool_add(pool, text, lengths[i], &refs[i]), 0);
    }
    for (int i = 0; i < COUNT; i++) {
        const char *kept = string_pool_get(pool, refs[i]);
        strref again = 0;
        memset(text, 'a' + i, lengths[i]);
        assert_int_equal(string_pool_length(pool, refs[i]), lengths[i]);
        assert_memory_equal(kept, text, lengths[i]);
        assert_int_equal(kept[lengths[i]], '\0');
        assert_int_equal(string_pool_add(pool, text, lengths[i], &again), 0);
        assert_int_equal(again, refs[i]);
    }
    free(text);
    string_pool_free(pool);
}

static void loose_pool_does_not_look_for_texts(void **state)
{
    struct string_pool *pool = string_pool_new();
    strref first = 0;
    strref second = 0;
    (void)state;
    assert_int_equal(string_pool_add_new(pool, "村民", 6, &first), 0);
    assert_int_equal(string_pool_add_new(pool, "村民", 6, &second), 0);
    assert_int_equal(first, second);
    string_pool_loosen(pool);
    assert_int_equal(string_pool_add_new(pool, "村民", 6, &second), 0);
    assert_int_not_equal(first, second);
    assert_string_equal(string_pool_get(pool, second), "村民");
    assert_int_equal(string_pool_add(pool, "村民", 6, &second), 0);
    assert_int_equal(first, second);
    assert_int_equal(string_pool_add_new(pool, "", 0, &second), 0);
    assert_int_equal(second, 0);
    string_pool_free(pool);
}

static void each_failing_allocation_is_clean(void **state)
{
    char text[32];
    bool is_done = false;
    (void)state;
    for (unsigned long n = 1; !is_done; n++) {
        mem_fail_after(n);
        struct string_pool *pool = string_pool_new();
        int result = pool == NULL ? -1 : 0;
        for (int i = 0; i < 3000 && result == 0; i++) {
            strref ref = 0;
            const int length = snprintf(text, sizeof text, "t%d", i);
            result = string_pool_add(pool, text, (size_t)length, &ref);
        }
        mem_fail_after(0);
        is_done = result == 0;
        string_pool_free(pool);
        assert_true(n < 100);
    }
}

static void what_was_expected_is_added_like_any_other(void **state)
{
    struct string_pool *pool = string_pool_new();
    strref expected = 0;
    strref added = 0;
    (void)state;
    const uint32_t hash = string_pool_expect(pool, "太和镇", 9);
    assert_int_equal(
        string_pool_add_expected(pool, hash, "太和镇", 9, &expected), 0);
    assert_int_equal(string_pool_add(pool, "太和镇", 9, &added), 0);
    assert_int_equal(added, expected);
    assert_string_equal(string_pool_get(pool, added), "太和镇");
    string_pool_free(pool);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(equal_texts_have_one_reference),
        cmocka_unit_test(two_hundred_thousand_texts_stay_where_they_are),
        cmocka_unit_test(long_texts_fill_chunks_of_their_own),
        cmocka_unit_test(texts_longer_than_a_chunk_are_kept_whole),
        cmocka_unit_test(loose_pool_does_not_look_for_texts),
        cmocka_unit_test(what_was_expected_is_added_like_any_other),
        cmocka_unit_test(each_failing_allocation_is_clean),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
