/* The folder as a whole: which files, the same bytes, clean failures. */
#include "reports/reports.h"

#include "core/arena.h"
#include "core/digest.h"
#include "tests/support/process.h"
#include "tests/support/report_fixture.h"
#include "tests/support/suite.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char *const files[] = {
    "导盘/01-乡村振兴-脱贫户.xlsx",
    "导盘/02-乡村振兴-监测对象.xlsx",
    "导盘/03-民政-低保低收入.xlsx",
    "导盘/04-卫健-二女户女儿.xlsx",
    "导盘/05-残联-残疾人.xlsx",
    "导盘/06-民政-孤儿.xlsx",
    "导盘/07-民政-特困人员.xlsx",
    "资金申请/医保-资金申请表.xlsx",
    "资金申请/民政-资金申请表.xlsx",
    "资金申请/卫健-资金申请表.xlsx",
    "资金申请/残联-资金申请表.xlsx",
    "财政划转汇总.xlsx",
    "税务征收名单.xlsx",
    "身份重叠裁定.xlsx",
    "退回清单/乡村振兴.xlsx",
    "退回清单/民政.xlsx",
    "退回清单/残联.xlsx",
    "月度变动.xlsx",
    "审计底稿.xlsx",
};

static void folder_holds_every_workbook_and_no_other(void **state)
{
    (void)state;
    struct report_fixture fixture;
    report_fixture_write(&fixture, NULL, 0);
    char *json = scratch_read(&fixture.folder, "run.json", NULL);
    const char *at = strstr(json, "\"outputs\"");
    assert_non_null(at);
    for (size_t i = 0; i < COUNT_OF(files); i++) {
        char mark[128];
        snprintf(mark, sizeof mark, "{\"file\":\"%s\"", files[i]);
        at = strstr(at, mark);
        if (at == NULL)
            fail_msg("run.json does not list %s in its place", files[i]);
        free(scratch_read(&fixture.folder, files[i], NULL));
    }
    assert_null(strstr(at + 1, "{\"file\":"));
    char path[128];
    snprintf(path, sizeof path, "%s/退回清单/卫健.xlsx", fixture.folder.path);
    assert_int_not_equal(access(path, F_OK), 0);
    free(json);
    report_fixture_release(&fixture);
}

static void run_json_states_the_hash_of_each_file(void **state)
{
    (void)state;
    struct report_fixture fixture;
    report_fixture_write(&fixture, NULL, 0);
    char *json = scratch_read(&fixture.folder, "run.json", NULL);
    for (size_t i = 0; i < COUNT_OF(files); i++) {
        size_t size;
        char hex[DIGEST_HEX_SIZE];
        char mark[300];
        char *bytes = scratch_read(&fixture.folder, files[i], &size);
        assert_int_equal(digest_of(bytes, size, hex), 0);
        snprintf(mark, sizeof mark,
                 "{\"file\":\"%s\",\"size\":%zu,\"sha256\":\"%s\"}", files[i],
                 size, hex);
        if (strstr(json, mark) == NULL)
            fail_msg("run.json has no %s", mark);
        free(bytes);
    }
    free(json);
    report_fixture_release(&fixture);
}

/* In the order of paths, as folder_digest() has them. */
static void sealed_run_lists_what_stands_in_the_folder(void **state)
{
    (void)state;
    struct report_fixture fixture;
    struct failure failure = FAILURE_INIT;
    struct report_files listed = {.count = 0};
    struct text stands = TEXT_INIT;
    struct text lines = TEXT_INIT;
    struct arena *arena = arena_new();
    report_fixture_init(&fixture, NULL, 0);
    assert_int_equal(reports_write_sealed(&fixture.input, fixture.folder.path,
                                          arena, &listed, &failure),
                     0);
    for (size_t i = 0; i < listed.count; i++) {
        const struct written_file *file = &listed.items[i];
        struct digest_pair pair;
        size_t size;
        char *bytes = scratch_read(&fixture.folder, file->path, &size);
        struct digest *digest = digest_new_pair();
        digest_add(digest, bytes, size);
        assert_int_equal(digest_finish_pair(digest, &pair), 0);
        EXPECT_TEXT(file->path, file->digests.sm3, pair.sm3);
        text_printf(&lines, "%s %llu %s\n", file->path,
                    (unsigned long long)file->size, file->digests.sha256);
        free(bytes);
    }
    folder_digest(fixture.folder.path, &stands);
    assert_string_equal(text_of(&lines), text_of(&stands));
    assert_true(listed.count > COUNT_OF(files));
    text_release(&lines);
    text_release(&stands);
    arena_free(arena);
    report_fixture_release(&fixture);
}

