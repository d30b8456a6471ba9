/* Policies from folders and texts; and what Meishan's says, as a table. */
#include "core/arena.h"
#include "import/import.h"
#include "tests/support/broken_policy.h"
#include "tests/support/suite.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct fact {
    int step;
    const char *department;
    const char *code;
    const char *name;
    int ratio_bp;
    fen subsidy, personal_due;
    const char *fund;
    const char *applicant;
};

#define MEDICAL "医疗救助资金"
#define FISCAL "财政专项资金"
#define VETERAN(code, name)                                                    \
    {                                                                          \
        7, "退役军人", code, name, 10000, 38000, 0, FISCAL, "退役军人"     \
    }

/* 眉医保办发〔2023〕18号 三、（二） and 三、（三） */
static const struct fact facts[] = {
    {1, "乡村振兴", "993406", "稳定脱贫户", 2500, 9500, 28500, MEDICAL, "医保"},
    {2, "乡村振兴", "230202", "脱贫不稳定户", 7500, 28500, 9500, MEDICAL,
     "医保"},
    {2, "乡村振兴", "230508", "边缘易致贫户", 7500, 28500, 9500, MEDICAL,
     "医保"},
    {2, "乡村振兴", "230705", "突发严重困难户", 7500, 28500, 9500, MEDICAL,
     "医保"},
    {3, "民政", "2303", "低保救助对象", 7500, 28500, 9500, MEDICAL, "医保"},
    {3, "民政", "2305", "低收入救助对象", 7500, 28500, 9500, FISCAL, "民政"},
    {4, "卫健", "236010", "计生特别扶助对象", 10000, 38000, 0, FISCAL, "卫健"},
    {5, "自然资源", "01", "被征地农民超龄人员", 10000, 38000, 0, FISCAL,
     "自然资源"},
    {6, "残联", "236046", "重度残疾人", 10000, 38000, 0, FISCAL, "残联"},
    VETERAN("9925", "烈士遗属"),
    VETERAN("992601", "因公牺牲军人遗属"),
    VETERAN("2101", "因公牺牲军人家属"),
    VETERAN("216002", "在乡复员军人"),
    VETERAN("9934", "带病回乡退伍军人"),
    VETERAN("246003", "参战参试退役人员"),
    VETERAN("9935", "参战涉核退役人员"),
    VETERAN("9901", "一级残疾军人"),
    VETERAN("9930", "二级残疾军人"),
    VETERAN("9931", "三级残疾军人"),
    VETERAN("9917", "四级残疾军人"),
    VETERAN("9918", "五级残疾军人"),
    VETERAN("9919", "六级残疾军人"),
    VETERAN("9920", "七级残疾军人"),
    VETERAN("9921", "八级残疾军人"),
    VETERAN("9922", "九级残疾军人"),
    VETERAN("9923", "十级残疾军人"),
    {8, "民政", "2361", "孤儿", 10000, 38000, 0, MEDICAL, "医保"},
    {9, "民政", "2304", "特困救助对象", 10000, 38000, 0, MEDICAL, "医保"},
};

static void meishan_says_what_its_document_says(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    const struct policy *policy = meishan_policy(arena);
    assert_string_equal(policy->id, "meishan-2024");
    assert_int_equal(policy->premium, 38000);
    assert_int_equal(policy->government_contribution, 64000);
    assert_int_equal(policy->insured_year, 2024);
    assert_int_equal(policy->precedence, PRECEDENCE_LAST_LOADED);
    assert_int_equal(policy->late, LATE_AT_ONCE);
    assert_int_equal(policy->drop_limit_bp, 2000);
    assert_int_equal(policy->collection_from, 20230901);
    assert_int_equal(policy->collection_to, 20240229);
    assert_string_equal(policy->documents[0].number, "眉医保办发〔2023〕18号");
    assert_int_equal(policy->documents[0].issued, 20230829);
    assert_int_equal(policy->ledgers.count, 4);
    assert_int_equal(policy->step_count, 9);
    assert_int_equal(policy->category_count, COUNT_OF(facts));
    for (size_t i = 0; i < COUNT_OF(facts); i++) {
        const struct fact *fact = &facts[i];
        const struct category *category = &policy->categories[i];
        EXPECT_TEXT(fact->name, category->code, fact->code);
        EXPECT_TEXT(fact->name, category->name, fact->name);
        EXPECT_INT(fact->name, policy->steps[category->step].number,
                   fact->step);
        EXPECT_TEXT(fact->name, policy->departments[category->department].name,
                    fact->department);
        EXPECT_INT(fact->name, category->ratio_bp, fact->ratio_bp);
        EXPECT_INT(fact->name, category->subsidy, fact->subsidy);
        EXPECT_INT(fact->name, category->personal_due, fact->personal_due);
        EXPECT_TEXT(fact->name, policy->funds[category->fund].name, fact->fund);
        EXPECT_TEXT(fact->name, policy->applicants[category->applicant].name,
                    fact->applicant);
    }
    arena_free(arena);
}

