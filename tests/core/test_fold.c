/* Runes, folding, names, likeness. */
#include "tests/support/random.h"
#include "tests/support/suite.h"

#include "core/text.h"
#include <string.h>

static void utf8_is_decoded_strictly(void **state)
{
    static const struct {
        const char *name;
        const char *bytes;
        bool is_valid;
    } cases[] = {
        {"ascii", "abc", true},
        {"three bytes", "\xE7\x89\xB9", true},
        {"four bytes", "\xF0\xA0\xAE\xB7", true},
        {"eight and more of ascii", "511499195102018322", true},
        {"a byte behind eight", "51149919\x89", false},
        {"a byte among eight",
         "51149\x89"
         "951020",
         false},
        {"overlong slash", "\xC0\xAF", false},
        {"overlong three", "\xE0\x80\xAF", false},
        {"surrogate", "\xED\xA0\x80", false},
        {"beyond the last", "\xF4\x90\x80\x80", false},
        {"cut short", "\xE7\x89", false},
        {"lone continuation", "\x89", false},
        {"five byte form", "\xF8\x88\x80\x80\x80", false},
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        EXPECT_INT(cases[i].name,
                   utf8_is_valid(cases[i].bytes, strlen(cases[i].bytes)),
                   cases[i].is_valid);
}

static void every_code_point_is_written_and_read_back(void **state)
{
    (void)state;
    for (uint32_t code = 1; code <= 0x10FFFF; code++) {
        char bytes[4];
        if (code >= 0xD800 && code <= 0xDFFF)
            continue;
        const size_t length = utf8_put(code, bytes);
        const char *at = bytes;
        if (utf8_next(&at, bytes + length) != code || at != bytes + length)
            fail_msg("U+%04X does not come back", (unsigned)code);
    }
}

static void labels_fold_alike(void **state)
{
    static const struct {
        const char *a;
        const char *b;
        bool is_same;
    } cases[] = {
        {"身份\n证号", "身份证号", true},
        {"姓　名", "姓名", true},
        {"镇（街道）", "镇(街道)", true},
        {"村【居】", "村(居)", true},
        {"ＩＤ", "id", true},
        {"合\xC2\xA0计", "合计", true},
        {"\xEF\xBB\xBF姓名\xE2\x80\x8B", "姓名", true},
        {"２３０４", "2304", true},
        {"吉克•阿依", "吉克·阿依", true},
        {"姓名", "姓 氏", false},
        {"01", "1", false},
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        char a[64];
        char b[64];
        text_fold(cases[i].a, strlen(cases[i].a), a, sizeof a);
        text_fold(cases[i].b, strlen(cases[i].b), b, sizeof b);
        EXPECT_INT(cases[i].b, strcmp(a, b) == 0, cases[i].is_same);
    }
}

static void folding_cuts_at_a_character(void **state)
{
    char out[8];
    (void)state;
    const size_t length = text_fold("特困人员", 12, out, sizeof out);
    assert_int_equal(length, 6);
    assert_string_equal(out, "特困");
}

static void ends_are_trimmed(void **state)
{
    const char *text = "\xE3\x80\x80\t 王 芳\xC2\xA0\xE2\x80\x8B\r\n";
    size_t len = strlen(text);
    (void)state;
    text_trim(&text, &len);
    assert_int_equal(len, strlen("王 芳"));
    assert_memory_equal(text, "王 芳", len);
    text = " \xE3\x80\x80";
    len = 4;
    text_trim(&text, &len);
    assert_int_equal(len, 0);
}

static void names_are_tidied(void **state)
{
    static const struct {
        const char *name;
        const char *want;
    } cases[] = {
        {"李　明", "李明"},
        {" 王芳 ", "王芳"},
        {"王\n芳", "王芳"},
        {"吉克·阿依", "吉克·阿依"},
        {"吉克 · 阿依", "吉克·阿依"},
        {"John  Smith", "John Smith"},
        {"\xF0\xA0\xAE\xB7 明", "\xF0\xA0\xAE\xB7明"},
        {"", ""},
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        char out[64];
        name_tidy(cases[i].name, strlen(cases[i].name), out, sizeof out);
        EXPECT_TEXT(cases[i].name, out, cases[i].want);
    }
}

static void names_differ_only_where_people_would_say_so(void **state)
{
    static const struct {
        const char *a;
        const char *b;
        bool is_same;
    } cases[] = {
        {"吉克·阿依", "吉克•阿依", true},
        {"吉克・阿依", "吉克．阿依", true},
        {"吉克‧阿依", "吉克阿依", true},
        {"李　明", "李明", true},
        {"李明", "李鸣", false},
        {"李明", "李明明", false},
        {"", "", true},
        {"李明", "", false},
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        EXPECT_INT(cases[i].a, name_is_same(cases[i].a, cases[i].b),
                   cases[i].is_same);
        EXPECT_INT(cases[i].b, name_is_same(cases[i].b, cases[i].a),
                   cases[i].is_same);
    }
}

static void distance_counts_single_changes(void **state)
{
    static const struct {
        const char *a;
        const char *b;
        int limit, want;
    } cases[] = {
        {"在乡复原军人", "在乡复员军人", 3, 1},
        {"烈土遗属", "烈士遗属", 3, 1},
        {"孤儿", "孤儿", 3, 0},
        {"孤", "孤儿", 3, 1},
        {"儿孤", "孤儿", 3, 1},
        {"", "孤儿", 3, 2},
        {"特困救助对象", "孤儿", 2, 3},
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        EXPECT_INT(cases[i].a,
                   text_distance(cases[i].a, cases[i].b, cases[i].limit),
                   cases[i].want);
}

static void widths_count_chinese_twice(void **state)
{
    (void)state;
    assert_int_equal(utf8_width("特困ab", strlen("特困ab")), 6);
    assert_int_equal(utf8_count("特困ab", strlen("特困ab")), 4);
    assert_int_equal(utf8_width("\xE2\x80\x8B", 3), 0);
}

/* What trimming means, one character after the other from the front. */
static void trim_plainly(const char **bytes, size_t *len)
{
    const char *at = *bytes;
    const char *end = at + *len;
    const char *from = end;
    const char *to = end;
    while (at < end) {
        const char *start = at;
        const uint32_t code = utf8_next(&at, end);
        if (rune_is_space(code) || rune_is_invisible(code))
            continue;
        if (from == end)
            from = start;
        to = at;
    }
    *bytes = from;
    *len = from == end ? 0 : (size_t)(to - from);
}

/* Bytes of every kind, broken characters too: both ways agree. */
static void trimming_agrees_with_its_plain_meaning(void **state)
{
    static const char *const pieces[] = {
        " ",    "\t",   "\u3000",   "\u200B",   "\u00A0", "a",  "人",
        "\xE3", "\x80", "\xE3\x80", "\xF0\x9F", "\xFF",   "𠮷", "\xEF\xBB\xBF",
    };
    enum { PIECES = sizeof pieces / sizeof *pieces };
    struct random random = {.seed = 5};
    (void)state;
    for (int round = 0; round < 20000; round++) {
        char text[64] = "";
        const uint32_t count = random_below(&random, 8);
        for (uint32_t i = 0; i < count; i++)
            strcat(text, pieces[random_below(&random, PIECES)]);
        const char *got = text;
        const char *want = text;
        size_t got_length = strlen(text);
        size_t want_length = got_length;
        text_trim(&got, &got_length);
        trim_plainly(&want, &want_length);
        assert_int_equal(got_length, want_length);
        if (want_length > 0)
            assert_ptr_equal(got, want);
    }
}

static void names_are_masked_but_for_their_ends(void **state)
{
    static const struct {
        const char *name, *masked;
    } cases[] = {
        {"张三", "张*"},          {"李小四", "李*四"}, {"欧阳娜娜", "欧**娜"},
        {"吉克·阿依", "吉***依"}, {"王", "*"},         {"", ""},
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct text text = TEXT_INIT;
        name_append_masked(&text, cases[i].name);
        EXPECT_TEXT(cases[i].name, text_of(&text), cases[i].masked);
        text_release(&text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(utf8_is_decoded_strictly),
        cmocka_unit_test(every_code_point_is_written_and_read_back),
        cmocka_unit_test(labels_fold_alike),
        cmocka_unit_test(folding_cuts_at_a_character),
        cmocka_unit_test(ends_are_trimmed),
        cmocka_unit_test(trimming_agrees_with_its_plain_meaning),
        cmocka_unit_test(names_are_tidied),
        cmocka_unit_test(names_differ_only_where_people_would_say_so),
        cmocka_unit_test(distance_counts_single_changes),
        cmocka_unit_test(widths_count_chinese_twice),
        cmocka_unit_test(names_are_masked_but_for_their_ends),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
