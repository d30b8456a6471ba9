/*
 * The compression function of SM3, written once for vectors of eight words and
 * compiled for what processors have: AVX-512 turns words by one instruction,
 * AVX2 by three. Without either, it would be slower than OpenSSL.
 *
 * Names of the working variables are those of the standard. Vectors are passed
 * by their address, since how they are passed by value depends on what a file
 * is compiled for.
 */
#include "core/sm3_lanes.h"

#include <string.h>

enum { EXPANDED = 68, EARLY_ROUNDS = 16, ROUNDS = 64 };

typedef uint32_t lanes __attribute__((vector_size(4 * SM3_LANES)));
typedef uint8_t lane_bytes __attribute__((vector_size(4 * SM3_LANES)));

#define INLINE static inline __attribute__((always_inline))
#define ROTATE(x, by) ((x) << (by) | (x) >> (32 - (by)))

static const uint32_t start[SM3_WORDS] = {
    0x7380166F, 0x4914B2B9, 0x172442D7, 0xDA8A0600,
    0xA96F30BC, 0x163138AA, 0xE38DEE4D, 0xB0FB0E4E,
};

/* ---- words of a block ---- */

#define LOW_WORDS(a, b) __builtin_shufflevector(a, b, 0, 8, 1, 9, 4, 12, 5, 13)
#define HIGH_WORDS(a, b)                                                       \
    __builtin_shufflevector(a, b, 2, 10, 3, 11, 6, 14, 7, 15)
#define LOW_PAIRS(a, b) __builtin_shufflevector(a, b, 0, 1, 8, 9, 4, 5, 12, 13)
#define HIGH_PAIRS(a, b)                                                       \
    __builtin_shufflevector(a, b, 2, 3, 10, 11, 6, 7, 14, 15)
#define LOW_HALVES(a, b) __builtin_shufflevector(a, b, 0, 1, 2, 3, 8, 9, 10, 11)
#define HIGH_HALVES(a, b)                                                      \
    __builtin_shufflevector(a, b, 4, 5, 6, 7, 12, 13, 14, 15)

/* Rows become columns: of eight words of each lane, all lanes' first words,
 * all their second ones, and so on. */
INLINE void transpose(lanes *rows)
{
    lanes by_two[SM3_LANES];
    lanes by_four[SM3_LANES];
    for (int i = 0; i < SM3_LANES; i += 2) {
        by_two[i] = LOW_WORDS(rows[i], rows[i + 1]);
        by_two[i + 1] = HIGH_WORDS(rows[i], rows[i + 1]);
    }
    for (int i = 0; i < SM3_LANES; i += 4)
        for (int j = 0; j < 2; j++) {
            by_four[i + 2 * j] = LOW_PAIRS(by_two[i + j], by_two[i + j + 2]);
            by_four[i + 2 * j + 1] =
                HIGH_PAIRS(by_two[i + j], by_two[i + j + 2]);
        }
    for (int i = 0; i < 4; i++) {
        rows[i] = LOW_HALVES(by_four[i], by_four[i + 4]);
        rows[i + 4] = HIGH_HALVES(by_four[i], by_four[i + 4]);
    }
}

/* Words stand in the block with their highest byte first. */
INLINE void turn_bytes(lanes *words)
{
    const lane_bytes bytes = (lane_bytes)*words;
    *words = (lanes)__builtin_shufflevector(
        bytes, bytes, 3, 2, 1, 0, 7, 6, 5, 4, 11, 10, 9, 8, 15, 14, 13, 12, 19,
        18, 17, 16, 23, 22, 21, 20, 27, 26, 25, 24, 31, 30, 29, 28);
}

/* The sixteen words of a block, and those that the standard adds. */
INLINE void take_words(lanes *w, const unsigned char *const *bytes,
                       size_t offset)
{
    for (int half = 0; half < 16; half += 8) {
        for (int i = 0; i < SM3_LANES; i++)
            memcpy(&w[half + i], bytes[i] + offset + 4 * (size_t)half,
                   sizeof *w);
        transpose(&w[half]);
        for (int i = 0; i < SM3_LANES; i++)
            turn_bytes(&w[half + i]);
    }
    for (int i = 16; i < EXPANDED; i++) {
        const lanes x = w[i - 16] ^ w[i - 9] ^ ROTATE(w[i - 3], 15);
        w[i] = (x ^ ROTATE(x, 15) ^ ROTATE(x, 23)) ^ ROTATE(w[i - 13], 7) ^
               w[i - 6];
    }
}

/* ---- rounds ---- */

