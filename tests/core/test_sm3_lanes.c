/* SM3 side by side: the same as OpenSSL's, whatever the lengths. */
#include "core/sm3_lanes.h"

#include "tests/support/random.h"
#include "tests/support/suite.h"
#include <string.h>

enum { BYTES_MAX = 700, ROOM = BYTES_MAX + 2 * SM3_BLOCK };

static void sm3_of(const void *bytes, size_t length, char hex[DIGEST_HEX_SIZE])
{
    struct digest_pair pair;
    struct digest *digest = digest_new_pair();
    assert_non_null(digest);
    digest_add(digest, bytes, length);
    assert_int_equal(digest_finish_pair(digest, &pair), 0);
    memcpy(hex, pair.sm3, DIGEST_HEX_SIZE);
}

/* All lanes have the same text. GB/T 32905, appendix A. */
static void published_examples_agree_in_every_lane(void **state)
{
    static const struct {
        const char *text;
        const char *want;
    } cases[] = {
        {"abc", "66c7f0f462eeedd9d1f2d46bdc10e4e2"
                "4167c4875cf2f7a2297da02b8f4ba8e0"},
        {"abcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcd",
         "debe9ff92275b8a138604889c18e5a4d"
         "6fdb70e5387e5765293dcba39c0c5732"},
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        unsigned char bytes[ROOM];
        const unsigned char *in[SM3_LANES];
        char hex[DIGEST_HEX_SIZE];
        struct sm3_lanes lanes;
        size_t length = strlen(cases[i].text);
        memcpy(bytes, cases[i].text, length);
        length += sm3_pad(bytes + length, length);
        for (int lane = 0; lane < SM3_LANES; lane++) {
            sm3_lane_begin(&lanes, lane);
            in[lane] = bytes;
        }
        sm3_lanes_add(&lanes, in, length / SM3_BLOCK);
        for (int lane = 0; lane < SM3_LANES; lane++) {
            sm3_lane_hex(&lanes, lane, hex);
            EXPECT_TEXT(cases[i].text, hex, cases[i].want);
        }
    }
}

/* Each lane has bytes of its own, all of one length, in two goes. */
static void every_length_agrees_with_openssl(void **state)
{
    static unsigned char bytes[SM3_LANES][ROOM];
    struct random random = {.seed = 3};
    (void)state;
    for (size_t length = 0; length <= BYTES_MAX; length++) {
        const unsigned char *in[SM3_LANES];
        char want[SM3_LANES][DIGEST_HEX_SIZE];
        struct sm3_lanes lanes;
        size_t padded = length;
        for (int lane = 0; lane < SM3_LANES; lane++) {
            for (size_t i = 0; i < length; i++)
                bytes[lane][i] = (unsigned char)random_below(&random, 256);
            sm3_of(bytes[lane], length, want[lane]);
            padded = length + sm3_pad(&bytes[lane][length], length);
            sm3_lane_begin(&lanes, lane);
            in[lane] = bytes[lane];
        }
        assert_int_equal(padded % SM3_BLOCK, 0);
        sm3_lanes_add(&lanes, in, 1);
        for (int lane = 0; lane < SM3_LANES; lane++)
            in[lane] += SM3_BLOCK;
        sm3_lanes_add(&lanes, in, padded / SM3_BLOCK - 1);
        for (int lane = 0; lane < SM3_LANES; lane++) {
            char hex[DIGEST_HEX_SIZE];
            sm3_lane_hex(&lanes, lane, hex);
            assert_string_equal(hex, want[lane]);
        }
    }
}

/* Beyond 2^32 bits, which no test can hash in a moment. */
static void padding_states_the_length_in_bits(void **state)
{
    static const unsigned char bits[] = {0, 0, 0, 8, 0, 0, 0, 24};
    unsigned char end[2 * SM3_BLOCK];
    const size_t count = sm3_pad(end, (UINT64_C(1) << 32) + 3);
    (void)state;
    assert_int_equal(count, SM3_BLOCK - 3);
    assert_int_equal(end[0], 0x80);
    assert_memory_equal(end + count - sizeof bits, bits, sizeof bits);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(published_examples_agree_in_every_lane),
        cmocka_unit_test(every_length_agrees_with_openssl),
        cmocka_unit_test(padding_states_the_length_in_bits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
