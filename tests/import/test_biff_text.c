/*
 * BIFF texts: both ways of writing them, over CONTINUE borders, with what
 * stands around them.
 */
#include "import/biff_text.h"
#include "tests/support/biff_stream.h"
#include "tests/support/suite.h"
#include <string.h>

static struct biff_lines lines;

static struct biff_cursor cursor_on(const char *text,
                                    struct biff_stream *stream)
{
    struct biff_record record;
    lines.size = 0;
    biff_stream_add(&lines, text);
    *stream = (struct biff_stream){.bytes = lines.bytes, .size = lines.size};
    assert_true(biff_record_at(stream, 0, &record));
    return biff_cursor_at(stream, &record, 0);
}

/* A text, and the byte 99 behind it, which must be found. */
static const struct {
    const char *name;
    const char *records;
    const char *expected;
} wide_texts[] = {
    {"compressed", "00FC: 0300 00 'abc' 99\n", "abc"},
    {"compressed beyond ascii", "00FC: 0200 00 E9FF 99\n", "éÿ"},
    {"utf-16", "00FC: 0200 01 D3590D54 99\n", "姓名"},
    {"empty", "00FC: 0000 00 99\n", ""},
    {"empty and wide", "00FC: 0000 01 99\n", ""},
    {"beyond the basic plane", "00FC: 0300 01 42D8B7DF4100 99\n", "𠮷A"},
    {"surrogates that pair with nothing", "00FC: 0400 01 42D84100B7DF42D8 99\n",
     "\xEF\xBF\xBD"
     "A\xEF\xBF\xBD\xEF\xBF\xBD"},
    {"nul characters", "00FC: 0400 00 61006200 99\n", "ab"},
    {"rich runs", "00FC: 0300 08 0200 'abc' 0000 0100 0200 0200 99\n", "abc"},
    {"phonetic guide", "00FC: 0100 05 04000000 D359 FFFFFFFF 99\n", "姓"},
    {"rich and phonetic", "00FC: 0100 0D 0100 02000000 D359 00000000 FFFF 99\n",
     "姓"},
    {"border between characters", "00FC: 0400 00 'ab'\n003C: 00 'cd' 99\n",
     "abcd"},
    {"border, then utf-16", "00FC: 0400 00 'ab'\n003C: 01 D3590D54 99\n",
     "ab姓名"},
    {"border, then compressed", "00FC: 0400 01 D3590D54\n003C: 00 'cd' 99\n",
     "姓名cd"},
    {"border before the first character",
     "00FC: 0200 00\n003C: 01 D3590D54 99\n", "姓名"},
    {"border inside a surrogate pair", "00FC: 0200 01 42D8\n003C: 01 B7DF 99\n",
     "𠮷"},
    {"several borders",
     "00FC: 0300 00 'a'\n003C: 00 'b'\n003C: 00\n"
     "003C: 01 6300 99\n",
     "abc"},
    {"border inside rich runs",
     "00FC: 0100 08 0200 'a' 0000 01\n003C: 00 0100 0200 99\n", "a"},
    {"border inside a phonetic guide",
     "00FC: 0100 04 04000000 'a' FFFF\n003C: FFFF 99\n", "a"},
    {"border inside the head", "00FC: 02\n003C: 00 00 'ab' 99\n", "ab"},
};

static void wide_texts_are_read(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(wide_texts); i++) {
        struct text text = TEXT_INIT;
        struct biff_stream stream;
        struct biff_cursor cursor = cursor_on(wide_texts[i].records, &stream);
        if (!biff_text_wide(&cursor, &text) || biff_cursor_u8(&cursor) != 0x99)
            fail_msg("%s: ends in the wrong place", wide_texts[i].name);
        if (strcmp(text_of(&text), wide_texts[i].expected) != 0)
            fail_msg("%s: %s", wide_texts[i].name, text_of(&text));
        text_release(&text);
    }
}

