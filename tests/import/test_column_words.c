/* Labels and values: each word means one thing in its scope. */
#include "import/column_words.h"
#include "tests/support/broken_policy.h"
#include "tests/support/suite.h"

#include <string.h>

static const struct breakage labels[] = {
    {"a label of two fields", "labels: [乡镇, 镇街",
     "labels: [乡镇, 姓名, 镇街", "姓名, 镇街", "“姓名”写了两次"},
    {"a label twice in one field", "labels: [乡镇, 镇街",
     "labels: [乡镇, 乡 镇, 镇街", "乡 镇, 镇街", "“乡 镇”写了两次"},
    {"a label twice, but for its brackets", "labels: [乡镇, 镇街",
     "labels: [乡镇, 镇（街）, 镇街", "镇(街), ", "“镇(街)”写了两次"},
    {"the person's and another's", "labels: [户主姓名, 户主,",
     "labels: [户主姓名, 户主, 姓名,", "姓名, 家庭户主姓名", "“姓名”写了两次"},
    {"an unknown field", "field: town", "field: twon", "twon",
     "没有这个字段“twon”；是不是“town”？"},
    {"a label that is nothing", "labels: [乡镇, 镇街",
     "labels: [乡镇, \"\u3000\", 镇街", "\"\u3000\"", "没有可比对的文字"},
};

static void a_label_means_one_field(void **state)
{
    (void)state;
    breakages_check(PART_COLUMNS, labels, COUNT_OF(labels));
}

static const struct breakage values[] = {
    {"a value of two categories", "texts: [特困, 特困对象",
     "texts: [特困, 低保户, 特困对象", "低保户, 特困对象", "“低保户”写了两次"},
    {"a category's own name", "texts: [特困, 特困对象",
     "texts: [特困, 特困人员, 特困对象", "特困人员, 特困对象",
     "“特困人员”在 policy.yaml 里已是类别的名称、别名或代码"},
    {"a category's code", "texts: [特困, 特困对象",
     "texts: [特困, \"2305\", 特困对象", "\"2305\", 特困对象",
     "在 policy.yaml 里已是"},
    {"two grades", "means: \"2\", texts: [二级,",
     "means: \"2\", texts: [一级, 二级,", "一级, 二级, 二, \"2\"", "写了两次"},
    {"an unknown category", "means: \"993406\", texts",
     "means: \"993407\", texts", "\"993407\"", "没有这个类别“993407”"},
    {"a grade that is none", "means: \"1,2\"", "means: \"1,5\"", "\"1,5\"",
     "应是1至4"},
    {"grades without comma", "means: \"1,2\"", "means: \"12\"", "\"12\"",
     "几个都可能时用逗号隔开"},
    {"grades with a comma at the end", "means: \"1,2\"", "means: \"1,\"",
     "\"1,\"", "几个都可能时用逗号隔开"},
    {"a type that is none", "means: \"7\"", "means: \"8\"", "\"8\"",
     "应是1至7"},
    {"an unknown state", "means: invalid", "means: gone", "gone, texts",
     "没有这个含义“gone”；可用：valid、invalid"},
    {"a movement that is a status", "means: added", "means: ended",
     "ended, texts: [新增", "可用：none、added、removed、changed"},
    {"values of a name", "field: movement, means: added",
     "field: name, means: added", "added", "字段“name”的值不必解释"},
    {"blank for another field", "field: movement, means: added",
     "field: category_code, means: blank", "blank, texts: [新增",
     "没有这个类别“blank”"},
};

static void a_value_means_one_thing(void **state)
{
    (void)state;
    breakages_check(PART_COLUMNS, values, COUNT_OF(values));
}

static void values_are_sorted_and_hold_the_categories_words(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    const struct policy *policy = meishan_policy(arena);
    for (size_t i = 1; i < policy->value_count; i++) {
        const struct value_alias *before = &policy->values[i - 1];
        const struct value_alias *value = &policy->values[i];
        EXPECT(value->text, before->field <= value->field);
        EXPECT(value->text, before->field != value->field ||
                                strcmp(before->folded, value->folded) < 0);
    }
    for (size_t i = 0; i < policy->category_count; i++) {
        const struct category *category = &policy->categories[i];
        const struct value_alias *by_name =
            policy_value(policy, POLICY_NONE, FIELD_CATEGORY, category->name);
        const struct value_alias *by_code = policy_value(
            policy, POLICY_NONE, FIELD_CATEGORY_CODE, category->code);
        EXPECT(category->name, by_name != NULL && by_name->meaning == i);
        EXPECT(category->name, by_code != NULL && by_code->meaning == i);
    }
    arena_free(arena);
}

struct word {
    const char *kind;
    const char *text;
    const char *code; /* NULL = unknown there; "" = says nothing */
};

