/* Texts put together are measured as if they had been one. */
#include "reports/wording.h"

#include "core/arena.h"
#include "tests/support/suite.h"
#include <string.h>

/* "|" begins a line, "_" is a space, "7" a number; others are phrases. */
static void put_together(struct wording *wording, const char *const *parts)
{
    for (; *parts != NULL; parts++) {
        const struct phrase phrase = phrase_of(*parts);
        if (strcmp(*parts, "|") == 0)
            wording_break(wording);
        else if (strcmp(*parts, "_") == 0)
            wording_add_space(wording);
        else if (strcmp(*parts, "7") == 0)
            wording_add_number(wording, 1234567);
        else
            wording_add(wording, &phrase);
    }
}

static const struct {
    const char *name;
    const char *parts[8];
    const char *text;
} cases[] = {
    {"nothing", {NULL}, ""},
    {"a phrase", {"名单"}, "名单"},
    {"several",
     {"名单!", "7", "_", "低保", "：生效"},
     "名单!1234567 低保：生效"},
    {"lines, the first longer",
     {"名单!", "7", "|", "低保"},
     "名单!1234567\n低保"},
    {"lines, the last longer", {"低", "|", "|", "a b"}, "低\n\na b"},
    {"a phrase of two lines", {"低保", "一\n二二", "7"}, "低保一\n二二1234567"},
    {"what is escaped", {"低保", "a<b"}, "低保a<b"},
    {"blank at the beginning", {"_", "低"}, " 低"},
    {"blank at the end", {"低", "_"}, "低 "},
    {"break at the end", {"低", "|"}, "低\n"},
    {"blanks at the ends of phrases", {"低 ", "保"}, "低 保"},
    {"rare characters", {"𠮷", "·", "é"}, "𠮷·é"},
};

static void measure_is_that_of_the_whole(void **state)
{
    (void)state;
    struct wording wording = WORDING_INIT;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        const char *name = cases[i].name;
        const struct measured whole = text_measure(cases[i].text);
        wording_clear(&wording);
        put_together(&wording, cases[i].parts);
        const struct phrase *phrase = wording_phrase(&wording);
        EXPECT_TEXT(name, phrase->text, cases[i].text);
        EXPECT_INT(name, phrase->measured.length, whole.length);
        EXPECT_INT(name, phrase->measured.width, whole.width);
        EXPECT_INT(name, phrase->measured.is_line, whole.is_line);
        /* What needs no escaping may be looked at all the same. */
        EXPECT(name, whole.is_plain || !phrase->measured.is_plain);
    }
    wording_release(&wording);
}

static void common_phrases_stay_plain(void **state)
{
    (void)state;
    struct wording wording = WORDING_INIT;
    put_together(&wording, cases[2].parts);
    assert_true(wording_phrase(&wording)->measured.is_plain);
    wording_clear(&wording);
    put_together(&wording, cases[3].parts);
    assert_true(wording_phrase(&wording)->measured.is_plain);
    wording_release(&wording);
}

static void very_wide_lines_are_measured_at_the_limit(void **state)
{
    (void)state;
    static char wide[40001];
    struct wording wording = WORDING_INIT;
    memset(wide, 'w', sizeof wide - 1);
    const struct phrase phrase = phrase_of(wide);
    wording_add(&wording, &phrase);
    wording_add(&wording, &phrase);
    assert_int_equal(wording_phrase(&wording)->measured.width, UINT16_MAX);
    assert_int_equal(wording_phrase(&wording)->measured.length, 80000);
    wording_release(&wording);
}

static void memory_may_fail(void **state)
{
    (void)state;
    struct wording wording = WORDING_INIT;
    mem_fail_after(1);
    put_together(&wording, cases[2].parts);
    mem_fail_after(0);
    assert_true(wording.text.failed);
    assert_string_equal(wording_phrase(&wording)->text, "");
    wording_release(&wording);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(measure_is_that_of_the_whole),
        cmocka_unit_test(common_phrases_stay_plain),
        cmocka_unit_test(very_wide_lines_are_measured_at_the_limit),
        cmocka_unit_test(memory_may_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
