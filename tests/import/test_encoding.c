/*
 * Which encoding a file is in, decided over all of it; and GB18030 to its
 * last four-byte character.
 */
#include "core/text.h"
#include "import/encoding.h"
#include "tests/support/suite.h"
#include <stdlib.h>
#include <string.h>

#define BYTES(literal) (literal), sizeof(literal) - 1

struct detection {
    const char *name;
    const char *bytes;
    size_t size;
    enum text_encoding encoding;
    size_t mark;
};

static const struct detection detections[] = {
    {"plain ascii", BYTES("a,b\n1,2\n"), ENCODING_UTF8, 0},
    {"utf-8", BYTES("姓名,1\n"), ENCODING_UTF8, 0},
    {"utf-8 with mark", BYTES("\xEF\xBB\xBF姓名\n"), ENCODING_UTF8, 3},
    {"utf-8 beyond the basic plane", BYTES("𠮷,䶮\n"), ENCODING_UTF8, 0},
    {"gbk", BYTES("\xD0\xD5\xC3\xFB,1\n"), ENCODING_GB18030, 0},
    {"gb18030 of four bytes (㑇)", BYTES("\x81\x39\xF5\x33,1\n"),
     ENCODING_GB18030, 0},
    {"gb18030 beyond the basic plane (𠮷)", BYTES("\x95\x34\xB2\x35\n"),
     ENCODING_GB18030, 0},
    {"gb18030 with mark", BYTES("\x84\x31\x95\x33\xD0\xD5\n"), ENCODING_GB18030,
     4},
    {"utf-16le with mark", BYTES("\xFF\xFE\xD3\x59,\0"), ENCODING_UTF16LE, 2},
    {"utf-16be with mark", BYTES("\xFE\xFF\x59\xD3\0,"), ENCODING_UTF16BE, 2},
    {"utf-16le without mark", BYTES("\xD3\x59,\0\x31\0\n\0"), ENCODING_UTF16LE,
     0},
    {"utf-16be without mark", BYTES("\x59\xD3\0,\0\x31\0\n"), ENCODING_UTF16BE,
     0},
    {"utf-16le full of 一 (4E00)",
     BYTES("\0\x4E\0\x4E\0\x4E\0\x4E,\0\x31\0\x32\0\x33\0\x34\0\n\0"),
     ENCODING_UTF16LE, 0},
    {"utf-16le surrogate pair", BYTES("\x42\xD8\xB7\xDF\n\0"), ENCODING_UTF16LE,
     0},
};

static void encoding_is_told_from_the_whole_file(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(detections); i++) {
        const struct detection *row = &detections[i];
        const struct file_bytes file = {
            row->name, (const unsigned char *)row->bytes, row->size};
        struct failure failure = FAILURE_INIT;
        struct encoding_choice choice;
        if (encoding_detect(&file, &choice, &failure) != 0)
            fail_msg("%s: failed: %s %s", row->name, diag_name(failure.code),
                     failure.note);
        if (choice.encoding != row->encoding || choice.mark != row->mark)
            fail_msg("%s: %s, mark %zu", row->name,
                     encoding_name(choice.encoding), choice.mark);
    }
}

struct refusal {
    const char *name;
    const char *bytes;
    size_t size;
    enum diag_code code;
    const char *note;
};

static const struct refusal refusals[] = {
    {"broken in both", BYTES("a\nb\xD0\xD5\n\xFF\xD0,1\n"), DIAG_FILE_ENCODING,
     "UTF-8 +3 (2), GB18030 +6 (3)"},
    {"utf-8 cut off, and no gb18030", BYTES("姓名\r\n张三\xE5"),
     DIAG_FILE_ENCODING, "UTF-8 +14 (2), GB18030 +14 (2)"},
    {"marked utf-8 that is gbk",
     BYTES("\xEF\xBB\xBF"
           "a\n\xD0\xD5"),
     DIAG_FILE_ENCODING, "UTF-8 +5 (2)"},
    {"surrogate alone", BYTES("\xFF\xFEx\0\n\0\x42\xD8y\0"), DIAG_FILE_ENCODING,
     "UTF-16LE +6 (2)"},
    {"utf-16 of odd length", BYTES("\xFE\xFF\0x\0\n\0"), DIAG_FILE_ENCODING,
     "UTF-16BE +6 (2)"},
    {"nul in utf-8", BYTES("a,b\nc\0d\n"), DIAG_FILE_FORMAT, "NUL +5 (2)"},
    {"one nul among much text",
     BYTES("0123456789012345678901234567890123456789,\0\n01234567890123456"),
     DIAG_FILE_FORMAT, "NUL +41 (1)"},
    {"nul in marked utf-8",
     BYTES("\xEF\xBB\xBF"
           "a\0b"),
     DIAG_FILE_FORMAT, "NUL +4 (1)"},
    {"nul in utf-16", BYTES("\xFF\xFEx\0\0\0y\0"), DIAG_FILE_FORMAT,
     "NUL +4 (1)"},
    {"nuls in a text that is utf-16 by chance",
     BYTES(" a ,\0b\0,\tc\t\n1,2,3\n"), DIAG_FILE_FORMAT, "NUL +4 (1)"},
    {"binary",
     BYTES("\x7F"
           "ELF\2\1\1\0\0\0\0\0\0\0\0\0\3\0>\0\1"),
     DIAG_FILE_FORMAT, "NUL +7 (1)"},
};