static void meishan_has_conditions_for_two_categories(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    const struct policy *policy = meishan_policy(arena);
    for (size_t i = 0; i < policy->category_count; i++) {
        const struct category *category = &policy->categories[i];
        const size_t expected = strcmp(category->code, "2305") == 0     ? 3
                                : strcmp(category->code, "236046") == 0 ? 1
                                                                        : 0;
        EXPECT_INT(category->name, category->alternative_count, expected);
    }
    const struct alternative *low =
        policy->categories[policy_category(policy, "2305")].alternatives;
    assert_int_equal(low[0].age_min, 60);
    assert_int_equal(low[0].age_max, -1);
    assert_int_equal(low[1].age_min, -1);
    assert_int_equal(low[1].age_max, 17);
    assert_int_equal(low[2].grades, 1 << 3 | 1 << 4);
    const struct alternative *severe =
        policy->categories[policy_category(policy, "236046")].alternatives;
    assert_int_equal(severe[0].grades, 1 << 1 | 1 << 2);
    arena_free(arena);
}

struct due {
    const char *id;
    ymd from, to;
};

static const struct due calendar[] = {
    {"daopan", YMD_NONE, 20230831},   {"collection", 20230901, 20240229},
    {"benefits", 20240101, YMD_NONE}, {"personal", 20230901, 20231220},
    {"fiscal", YMD_NONE, 20231220},   {"medical", 20231001, 20231231},
    {"special", YMD_NONE, 20231231},
};

static void meishan_has_the_documents_dates(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    const struct policy *policy = meishan_policy(arena);
    assert_int_equal(policy->calendar_count, COUNT_OF(calendar));
    for (size_t i = 0; i < COUNT_OF(calendar); i++) {
        EXPECT_TEXT(calendar[i].id, policy->calendar[i].id, calendar[i].id);
        EXPECT_INT(calendar[i].id, policy->calendar[i].from, calendar[i].from);
        EXPECT_INT(calendar[i].id, policy->calendar[i].to, calendar[i].to);
    }
    assert_int_equal(policy->funds[1].due_to, 20231220);
    assert_int_equal(policy->applicants[0].deadline, 20231231);
    for (size_t i = 1; i < policy->applicant_count; i++)
        EXPECT_INT(policy->applicants[i].name, policy->applicants[i].deadline,
                   20231220);
    arena_free(arena);
}

static void what_a_document_leaves_open_may_be_left_out(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    const struct policy *policy = NULL;
    struct failure failure = FAILURE_INIT;
    assert_int_equal(broken_policy_load(PART_POLICY, "  amount: \"640.00\"\n",
                                        "", arena, &policy, &failure),
                     0);
    assert_int_equal(policy->government_contribution, -1);
    assert_int_equal(broken_policy_load(PART_POLICY,
                                        "due: {from: 2023-10-01, to: "
                                        "2023-12-31}",
                                        "due: {from: 2023-10-01}", arena,
                                        &policy, &failure),
                     0);
    assert_int_equal(policy->funds[0].due_from, 20231001);
    assert_int_equal(policy->funds[0].due_to, YMD_NONE);
    arena_free(arena);
}

