/*
 * OpenSSL through its contract: values from the standards (FIPS 180, FIPS
 * 197, RFC 1321, RFC 2202, RFC 4231, RFC 6229), and from inside the cage.
 */
#include "core/arena.h"
#include "import/ciphers.h"
#include "import/confine.h"
#include "tests/support/suite.h"
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static int open_ciphers(void **state)
{
    *state = ciphers_open();
    return *state == NULL ? -1 : 0;
}

static int close_ciphers(void **state)
{
    ciphers_close(*state);
    return 0;
}

static const char *hex_of(const unsigned char *bytes, size_t size)
{
    static char hex[2 * DIGEST_SIZE_MAX + 1];
    for (size_t i = 0; i < size; i++)
        snprintf(hex + 2 * i, 3, "%02x", bytes[i]);
    return hex;
}

static struct span span_of(const char *text)
{
    return (struct span){(const unsigned char *)text, strlen(text)};
}

/* ---- digests ---- */

static const struct {
    const char *name;
    enum digest_kind kind;
    const char *of_abc;
} digests[] = {
    {"MD5", DIGEST_MD5, "900150983cd24fb0d6963f7d28e17f72"},
    {"SHA1", DIGEST_SHA1, "a9993e364706816aba3e25717850c26c9cd0d89d"},
    {"SHA256", DIGEST_SHA256,
     "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
    {"SHA384", DIGEST_SHA384,
     "cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed"
     "8086072ba1e7cc2358baeca134c825a7"},
    {"SHA512", DIGEST_SHA512,
     "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
     "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f"},
};

static void digests_are_those_of_the_standards(void **state)
{
    const struct span parts[] = {span_of("a"), span_of(""), span_of("bc")};
    for (size_t i = 0; i < COUNT_OF(digests); i++) {
        unsigned char digest[DIGEST_SIZE_MAX];
        EXPECT(digests[i].name, ciphers_digest(*state, digests[i].kind, parts,
                                               COUNT_OF(parts), digest) == 0);
        EXPECT_TEXT(digests[i].name,
                    hex_of(digest, ciphers_digest_size(digests[i].kind)),
                    digests[i].of_abc);
        EXPECT_TEXT(digests[i].name, ciphers_digest_name(digests[i].kind),
                    digests[i].name);
    }
}

/* Two turns by hand. */
static void spinning_counts_from_zero(void **state)
{
    static const char first[] = "\0\0\0\0";
    static const char second[] = "\1\0\0\0";
    unsigned char digest[DIGEST_SIZE_MAX], expected[DIGEST_SIZE_MAX];
    const struct span start = span_of("abc");
    assert_int_equal(ciphers_digest(*state, DIGEST_SHA1, &start, 1, digest), 0);
    memcpy(expected, digest, 20);
    struct span parts[] = {{(const unsigned char *)first, 4}, {expected, 20}};
    assert_int_equal(ciphers_digest(*state, DIGEST_SHA1, parts, 2, expected),
                     0);
    parts[0].bytes = (const unsigned char *)second;
    assert_int_equal(ciphers_digest(*state, DIGEST_SHA1, parts, 2, expected),
                     0);
    assert_int_equal(ciphers_spin(*state, DIGEST_SHA1, 2, digest), 0);
    assert_memory_equal(digest, expected, 20);
}

static void hmac_is_that_of_the_standard(void **state)
{
    unsigned char digest[DIGEST_SIZE_MAX];
    const struct span key = span_of("Jefe");
    const struct span data = span_of("what do ya want for nothing?");
    assert_int_equal(ciphers_hmac(*state, DIGEST_SHA1, key, data, digest), 0);
    assert_string_equal(hex_of(digest, 20),
                        "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79");
    assert_int_equal(ciphers_hmac(*state, DIGEST_SHA256, key, data, digest), 0);
    assert_string_equal(
        hex_of(digest, 32),
        "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
}

/* ---- ciphers ---- */

static const struct {
    size_t key_size;
    const char *sealed;
} aes[] = {
    {16, "\x69\xc4\xe0\xd8\x6a\x7b\x04\x30\xd8\xcd\xb7\x80\x70\xb4\xc5\x5a"},
    {24, "\xdd\xa9\x7c\xa4\x86\x4c\xdf\xe0\x6e\xaf\x70\xa0\xec\x0d\x71\x91"},
    {32, "\x8e\xa2\xb7\xca\x51\x67\x45\xbf\xea\xfc\x49\x90\x4b\x49\x60\x89"},
};

/* Key 00 01 02 …, plain text 00 11 22 … */
static void aes_opens_what_the_standard_seals(void **state)
{
    unsigned char key[32], start[AES_BLOCK];
    for (size_t i = 0; i < sizeof key; i++)
        key[i] = (unsigned char)i;
    memset(start, 0xFF, sizeof start);
    for (size_t i = 0; i < COUNT_OF(aes); i++) {
        unsigned char bytes[2 * AES_BLOCK];
        const struct span with = {key, aes[i].key_size};
        memcpy(bytes, aes[i].sealed, AES_BLOCK);
        memcpy(bytes + AES_BLOCK, aes[i].sealed, AES_BLOCK);
        assert_int_equal(
            ciphers_aes_open(*state, AES_ECB, with, NULL, bytes, sizeof bytes),
            0);
        for (size_t at = 0; at < sizeof bytes; at++)
            assert_int_equal(bytes[at], at % 16 * 0x11);
        memcpy(bytes, aes[i].sealed, AES_BLOCK);
        memcpy(bytes + AES_BLOCK, aes[i].sealed, AES_BLOCK);
        assert_int_equal(
            ciphers_aes_open(*state, AES_CBC, with, start, bytes, sizeof bytes),
            0);
        for (size_t at = 0; at < AES_BLOCK; at++) {
            const unsigned char sealed = (unsigned char)aes[i].sealed[at];
            assert_int_equal(bytes[at], (at * 0x11) ^ 0xFF);
            assert_int_equal(bytes[AES_BLOCK + at], (at * 0x11) ^ sealed);
        }
    }
}

static void a_key_of_no_aes_size_fails(void **state)
{
    unsigned char bytes[AES_BLOCK] = {0};
    const struct span key = {bytes, 8};
    assert_int_equal(
        ciphers_aes_open(*state, AES_ECB, key, NULL, bytes, sizeof bytes), -1);
}

static void rc4_is_that_of_the_standard(void **state)
{
    static const unsigned char key[] = {1, 2, 3, 4, 5};
    const struct span with = {key, sizeof key};
    unsigned char bytes[16] = {0};
    assert_true(ciphers_has_rc4(*state));
    assert_int_equal(ciphers_rc4(*state, with, bytes, sizeof bytes), 0);
    assert_string_equal(hex_of(bytes, sizeof bytes),
                        "b2396305f03dc027ccc3524a0a1118a8");
}

/* ---- in the cage ---- */

static int seal_in_cage(void *context, int answer, bool is_confined)
{
    static const unsigned char key[] = {1, 2, 3, 4, 5};
    const struct span with = {key, sizeof key};
    const struct span abc = span_of("abc");
    unsigned char bytes[16 + 32 + DIGEST_SIZE_MAX] = {0};
    (void)is_confined;
    if (ciphers_rc4(context, with, bytes, 16) != 0 ||
        ciphers_digest(context, DIGEST_MD5, &abc, 1, bytes + 16) != 0 ||
        ciphers_hmac(context, DIGEST_SHA512, abc, abc, bytes + 32) != 0 ||
        ciphers_aes_open(context, AES_ECB, (struct span){bytes, 16}, NULL,
                         bytes + 96, 16) != 0)
        return 1;
    return write(answer, bytes, 32) == 32 ? 0 : 1;
}

static void what_was_opened_before_works_in_the_cage(void **state)
{
    static const struct confine_limits limits = {.seconds = 10};
    struct confined child;
    int signal = 0;
    size_t size = 0;
    assert_int_equal(confine_start(seal_in_cage, *state, &limits, &child), 0);
    assert_int_equal(confine_end(&child, &signal), CONFINED_DONE);
    const unsigned char *answer = confine_answer(&child, &size);
    assert_int_equal(size, 32);
    assert_string_equal(
        hex_of(answer, size),
        "b2396305f03dc027ccc3524a0a1118a8900150983cd24fb0d6963f7d28e17f72");
    confine_unmap(answer, size);
    confine_close(&child);
}

/* ---- base64 ---- */

static const struct {
    const char *text;
    size_t room;
    const char *expected; /* NULL = refused */
} base64[] = {
    {"YWJj", 8, "616263"}, {"YWI=", 8, "6162"},     {"YQ==", 8, "61"},
    {"", 8, ""},           {"YW\nJj", 8, "616263"}, {"YWJj", 5, NULL},
    {"YW-j", 8, NULL},     {"YWJ", 8, NULL},        {"YWJjYWJj", 6, NULL},
};

static void base64_is_read_or_refused(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(base64); i++) {
        unsigned char bytes[16];
        size_t size = base64[i].room;
        const int result = ciphers_base64(base64[i].text, bytes, &size);
        EXPECT_INT(base64[i].text, result, base64[i].expected == NULL ? -1 : 0);
        if (result == 0)
            EXPECT_TEXT(base64[i].text, size == 0 ? "" : hex_of(bytes, size),
                        base64[i].expected);
    }
}

static void without_memory_there_are_none(void **state)
{
    (void)state;
    mem_fail_after(1);
    struct ciphers *ciphers = ciphers_open();
    mem_fail_after(0);
    assert_null(ciphers);
    ciphers_close(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(digests_are_those_of_the_standards),
        cmocka_unit_test(spinning_counts_from_zero),
        cmocka_unit_test(hmac_is_that_of_the_standard),
        cmocka_unit_test(aes_opens_what_the_standard_seals),
        cmocka_unit_test(a_key_of_no_aes_size_fails),
        cmocka_unit_test(rc4_is_that_of_the_standard),
        cmocka_unit_test(what_was_opened_before_works_in_the_cage),
        cmocka_unit_test(base64_is_read_or_refused),
        cmocka_unit_test(without_memory_there_are_none),
    };
    return cmocka_run_group_tests(tests, open_ciphers, close_ciphers);
}
