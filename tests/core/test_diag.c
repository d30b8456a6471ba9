/* The catalogue: every code has its texts, and sentences hold their words. */
#include "tests/support/suite.h"

#include "core/diag.h"
#include "core/message.h"
#include <errno.h>
#include <string.h>

static void every_code_has_texts_in_both_languages(void **state)
{
    (void)state;
    for (int i = DIAG_NONE + 1; i < DIAG_CODE_COUNT; i++) {
        const enum diag_code code = (enum diag_code)i;
        assert_true(strlen(diag_name(code)) > 2);
        for (int k = 0; k < LANGUAGE_COUNT; k++) {
            const enum language language = (enum language)k;
            if (diag_title(code, language)[0] == '\0' ||
                diag_template(code, language)[0] == '\0' ||
                diag_remedy(code, language)[0] == '\0')
                fail_msg("%s lacks a text", diag_name(code));
        }
    }
}

static void
severities_have_names_for_programs_and_titles_for_people(void **state)
{
    static const struct {
        enum diag_severity severity;
        const char *name, *title;
    } cases[] = {
        {SEVERITY_INFO, "info", "说明"},
        {SEVERITY_WARNING, "warning", "警告"},
        {SEVERITY_ERROR, "error", "错误"},
        {SEVERITY_FAILURE, "failure", "停止"},
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        const enum diag_severity severity = cases[i].severity;
        EXPECT_TEXT(cases[i].name, diag_severity_name(severity), cases[i].name);
        EXPECT_TEXT(cases[i].name, diag_severity_title(severity, LANGUAGE_EN),
                    cases[i].name);
        EXPECT_TEXT(cases[i].name, diag_severity_title(severity, LANGUAGE_ZH),
                    cases[i].title);
    }
}

static void codes_are_kebab_case_and_unique(void **state)
{
    (void)state;
    for (int i = DIAG_NONE + 1; i < DIAG_CODE_COUNT; i++) {
        const char *name = diag_name((enum diag_code)i);
        EXPECT_INT(name, diag_find(name), i);
        EXPECT_INT(name, strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-"),
                   strlen(name));
    }
    assert_int_equal(diag_find("no-such-code"), DIAG_NONE);
}

static void what_cannot_be_written_has_a_reason_in_words(void **state)
{
    static const struct {
        const char *name;
        int error;
        const char *words;
    } cases[] = {
        {"disk full", ENOSPC, "无法写出结果：磁盘空间不足（"},
        {"quota", EDQUOT, "无法写出结果：磁盘空间不足（"},
        {"read-only", EROFS, "无法写出结果：磁盘或共享文件夹是只读的（"},
        {"denied", EACCES, "无法写出结果：没有写入的权限（"},
        {"too large", EFBIG, "无法写出结果：文件大小超过系统允许的限度（"},
        {"other", EIO, "无法写出结果：系统写不了它（"},
        {"memory", ENOMEM, "out-of-memory"},
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct failure failure = FAILURE_INIT;
        struct text text = TEXT_INIT;
        EXPECT_INT(cases[i].name,
                   failure_output(&failure, "a.xlsx", cases[i].error), -1);
        failure_append(&text, &failure, LANGUAGE_ZH);
        if (strstr(text_of(&text), cases[i].words) == NULL)
            fail_msg("%s: %s", cases[i].name, text_of(&text));
        text_release(&text);
    }
}

/* A text may name only the words that a finding has. */
static void templates_hold_known_words_only(void **state)
{
    const struct diag_words words = {
        .label = "L", .cell = "C", .note = "N", .other = "O"};
    (void)state;
    for (int i = DIAG_NONE + 1; i < DIAG_CODE_COUNT; i++) {
        for (int k = 0; k < LANGUAGE_COUNT; k++) {
            struct text text = TEXT_INIT;
            diag_append_message(&text, (enum diag_code)i, (enum language)k,
                                &words);
            diag_append_remedy(&text, (enum diag_code)i, (enum language)k,
                               &words);
            if (strpbrk(text_of(&text), "{}") != NULL)
                fail_msg("%s: %s", diag_name((enum diag_code)i),
                         text_of(&text));
            text_release(&text);
        }
    }
}