static void what_is_no_text_is_refused_with_the_place(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(refusals); i++) {
        const struct refusal *row = &refusals[i];
        const struct file_bytes file = {
            row->name, (const unsigned char *)row->bytes, row->size};
        struct failure failure = FAILURE_INIT;
        struct encoding_choice choice;
        if (encoding_detect(&file, &choice, &failure) == 0)
            fail_msg("%s: taken for %s", row->name,
                     encoding_name(choice.encoding));
        if (failure.code != row->code || strcmp(failure.note, row->note) != 0)
            fail_msg("%s: %s, %s", row->name, diag_name(failure.code),
                     failure.note);
    }
}

/* The four bytes of a linear GB18030 code. */
static void four_bytes(uint32_t linear, char out[4])
{
    out[3] = (char)(0x30 + linear % 10);
    out[2] = (char)(0x81 + linear / 10 % 126);
    out[1] = (char)(0x30 + linear / 1260 % 10);
    out[0] = (char)(0x81 + linear / 12600);
}

/* The rune of one character; 0 where it is refused. */
static uint32_t decode_one(struct decoder *decoder, const char *bytes,
                           size_t size)
{
    char room[8];
    struct decoder_span span = {bytes, size, room, sizeof room};
    if (decoder_run(decoder, &span) != DECODING_DONE || span.in_left != 0)
        return 0;
    const char *at = room;
    const uint32_t rune = utf8_next(&at, span.out);
    return at == span.out ? rune : 0;
}

static void every_four_byte_character_is_read(void **state)
{
    (void)state;
    struct decoder decoder;
    char bytes[4];
    unsigned char *seen = calloc(0x10000, 1);
    assert_non_null(seen);
    assert_int_equal(decoder_open(&decoder, "GB18030"), 0);
    for (uint32_t linear = 0; linear < 39420; linear++) {
        four_bytes(linear, bytes);
        const uint32_t rune = decode_one(&decoder, bytes, sizeof bytes);
        if (rune == 0 || rune > 0xFFFF || seen[rune])
            fail_msg("linear code %u gave U+%04X", (unsigned)linear,
                     (unsigned)rune);
        seen[rune] = 1;
    }
    for (uint32_t rune = 0x10000; rune < 0x110000; rune++) {
        four_bytes(189000 + rune - 0x10000, bytes);
        if (decode_one(&decoder, bytes, sizeof bytes) != rune)
            fail_msg("U+%04X is not read", (unsigned)rune);
    }
    decoder_close(&decoder);
    free(seen);
}

static void codes_that_only_the_first_edition_has_are_read(void **state)
{
    (void)state;
    struct decoder decoder;
    assert_int_equal(decoder_open(&decoder, "GB18030"), 0);
    assert_int_equal(decode_one(&decoder, "\x82\x35\x90\x37", 4), 0x9FB4);
    assert_int_equal(decode_one(&decoder, "\x84\x31\x82\x36", 4), 0xFE10);
    assert_int_equal(decode_one(&decoder, "\xFE\x59", 2), 0x9FB4);
    decoder_close(&decoder);
}

static void decoder_says_why_it_stopped(void **state)
{
    (void)state;
    struct decoder decoder;
    char room[4];
    assert_int_equal(decoder_open(&decoder, "no such charset"), -1);
    assert_int_equal(decoder_open(&decoder, "GB18030"), 0);
    struct decoder_span span = {"\xD0\xD5\xC3\xFB", 4, room, sizeof room};
    assert_int_equal(decoder_run(&decoder, &span), DECODING_FULL);
    assert_int_equal(span.in_left, 2);
    span = (struct decoder_span){"\xD0\xD5\xC3", 3, room, sizeof room};
    assert_int_equal(decoder_run(&decoder, &span), DECODING_PARTIAL);
    assert_int_equal(span.in_left, 1);
    span = (struct decoder_span){"a\xFF", 2, room, sizeof room};
    assert_int_equal(decoder_run(&decoder, &span), DECODING_INVALID);
    assert_int_equal(span.in_left, 1);
    span = (struct decoder_span){"\x82\x35\x90\x37", 4, room, 2};
    assert_int_equal(decoder_run(&decoder, &span), DECODING_FULL);
    decoder_close(&decoder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(encoding_is_told_from_the_whole_file),
        cmocka_unit_test(what_is_no_text_is_refused_with_the_place),
        cmocka_unit_test(every_four_byte_character_is_read),
        cmocka_unit_test(codes_that_only_the_first_edition_has_are_read),
        cmocka_unit_test(decoder_says_why_it_stopped),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