static void meishan_is_in_force_each_month_of_its_year(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    const struct policy *policy = meishan_policy(arena);
    for (ym month = 202308; month <= 202412;
         month += month % 100 == 12 ? 89 : 1) {
        char text[YMD_TEXT_SIZE];
        const ymd last = ym_last_day(month);
        EXPECT(ym_text(month, text),
               last >= policy->in_force_from && last <= policy->in_force_to);
    }
    arena_free(arena);
}

/* Stated by the document, or decided and said so. */
static void check_source(const struct policy *policy, const char *name,
                         const struct source *source)
{
    const bool is_quoted = source->document[0] != '\0' &&
                           source->clause[0] != '\0' &&
                           source->quote[0] != '\0';
    EXPECT(name, is_quoted || source->assumption[0] != '\0');
    EXPECT(name, source->document[0] == '\0' ||
                     policy_document(policy, source->document) != NULL);
    EXPECT(name, source->assumption[0] == '\0' ||
                     policy_assumption(policy, source->assumption) != NULL);
}

static void every_number_of_meishan_has_its_source(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    const struct policy *policy = meishan_policy(arena);
    check_source(policy, "premium", &policy->premium_source);
    check_source(policy, "contribution",
                 &policy->government_contribution_source);
    check_source(policy, "in force", &policy->in_force_source);
    check_source(policy, "precedence", &policy->precedence_source);
    check_source(policy, "collection", &policy->collection_source);
    check_source(policy, "late", &policy->late_source);
    check_source(policy, "refund", &policy->refund_source);
    check_source(policy, "drop limit", &policy->drop_limit_source);
    check_source(policy, "counties", &policy->county_source);
    check_source(policy, "ledgers", &policy->ledgers_source);
    for (size_t i = 0; i < policy->fund_count; i++)
        check_source(policy, policy->funds[i].name, &policy->funds[i].source);
    for (size_t i = 0; i < policy->applicant_count; i++)
        check_source(policy, policy->applicants[i].name,
                     &policy->applicants[i].source);
    for (size_t i = 0; i < policy->step_count; i++)
        check_source(policy, policy->steps[i].label, &policy->steps[i].source);
    for (size_t i = 0; i < policy->calendar_count; i++)
        check_source(policy, policy->calendar[i].label,
                     &policy->calendar[i].source);
    for (size_t i = 0; i < policy->category_count; i++) {
        const struct category *category = &policy->categories[i];
        check_source(policy, category->name, &category->source);
        check_source(policy, category->name, &category->amount);
        check_source(policy, category->name, &category->applicant_source);
        EXPECT(category->name, category->source.quote[0] != '\0');
        EXPECT(category->name, category->amount.quote[0] != '\0');
        for (size_t j = 0; j < category->alternative_count; j++)
            check_source(policy, category->alternatives[j].label,
                         &category->alternatives[j].source);
    }
    arena_free(arena);
}

static void a_policys_text_loads_again_the_same(void **state)
{
    (void)state;
    struct arena *first = arena_new();
    struct arena *second = arena_new();
    const struct policy *policy = meishan_policy(first);
    const struct policy *again = NULL;
    struct failure failure = FAILURE_INIT;
    assert_int_equal(policy_load_text(policy->text, policy->text_length, second,
                                      &again, &failure),
                     0);
    assert_string_equal(again->sha256, policy->sha256);
    assert_int_equal(again->text_length, policy->text_length);
    assert_memory_equal(again->text, policy->text, policy->text_length);
    assert_string_equal(again->path, "");
    assert_int_equal(again->category_count, policy->category_count);
    assert_int_equal(again->value_count, policy->value_count);
    assert_int_equal(again->kind_count, policy->kind_count);
    arena_free(second);
    arena_free(first);
}

static void one_changed_character_changes_the_digest(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    const struct policy *policy = meishan_policy(arena);
    const struct policy *changed = NULL;
    struct failure failure = FAILURE_INIT;
    for (int part = PART_POLICY; part <= PART_COLUMNS; part++) {
        assert_int_equal(broken_policy_load((enum policy_part)part, "# ", "#  ",
                                            arena, &changed, &failure),
                         0);
        assert_string_not_equal(changed->sha256, policy->sha256);
    }
    arena_free(arena);
}

