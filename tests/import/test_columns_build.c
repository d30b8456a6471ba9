/* columns.yaml's labels in a policy: the person's, another's, and neither. */
#include "core/arena.h"
#include "tests/support/broken_policy.h"
#include "tests/support/suite.h"

#include <string.h>

static const struct field_alias *find(const struct field_alias *labels,
                                      size_t count, const char *label)
{
    for (size_t i = 0; i < count; i++) {
        if (strcmp(labels[i].label, label) == 0)
            return &labels[i];
    }
    return NULL;
}

struct expected_label {
    const char *kind; /* NULL = the policy's own */
    const char *label;
    enum field field;
    bool is_other_person;
};

static const struct expected_label rows[] = {
    {NULL, "身份证号", FIELD_ID_NUMBER, false},
    {NULL, "公民身份号码", FIELD_ID_NUMBER, false},
    {NULL, "证件号码", FIELD_ID_NUMBER, false},
    {NULL, "儿童姓名", FIELD_NAME, false},
    {NULL, "县(市、区)", FIELD_COUNTY, false},
    {NULL, "镇(街道)", FIELD_TOWN, false},
    {NULL, "村(社区)", FIELD_VILLAGE, false},
    {NULL, "户类型", FIELD_CATEGORY, false},
    {NULL, "监测对象类别", FIELD_CATEGORY_SPECIFIC, false},
    {NULL, "人员类别代码", FIELD_CATEGORY_CODE, false},
    {NULL, "残疾人证号", FIELD_CERTIFICATE, false},
    {NULL, "持证状态", FIELD_CERTIFICATE_STATE, false},
    {NULL, "识别监测时间", FIELD_RECOGNISED, false},
    {NULL, "消除监测时间", FIELD_ENDED, false},
    {NULL, "增减情况", FIELD_MOVEMENT, false},
    {NULL, "户主姓名", FIELD_NAME, true},
    {NULL, "户主身份证号", FIELD_ID_NUMBER, true},
    {NULL, "监护人身份证号", FIELD_ID_NUMBER, true},
    {NULL, "代理人", FIELD_NAME, true},
    {NULL, "联系人", FIELD_NAME, true},
    {NULL, "配偶身份证号", FIELD_ID_NUMBER, true},
    {NULL, "开户人", FIELD_NAME, true},
    {"canlian", "类别", FIELD_DISABILITY_TYPE, false},
    {"canlian", "等级", FIELD_DISABILITY_GRADE, false},
    {"weijian-jisheng", "扶助类型", FIELD_CATEGORY, false},
    {"xiangcun-jiance", "风险是否已消除", FIELD_STATUS, false},
    {"tuiyijunren-youfu", "残疾等级", FIELD_NONE, false},
};

static void each_label_means_its_field(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    const struct policy *policy = meishan_policy(arena);
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        const struct expected_label *row = &rows[i];
        const struct field_alias *labels = policy->labels;
        size_t count = policy->label_count;
        if (row->kind != NULL) {
            const uint16_t kind = policy_kind(policy, row->kind);
            labels = policy->kinds[kind].labels;
            count = policy->kinds[kind].label_count;
        }
        const struct field_alias *alias = find(labels, count, row->label);
        EXPECT(row->label, alias != NULL);
        if (alias == NULL)
            continue;
        EXPECT_INT(row->label, alias->field, row->field);
        EXPECT_INT(row->label, alias->is_other_person, row->is_other_person);
    }
    arena_free(arena);
}

struct expected_default {
    const char *kind;
    const char *code; /* "" = none */
};

static const struct expected_default defaults[] = {
    {"xiangcun-tuopin", "993406"},
    {"xiangcun-jiance", ""},
    {"minzheng-dibao", "2303"},
    {"minzheng-dishouru", "2305"},
    {"minzheng-guer", "2361"},
    {"minzheng-tekun", "2304"},
    {"minzheng", ""},
    {"weijian-jisheng", "236010"},
    {"ziran-beizhengdi", "01"},
    {"canlian", "236046"},
    {"tuiyijunren-youfu", ""},
};

static void a_list_of_one_category_says_so_for_its_rows(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    const struct policy *policy = meishan_policy(arena);
    assert_int_equal(policy->kind_count, COUNT_OF(defaults));
    for (size_t i = 0; i < COUNT_OF(defaults); i++) {
        const struct roster_kind *kind = &policy->kinds[i];
        EXPECT_TEXT(defaults[i].kind, kind->id, defaults[i].kind);
        EXPECT_INT(defaults[i].kind, kind->default_category,
                   policy_category(policy, defaults[i].code));
    }
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_label_means_its_field),
        cmocka_unit_test(a_list_of_one_category_says_so_for_its_rows),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
