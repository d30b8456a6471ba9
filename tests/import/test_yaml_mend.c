/* What is left of a text with defects, and what stands for the rest. */
#include "import/yaml_mend.h"

#include "import/defects.h"
#include "import/policy_raw.h"
#include "tests/support/suite.h"

#include <string.h>

/* A columns.yaml as it is loaded where defects are collected. */
struct mended {
    struct arena *arena;
    struct policy_findings found;
    const struct raw_columns *raw;
};

static void mend(struct mended *mended, const char *bytes)
{
    struct yaml_text text;
    struct failure failure = FAILURE_INIT;
    *mended = (struct mended){.arena = arena_new()};
    struct defects defects = {.found = &mended->found,
                              .file = POLICY_FILE_COLUMNS,
                              .arena = mended->arena};
    assert_int_equal(yaml_text_parse("columns.yaml", bytes, strlen(bytes),
                                     mended->arena, &text, &failure),
                     0);
    text.defects = &defects;
    if (raw_columns_load(&text, mended->arena, &mended->raw, &failure) != 0)
        fail_msg("%s", failure.note);
}

static void release(struct mended *mended)
{
    policy_findings_release(&mended->found);
    arena_free(mended->arena);
}

static void what_is_missing_is_unread(void **state)
{
    (void)state;
    struct mended mended;
    mend(&mended, "schema: 1\n"
                  "labels:\n"
                  "  - {field: name, labels: []}\n"
                  "  - 姓名\n"
                  "kinds: 都有\n");
    const struct raw_columns *raw = mended.raw;
    assert_string_equal(raw->policy, YAML_UNREAD);
    assert_int_equal(raw->label_count, 2);
    assert_string_equal(raw->labels[0].field, "name");
    assert_int_equal(raw->labels[0].labels.count, 1);
    assert_string_equal(raw->labels[0].labels.items[0], YAML_UNREAD);
    assert_string_equal(raw->labels[1].field, YAML_UNREAD);
    assert_int_equal(raw->kind_count, 1);
    assert_string_equal(raw->kinds[0].id, YAML_UNREAD);
    assert_null(raw->kinds[0].default_category);
    assert_int_equal(raw->value_count, 0);
    assert_int_equal(mended.found.count, 4);
    release(&mended);
}

/* The value of a key that is nearly the one that is meant is looked at. */
static void a_misspelt_key_keeps_its_value(void **state)
{
    (void)state;
    struct mended mended;
    mend(&mended, "schema: 1\n"
                  "polcy: p\n"
                  "nonsense: p\n"
                  "labels:\n"
                  "  - {field: name, label: [姓名, \"本人\\\"姓名\"]}\n"
                  "kinds:\n"
                  "  - {id: k, name: 名单, department: d, categories: [\"01\"],"
                  " title_words: [名], required: [name]}\n");
    const struct raw_columns *raw = mended.raw;
    assert_string_equal(raw->policy, "p");
    assert_int_equal(raw->labels[0].labels.count, 2);
    assert_string_equal(raw->labels[0].labels.items[1], "本人\"姓名");
    assert_string_equal(raw->kinds[0].categories.items[0], "01");
    assert_int_equal(mended.found.count, 3);
    release(&mended);
}

static void a_text_of_another_kind_is_all_unread(void **state)
{
    (void)state;
    struct mended mended;
    mend(&mended, "- 甲\n- 乙\n");
    assert_int_equal(mended.raw->kind_count, 1);
    assert_string_equal(mended.raw->policy, YAML_UNREAD);
    assert_int_equal(mended.found.count, 1);
    release(&mended);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_missing_is_unread),
        cmocka_unit_test(a_misspelt_key_keeps_its_value),
        cmocka_unit_test(a_text_of_another_kind_is_all_unread),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
