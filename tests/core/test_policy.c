/* Look-ups in a policy, and the names of the fields. */
#include "core/policy.h"
#include "tests/support/suite.h"

#include <string.h>

static const char *tianfu_aliases[] = {"天府新区眉山管委会", "眉山天府新区"};

static const struct county counties[] = {
    {.name = "东坡区"},
    {.name = "天府新区", .aliases = {.items = tianfu_aliases, .count = 2}},
};

static const struct category categories[] = {
    {.code = "01", .id = "01", .name = "甲类"},
    {.code = "", .id = "guer", .name = "孤儿"},
    {.code = "2304", .id = "2304", .name = "特困"},
};

static const struct value_alias values[] = {
    {.text = "特困", .folded = "特困", .field = FIELD_CATEGORY, .meaning = 2},
    {.text = "正常", .folded = "正常", .field = FIELD_STATUS},
};

static const struct value_alias kind_values[] = {
    {.text = "特困", .folded = "特困", .field = FIELD_CATEGORY, .meaning = 1},
};

static const char *tekun_words[] = {"特困", "儿童"};
static const char *guer_words[] = {"孤儿", "儿童"};

static const struct roster_kind kinds[] = {
    {.id = "tekun", .name = "特困名单", .title_words = {tekun_words, 2}},
    {.id = "guer",
     .name = "孤儿名单",
     .title_words = {guer_words, 2},
     .values = kind_values,
     .value_count = 1},
};

static const struct document documents[] = {
    {.key = "d1", .number = "", .title = "征求意见稿"},
    {.key = "d2", .number = "示医保〔2023〕1号", .title = "通知"},
};
static const struct assumption assumptions[] = {{.id = "a-1"}};

static const struct policy policy = {
    .counties = counties,
    .county_count = 2,
    .categories = categories,
    .category_count = 3,
    .kinds = kinds,
    .kind_count = 2,
    .values = values,
    .value_count = 2,
    .documents = documents,
    .document_count = 2,
    .assumptions = assumptions,
    .assumption_count = 1,
};

static void each_field_has_a_title_and_an_id_of_its_own(void **state)
{
    (void)state;
    for (int field = 0; field < FIELD_COUNT; field++) {
        const char *id = field_id((enum field)field);
        EXPECT(id, id[0] != '\0');
        EXPECT(id, field_title((enum field)field)[0] != '\0');
        EXPECT_INT(id, field_find(id), field);
    }
    assert_int_equal(field_find("none"), FIELD_NONE);
    assert_int_equal(field_find(""), FIELD_NONE);
    assert_string_equal(field_id(FIELD_NONE), "");
    assert_string_equal(field_title(FIELD_NONE), "");
}

static const struct {
    const char *name;
    int index;
} county_names[] = {
    {"东坡区", 0},     {"天府新区", 1},     {"天府新区眉山管委会", 1},
    {"天府 新区", 1},  {"眉山天府新区", 1}, {"天府", POLICY_NONE},
    {"", POLICY_NONE},
};

static void a_county_is_found_by_name_or_alias_folded(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(county_names); i++)
        EXPECT_INT(county_names[i].name,
                   policy_county(&policy, county_names[i].name),
                   county_names[i].index);
}

static const struct {
    const char *code;
    int index;
} codes[] = {
    {"01", 0}, {"guer", 1}, {"2304", 2}, {"1", POLICY_NONE}, {"", POLICY_NONE},
};

static void a_category_is_found_by_code_zeros_and_all(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(codes); i++)
        EXPECT_INT(codes[i].code, policy_category(&policy, codes[i].code),
                   codes[i].index);
}

static const struct {
    const char *name;
    int index;
} kind_names[] = {
    {"tekun", 0},      {"特困名单", 0},       {"特困", 0},         {"孤儿", 1},
    {"", POLICY_NONE}, {"儿童", POLICY_NONE}, {"特", POLICY_NONE},
};

static void a_kind_is_found_by_a_title_word_of_its_own(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(kind_names); i++)
        EXPECT_INT(kind_names[i].name, policy_kind(&policy, kind_names[i].name),
                   kind_names[i].index);
}