/* The words that the English and the Chinese sentence use are the same. */
static void languages_say_the_same(void **state)
{
    static const char *const words[] = {"{label}", "{cell}", "{note}",
                                        "{other}"};
    (void)state;
    for (int i = DIAG_NONE + 1; i < DIAG_CODE_COUNT; i++) {
        const enum diag_code code = (enum diag_code)i;
        for (size_t k = 0; k < COUNT_OF(words); k++) {
            const bool in_zh =
                strstr(diag_template(code, LANGUAGE_ZH), words[k]) != NULL;
            const bool in_en =
                strstr(diag_template(code, LANGUAGE_EN), words[k]) != NULL;
            EXPECT_INT(diag_name(code), in_zh, in_en);
        }
    }
}

static void sentence_holds_its_words(void **state)
{
    struct text text = TEXT_INIT;
    const struct diag_words words = {.cell = "51149919780615012", .note = "17"};
    (void)state;
    diag_append_message(&text, DIAG_ID_LENGTH, LANGUAGE_ZH, &words);
    assert_string_equal(text_of(&text),
                        "身份证号“51149919780615012”是17位，应为18位");
    text_release(&text);
}

static void places_read_as_in_excel(void **state)
{
    static const struct {
        const char *file, *sheet;
        rownum row;
        colnum column;
        const char *want;
    } cases[] = {
        {"民政.xlsx", "特困", 12, 2, "民政.xlsx!特困!B12"},
        {"民政.xlsx", "特困", 12, 0, "民政.xlsx!特困!12"},
        {"民政.xlsx", "特困", 0, 0, "民政.xlsx!特困"},
        {"民政.xlsx", "", 0, 0, "民政.xlsx"},
        {"a.xlsx", "s", 1048576, 16384, "a.xlsx!s!XFD1048576"},
        {"a.xlsx", "s", 1, 26, "a.xlsx!s!Z1"},
        {"a.xlsx", "s", 1, 27, "a.xlsx!s!AA1"},
        {"a.xlsx", "s", 1, 703, "a.xlsx!s!AAA1"},
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct text text = TEXT_INIT;
        place_append(&text, cases[i].file, cases[i].sheet, cases[i].row,
                     cases[i].column);
        EXPECT_TEXT(cases[i].want, text_of(&text), cases[i].want);
        text_release(&text);
    }
}

static void failure_says_what_and_what_to_do(void **state)
{
    struct failure failure = FAILURE_INIT;
    struct text text = TEXT_INIT;
    (void)state;
    assert_int_equal(failure_set(&failure, DIAG_FILE_MISSING, "低保.xlsx", "%s",
                                 "没有这个文件"),
                     -1);
    failure_append(&text, &failure, LANGUAGE_ZH);
    assert_non_null(strstr(text_of(&text), "低保.xlsx: "));
    assert_non_null(strstr(text_of(&text), "file-missing"));
    assert_non_null(strstr(text_of(&text), "没有这个文件"));
    assert_non_null(strstr(text_of(&text), "处理："));
    text_release(&text);
}

static void long_notes_are_cut_not_overrun(void **state)
{
    struct failure failure = FAILURE_INIT;
    char note[2 * sizeof failure.note];
    (void)state;
    memset(note, 'x', sizeof note - 1);
    note[sizeof note - 1] = '\0';
    failure_set(&failure, DIAG_FILE_DAMAGED, note, "%s", note);
    assert_int_equal(strlen(failure.note), sizeof failure.note - 1);
    assert_int_equal(strlen(failure.file), sizeof failure.file - 1);
}

static void messages_hold_their_values(void **state)
{
    struct text text = TEXT_INIT;
    (void)state;
    message_append(&text, LANGUAGE_EN, MESSAGE_USAGE_NEEDS_VALUE, "--out",
                   "DIR", NULL);
    assert_string_equal(text_of(&text), "option --out needs DIR");
    text_release(&text);
    for (int i = 0; i < MESSAGE_COUNT; i++)
        for (int k = 0; k < LANGUAGE_COUNT; k++)
            assert_true(message_text((enum message)i, (enum language)k)[0] !=
                        '\0');
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_code_has_texts_in_both_languages),
        cmocka_unit_test(
            severities_have_names_for_programs_and_titles_for_people),
        cmocka_unit_test(what_cannot_be_written_has_a_reason_in_words),
        cmocka_unit_test(codes_are_kebab_case_and_unique),
        cmocka_unit_test(templates_hold_known_words_only),
        cmocka_unit_test(languages_say_the_same),
        cmocka_unit_test(sentence_holds_its_words),
        cmocka_unit_test(places_read_as_in_excel),
        cmocka_unit_test(failure_says_what_and_what_to_do),
        cmocka_unit_test(long_notes_are_cut_not_overrun),
        cmocka_unit_test(messages_hold_their_values),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