static const struct {
    const char *name;
    const char *text;
} frames[] = {
    {"nothing", ""},
    {"another start", "daopan-policy 2\n"},
    {"no parts", "daopan-policy 1\n"},
    {"another part", "daopan-policy 1\ncases.yaml 1\nx\n"},
    {"no length", "daopan-policy 1\npolicy.yaml \nx\n"},
    {"a length that is none", "daopan-policy 1\npolicy.yaml 1x\nx\n"},
    {"a length beyond the end", "daopan-policy 1\npolicy.yaml 9\nx\n"},
    {"a length beyond any",
     "daopan-policy 1\npolicy.yaml 99999999999999999999999999\nx\n"},
    {"a length short of the end", "daopan-policy 1\npolicy.yaml 1\nxx\n"},
    {"no second part", "daopan-policy 1\npolicy.yaml 1\nx\n"},
    {"more at the end",
     "daopan-policy 1\npolicy.yaml 1\nx\ncolumns.yaml 1\ny\nz"},
};

static void a_text_that_is_not_whole_is_refused(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(frames); i++) {
        struct arena *arena = arena_new();
        const struct policy *policy = NULL;
        struct failure failure = FAILURE_INIT;
        EXPECT_INT(frames[i].name,
                   policy_load_text(frames[i].text, strlen(frames[i].text),
                                    arena, &policy, &failure),
                   -1);
        EXPECT_INT(frames[i].name, failure.code, DIAG_POLICY_INVALID);
        EXPECT_TEXT(frames[i].name, failure.note, "留存的政策文本不完整");
        arena_free(arena);
    }
}

static void a_text_cut_anywhere_never_loads(void **state)
{
    (void)state;
    struct arena *kept = arena_new();
    const struct policy *whole = meishan_policy(kept);
    for (size_t length = 0; length < whole->text_length;
         length += 1 + whole->text_length / 200) {
        struct arena *arena = arena_new();
        const struct policy *policy = NULL;
        struct failure failure = FAILURE_INIT;
        assert_int_equal(
            policy_load_text(whole->text, length, arena, &policy, &failure),
            -1);
        arena_free(arena);
    }
    arena_free(kept);
}

static void a_policy_is_named_by_its_folder_or_its_file(void **state)
{
    (void)state;
    static const char *const paths[] = {
        "mappings/meishan/2024",
        "mappings/meishan/2024/",
        "mappings/meishan/2024/policy.yaml",
    };
    for (size_t i = 0; i < COUNT_OF(paths); i++) {
        struct arena *arena = arena_new();
        const struct policy *policy = NULL;
        struct failure failure = FAILURE_INIT;
        EXPECT_INT(paths[i], policy_load(paths[i], arena, &policy, &failure),
                   0);
        EXPECT_TEXT(paths[i], policy->path, "mappings/meishan/2024");
        arena_free(arena);
    }
}

static void what_is_no_policy_is_not_found(void **state)
{
    (void)state;
    static const char *const paths[] = {
        "mappings/meishan/1024", "mappings/meishan", "mappings",
        "mappings/meishan/2024/none.yaml", "Makefile"};
    for (size_t i = 0; i < COUNT_OF(paths); i++) {
        struct arena *arena = arena_new();
        const struct policy *policy = NULL;
        struct failure failure = FAILURE_INIT;
        EXPECT_INT(paths[i], policy_load(paths[i], arena, &policy, &failure),
                   -1);
        EXPECT_INT(paths[i], failure.code, DIAG_POLICY_NOT_FOUND);
        arena_free(arena);
    }
}

static void touch(const char *folder, const char *name)
{
    char path[256];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    fclose(file);
}

static void make_folder(const char *folder, const char *name)
{
    char path[256];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    assert_int_equal(mkdir(path, 0700), 0);
}

static void remove_all(const char *folder)
{
    static const char *const names[] = {"b/2024/policy.yaml",
                                        "b/2024",
                                        "b/2023/policy.yaml",
                                        "b/2023",
                                        "b",
                                        "a/2025/policy.yaml",
                                        "a/2025",
                                        "a/empty",
                                        "a",
                                        ".c/2024/policy.yaml",
                                        ".c/2024",
                                        ".c",
                                        "schema.md"};
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        char path[256];
        snprintf(path, sizeof path, "%s/%s", folder, names[i]);
        remove(path);
    }
    rmdir(folder);
}

