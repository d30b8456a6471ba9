/* The output folder: complete or not there, and nothing of others lost. */
#include "tests/support/suite.h"

#include "cli/output_folder.h"
#include "core/arena.h"
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct folders {
    char root[64];
    char out[128];
};

static void put_file(const char *folder, const char *name, const char *text)
{
    char path[4200];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
}

/* The file's text, or "" where there is none. */
static const char *text_in(const char *folder, const char *name)
{
    static char text[64];
    char path[4200];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    text[0] = '\0';
    FILE *file = fopen(path, "r");
    if (file == NULL)
        return text;
    const size_t length = fread(text, 1, sizeof text - 1, file);
    text[length] = '\0';
    fclose(file);
    return text;
}

static size_t count_entries(const char *folder)
{
    size_t count = 0;
    DIR *entries = opendir(folder);
    if (entries == NULL)
        return 0;
    const struct dirent *entry = NULL;
    while ((entry = readdir(entries)) != NULL)
        count += entry->d_name[0] != '.';
    closedir(entries);
    return count;
}

static int set_up(void **state)
{
    struct folders *folders = calloc(1, sizeof *folders);
    strcpy(folders->root, "/tmp/daopan-test-XXXXXX");
    if (mkdtemp(folders->root) == NULL)
        return -1;
    snprintf(folders->out, sizeof folders->out, "%s/out", folders->root);
    *state = folders;
    return 0;
}

static int tear_down(void **state)
{
    struct folders *folders = *state;
    char command[128];
    snprintf(command, sizeof command, "rm -rf '%s'", folders->root);
    const int status = system(command);
    free(folders);
    return status;
}

static void new_folder_appears_whole(void **state)
{
    const struct folders *folders = *state;
    struct failure failure = FAILURE_INIT;
    struct output_folder output;
    assert_int_equal(output_open(&output, folders->out, &failure), 0);
    put_file(output.beside, "run.json", "new");
    assert_int_equal(access(folders->out, F_OK), -1);
    assert_int_equal(output_place(&output, &failure), 0);
    output_close(&output);
    assert_string_equal(text_in(folders->out, "run.json"), "new");
    assert_int_equal(count_entries(folders->root), 1);
}

static void link_to_a_folder_stands_for_the_folder(void **state)
{
    const struct folders *folders = *state;
    struct failure failure = FAILURE_INIT;
    struct output_folder output;
    char real[200];
    struct stat status;
    snprintf(real, sizeof real, "%s/real", folders->root);
    assert_int_equal(mkdir(real, 0777), 0);
    put_file(real, "我的笔记.txt", "note");
    assert_int_equal(symlink(real, folders->out), 0);
    assert_int_equal(output_open(&output, folders->out, &failure), 0);
    put_file(output.beside, "run.json", "new");
    assert_int_equal(output_place(&output, &failure), 0);
    output_close(&output);
    assert_int_equal(lstat(folders->out, &status), 0);
    assert_true(S_ISLNK(status.st_mode));
    assert_string_equal(text_in(real, "run.json"), "new");
    assert_string_equal(text_in(real, "我的笔记.txt"), "note");
    assert_int_equal(count_entries(folders->root), 2);
}

static void what_a_killed_run_left_is_not_in_the_way(void **state)
{
    const struct folders *folders = *state;
    struct failure failure = FAILURE_INIT;
    struct output_folder output;
    char left[200];
    snprintf(left, sizeof left, "%s.daopan-%ld-0", folders->out,
             (long)getpid());
    assert_int_equal(mkdir(left, 0777), 0);
    assert_int_equal(output_open(&output, folders->out, &failure), 0);
    put_file(output.beside, "run.json", "new");
    assert_int_equal(output_place(&output, &failure), 0);
    output_close(&output);
    assert_string_equal(text_in(folders->out, "run.json"), "new");
    assert_int_equal(access(left, F_OK), 0);
}

static void parents_are_made(void **state)
{
    const struct folders *folders = *state;
    struct failure failure = FAILURE_INIT;
    struct output_folder output;
    char path[200];
    snprintf(path, sizeof path, "%s/a/b///", folders->out);
    assert_int_equal(output_open(&output, path, &failure), 0);
    assert_int_equal(output_place(&output, &failure), 0);
    output_close(&output);
    snprintf(path, sizeof path, "%s/a/b", folders->out);
    assert_int_equal(access(path, F_OK), 0);
}

