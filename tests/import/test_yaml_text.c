/* Marks: where everything in a YAML text stands, and texts that are none. */
#include "import/yaml_text.h"
#include "tests/support/suite.h"

#include <string.h>

static int parse(const char *bytes, size_t length, struct arena *arena,
                 struct yaml_text *out, struct failure *failure)
{
    return yaml_text_parse("f.yaml", bytes, length, arena, out, failure);
}

static const char sample[] = "甲: 一\n"
                             "乙:\n"
                             "  - {丙: \"二\", 丁: [三, 四]}\n"
                             "  - 五\n";

struct standing {
    const char *name;
    const char *path[4]; /* keys, or digits for places in a list from 0 */
    const char *value;   /* NULL = no scalar */
    rownum line;
    colnum column;
};

static const struct standing places[] = {
    {"a scalar", {"甲"}, "一", 1, 4},
    {"a list", {"乙"}, NULL, 3, 3},
    {"a mapping in a list", {"乙", "0"}, NULL, 3, 5},
    {"a quoted scalar", {"乙", "0", "丙"}, "二", 3, 9},
    {"an item of a list on one line", {"乙", "0", "丁", "1"}, "四", 3, 21},
    {"an item", {"乙", "1"}, "五", 4, 5},
    {"the nearest where the key is missing", {"乙", "0", "戊"}, NULL, 3, 5},
    {"the nearest where the list is short", {"乙", "7"}, NULL, 3, 3},
};

static void each_value_knows_its_line_and_column(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct failure failure = FAILURE_INIT;
    struct yaml_text text;
    assert_int_equal(parse(sample, strlen(sample), arena, &text, &failure), 0);
    for (size_t i = 0; i < COUNT_OF(places); i++) {
        const struct mark *mark = text.root;
        for (size_t j = 0; j < 4 && places[i].path[j] != NULL; j++) {
            const char *part = places[i].path[j];
            mark = part[0] >= '0' && part[0] <= '9'
                       ? mark_item(mark, (size_t)(part[0] - '0'))
                       : mark_of(mark, part);
        }
        EXPECT_INT(places[i].name, mark->line, places[i].line);
        EXPECT_INT(places[i].name, mark->column, places[i].column);
        EXPECT(places[i].name,
               (mark->value == NULL) == (places[i].value == NULL));
        if (mark->value != NULL)
            EXPECT_TEXT(places[i].name, mark->value, places[i].value);
    }
    arena_free(arena);
}

static void a_failure_names_the_path_from_one(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct failure failure = FAILURE_INIT;
    struct yaml_text text;
    assert_int_equal(parse(sample, strlen(sample), arena, &text, &failure), 0);
    const struct mark *mark =
        mark_of(mark_item(mark_of(text.root, "乙"), 0), "丁");
    assert_int_equal(
        yaml_fail(&text, mark_item(mark, 1), &failure, "%s", "不对"), -1);
    assert_string_equal(failure.note, "乙[1].丁[2]：不对");
    assert_string_equal(failure.file, "f.yaml");
    assert_int_equal(failure.row, 3);
    assert_int_equal(failure.column, 21);
    assert_int_equal(yaml_fail_key(&text, mark, &failure, "%s", "多余"), -1);
    assert_string_equal(failure.note, "乙[1].丁：多余");
    assert_int_equal(failure.column, 14);
    arena_free(arena);
}

struct refusal {
    const char *name;
    const char *text;
    size_t length;
    const char *says;
    rownum line;
    colnum column;
};

#define TEXT(literal) (literal), sizeof(literal) - 1

static const struct refusal refusals[] = {
    {"nothing", TEXT(""), "文件是空的", 1, 1},
    {"comments only", TEXT("# 无\n"), "文件是空的", 1, 1},
    {"one word", TEXT("政策\n"), "文件是空的", 1, 1},
    {"an anchor on a scalar", TEXT("甲: &a 一\n"), "不用锚点", 1, 4},
    {"an anchor on a mapping", TEXT("甲: &a {乙: 一}\n"), "不用锚点", 1, 4},
    {"an anchor on a list", TEXT("甲: &a [一]\n"), "不用锚点", 1, 4},
    {"a tag", TEXT("甲: !!str 1\n"), "不用锚点", 1, 4},
    {"a reference", TEXT("甲: *a\n"), "不用引用", 1, 4},
    {"two documents", TEXT("甲: 一\n---\n乙: 二\n"), "只能有一份内容", 2, 1},
    {"a key that is a list", TEXT("? [甲]\n: 一\n"), "键应是一个词", 1, 3},
    {"a tab as indentation", TEXT("甲:\n\t乙: 一\n"), "不是正确的 YAML", 2, 1},
    {"an open bracket", TEXT("甲: [一\n"), "不是正确的 YAML", 2, 1},
    {"an open quote", TEXT("甲: \"一\n"), "不是正确的 YAML", 2, 1},
    {"bytes that are no UTF-8", TEXT("甲: \xC4\xE3\n"), "不是正确的 YAML", 1,
     1},
    {"a NUL inside", TEXT("甲: \"一\\0二\"\n"), "空字符", 1, 4},
    {"nested deeper than any file",
     TEXT("甲: [[[[[[[[[[[[[[[[[[一]]]]]]]]]]]]]]]]]]\n"), "嵌套太深", 1, 19},
};

static void what_no_policy_needs_is_refused(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(refusals); i++) {
        const struct refusal *row = &refusals[i];
        struct arena *arena = arena_new();
        struct failure failure = FAILURE_INIT;
        struct yaml_text text;
        EXPECT_INT(row->name,
                   parse(row->text, row->length, arena, &text, &failure), -1);
        EXPECT_INT(row->name, failure.code, DIAG_POLICY_INVALID);
        if (strstr(failure.note, row->says) == NULL)
            fail_msg("%s: says \"%s\"", row->name, failure.note);
        EXPECT_INT(row->name, failure.row, row->line);
        EXPECT_INT(row->name, failure.column, row->column);
        arena_free(arena);
    }
}

static void parsing_without_memory_fails_cleanly(void **state)
{
    (void)state;
    bool is_parsed = false;
    for (unsigned long n = 1; !is_parsed; n++) {
        struct arena *arena = arena_new();
        struct failure failure = FAILURE_INIT;
        struct yaml_text text;
        mem_fail_after(n);
        is_parsed = parse(sample, strlen(sample), arena, &text, &failure) == 0;
        mem_fail_after(0);
        if (!is_parsed)
            assert_int_equal(failure.code, DIAG_OUT_OF_MEMORY);
        arena_free(arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_value_knows_its_line_and_column),
        cmocka_unit_test(a_failure_names_the_path_from_one),
        cmocka_unit_test(what_no_policy_needs_is_refused),
        cmocka_unit_test(parsing_without_memory_fails_cleanly),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
