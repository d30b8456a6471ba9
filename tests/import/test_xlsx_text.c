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
    bool is_preserved;
    const char *expected;
} finished[] = {
    {"", false, ""},
    {" ", false, ""},
    {" \t\r\n", true, " \t\r\n"},
    {" a b ", false, "a b"},
    {"a ", false, "a"},
    {"\na", false, "a"},
    {" a ", true, " a "},
    {"　a　", false, "　a　"}, /* U+3000 is no white space of XML */
    {"_x000D_", false, "\r"},
    {"_x000d_", false, "\r"},
    {"a_x0020_", false, "a "},
    {"_x4F60_好", false, "你好"},
    {"_xD842__xDFB7_", false, "𠮷"},
    {"_xD842_", false, "_xD842_"},
    {"_xDFB7_", false, "_xDFB7_"},
    {"_xD842_x", false, "_xD842_x"},
    {"_xD842__x0041_", false, "_xD842_A"},
    {"_x0000_", false, "_x0000_"},
    {"_x005F_x000D_", false, "_x000D_"},
    {"_X000D_", false, "_X000D_"},
    {"_x00D_", false, "_x00D_"},
    {"_x000G_", false, "_x000G_"},
    {"_x000D", false, "_x000D"},
    {"__x000D__", false, "_\r_"},
    {"_", false, "_"},
};

static void spaces_and_escapes_are_resolved(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(finished); i++) {
        char text[64];
        strcpy(text, finished[i].source);
        text[xlsx_text_finish(text, strlen(text), finished[i].is_preserved)] =
            '\0';
        EXPECT_TEXT(finished[i].source, text, finished[i].expected);
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
        for (int is_preserved = 0; is_preserved < 2; is_preserved++) {
            char at_once[64] = "", in_turn[64] = "";
            size_t once_length = 0, turn_length = 0;
            const bool is_known = xlsx_text_read(
                source, strlen(source), is_preserved, at_once, &once_length);
            EXPECT_INT(source, is_known,
                       xlsx_text_decode(source, strlen(source), in_turn,
                                        &turn_length));
            if (!is_known)
                continue;
            turn_length = xlsx_text_finish(in_turn, turn_length, is_preserved);
            EXPECT_INT(source, once_length, turn_length);
            EXPECT_INT(source, memcmp(at_once, in_turn, once_length), 0);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(character_data_is_decoded_or_refused),
        cmocka_unit_test(decoding_works_in_place_and_further_ahead),
        cmocka_unit_test(spaces_and_escapes_are_resolved),
        cmocka_unit_test(both_at_once_is_one_after_the_other),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
