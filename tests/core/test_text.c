/* Growing strings, JSON, CSV. */
#include "tests/support/suite.h"

#include "core/arena.h"
#include "core/diag.h"
#include "core/text.h"
#include <string.h>

static void text_grows_and_keeps_its_end(void **state)
{
    struct text text = TEXT_INIT;
    (void)state;
    assert_string_equal(text_of(&text), "");
    for (int i = 0; i < 1000; i++)
        text_printf(&text, "%d,", i);
    text_append_int(&text, -42);
    assert_false(text.failed);
    assert_int_equal(strlen(text.data), text.length);
    assert_string_equal(text.data + text.length - 7, "999,-42");
    text_clear(&text);
    assert_string_equal(text_of(&text), "");
    text_release(&text);
}

static void running_out_of_memory_is_sticky(void **state)
{
    struct text text = TEXT_INIT;
    (void)state;
    mem_fail_after(1);
    text_append(&text, "a");
    mem_fail_after(0);
    assert_true(text.failed);
    text_append(&text, "b");
    assert_string_equal(text_of(&text), "");
    text_release(&text);
    assert_false(text.failed);
}

static void json_is_escaped(void **state)
{
    static const struct {
        const char *text;
        const char *want;
    } cases[] = {
        {"", "\"\""},
        {"特困", "\"特困\""},
        {"a\"b\\c", "\"a\\\"b\\\\c\""},
        {"a\nb\tc\rd", "\"a\\nb\\tc\\rd\""},
        {"\x01\x1F\x7F", "\"\\u0001\\u001f\\u007f\""},
        {"1234567\"", "\"1234567\\\"\""},
        {"12345678\\", "\"12345678\\\\\""},
        {"甲乙丙\x7F", "\"甲乙丙\\u007f\""},
        {"511499195102018322\n", "\"511499195102018322\\n\""},
        {"511499195102018322甲", "\"511499195102018322甲\""},
        {"511499195102018322\xE4", "\"511499195102018322\xEF\xBF\xBD\""},
        {"\xFF", "\"\xEF\xBF\xBD\""},
        {"\xF0\xA0\xAE\xB7", "\"\xF0\xA0\xAE\xB7\""},
        {"\xE7\x89", "\"\xEF\xBF\xBD\xEF\xBF\xBD\""},
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct text text = TEXT_INIT;
        text_append_json(&text, cases[i].text, strlen(cases[i].text));
        EXPECT_TEXT(cases[i].want, text_of(&text), cases[i].want);
        text_release(&text);
    }
}

static void csv_is_quoted_only_where_it_must_be(void **state)
{
    static const struct {
        const char *text;
        const char *want;
    } cases[] = {
        {"", ""},
        {"特困", "特困"},
        {"a,b", "\"a,b\""},
        {"a\"b", "\"a\"\"b\""},
        {"a\nb", "\"a\nb\""},
        {"01", "01"},
        {"=1+1", "=1+1"}, /* for programs, which want it as it stands */
        {"-380", "-380"},
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct text text = TEXT_INIT;
        text_append_csv(&text, cases[i].text);
        EXPECT_TEXT(cases[i].want, text_of(&text), cases[i].want);
        text_release(&text);
    }
}

static void json_fields_have_key_and_value(void **state)
{
    struct text text = TEXT_INIT;
    (void)state;
    text_append_json_field(&text, "name", "吉克·阿依");
    assert_string_equal(text_of(&text), "\"name\":\"吉克·阿依\"");
    text_release(&text);
}

static void control_characters_are_made_harmless(void **state)
{
    struct text text = TEXT_INIT;
    (void)state;
    text_append(&text, "张\033[2J三\r\x7F\xC2\x9B"
                       "31m\t\n·\xC2\xB7");
    text_make_harmless(&text);
    assert_string_equal(text_of(&text), "张?[2J三????31m\t\n·\xC2\xB7");
    text_release(&text);
    text_make_harmless(&text); /* an empty one */
}

static void names_do_not_read_as_others(void **state)
{
    /* U+202E, U+2066, U+200F, U+061C, U+2028, a byte that is not UTF-8, and
     * what stays: U+200B, U+201C, U+00B7. */
    static const char name[] = "\xE2\x80\xAE"
                               "xslx.\xE2\x81\xA6\xE2\x80\x8F\xD8\x9C"
                               "\xE2\x80\xA8\xFF\xE2\x80\x8B“·";
    struct text text = TEXT_INIT;
    (void)state;
    text_append(&text, name);
    text_make_harmless(&text);
    assert_string_equal(text_of(&text), "???xslx.????????????\xE2\x80\x8B“·");
    text_clear(&text);
    text_append_json(&text, name, strlen("\xE2\x80\xAExslx.\xE2\x81\xA6"));
    assert_string_equal(text_of(&text), "\"\\u202exslx.\\u2066\"");
    text_clear(&text);
    text_append_json(&text, "“·\xC2\x9B", 7);
    assert_string_equal(text_of(&text), "\"“·\\u009b\"");
    text_release(&text);
}

static void a_name_takes_one_line(void **state)
{
    struct text text = TEXT_INIT;
    (void)state;
    place_append(&text, "a.csv\nb.csv: error", "x\ty", 3, 1);
    assert_string_equal(text_of(&text), "a.csv?b.csv: error!x?y!A3");
    text_release(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(control_characters_are_made_harmless),
        cmocka_unit_test(names_do_not_read_as_others),
        cmocka_unit_test(a_name_takes_one_line),
        cmocka_unit_test(text_grows_and_keeps_its_end),
        cmocka_unit_test(running_out_of_memory_is_sticky),
        cmocka_unit_test(json_is_escaped),
        cmocka_unit_test(csv_is_quoted_only_where_it_must_be),
        cmocka_unit_test(json_fields_have_key_and_value),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
