/* Everything that is wrong with a policy, in one list. */
#include "import/defects.h"

#include "import/import.h"
#include "tests/support/broken_policy.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/suite.h"

#include <stdio.h>
#include <string.h>

static struct failure failure_at(rownum row, colnum column, const char *note)
{
    struct failure failure = FAILURE_INIT;
    failure_set(&failure, DIAG_POLICY_INVALID, "policy.yaml", "%s", note);
    failure.row = row;
    failure.column = column;
    return failure;
}

static void a_defect_is_noted_once(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        rownum row;
        colnum column;
        const char *note;
        size_t count; /* of what is noted then */
    } steps[] = {
        {"the first", 3, 1, "缺少“id”一项", 1},
        {"the same", 3, 1, "缺少“id”一项", 1},
        {"another at the same place", 3, 1, "缺少“name”一项", 2},
        {"the same at another place", 4, 1, "缺少“id”一项", 3},
    };
    struct policy_findings found = {.items = NULL};
    struct defects defects = {.found = &found, .arena = arena_new()};
    for (size_t i = 0; i < COUNT_OF(steps); i++) {
        struct failure failure =
            failure_at(steps[i].row, steps[i].column, steps[i].note);
        EXPECT_INT(steps[i].name, defects_note(&defects, &failure), 0);
        EXPECT_INT(steps[i].name, found.count, steps[i].count);
    }
    assert_string_equal(found.items[2].words.note, "缺少“id”一项");
    assert_int_equal(found.items[2].line, 4);
    policy_findings_release(&found);
    arena_free(defects.arena);
}

/* A value that could not be read stands for nothing that was written. */
static void of_a_place_without_form_no_more_is_told(void **state)
{
    (void)state;
    struct policy_findings found = {.items = NULL};
    struct defects defects = {.found = &found, .arena = arena_new()};
    struct failure form = failure_at(3, 1, "缺少“id”一项");
    struct failure value = failure_at(3, 1, "“?”只能用小写字母、数字和-");
    struct failure other = failure_at(5, 7, "没有“2023-02-30”这一天");
    assert_int_equal(defects_note(&defects, &form), 0);
    defects_settle(&defects);
    assert_int_equal(defects_note(&defects, &value), 0);
    assert_int_equal(found.count, 1);
    assert_int_equal(defects_note(&defects, &other), 0);
    assert_int_equal(found.count, 2);
    defects.file = POLICY_FILE_COLUMNS;
    assert_int_equal(defects_note(&defects, &value), 0);
    assert_int_equal(found.count, 3);
    policy_findings_release(&found);
    arena_free(defects.arena);
}

static void another_file_by_mistake_does_not_fill_the_screen(void **state)
{
    (void)state;
    struct policy_findings found = {.items = NULL};
    struct defects defects = {.found = &found, .arena = arena_new()};
    for (rownum row = 1; row <= 1000; row++) {
        struct failure failure = failure_at(row, 1, "没有这一项");
        assert_int_equal(defects_note(&defects, &failure), 0);
    }
    assert_int_equal(found.count, 500);
    policy_findings_release(&found);
    arena_free(defects.arena);
}

static void a_sound_policy_has_none(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct failure failure = FAILURE_INIT;
    struct policy_findings found = {.items = NULL};
    const struct policy *policy = meishan_policy(arena);
    assert_int_equal(
        policy_defects("mappings/meishan/2024", arena, &found, &failure), 0);
    assert_int_equal(
        cases_defects("mappings/meishan/2024", policy, arena, &found, &failure),
        0);
    assert_int_equal(found.count, 0);
    policy_findings_release(&found);
    arena_free(arena);
}

/* What is told when the files cannot be parsed, or are not there. */
static void a_file_that_is_no_yaml_has_one_defect(void **state)
{
    (void)state;
    struct scratch_folder folder;
    struct failure failure = FAILURE_INIT;
    struct policy_findings found = {.items = NULL};
    struct arena *arena = arena_new();
    scratch_make(&folder);
    broken_policy_write(folder.path, PART_POLICY, "region: 眉山市",
                        "region: \"眉山市");
    assert_int_equal(policy_defects(folder.path, arena, &found, &failure), 0);
    assert_int_equal(found.count, 1);
    assert_int_equal(found.items[0].at.file, POLICY_FILE_RULES);
    assert_non_null(strstr(found.items[0].words.note, "不是正确的 YAML"));
    scratch_remove(&folder);
    assert_int_equal(policy_defects(folder.path, arena, &found, &failure), -1);
    assert_int_equal(failure.code, DIAG_POLICY_NOT_FOUND);
    policy_findings_release(&found);
    arena_free(arena);
}

static void each_failing_allocation_fails_cleanly(void **state)
{
    (void)state;
    struct scratch_folder folder;
    int result = -1;
    scratch_make(&folder);
    broken_policy_write(folder.path, PART_POLICY, "checked_on:", "checked_in:");
    for (unsigned long after = 1; result != 0; after++) {
        struct arena *arena = arena_new();
        struct failure failure = FAILURE_INIT;
        struct policy_findings found = {.items = NULL};
        mem_fail_after(after);
        result = policy_defects(folder.path, arena, &found, &failure);
        mem_fail_after(0);
        if (result != 0)
            assert_int_equal(failure.code, DIAG_OUT_OF_MEMORY);
        else
            assert_int_equal(found.count, 1);
        policy_findings_release(&found);
        arena_free(arena);
        assert_true(after < 10000);
    }
    scratch_remove(&folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_defect_is_noted_once),
        cmocka_unit_test(of_a_place_without_form_no_more_is_told),
        cmocka_unit_test(another_file_by_mistake_does_not_fill_the_screen),
        cmocka_unit_test(a_sound_policy_has_none),
        cmocka_unit_test(a_file_that_is_no_yaml_has_one_defect),
        cmocka_unit_test(each_failing_allocation_fails_cleanly),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
