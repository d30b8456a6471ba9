/*
 * Which things a text speaks of.
 */
#include "import/mentions.h"
#include "tests/support/suite.h"
#include <string.h>

static void only_owner_is_told(void **state)
{
    static const struct {
        const char *name, *text;
        uint16_t only;
    } texts[] = {
        {"none", "示范市", POLICY_NONE},
        {"one", "示范市东区名单", 0},
        {"one, twice", "东区（示范市东区）", 0},
        {"two", "东区西区", POLICY_NONE},
        {"a name inside a longer one", "西区新城名单", 2},
        {"both, apart", "西区和西区新城", POLICY_NONE},
    };
    struct arena *arena = arena_new();
    struct mention_word items[8];
    struct mention_words words = {.items = items};
    (void)state;
    assert_int_equal(mention_words_add(&words, "东区", 0, arena), 0);
    assert_int_equal(mention_words_add(&words, "示范市 东区", 0, arena), 0);
    assert_int_equal(mention_words_add(&words, "西区", 1, arena), 0);
    assert_int_equal(mention_words_add(&words, "西区新城", 2, arena), 0);
    assert_int_equal(mention_words_add(&words, " ", 3, arena), 0);
    assert_int_equal(words.count, 4);
    for (size_t i = 0; i < COUNT_OF(texts); i++)
        EXPECT_INT(texts[i].name, mentions_only(&words, texts[i].text),
                   texts[i].only);
    arena_free(arena);
}

static void words_come_in_their_order_the_longest_first(void **state)
{
    struct arena *arena = arena_new();
    struct mention_word items[8];
    struct mention_words words = {.items = items};
    const char *text = "西区新城和东区、西区";
    const char *at = text;
    (void)state;
    assert_int_equal(mention_words_add(&words, "西区", 1, arena), 0);
    assert_int_equal(mention_words_add(&words, "东区", 0, arena), 0);
    assert_int_equal(mention_words_add(&words, "西区新城", 2, arena), 0);
    assert_int_equal(mentions_next(&words, text, &at)->owner, 2);
    assert_string_equal(at, "和东区、西区");
    assert_int_equal(mentions_next(&words, text, &at)->owner, 0);
    assert_int_equal(mentions_next(&words, text, &at)->owner, 1);
    assert_string_equal(at, "");
    assert_null(mentions_next(&words, text, &at));
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_owner_is_told),
        cmocka_unit_test(words_come_in_their_order_the_longest_first),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
