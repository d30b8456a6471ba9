/* Suggestions: near enough to be meant, and lists that end well. */
#include "import/word_list.h"
#include "tests/support/suite.h"

#include <string.h>

static const struct {
    const char *word, *candidate;
    int distance;
} pairs[] = {
    {"weijan", "weijian", 1},
    {"region_cod", "region_code", 1},
    {"医疗资金", "医疗救助资金", 2},
    {"公安", "医保", WORD_FAR},
    {"民证", "民政", 1},
    {"id", "to", WORD_FAR},
    {"dinge-20-yiliao", "quan-e-yiliao", WORD_FAR},
    {"", "id", WORD_FAR},
};

static void only_what_was_probably_meant_is_near(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(pairs); i++)
        EXPECT_INT(pairs[i].word,
                   word_distance(pairs[i].word, pairs[i].candidate),
                   pairs[i].distance);
}

static void words_are_listed_until_the_list_is_full(void **state)
{
    (void)state;
    char list[WORD_LIST_SIZE] = "";
    word_append(list, "甲");
    word_append(list, "乙");
    assert_string_equal(list, "甲、乙");
    for (int i = 0; i < 200; i++)
        word_append(list, "民政部门");
    const size_t length = strlen(list);
    assert_true(length < sizeof list);
    assert_string_equal(list + length - strlen("民政部门…"), "民政部门…");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_what_was_probably_meant_is_near),
        cmocka_unit_test(words_are_listed_until_the_list_is_full),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