static void old_results_go_and_notes_of_others_stay(void **state)
{
    const struct folders *folders = *state;
    struct failure failure = FAILURE_INIT;
    struct output_folder output;
    assert_int_equal(mkdir(folders->out, 0777), 0);
    put_file(folders->out, "run.json", "old");
    put_file(folders->out, "税务征收名单.xlsx", "old");
    put_file(folders->out, "我的笔记.txt", "note");
    assert_int_equal(output_open(&output, folders->out, &failure), 0);
    put_file(output.beside, "run.json", "new");
    assert_int_equal(output_place(&output, &failure), 0);
    output_close(&output);
    assert_string_equal(text_in(folders->out, "run.json"), "new");
    assert_string_equal(text_in(folders->out, "我的笔记.txt"), "note");
    assert_string_equal(text_in(folders->out, "税务征收名单.xlsx"), "");
    assert_int_equal(count_entries(folders->root), 1);
}

/* A run's folder with a list that is still needed and one that is not, and
 * beside them what the clerk put there. */
static void put_old_run(const char *out)
{
    char lists[200];
    char scans[300];
    snprintf(lists, sizeof lists, "%s/退回清单", out);
    snprintf(scans, sizeof scans, "%s/扫描件", lists);
    assert_int_equal(mkdir(out, 0777), 0);
    assert_int_equal(mkdir(lists, 0777), 0);
    assert_int_equal(mkdir(scans, 0777), 0);
    put_file(out, "run.json",
             "{\n  \"inputs\":[\n    {\"file\":\"退回清单/回复.xlsx\"}],"
             "\n  \"outputs\":[\n    {\"file\":\"退回清单/民政.xlsx\","
             "\"size\":3},\n    {\"file\":\"退回清单/卫健.xlsx\"}]\n}\n");
    put_file(lists, "民政.xlsx", "old");
    put_file(lists, "卫健.xlsx", "old");
    put_file(lists, "残联.xlsx", "reply");
    put_file(lists, "回复.xlsx", "reply");
    put_file(scans, "签字.pdf", "scan");
}

static void put_new_run(const char *beside)
{
    char lists[4300];
    snprintf(lists, sizeof lists, "%s/退回清单", beside);
    assert_int_equal(mkdir(lists, 0777), 0);
    put_file(beside, "run.json", "new");
    put_file(lists, "民政.xlsx", "new");
    put_file(lists, "残联.xlsx", "new");
}

struct expected_file {
    const char *name, *text;
};

static void expect_files(const char *folder, const struct expected_file *files,
                         size_t count)
{
    for (size_t i = 0; i < count; i++)
        EXPECT_TEXT(files[i].name, text_in(folder, files[i].name),
                    files[i].text);
}

static void files_of_others_in_a_runs_subfolders_stay(void **state)
{
    const struct folders *folders = *state;
    struct failure failure = FAILURE_INIT;
    struct output_folder output;
    static const struct expected_file files[] = {
        {"退回清单/民政.xlsx", "new"},
        {"退回清单/卫健.xlsx", ""},
        {"退回清单/残联.xlsx", "new"},
        {"退回清单/回复.xlsx", "reply"},
        {"退回清单/残联（2）.xlsx", "reply"},
        {"退回清单/扫描件/签字.pdf", "scan"},
    };
    put_old_run(folders->out);
    assert_int_equal(output_open(&output, folders->out, &failure), 0);
    put_new_run(output.beside);
    assert_int_equal(output_place(&output, &failure), 0);
    output_close(&output);
    expect_files(folders->out, files, COUNT_OF(files));
    assert_int_equal(count_entries(folders->root), 1);
}

static void subfolder_of_others_stays_where_the_run_needs_none(void **state)
{
    const struct folders *folders = *state;
    struct failure failure = FAILURE_INIT;
    struct output_folder output;
    put_old_run(folders->out);
    assert_int_equal(output_open(&output, folders->out, &failure), 0);
    put_file(output.beside, "run.json", "new");
    assert_int_equal(output_place(&output, &failure), 0);
    output_close(&output);
    assert_string_equal(text_in(folders->out, "退回清单/扫描件/签字.pdf"),
                        "scan");
    assert_string_equal(text_in(folders->out, "退回清单/民政.xlsx"), "");
}

static void withdrawing_puts_files_of_others_back_in_subfolders(void **state)
{
    const struct folders *folders = *state;
    struct failure failure = FAILURE_INIT;
    struct output_folder output;
    static const struct expected_file files[] = {
        {"退回清单/民政.xlsx", "old"},   {"退回清单/卫健.xlsx", "old"},
        {"退回清单/残联.xlsx", "reply"}, {"退回清单/回复.xlsx", "reply"},
        {"退回清单/残联（2）.xlsx", ""}, {"退回清单/扫描件/签字.pdf", "scan"},
    };
    put_old_run(folders->out);
    assert_int_equal(output_open(&output, folders->out, &failure), 0);
    put_new_run(output.beside);
    assert_int_equal(output_place(&output, &failure), 0);
    output_withdraw(&output);
    output_close(&output);
    expect_files(folders->out, files, COUNT_OF(files));
    assert_int_equal(count_entries(folders->root), 1);
}