/* `v` are A to H. */
INLINE void turn(lanes *v, const lanes *w, uint32_t constant, bool is_early)
{
    const lanes a = v[0], b = v[1], c = v[2], e = v[4], f = v[5], g = v[6];
    const lanes a_turned = ROTATE(a, 12);
    const lanes sum = a_turned + e + constant;
    const lanes ss1 = ROTATE(sum, 7);
    const lanes ff = is_early ? a ^ b ^ c : (a & b) | (c & (a | b));
    const lanes gg = is_early ? e ^ f ^ g : g ^ (e & (f ^ g));
    const lanes tt1 = ff + v[3] + (ss1 ^ a_turned) + (w[0] ^ w[4]);
    const lanes tt2 = gg + v[7] + ss1 + w[0];
    v[3] = c;
    v[2] = ROTATE(b, 9);
    v[1] = a;
    v[0] = tt1;
    v[7] = g;
    v[6] = ROTATE(f, 19);
    v[5] = e;
    v[4] = tt2 ^ ROTATE(tt2, 9) ^ ROTATE(tt2, 17);
}

INLINE void compress(struct sm3_lanes *state, const unsigned char *const *bytes,
                     size_t blocks)
{
    lanes sums[SM3_WORDS];
    memcpy(sums, state->words, sizeof sums);
    for (size_t block = 0; block < blocks; block++) {
        lanes w[EXPANDED];
        lanes v[SM3_WORDS];
        uint32_t constant = 0x79CC4519;
        take_words(w, bytes, block * SM3_BLOCK);
        memcpy(v, sums, sizeof v);
        for (int i = 0; i < EARLY_ROUNDS; i++, constant = ROTATE(constant, 1))
            turn(v, &w[i], constant, true);
        constant = ROTATE(0x7A879D8AU, EARLY_ROUNDS);
        for (int i = EARLY_ROUNDS; i < ROUNDS;
             i++, constant = ROTATE(constant, 1))
            turn(v, &w[i], constant, false);
        for (int i = 0; i < SM3_WORDS; i++)
            sums[i] ^= v[i];
    }
    memcpy(state->words, sums, sizeof sums);
}

/* ---- for this processor ---- */

#if defined(__x86_64__)

__attribute__((target("avx512f,avx512vl,avx512bw"))) static void
compress_avx512(struct sm3_lanes *state, const unsigned char *const *bytes,
                size_t blocks)
{
    compress(state, bytes, blocks);
}

__attribute__((target("avx2"))) static void
compress_avx2(struct sm3_lanes *state, const unsigned char *const *bytes,
              size_t blocks)
{
    compress(state, bytes, blocks);
}

bool sm3_lanes_are_fast(void)
{
    return __builtin_cpu_supports("avx2") != 0;
}

void sm3_lanes_add(struct sm3_lanes *state,
                   const unsigned char *const bytes[SM3_LANES], size_t blocks)
{
    if (__builtin_cpu_supports("avx512vl") &&
        __builtin_cpu_supports("avx512bw"))
        compress_avx512(state, bytes, blocks);
    else if (__builtin_cpu_supports("avx2"))
        compress_avx2(state, bytes, blocks);
    else
        compress(state, bytes, blocks);
}

#else

bool sm3_lanes_are_fast(void)
{
    return false;
}

void sm3_lanes_add(struct sm3_lanes *state,
                   const unsigned char *const bytes[SM3_LANES], size_t blocks)
{
    compress(state, bytes, blocks);
}

#endif

/* ---- beginning and end ---- */

void sm3_lane_begin(struct sm3_lanes *state, int lane)
{
    for (int i = 0; i < SM3_WORDS; i++)
        state->words[i][lane] = start[i];
}

size_t sm3_pad(unsigned char *end, uint64_t length)
{
    enum { LENGTH_BYTES = 8 };
    const size_t rest = (size_t)(length % SM3_BLOCK);
    const size_t blocks = rest + 1 + LENGTH_BYTES > SM3_BLOCK ? 2 : 1;
    const size_t count = blocks * SM3_BLOCK - rest;
    memset(end, 0, count);
    end[0] = 0x80;
    uint64_t bits = length * 8;
    for (size_t i = 1; i <= LENGTH_BYTES; i++, bits >>= 8)
        end[count - i] = (unsigned char)(bits & 0xFF);
    return count;
}

void sm3_lane_hex(const struct sm3_lanes *state, int lane,
                  char hex[DIGEST_HEX_SIZE])
{
    static const char digits[] = "0123456789abcdef";
    for (int i = 0; i < DIGEST_HEX_SIZE - 1; i++)
        hex[i] = digits[state->words[i / 8][lane] >> (28 - i % 8 * 4) & 15];
    hex[DIGEST_HEX_SIZE - 1] = '\0';
}
