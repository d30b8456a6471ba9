/* Kinds of roster that cannot be. */
#include "tests/support/broken_policy.h"
#include "tests/support/suite.h"

static const struct breakage rows[] = {
    {"another department's category", "categories: [\"2361\"]",
     "categories: [\"236046\"]", "\"236046\"]\n    default_category: \"2361\"",
     "“236046”（重度残疾人）由残联认定，不是民政"},
    {"a category twice", "categories: [\"2361\"]",
     "categories: [\"2361\", \"2361\"]", "\"2361\"]\n    default",
     "“2361”写了两次"},
    {"an unknown category", "categories: [\"2361\"]", "categories: [\"2362\"]",
     "\"2362\"", "没有这个类别“2362”"},
    {"a default that it cannot have", "default_category: \"2361\"",
     "default_category: \"2304\"", "\"2304\"\n    title_words: [孤儿]",
     "不在这种花名册的 categories 里"},
    {"another category that it cannot have", "default_category: \"2361\"",
     "default_category: \"2361\"\n    else_categories: [\"2304\"]",
     "\"2304\"]\n    title_words: [孤儿]", "不在这种花名册的 categories 里"},
    {"another category that is the default", "default_category: \"2361\"",
     "default_category: \"2361\"\n    else_categories: [\"2361\"]",
     "\"2361\"]\n    title_words: [孤儿]", "“2361”写了两次"},
    {"other categories, but no default", "default_category: \"2361\"",
     "else_categories: [\"2361\"]", "else_categories",
     "没有“default_category”"},
    {"no default, and no column for the category",
     "    default_category: \"2361\"\n", "",
     "[id_number, name]\n    labels:\n      - {field: category, labels: "
     "[儿童类别, 儿童类型]}\n    values",
     "没有 default_category 时，要有 category"},
    {"neither number nor name", "required: [id_number, name, category]",
     "required: [name, category]", "[name, category]",
     "至少要有 id_number 和 name"},
    {"an unknown column", "required: [id_number, name, category]",
     "required: [id_number, name, catgory]", "catgory", "是不是“category”"},
    {"no column", "required: [id_number, name, category]",
     "required: [id_number, name, none]", "none]\n    labels",
     "“none”不是一列"},
    {"an unknown department", "department: canlian", "department: canlain",
     "canlain", "是不是“canlian”"},
    {"an id twice", "id: minzheng-guer", "id: minzheng-tekun",
     "minzheng-tekun\n    name: 特困", "花名册种类“minzheng-tekun”重复"},
    {"a title's word of two kinds", "title_words: [孤儿]",
     "title_words: [孤儿, 特困]", "特困, 特困人员, 特困供养]",
     "“特困”写了两次"},
    {"a label of two fields", "labels: [类别, 类型]",
     "labels: [类别, 类型, 等级]", "等级, 级别", "“等级”写了两次"},
    {"the files of two policies", "policy: meishan-2024",
     "policy: meishan-2023", "meishan-2023",
     "应与 policy.yaml 的 id“meishan-2024”相同"},
    {"a category that nobody sends", "categories: [\"236010\"]",
     "categories: [\"2361\"]", "\"2361\"]\n    default_category: \"236010\"",
     "由民政认定，不是卫健"},
};

static void a_kind_that_cannot_be_is_refused(void **state)
{
    (void)state;
    breakages_check(PART_COLUMNS, rows, COUNT_OF(rows));
}

static const struct breakage unreachable[] = {
    {"no kind brings the veterans' last category", ", \"9923\"]", "]",
     "- id: xiangcun-tuopin", "没有一种花名册能报送类别“9923”（十级残疾军人）"},
};

static void each_category_has_a_roster_that_brings_it(void **state)
{
    (void)state;
    breakages_check(PART_COLUMNS, unreachable, COUNT_OF(unreachable));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_kind_that_cannot_be_is_refused),
        cmocka_unit_test(each_category_has_a_roster_that_brings_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
