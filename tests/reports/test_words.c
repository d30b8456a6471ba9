/* Dates, sources and verdicts in words. */
#include "reports/words.h"

#include "tests/support/policy_fixture.h"
#include "tests/support/suite.h"
#include <string.h>

static void dates_are_written_as_papers_write_them(void **state)
{
    (void)state;
    char out[WORDS_SIZE];
    assert_string_equal(month_words(202308, out), "2023年8月");
    assert_string_equal(month_words(202312, out), "2023年12月");
    assert_string_equal(month_words(0, out), "");
    assert_string_equal(date_words(20230831, out), "2023年8月31日");
    assert_string_equal(date_words(YMD_NONE, out), "");
}

static void window_says_what_is_known_of_it(void **state)
{
    (void)state;
    static const struct {
        ymd from, to;
        const char *words;
    } cases[] = {
        {20231001, 20231231, "2023年10月1日至2023年12月31日"},
        {YMD_NONE, 20231220, "2023年12月20日前"},
        {20230901, YMD_NONE, "2023年9月1日起"},
        {YMD_NONE, YMD_NONE, ""},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct text out = TEXT_INIT;
        append_window(&out, cases[i].from, cases[i].to);
        EXPECT_TEXT(cases[i].words, text_of(&out), cases[i].words);
        text_release(&out);
    }
}

static void source_names_document_clause_and_assumption(void **state)
{
    (void)state;
    static const struct {
        struct source source;
        const char *words;
    } cases[] = {
        {{"d1", "三、（二）", "", ""}, "示医保发〔2023〕1号 三、（二）"},
        {{"d1", "", "", ""}, "示医保发〔2023〕1号"},
        {{"d1", "三", "", "order-inside-step"},
         "示医保发〔2023〕1号 三；口径1"},
        {{"", "", "", "order-inside-step"}, "口径1"},
        {{"", "", "", ""}, ""},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct text out = TEXT_INIT;
        append_source(&out, policy_fixture(), &cases[i].source);
        EXPECT_TEXT(cases[i].words, text_of(&out), cases[i].words);
        text_release(&out);
    }
}

static void every_verdict_has_words_of_its_own(void **state)
{
    (void)state;
    for (int i = 0; i < VERDICT_COUNT; i++) {
        const char *words = verdict_words((enum verdict)i);
        assert_string_not_equal(words, "");
        for (int j = 0; j < i; j++)
            assert_string_not_equal(words, verdict_words((enum verdict)j));
    }
}

static void money_has_separators(void **state)
{
    static const struct {
        fen amount;
        const char *words;
    } cases[] = {
        {0, "0.00"},
        {99999, "999.99"},
        {100000, "1,000.00"},
        {123456789, "1,234,567.89"},
        {-100000, "-1,000.00"},
        {-99900, "-999.00"},
        {INT64_MAX, "92,233,720,368,547,758.07"},
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        char words[WORDS_SIZE];
        EXPECT_TEXT(cases[i].words, money_words(cases[i].amount, words),
                    cases[i].words);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(dates_are_written_as_papers_write_them),
        cmocka_unit_test(window_says_what_is_known_of_it),
        cmocka_unit_test(source_names_document_clause_and_assumption),
        cmocka_unit_test(every_verdict_has_words_of_its_own),
        cmocka_unit_test(money_has_separators),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