static void text_without_its_characters_is_told(void **state)
{
    (void)state;
    static const char *const broken[] = {
        "00FC: 0300 00 'ab'\n000A:\n",
        "00FC: 0300 01 6100 62\n",
        "00FC: 0300 00 'ab'\n003C: 00\n",
        "00FC: FFFF 01\n",
        "00FC: 00\n",
        "00FC:\n",
    };
    for (size_t i = 0; i < COUNT_OF(broken); i++) {
        struct text text = TEXT_INIT;
        struct biff_stream stream;
        struct biff_cursor cursor = cursor_on(broken[i], &stream);
        if (biff_text_wide(&cursor, &text))
            fail_msg("%s: %s", broken[i], text_of(&text));
        text_release(&text);
    }
}

static const struct {
    const char *name;
    const char *charset;
    const char *records;
    size_t count;
    const char *expected;
} byte_texts[] = {
    {"gbk", "GB18030", "0204: D0D5 C3FB 'a'\n", 5, "姓名a"},
    {"latin", "CP1252", "0204: E9 80\n", 2, "é€"},
    {"border inside a character", "GB18030", "0204: D0\n003C: D5 C3FB\n", 4,
     "姓名"},
    {"a byte that is no character", "GB18030", "0204: FF D0D5\n", 3,
     "\xEF\xBF\xBD姓"},
    {"half a character at the end", "GB18030", "0204: D0D5 C3\n", 3,
     "姓\xEF\xBF\xBD"},
    {"nul bytes", "GB18030", "0204: 'a' 00 'b' 00\n", 4, "ab"},
    {"letters that wait for an accent", "CP1258", "0204: 'Toi' D2\n", 4, "Toỉ"},
};

static void texts_of_a_code_page_are_read(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(byte_texts); i++) {
        struct text text = TEXT_INIT;
        struct biff_stream stream;
        struct decoder decoder;
        struct biff_cursor cursor = cursor_on(byte_texts[i].records, &stream);
        assert_int_equal(decoder_open(&decoder, byte_texts[i].charset), 0);
        biff_text_bytes(&cursor, byte_texts[i].count, &decoder, &text);
        if (strcmp(text_of(&text), byte_texts[i].expected) != 0 ||
            cursor.is_short)
            fail_msg("%s: %s", byte_texts[i].name, text_of(&text));
        decoder_close(&decoder);
        text_release(&text);
    }
}

/* Two-byte characters over the border of the blocks that are converted. */
static void long_text_of_a_code_page_is_whole(void **state)
{
    (void)state;
    for (size_t shift = 0; shift < 2; shift++) {
        struct text text = TEXT_INIT;
        struct text expected = TEXT_INIT;
        struct biff_stream stream;
        struct decoder decoder;
        struct biff_cursor cursor = cursor_on("0204: 'a'\n", &stream);
        lines.size = 4;
        for (size_t i = 0; i < shift; i++)
            lines.bytes[lines.size++] = 'a';
        for (size_t i = 0; i < 1500; i++) {
            lines.bytes[lines.size++] = 0xD0;
            lines.bytes[lines.size++] = 0xD5;
            text_append(&expected, "姓");
        }
        lines.bytes[2] = (lines.size - 4) & 0xFF;
        lines.bytes[3] = (unsigned char)((lines.size - 4) >> 8);
        struct biff_record record;
        stream.size = lines.size;
        assert_true(biff_record_at(&stream, 0, &record));
        cursor = biff_cursor_at(&stream, &record, 0);
        assert_int_equal(decoder_open(&decoder, "GB18030"), 0);
        biff_text_bytes(&cursor, record.size, &decoder, &text);
        assert_string_equal(text_of(&text) + shift, text_of(&expected));
        decoder_close(&decoder);
        text_release(&text);
        text_release(&expected);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(wide_texts_are_read),
        cmocka_unit_test(text_without_its_characters_is_told),
        cmocka_unit_test(texts_of_a_code_page_are_read),
        cmocka_unit_test(long_text_of_a_code_page_is_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
