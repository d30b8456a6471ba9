/*
 * One workbook into the roster: whether a list names everybody or changes
 * only, what the options say of it, and lists without people.
 */
#include "import/import.h"
#include "tests/support/roster_policy.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/suite.h"

#include <stdio.h>
#include <string.h>

#define A "511499199001010012"
#define B "511499199001010020"
#define WRONG "511499199001010013"

struct gathered {
    struct scratch_folder folder;
    struct arena *arena;
    struct import_options options;
    struct roster roster;
    struct failure failure;
};

static void gathered_init(struct gathered *gathered)
{
    *gathered = (struct gathered){.failure = FAILURE_INIT};
    scratch_make(&gathered->folder);
    gathered->arena = arena_new();
    gathered->options = (struct import_options){
        .policy = roster_policy(gathered->arena),
        .as_of = 20230831,
        .in_process = true,
    };
}

/* Reads a text as a list. 0 or -1. */
static int gather(struct gathered *gathered, const char *text)
{
    char path[128];
    const char *const paths[] = {path};
    snprintf(path, sizeof path, "%s/list.csv", gathered->folder.path);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
    return rosters_read(paths, 1, &gathered->options, &gathered->roster,
                        &gathered->failure);
}

static void gathered_release(struct gathered *gathered)
{
    arena_free(gathered->arena);
    scratch_remove(&gathered->folder);
}

#define HEAD "东区低保对象花名册,,\n姓名,身份证号,变动类型\n"
#define PLAIN_HEAD "东区低保对象花名册,\n姓名,身份证号\n"

static void lists_tell_whether_they_name_everybody(void **state)
{
    static const struct {
        const char *name;
        const char *text;
        enum roster_mode mode;
    } lists[] = {
        {"no column", PLAIN_HEAD "张三," A "\n", MODE_FULL},
        {"column empty", HEAD "张三," A ",\n", MODE_FULL},
        {"column filled here and there", HEAD "张三," A ",新增\n李四," B ",\n",
         MODE_FULL},
        {"everybody unchanged", HEAD "张三," A ",无变动\n", MODE_FULL},
        {"column filled", HEAD "张三," A ",新增\n李四," B ",减员\n",
         MODE_CHANGE},
        {"a returned row is silent",
         HEAD "张三," A ",新增\n李四," WRONG ",核实中\n", MODE_CHANGE},
        {"only a returned row, which says it", HEAD "李四," WRONG ",减员\n",
         MODE_CHANGE},
        {"only a returned row, which is silent", HEAD "李四," WRONG ",\n",
         MODE_FULL},
        {"title says additions",
         "东区低保对象新增名单,\n姓名,身份证号\n张三," A "\n", MODE_CHANGE},
        {"title says removals",
         "东区低保对象减员名单,\n姓名,身份证号\n张三," A "\n", MODE_CHANGE},
        {"title says both, column empty",
         "东区低保对象新增减员名单,,\n姓名,身份证号,变动类型\n张三," A ",\n",
         MODE_CHANGE},
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(lists); i++) {
        struct gathered gathered;
        gathered_init(&gathered);
        if (gather(&gathered, lists[i].text) != 0)
            fail_msg("%s: %s", lists[i].name, gathered.failure.note);
        EXPECT_INT(lists[i].name, gathered.roster.sheets[0].mode,
                   lists[i].mode);
        roster_release(&gathered.roster);
        gathered_release(&gathered);
    }
}

static void options_go_before_what_a_list_looks_like(void **state)
{
    static const struct {
        const char *name;
        struct kind_mode modes[2];
        size_t count;
        enum roster_mode mode;
    } given[] = {
        {"everything is full", {{POLICY_NONE, MODE_FULL}}, 1, MODE_FULL},
        {"this kind is full", {{KIND_DIBAO, MODE_FULL}}, 1, MODE_FULL},
        {"another kind is full", {{KIND_TEKUN, MODE_FULL}}, 1, MODE_CHANGE},
        {"the kind goes before everything",
         {{KIND_DIBAO, MODE_FULL}, {POLICY_NONE, MODE_CHANGE}},
         2,
         MODE_FULL},
        {"wherever it stands",
         {{POLICY_NONE, MODE_CHANGE}, {KIND_DIBAO, MODE_FULL}},
         2,
         MODE_FULL},
        {"a later one goes before an earlier",
         {{KIND_DIBAO, MODE_CHANGE}, {KIND_DIBAO, MODE_FULL}},
         2,
         MODE_FULL},
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(given); i++) {
        struct gathered gathered;
        gathered_init(&gathered);
        gathered.options.modes = given[i].modes;
        gathered.options.mode_count = given[i].count;
        assert_int_equal(gather(&gathered, HEAD "张三," A ",新增\n"), 0);
        EXPECT_INT(given[i].name, gathered.roster.sheets[0].mode,
                   given[i].mode);
        roster_release(&gathered.roster);
        gathered_release(&gathered);
    }
}

static void lists_without_people_need_consent(void **state)
{
    static const uint16_t kinds[] = {KIND_TEKUN, KIND_DIBAO};
    static const struct kind_mode changes = {POLICY_NONE, MODE_CHANGE};
    static const struct {
        const char *name;
        size_t consents; /* the first ones of `kinds` */
        size_t modes;
        bool passes;
    } lists[] = {
        {"nobody consented", 0, 0, false},
        {"to another kind", 1, 0, false},
        {"to this kind", 2, 0, true},
        {"a list of changes", 0, 1, true},
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(lists); i++) {
        struct gathered gathered;
        gathered_init(&gathered);
        gathered.options.may_be_empty = kinds;
        gathered.options.may_be_empty_count = lists[i].consents;
        gathered.options.modes = &changes;
        gathered.options.mode_count = lists[i].modes;
        const int result = gather(&gathered, PLAIN_HEAD);
        EXPECT_INT(lists[i].name, result, lists[i].passes ? 0 : -1);
        if (result == 0)
            roster_release(&gathered.roster);
        else
            EXPECT_INT(lists[i].name, gathered.failure.code, DIAG_ROSTER_EMPTY);
        gathered_release(&gathered);
    }
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(lists_tell_whether_they_name_everybody),
        cmocka_unit_test(options_go_before_what_a_list_looks_like),
        cmocka_unit_test(lists_without_people_need_consent),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
