/* Lists of who is insured, as they come out of the insurance system. */
#include "core/arena.h"
#include "import/import.h"
#include "tests/support/policy_fixture.h"
#include "tests/support/roster_fixture.h"
#include "tests/support/roster_policy.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/suite.h"

#include <stdio.h>
#include <string.h>

static void write_list(const struct scratch_folder *folder, const char *text,
                       char *path, size_t size)
{
    snprintf(path, size, "%s/list.csv", folder->path);
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
}

/* Reads one list by roster_policy(). */
static int read_list(const char *text, struct enrolment *out,
                     struct failure *failure)
{
    struct scratch_folder folder;
    char path[100];
    scratch_make(&folder);
    write_list(&folder, text, path, sizeof path);
    struct arena *arena = arena_new();
    const char *const paths[] = {path};
    const struct import_options options = {
        .policy = roster_policy(arena),
        .as_of = 20230831,
        .in_process = true,
    };
    const int result = enrolment_read(paths, 1, &options, out, failure);
    arena_free(arena);
    scratch_remove(&folder);
    return result;
}

static void list_needs_no_category_and_no_kind(void **state)
{
    (void)state;
    struct failure failure = FAILURE_INIT;
    struct enrolment enrolment;
    if (read_list("姓名,身份证号,县区,人员类别,残疾等级\n"
                  "张三,511499197803010015,东区,学生,无此等级\n"
                  "李四,511499780301002,西区,居民,\n",
                  &enrolment, &failure) != 0)
        fail_msg("%s", failure.note);
    assert_int_equal(enrolment.count, 2);
    assert_true(enrolment_has(&enrolment, UINT64_C(51149919780301001)));
    assert_true(enrolment_has(&enrolment, UINT64_C(51149919780301002)));
    assert_int_equal(enrolment.persons[0].county, 0);
    assert_int_equal(enrolment.persons[1].county, 1);
    enrolment_release(&enrolment);
}

static void place_left_empty_is_not_the_one_above(void **state)
{
    (void)state;
    struct failure failure = FAILURE_INIT;
    struct enrolment enrolment;
    assert_int_equal(read_list("姓名,身份证号,县区\n"
                               "张三,511499197803010015,东区\n"
                               "李四,511499197803010023,\n",
                               &enrolment, &failure),
                     0);
    assert_int_equal(enrolment.persons[0].county, 0);
    assert_int_equal(enrolment.persons[1].county, POLICY_NONE);
    enrolment_release(&enrolment);
}

static void bad_rows_are_findings_and_nobody(void **state)
{
    (void)state;
    struct failure failure = FAILURE_INIT;
    struct enrolment enrolment;
    assert_int_equal(read_list("姓名,身份证号,县区\n"
                               "张三,511499197803010011,东区\n"
                               "李四,5.11499E+17,西区\n"
                               "王五,511499197803010023,西区\n"
                               "王五,511499197803010023,西区\n"
                               "合计,4,\n",
                               &enrolment, &failure),
                     0);
    assert_int_equal(roster_fixture_count(&enrolment.roster, DIAG_ID_CHECKSUM),
                     1);
    assert_int_equal(
        roster_fixture_count(&enrolment.roster, DIAG_ID_SCIENTIFIC), 1);
    assert_int_equal(enrolment.roster.sheets[0].fates[FATE_RETURNED], 2);
    assert_int_equal(enrolment.count, 1);
    assert_int_equal(enrolment.repeated, 1);
    enrolment_release(&enrolment);
}

static void file_without_numbers_is_refused(void **state)
{
    (void)state;
    struct failure failure = FAILURE_INIT;
    struct enrolment enrolment;
    assert_int_equal(read_list("姓名,县区\n张三,东区\n", &enrolment, &failure),
                     -1);
    assert_int_not_equal(failure.code, DIAG_NONE);
    assert_non_null(strstr(failure.file, "list.csv"));
}

static void reading_without_memory_is_a_clean_failure(void **state)
{
    (void)state;
    struct scratch_folder folder;
    char path[100];
    scratch_make(&folder);
    write_list(&folder, "姓名,身份证号\n张三,511499197803010015\n", path,
               sizeof path);
    struct arena *arena = arena_new();
    const char *const paths[] = {path};
    const struct import_options options = {
        .policy = roster_policy(arena),
        .as_of = 20230831,
        .in_process = true,
    };
    int result = -1;
    for (unsigned long n = 1; result != 0; n++) {
        struct failure failure = FAILURE_INIT;
        struct enrolment enrolment;
        mem_fail_after(n);
        result = enrolment_read(paths, 1, &options, &enrolment, &failure);
        mem_fail_after(0);
        if (result == 0)
            enrolment_release(&enrolment);
        else
            EXPECT_INT(failure.note, failure.code, DIAG_OUT_OF_MEMORY);
    }
    arena_free(arena);
    scratch_remove(&folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(list_needs_no_category_and_no_kind),
        cmocka_unit_test(place_left_empty_is_not_the_one_above),
        cmocka_unit_test(bad_rows_are_findings_and_nobody),
        cmocka_unit_test(file_without_numbers_is_refused),
        cmocka_unit_test(reading_without_memory_is_a_clean_failure),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