static void a_kinds_value_goes_before_the_policys(void **state)
{
    (void)state;
    const uint16_t guer = policy_kind(&policy, "guer");
    assert_int_equal(guer, 1);
    assert_int_equal(policy_kind(&policy, "特困名单"), 0);
    assert_int_equal(policy_kind(&policy, "none"), POLICY_NONE);
    assert_int_equal(
        policy_value(&policy, POLICY_NONE, FIELD_CATEGORY, "特困")->meaning, 2);
    assert_int_equal(policy_value(&policy, 0, FIELD_CATEGORY, "特困")->meaning,
                     2);
    assert_int_equal(
        policy_value(&policy, guer, FIELD_CATEGORY, " 特困 ")->meaning, 1);
    assert_null(policy_value(&policy, guer, FIELD_STATUS, "特困"));
    assert_non_null(policy_value(&policy, guer, FIELD_STATUS, "正常"));
}

static void documents_and_assumptions_are_found_by_key(void **state)
{
    (void)state;
    assert_ptr_equal(policy_document(&policy, "d2"), &documents[1]);
    assert_null(policy_document(&policy, "d3"));
    assert_string_equal(document_name(&documents[0]), "征求意见稿");
    assert_string_equal(document_name(&documents[1]), "示医保〔2023〕1号");
    assert_ptr_equal(policy_assumption(&policy, "a-1"), &assumptions[0]);
    assert_null(policy_assumption(&policy, ""));
}

enum { G1 = 1 << 1, G2 = 1 << 2, G3 = 1 << 3, MENTAL = 1 << 6 };

static const struct alternative severe_ways[] = {{.grades = G1 | G2}};
static const struct alternative mental_ways[] = {{.types = MENTAL}};
static const struct alternative mental_or_third[] = {
    {.grades = G3, .types = MENTAL}, {.age_min = 60, .grades = G3}};

static const struct category disabled[] = {
    {.id = "zhongdu", .alternatives = severe_ways, .alternative_count = 1},
    {.id = "jingshen", .alternatives = mental_ways, .alternative_count = 1},
    {.id = "sanji", .alternatives = mental_or_third, .alternative_count = 2},
    {.id = "chizheng"},
};

static const struct policy disability_policy = {.categories = disabled,
                                                .category_count = 4};
static const uint16_t others[] = {1, 2, 3};

static const struct {
    const char *name;
    uint16_t first;
    size_t others;
    uint8_t grades, types;
    int category;
} defaults[] = {
    {"no default", POLICY_NONE, 0, G1, MENTAL, POLICY_NONE},
    {"the default fits", 0, 3, G1, MENTAL, 0},
    {"one of two grades fits", 0, 3, G2 | G3, 0, 0},
    {"the next fits by type", 0, 1, G3, MENTAL, 1},
    {"the next fits without a grade", 0, 1, 0, MENTAL, 1},
    {"none fits: the default again", 0, 2, 0, 0, 0},
    {"any way will do, age is not asked", 0, 2, G3, 0, 2},
    {"no condition always fits", 0, 3, 0, 0, 3},
    {"a default without condition", 3, 0, 0, 0, 3},
    {"nothing beside the default", 0, 0, G3, MENTAL, 0},
};

static void a_row_without_category_takes_the_first_that_fits(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(defaults); i++) {
        const struct roster_kind kind = {
            .default_category = defaults[i].first,
            .else_categories = others,
            .else_count = defaults[i].others,
        };
        EXPECT_INT(defaults[i].name,
                   roster_kind_default(&disability_policy, &kind,
                                       defaults[i].grades, defaults[i].types),
                   defaults[i].category);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_field_has_a_title_and_an_id_of_its_own),
        cmocka_unit_test(a_county_is_found_by_name_or_alias_folded),
        cmocka_unit_test(a_category_is_found_by_code_zeros_and_all),
        cmocka_unit_test(a_kind_is_found_by_a_title_word_of_its_own),
        cmocka_unit_test(a_kinds_value_goes_before_the_policys),
        cmocka_unit_test(documents_and_assumptions_are_found_by_key),
        cmocka_unit_test(a_row_without_category_takes_the_first_that_fits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
