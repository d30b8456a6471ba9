/* The texts of a pool from outside: all come in order, forged ones do no
 * harm. */
#include "tests/support/suite.h"

#include "core/string_pieces.h"
#include "tests/support/random.h"
#include <stdlib.h>
#include <string.h>

enum { CHUNK = STRING_CHUNK_UNITS * STRING_UNIT };

struct bytes {
    unsigned char *at;
    size_t size;
};

/* All chunks of a pool, end to end. */
static struct bytes bytes_of(const struct string_pool *pool)
{
    struct bytes out = {.at = NULL};
    size_t size = 0;
    const void *piece = NULL;
    for (size_t i = 0; (piece = string_pool_piece(pool, i, &size)) != NULL;
         i++) {
        out.at = realloc(out.at, out.size + size);
        memcpy(out.at + out.size, piece, size);
        out.size += size;
    }
    return out;
}

static struct string_pieces pieces_of(const struct bytes *bytes)
{
    return (struct string_pieces){
        .bytes = bytes->at, .size = bytes->size, .next = STRING_FIRST_UNIT};
}

/* Holds the pool's texts against `count` of these lengths, text i made of
 * 'A' + i. */
static void check_walk(const size_t *lengths, int count)
{
    enum { MOST = 64 };
    struct string_pool *pool = string_pool_new();
    char *text = malloc(4 * CHUNK);
    strref refs[MOST];
    for (int i = 0; i < count; i++) {
        memset(text, 'A' + i, lengths[i]);
        assert_int_equal(string_pool_add(pool, text, lengths[i], &refs[i]), 0);
    }
    struct bytes bytes = bytes_of(pool);
    struct string_pieces pieces = pieces_of(&bytes);
    struct string_piece piece;
    for (int i = 0; i < count; i++) {
        assert_true(string_pieces_next(&pieces, &piece));
        assert_int_equal(piece.ref, refs[i]);
        assert_int_equal(piece.length, lengths[i]);
        assert_int_equal(piece.text[0], 'A' + i);
        assert_int_equal(piece.text[lengths[i] - 1], 'A' + i);
    }
    assert_false(string_pieces_next(&pieces, &piece));
    assert_false(pieces.is_unsound);
    free(bytes.at);
    free(text);
    string_pool_free(pool);
}

/* Of a whole chunk but for nothing, a byte, and several chunks. */
static void texts_longer_than_a_chunk_come_whole(void **state)
{
    static const size_t lengths[] = {CHUNK - 5, CHUNK - 4, 3 * CHUNK,
                                     3 * CHUNK + 77, 10};
    (void)state;
    check_walk(lengths, 5);
}

/* Once there are many chunks, several come at a time; a text that needs more
 * than one passes over those that are left. */
static void long_texts_among_many_chunks_come_in_order(void **state)
{
    enum { SHORT = 600 * 1024, COUNT = 60, LONG_EVERY = 9 };
    size_t lengths[COUNT];
    (void)state;
    for (int i = 0; i < COUNT; i++)
        lengths[i] = i % LONG_EVERY == 0 ? 3 * CHUNK : SHORT;
    check_walk(lengths, COUNT);
}

static void empty_pool_has_no_text(void **state)
{
    (void)state;
    check_walk(NULL, 0);
}

static void forged_texts_are_told(void **state)
{
    static const struct {
        const char *name;
        unsigned char bytes[20];
        size_t size;
    } cases[] = {
        {"longer than the rest", {[8] = 9, [12] = 'a'}, 20},
        {"no end", {[8] = 3, 0, 0, 0, 'a', 'b', 'c', 'd'}, 16},
        {"nothing behind the length", {[8] = 1}, 12},
        {"NUL inside", {[8] = 3, 0, 0, 0, 'a', 0, 'c', 0}, 16},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        unsigned char *copy = malloc(cases[i].size);
        memcpy(copy, cases[i].bytes, cases[i].size);
        struct string_pieces pieces = {
            .bytes = copy, .size = cases[i].size, .next = STRING_FIRST_UNIT};
        struct string_piece piece;
        const bool is_given = string_pieces_next(&pieces, &piece);
        if (is_given || !pieces.is_unsound)
            fail_msg("%s: taken", cases[i].name);
        free(copy);
    }
}

static void any_bytes_are_survived(void **state)
{
    struct random random = {.seed = 7};
    (void)state;
    for (int round = 0; round < 2000; round++) {
        const size_t size = random_below(&random, 64) * STRING_UNIT;
        unsigned char *bytes = malloc(size + 1);
        for (size_t i = 0; i < size; i++)
            bytes[i] = (unsigned char)(random_below(&random, 3) == 0
                                           ? random_below(&random, 256)
                                           : random_below(&random, 3));
        struct string_pieces pieces = {
            .bytes = bytes, .size = size, .next = STRING_FIRST_UNIT};
        struct string_piece piece;
        while (string_pieces_next(&pieces, &piece)) {
            assert_true(piece.length > 0);
            assert_int_equal(strlen(piece.text), piece.length);
            assert_in_range(piece.ref, STRING_FIRST_UNIT, size / STRING_UNIT);
        }
        free(bytes);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts_longer_than_a_chunk_come_whole),
        cmocka_unit_test(long_texts_among_many_chunks_come_in_order),
        cmocka_unit_test(empty_pool_has_no_text),
        cmocka_unit_test(forged_texts_are_told),
        cmocka_unit_test(any_bytes_are_survived),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
