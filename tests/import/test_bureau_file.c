/* bureau.yaml: what is read, what is refused, and what stands for nothing. */
#include "core/arena.h"
#include "import/import.h"
#include "tests/support/policy_fixture.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/suite.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

static struct scratch_folder scratch;
static char policy_folder[120];

/* The fixture's policy as if it had been loaded from the scratch folder. */
static struct policy place_policy(const char *yaml)
{
    char path[160];
    struct policy policy = *policy_fixture();
    scratch_make(&scratch);
    snprintf(policy_folder, sizeof policy_folder, "%s/2024", scratch.path);
    assert_int_equal(mkdir(policy_folder, 0777), 0);
    policy.path = policy_folder;
    if (yaml != NULL) {
        snprintf(path, sizeof path, "%s/bureau.yaml", scratch.path);
        FILE *file = fopen(path, "wb");
        assert_non_null(file);
        assert_true(fputs(yaml, file) >= 0);
        assert_int_equal(fclose(file), 0);
    }
    return policy;
}

#define HEAD "schema: 1\nregion: 示范市\n"
#define NUMBER "    - {field: id_number, title: 号码, width: 20}\n"
#define CODE "    - {field: category_code, title: 代码, width: 9}\n"

static void routes_and_columns_are_read(void **state)
{
    (void)state;
    struct failure failure = FAILURE_INIT;
    struct arena *arena = arena_new();
    const struct bureau *bureau = NULL;
    const struct policy policy = place_policy(
        HEAD
        "routes:\n"
        "  - {fund: caizheng, payer: 财政局, account: 收入户, holder: 户,\n"
        "     bank: 行, number: \"0012\", addressee: 市财政局}\n"
        "plate:\n  form: bare\n  columns:\n" NUMBER CODE
        "    - {field: fixed, title: 险种, text: 城乡居民, width: 8}\n");
    assert_int_equal(bureau_load(&policy, arena, &bureau, &failure), 0);
    assert_int_equal(bureau->route_count, 1);
    const struct money_route *route = &bureau->routes[0];
    assert_string_equal(policy.funds[route->fund].id, "caizheng");
    assert_string_equal(route->payer, "财政局");
    assert_string_equal(route->account, "收入户");
    assert_string_equal(route->holder, "户");
    assert_string_equal(route->bank, "行");
    assert_string_equal(route->number, "0012");
    assert_string_equal(route->addressee, "市财政局");
    assert_true(bureau->plate.is_bare);
    assert_int_equal(bureau->plate.column_count, 3);
    assert_int_equal(bureau->plate.columns[0].field, PLATE_ID_NUMBER);
    assert_string_equal(bureau->plate.columns[0].title, "号码");
    assert_string_equal(bureau->plate.columns[2].fixed, "城乡居民");
    assert_int_equal(strlen(bureau->sha256), 64);
    scratch_remove(&scratch);
    arena_free(arena);
}

static void what_is_left_out_is_as_usual(void **state)
{
    static const char *const cases[] = {NULL, HEAD};
    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct failure failure = FAILURE_INIT;
        struct arena *arena = arena_new();
        const struct bureau *bureau = NULL;
        const struct policy policy = place_policy(cases[i]);
        assert_int_equal(bureau_load(&policy, arena, &bureau, &failure), 0);
        assert_int_equal(bureau->route_count, 0);
        assert_ptr_equal(bureau->plate.columns,
                         bureau_default()->plate.columns);
        scratch_remove(&scratch);
        arena_free(arena);
    }
}