static const struct word words[] = {
    {NULL, "烈土遗属", "9925"},
    {NULL, "烈士遗属", "9925"},
    {NULL, "因公牺牲军人遗属", "992601"},
    {NULL, "因公牺牲军人家属", "2101"},
    {NULL, "在乡复原军人", "216002"},
    {NULL, "残疾军人（六级）", "9919"},
    {NULL, "6级残疾军人", "9919"},
    {NULL, "农村低保", "2303"},
    {NULL, "01", "01"},
    {NULL, "1", NULL},
    {NULL, "事实无人抚养儿童", NULL},
    {"minzheng-guer", "事实无人抚养儿童", NULL},
    {"minzheng", "事实无人抚养儿童", NULL},
    {NULL, "集中供养", NULL},
    {"minzheng-tekun", "集中供养", "2304"},
    {"minzheng-guer", "集中供养", "2361"},
    {"minzheng-dibao", "集中供养", NULL},
    {NULL, "伤残", NULL},
    {"weijian-jisheng", "伤残", "236010"},
    {"weijian-jisheng", "死亡", "236010"},
    {"weijian-jisheng", "并发症", "236010"},
    {"xiangcun-jiance", "脱贫户", "993406"},
    {"xiangcun-tuopin", "突发严重困难户", "230705"},
    {"xiangcun-jiance", "一般农户", ""},
    {NULL, "低保边缘家庭", NULL},
    {NULL, "病故军人遗属", NULL},
};

static void words_of_rosters_mean_what_they_should(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    const struct policy *policy = meishan_policy(arena);
    for (size_t i = 0; i < COUNT_OF(words); i++) {
        const struct word *row = &words[i];
        const uint16_t kind =
            row->kind == NULL ? POLICY_NONE : policy_kind(policy, row->kind);
        const struct value_alias *value =
            policy_value(policy, kind, FIELD_CATEGORY, row->text);
        EXPECT(row->text, row->kind == NULL || kind != POLICY_NONE);
        EXPECT(row->text, (value == NULL) == (row->code == NULL));
        if (value != NULL)
            EXPECT_INT(row->text, value->meaning,
                       policy_category(policy, row->code));
    }
    arena_free(arena);
}

struct mask {
    enum field field;
    const char *text;
    int meaning;
};

static const struct mask masks[] = {
    {FIELD_DISABILITY_GRADE, "一级", 1 << 1},
    {FIELD_DISABILITY_GRADE, "1", 1 << 1},
    {FIELD_DISABILITY_GRADE, "２级", 1 << 2},
    {FIELD_DISABILITY_GRADE, "壹级", 1 << 1},
    {FIELD_DISABILITY_GRADE, "Ⅰ", 1 << 1},
    {FIELD_DISABILITY_GRADE, "iii", 1 << 3},
    {FIELD_DISABILITY_GRADE, "Ⅳ级", 1 << 4},
    {FIELD_DISABILITY_GRADE, "重度", 1 << 1 | 1 << 2},
    {FIELD_DISABILITY_TYPE, "视力残疾", 1 << 1},
    {FIELD_DISABILITY_TYPE, "多重", 1 << 7},
    {FIELD_CERTIFICATE_STATE, "正常", CERTIFICATE_VALID},
    {FIELD_CERTIFICATE_STATE, "注销", CERTIFICATE_INVALID},
    {FIELD_CERTIFICATE_STATE, "过期", CERTIFICATE_INVALID},
    {FIELD_CERTIFICATE_STATE, "冻结", CERTIFICATE_INVALID},
    {FIELD_STATUS, "停发", STATUS_ENDED},
    {FIELD_MOVEMENT, "新增", MOVEMENT_ADDED},
    {FIELD_MOVEMENT, "减员", MOVEMENT_REMOVED},
    {FIELD_MOVEMENT, "退出", MOVEMENT_REMOVED},
    {FIELD_MOVEMENT, "取消", MOVEMENT_REMOVED},
    {FIELD_MOVEMENT, "变更", MOVEMENT_CHANGED},
};

static void grades_states_and_movements_are_read(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    const struct policy *policy = meishan_policy(arena);
    for (size_t i = 0; i < COUNT_OF(masks); i++) {
        const struct value_alias *value =
            policy_value(policy, POLICY_NONE, masks[i].field, masks[i].text);
        EXPECT(masks[i].text, value != NULL);
        EXPECT_INT(masks[i].text, value->meaning, masks[i].meaning);
    }
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_label_means_one_field),
        cmocka_unit_test(a_value_means_one_thing),
        cmocka_unit_test(values_are_sorted_and_hold_the_categories_words),
        cmocka_unit_test(words_of_rosters_mean_what_they_should),
        cmocka_unit_test(grades_states_and_movements_are_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