static void two_runs_write_the_same_bytes(void **state)
{
    (void)state;
    struct report_fixture one;
    struct report_fixture two;
    report_fixture_write(&one, NULL, 0);
    usleep(1100000); /* a clock in a file would show */
    report_fixture_write(&two, NULL, 0);
    for (size_t i = 0; i <= COUNT_OF(files); i++) {
        const char *name = i < COUNT_OF(files) ? files[i] : "run.json";
        size_t sizes[2];
        char *left = scratch_read(&one.folder, name, &sizes[0]);
        char *right = scratch_read(&two.folder, name, &sizes[1]);
        EXPECT_INT(name, sizes[0], sizes[1]);
        EXPECT_INT(name, memcmp(left, right, sizes[0]), 0);
        free(left);
        free(right);
    }
    report_fixture_release(&one);
    report_fixture_release(&two);
}

static void every_sheet_states_period_cut_off_and_document(void **state)
{
    (void)state;
    struct report_fixture fixture;
    report_fixture_write(&fixture, NULL, 0);
    for (size_t i = 0; i < COUNT_OF(files); i++) {
        struct book_view *view = report_view(&fixture, files[i]);
        char part[64];
        for (int number = 1;; number++) {
            snprintf(part, sizeof part, "xl/worksheets/sheet%d.xml", number);
            const char *xml = book_view_part(view, part);
            if (xml == NULL)
                break;
            if (strstr(xml, "所属期：2023年8月　　截止日期：2023年8月31日　　"
                            "参保年度：2024年　　政策依据：示医保发〔2023〕1号"
                            "<") == NULL)
                fail_msg("%s: %s does not say when and by what", files[i],
                         part);
            if (strstr(xml, "制表人：") == NULL)
                fail_msg("%s: %s has no signature line", files[i], part);
        }
        book_view_close(view);
    }
    report_fixture_release(&fixture);
}

static void month_without_anybody_has_all_its_files(void **state)
{
    (void)state;
    static const struct row_spec nobody[] = {
        {.id = 0,
         .name = "退回癸",
         .kind = FIXTURE_KIND_CIVIL,
         .is_returned = true},
    };
    struct report_fixture fixture;
    report_fixture_write(&fixture, nobody, COUNT_OF(nobody));
    for (size_t i = 0; i < COUNT_OF(files); i++)
        if (strstr(files[i], "退回清单") == NULL ||
            strstr(files[i], "民政") != NULL)
            free(scratch_read(&fixture.folder, files[i], NULL));
    report_fixture_release(&fixture);
}

static void totals_that_do_not_agree_stop_the_run(void **state)
{
    (void)state;
    struct report_fixture fixture;
    struct failure failure = FAILURE_INIT;
    report_fixture_init(&fixture, NULL, 0);
    fixture.decided.allocation.total.subsidy += 100;
    assert_int_equal(
        reports_write(&fixture.input, fixture.folder.path, &failure), -1);
    assert_int_equal(failure.code, DIAG_TIE_OUT);

    /* A slice and the total may agree and still not be what the persons
     * get. */
    failure = (struct failure)FAILURE_INIT;
    fixture.decided.allocation.slices[0].tally.subsidy += 100;
    assert_int_equal(
        reports_write(&fixture.input, fixture.folder.path, &failure), -1);
    assert_int_equal(failure.code, DIAG_TIE_OUT);
    report_fixture_release(&fixture);
}

static void folder_that_cannot_be_written_is_named(void **state)
{
    (void)state;
    struct report_fixture fixture;
    struct failure failure = FAILURE_INIT;
    char folder[128];
    report_fixture_init(&fixture, NULL, 0);
    snprintf(folder, sizeof folder, "%s/nowhere", fixture.folder.path);
    assert_int_equal(reports_write(&fixture.input, folder, &failure), -1);
    assert_int_equal(failure.code, DIAG_OUTPUT_FAILED);
    assert_non_null(strstr(failure.file, folder));
    report_fixture_release(&fixture);
}

/* Every n-th allocation, each n a step wider: all places are met, and the
 * test stays short. */
static void every_allocation_may_fail(void **state)
{
    (void)state;
    struct report_fixture fixture;
    struct report_files listed;
    struct arena *arena = arena_new();
    report_fixture_init(&fixture, NULL, 0);
    int status = -1;
    for (unsigned long after = 1; status != 0; after += 1 + after / 40) {
        struct failure failure = FAILURE_INIT;
        mem_fail_after(after);
        status = reports_write_sealed(&fixture.input, fixture.folder.path,
                                      arena, &listed, &failure);
        mem_fail_after(0);
        if (status != 0)
            EXPECT_INT(failure.note, failure.code, DIAG_OUT_OF_MEMORY);
        assert_true(after < 1000000);
    }
    arena_free(arena);
    report_fixture_release(&fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(folder_holds_every_workbook_and_no_other),
        cmocka_unit_test(run_json_states_the_hash_of_each_file),
        cmocka_unit_test(sealed_run_lists_what_stands_in_the_folder),
        cmocka_unit_test(two_runs_write_the_same_bytes),
        cmocka_unit_test(every_sheet_states_period_cut_off_and_document),
        cmocka_unit_test(month_without_anybody_has_all_its_files),
        cmocka_unit_test(totals_that_do_not_agree_stop_the_run),
        cmocka_unit_test(folder_that_cannot_be_written_is_named),
        cmocka_unit_test(every_allocation_may_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
