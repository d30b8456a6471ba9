/* SHA-256 against the published examples of FIPS 180-2. */
#include "tests/support/suite.h"

#include "core/arena.h"
#include "core/digest.h"
#include <string.h>

static void published_examples_agree(void **state)
{
    static const struct {
        const char *text;
        const char *want;
    } cases[] = {
        {"", "e3b0c44298fc1c149afbf4c8996fb924"
             "27ae41e4649b934ca495991b7852b855"},
        {"abc", "ba7816bf8f01cfea414140de5dae2223"
                "b00361a396177a9cb410ff61f20015ad"},
        {"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
         "248d6a61d20638b8e5c026930c3e6039"
         "a33ce45964ff2167f6ecedd419db06c1"},
    };
    char hex[DIGEST_HEX_SIZE];
    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        const size_t len = strlen(cases[i].text);
        assert_int_equal(digest_of(cases[i].text, len, hex), 0);
        EXPECT_TEXT(cases[i].text, hex, cases[i].want);
    }
}

static void pieces_give_the_same_as_the_whole(void **state)
{
    char whole[DIGEST_HEX_SIZE];
    char pieces[DIGEST_HEX_SIZE];
    unsigned char bytes[1000];
    (void)state;
    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (unsigned char)(i * 7);
    assert_int_equal(digest_of(bytes, sizeof bytes, whole), 0);
    struct digest *digest = digest_new();
    for (size_t i = 0; i < sizeof bytes; i += 10)
        digest_add(digest, bytes + i, 10);
    assert_int_equal(digest_finish(digest, pieces), 0);
    assert_string_equal(whole, pieces);
}

/* GB/T 32905, appendix A: the same bytes by both. */
static void pair_agrees_with_the_published_examples(void **state)
{
    struct digest_pair pair;
    struct digest *digest = digest_new_pair();
    (void)state;
    assert_non_null(digest);
    digest_add(digest, "a", 1);
    digest_add(digest, "bc", 2);
    assert_int_equal(digest_finish_pair(digest, &pair), 0);
    assert_string_equal(pair.sha256, "ba7816bf8f01cfea414140de5dae2223"
                                     "b00361a396177a9cb410ff61f20015ad");
    assert_string_equal(pair.sm3, "66c7f0f462eeedd9d1f2d46bdc10e4e2"
                                  "4167c4875cf2f7a2297da02b8f4ba8e0");
}

static void no_memory_is_a_failure(void **state)
{
    char hex[DIGEST_HEX_SIZE];
    (void)state;
    mem_fail_after(1);
    assert_int_equal(digest_of("abc", 3, hex), -1);
    mem_fail_after(0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(published_examples_agree),
        cmocka_unit_test(pieces_give_the_same_as_the_whole),
        cmocka_unit_test(pair_agrees_with_the_published_examples),
        cmocka_unit_test(no_memory_is_a_failure),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
