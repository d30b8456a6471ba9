/*
 * Labels to fields: whole labels only, groups, marks, and whose they are.
 */
#include "core/text.h"
#include "import/labels.h"
#include "tests/support/roster_policy.h"
#include "tests/support/suite.h"
#include <string.h>

static const char *folded(const char *text, char out[LABEL_SIZE])
{
    text_fold(text, strlen(text), out, LABEL_SIZE);
    return out;
}

struct label_case {
    const char *name;
    uint16_t kind;
    const char *group;
    const char *label;
    enum field field;
    bool is_other_person;
    bool is_by_group;
};

#define ANY POLICY_NONE

static const struct label_case cases[] = {
    {"alias", ANY, "", "身份证号码", FIELD_ID_NUMBER, false, false},
    {"brackets and width", ANY, "", "县（市、区）", FIELD_COUNTY, false, false},
    {"line break and spaces", ANY, "", "姓\n　名", FIELD_NAME, false, false},
    {"part of a longer label", ANY, "", "户籍姓名情况", FIELD_NONE, false,
     false},
    {"empty", ANY, "", "", FIELD_NONE, false, false},
    {"star before", ANY, "", "*姓名", FIELD_NAME, false, false},
    {"colon after", ANY, "", "姓名：", FIELD_NAME, false, false},
    {"remark in brackets", ANY, "", "身份证号（必填）", FIELD_ID_NUMBER, false,
     false},
    {"brackets of the alias itself", ANY, "", "村（社区）", FIELD_VILLAGE,
     false, false},
    {"remark that names another person", ANY, "", "身份证号（户主）",
     FIELD_ID_NUMBER, true, false},
    {"another person's", ANY, "", "户主身份证号", FIELD_ID_NUMBER, true, false},
    {"another person's, unlisted", ANY, "", "户主证件号码", FIELD_ID_NUMBER,
     true, false},
    {"relation to another person", ANY, "", "与户主关系", FIELD_NONE, false,
     false},
    {"group and label", ANY, "残疾情况", "等级", FIELD_DISABILITY_GRADE, false,
     true},
    {"group decides over the plain meaning", ANY, "残疾情况", "类别",
     FIELD_DISABILITY_TYPE, false, true},
    {"the same label without group", ANY, "", "类别", FIELD_CATEGORY, false,
     false},
    {"group that adds nothing", ANY, "基本信息", "姓名", FIELD_NAME, false,
     false},
    {"group of another person", ANY, "监护人情况", "身份证号", FIELD_ID_NUMBER,
     true, true},
    {"group of another person, unlisted label", ANY, "监护人信息", "证件号码",
     FIELD_ID_NUMBER, true, false},
    {"group joined to a person's own label", ANY, "儿童情况", "姓名",
     FIELD_NAME, false, true},
    {"the kind's own label goes first", KIND_CANLIAN, "", "类别",
     FIELD_DISABILITY_TYPE, false, false},
    {"and is not another kind's", KIND_TEKUN, "", "类别", FIELD_CATEGORY, false,
     false},
    {"the kind says that it means nothing", KIND_RURAL, "", "残疾等级",
     FIELD_NONE, false, false},
    {"of any kind", ANY, "", "风险是否已消除", FIELD_STATUS, false, false},
    {"of another kind", KIND_TEKUN, "", "风险是否已消除", FIELD_NONE, false,
     false},
};

static void labels_mean_fields(void **state)
{
    struct arena *arena = arena_new();
    struct label_index index;
    (void)state;
    assert_int_equal(label_index_init(&index, roster_policy(arena), arena), 0);
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        char group[LABEL_SIZE];
        char label[LABEL_SIZE];
        const struct label_meaning meaning =
            label_meaning(&index, cases[i].kind, folded(cases[i].group, group),
                          folded(cases[i].label, label));
        EXPECT_INT(cases[i].name, meaning.field, cases[i].field);
        if (meaning.field == FIELD_NONE)
            continue;
        EXPECT_INT(cases[i].name, meaning.is_other_person,
                   cases[i].is_other_person);
        EXPECT_INT(cases[i].name, meaning.is_by_group, cases[i].is_by_group);
    }
    arena_free(arena);
}

static void earlier_labels_are_preferred(void **state)
{
    struct arena *arena = arena_new();
    struct label_index index;
    (void)state;
    assert_int_equal(label_index_init(&index, roster_policy(arena), arena), 0);
    const unsigned first =
        label_meaning(&index, KIND_TEKUN, "", "身份证号").rank;
    const unsigned second =
        label_meaning(&index, KIND_TEKUN, "", "证件号码").rank;
    const unsigned own = label_meaning(&index, KIND_CANLIAN, "", "类别").rank;
    const unsigned general =
        label_meaning(&index, KIND_CANLIAN, "", "残疾类别").rank;
    assert_true(first < second);
    assert_true(own < general);
    arena_free(arena);
}

static void very_long_labels_mean_nothing(void **state)
{
    struct arena *arena = arena_new();
    struct label_index index;
    char label[4 * LABEL_SIZE];
    (void)state;
    assert_int_equal(label_index_init(&index, roster_policy(arena), arena), 0);
    memset(label, 'x', sizeof label - 1);
    label[sizeof label - 1] = '\0';
    assert_int_equal(label_meaning(&index, ANY, "", label).field, FIELD_NONE);
    assert_int_equal(label_meaning(&index, ANY, label, label).field,
                     FIELD_NONE);
    assert_int_equal(label_meaning(&index, ANY, label, "姓名").field,
                     FIELD_NAME);
    arena_free(arena);
}

static void failing_allocations_are_told(void **state)
{
    struct arena *policy_arena = arena_new();
    const struct policy *policy = roster_policy(policy_arena);
    (void)state;
    for (unsigned long after = 1;; after++) {
        struct arena *arena = arena_new();
        struct label_index index;
        mem_fail_after(after);
        const int result = label_index_init(&index, policy, arena);
        mem_fail_after(0);
        arena_free(arena);
        if (result == 0) {
            assert_true(after > 1);
            break;
        }
    }
    arena_free(policy_arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(labels_mean_fields),
        cmocka_unit_test(earlier_labels_are_preferred),
        cmocka_unit_test(very_long_labels_mean_nothing),
        cmocka_unit_test(failing_allocations_are_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
