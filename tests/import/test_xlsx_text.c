/*
 * Text of strings: XML's layer, and the spreadsheets'.
 */
#include "import/xlsx_text.h"

#include "tests/support/suite.h"
#include <string.h>

static const struct {
    const char *source;
    const char *expected; /* NULL = not understood */
} decoded[] = {
    {"", ""},
    {"abc", "abc"},
    {"张三", "张三"},
    {"a long text without anything special",
     "a long text without anything special"},
    {"&lt;&gt;&amp;&quot;&apos;", "<>&\"'"},
    {"seven..&amp;", "seven..&"},
    {"eight...&amp;", "eight...&"},
    {"&#65;&#x42;&#20320;&#x20BB7;", "AB你𠮷"},
    {"&#9;&#10;&#13;", "\t\n\r"},
    {"a\r\nb\rc\n", "a\nb\nc\n"},
    {"a_b", "a_b"},
    {"&#0;", NULL},
    {"&#1;", NULL},
    {"&#xD800;", NULL},
    {"&#xFFFE;", NULL},
    {"&#x110000;", NULL},
    {"&#99999999999999999999;", NULL},
    {"&#x;", NULL},
    {"&#;", NULL},
    {"&#x4G;", NULL},
    {"&nbsp;", NULL},
    {"&;", NULL},
    {"a & b", NULL},
    {"a&lt", NULL},
    {"a\x01", NULL},
    {"a\x1F..........", NULL},
    {"\xFF", NULL},
    {"abcdefgh\xE4\xBD", NULL},
    {"\xE4\xBD&amp;", NULL},
    {"\xED\xA0\x80", NULL},
};

static void character_data_is_decoded_or_refused(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(decoded); i++) {
        const char *source = decoded[i].source;
        char out[64] = "";
        size_t length = 0;
        const bool is_known =
            xlsx_text_decode(source, strlen(source), out, &length);
        EXPECT_INT(source, is_known, decoded[i].expected != NULL);
        if (!is_known)
            continue;
        EXPECT_INT(source, length, strlen(decoded[i].expected));
        EXPECT_INT(source, memcmp(out, decoded[i].expected, length), 0);
    }
}

static void decoding_works_in_place_and_further_ahead(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(decoded); i++) {
        for (size_t shift = 0; shift < 4; shift++) {
            char buffer[64] = "????";
            size_t length = 0;
            strcpy(buffer + shift, decoded[i].source);
            if (!xlsx_text_decode(buffer + shift, strlen(decoded[i].source),
                                  buffer, &length))
                continue;
            buffer[length] = '\0';
            EXPECT_TEXT(decoded[i].source, buffer, decoded[i].expected);
        }
    }
}

static const struct {
    const char *source;
    const char *expected;
} unescaped[] = {
    {"", ""},
    {" \t a \r\n", " \t a \r\n"},
    {"_x000D_", "\r"},
    {"_x000d_", "\r"},
    {"a_x0020_", "a "},
    {"_x4F60_好", "你好"},
    {"_xD842__xDFB7_", "𠮷"},
    {"_xD842_", "_xD842_"},
    {"_xDFB7_", "_xDFB7_"},
    {"_xD842_x", "_xD842_x"},
    {"_xD842__x0041_", "_xD842_A"},
    {"a_x0000_b", "ab"},
    {"_x005F_x000D_", "_x000D_"},
    {"_X000D_", "_X000D_"},
    {"_x00D_", "_x00D_"},
    {"_x000G_", "_x000G_"},
    {"_x000D", "_x000D"},
    {"__x000D__", "_\r_"},
    {"_", "_"},
};

static void escapes_are_resolved(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(unescaped); i++) {
        char text[64];
        strcpy(text, unescaped[i].source);
        text[xlsx_text_unescape(text, strlen(text))] = '\0';
        EXPECT_TEXT(unescaped[i].source, text, unescaped[i].expected);
    }
}

static void both_at_once_is_one_after_the_other(void **state)
{
    (void)state;
    static const char *const more[] = {" &#32;a&#32; ", "&#95;x000D_", "张三 ",
                                       " 张三丰先生 ", "_x0041_&lt;"};
    for (size_t i = 0; i < COUNT_OF(decoded) + COUNT_OF(more); i++) {
        const char *source = i < COUNT_OF(decoded)
                                 ? decoded[i].source
                                 : more[i - COUNT_OF(decoded)];
        char at_once[64] = "", in_turn[64] = "";
        size_t once_length = 0, turn_length = 0;
        const bool is_known =
            xlsx_text_read(source, strlen(source), at_once, &once_length);
        EXPECT_INT(
            source, is_known,
            xlsx_text_decode(source, strlen(source), in_turn, &turn_length));
        if (!is_known)
            continue;
        turn_length = xlsx_text_unescape(in_turn, turn_length);
        EXPECT_INT(source, once_length, turn_length);
        EXPECT_INT(source, memcmp(at_once, in_turn, once_length), 0);
    }
}

static void plain_text_is_copied_up_to_what_may_mean_more(void **state)
{
    static const struct {
        const char *text;
        size_t length;
        bool is_wide; /* in a text of more than one word */
    } texts[] = {
        {"<", 0, false},
        {"&lt;", 0, false},
        {"abc<x", 3, false},
        {"1234567<", 7, false},
        {"12345678<", 8, false},
        {"123456789012_", 12, false},
        {"甲乙丙&", 9, true},
        {"\xE4 a b c d e\t", 11, true},
        {"12345678901甲<", 14, true},
    };
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        char source[64] = "";
        char out[64];
        bool is_wide = !texts[i].is_wide;
        memcpy(source, texts[i].text, strlen(texts[i].text));
        const size_t length = xlsx_text_copy_plain(source, out, &is_wide);
        EXPECT_INT(texts[i].text, length, texts[i].length);
        EXPECT_INT(texts[i].text, is_wide, texts[i].is_wide);
        EXPECT_INT(texts[i].text, memcmp(out, source, length), 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(character_data_is_decoded_or_refused),
        cmocka_unit_test(decoding_works_in_place_and_further_ahead),
        cmocka_unit_test(escapes_are_resolved),
        cmocka_unit_test(plain_text_is_copied_up_to_what_may_mean_more),
        cmocka_unit_test(both_at_once_is_one_after_the_other),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
