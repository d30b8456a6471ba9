/* A policy as a workbook. */
#include "reports/reports.h"
#include "tests/support/book_view.h"
#include "tests/support/policy_fixture.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/suite.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void write_book(const struct scratch_folder *folder, const char *name)
{
    char path[128];
    struct failure failure = FAILURE_INIT;
    snprintf(path, sizeof path, "%s/%s", folder->path, name);
    assert_int_equal(policy_book_write(policy_fixture(), "1.0", path, &failure),
                     0);
}

static void order_rules_and_assumptions_are_there(void **state)
{
    (void)state;
    struct scratch_folder folder;
    scratch_make(&folder);
    write_book(&folder, "policy.xlsx");
    struct book_view *view = book_view_open(folder.path, "policy.xlsx");
    const struct cell_view orphan =
        view_beside(view, "导盘顺序", "特困人员", 'G');
    assert_string_equal(orphan.value, "380");
    assert_string_equal(view_beside(view, "规定", "个人缴费标准", 'C').value,
                        "380.00 元/人·年");
    assert_string_equal(
        view_beside(view, "规定", "没有印代码的类别", 'C').value,
        "二女户女儿、精神和智力残疾人");
    assert_string_not_equal(
        view_find(view, "口径说明", "文件没有写明同一步内的先后").ref, "");
    assert_string_not_equal(
        view_find(view, "政策依据", "示医保发〔2023〕1号").ref, "");
    book_view_close(view);
    scratch_remove(&folder);
}

static void the_same_policy_gives_the_same_bytes(void **state)
{
    (void)state;
    struct scratch_folder folder;
    size_t sizes[2] = {0, 0};
    scratch_make(&folder);
    write_book(&folder, "a.xlsx");
    write_book(&folder, "b.xlsx");
    char *a = scratch_read(&folder, "a.xlsx", &sizes[0]);
    char *b = scratch_read(&folder, "b.xlsx", &sizes[1]);
    assert_int_equal(sizes[0], sizes[1]);
    assert_memory_equal(a, b, sizes[0]);
    free(a);
    free(b);
    scratch_remove(&folder);
}

static void a_place_that_cannot_be_written_is_reported(void **state)
{
    (void)state;
    struct failure failure = FAILURE_INIT;
    assert_int_equal(policy_book_write(policy_fixture(), "1.0",
                                       "/tmp/no/such/folder/p.xlsx", &failure),
                     -1);
    assert_int_equal(failure.code, DIAG_OUTPUT_FAILED);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(order_rules_and_assumptions_are_there),
        cmocka_unit_test(the_same_policy_gives_the_same_bytes),
        cmocka_unit_test(a_place_that_cannot_be_written_is_reported),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
