/*
 * Values to meanings, and suggestions for unknown ones.
 */
#include "import/values.h"
#include "tests/support/roster_policy.h"
#include "tests/support/suite.h"
#include <string.h>

struct value_case {
    const char *name;
    uint16_t kind;
    enum field field;
    const char *text;
    int meaning;
};

static const struct value_case cases[] = {
    {"category by name", KIND_CIVIL, FIELD_CATEGORY, "低保对象",
     FIXTURE_LOW_INCOME},
    {"spaces and width do not matter", KIND_CIVIL, FIELD_CATEGORY,
     " 低保　对象 ", FIXTURE_LOW_INCOME},
    {"the kind's own value", KIND_TEKUN, FIELD_CATEGORY, "集中供养",
     FIXTURE_DESTITUTE},
    {"is unknown elsewhere", KIND_CIVIL, FIELD_CATEGORY, "集中供养",
     VALUE_UNKNOWN},
    {"the specific column knows the category's values", KIND_RURAL,
     FIELD_CATEGORY_SPECIFIC, "脱贫不稳定户", FIXTURE_UNSTABLE},
    {"a value that says nothing", KIND_RURAL, FIELD_CATEGORY, "一般农户",
     VALUE_EMPTY},
    {"a dash says nothing", KIND_CIVIL, FIELD_CATEGORY, "——", VALUE_EMPTY},
    {"无 says nothing", KIND_CANLIAN, FIELD_DISABILITY_GRADE, "无",
     VALUE_EMPTY},
    {"code with its zero", KIND_CIVIL, FIELD_CATEGORY_CODE, "01",
     FIXTURE_ORPHAN},
    {"code without its zero", KIND_CIVIL, FIELD_CATEGORY_CODE, "1",
     VALUE_UNKNOWN},
    {"grade", KIND_CANLIAN, FIELD_DISABILITY_GRADE, "二级", 1 << 2},
    {"two grades in one word", KIND_CANLIAN, FIELD_DISABILITY_GRADE, "重度",
     1 << 1 | 1 << 2},
    {"unknown grade", KIND_CANLIAN, FIELD_DISABILITY_GRADE, "五级",
     VALUE_UNKNOWN},
    {"state", KIND_CANLIAN, FIELD_CERTIFICATE_STATE, "冻结",
     CERTIFICATE_INVALID},
    {"movement", KIND_TEKUN, FIELD_MOVEMENT, "减员", MOVEMENT_REMOVED},
    {"status of this kind", KIND_RURAL, FIELD_STATUS, "是", STATUS_ENDED},
    {"status of another kind", KIND_TEKUN, FIELD_STATUS, "是", VALUE_UNKNOWN},
};

static const char *folded(const char *text, char out[VALUE_SIZE])
{
    text_fold(text, strlen(text), out, VALUE_SIZE);
    return out;
}

static void values_have_meanings(void **state)
{
    struct arena *arena = arena_new();
    const struct policy *policy = roster_policy(arena);
    char text[VALUE_SIZE];
    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        EXPECT_INT(cases[i].name,
                   value_find(policy, cases[i].kind, cases[i].field,
                              folded(cases[i].text, text)),
                   cases[i].meaning);
    arena_free(arena);
}

static void every_value_of_the_policy_is_found(void **state)
{
    struct arena *arena = arena_new();
    const struct policy *policy = roster_policy(arena);
    (void)state;
    for (size_t i = 0; i < policy->value_count; i++) {
        const struct value_alias *alias = &policy->values[i];
        const int expected =
            alias->meaning == POLICY_NONE ? VALUE_EMPTY : alias->meaning;
        EXPECT_INT(alias->text,
                   value_find(policy, KIND_CIVIL, alias->field, alias->folded),
                   expected);
    }
    arena_free(arena);
}

static void types_may_be_several(void **state)
{
    static const struct {
        const char *text;
        int types;
    } lists[] = {
        {"肢体", 1 << 4},
        {"肢体、智力", 1 << 4 | 1 << 5},
        {"视力,肢体；精神", 1 << 1 | 1 << 4 | 1 << 6},
        {"肢体和智力", 1 << 4 | 1 << 5},
        {"肢体、嗅觉", VALUE_UNKNOWN},
        {"肢体、", 1 << 4},
        {"、", VALUE_UNKNOWN},
        {"无", VALUE_EMPTY},
    };
    struct arena *arena = arena_new();
    const struct policy *policy = roster_policy(arena);
    char text[VALUE_SIZE];
    (void)state;
    for (size_t i = 0; i < COUNT_OF(lists); i++)
        EXPECT_INT(
            lists[i].text,
            value_find_types(policy, KIND_CANLIAN, folded(lists[i].text, text)),
            lists[i].types);
    arena_free(arena);
}

struct suggestion_case {
    const char *name;
    uint16_t kind;
    enum field field;
    const char *text;
    const char *expected;
};

static const struct suggestion_case suggestions[] = {
    {"one character wrong", KIND_CIVIL, FIELD_CATEGORY, "低宝",
     "（是否为“低保对象”？）"},
    {"the nearest first, each category once", KIND_RURAL, FIELD_CATEGORY,
     "脱贫不定户", "（是否为“脱贫不稳定户”？）"},
    {"only categories of this kind of roster", KIND_TEKUN, FIELD_CATEGORY,
     "低宝", "（可用：“特困人员”）"},
    {"nothing near: what there is", KIND_CIVIL, FIELD_CATEGORY, "临时救助",
     "（可用：“低保对象”、“低收入对象”、“孤儿”、“特困人员”）"},
    {"a code", KIND_CIVIL, FIELD_CATEGORY_CODE, "2306",
     "（是否为“2303”、“2304”、“2305”？）"},
};

static void unknown_categories_get_suggestions(void **state)
{
    struct arena *arena = arena_new();
    const struct policy *policy = roster_policy(arena);
    char text[VALUE_SIZE];
    (void)state;
    for (size_t i = 0; i < COUNT_OF(suggestions); i++) {
        struct text out = TEXT_INIT;
        category_suggest(policy, suggestions[i].kind, suggestions[i].field,
                         folded(suggestions[i].text, text), LANGUAGE_ZH, &out);
        EXPECT_TEXT(suggestions[i].name, text_of(&out),
                    suggestions[i].expected);
        text_release(&out);
    }
    arena_free(arena);
}

static void suggestions_tell_of_exhausted_memory(void **state)
{
    struct arena *arena = arena_new();
    const struct policy *policy = roster_policy(arena);
    (void)state;
    for (unsigned long after = 1;; after++) {
        struct text out = TEXT_INIT;
        mem_fail_after(after);
        category_suggest(policy, KIND_CIVIL, FIELD_CATEGORY, "低宝",
                         LANGUAGE_ZH, &out);
        mem_fail_after(0);
        const bool has_failed = out.failed;
        text_release(&out);
        if (!has_failed) {
            assert_true(after > 1);
            break;
        }
    }
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_have_meanings),
        cmocka_unit_test(every_value_of_the_policy_is_found),
        cmocka_unit_test(types_may_be_several),
        cmocka_unit_test(unknown_categories_get_suggestions),
        cmocka_unit_test(suggestions_tell_of_exhausted_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