static void policies_at_hand_are_listed_by_path(void **state)
{
    (void)state;
    char root[] = "/tmp/daopan-policies-XXXXXX";
    char expected[3][sizeof root + 16];
    assert_non_null(mkdtemp(root));
    static const char *const folders[] = {
        "b", "b/2024", "b/2023", "a", "a/2025", "a/empty", ".c", ".c/2024"};
    for (size_t i = 0; i < COUNT_OF(folders); i++)
        make_folder(root, folders[i]);
    touch(root, "b/2024/policy.yaml");
    touch(root, "b/2023/policy.yaml");
    touch(root, "a/2025/policy.yaml");
    touch(root, ".c/2024/policy.yaml");
    touch(root, "schema.md");
    snprintf(expected[0], sizeof expected[0], "%s/a/2025", root);
    snprintf(expected[1], sizeof expected[1], "%s/b/2023", root);
    snprintf(expected[2], sizeof expected[2], "%s/b/2024", root);

    struct arena *arena = arena_new();
    struct words paths;
    struct failure failure = FAILURE_INIT;
    const char *const roots[] = {root, "/no/such/folder"};
    assert_int_equal(policy_list(roots, 2, arena, &paths, &failure), 0);
    assert_int_equal(paths.count, 3);
    for (size_t i = 0; i < 3; i++)
        assert_string_equal(paths.items[i], expected[i]);
    assert_int_equal(policy_list(roots, 0, arena, &paths, &failure), 0);
    assert_int_equal(paths.count, 0);
    arena_free(arena);
    remove_all(root);
}

static void loading_without_memory_fails_cleanly(void **state)
{
    (void)state;
    bool is_loaded = false;
    for (unsigned long n = 1; !is_loaded; n += 1 + n / 16) {
        struct arena *arena = arena_new();
        const struct policy *policy = NULL;
        struct failure failure = FAILURE_INIT;
        mem_fail_after(n);
        is_loaded =
            policy_load("mappings/meishan/2024", arena, &policy, &failure) == 0;
        mem_fail_after(0);
        if (!is_loaded)
            assert_int_equal(failure.code, DIAG_OUT_OF_MEMORY);
        arena_free(arena);
    }
}

static void listing_without_memory_fails_cleanly(void **state)
{
    (void)state;
    static const char *const roots[] = {"mappings"};
    bool is_listed = false;
    for (unsigned long n = 1; !is_listed; n++) {
        struct arena *arena = arena_new();
        struct words paths;
        struct failure failure = FAILURE_INIT;
        mem_fail_after(n);
        is_listed = policy_list(roots, 1, arena, &paths, &failure) == 0;
        mem_fail_after(0);
        if (!is_listed)
            assert_int_equal(failure.code, DIAG_OUT_OF_MEMORY);
        arena_free(arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(meishan_says_what_its_document_says),
        cmocka_unit_test(meishan_has_conditions_for_two_categories),
        cmocka_unit_test(meishan_has_the_documents_dates),
        cmocka_unit_test(what_a_document_leaves_open_may_be_left_out),
        cmocka_unit_test(meishan_is_in_force_each_month_of_its_year),
        cmocka_unit_test(every_number_of_meishan_has_its_source),
        cmocka_unit_test(a_policys_text_loads_again_the_same),
        cmocka_unit_test(one_changed_character_changes_the_digest),
        cmocka_unit_test(a_text_that_is_not_whole_is_refused),
        cmocka_unit_test(a_text_cut_anywhere_never_loads),
        cmocka_unit_test(a_policy_is_named_by_its_folder_or_its_file),
        cmocka_unit_test(what_is_no_policy_is_not_found),
        cmocka_unit_test(policies_at_hand_are_listed_by_path),
        cmocka_unit_test(loading_without_memory_fails_cleanly),
        cmocka_unit_test(listing_without_memory_fails_cleanly),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