static void what_is_wrong_is_refused_at_its_line(void **state)
{
    static const struct {
        const char *name, *yaml;
        rownum line;
    } cases[] = {
        {"another region", "schema: 1\nregion: 别市\n", 2},
        {"an unknown fund", HEAD "routes:\n  - {fund: caizhen}\n", 4},
        {"a fund twice",
         HEAD "routes:\n  - {fund: caizheng}\n  - {fund: caizheng}\n", 5},
        {"an unknown key", HEAD "payee: 户\n", 3},
        {"an unknown field",
         HEAD "plate:\n  form: table\n  columns:\n" NUMBER CODE
              "    - {field: age, title: 年龄, width: 4}\n",
         8},
        {"no number", HEAD "plate:\n  form: table\n  columns:\n" CODE, 6},
        {"no identity", HEAD "plate:\n  form: table\n  columns:\n" NUMBER, 6},
        {"fixed without text",
         HEAD "plate:\n  form: table\n  columns:\n" NUMBER CODE
              "    - {field: fixed, title: 险种, width: 4}\n",
         8},
        {"text where it is not fixed",
         HEAD "plate:\n  form: table\n  columns:\n" NUMBER CODE
              "    - {field: name, title: 姓名, text: 张, width: 4}\n",
         8},
        {"a column without width to speak of",
         HEAD "plate:\n  form: table\n  columns:\n" NUMBER CODE
              "    - {field: name, title: 姓名, width: 0}\n",
         8},
        {"a mark of review", HEAD "# 【待核】 账户\n", 3},
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct failure failure = FAILURE_INIT;
        struct arena *arena = arena_new();
        const struct bureau *bureau = NULL;
        const struct policy policy = place_policy(cases[i].yaml);
        EXPECT_INT(cases[i].name,
                   bureau_load(&policy, arena, &bureau, &failure), -1);
        EXPECT_INT(cases[i].name, failure.row, cases[i].line);
        scratch_remove(&scratch);
        arena_free(arena);
    }
}

static void policy_from_a_ledger_has_no_settings(void **state)
{
    (void)state;
    struct failure failure = FAILURE_INIT;
    struct arena *arena = arena_new();
    const struct bureau *bureau = NULL;
    struct policy policy = *policy_fixture();
    policy.path = "";
    assert_int_equal(bureau_load(&policy, arena, &bureau, &failure), 0);
    assert_ptr_equal(bureau, bureau_default());
    arena_free(arena);
}

/* Every region's file goes with its policy. */
static void each_region_has_settings_that_load(void **state)
{
    static const char *const folders[] = {
        "mappings/meishan/2024", "mappings/meizhou/2024", "mappings/hunan/2024",
        "mappings/kaiping/2024", "mappings/shanwei/2023"};
    (void)state;
    for (size_t i = 0; i < COUNT_OF(folders); i++) {
        struct failure failure = FAILURE_INIT;
        struct arena *arena = arena_new();
        const struct policy *policy = NULL;
        const struct bureau *bureau = NULL;
        assert_int_equal(policy_load(folders[i], arena, &policy, &failure), 0);
        if (bureau_load(policy, arena, &bureau, &failure) != 0)
            fail_msg("%s: %s", folders[i], failure.note);
        assert_true(bureau->path[0] != '\0');
        assert_true(bureau->plate.column_count > 5);
        arena_free(arena);
    }
}

static void each_failing_allocation_is_told(void **state)
{
    (void)state;
    const struct policy policy =
        place_policy(HEAD "routes:\n  - {fund: caizheng, payer: 财政局}\n"
                          "plate:\n  form: table\n  columns:\n" NUMBER CODE);
    int result = -1;
    for (unsigned long n = 1; result != 0; n++) {
        struct failure failure = FAILURE_INIT;
        struct arena *arena = arena_new();
        const struct bureau *bureau = NULL;
        mem_fail_after(n);
        result = bureau_load(&policy, arena, &bureau, &failure);
        mem_fail_after(0);
        if (result != 0)
            assert_int_equal(failure.code, DIAG_OUT_OF_MEMORY);
        arena_free(arena);
        assert_true(n < 1000);
    }
    scratch_remove(&scratch);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(routes_and_columns_are_read),
        cmocka_unit_test(what_is_left_out_is_as_usual),
        cmocka_unit_test(what_is_wrong_is_refused_at_its_line),
        cmocka_unit_test(policy_from_a_ledger_has_no_settings),
        cmocka_unit_test(each_region_has_settings_that_load),
        cmocka_unit_test(each_failing_allocation_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