/* Each allocation failing once: the old folder is as it was. */
static void memory_running_out_leaves_the_old_folder(void **state)
{
    const struct folders *folders = *state;
    int result = -1;
    put_old_run(folders->out);
    for (unsigned long n = 1; result != 0; n++) {
        struct failure failure = FAILURE_INIT;
        struct output_folder output;
        assert_int_equal(output_open(&output, folders->out, &failure), 0);
        put_new_run(output.beside);
        mem_fail_after(n);
        result = output_place(&output, &failure);
        mem_fail_after(0);
        output_close(&output);
        assert_string_equal(text_in(folders->out, "退回清单/回复.xlsx"),
                            "reply");
        assert_string_equal(text_in(folders->out, "退回清单/扫描件/签字.pdf"),
                            "scan");
        assert_int_equal(count_entries(folders->root), 1);
    }
    assert_string_equal(text_in(folders->out, "run.json"), "new");
}

static void withdrawing_brings_the_old_results_back(void **state)
{
    const struct folders *folders = *state;
    struct failure failure = FAILURE_INIT;
    struct output_folder output;
    assert_int_equal(mkdir(folders->out, 0777), 0);
    put_file(folders->out, "run.json", "old");
    put_file(folders->out, "我的笔记.txt", "note");
    assert_int_equal(output_open(&output, folders->out, &failure), 0);
    put_file(output.beside, "run.json", "new");
    assert_int_equal(output_place(&output, &failure), 0);
    output_withdraw(&output);
    output_close(&output);
    assert_string_equal(text_in(folders->out, "run.json"), "old");
    assert_string_equal(text_in(folders->out, "我的笔记.txt"), "note");
    assert_int_equal(count_entries(folders->root), 1);
}

static void withdrawing_a_first_run_leaves_nothing(void **state)
{
    const struct folders *folders = *state;
    struct failure failure = FAILURE_INIT;
    struct output_folder output;
    assert_int_equal(output_open(&output, folders->out, &failure), 0);
    put_file(output.beside, "run.json", "new");
    assert_int_equal(output_place(&output, &failure), 0);
    output_withdraw(&output);
    output_close(&output);
    assert_int_equal(count_entries(folders->root), 0);
}

static void giving_up_leaves_nothing(void **state)
{
    const struct folders *folders = *state;
    struct failure failure = FAILURE_INIT;
    struct output_folder output;
    assert_int_equal(output_open(&output, folders->out, &failure), 0);
    char inner[4300];
    snprintf(inner, sizeof inner, "%s/导盘", output.beside);
    assert_int_equal(mkdir(inner, 0777), 0);
    put_file(inner, "01.xlsx", "half");
    output_close(&output);
    assert_int_equal(count_entries(folders->root), 0);
}

static void file_in_the_place_is_refused(void **state)
{
    const struct folders *folders = *state;
    struct failure failure = FAILURE_INIT;
    struct output_folder output;
    put_file(folders->root, "out", "a file");
    assert_int_equal(output_open(&output, folders->out, &failure), -1);
    assert_int_equal(failure.code, DIAG_OUTPUT_FAILED);
    assert_string_equal(text_in(folders->root, "out"), "a file");
}

static void place_that_cannot_be_written_is_refused(void **state)
{
    struct failure failure = FAILURE_INIT;
    struct output_folder output;
    (void)state;
    assert_int_equal(output_open(&output, "/proc/no/such", &failure), -1);
    assert_int_equal(failure.code, DIAG_OUTPUT_FAILED);
}

int main(void)
{
#define IN_A_FOLDER(test)                                                      \
    cmocka_unit_test_setup_teardown(test, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        IN_A_FOLDER(new_folder_appears_whole),
        IN_A_FOLDER(link_to_a_folder_stands_for_the_folder),
        IN_A_FOLDER(what_a_killed_run_left_is_not_in_the_way),
        IN_A_FOLDER(parents_are_made),
        IN_A_FOLDER(old_results_go_and_notes_of_others_stay),
        IN_A_FOLDER(files_of_others_in_a_runs_subfolders_stay),
        IN_A_FOLDER(subfolder_of_others_stays_where_the_run_needs_none),
        IN_A_FOLDER(withdrawing_puts_files_of_others_back_in_subfolders),
        IN_A_FOLDER(memory_running_out_leaves_the_old_folder),
        IN_A_FOLDER(withdrawing_brings_the_old_results_back),
        IN_A_FOLDER(withdrawing_a_first_run_leaves_nothing),
        IN_A_FOLDER(giving_up_leaves_nothing),
        IN_A_FOLDER(file_in_the_place_is_refused),
        cmocka_unit_test(place_that_cannot_be_written_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
