/*
 * What titles say of movements and months, by the words of a real policy.
 */
#include "core/text.h"
#include "import/import.h"
#include "import/title_words.h"
#include "tests/support/suite.h"
#include <string.h>

static const struct {
    const char *title;
    const char *kind;
    enum title_movement expected;
} movements[] = {
    {"东坡区2023年8月低保对象花名册", "minzheng-dibao", TITLE_SILENT},
    {"东坡区2023年8月低保对象减员花名册", "minzheng-dibao", TITLE_REMOVED},
    {"低保停发人员名单", "minzheng-dibao", TITLE_REMOVED},
    {"退出低保对象", "minzheng-dibao", TITLE_REMOVED},
    {"8月新增", "minzheng-dibao", TITLE_ADDED},
    {"信息变更", "minzheng-dibao", TITLE_CHANGED},
    {"新增、减员名单", "minzheng-dibao", TITLE_UNCLEAR},
    {"增减变动表", "minzheng-dibao", TITLE_UNCLEAR},
    {"未退出监测对象", "xiangcun-jiance", TITLE_SILENT},
    {"死亡人员名单", "minzheng-dibao", TITLE_REMOVED},
    {"独生子女死亡家庭", "weijian-jisheng", TITLE_SILENT},
    {"特扶对象（死亡）", "weijian-jisheng", TITLE_SILENT},
    {"农村易返贫致贫人口花名册（纳入监测范围）", "xiangcun-jiance",
     TITLE_SILENT},
    {"脱贫不稳定且纳入农村低收入人口监测范围人员名单", "xiangcun-jiance",
     TITLE_SILENT},
    {"纳入民政部门管理的特困人员花名册", "minzheng-tekun", TITLE_SILENT},
    {"8月纳入低保对象名单", "minzheng-dibao", TITLE_ADDED},
    {"新纳入监测范围人员名单", "xiangcun-jiance", TITLE_ADDED},
    {"新增纳入监测范围人员名单", "xiangcun-jiance", TITLE_ADDED},
    {"纳入监测范围人员花名册（8月新增）", "xiangcun-jiance", TITLE_ADDED},
    {"纳入监测范围人员名单（减少）", "xiangcun-jiance", TITLE_REMOVED},
    {"纳入|监测范围", "xiangcun-jiance", TITLE_ADDED},
    {"退出现役的残疾军人花名册", "tuiyijunren-youfu", TITLE_SILENT},
    {"优抚对象退出名单", "tuiyijunren-youfu", TITLE_REMOVED},
};

static const char *fold(const char *text, char out[256])
{
    text_fold(text, strlen(text), out, 256);
    return out;
}

static const struct policy *load(struct arena *arena)
{
    const struct policy *policy = NULL;
    struct failure failure = FAILURE_INIT;
    assert_int_equal(
        policy_load("mappings/meishan/2024", arena, &policy, &failure), 0);
    return policy;
}

static void lists_of_removed_people_are_told_by_their_title(void **state)
{
    struct arena *arena = arena_new();
    const struct policy *policy = load(arena);
    char folded[256];
    (void)state;
    for (size_t i = 0; i < COUNT_OF(movements); i++) {
        struct mention_words words;
        const uint16_t kind = policy_kind(policy, movements[i].kind);
        assert_int_equal(title_words_init(&words, policy, kind, arena), 0);
        EXPECT_INT(movements[i].title,
                   title_movement(&words, fold(movements[i].title, folded)),
                   movements[i].expected);
    }
    arena_free(arena);
}

static void titles_of_other_months_are_told(void **state)
{
    static const struct {
        const char *title;
        bool is_other;
    } titles[] = {
        {"低保对象花名册", false},
        {"2023年8月低保对象花名册", false},
        {"２０２３年０８月低保", false},
        {"8月新增", false},
        {"2023年1-8月低保", false},
        {"2023年7月至2023年8月", false},
        {"2023年9月5日填报", false},
        {"2023年7月低保对象花名册", true},
        {"2022年8月低保对象花名册", true},
        {"2022年12月低保对象花名册", true},
        {"7月新增", true},
        {"每月13月", false},
    };
    char folded[256];
    (void)state;
    for (size_t i = 0; i < COUNT_OF(titles); i++)
        EXPECT_INT(
            titles[i].title,
            title_names_other_month(fold(titles[i].title, folded), 20230831),
            titles[i].is_other);
}

static void failing_allocation_is_told(void **state)
{
    struct arena *arena = arena_new();
    const struct policy *policy = load(arena);
    struct arena *own = arena_new();
    struct mention_words words;
    (void)state;
    mem_fail_after(1);
    const int result = title_words_init(&words, policy, 0, own);
    mem_fail_after(0);
    assert_int_equal(result, -1);
    arena_free(own);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lists_of_removed_people_are_told_by_their_title),
        cmocka_unit_test(titles_of_other_months_are_told),
        cmocka_unit_test(failing_allocation_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
